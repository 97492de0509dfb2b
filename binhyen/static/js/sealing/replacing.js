// A receipt that changes: new words, and what is posted so that a talk opens with them, and with the old ones no more.
// What comes out is what binhyen/sealing/replacing.py describes.
import * as acts from "./acts.js";
import * as authors from "./authors.js";
import { stretchReceipt } from "./branches.js";
import { b64url, fromUtf8 } from "./encoding.js";
import * as grants from "./grants.js";
import { bare, generateReceipt, shown } from "./words.js";

// {indices, keys, words, bare}: ten new words, and their keys.
export async function newReceipt(installation) {
  const indices = generateReceipt();
  const keys = await stretchReceipt(indices, installation);
  return { indices, keys, words: shown(indices), bare: fromUtf8(bare(indices)) };
}

// The holder of a receipt that staff handed over makes another. `talk`: what was read with it, its `admitted` and
// `identities`; `signer`: the old receipt's key.
export const atFirstUse = (talk, keys, signer) => posted(talk, keys, signer, { reason: authors.FIRST_USE });

// The office gives a resident whose identity it checked (`checked`: how) a receipt in the place of a lost one.
export async function byOffice(office, talk, keys, checked) {
  if (!talk) throw grants.refused("no_grant");
  const { serial, signing, installation } = office;
  const made = await posted(talk, keys, signing, { reason: authors.LOST, office: office.office, serial });
  const act = `receipt_renewed.${checked}`;
  const said = acts.statement({ installation, matter: made.matter, act, sha256: authors.digest(made.document) });
  return { ...made, act_signature: await acts.sign(said, signing) };
}

async function posted({ admitted, identities, chain }, keys, signer, why) {
  const { birth, matter, recipients } = admitted;
  const { recipient } = keys.identity;
  const document = authors.statement({
    installation: birth.installation,
    matter,
    previous: admitted.authors.at(-1).signingKey,
    recipient,
    signingKey: keys.signing.public,
    after: chain.last,
    ...why,
  });
  const given = [];
  for (const identity of [...identities].reverse()) {
    const turn = recipients.talk.indexOf(identity.recipient);
    const ciphertext = b64url(await grants.wrap(identity, recipient, signer, matter, "talk"));
    given.push({ stream: "talk", holder: "author", ...(turn && { turn }), ciphertext });
  }
  return { matter, document, signature: await authors.sign(document, signer), grants: given, lookup_hash: keys.lookupHash };
}
