// Births of version 2, receipts that change and copies for a device, by the browser's modules: what Python made is read
// here, and made here for Python to read.
import * as birth from "./sealing/birth.js";
import * as device from "./sealing/device.js";
import { b64url, fromB64url } from "./sealing/encoding.js";
import { Identity } from "./sealing/keys.js";
import { createOfficer } from "./sealing/officer.js";
import * as reading from "./sealing/reading.js";
import { createResident } from "./sealing/resident.js";
import * as words from "./sealing/words.js";
import { outcome } from "./twin.js";

const contents = ({ messages }) => messages.map(({ content }) => content);

export const births = ({ installation, cases }) =>
  Promise.all(
    cases.map(({ birth: born, signature, office_key: officeKey }) =>
      outcome(() => birth.verify(born, fromB64url(signature), { installation, officeKey })),
    ),
  );

const keyOf = (secret) => device.keyOf(fromB64url(secret).buffer);

export async function devices({ secret, whose, wrapped, identity, secrets_of_no_form: shapeless, another_secret: another, refused }) {
  const key = await keyOf(secret);
  const open = (with_, copy, of) => outcome(async () => (await device.unwrap(with_, copy, of)).recipient);
  const found = { refused: [], shapeless: [] };
  for (const each of refused) found.refused.push(await open(key, each.wrapped, each.whose));
  for (const each of shapeless) found.shapeless.push(await outcome(() => keyOf(each)));
  return {
    ...found,
    opened: await open(key, wrapped, whose),
    another: await open(await keyOf(another), wrapped, whose),
    salt: b64url(device.salt(whose)),
    made: await device.wrap(key, await Identity.fromAge(identity), whose),
  };
}

async function officerOf({ directory, office, member }) {
  const officer = createOfficer();
  await officer.unlock({ phrase: words.shown(member.phrase).join(" "), installation: directory.installation });
  await officer.loadOffice({ wrapped: member.wrapped, certificate: office.certificate, directory });
  return officer;
}

async function residentOf({ directory }, receipt) {
  const resident = createResident();
  await resident.openReceipt({ words: words.shown(receipt).join(" "), installation: directory.installation });
  return resident;
}

// What both sides read after Python's changes, and what each set of changes or envelopes is refused with.
export async function receipts(vectors) {
  const { directory, for_office: shown, for_author: author, office } = vectors;
  const officer = await officerOf(vectors);
  const open = (changes) =>
    outcome(async () => {
      const { talk } = await officer.open({ office: office.office, bundle: { ...shown, ...changes }, directory, streams: ["talk"] });
      return { contents: contents(talk), sides: talk.messages.map(({ side }) => side), refused: talk.refused };
    });
  const admit = (authors) =>
    outcome(async () => (await reading.admit({ ...shown, authors }, directory)).authors.map(({ signingKey }) => signingKey));
  const found = { whole: await open({}), cases: [], spoken: [], read: [] };
  for (const { authors } of vectors.cases) found.cases.push(await admit(authors));
  for (const { envelopes } of vectors.spoken) found.spoken.push(await open({ envelopes }));
  for (const receipt of vectors.receipts) {
    const resident = await residentOf(vectors, receipt);
    found.read.push(await outcome(async () => contents(await resident.readTalk({ bundle: author, directory }))));
  }
  return found;
}

// The newest receipt was handed over by the office: its holder changes it here, and answers with the new words.
export async function changed(vectors) {
  const { directory, for_office: office, for_author: author } = vectors;
  const resident = await residentOf(vectors, vectors.receipts[2]);
  const { handed } = await resident.readTalk({ bundle: author, directory });
  const fresh = await resident.replace({ step: "words" });
  const posted = await resident.replace({ step: "sign" });
  const { lookup } = await resident.replace({ step: "take" });
  const { document, signature } = posted;
  const authors = [...office.authors, { document, signature }];
  const grants = posted.grants.map(({ stream, ciphertext }) => ({ stream, ciphertext }));
  await resident.readTalk({ bundle: { ...author, authors, grants }, directory });
  const reply = await resident.sealReply({ content: { text: "Mười từ này chỉ mình tôi biết." } });
  const envelopes = [...office.envelopes, reply.envelope];
  return { handed, bare: fresh.bare, lookup, posted, for_office: { ...office, authors, envelopes } };
}
