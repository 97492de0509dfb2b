// The resident's side. It holds the keys of one receipt at a time and hands out none of them.
import { refuse } from "./refusal.js";
import { refOf } from "./birth.js";
import { stretchReceipt } from "./branches.js";
import * as canonical from "./canonical.js";
import { b64url, hex, sha256Hex } from "./encoding.js";
import { fileTip, sealNext, signAct } from "./filing.js";
import { anySpilled, ownSpilled } from "./spilled.js";
import { parseReceipt, readWord } from "./words.js";

// One closure, so that what holds the keys is out of reach from outside.
export function createResident() {
  let receipt = null; // {installation, words, keys}
  let attaching = null; // a report whose attachments are being sealed
  let talk = null; // what was last read: {matter, stream, recipient, turn, chain, identities, admitted}
  let fresh = null; // words that are not yet the matter's

  return {
    // Everything to post for a new report, and the words to show. Keeps nothing.
    sealTip: ({ input }) => fileTip(input),

    // {value, sha256}: what is said beside a sealed report, in its one form, and the hash of that.
    async digest({ value }) {
      const bytes = canonical.encode(value);
      return { value: canonical.decode(bytes), sha256: sha256Hex(bytes) };
    },

    // A report with attachments, in the steps of attaching.js.
    async attach({ step, ...input }) {
      attaching ??= (await import("./attaching.js")).createAttaching();
      return attaching[step](input);
    },

    // {office: serial} of those certificates that oversight signed.
    async seen({ certificates, directory }) {
      const { note, verifySigned } = await import("./directory.js");
      const found = await Promise.all(certificates.map((each) => verifySigned(each, directory).catch(() => null)));
      return Object.fromEntries(found.filter((document) => document && note(document)).map(({ office, serial }) => [office, serial]));
    },

    // Work that the server asked for before it takes a report.
    solve: async ({ puzzle }) => (await import("./puzzle.js")).solve(puzzle),

    // Only tells whether the words can be right: for checking while somebody types.
    checkReceipt({ words }) {
      parseReceipt(words);
      return {};
    },

    // What each of some single words is read as, null for what is none of the list.
    readWords: ({ texts }) => texts.map(readWord),

    // Whether a receipt stands in a text that is about to be sealed: "own", "any" (that of somebody), or "".
    spills({ text }) {
      if (receipt && ownSpilled(text, receipt.words)) return "own";
      return anySpilled(text) ? "any" : "";
    },

    // {lookup, lookupHash}: post the lookup, in a body, never in a URL. The keys stay here.
    async openReceipt({ words, installation }) {
      this.forget();
      const indices = parseReceipt(words);
      const keys = await stretchReceipt(indices, installation);
      receipt = await kept(installation, indices, keys);
      return { lookup: b64url(keys.lookup), lookupHash: keys.lookupHash };
    },

    // {matter, birth, handed, messages, refused, last}; `handed`: staff saw these words. The matter must be the receipt's own, whatever the server sent.
    async readTalk({ bundle, directory }) {
      const { keys } = held();
      // Only who comes back with a receipt reads; who reports downloads no reader.
      const { admit, readStream } = await import("./reading.js");
      const admitted = await admit(bundle, directory);
      const { recipient, signingKey, handed } = admitted.authors.at(-1);
      if (recipient !== keys.identity.recipient || signingKey !== keys.signing.public) {
        throw refuse("BirthRefused")("wrong_matter");
      }
      const stream = await readStream(admitted, "talk", [keys.identity], bundle);
      const { turn, chain, identities } = stream;
      talk = { matter: refOf(admitted.birth), stream: "talk", recipient: stream.recipient, turn, chain, identities, admitted };
      return {
        matter: admitted.matter,
        birth: admitted.birth,
        handed,
        messages: stream.messages,
        refused: stream.refused,
        last: stream.chain.last,
      };
    },

    // What to post: {matter, envelope, after, signature}.
    async sealReply({ content, kind = "message" }) {
      const { installation, keys } = held();
      if (!talk) throw refuse("NotOpen")("not_open");
      const { posted, sha256 } = await sealNext(keys.signing, talk, content, kind);
      return { ...posted, signature: await signAct(keys.signing, installation, posted, sha256) };
    },

    // Other words in the place of those that staff saw: "words" makes them, "sign" is what to post, "take" goes on with
    // them once it was stored, and is {lookup}.
    async replace({ step }) {
      const { installation, keys } = held();
      if (step === "words") {
        const { newReceipt } = await import("./replacing.js");
        fresh = await newReceipt(installation);
        return { words: fresh.words, bare: fresh.bare };
      }
      if (!fresh || !talk) throw refuse("NotOpen")("not_open");
      if (step === "sign") return (await import("./replacing.js")).atFirstUse(talk, fresh.keys, keys.signing);
      receipt = await kept(installation, fresh.indices, fresh.keys);
      fresh = talk = null;
      return { lookup: b64url(receipt.keys.lookup) };
    },

    // The proof of filing, in the steps of proof.js. Only `secret` hands out its branch, which opens nothing.
    async proof({ step, ...input }) {
      const proof = await import("./proof.js");
      if (step === "secret") return { r: hex(held().keys.proof) };
      if (step === "about") return { about: proof.isAbout(input.statement, held().keys.proof, input.bundle) };
      if (step === "included") return proof.included(input.leaf, input.held, input);
      return proof.read(input.text, input);
    },

    // The claim of a reward: {digits, posted}. The digits are worth the money, and are for the page to show.
    async claim({ offer }) {
      const { installation, keys } = held();
      if (!talk) throw refuse("NotOpen")("not_open");
      return (await import("./claim.js")).make(keys, installation, talk.matter, offer);
    },

    forget() {
      receipt = talk = attaching = fresh = null;
      return {};
    },
  };

  async function kept(installation, words, keys) {
    return { installation, words, keys: { ...keys, identity: await keys.identity.locked(), signing: await keys.signing.locked() } };
  }

  function held() {
    if (!receipt) throw refuse("NotOpen")("not_open");
    return receipt;
  }
}
