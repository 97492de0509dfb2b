// Words as they are looked for: without marks and case.
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const ASCII = /^[\x00-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;

// Without marks and case, đ as d: the twin of units/folding.py.
export function fold(text) {
  // The marks of Vietnamese first: most texts are ASCII then, for which every rule is quicker.
  const most = text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/[đĐ]/g, "d");
  return (ASCII.test(most) ? most : most.replace(/\p{M}/gu, "")).toLowerCase();
}

// The words of a text, folded, which is quicker at once than one by one.
export function flatten(text) {
  const folded = fold(text);
  return (folded.match(ASCII.test(folded) ? ASCII_WORD : WORD) ?? []).join(" ");
}

// People use the same words again and again: each is folded once.
const folded = new Map();
const MOST_FOLDED = 50000;

function spelled(written) {
  let word = folded.get(written);
  if (!word) {
    if (folded.size >= MOST_FOLDED) folded.clear();
    word = { lower: written.toLowerCase(), folded: fold(written) };
    folded.set(written, word);
  }
  return word;
}

// The words of a text in order: where they stand, as they are written, and folded.
export const wordsOf = (text) =>
  Array.from(text.matchAll(WORD), ({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
    ...spelled(written),
  }));

// What the index takes of one matter: {ref, clear, text, flat, told}, `flat` and `told` the words, folded, of what people
// wrote in it and of what stands in clear. Made where the matter is opened, so that each core has its part of it.
export function prepared({ ref, clear, texts }) {
  const text = texts.join("\n").normalize("NFC");
  return { ref, clear, text, flat: flatten(text), told: flatten(inClear(ref, clear)) };
}

const inClear = (ref, { title, place, number, short, state, received_on: day = "" }) =>
  [title, place, number, short, ref, state, day, day.split("-").reverse().join("/")].filter(Boolean).join(" ");
