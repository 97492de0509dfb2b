// Envelopes: what is written, with a signed header inside the age file that says where it belongs.
// docs/sealing-format.md has the bytes.
import { HASH, hasForm, isText, REF, STREAMS } from "./birth.js";
import * as canonical from "./canonical.js";
import { base32, concat, fromB64url, sha256Hex, startsWith, u32, utf8 } from "./encoding.js";
import { encryptTo, isPublicKey, isRecipient, signatureHolds } from "./keys.js";
import { isPaddingOf, pad, paddedLength } from "./padding.js";
import { randomBytes } from "./randomness.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const MAGIC = utf8("binhyen-envelope/1\n");
const AGE_HEADER = utf8("age-encryption.org/v1\n");
const SIGNATURE_LENGTH = 64;
const MAX_HEADER = 16384;
export const MAX_BODY = 1572864;
const MAX_RECIPIENTS = 16;
// The largest padded plaintext, the tags of its 64 KiB chunks, and room for the age header.
const MAX_PLAINTEXT = paddedLength(MAGIC.length + 8 + MAX_HEADER + MAX_BODY + SIGNATURE_LENGTH);
export const MAX_CIPHERTEXT = MAX_PLAINTEXT + 16 * (Math.floor(MAX_PLAINTEXT / 65536) + 1) + 4096;
const KIND = /^[a-z][a-z0-9_]{0,31}$/;

const refused = refuse("EnvelopeRefused");

const FIELDS = {
  version: (value) => value === VERSION,
  matter: isText(REF),
  envelope: isText(REF),
  stream: (value) => STREAMS.includes(value) || value === "identity",
  kind: isText(KIND),
  author: isPublicKey,
  counter: (value) => Number.isSafeInteger(value) && value >= 0,
  previous: (value) => value === "" || isText(HASH)(value),
  seen: (value) => value === "" || isText(REF)(value),
  attachments: (value) => Array.isArray(value) && value.length <= 64 && value.every(isText(HASH)),
};

// A random reference of 130 bits, in the form of a matter's.
export const newRef = () => base32(randomBytes(17)).slice(0, 26);

// What was read of one stream so far: each author's latest envelope, and all references in order.
export class Chain {
  constructor(heads = new Map(), refs = []) {
    this.heads = heads;
    this.refs = refs;
    this.known = new Set(refs);
  }

  after(opened) {
    const { author, envelope } = opened.header;
    return new Chain(new Map(this.heads).set(author, opened), [...this.refs, envelope]);
  }

  // The reference of the last envelope read, "" for none.
  get last() {
    return this.refs.length ? this.refs[this.refs.length - 1] : "";
  }

  // What the next envelope of this author must say.
  next(author) {
    const link = this.heads.get(author);
    return link ? { counter: link.header.counter + 1, previous: link.sha256 } : { counter: 0, previous: "" };
  }

  // The header of the next envelope that this author may write here.
  draft({ matter, stream, kind, author, attachments = [] }) {
    return {
      version: VERSION,
      matter,
      envelope: newRef(),
      stream,
      kind,
      author,
      ...this.next(author),
      seen: this.last,
      attachments,
    };
  }
}

// The age file holding this header and body, for one or several X25519 recipients.
export async function seal(recipients, key, header, body) {
  const to = [].concat(recipients);
  if (!to.length || to.length > MAX_RECIPIENTS || !to.every(isRecipient)) throw new TypeError("not X25519 age recipients");
  if (key.public !== header.author) throw new TypeError("the header names another author");
  if (body.length > MAX_BODY) throw refused("too_large");
  if (!hasForm(header, FIELDS)) throw refused("malformed");
  const head = canonical.encode(header);
  const signed = concat(MAGIC, u32(head.length), head, u32(body.length), body);
  return encrypt(to, concat(signed, await key.sign(signed)));
}

// Its hash is worked out when a next one is to name it: most have none.
function withHash(header, body, ciphertext) {
  let digest = "";
  return {
    header,
    body,
    get sha256() {
      digest = digest || sha256Hex(ciphertext);
      return digest;
    },
  };
}

// {header, body, sha256} of an envelope, after every check. `expected`: {matter, stream, authors (a Set), chain,
// and, if the server says so, ref and kind}. `holds`: who says whether a signature is that key's.
export async function open(identity, ciphertext, expected, holds = signatureHolds) {
  if (ciphertext.length > MAX_CIPHERTEXT) throw refused("too_large");
  const plaintext = await decrypt(identity, ciphertext);
  const { header, body, end } = parse(plaintext);
  const signature = plaintext.subarray(end, end + SIGNATURE_LENGTH);
  const authentic =
    expected.authors.has(header.author) && (await holds(header.author, plaintext.subarray(0, end), signature));
  if (!authentic) throw refused("forged");
  if (header.matter !== expected.matter || header.stream !== expected.stream) throw refused("moved");
  if (expected.ref !== undefined && expected.ref !== header.envelope) throw refused("moved");
  if (expected.kind !== undefined && expected.kind !== header.kind) throw refused("moved");
  checkChain(header, expected.chain || new Chain());
  return withHash(header, body, ciphertext);
}

// An age file of the padded plaintext.
export const encrypt = (recipients, plaintext) => encryptTo(recipients, pad(plaintext));

// The padded plaintext of an age file (binary, never armoured).
export async function decrypt(identity, ciphertext) {
  if (!startsWith(ciphertext, AGE_HEADER)) throw refused("malformed");
  try {
    return await identity.decrypt(ciphertext);
  } catch {
    throw refused("malformed");
  }
}

// The bytes of a field of something the server sent: base64url, or in a batch for the index the bytes themselves.
export function binary(row, name) {
  if (row[name] instanceof Uint8Array) return row[name];
  try {
    return fromB64url(row[name]);
  } catch {
    throw refused("malformed");
  }
}

export const malformed = () => refused("malformed");

function parse(plaintext) {
  if (!startsWith(plaintext, MAGIC)) throw refused("malformed");
  const head = block(plaintext, MAGIC.length, MAX_HEADER);
  const body = block(plaintext, head.end, MAX_BODY);
  if (!isPaddingOf(plaintext, body.end + SIGNATURE_LENGTH)) throw refused("malformed");
  let header;
  try {
    header = canonical.decode(head.bytes);
  } catch {
    throw refused("malformed");
  }
  if (!hasForm(header, FIELDS)) throw refused("malformed");
  // A copy: whoever is handed it is handed nothing that stands beside it.
  return { header, body: body.bytes.slice(), end: body.end };
}

function block(plaintext, at, longest) {
  const start = at + 4;
  if (start > plaintext.length) throw refused("malformed");
  const length = new DataView(plaintext.buffer, plaintext.byteOffset + at, 4).getUint32(0);
  const end = start + length;
  if (length > longest || end > plaintext.length) throw refused("malformed");
  return { bytes: plaintext.subarray(start, end), end };
}

function checkChain(header, chain) {
  if (chain.known.has(header.envelope)) throw refused("replayed");
  const { counter, previous } = chain.next(header.author);
  if (header.counter !== counter || header.previous !== previous) throw refused("reordered");
  // The author had read something here that the server is not showing, or is showing later.
  if (header.seen && !chain.known.has(header.seen)) throw refused("reordered");
}
