// An office's next certificate, asked for by a member: the same keys for longer, or new ones.
// The request is what binhyen/sealing/requests.py describes.
import { formOf } from "./birth.js";
import * as directories from "./directory.js";
import * as membership from "./membership.js";
import { refuse } from "./refusal.js";

const refused = refuse("RequestRefused");

// The signature of the office's present signing key over what its member asks for.
export const ask = formOf("binhyen-certificate-request/1", directories.FIELDS, directories.refused, directories.agrees).sign;

// The same keys under the next serial: {document, signature, wrapped, statements}.
export async function renewed(present, draft) {
  const document = { ...draft, recipient: present.identity.recipient, signing_key: present.signing.public };
  checkOwn(document, present);
  return { document, signature: await ask(document, present.signing), wrapped: [], statements: [] };
}

// New keys, asked for by the holder of the present ones and wrapped to those whom signed statements name; the new key
// signs for each in turn. `members`: [{person, recipient}] as the server has them; who is not vouched for is left out.
export async function changed(present, fresh, draft, { members, statements, certificates, recovery = [], directory, ...by }) {
  const document = { ...draft, recipient: fresh.identity.recipient, signing_key: fresh.signing.public };
  checkOwn(document, present);
  const certified = [];
  for (const each of certificates) certified.push(await directories.verifySigned(each, directory, { office: present.office }));
  const { holders, last } = await membership.standing(statements, certified);
  const vouched = ({ person, recipient }) => holders.some((each) => each.person === person && each.recipient === recipient);
  // The attack: a server that adds a recipient of its own to the list, and reads all that comes after.
  const known = members.filter(vouched);
  const recipients = [...new Set([...known.map(({ recipient }) => recipient), ...recovery])];
  return {
    document,
    signature: await ask(document, present.signing),
    wrapped: await wrapped(fresh, recipients, by.wrapTo),
    statements: await given(fresh, document, known, by, last),
    leftOut: members.filter((each) => !vouched(each)).map(({ person }) => person),
  };
}

// The first keys of an office that has none: held by who makes them; others are let in later, their words compared.
export async function first(fresh, draft, { person, recipient, on, recovery = [], wrapTo }) {
  const document = { ...draft, recipient: fresh.identity.recipient, signing_key: fresh.signing.public };
  checkOwn(document, fresh);
  if (document.serial !== 1) throw refused("out_of_turn");
  return {
    document,
    signature: "",
    wrapped: await wrapped(fresh, [...new Set([recipient, ...recovery])], wrapTo),
    statements: await given(fresh, document, [{ person, recipient }], { person, on }, ""),
    leftOut: [],
  };
}

// That each of `members` was given these keys, one statement after the other; `by`: {person, on}.
async function given(keys, { installation, office, serial }, members, by, previous) {
  const said = [];
  for (const { person, recipient } of members) {
    const act = membership.ADDED;
    const document = membership.statement({ installation, office, serial, act, person, recipient, by: by.person, on: by.on, previous });
    said.push({ document, signature: await membership.sign(document, keys.signing) });
    previous = membership.digest(document);
  }
  return said;
}

async function wrapped(keys, recipients, wrapTo) {
  return Promise.all(recipients.map(async (recipient) => ({ recipient, ciphertext: await wrapTo(keys, recipient) })));
}

function checkOwn(document, { installation, office }) {
  directories.checkShape(document);
  if (document.installation !== installation || document.office !== office) throw refused("other");
}
