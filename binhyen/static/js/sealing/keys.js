// Secrets live in a WeakMap, out of reach of JSON, structured cloning, the console and a curious getter.
// `locked()` turns one into a CryptoKey that the browser will use and never give out, where it has such keys.
import { ed25519, Encrypter, identityToRecipient } from "../../vendor/age.js";
import { exchangeWith, openAge } from "./agefile.js";
import { b64url, concat, fromB64url, fromBech32, toBech32 } from "./encoding.js";
import { randomBytes } from "./randomness.js";

const SECRET_KEY = "age-secret-key-";
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const PKCS8_X25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32);
const PKCS8_ED25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

const held = new WeakMap();
// The same secrets as keys of the browser's own, where it has such: a tenth of the time.
const exchanging = new WeakMap();
// The 32 bytes of each identity's recipient.
const points = new WeakMap();
const MOST_SPELLED = 2000;
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));

// An age X25519 identity: opens what was sealed to its `recipient`.
export class Identity {
  constructor(secret, recipient, key = null) {
    held.set(this, secret);
    exchanging.set(this, key);
    points.set(this, pointOf(recipient));
    this.recipient = recipient;
    Object.freeze(this);
  }

  static async fromRaw(raw) {
    const text = toBech32(SECRET_KEY, raw).toUpperCase();
    const key = await importKey("X25519", PKCS8_X25519, raw, ["deriveBits"]);
    // The public half is the exchange with the curve's base point.
    const recipient = key ? toBech32("age", await exchangeBy(key)(BASE_POINT)) : await identityToRecipient(text);
    return new Identity(text, recipient, key);
  }

  // What was lent by another Worker.
  static borrowed({ key, recipient }) {
    return new Identity(key, recipient, key);
  }

  static generate() {
    return Identity.fromRaw(randomBytes(32));
  }

  // From AGE-SECRET-KEY-1…; throws for anything else, post-quantum identities included. `likely`: recipients of which it
  // probably has one. The browser says so in half the time that working out the recipient takes; one that is none of
  // them is worked out as ever.
  static async fromAge(text, likely = []) {
    const raw = fromBech32(SECRET_KEY, text);
    if (raw.length !== 32) throw new RangeError("not an identity");
    for (const recipient of likely) {
      const key = await pairKey(raw, pointOf(recipient));
      if (key) return new Identity(text, recipient, key);
    }
    return Identity.fromRaw(raw);
  }

  // AGE-SECRET-KEY-1…, for wrapping to somebody else. A locked identity has none to give.
  reveal() {
    const secret = held.get(this);
    if (typeof secret !== "string") throw new TypeError("this identity is locked");
    return secret;
  }

  // The same identity as a key that not even this code can read again.
  async locked() {
    const secret = held.get(this);
    if (typeof secret !== "string") return this;
    const key = exchanging.get(this);
    return key ? new Identity(key, this.recipient, key) : this;
  }

  // The plaintext of an age file; throws when it is not for this identity, or not sound.
  async decrypt(ciphertext) {
    return openAge(ciphertext, exchangeOf(this), points.get(this));
  }

  // The same of a Blob: `take` is given the plaintext chunk by chunk.
  async decryptBlob(ciphertext, take) {
    const { openAgeOf } = await import("./agepieces.js");
    return openAgeOf(ciphertext, exchangeOf(this), points.get(this), take);
  }
}

// {key, recipient} of an identity that no code can read again; null for any other: what is a secret text is not lent.
export function lent(identity) {
  const key = held.get(identity);
  return typeof key === "string" ? null : { key, recipient: identity.recipient };
}

// An Ed25519 key. `public` is its public half in base64url: the name an author goes by.
export class SigningKey {
  constructor(secret, name) {
    held.set(this, secret);
    this.public = name;
    Object.freeze(this);
  }

  static fromSeed(seed) {
    if (seed.length !== 32) throw new RangeError("a seed is 32 bytes");
    return new SigningKey(seed, b64url(ed25519.getPublicKey(seed)));
  }

  static generate() {
    return SigningKey.fromSeed(randomBytes(32));
  }

  // The 32-byte seed, for wrapping to somebody else. A locked key has none to give.
  reveal() {
    const secret = held.get(this);
    if (!(secret instanceof Uint8Array)) throw new TypeError("this key is locked");
    return secret;
  }

