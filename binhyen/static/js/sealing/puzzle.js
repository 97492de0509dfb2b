// Solves a puzzle of altcha: {challenge, solution} to post beside the report it was asked for.
import { derive, solveChallenge } from "../../vendor/puzzle.js";
import { refuse } from "./refusal.js";

// Above this the server is not one of ours: it would only heat the phone.
const MOST_ROUNDS = 20000;

export async function solve(challenge) {
  if (!(challenge?.parameters?.cost <= MOST_ROUNDS)) throw refuse("Puzzle")("too_hard");
  const solution = await solveChallenge({ challenge, deriveKey: derive, timeout: 0 });
  return { challenge, solution: { counter: solution.counter, derivedKey: solution.derivedKey } };
}
