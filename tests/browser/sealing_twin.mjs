// Runs the shared vectors against the browser's modules, and plays every part through real Workers.
import * as attachment from "./sealing/attachment.js";
import * as birth from "./sealing/birth.js";
import * as branches from "./sealing/branches.js";
import * as canonical from "./sealing/canonical.js";
import * as claim from "./sealing/claim.js";
import { connect } from "./sealing/client.js";
import * as directory from "./sealing/directory.js";
import { b64url, concat, fromB64url, fromUtf8, sha256Hex, u32, utf8 } from "./sealing/encoding.js";
import * as envelope from "./sealing/envelope.js";
import { encryptTo, Identity, isRecipient, signatureHolds, SigningKey } from "./sealing/keys.js";
import * as membership from "./sealing/membership.js";
import { unwrap } from "./sealing/office.js";
import { createOfficer } from "./sealing/officer.js";
import { paddedLength } from "./sealing/padding.js";
import * as proof from "./sealing/proof.js";
import * as reading from "./sealing/reading.js";
import * as recovery from "./sealing/recovery.js";
import { createResident } from "./sealing/resident.js";
import { missing } from "./sealing/support.js";
import { anySpilled, ownSpilled } from "./sealing/spilled.js";
import { textsOf } from "./sealing/texts.js";
import * as words from "./sealing/words.js";

const WORKER = "/js/sealing/worker.js";

const policy = trustedTypes.createPolicy("binhyen", { createScriptURL: (url) => url });
const workerUrl = (url) => policy.createScriptURL(url);

// What a call gave: {value}, or {name, code, details} of what it refused.
export async function outcome(call) {
  try {
    return { value: await call() };
  } catch (error) {
    if (!error.code) throw error;
    return { name: error.name, code: error.code, details: error.details };
  }
}

export const typed = (cases) =>
  Promise.all(
    cases.map(({ kind, text }) => outcome(() => (kind === "receipt" ? words.parseReceipt(text) : words.parsePhrase(text)))),
  );

export const readWords = (texts) => texts.map(words.readWord);

export const spilled = (texts, own) => texts.map((text) => ({ text, own: ownSpilled(text, own), any: anySpilled(text) }));

// What both say of a proof: what it reads as, what refuses it, whether it fits, and where a checkpoint holds it.
export async function proofs({ installation, key, r, name, text, statement, refused }, held) {
  const read = (each) => outcome(() => proof.read(each, { installation, key }));
  const codes = {};
  for (const [code, texts] of Object.entries(refused)) {
    codes[code] = await Promise.all(texts.map(async (each) => (await read(each)).code));
  }
  const { value } = await read(text.replaceAll(" ", "\n "));
  const within = (each) => outcome(() => proof.included(value.leaf, each, { installation, key }));
  return {
    value,
    codes,
    fits: proof.commitment(fromB64url(r), name) === statement.commitment,
    held: await within(held),
    beside: (await within({ ...held, index: held.index + 1 })).code,
    longer: (await within({ ...held, path: [...held.path, held.path[0]] })).code,
    altered: (await within({ ...held, note: held.note.replace("\nproofs ", "\nproofs 1") })).code,
  };
}

// The claims of one receipt, one for each offer.
export async function claims({ words: receipt, installation, made }) {
  const keys = await branches.stretchReceipt(receipt, installation);
  return Promise.all(
    made.map(async ({ posted }) => {
      const { digits, posted: sent } = await claim.make(keys, installation, posted.matter, posted.offer);
      return { posted: sent, digits };
    }),
  );
}

export const wordlist = () => words.shown(Array.from({ length: 512 }, (_, index) => index));

// Every receipt that stands for these nine symbols and differs in one place, or has two places swapped.
export function slips(receipt) {
  let told = 0;
  for (let position = 0; position < receipt.length; position++) {
    for (let wrong = 0; wrong < 512; wrong++) {
      const changed = receipt.slice();
      changed[position] = wrong;
      if (!words.holds(changed, words.RECEIPT)) told++;
    }
    for (let other = position + 1; other < receipt.length; other++) {
      const swapped = receipt.slice();
      [swapped[position], swapped[other]] = [receipt[other], receipt[position]];
      if (!words.holds(swapped, words.RECEIPT)) told++;
    }
  }
  return told;
}

