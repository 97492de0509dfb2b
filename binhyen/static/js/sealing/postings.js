// In which matters a word stands, and how much it tells of each (docs/adr/0018-an-index-of-our-own.md). Words come folded,
// with one space between.

// BM25+: how soon a word said again tells less, how much a long text weighs less, and the least that a word tells.
const [SOON, LONG, LEAST] = [1.2, 0.7, 0.5];
// A word that only begins as was asked tells less, and less still the more it goes on.
const BEGUN = 0.375;
const GOES_ON = 0.3;

// `boosts`: how much each field of a matter weighs.
export function createPostings(boosts) {
  const refs = []; // by number; a number is given once
  const numbers = new Map();
  // `words`: word -> the numbers of the matters that it stands in, rising, once for each time.
  const fields = boosts.map((boost) => ({ boost, words: new Map(), lengths: [], total: 0 }));

  // The words of each field, in the order of the boosts.
  function add(ref, texts) {
    const number = refs.push(ref) - 1;
    numbers.set(ref, number);
    fields.forEach((field, i) => {
      const words = split(texts[i]);
      field.lengths[number] = words.length;
      field.total += words.length;
      for (const word of words) {
        const held = field.words.get(word);
        if (held) held.push(number);
        else field.words.set(word, [number]);
      }
    });
  }

  // `texts`: what it was added with.
  function drop(ref, texts) {
    const number = numbers.get(ref);
    numbers.delete(ref);
    fields.forEach((field, i) => {
      field.total -= field.lengths[number];
      for (const word of new Set(split(texts[i]))) {
        const others = field.words.get(word).filter((each) => each !== number);
        if (others.length) field.words.set(word, others);
        else field.words.delete(word);
      }
    });
  }

  // [{ref, score}] of the matters where every word stands; where `begun`, the last may go on.
  function search(asked, begun) {
    let found = null;
    asked.forEach((word, i) => {
      const gained = new Map();
      for (const field of fields) {
        for (const [held, weight] of holding(field, word, begun && i === asked.length - 1)) gain(gained, field, held, weight, found);
      }
      found = gained;
    });
    return Array.from(found ?? [], ([number, score]) => ({ ref: refs[number], score }));
  }

  // They are some thousands, and looking through them all takes less than a millisecond: no tree is kept of them.
  function holding(field, asked, begun) {
    const whole = field.words.get(asked);
    const found = whole ? [[whole, 1]] : [];
    if (!begun) return found;
    for (const [word, held] of field.words) {
      const more = word.length - asked.length;
      if (more > 0 && word.startsWith(asked)) found.push([held, (BEGUN * word.length) / (word.length + GOES_ON * more)]);
    }
    return found;
  }

  // Adds what a word tells of each matter that `before`, where there is one, had as well.
  function gain(gained, { boost, lengths, total }, held, weight, before) {
    const rarity = rarityOf(held, numbers.size);
    const usual = total / numbers.size;
    for (let at = 0; at < held.length; ) {
      const number = held[at];
      const from = at;
      while (held[at] === number) at++;
      if (before && !before.has(number)) continue;
      const times = at - from;
      const tells = LEAST + (times * (SOON + 1)) / (times + SOON * (1 - LONG + (LONG * lengths[number]) / usual));
      gained.set(number, (gained.get(number) ?? before?.get(number) ?? 0) + weight * boost * rarity * tells);
    }
  }

  function clear() {
    refs.length = 0;
    numbers.clear();
    for (const field of fields) Object.assign(field, { words: new Map(), lengths: [], total: 0 });
  }

  return { add, drop, search, clear };
}

const split = (words) => (words ? words.split(" ") : []);

function rarityOf(held, all) {
  let many = 0;
  for (let at = 0; at < held.length; at++) if (held[at] !== held[at - 1]) many++;
  return Math.log(1 + (all - many + 0.5) / (many + 0.5));
}
