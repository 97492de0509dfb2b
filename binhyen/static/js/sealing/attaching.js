// A report with attachments: its keys are made first, each attachment is sealed and leaves, the story that names them last.
import * as attachment from "./attachment.js";
import { finishTip, startTip } from "./filing.js";
import { refuse } from "./refusal.js";

const notOpen = () => refuse("NotOpen")("not_open");

// One closure, so that what holds the keys is out of reach from outside.
export function createAttaching() {
  let tip = null;
  let sealing = null; // {length, next()} of the attachment that is on its way

  return {
    // {matter}. The words come with the end, when everything has arrived.
    async start({ input }) {
      tip = await startTip(input);
      sealing = null;
      return { matter: tip.matter };
    },

    // {length} of the ciphertext of `content`, a Blob; then its pieces.
    async seal({ kind, content }) {
      if (!tip) throw notOpen();
      sealing = await attachment.sealing(tip.born.intake, { matter: tip.matter, kind }, content);
      return { length: sealing.length };
    },

    // {bytes, sha256}; the hash of the whole comes with the last piece.
    async next() {
      if (!sealing) throw notOpen();
      const piece = await sealing.next();
      if (piece.sha256) sealing = null;
      return piece;
    },

    // {matter, posted, words, bare}, once: two stories under one birth would be two reports with the same words.
    async finish({ story, who, attachments }) {
      if (!tip) throw notOpen();
      const finished = tip;
      tip = null;
      return finishTip(finished, story, who, attachments);
    },
  };
}
