// The officer's side: unlocked by a phrase, it reads and answers for the offices whose keys were loaded into it.
// What leaves it are plaintexts of matters, ciphertexts and public keys; never a key.
import { STREAMS } from "./birth.js";
import { stretchPhrase } from "./branches.js";
import * as directories from "./directory.js";
import { fromUtf8 } from "./encoding.js";
import { fileTip, sealNext } from "./filing.js";
import { give, GIVING } from "./giving.js";
import { Identity, SigningKey } from "./keys.js";
import { halfFor, halfFrom, steps } from "./lending.js";
import { unwrap, wrapTo } from "./office.js";
import { admit } from "./reading.js";
import { Refused, refuse } from "./refusal.js";
import { read } from "./streams.js";
import { bare, generatePhrase, parsePhrase, readWord, shown } from "./words.js";

const locked = refuse("Locked");
const notOpen = refuse("NotOpen");
// So many matters are asked about at once: a key press waits for no more.
const SOME = 20;

// One closure, long because it is the table of what may be asked: what holds the keys is out of reach from outside.
export function createOfficer() {
  let member = null; // {installation, identity}
  let offices = new Map(); // office -> its keys of every serial held, newest first: {installation, office, serial, identity, signing}
  let opened = new Map(); // matter -> {intake, talk}, each {matter, stream, recipient, turn, chain, identities, listed}

  let authenticator = null; // the key of a device's secret, until its one use
  let searched = null; // the index of what was read for searching (proving.js)
  let lanes = null; // where batches are opened while it is made (lanes.js)

  return {
    // {signIn, recipient, recipientWords}: post signIn as the password. The identity stays here.
    async unlock({ phrase, installation }) {
      this.lock();
      const { signIn, identity } = await stretchPhrase(parsePhrase(phrase), installation);
      member = { installation, identity: await identity.locked() };
      return { signIn, ...described(identity.recipient) };
    },

    // A new phrase, always generated, never chosen: {words, bare, signIn, recipient, recipientWords}.
    async newPhrase({ installation }) {
      const words = generatePhrase();
      const { signIn, identity } = await stretchPhrase(words, installation);
      return { words: shown(words), bare: fromUtf8(bare(words)), signIn, ...described(identity.recipient) };
    },

    // Of each text the one word of the list that it is, or null.
    readWords: async ({ texts }) => texts.map(readWord),

    // Keys for an office that has none yet, wrapped to its members; oversight then certifies the public halves.
    async newOffice({ office, members }) {
      const { installation } = unlocked();
      const keys = { installation, office, identity: await Identity.generate(), signing: SigningKey.generate() };
      const wrapped = await Promise.all(members.map(async (one) => ({ member: one, wrapped: await wrapTo(keys, one) })));
      return { office, recipient: keys.identity.recipient, signing_key: keys.signing.public, wrapped };
    },

    // {salt}: what the authenticator of one of this person's devices is asked about.
    async deviceSalt(whose) {
      return { salt: (await import("./device.js")).salt(whose) };
    },

    // Takes an authenticator's secret, which the page hands over and keeps no copy of, for one use below.
    async holdDevice({ secret }) {
      authenticator = await (await import("./device.js")).keyOf(secret);
      return {};
    },

    // {signIn}: the half of the phrase that the server asks for before a device is added.
    prove: async ({ phrase }) => ({ signIn: (await askedAgain(phrase)).signIn }),

    // {wrapped}: this member's identity for the device whose secret is held, after the phrase was asked for again.
    async wrapForDevice({ phrase, person, credential }) {
      const [key, { identity }] = [takeDevice(), await askedAgain(phrase)];
      const { wrap } = await import("./device.js");
      return { wrapped: await wrap(key, identity, { installation: member.installation, person, credential }) };
    },

    // {recipient}, unlocked by the device whose secret is held; refused unless it is that of this person.
    async unlockByDevice({ wrapped, recipient, ...whose }) {
      const key = takeDevice();
      this.lock();
      const { unwrap: open } = await import("./device.js");
      const identity = await open(key, wrapped, { ...whose, recipient });
      member = { installation: whose.installation, identity: await identity.locked() };
      return described(identity.recipient);
    },

    // An office's keys, refused unless they are those of a certificate that oversight signed.
    async loadOffice({ wrapped, certificate, directory }) {
      const { identity } = unlocked();
      const keys = await unwrap(identity, wrapped, certificate, directory);
      const { serial } = certificate.document;
      directories.note(certificate.document);
      const locked = { ...keys, serial, identity: await keys.identity.locked(), signing: await keys.signing.locked() };
      // A renewed certificate has the keys of the one before: once is enough, under the newer serial.
      const byRecipient = new Map([...(offices.get(keys.office) ?? []), locked].sort(byAge).map((each) => [each.identity.recipient, each]));
      offices.set(keys.office, [...byRecipient.values()].reverse());
      lanes?.end();
      lanes = null;
      return { office: keys.office, recipient: keys.identity.recipient };
    },

    // {office: serial} of what was believed here, for the page to keep.
    seen: async () => directories.seen(),

    // {recipient, recipientWords} of whoever is unlocked here, to be read aloud.
    ownWords: async () => described(unlocked().identity.recipient),

    // {holders, last}: whom an office's keys were given to, by statements that its own key signed.
    async statements({ office, ...trail }) {
      const members = await import("./members.js");
      return members.check(trail, office);
    },

    // {document, signature, wrapped}: the office's keys for one more member, whose eight words were heard, after the
    // phrase was asked for again. `trail`: {certificate, certificates, statements, directory}.
    async addMember({ phrase, heard, wrapped, trail, ...given }) {
      const members = await import("./members.js");
      members.compare(heard, given.recipient);
      const { identity } = await askedAgain(phrase);
      const keys = await unwrap(identity, wrapped, trail.certificate, trail.directory);
      const said = await members.state(keys, members.ADDED, given, trail);
      return { ...said, wrapped: await wrapTo(keys, given.recipient) };
    },

    // {document, signature}: that they were taken back from somebody who left, or who lost that key.
    async removeMember({ office, trail, ...taken }) {
      const members = await import("./members.js");
      return members.state(officeKeys(office), members.REMOVED, taken, trail);
    },

    // Every key of these offices that this member holds, wrapped to the recovery recipient that oversight stands for, after
    // the phrase was asked for again: [{office, set, copies: [{serial, ciphertext}]}].
    async keepForRecovery({ phrase, offices: asked, directory }) {
      const { identity } = await askedAgain(phrase);
      const kept = [];
      for (const { office, set, recovery: statement, keys: held } of asked) {
        const [recipient] = await vouchedFor([statement], directory);
        const copies = [];
        for (const { wrapped, certificate } of held) {
          const keys = await unwrap(identity, wrapped, certificate, directory);
          copies.push({ serial: certificate.document.serial, ciphertext: await wrapTo(keys, recipient) });
        }
        kept.push({ office, set, copies });
      }
      return kept;
    },

    // What to post to ask oversight for the office's next certificate: its keys for longer, or, after the phrase was asked
    // for again, new ones. `draft` is the certificate but for its keys.
    async askCertificate({ office, draft, fresh, phrase, ...among }) {
      const { installation, identity } = unlocked();
      const renewal = await import("./renewal.js");
      if (!fresh) return renewal.renewed(officeKeys(office), draft);
      await askedAgain(phrase);
      const keys = { installation, office, identity: await Identity.generate(), signing: SigningKey.generate() };
      among.recovery = await vouchedFor(among.recovery ?? [], among.directory);
      if (draft.serial === 1) return renewal.first(keys, draft, { ...among, recipient: identity.recipient, wrapTo });
      return renewal.changed(officeKeys(office), keys, draft, { ...among, wrapTo });
    },

    // {matter, birth, office, intake, talk} of a bundle, after every check; a stream that was not granted is null.
    // `streams` narrows it: a search over stories asks for ["intake"] and saves half the time.
    async open({ office, bundle, directory, streams: asked = STREAMS }) {
      const admitted = await admit(bundle, directory);
      const streams = await read(admitted, identitiesOf(office), bundle, asked);
      opened.set(admitted.matter, mapStreams(streams, (stream) => position(admitted.matter, stream)));
      return { matter: admitted.matter, birth: admitted.birth, office, ...mapStreams(streams, visible) };
    },

    // {kind, bytes} of an attachment's ciphertext (a Blob), which an envelope of the opened matter must name.
    async openAttachment({ matter, ciphertext }) {
      unlocked();
      const within = (opened.get(matter) || {}).intake;
      if (!within) throw notOpen("not_open");
      const attachment = await import("./attachment.js");
      return attachment.open(within.identities.at(-1), ciphertext, { matter, listed: within.listed });
    },

    // What to post: {matter, envelope, after}. The matter must have been opened since the last post to it.
    async sealMessage({ office, matter, content, stream = "talk", kind = "message" }) {
      const keys = officeKeys(office);
      const within = (opened.get(matter) || {})[stream];
      if (!within) throw notOpen("not_open");
      return (await sealNext(keys.signing, within, content, kind)).posted;
    },

    // Everything to post for a report that staff write down, and the words for the resident.
    sealStaffTip: async ({ office, input }) => fileTip(input, officeKeys(office).signing),

    // Grants of every stream held to another certified office, after the phrase was asked for again. `act` says what
    // is signed: that the matter is handed over, or shared to be read.
    async rewrap({ phrase, office, bundle, directory, certificate, act = "handed_over", now }) {
      if (!GIVING.includes(act)) throw new TypeError("not an act that gives keys");
      await askedAgain(phrase);
      const keys = officeKeys(office);
      const document = await directories.verify(certificate, directory, now === undefined ? new Date() : new Date(now));
      const admitted = await admit(bundle, directory);
      // Whoever is only to read is given no part of the name: the resident chose who may know it.
      const half = act === "shared" ? null : await halfFor(withAll(office), admitted, bundle, directory, document);
      return give(keys, admitted, await read(admitted, identitiesOf(office), bundle), document, act, half);
    },

    // The office's signature that no key held here opens the story; refused when one does, and when none was handed over.
    async signUnreadable({ office, bundle, directory }) {
      const admitted = await admit(bundle, directory);
      const { sign } = await import("./unreadable.js");
      return sign(officeKeys(office), identitiesOf(office), admitted, bundle);
    },

    // {posted, words}: a receipt in the place of one that a resident lost, after the phrase was asked for again. `checked`:
    // how the office saw that the report is theirs.
    async renewReceipt({ phrase, office, bundle, directory, checked }) {
      await askedAgain(phrase);
      const keys = officeKeys(office);
      const admitted = await admit(bundle, directory);
      const { talk } = await read(admitted, identitiesOf(office), bundle, ["talk"]);
      const { newReceipt, byOffice } = await import("./replacing.js");
      const made = await newReceipt(keys.installation);
      return { posted: await byOffice(keys, talk, made.keys, checked), words: made.words };
    },

    // A resident's name, in the steps of lending.js.
    async identity({ step, office, ...input }) {
      if (!Object.prototype.hasOwnProperty.call(steps, step)) throw new TypeError("no such step");
      return steps[step](withAll(office), input);
    },

    // What to post for each of some matters whose keys are given anew after the office changed its own, the phrase asked
    // again: {regranted, refused}. `matters`: [{ref, bundle, others}], `others` the certificates of who else reads the talk.
    async regrant({ phrase, office, matters, certificate, directory, now }) {
      await askedAgain(phrase);
      const module = await import("./regranting.js");
      const keys = officeKeys(office);
      const at = now === undefined ? new Date() : new Date(now);
      const document = await directories.verify(certificate, directory, at, { office });
      const [regranted, refused] = [[], []];
      for (const { ref, bundle, others } of matters) {
        try {
          const documents = [];
          for (const each of others) documents.push(await directories.verify(each, directory, at));
          const admitted = await admit(bundle, directory);
          if (admitted.matter !== ref) throw notOpen("not_open");
          const streams = await read(admitted, identitiesOf(office), bundle);
          const half = await halfFrom(withAll(office), admitted, bundle.grants);
          regranted.push(await module.regrant(keys, admitted, { ...streams, half }, document, documents));
        } catch (refusal) {
          // One matter that is not believed, or that nobody here opens, does not keep the others from it.
          if (!(refusal instanceof Refused)) throw refusal;
          refused.push({ ref, code: refusal.code });
        }
      }
      return { regranted, refused };
    },

    // Makes ready what will open the batches, while the server says what there is.
    async openLanes() {
      unlocked();
      const { createLanes } = await import("./lanes.js");
      unlocked();
      this.endIndex();
      lanes = createLanes(new Map(Array.from(offices.keys(), (office) => [office, identitiesOf(office)])));
      return {};
    },

    // Begins the index anew, with nothing in it.
    async beginIndex({ hints }) {
      unlocked();
      const { createProvedIndex } = await import("./proving.js");
      unlocked();
      searched?.end();
      searched = createProvedIndex(hints);
      return {};
    },

    // Reads a batch, as the server answered for `refs`, into the index: {read: [{ref, head, unread}], later}; `unread` of
    // those that no key here opens or that did not hold. They are found by what stands in clear. The plaintexts stay here.
    // Who signed them is asked before they are shown, or, where `prove` says so, before they are in it.
    async index({ refs, batch, directory, prove }) {
      const into = within();
      const { textsOf } = await import("./texts.js");
      const found = lanes ? await lanes.read(batch, directory, prove) : await textsOf(batch, directory, identitiesOf, prove);
      const { matters, later } = found ?? { matters: [], later: refs };
      // Locked or begun anew meanwhile: nothing of it may be kept.
      if (into !== searched) throw locked("locked");
      const read = matters.map(({ head, unread, ...one }) => {
        into.put(one);
        return { ref: one.ref, head, unread };
      });
      return { read, later };
    },

    // All was read: what was begun beside this Worker ends.
    endIndex() {
      lanes?.end();
      lanes = null;
      return {};
    },

    // Asks who signed what was read, some of it: {refused, left}. `refused`: the refs of what is not signed by whom it should
    // be. They are in the index no more.
    proveIndex: async () => within().proveSome(SOME),

    search: async ({ query }) => within().search(query),
    alike: async ({ ref, text, clear }) => (ref ? within().alike(ref) : within().alikeWritten(text, clear)),
    hints: async ({ ref, text }) => within().hintsFor({ ref, text }),

    lock() {
      authenticator = null;
      lanes?.end();
      searched?.end();
      lanes = searched = null;
      member = null;
      offices = new Map();
      opened = new Map();
      return {};
    },
  };

  function unlocked() {
    if (!member) throw locked("locked");
    return member;
  }

  function within() {
    unlocked();
    if (!searched) throw locked("no_index");
    return searched;
  }

  // The office's newest keys: what is written now is signed with these.
  function officeKeys(office) {
    unlocked();
    if (!offices.has(office)) throw locked("no_office");
    return offices.get(office)[0];
  }

  // What was sealed to the office under an older certificate opens with the keys of that one.
  function identitiesOf(office) {
    officeKeys(office);
    return offices.get(office).map(({ identity }) => identity);
  }

  // Signs with the newest keys, reads with all of them.
  function withAll(office) {
    return { ...officeKeys(office), identities: identitiesOf(office) };
  }

  // Whoever finds an unlocked desk can read; giving away what can be read takes the phrase.
  async function askedAgain(phrase) {
    const { installation, identity } = unlocked();
    const again = await stretchPhrase(parsePhrase(phrase), installation);
    if (again.identity.recipient !== identity.recipient) throw locked("wrong_phrase");
    return again;
  }

  function takeDevice() {
    const key = authenticator;
    authenticator = null;
    if (!key) throw locked("no_device");
    return key;
  }
}

// Recipients that oversight stands for, of statements that the server handed over.
async function vouchedFor(statements, directory) {
  const recovery = await import("./recovery.js");
  return Promise.all(statements.map(async (each) => (await recovery.verify(each, directory)).recipient));
}

const described = (recipient) => ({ recipient, recipientWords: directories.recipientWords(recipient) });

const position = (matter, { name, recipient, turn, chain, identities, messages }) => ({
  matter,
  stream: name,
  recipient,
  turn,
  chain,
  identities,
  listed: messages.flatMap(({ attachments }) => attachments),
});

const visible = ({ messages, refused, chain }) => ({ messages, refused, last: chain.last });

const byAge = (one, other) => one.serial - other.serial;

const mapStreams = ({ intake, talk }, change) => ({ intake: intake && change(intake), talk: talk && change(talk) });