export async function stretched([resident, officer]) {
  const keys = await branches.stretchReceipt(resident.words, resident.installation);
  const other = await branches.stretchPhrase(officer.words, officer.installation);
  return [
    {
      ...resident,
      lookup: b64url(keys.lookup),
      lookup_hash: keys.lookupHash,
      identity: keys.identity.reveal(),
      recipient: keys.identity.recipient,
      signing_key: keys.signing.public,
      proof: b64url(keys.proof),
      reward: b64url(keys.reward),
    },
    { ...officer, sign_in: other.signIn, identity: other.identity.reveal(), recipient: other.identity.recipient },
  ];
}

export async function canonicalJson(vectors) {
  const refused = [...vectors.refused.map(utf8), ...vectors.refused_base64url.map(fromB64url)];
  return {
    texts: vectors.encoded.map(({ text }) => fromUtf8(canonical.encode(JSON.parse(text)))),
    refused: await Promise.all(refused.map((bytes) => outcome(() => canonical.decode(bytes)))),
    never: await Promise.all(
      [1.5, 2 ** 53, NaN, undefined, "\ud800", { a: undefined }, new Date(), new Map()].map((value) =>
        outcome(() => canonical.encode(value)),
      ),
    ),
  };
}

export const padded = (lengths) => lengths.map(paddedLength);

export async function certificates(vectors) {
  const cases = vectors.cases.map(({ certificate, now, floor_serial: floorSerial, office }) =>
    outcome(async () => {
      await directory.verify(certificate, vectors.directory, new Date(now || vectors.now), { floorSerial, office });
      return null;
    }),
  );
  return {
    cases: await Promise.all(cases),
    rootWords: directory.rootWords(vectors.directory.roots),
    recipientWords: directory.recipientWords(vectors.recipient_words[0]),
    digest: directory.digest(vectors.cases[0].certificate.document),
  };
}

export async function memberships({ certificates, cases }, seed) {
  const found = cases.map(({ statements }) => outcome(async () => (await membership.standing(statements, certificates)).holders));
  const [first] = cases[1].statements;
  const { version: _version, ...parts } = first.document;
  const made = membership.statement(parts);
  return {
    cases: await Promise.all(found),
    digest: membership.digest(made),
    signature: await membership.sign(made, SigningKey.fromSeed(fromB64url(seed))),
  };
}

// The recovery recipients that both believe.
export const recoveries = ({ directory, cases }) =>
  Promise.all(cases.map((each) => outcome(async () => (await recovery.verify(each, directory)).recipient)));

export const recipients = (texts) => texts.map(isRecipient);

async function vectorOfficer(vectors, officer) {
  const { member, office } = vectors;
  const { installation } = vectors.directory;
  const opened = await officer.unlock({ phrase: words.shown(member.phrase).join(" "), installation });
  const certificate = office.certificate;
  await officer.loadOffice({ wrapped: member.wrapped, certificate, directory: vectors.directory });
  return opened;
}

// What the officer's module makes of each bundle of the vectors.
export async function bundles(vectors) {
  const officer = createOfficer();
  const { recipient } = await vectorOfficer(vectors, officer);
  const open = (bundle) =>
    outcome(async () => {
      const { intake, talk } = await officer.open({ office: vectors.office.office, bundle, directory: vectors.directory });
      const told = ({ messages, refused }) => ({ contents: messages.map(({ content }) => content), refused });
      return { intake: told(intake), talk: told(talk), sides: talk.messages.map(({ side, office }) => [side, office]) };
    });
  const whole = vectors.for_office;
  const each = async (cases, change) => {
    const found = [];
    for (const one of cases) found.push(await open({ ...whole, ...change(one) }));
    return found;
  };
  return {
    recipient,
    whole: await open(whole),
    envelopes: await each(vectors.hostile_envelopes, ({ row }) => ({ envelopes: [...whole.envelopes, row] })),
    orders: await each(vectors.hostile_orders, ({ envelopes }) => ({ envelopes })),
    bundles: await each(vectors.hostile_bundles, ({ changes }) => changes),
  };
}