  async locked() {
    const secret = held.get(this);
    if (!(secret instanceof Uint8Array)) return this;
    const key = await importKey("Ed25519", PKCS8_ED25519, secret, ["sign"]);
    return key ? new SigningKey(key, this.public) : this;
  }

  // 64 bytes; signing the same message again gives the same bytes.
  async sign(message) {
    const secret = held.get(this);
    if (secret instanceof Uint8Array) return ed25519.sign(message, secret);
    return new Uint8Array(await crypto.subtle.sign("Ed25519", secret, message));
  }
}

// The age file of bytes, or of a stream of them: then a stream, with `size(length of the plaintext)`.
export async function encryptTo(recipients, plaintext) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plaintext);
}

// Whether this is an X25519 age recipient (and not a post-quantum, tagged or SSH one).
export function isRecipient(text) {
  if (typeof text !== "string" || !RECIPIENT.test(text)) return false;
  try {
    return pointOf(text).length === 32;
  } catch {
    return false;
  }
}

const spelledOut = new Map();

// The bytes of a recipient; RangeError for what is none. The few of a matter are asked for over and over.
function pointOf(recipient) {
  let point = spelledOut.get(recipient);
  if (!point) {
    point = fromBech32("age", recipient.toUpperCase());
    if (spelledOut.size >= MOST_SPELLED) spelledOut.clear();
    spelledOut.set(recipient, point);
  }
  return point;
}

const namedKeys = new Set();

// Whether this is an Ed25519 public key in base64url (32 bytes; on the curve or not shows later). As with recipients, the
// few of a matter are asked for over and over.
export function isPublicKey(text) {
  if (namedKeys.has(text)) return true;
  if (typeof text !== "string" || text.length !== 43) return false;
  try {
    if (fromB64url(text).length !== 32) return false;
  } catch {
    return false;
  }
  if (namedKeys.size >= MOST_SPELLED) namedKeys.clear();
  namedKeys.add(text);
  return true;
}

// Whether `name` signed `message`. False, never an exception, for malformed keys and signatures.
export async function signatureHolds(name, message, signature) {
  if (!isPublicKey(name) || signature.length !== 64) return false;
  const key = await verifyingKey(name);
  if (key) return crypto.subtle.verify("Ed25519", key, signature, message);
  try {
    // The strict rules of RFC 8032, as the other side's library has them, not the lenient ones of ZIP 215.
    return ed25519.verify(signature, message, fromB64url(name), { zip215: false });
  } catch {
    return false;
  }
}

const verifying = new Map();

// The browser's own Ed25519 is ten times as fast as ours, which an officer with thousands of matters feels.
async function verifyingKey(name) {
  if (!verifying.has(name)) {
    if (verifying.size > 1000) verifying.clear();
    const imported = crypto.subtle.importKey("raw", fromB64url(name), "Ed25519", false, ["verify"]).catch(() => null);
    verifying.set(name, imported);
  }
  return verifying.get(name);
}

function exchangeOf(identity) {
  const key = exchanging.get(identity);
  return key ? exchangeBy(key) : exchangeWith(fromBech32(SECRET_KEY, held.get(identity)));
}

const exchangeBy = (key) => async (share) => {
  const peer = await crypto.subtle.importKey("raw", share, "X25519", false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256));
};

async function importKey(algorithm, prefix, raw, uses) {
  try {
    return await crypto.subtle.importKey("pkcs8", concat(prefix, raw), algorithm, false, uses);
  } catch {
    // An older browser: the key stays in this Worker's memory instead.
    return null;
  }
}

// The key of a secret whose public half this is; null when it is not, or when this browser cannot say.
async function pairKey(raw, point) {
  refusesForeign ??= probe();
  return (await refusesForeign) ? importPair(raw, point) : null;
}

let refusesForeign = null;

// The attack: a granter hands over a key of their own as the matter's. Only a browser that is seen to refuse a public
// half that is not the secret's is asked about others.
async function probe() {
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const key = await importKey("X25519", PKCS8_X25519, one, ["deriveBits"]);
  if (!key) return false;
  const point = await exchangeBy(key)(BASE_POINT);
  return Boolean(await importPair(one, point)) && !(await importPair(other, point)) && !(await importPair(one, BASE_POINT));
}

async function importPair(raw, point) {
  const pair = { kty: "OKP", crv: "X25519", d: b64url(raw), x: b64url(point) };
  try {
    return await crypto.subtle.importKey("jwk", pair, "X25519", false, ["deriveBits"]);
  } catch {
    return null;
  }
}
