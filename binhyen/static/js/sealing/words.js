// Receipts of ten words and phrases of eight, with a check that tells any one wrong or any two swapped words.
// See binhyen/sealing/words.py for why the check does that.
import { utf8 } from "./encoding.js";
import { randomSymbols } from "./randomness.js";
import { refuse } from "./refusal.js";
import { distance, fold, spoken, typedRaw } from "./spelling.js";
import { WORDS } from "./wordlist.js";

const FIELD = 512;
const POLYNOMIAL = 0b1000010001;
const MOST_READINGS = 20000;
export const RECEIPT = { length: 10, constant: 0x0b1, otherwise: "is_phrase" };
export const PHRASE = { length: 8, constant: 0x0f1, otherwise: "is_receipt" };

const wrong = refuse("WordsError");
const byFolded = new Map(WORDS.map((word, index) => [fold(word), index]));
const bySpoken = new Map(WORDS.map((word, index) => [spoken(fold(word)), index]));
const longest = Math.max(...Array.from(byFolded.keys(), (word) => word.length));

// Words that somebody keeps on paper, as indices into the list.
export const generateReceipt = () => withCheck(randomSymbols(RECEIPT.length - 1), RECEIPT);
export const generatePhrase = () => withCheck(randomSymbols(PHRASE.length - 1), PHRASE);

// What somebody typed, however they typed it, as indices; or Refused("WordsError", code, {position, …}).
export const parseReceipt = (text) => parse(text, RECEIPT, PHRASE);
export const parsePhrase = (text) => parse(text, PHRASE, RECEIPT);

// The one word of the list that somebody typed, with its marks; null when it is none of them.
export const readWord = (text) => WORDS[readIndex(text)] ?? null;

// Its place in the list; undefined when it is none of them.
export function readIndex(text) {
  const tokens = tokensOf(text);
  return tokens.length === 1 ? known(tokens[0]) : undefined;
}

// The words as they are shown and printed, with their marks.
export const shown = (indices) => indices.map((index) => WORDS[index]);

// The words as keys are made from them and QR codes carry them: folded ASCII, parted by one space.
export const bare = (indices) => utf8(shown(indices).map(fold).join(" "));

// --- the check ---

const powers = [];
const logarithms = new Map();
for (let power = 1; powers.length < FIELD - 1; ) {
  logarithms.set(power, powers.length);
  powers.push(power);
  power <<= 1;
  if (power & FIELD) power ^= POLYNOMIAL;
}

// symbol * alpha^exponent; the exponent may be negative.
function timesPower(symbol, exponent) {
  if (symbol === 0) return 0;
  const order = FIELD - 1;
  return powers[(((logarithms.get(symbol) + exponent) % order) + order) % order];
}

const sum = (symbols) => symbols.reduce((total, symbol, position) => total ^ timesPower(symbol, position), 0);

export function withCheck(symbols, code) {
  if (symbols.length !== code.length - 1) throw new RangeError("wrong number of symbols");
  return [...symbols, timesPower(sum(symbols) ^ code.constant, -symbols.length)];
}

export const holds = (symbols, code) => symbols.length === code.length && sum(symbols) === code.constant;

// --- reading what was typed ---

// Runs of letters and digits, folded. Numbers alone ("1. gạo 2. mây") only count the words.
function tokensOf(text) {
  return (fold(text).match(/[a-z0-9]+/g) || []).filter((token) => !/^[0-9]+$/.test(token));
}

// The word a token stands for: as written, as a dialect writes it, or as raw keystrokes.
function known(token) {
  for (const candidate of [token, ...typedRaw(token)]) {
    const index = byFolded.has(candidate) ? byFolded.get(candidate) : bySpoken.get(spoken(candidate));
    if (index !== undefined) return index;
  }
  return undefined;
}

function parse(text, code, other) {
  const tokens = tokensOf(text);
  const found = tokens.map(known);
  if (found.every((index) => index !== undefined)) {
    if (holds(found, code)) return found;
    if (holds(found, other)) throw wrong(code.otherwise);
  }
  if (tokens.length === code.length) explain(tokens, found, code);
  const readings = resegmented(tokens, code);
  if (readings.length === 1) return readings[0];
  if (readings.length) throw wrong("ambiguous");
  throw wrong(resegmented(tokens, other).length ? code.otherwise : "count");
}

// Every right reading of the letters, wherever the spaces fell; those keeping the given spaces first.
function resegmented(tokens, code) {
  for (const runs of [tokens, [tokens.join("")]]) {
    const right = new Map();
    for (const reading of readings(runs, code.length)) if (holds(reading, code)) right.set(reading.join(), reading);
    if (right.size) return Array.from(right.values());
  }
  return [];
}

// Ways to cut runs of letters into exactly `length` words of the list.
function readings(runs, length) {
  const letters = runs.join("");
  const found = [];
  if (letters.length < length || letters.length > length * longest) return found;
  const ends = new Set();
  runs.reduce((total, run) => (ends.add(total + run.length), total + run.length), 0);
  const stack = [[0, []]];
  for (let budget = MOST_READINGS; stack.length; budget--) {
    if (budget === 0) throw wrong("ambiguous");
    const [start, words] = stack.pop();
    if (start === letters.length) {
      if (words.length === length) found.push(words);
      continue;
    }
    const left = length - words.length;
    if (letters.length - start < left || letters.length - start > left * longest) continue;
    for (let end = start + 1; end <= Math.min(start + longest, letters.length); end++) {
      const index = byFolded.get(letters.slice(start, end));
      if (index !== undefined) stack.push([end, [...words, index]]);
      if (ends.has(end)) break;
    }
  }
  return found;
}

// --- saying what may be wrong ---

function explain(tokens, found, code) {
  const unknown = found.indexOf(undefined);
  if (unknown >= 0) {
    throw wrong("unknown_word", { position: unknown + 1, suggestion: nearest(tokens[unknown]) });
  }
  explainCheck(found, code);
}

function nearest(token) {
  const candidates = [token, ...typedRaw(token)];
  let best = [3, null];
  byFolded.forEach((index, folded) => {
    const edits = Math.min(...candidates.map((candidate) => distance(candidate, folded)));
    if (edits < best[0]) best = [edits, WORDS[index]];
  });
  return best[1];
}

// Say which word it may be: the check alone cannot, but a likely slip of the hand or ear can.
function explainCheck(indices, code) {
  for (let i = 0; i + 1 < indices.length; i++) {
    const swapped = [...indices.slice(0, i), indices[i + 1], indices[i], ...indices.slice(i + 2)];
    if (indices[i] !== indices[i + 1] && holds(swapped, code)) {
      throw wrong("check", { position: i + 1, swapped_with: i + 2 });
    }
  }
  const excess = sum(indices) ^ code.constant;
  let best = { edits: 2 };
  indices.forEach((index, position) => {
    // The one word that would make this position right, if every other word is.
    const right = index ^ timesPower(excess, -position);
    const edits = distance(fold(WORDS[index]), fold(WORDS[right]));
    if (edits < best.edits) best = { edits, position: position + 1, suggestion: WORDS[right] };
  });
  throw best.position ? wrong("check", { position: best.position, suggestion: best.suggestion }) : wrong("check");
}