// What an index shows of each bundle of the vectors: its text, or null. Whatever was put off is asked about first; what does
// not hold then is read again with nothing put off.
export async function indexed(vectors) {
  const { wrapped, phrase } = vectors.member;
  const { installation } = vectors.directory;
  const { identity } = await branches.stretchPhrase(words.parsePhrase(words.shown(phrase).join(" ")), installation);
  const keys = await unwrap(identity, wrapped, vectors.office.certificate, vectors.directory);
  const whole = vectors.for_office;
  let putOff = 0;
  const each = async (cases, change) => {
    const found = [];
    for (const one of cases) {
      const batch = packed({ ...whole, ...change(one) });
      const read = async (prove) => (await textsOf(batch.slice(0), vectors.directory, () => [keys.identity], prove)).matters[0];
      const [atOnce, first] = [await read(true), await read(false)];
      const held = await Promise.all(first.claims.map((claim) => signatureHolds(...claim)));
      if (atOnce.claims.length) throw new Error("something was put off");
      putOff += first.claims.length;
      const shown = held.every(Boolean) ? first : atOnce;
      if (shown.text !== atOnce.text || shown.unread !== atOnce.unread) throw new Error("put off, it was read otherwise");
      found.push(shown.unread ? null : shown.text);
    }
    return found;
  };
  return {
    whole: await each([{}], () => ({})),
    envelopes: await each(vectors.hostile_envelopes.filter(({ row }) => isBase64url(row.ciphertext)), ({ row }) => ({ envelopes: [...whole.envelopes, row] })),
    bundles: await each(vectors.hostile_bundles.filter(({ changes }) => Array.isArray(changes.grants ?? [])), ({ changes }) => changes),
    putOff,
  };
}

function isBase64url(text) {
  try {
    return Boolean(fromB64url(text));
  } catch {
    return false;
  }
}

// A batch of one matter, as the server packs it.
function packed({ certificates, ...bundle }) {
  const sealed = [];
  let at = 0;
  const placed = ({ ciphertext, ...row }) => {
    const bytes = fromB64url(ciphertext);
    sealed.push(bytes);
    at += bytes.length;
    return { ...row, ciphertext: [at - bytes.length, bytes.length] };
  };
  const [grants, envelopes] = [bundle.grants.map(placed), bundle.envelopes.map(placed)];
  const one = { ref: bundle.matter, office: "x", clear: {}, bundle: { ...bundle, grants, envelopes, certificates: certificates.map((_, i) => i) } };
  const head = utf8(JSON.stringify({ certificates, matters: [one], later: [] }));
  return concat(u32(head.length), head, ...sealed).buffer;
}

export function tooLarge() {
  const identity = { decrypt: () => new Uint8Array() };
  const expected = { matter: "a".repeat(26), stream: "talk", authors: new Set() };
  return outcome(() => envelope.open(identity, new Uint8Array(envelope.MAX_CIPHERTEXT + 1), expected));
}

// A resident and an office, each in a Worker of its own: filed, read, asked, answered, noted.
export async function converse(vectors) {
  const resident = await connect(workerUrl(WORKER), "resident");
  const officer = await connect(workerUrl(WORKER), "officer");
  const office = vectors.office.office;
  const of = vectors.directory;
  await vectorOfficer(vectors, proxy(officer));
  const input = {
    directory: of,
    certificate: vectors.office.certificate,
    now: vectors.now,
    kind: "tip",
    category: "gambling",
    area: "10459",
    story: { text: "Quán nước đầu làng có đánh bạc buổi đêm. 🌾" },
  };
  const tip = await resident.call("sealTip", { input });
  const bundle = bundleOf(tip, vectors.office.certificate, "office");
  const seal = async (content, where) => {
    await officer.call("open", { office, bundle, directory: of });
    const posted = await officer.call("sealMessage", { office, matter: tip.matter, content, ...where });
    bundle.envelopes.push(posted.envelope);
    return posted;
  };
  await seal({ text: "Đã nhận. Thường vào mấy giờ?" });
  const { lookup, lookupHash } = await resident.call("openReceipt", {
    words: tip.bare.toUpperCase(),
    installation: of.installation,
  });
  const authors = () => ({ ...bundleOf(tip, vectors.office.certificate, "author"), envelopes: bundle.envelopes });
  const before = await resident.call("readTalk", { bundle: authors(), directory: of });
  const reply = await resident.call("sealReply", { content: { text: "Sau mười giờ tối." } });
  bundle.envelopes.push(reply.envelope);
  await seal({ text: "Chuyển tổ tuần tra." }, { stream: "intake", kind: "note" });
  const read = await officer.call("open", { office, bundle, directory: of });
  resident.close();
  officer.close();
  const contents = ({ messages }) => messages.map(({ content }) => content);
  return {
    words: tip.words.join(" "),
    lookup,
    lookup_hash: lookupHash,
    posted: tip.posted,
    reply,
    for_office: bundle,
    for_author: authors(),
    seen_by_resident: contents(before),
    intake: contents(read.intake),
    talk: contents(read.talk),
  };
}

const bundleOf = ({ matter, posted }, certificate, holder) => ({
  matter,
  birth: posted.birth,
  birth_signature: posted.birth_signature,
  certificates: [certificate],
  grants: posted.grants.filter((grant) => grant.holder === holder).map(({ stream, ciphertext }) => ({ stream, ciphertext })),
  envelopes: posted.envelopes.slice(),
});

