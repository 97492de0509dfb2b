// A member's identity, wrapped for a device that unlocks it beside the phrase. The key comes from a secret that the
// device's authenticator works out after its user was verified (WebAuthn PRF), and is in no store of ours.
import { sha256 } from "../../vendor/age.js";
import * as canonical from "./canonical.js";
import { b64url, concat, fromB64url, fromUtf8, startsWith, utf8 } from "./encoding.js";
import { Identity } from "./keys.js";
import { randomBytes } from "./randomness.js";
import { refuse } from "./refusal.js";

const MAGIC = utf8("binhyen-device/1\n");
const NONCE = 12;
const refused = refuse("DeviceRefused");

// What the authenticator is asked about: another for each installation and person.
export const salt = ({ installation, person }) => sha256(concat(MAGIC, canonical.encode({ installation, person })));

// The key of what it answered (an ArrayBuffer, overwritten here), which nothing can read again.
export async function keyOf(secret) {
  const bytes = new Uint8Array(secret);
  try {
    if (bytes.length !== 32) throw refused("malformed");
    const master = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8("binhyen/1/device") };
    return await crypto.subtle.deriveKey(how, master, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  } finally {
    bytes.fill(0);
  }
}

// `whose`: {installation, person, credential}. A copy is for one of each, and for one recipient.
export async function wrap(key, identity, whose) {
  const iv = randomBytes(NONCE);
  const sealed = await crypto.subtle.encrypt(bound(iv, { ...whose, recipient: identity.recipient }), key, utf8(identity.reveal()));
  return b64url(concat(MAGIC, iv, new Uint8Array(sealed)));
}

// The identity of `whose.recipient`, or a refusal of anything else.
export async function unwrap(key, wrapped, whose) {
  let identity;
  try {
    const bytes = fromB64url(wrapped);
    if (!startsWith(bytes, MAGIC)) throw refused("malformed");
    const [iv, sealed] = [bytes.slice(MAGIC.length, MAGIC.length + NONCE), bytes.slice(MAGIC.length + NONCE)];
    identity = await Identity.fromAge(fromUtf8(new Uint8Array(await crypto.subtle.decrypt(bound(iv, whose), key, sealed))));
  } catch {
    throw refused("not_opened");
  }
  if (identity.recipient !== whose.recipient) throw refused("not_opened");
  return identity;
}

const bound = (iv, { installation, person, credential, recipient }) => ({
  name: "AES-GCM",
  iv,
  additionalData: canonical.encode({ installation, person, credential, recipient }),
});
