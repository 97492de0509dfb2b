// Plays what follows an epoch with the browser's modules: what Python rotated is read, and rotated here for Python to read.
import { createOfficer } from "./sealing/officer.js";
import * as reading from "./sealing/reading.js";
import { createResident } from "./sealing/resident.js";
import * as words from "./sealing/words.js";
import { outcome } from "./twin.js";

const contents = ({ messages }) => messages.map(({ content }) => content);

async function officerOf({ directory, member, certificates }) {
  const officer = createOfficer();
  await officer.unlock({ phrase: words.shown(member.phrase).join(" "), installation: directory.installation });
  for (const [i, wrapped] of member.wrapped.entries()) {
    await officer.loadOffice({ wrapped, certificate: certificates[i], directory });
  }
  return officer;
}

async function residentOf({ directory, receipt }) {
  const resident = createResident();
  await resident.openReceipt({ words: words.shown(receipt).join(" "), installation: directory.installation });
  return resident;
}

// What both sides read after Python's rotation, and what each set of rotations or grants is refused with.
export async function rotated(vectors) {
  const { directory, office, for_office: shown, for_author: author } = vectors;
  const officer = await officerOf(vectors);
  const resident = await residentOf(vectors);
  const opened = await officer.open({ office, bundle: shown, directory });
  const read = await resident.readTalk({ bundle: author, directory });
  const admit = (rotations) => outcome(async () => (await reading.admit({ ...shown, rotations }, directory)).recipients.talk);
  const open = (grants) => outcome(() => officer.open({ office, bundle: { ...shown, grants }, directory, streams: ["talk"] }));
  const found = { cases: [], regrantings: [] };
  for (const { rotations } of vectors.cases) found.cases.push(await admit(rotations));
  for (const { grants } of vectors.regrantings) found.regrantings.push(await open(grants));
  return { ...found, talk: contents(opened.talk), refused: opened.talk.refused, seen: contents(read) };
}

// The keys of the matter before, given anew here; then a sentence of each side.
export async function regranted(vectors) {
  const { directory, office, now, before, for_author: author } = vectors;
  const officer = await officerOf(vectors);
  const matters = [{ ref: before.matter, bundle: before, others: [] }];
  const phrase = words.shown(vectors.member.phrase).join(" ");
  const certificate = vectors.certificates[1];
  const wrong = await outcome(() => officer.regrant({ phrase, office, matters, certificate: vectors.certificates[0], directory, now }));
  const moved = await officer.regrant({ phrase, office, matters: [{ ...matters[0], ref: "a".repeat(26) }], certificate, directory, now });
  const { regranted: [made], refused } = await officer.regrant({ phrase, office, matters, certificate, directory, now });
  const given = (holder) => made.grants.filter((grant) => grant.holder === holder);
  const envelopes = before.envelopes.slice();
  const certificates = vectors.certificates.slice(0, 2);
  const forOffice = () => ({ ...before, certificates, grants: given("office"), rotations: [made.rotation], envelopes });
  const forAuthor = () => ({
    ...author,
    certificates,
    grants: [author.grants[0], ...given("author")],
    rotations: [made.rotation],
    envelopes: envelopes.filter(({ stream }) => stream === "talk"),
  });
  await officer.open({ office, bundle: forOffice(), directory });
  const asked = await officer.sealMessage({ office, matter: made.matter, content: { text: "Sau khi cấp lại khóa." } });
  envelopes.push(asked.envelope);
  const resident = await residentOf(vectors);
  await resident.readTalk({ bundle: forAuthor(), directory });
  const reply = await resident.sealReply({ content: { text: "Vâng, tôi vẫn đọc được." } });
  envelopes.push(reply.envelope);
  return { made, wrong, moved, refused, asked, reply, for_office: forOffice(), for_author: forAuthor() };
}