// A Worker's client with the methods of the module it stands for.
const proxy = (client) => new Proxy({}, { get: (_, op) => (input) => client.call(op, input) });

// What else an office does: a report written down, a hand-over, a member more, new keys, and the lock.
export async function officeWork(vectors, province, newMember) {
  const officer = await connect(workerUrl(WORKER), "officer");
  const of = vectors.directory;
  const { member, office } = vectors;
  const phrase = words.shown(member.phrase).join(" ");
  const wrong = words.shown(words.generatePhrase()).join(" ");
  const call = (op, input) => outcome(() => officer.call(op, input));
  const handOver = (given, more = {}) =>
    call("rewrap", { phrase: given, office: office.office, bundle: vectors.for_office, directory: of, certificate: province, now: vectors.now, ...more });
  const trail = { certificate: office.certificate, certificates: [office.certificate], statements: [], directory: of };
  const giving = { phrase, wrapped: member.wrapped, trail, person: "binh", by: "mai", on: "2026-07-02", recipient: newMember };
  const before = await call("open", { office: office.office, bundle: vectors.for_office, directory: of });
  await vectorOfficer(vectors, proxy(officer));
  const done = {
    before,
    handedOver: await handOver(phrase),
    shared: await handOver(phrase, { act: "shared" }),
    anotherAct: await handOver(phrase, { act: "withdrawn" }),
    wrongPhrase: await handOver(wrong),
    added: await call("addMember", { ...giving, heard: directory.recipientWords(newMember).join(" ") }),
    wrongWords: await call("addMember", { ...giving, heard: directory.recipientWords(member.recipient).join(" ") }),
    tooFewWords: await call("addMember", { ...giving, heard: "gạo" }),
    removed: await call("removeMember", { ...giving, office: office.office }),
    staff: await call("sealStaffTip", {
      office: office.office,
      input: {
        directory: of,
        certificate: office.certificate,
        now: vectors.now,
        kind: "tip",
        category: "drugs",
        area: "10459",
        story: { text: "Người dân gọi điện báo." },
      },
    }),
    expired: await call("sealStaffTip", {
      office: office.office,
      input: { directory: of, certificate: office.certificate, now: "2030-01-01T00:00:00Z", kind: "tip", category: "drugs", area: "1", story: {} },
    }),
    ownCustodian: await call("sealStaffTip", {
      office: office.office,
      input: { directory: of, certificate: office.certificate, custodian: office.certificate, now: vectors.now, kind: "tip", category: "drugs", area: "1", story: {} },
    }),
    founded: await call("newOffice", { office: "ca-moi", members: [newMember] }),
    notOpened: await call("sealMessage", { office: office.office, matter: "a".repeat(26), content: {} }),
    unknownOp: await call("constructor", {}),
    unknownOffice: await call("open", { office: "khac", bundle: vectors.for_office, directory: of }),
    locked: await call("lock"),
  };
  done.after = await call("open", { office: office.office, bundle: vectors.for_office, directory: of });
  officer.close();
  done.closed = await call("lock");
  return done;
}

// How the page's half fails.
export async function failures() {
  const patient = await connect(workerUrl(WORKER), "resident", { patience: 1 });
  return {
    timeout: await outcome(() => patient.call("openReceipt", { words: words.shown(words.generateReceipt()).join(" "), installation: "x" })),
    afterTimeout: await outcome(() => patient.call("forget")),
    noReceipt: await outcome(async () => (await connect(workerUrl(WORKER), "resident")).call("sealReply", { content: {} })),
    noRole: await outcome(() => connect(workerUrl(WORKER), "administrator")),
    noSuchFile: await outcome(() => connect(workerUrl("/js/none.js"), "resident")),
    missingHere: missing(),
    missingEverything: missing({}),
  };
}

export const withoutPolicy = () => outcome(() => connect(WORKER, "resident"));

