// Sealing a report and what follows it: shared by the resident's side and by staff who write a report down.
import * as acts from "./acts.js";
import * as birth from "./birth.js";
import { stretchReceipt } from "./branches.js";
import * as canonical from "./canonical.js";
import * as directory from "./directory.js";
import { b64url, fromBech32, fromUtf8, sha256Hex } from "./encoding.js";
import * as envelope from "./envelope.js";
import * as grants from "./grants.js";
import * as identity from "./identity.js";
import { Identity } from "./keys.js";
import { bare, generateReceipt, shown } from "./words.js";

// `input`: {directory: {installation, roots, threshold}, certificate: {document, signatures}, floorSerial, now,
// kind, category, area, story (a plain object), custodian (as certificate; left out where nobody keeps the other half of
// the key to the name), who: {choice, name, contact, reach}}. `staff`: the office's signing key when its staff write.
// Returns {matter, posted, words, bare}: `posted` goes to the server, the words to the resident.
export async function fileTip(input, staff = null) {
  return finishTip(await startTip(input, staff), input.story, input.who);
}

// The keys and the birth of a report whose attachments are sealed before its story, which names them.
export async function startTip(input, staff = null) {
  const of = input.directory;
  const now = input.now === undefined ? new Date() : new Date(input.now);
  const document = await directory.verify(input.certificate, of, now, { floorSerial: input.floorSerial });
  const keeper = input.custodian ? await directory.verify(input.custodian, of, now) : document;
  // The attack: an office named as its own custodian, by an earlier certificate, would have both halves.
  if (input.custodian && keeper.office === document.office) throw directory.refused("wrong_office");
  const words = generateReceipt();
  const keys = await stretchReceipt(words, of.installation);
  const signer = staff || keys.signing;
  const [intake, talk, own] = [await Identity.generate(), await Identity.generate(), await Identity.generate()];
  const born = {
    version: birth.VERSION,
    installation: of.installation,
    certificate: directory.digest(document),
    custodian: directory.digest(keeper),
    intake: intake.recipient,
    talk: talk.recipient,
    identity: own.recipient,
    author: { recipient: keys.identity.recipient, signing_key: keys.signing.public },
    written: staff ? "staff" : "browser",
    signer: signer.public,
    kind: input.kind,
    category: input.category,
    area: input.area,
  };
  const to = { office: document.recipient, custody: keeper.recipient };
  return { matter: birth.refOf(born), born, signer, intake, talk, own, to, words, keys };
}

// `attachments`: [{upload, sha256}], those that were uploaded, in their order.
export async function finishTip({ matter, born, signer, intake, talk, own, to, words, keys }, story, who = { choice: "none" }, attachments = []) {
  if (who.choice === "keep" && born.custodian === born.certificate) throw new TypeError("nobody keeps the other half");
  const about = await identity.seal(born, signer, who);
  const posted = {
    birth: born,
    birth_signature: b64url(await birth.sign(born, signer)),
    lookup_hash: keys.lookupHash,
    grants: await firstGrants(born, signer, intake, talk, to.office),
    envelopes: [await sealStory(born, signer, story, attachments.map(({ sha256 }) => sha256)), row(about.header, about.ciphertext)],
  };
  const halves = identity.halves(fromBech32("age-secret-key-", own.reveal()), who.choice);
  for (const [i, holder] of ["office", "custody"].entries()) {
    const half = await identity.wrap(halves[i], to[holder], signer, matter, holder);
    posted.grants.push({ stream: identity.STREAM, holder, ciphertext: b64url(half) });
  }
  if (attachments.length) posted.attachments = attachments;
  return { matter, posted, words: shown(words), bare: fromUtf8(bare(words)) };
}

// Both streams to the office; only the talk to the author, whose receipt must not open the story again.
async function firstGrants(born, signer, intake, talk, office) {
  const matter = birth.refOf(born);
  const grant = async (identity, stream, holder, recipient) => {
    return { stream, holder, ciphertext: b64url(await grants.wrap(identity, recipient, signer, matter, stream)) };
  };
  return [
    await grant(intake, "intake", "office", office),
    await grant(talk, "talk", "office", office),
    await grant(talk, "talk", "author", born.author.recipient),
  ];
}

async function sealStory(born, signer, content, attachments) {
  const matter = birth.refOf(born);
  const header = new envelope.Chain().draft({ matter, stream: "intake", kind: "story", author: signer.public, attachments });
  return row(header, await envelope.seal(born.intake, signer, header, canonical.encode(content)));
}

// The next envelope of this author in a stream ({matter, stream, recipient, turn, chain}): {posted: {matter, envelope,
// after, turn}, sha256}. The server refuses it when `after` is no longer the stream's last; then read and seal again.
export async function sealNext(key, { matter, stream, recipient, turn, chain }, content, kind) {
  const header = chain.draft({ matter, stream, kind, author: key.public });
  const sealed = await envelope.seal(recipient, key, header, canonical.encode(content));
  const posted = { matter, envelope: row(header, sealed), after: chain.last, ...(turn && { turn }) };
  return { posted, sha256: sha256Hex(sealed) };
}

// The signature of a resident's act that carries an envelope.
export async function signAct(key, installation, { matter, envelope: posted, after }, sha256) {
  const act = acts.statement({ installation, matter, act: posted.kind, envelope: posted.ref, sha256, after });
  return acts.sign(act, key);
}

const row = (header, ciphertext) => ({
  ref: header.envelope,
  stream: header.stream,
  kind: header.kind,
  ciphertext: b64url(ciphertext),
});
