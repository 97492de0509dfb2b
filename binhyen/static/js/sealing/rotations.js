// Rotations: from here on a stream of a matter is sealed to another recipient, says the office that handles it.
// The statement is what binhyen/sealing/rotations.py describes.
import { CODE, hasForm, isText, REF, refOf, STREAMS } from "./birth.js";
import * as canonical from "./canonical.js";
import { b64url, concat, fromB64url, utf8 } from "./encoding.js";
import { isRecipient, signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const CONTEXT = utf8("binhyen-rotation/1\n");

const refused = refuse("RotationRefused");
const FIELDS = {
  version: (value) => value === VERSION,
  installation: isText(CODE),
  matter: isText(REF),
  stream: (value) => STREAMS.includes(value),
  recipient: isRecipient,
  previous: isRecipient,
  after: (value) => value === "" || isText(REF)(value),
  office: isText(CODE),
  serial: (value) => Number.isSafeInteger(value) && value >= 1,
};

export function statement({ installation, matter, stream, recipient, previous, after, office, serial }) {
  const made = { version: VERSION, installation, matter, stream, recipient, previous, after, office, serial };
  if (!hasForm(made, FIELDS)) throw refused("malformed");
  return made;
}

export const sign = async (document, key) => b64url(await key.sign(concat(CONTEXT, canonical.encode(document))));

// By stream, every recipient it was sealed to, the newest last. `rotated`: [{document, signature}] in order,
// `certified`: documents that oversight signed. Refused for the first that does not hold: a stream whose newest
// recipient cannot be believed must not be sealed to at all.
export async function recipients(rotated, born, certified) {
  const found = Object.fromEntries(STREAMS.map((stream) => [stream, [born[stream]]]));
  const serials = new Map();
  for (const { document, signature } of rotated) {
    await verify(document, signature, born, certified);
    const { stream, office, serial, previous, recipient } = document;
    // The attack: a leaver, who still has the signing key of before, rotates to a recipient of their own.
    const turn = previous === found[stream].at(-1) && serial >= (serials.get(office) ?? 1);
    const known = [born.author.recipient, ...Object.values(found).flat()].includes(recipient);
    if (!turn || known) throw refused("out_of_turn");
    found[stream].push(recipient);
    serials.set(office, serial);
  }
  return found;
}

async function verify(document, signature, born, certified) {
  if (!hasForm(document, FIELDS)) throw refused("malformed");
  if (document.installation !== born.installation || document.matter !== refOf(born)) throw refused("wrong_matter");
  const message = concat(CONTEXT, canonical.encode(document));
  const by = certified.filter(({ office, serial }) => office === document.office && serial === document.serial);
  for (const { signing_key: key } of by) if (await holds(key, message, signature)) return;
  throw refused("forged");
}

async function holds(key, message, signature) {
  try {
    return await signatureHolds(key, message, fromB64url(signature));
  } catch {
    return false;
  }
}
