// The birth statement: what a matter is, whose keys it has, and who vouches for that. Its hash is the name.
// And what all signed statements share, as binhyen/sealing/statements.py and fields.py have it: in a module of its own it
// would cost every resident's phone one more request.
import { sha256 } from "../../vendor/age.js";
import * as canonical from "./canonical.js";
import { b64url, base32, concat, fromB64url, sha256Hex, utf8 } from "./encoding.js";
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
export const isRef = isText(REF);
export const isHash = isText(HASH);
export const isCode = isText(CODE);
export const orNothing = (isRight) => (value) => value === "" || isRight(value);
export const exactly = (number) => (value) => value === number;
export const countsFrom = (least) => (value) => Number.isSafeInteger(value) && value >= least;

// Whether `value` is a plain object with exactly these fields, each accepted by its test.
export function hasForm(value, fields) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(fields);
  const own = Object.keys(value);
  return own.length === names.length && names.every((name) => own.includes(name) && fields[name](value[name]));
}

// One kind of signed statement. Its context stands before each that is signed, so that what was signed as one kind is
// never believed as another. `agrees`: what its fields must be to each other.
export function formOf(context, fields, refused, agrees = () => true) {
  const check = (document) => {
    if (!hasForm(document, fields) || !agrees(document)) throw refused("malformed");
    return document;
  };
  const toSign = (document) => concat(utf8(`${context}\n`), canonical.encode(document));
  return {
    check,
    // base64url; nothing malformed is signed.
    sign: async (document, key) => b64url(await key.sign(toSign(check(document)))),
    // How many of these keys signed it; `given(key)`: the signature, base64url, that is offered as that key's.
    async signedBy(document, keys, given) {
      const message = toSign(document);
      const holds = async (key) => signatureHolds(key, message, fromB64url(given(key)));
      // By distinct key: the same signature offered twice under two spellings of a key must count once.
      const held = await Promise.all(Array.from(new Set(keys), (key) => holds(key).catch(() => false)));
      return held.filter(Boolean).length;
    },
  };
}

// The hash by which others name a statement: the `previous` of the next, a birth statement, the journal.
export const digestOf = (document) => sha256Hex(canonical.encode(document));

// The first of a chain names none before it.
export const beginsOrFollows = ({ serial, previous }) => (serial === 1) === (previous === "");

// The signing keys that the certificates of a statement's office and serial name.
export const certifiedKeys = (document, certified) =>
  certified
    .filter((each) => each.office === document.office && each.serial === document.serial)
    .map((each) => each.signing_key);

const FIRST = {
  version: exactly(1),
  installation: isCode,
  certificate: isHash,
  intake: isRecipient,
  talk: isRecipient,
  author: (value) => hasForm(value, { recipient: isRecipient, signing_key: isPublicKey }),
  written: (value) => ["browser", "server", "staff"].includes(value),
  signer: isPublicKey,
  kind: isCode,
  category: isCode,
  area: isCode,
};
const FIELDS = { ...FIRST, version: exactly(VERSION), custodian: isHash, identity: isRecipient };

export function checkShape(born) {
  if (!hasForm(born, born?.version === 1 ? FIRST : FIELDS)) throw refused("malformed");
  // One identity for both would let the receipt, which opens talk, open the story again, or the story the name. (Those of
  // version 1 have none, which is like no other.)
  if (new Set([born.intake, born.talk, born.author.recipient, born.identity]).size < 4) throw refused("malformed");
}

// The matter's reference: the first 130 bits of the statement's SHA-256, in lower-case base32.
export const refOf = (born) => nameOf(canonical.encode(born));

const nameOf = (bytes) => base32(sha256(bytes).subarray(0, 17)).slice(0, 26);

export async function sign(born, key) {
  checkShape(born);
  if (key.public !== born.signer) throw new TypeError("the statement names another signer");
  return key.sign(concat(CONTEXT, canonical.encode(born)));
}

// The matter's reference, after checking form, signer and signature. `holds`: who says whether it is that key's.
export async function verify(born, signature, { installation = born?.installation, matter, officeKey, holds = signatureHolds } = {}) {
  checkShape(born);
  const author = born.author.signing_key;
  const staff = born.signer !== author && (!officeKey || officeKey === born.signer);
  if (!(born.written === "staff" ? staff : born.signer === author)) throw refused("wrong_signer");
  const bytes = canonical.encode(born);
  if (!(await holds(born.signer, concat(CONTEXT, bytes), signature))) throw refused("forged");
  const name = nameOf(bytes);
  if (![undefined, name].includes(matter) || installation !== born.installation) throw refused("wrong_matter");
  return name;
}
