// Rotations: from here on a stream of a matter is sealed to another recipient, says the office that handles it.
// The statement is what binhyen/sealing/rotations.py describes.
import { certifiedKeys, countsFrom, exactly, formOf, isCode, isRef, orNothing, refOf, STREAMS } from "./birth.js";
import { isRecipient } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;

const refused = refuse("RotationRefused");
const FIELDS = {
  version: exactly(VERSION),
  installation: isCode,
  matter: isRef,
  stream: (value) => STREAMS.includes(value),
  recipient: isRecipient,
  previous: isRecipient,
  after: orNothing(isRef),
  office: isCode,
  serial: countsFrom(1),
};
const FORM = formOf("binhyen-rotation/1", FIELDS, refused);
export const { sign } = FORM;

export function statement({ installation, matter, stream, recipient, previous, after, office, serial }) {
  return FORM.check({ version: VERSION, installation, matter, stream, recipient, previous, after, office, serial });
}

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
  FORM.check(document);
  if (document.installation !== born.installation || document.matter !== refOf(born)) throw refused("wrong_matter");
  if (!(await FORM.signedBy(document, certifiedKeys(document, certified), () => signature))) throw refused("forged");
}
