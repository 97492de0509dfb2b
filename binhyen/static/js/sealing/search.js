// The index of what an officer may read. It lives in the memory of the Worker that holds the keys and ends with it:
// what leaves are answers, a few words around what was looked for.
import { wordsOf } from "./folding.js";
import { createPostings } from "./postings.js";

// What stands in clear tells more of a matter than a word somewhere in it.
const [CLEAR, WRITTEN] = [2, 1];
const BEFORE = 40;
const SNIPPET = 180;
const LONGEST_QUERY = 200;
// A pair of syllables that more matters share than these, or than one in two hundred, tells nothing.
const RARE = 3;
const RARE_SHARE = 0.005;
const NUMBER = /^\d{4,}$/;
const DAY = 86400000;
const SOME = 25;

// `hints`: [{code, label, words}], the words by which a category may be known.
export function createIndex(hints = []) {
  const kept = new Map(); // ref -> {ref, clear, text, flat, told}
  const pairs = new Map(); // two syllables, or a long number -> the ref that has it, or a Set of those that do
  const unpaired = new Set(); // refs whose pairs are not among them yet
  let pairing = null;
  const known = hints.map((hint) => ({ ...hint, words: hint.words.map((words) => ({ words, parts: wordsOf(words) })) }));
  const index = createPostings([CLEAR, WRITTEN]);

  // What `prepared` gives of a matter (folding.js).
  function put(one) {
    drop(one.ref);
    kept.set(one.ref, one);
    index.add(one.ref, fieldsOf(one));
    unpaired.add(one.ref);
  }

  // What may tell that two texts are alike is worked out when everything can be searched: some at a time, so that a key
  // press is answered between, or all that is left when somebody asks.
  function settle() {
    pairing ??= setTimeout(() => {
      pairing = null;
      pair(SOME);
      if (unpaired.size) settle();
    });
  }

  function pair(most = unpaired.size) {
    for (const ref of unpaired) {
      if (most-- <= 0) return;
      unpaired.delete(ref);
      for (const { key } of marksOf(kept.get(ref))) hold(key, ref);
    }
  }

  // Most pairs stand in one text only.
  function hold(key, ref) {
    const holders = pairs.get(key);
    if (holders === undefined) pairs.set(key, ref);
    else if (holders instanceof Set) holders.add(ref);
    else if (holders !== ref) pairs.set(key, new Set([holders, ref]));
  }

  function letGo(key, ref) {
    const holders = pairs.get(key);
    if (holders instanceof Set) holders.delete(ref);
    else if (holders === ref) pairs.delete(key);
  }

  function drop(ref) {
    const one = kept.get(ref);
    if (!one) return;
    if (!unpaired.delete(ref)) for (const { key } of marksOf(one)) letGo(key, ref);
    kept.delete(ref);
    index.drop(ref, fieldsOf(one));
  }

  // {total, hits: [{ref, clear, pieces: [{text, hit}]}]}. Every word must be there, the last perhaps unfinished.
  function search(query, most = 50) {
    const asked = wordsOf(query.slice(0, LONGEST_QUERY).normalize("NFC"));
    // One letter more, while somebody is typing, must not empty the list.
    if (asked.length > 1 && asked.at(-1).folded.length === 1) asked.pop();
    if (!asked.length) return { total: 0, hits: [] };
    const terms = asked.map(({ folded }) => folded);
    const found = index.search(terms, terms.at(-1).length > 1);
    const phrase = terms.join(" ");
    const written = asked.map(({ lower }) => lower).join(" ");
    // Side by side counts more than strewn about, and as it was written more than without its marks.
    for (const each of found) {
      const { flat: folded, text } = kept.get(each.ref);
      if (asked.length > 1 && ` ${folded}`.includes(` ${phrase}`)) each.score *= 3;
      if (written !== phrase && text.toLowerCase().includes(written)) each.score *= 2;
    }
    found.sort((a, b) => b.score - a.score);
    const hits = found.slice(0, most).map(({ ref }) => kept.get(ref));
    return { total: found.length, hits: hits.map((one) => ({ ref: one.ref, clear: one.clear, pieces: snippet(one, asked) })) };
  }

  // [{ref, clear, sameArea, days, weight, count, phrases}]: what may tell of the same thing, with the reason. Never a decision.
  const alike = (ref, most = 5) => (kept.has(ref) ? alikeTo(kept.get(ref), most) : []);

  // The same of a text that is being written and is no matter yet: it is compared and not kept. `clear`: {area, received_on}.
  const alikeWritten = (text, clear, most = 5) => alikeTo({ ref: null, text: text.normalize("NFC"), clear }, most);

  function alikeTo(one, most) {
    pair();
    const limit = Math.max(RARE, kept.size * RARE_SHARE);
    const shared = new Map(); // ref -> marks shared, in the order of the text
    for (const mark of marksOf(one)) {
      const held = pairs.get(mark.key);
      const holders = held instanceof Set ? held : held === undefined ? [] : [held];
      // With the one itself, which is no holder while it is being written.
      const all = (holders.size ?? holders.length) + (one.ref ? 0 : 1);
      if (all < 2 || all > limit) continue;
      for (const other of holders) {
        if (other === one.ref) continue;
        if (!shared.has(other)) shared.set(other, []);
        shared.get(other).push(mark);
      }
    }
    return Array.from(shared, ([other, marks]) => compared(one, kept.get(other), marks))
      .filter(Boolean)
      .sort((a, b) => b.weight - a.weight || a.days - b.days)
      .slice(0, most);
  }

  // [{code, label, words}] of the categories that a matter's words speak for, the most telling first.
  function hintsFor({ ref, text }) {
    const words = ref ? wordsOf(kept.get(ref)?.text ?? "") : wordsOf((text ?? "").normalize("NFC"));
    return known
      .map(({ code, label, words: all }) => {
        const matched = all.filter(({ parts }) => stands(parts, words));
        return { code, label, words: matched.map((each) => each.words), weight: matched.reduce((sum, { parts }) => sum + parts.length, 0) };
      })
      .filter(({ weight }) => weight)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 3)
      .map(({ code, label, words: matched }) => ({ code, label, words: matched.slice(0, 4) }));
  }

  // Nothing is worked out any more, and nothing is held.
  function end() {
    clearTimeout(pairing);
    for (const each of [kept, pairs, unpaired]) each.clear();
    index.clear();
  }

  return { put, drop, search, alike, alikeWritten, hintsFor, settle, end, has: (ref) => kept.has(ref), size: () => kept.size };
}

