// Stands in for @noble/post-quantum: pyrage has no post-quantum recipients, so nothing may be sealed to one, and
// a phone should not download 25 KB for it. A key of that kind is refused before it comes this far.
const absent = () => {
  throw new Error("post-quantum recipients are not supported");
};
export const MLKEM768P256 = { encapsulate: absent, decapsulate: absent, getPublicKey: absent };
export const MLKEM768X25519 = MLKEM768P256;
