// Giving a colleague the office's keys, and signing that they were taken back. What a person compared by ear is compared
// here again, so that no page can show one key and give to another.
import { recipientWords, verifySigned } from "./directory.js";
import * as membership from "./membership.js";
import { refuse } from "./refusal.js";
import { readWord } from "./words.js";

const refused = refuse("MembershipRefused");

// {holders, last} after an office's statements, every one checked against certificates that oversight signed.
export async function check({ statements, certificates, directory }, office) {
  const documents = await Promise.all(certificates.map((each) => verifySigned(each, directory, { office })));
  return membership.standing(statements, documents);
}

// The words that somebody read aloud are those of this recipient. The attack: an administrator puts a key of his own
// beside an officer's name; then the words that the officer reads are others, and nothing is wrapped.
export function compare(heard, recipient) {
  const typed = heard.split(/[^\p{L}\p{M}\p{N}]+/u).filter((each) => each && !/^\d+$/.test(each));
  const right = recipientWords(recipient);
  if (typed.length !== right.length) throw refused("words_count");
  const read = typed.map(readWord);
  const unknown = read.indexOf(null);
  if (unknown >= 0) throw refused("words_unknown", { position: unknown + 1 });
  if (read.some((each, i) => each !== right[i])) throw refused("words_differ");
}

// {document, signature} that follows what the office said last.
export async function state(keys, act, { person, recipient, by, on }, trail) {
  const { last } = await check(trail, keys.office);
  const { serial } = trail.certificate.document;
  const { installation, office } = keys;
  const document = membership.statement({ installation, office, serial, act, person, recipient, by, on, previous: last });
  return { document, signature: await membership.sign(document, keys.signing) };
}

export { ADDED, REMOVED } from "./membership.js";
