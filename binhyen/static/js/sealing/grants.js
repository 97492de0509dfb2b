// Grants: a matter's identity wrapped to somebody who may read it, signed by who gave it.
import * as birth from "./birth.js";
import * as canonical from "./canonical.js";
import * as envelope from "./envelope.js";
import { Identity } from "./keys.js";
import { refuse } from "./refusal.js";

const KIND = "grant";

// Refusals of envelopes, and "foreign_identity", "no_grant".
export const refused = refuse("GrantRefused");

// The grant of a stream's identity to one recipient.
export function wrap(identity, toRecipient, key, matter, stream) {
  const header = new envelope.Chain().draft({ matter, stream, kind: KIND, author: key.public });
  const body = canonical.encode({ identity: identity.reveal(), to: toRecipient });
  return envelope.seal(toRecipient, key, header, body);
}

// The identity of a stream of the matter that was born so. An identity that neither the birth statement nor a signed
// rotation names would let whoever made the grant read what is sealed "to the matter" from then on.
// `matter`: the statement's own name, from whoever worked it out before.
export const open = (...asked) => openIf(undefined, ...asked);

// The same without asking who signed it, for the search index alone: a key shows by itself that it is the one that was named,
// and nothing is believed for having been opened with it. Opening the matter reads the signature.
export const openForIndex = (...asked) => openIf(() => true, ...asked);

async function openIf(holds, identity, ciphertext, born, signers, stream, recipients = [born[stream]], matter = birth.refOf(born)) {
  const expected = { matter, stream, authors: signers, kind: KIND };
  const { body } = await envelope.open(identity, ciphertext, expected, holds);
  const { given, to } = await read(body, recipients);
  if (to !== identity.recipient) throw refused("moved");
  if (!recipients.includes(given.recipient)) throw refused("foreign_identity");
  return given;
}

async function read(body, recipients) {
  try {
    const plain = canonical.decode(body);
    if (birth.hasForm(plain, { identity: () => true, to: () => true })) {
      return { given: await Identity.fromAge(plain.identity, recipients), to: plain.to };
    }
  } catch {
    // Below.
  }
  throw refused("malformed");
}
