// A resident's name and contact, under a key of their own that comes in two halves: the twin of identity.py.
import * as birth from "./birth.js";
import * as canonical from "./canonical.js";
import { b64url } from "./encoding.js";
import * as envelope from "./envelope.js";
import { randomBytes } from "./randomness.js";
import { refuse } from "./refusal.js";

export const STREAM = "identity";
export const KIND = "identity";
export const HALVES = { office: "identity_a", custody: "identity_b", lent: "identity_b" };
// With header and signature it stays under the padding's floor, so that every one of them is of one size.
const MAX_BODY = 1400;

// {header, ciphertext}. `who`: {choice, name, contact, reach}; an anonymous resident's is empty, whatever was typed.
export async function seal(born, signer, { choice, name = "", contact = "", reach = "" }) {
  const said = choice === "none" ? { name: "", contact: "", reach: "" } : { name, contact, reach };
  const body = canonical.encode({ version: 1, ...said });
  if (body.length > MAX_BODY) throw refuse("EnvelopeRefused")("too_large");
  const header = draft(birth.refOf(born), KIND, signer);
  return { header, ciphertext: await envelope.seal(born.identity, signer, header, body) };
}

// [a, b] of an identity key, 32 bytes each: "call" makes a the key itself, "keep" makes it a XOR b, "none" neither.
export function halves(raw, choice) {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  if (choice === "call") return [raw, second];
  return [first, choice === "keep" ? xor(first, raw) : second];
}

// One half, sealed to whom it is for. `holder`: "office", "custody", or "lent" (b, to the office again).
export function wrap(half, to, key, matter, holder) {
  const body = canonical.encode({ half: b64url(half), to });
  return envelope.seal(to, key, draft(matter, HALVES[holder], key), body);
}

export const xor = (first, second) => first.map((byte, i) => byte ^ second[i]);

const draft = (matter, kind, key) => new envelope.Chain().draft({ matter, stream: STREAM, kind, author: key.public });
