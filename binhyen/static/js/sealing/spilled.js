// A receipt typed into what is about to be sealed: told first, because whoever reads it could then act as its holder.
// See binhyen/sealing/spilled.py for what is found, and what is not.
import { fold } from "./spelling.js";
import { holds, parseReceipt, readIndex, RECEIPT } from "./words.js";
import { WORDS } from "./wordlist.js";

const ENOUGH = 8;
const WINDOW = 2 * RECEIPT.length;
const LONGEST_RUN = 80;
const RUN = /\p{L}[\p{L}\p{N}]*/gu;

// Whether eight of this receipt's ten words (indices) stand in the text, in their order.
export function ownSpilled(text, own) {
  const found = tokensOf(text).map(readIndex);
  return (
    found.some((index, i) => own.includes(index) && inOrder(found.slice(i, i + WINDOW), own) >= ENOUGH) ||
    unspaced(text).some((reading) => reading.join() === own.join())
  );
}

// Whether some receipt seems to stand in the text. Now and then prose does: say so, and let it be sent.
export function anySpilled(text) {
  const exact = tokensOf(text).map(read);
  for (let i = 0; i + ENOUGH <= exact.length; i++) {
    const run = exact.slice(i, i + RECEIPT.length);
    if (run.slice(0, ENOUGH).every(({ marked }) => marked)) return true;
    const indices = run.map(({ index }) => index);
    if (!indices.includes(undefined) && holds(indices, RECEIPT)) return true;
  }
  return unspaced(text).length > 0;
}

const tokensOf = (text) => text.normalize("NFC").toLowerCase().match(RUN) || [];

// The word that this is, letter for letter or without any marks; and whether it is letter for letter.
const letters = new Map(WORDS.map((word, index) => [word, index]));
const folded = new Map(WORDS.map((word, index) => [fold(word), index]));

function read(token) {
  const index = letters.get(token);
  if (index !== undefined) return { index, marked: true };
  return { index: folded.get(token), marked: false };
}

// How many words the two have in common in the same order (their longest common subsequence).
function inOrder(found, own) {
  const row = new Array(own.length + 1).fill(0);
  for (const index of found) {
    let before = 0;
    own.forEach((word, i) => {
      const above = row[i + 1];
      row[i + 1] = word === index ? before + 1 : Math.max(above, row[i]);
      before = above;
    });
  }
  return row[own.length];
}

// Receipts that stand in the text as one run of letters.
function unspaced(text) {
  return tokensOf(text).flatMap((token) => {
    if (token.length < 2 * RECEIPT.length || token.length > LONGEST_RUN) return [];
    try {
      return [parseReceipt(token)];
    } catch {
      return [];
    }
  });
}
