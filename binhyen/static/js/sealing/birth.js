// The birth statement: what a matter is, whose keys it has, and who vouches for that. Its hash is the name.
import { sha256 } from "../../vendor/age.js";
import * as canonical from "./canonical.js";
import { base32, concat, utf8 } from "./encoding.js";
import { isPublicKey, isRecipient, signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

export const VERSION = 2;
export const STREAMS = ["intake", "talk"];
export const REF = /^[a-z2-7]{26}$/;
export const HASH = /^[0-9a-f]{64}$/;
export const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/;
const CONTEXT = utf8("binhyen-birth/1\n");

const refused = refuse("BirthRefused");

export const isText = (form) => (value) => typeof value === "string" && form.test(value);

// Whether `value` is a plain object with exactly these fields, each accepted by its test.
export function hasForm(value, fields) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(fields);
  const own = Object.keys(value);
  return own.length === names.length && names.every((name) => own.includes(name) && fields[name](value[name]));
}

const AUTHOR = { recipient: isRecipient, signing_key: isPublicKey };
const FIRST = {
  version: (value) => value === 1,
  installation: isText(CODE),
  certificate: isText(HASH),
  intake: isRecipient,
  talk: isRecipient,
  author: (value) => hasForm(value, AUTHOR),
  written: (value) => ["browser", "server", "staff"].includes(value),
  signer: isPublicKey,
  kind: isText(CODE),
  category: isText(CODE),
  area: isText(CODE),
};
const FIELDS = { ...FIRST, version: (value) => value === VERSION, custodian: isText(HASH), identity: isRecipient };

export function checkShape(born) {
  const fields = born?.version === 1 ? FIRST : FIELDS;
  if (!hasForm(born, fields)) throw refused("malformed");
  // One identity for both would let the receipt, which opens talk, open the story again, or the story the name.
  const own = [born.intake, born.talk, born.author.recipient, ...(fields === FIELDS ? [born.identity] : [])];
  if (new Set(own).size !== own.length) throw refused("malformed");
}

// The matter's reference: the first 130 bits of the statement's SHA-256, in lower-case base32.
export const refOf = (born) => nameOf(canonical.encode(born));

const nameOf = (bytes) => base32(sha256(bytes)).slice(0, 26);

export async function sign(born, key) {
  checkShape(born);
  if (key.public !== born.signer) throw new TypeError("the statement names another signer");
  return key.sign(concat(CONTEXT, canonical.encode(born)));
}

// The matter's reference, after checking form, signer and signature. `expected`: {installation, matter, officeKey}.
export async function verify(born, signature, expected = {}) {
  checkShape(born);
  const author = born.author.signing_key;
  const staff = born.signer !== author && (!expected.officeKey || expected.officeKey === born.signer);
  if (!(born.written === "staff" ? staff : born.signer === author)) throw refused("wrong_signer");
  const bytes = canonical.encode(born);
  if (!(await signatureHolds(born.signer, concat(CONTEXT, bytes), signature))) throw refused("forged");
  const name = nameOf(bytes);
  const elsewhere = expected.matter !== undefined && expected.matter !== name;
  if (elsewhere || (expected.installation !== undefined && expected.installation !== born.installation)) {
    throw refused("wrong_matter");
  }
  return name;
}