const fieldsOf = ({ told, flat }) => [told, flat];

// What may tell two texts are of one thing: two syllables side by side (most words have two), or a long number; once each.
function marksOf({ text }) {
  const found = new Map();
  const words = wordsOf(text);
  words.forEach((word, i) => {
    if (NUMBER.test(word.folded)) found.set(word.folded, { key: word.folded, start: word.start, end: word.end, number: true });
    const next = words[i + 1];
    if (!next || /[\n.!?;:]/.test(text.slice(word.end, next.start))) return;
    const key = `${word.folded} ${next.folded}`;
    if (!found.has(key)) found.set(key, { key, start: word.start, end: next.end, number: false });
  });
  return Array.from(found.values()).sort((a, b) => a.start - b.start);
}

function compared(one, other, marks) {
  const sameArea = Boolean(one.clear.area) && one.clear.area === other.clear.area;
  const days = Math.round(Math.abs(Date.parse(one.clear.received_on) - Date.parse(other.clear.received_on)) / DAY);
  const near = sameArea && days <= 30;
  const phrases = runs(marks);
  // A hamlet's name alone is one phrase; a sentence taken over whole is more than one.
  const weight = phrases.reduce((sum, { pairs }) => sum + Math.max(1, pairs - 1), 0);
  if (!marks.some(({ number }) => number) && weight < (near ? 3 : 5)) return null;
  const told = phrases.slice(0, 3).map(({ start, end }) => one.text.slice(start, end));
  return { ref: other.ref, clear: other.clear, sameArea, days, weight, count: phrases.length, phrases: told };
}

// "nhà nghỉ", "nghỉ Hoa", "Hoa Mai" are one phrase to a reader. The longest first.
function runs(marks) {
  const found = [];
  for (const { start, end } of marks) {
    const last = found.at(-1);
    if (last && start < last.end) Object.assign(last, { end: Math.max(last.end, end), pairs: last.pairs + 1 });
    else found.push({ start, end, pairs: 1 });
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start));
}

// Whether a phrase stands somewhere in these words. Who writes with marks is taken at their word: "phao" may be "pháo",
// "phào" is not.
function stands(parts, words) {
  const same = (part, word) => word && (word.lower === part.lower || (word.lower === word.folded && word.folded === part.folded));
  return words.some((_word, i) => parts.every((part, j) => same(part, words[i + j])));
}

// The words around the first that was found, cut into what was looked for and the rest.
function snippet(one, asked) {
  const { text } = one;
  // Kept once it was shown: the next letter typed will show most of the same.
  one.words ??= wordsOf(text);
  const { words } = one;
  const last = asked.length - 1;
  const hit = ({ folded }) => asked.some((each, i) => folded === each.folded || (i === last && each.folded.length > 1 && folded.startsWith(each.folded)));
  const hits = words.filter(hit);
  const from = Math.max(0, (hits[0]?.start ?? 0) - BEFORE);
  const start = from ? (words.find((word) => word.start >= from)?.start ?? from) : 0;
  const cut = words.findLastIndex((word) => word.end <= start + SNIPPET);
  const end = cut === words.length - 1 ? text.length : (words[cut]?.end ?? start + SNIPPET);
  const pieces = [];
  let at = start;
  const push = (upTo, isHit) => upTo > at && pieces.push({ text: text.slice(at, upTo), hit: isHit });
  if (start) pieces.push({ text: "… ", hit: false });
  for (const word of hits) {
    if (word.start < start || word.end > end) continue;
    push(word.start, false);
    at = word.start;
    push(word.end, true);
    at = word.end;
  }
  push(end, false);
  if (end < text.length) pieces.push({ text: " …", hit: false });
  return pieces;
}
