// Authors: from here on the resident's side of a matter's talk is another receipt's than before.
// The statement is what binhyen/sealing/authors.py describes.
import { CODE, hasForm, isText, REF, refOf, STREAMS } from "./birth.js";
import * as canonical from "./canonical.js";
import { b64url, concat, fromB64url, sha256Hex, utf8 } from "./encoding.js";
import { isPublicKey, isRecipient, signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const CONTEXT = utf8("binhyen-author/1\n");
export const [FIRST_USE, LOST] = ["first_use", "lost"];

export const refused = refuse("AuthorRefused");
const orNothing = (form) => (value) => value === "" || isText(form)(value);
const FIELDS = {
  version: (value) => value === VERSION,
  installation: isText(CODE),
  matter: isText(REF),
  previous: isPublicKey,
  recipient: isRecipient,
  signing_key: isPublicKey,
  after: orNothing(REF),
  reason: (value) => value === FIRST_USE || value === LOST,
  office: orNothing(CODE),
  serial: (value) => Number.isSafeInteger(value) && value >= 0,
};

export function statement({ installation, matter, previous, recipient, signingKey, after, reason, office = "", serial = 0 }) {
  const made = { version: VERSION, installation, matter, previous, recipient, signing_key: signingKey, after, reason, office, serial };
  checkShape(made);
  return made;
}

export const sign = async (document, key) => b64url(await key.sign(concat(CONTEXT, canonical.encode(document))));

// The hash by which an act of the office names it.
export const digest = (document) => sha256Hex(canonical.encode(document));

// Every receipt that was the resident's, the newest last: [{recipient, signingKey, handed, after}]. `replaced`:
// [{document, signature}] in order, `certified`: documents that oversight signed. Refused for the first that does not
// hold: a talk whose resident cannot be believed must not be shown as theirs.
export async function chain(replaced, born, certified, first) {
  const found = [first];
  const known = new Set([first.recipient, first.signingKey, ...STREAMS.map((stream) => born[stream])]);
  const serials = new Map();
  for (const { document, signature } of replaced) {
    await verify(document, signature, born, certified);
    const { previous, recipient, signing_key: signingKey, after, reason, office, serial } = document;
    const lost = reason === LOST;
    const before = found.at(-1);
    // The attack: whoever finds a receipt locks its holder out; only words that staff saw are changed by words.
    const may = lost ? serial >= (serials.get(office) ?? 1) : before.handed;
    if (previous !== before.signingKey || known.has(recipient) || known.has(signingKey) || !may) throw refused("out_of_turn");
    known.add(recipient).add(signingKey);
    serials.set(office, serial);
    found.push({ recipient, signingKey, handed: lost, after });
  }
  return found;
}

async function verify(document, signature, born, certified) {
  checkShape(document);
  if (document.installation !== born.installation || document.matter !== refOf(born)) throw refused("wrong_matter");
  const by = certified.filter(({ office, serial }) => office === document.office && serial === document.serial);
  const keys = document.reason === LOST ? by.map(({ signing_key: key }) => key) : [document.previous];
  const message = concat(CONTEXT, canonical.encode(document));
  for (const key of keys) if (await holds(key, message, signature)) return;
  throw refused("forged");
}

function checkShape(document) {
  if (!hasForm(document, FIELDS)) throw refused("malformed");
  const { reason, office, serial } = document;
  if (reason === LOST ? !office || serial < 1 : office || serial) throw refused("malformed");
}

async function holds(key, message, signature) {
  try {
    return await signatureHolds(key, message, fromB64url(signature));
  } catch {
    return false;
  }
}
