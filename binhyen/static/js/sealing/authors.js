// Authors: from here on the resident's side of a matter's talk is another receipt's than before.
// The statement is what binhyen/sealing/authors.py describes.
import { certifiedKeys, countsFrom, digestOf, exactly, formOf, isCode, isRef, orNothing, refOf, STREAMS } from "./birth.js";
import { isPublicKey, isRecipient } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
export const [FIRST_USE, LOST] = ["first_use", "lost"];

export const refused = refuse("AuthorRefused");
const FIELDS = {
  version: exactly(VERSION),
  installation: isCode,
  matter: isRef,
  previous: isPublicKey,
  recipient: isRecipient,
  signing_key: isPublicKey,
  after: orNothing(isRef),
  reason: (value) => value === FIRST_USE || value === LOST,
  office: orNothing(isCode),
  serial: countsFrom(0),
};
// An office and its serial where the office replaces a lost receipt, neither where the holder does.
const FORM = formOf("binhyen-author/1", FIELDS, refused, ({ reason, office, serial }) =>
  reason === LOST ? office !== "" && serial >= 1 : office === "" && serial === 0,
);
// `digest` is the hash by which an act of the office names it.
export const { sign } = FORM;
export const digest = digestOf;

export function statement({ installation, matter, previous, recipient, signingKey, after, reason, office = "", serial = 0 }) {
  return FORM.check({
    version: VERSION, installation, matter, previous, recipient, signing_key: signingKey, after, reason, office, serial,
  });
}

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
  FORM.check(document);
  if (document.installation !== born.installation || document.matter !== refOf(born)) throw refused("wrong_matter");
  const keys = document.reason === LOST ? certifiedKeys(document, certified) : [document.previous];
  if (!(await FORM.signedBy(document, keys, () => signature))) throw refused("forged");
}