// What a page can get at of keys: nothing readable.
export async function secrecy() {
  const identity = await Identity.generate();
  const signing = SigningKey.generate();
  const lockedIdentity = await identity.locked();
  const lockedSigning = await signing.locked();
  const message = utf8("x");
  const same = b64url(await signing.sign(message)) === b64url(await lockedSigning.sign(message));
  const secret = identity.reveal();
  const visible = JSON.stringify([identity, signing, lockedIdentity, lockedSigning]) + String(Object.values(identity));
  const header = new envelope.Chain().draft({ matter: "a".repeat(26), stream: "talk", kind: "message", author: signing.public });
  const sealed = await envelope.seal(identity.recipient, signing, header, message);
  const expected = { matter: header.matter, stream: "talk", authors: new Set([signing.public]) };
  return {
    same,
    shown: visible.includes(secret.slice(20)) || visible.includes(b64url(signing.reveal())),
    opened: fromUtf8((await envelope.open(lockedIdentity, sealed, expected)).body),
    revealed: await outcome(async () => {
      try {
        return [lockedIdentity.reveal(), lockedSigning.reveal()];
      } catch (error) {
        throw Object.assign(error, { code: error.constructor.name });
      }
    }),
  };
}

// Without the browser's own X25519 and Ed25519, as on an older phone.
export async function withoutNativeCurves(vectors) {
  const { importKey } = crypto.subtle;
  const lacking = ["X25519", "Ed25519"];
  SubtleCrypto.prototype.importKey = function (format, data, algorithm, ...rest) {
    const name = typeof algorithm === "string" ? algorithm : algorithm.name;
    if (lacking.includes(name)) return Promise.reject(new DOMException("no", "NotSupportedError"));
    return importKey.call(this, format, data, algorithm, ...rest);
  };
  const input = {
    directory: vectors.directory,
    certificate: vectors.office.certificate,
    now: vectors.now,
    kind: "tip",
    category: "drugs",
    area: "10459",
    story: { text: "Từ máy cũ." },
  };
  return { ...(await bundles(vectors)), tip: await createResident().sealTip({ input }) };
}

// The plaintexts' digests of bare age files, or "refused".
export async function openFiles(secret, files) {
  const identity = await Identity.fromAge(secret);
  const locked = await identity.locked();
  const each = async (reader, file) => sha256Hex(await reader.decrypt(fromB64url(file)));
  const found = [];
  for (const file of files) {
    const both = await Promise.all([identity, locked].map((reader) => each(reader, file).catch(() => "refused")));
    found.push(both[0] === both[1] ? both[0] : "unlike");
  }
  return found;
}

// Bare age files of so many letters x.
export const makeFiles = (recipient, lengths) =>
  Promise.all(lengths.map(async (length) => b64url(await encryptTo([recipient], utf8("x".repeat(length))))));

export const refOf = (statement) => birth.refOf(statement);
export const admit = (bundle, of) => outcome(() => reading.admit(bundle, of).then(({ matter }) => matter));

export async function time(rounds) {
  const installation = "do-thoi-gian";
  const inPage = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    await branches.stretchPhrase(words.generatePhrase(), installation);
    inPage.push(performance.now() - start);
  }
  const officer = await connect(workerUrl(WORKER), "officer");
  const inWorker = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    await officer.call("newPhrase", { installation });
    inWorker.push(performance.now() - start);
  }
  officer.close();
  return { inPage, inWorker };
}

// Attachments of the vectors: {kind, sha256} of what opens, the code of what does not.
export async function attachments({ identity: secret, matter, opens, refused }) {
  const identity = await Identity.fromAge(secret);
  const open = ({ ciphertext }) =>
    outcome(async () => {
      const sealed = fromB64url(ciphertext);
      const listed = [sha256Hex(sealed)];
      const { kind, bytes } = await attachment.open(identity, new Blob([sealed]), { matter, listed });
      return { kind, sha256: sha256Hex(bytes) };
    });
  const found = { opens: [], refused: [] };
  for (const one of opens) found.opens.push(await open(one));
  for (const one of refused) found.refused.push(await open(one));
  found.unlisted = await outcome(() =>
    attachment.open(identity, new Blob([fromB64url(opens[0].ciphertext)]), { matter, listed: ["0".repeat(64)] }),
  );
  return found;
}

// Ciphertexts of counted contents, in pieces as they would leave: {ciphertext, sha256, length, pieces}.
export async function makeAttachments(recipient, matter, lengths) {
  const found = [];
  for (const length of lengths) {
    const content = new Blob([Uint8Array.from({ length }, (_, number) => (number * 7) % 251)]);
    const sealing = await attachment.sealing(recipient, { matter, kind: "photo" }, content);
    const pieces = [];
    let sha256 = "";
    while (!sha256) {
      const piece = await sealing.next();
      pieces.push(piece.bytes);
      sha256 = piece.sha256;
    }
    const whole = new Uint8Array(await new Blob(pieces).arrayBuffer());
    found.push({ ciphertext: b64url(whole), sha256, length: sealing.length, pieces: pieces.length });
  }
  return found;
}
