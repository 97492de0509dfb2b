// An office's keys, wrapped to one member after another: the twin of office.py.
import { hasForm } from "./birth.js";
import * as canonical from "./canonical.js";
import * as directories from "./directory.js";
import { b64url, concat, fromB64url, startsWith, u32, utf8 } from "./encoding.js";
import * as envelope from "./envelope.js";
import { Identity, isRecipient, SigningKey } from "./keys.js";
import { refuse } from "./refusal.js";

const MAGIC = utf8("binhyen-office/1\n");
const isString = (value) => typeof value === "string";
const OFFICE = { version: (value) => value === 1, installation: isString, office: isString, identity: isString, signing_seed: isString };

const certificateRefused = refuse("CertificateRefused");

// The age file, in b64url, that hands these keys to a recipient.
export async function wrapTo(keys, recipient) {
  if (!isRecipient(recipient)) throw new TypeError("not an X25519 age recipient");
  const inner = canonical.encode({
    version: 1,
    installation: keys.installation,
    office: keys.office,
    identity: keys.identity.reveal(),
    signing_seed: b64url(keys.signing.reveal()),
  });
  return b64url(await envelope.encrypt([recipient], concat(MAGIC, u32(inner.length), inner)));
}

// Compared with a certificate: without that whoever writes to the database could hand a member keys of his own
// making, and read what the member then grants and seals with them.
export async function unwrap(identity, wrapped, certificate, of) {
  const document = await directories.verifySigned(certificate, of);
  const keys = await readOffice(await envelope.decrypt(identity, envelope.binary({ wrapped }, "wrapped")));
  const same =
    keys.installation === document.installation &&
    keys.office === document.office &&
    keys.identity.recipient === document.recipient &&
    keys.signing.public === document.signing_key;
  if (!same) throw certificateRefused("wrong_office");
  return keys;
}

async function readOffice(plaintext) {
  try {
    if (startsWith(plaintext, MAGIC)) {
      const start = MAGIC.length + 4;
      const length = new DataView(plaintext.buffer, plaintext.byteOffset + MAGIC.length, 4).getUint32(0);
      const inner = canonical.decode(plaintext.slice(start, start + length));
      if (hasForm(inner, OFFICE)) {
        return {
          installation: inner.installation,
          office: inner.office,
          identity: await Identity.fromAge(inner.identity),
          signing: SigningKey.fromSeed(fromB64url(inner.signing_seed)),
        };
      }
    }
  } catch {
    // Below.
  }
  throw envelope.malformed();
}
