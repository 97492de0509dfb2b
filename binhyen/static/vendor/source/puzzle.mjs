// The solver of altcha's puzzles, for PBKDF2 by the browser's own cryptography.
export { solveChallenge } from "altcha-lib";
export { deriveKey as derive } from "altcha-lib/algorithms/web/pbkdf2";
