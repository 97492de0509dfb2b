// How a syllable may be typed: without marks, as a dialect spells it, or as an input method's raw keystrokes.
// What is dropped here tells no two words of the list apart, so nothing is lost.

// Longest first: "ngh" must not be read as "n".
const INITIALS = "ngh ng nh gh gi kh ph th tr ch qu b c d g h k l m n p r s t v x".split(" ");
const SAME = { n: "l", tr: "ch", s: "x", gi: "d", r: "d", ngh: "ng", gh: "g", k: "c" };

// Lower case without marks, đ as d. Only the marks of U+0300-036F, so that two Unicode versions agree.
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

// A folded syllable, its initial consonant as the broadest dialect says it; k/c and i/y are one too.
export function spoken(folded) {
  const initial = INITIALS.find((start) => folded.startsWith(start)) || "";
  let rhyme = folded.slice(initial.length);
  if (initial === "gi") {
    if (!/^[aeiouy]/.test(rhyme)) rhyme = "i" + rhyme; // gì, gìn
    else if (rhyme[0] === "e") rhyme = "i" + rhyme; // giếng is gi + iêng
  }
  if (rhyme === "y" || (initial === "qu" && /^y(?!e)/.test(rhyme))) rhyme = "i" + rhyme.slice(1); // ly and li
  if (!initial && rhyme.startsWith("ye")) rhyme = "i" + rhyme.slice(1); // yên and iên
  return (SAME[initial] || initial) + "-" + rhyme;
}

// What raw Telex or VNI keystrokes ("gaoj", "ga5o") may stand for, folded. Empty if they are neither.
export function typedRaw(token) {
  if (!/^[a-z]+[a-z0-9]*$/.test(token)) return [];
  const found = /[0-9]/.test(token) ? [token.replace(/[0-9]/g, "")] : telex(token);
  return Array.from(new Set(found)).filter((word) => word !== token);
}

function telex(token) {
  const vowel = token.search(/[aeiouyw]/);
  const first = vowel < 0 ? token.length : vowel;
  const head = token.slice(0, first).replace(/dd/g, "d");
  // After the first vowel no syllable has s f r x j z: there they are tone keys.
  const tail = token
    .slice(first)
    .replace(/[sfrxjz]/g, "")
    .replace(/uw(?=ow)/g, "u")
    .replace(/([aou])w/g, "$1")
    .replace(/w/g, "u")
    .replace(/aa|ee|oo/g, (pair) => pair[0]);
  const words = [head + tail];
  // Many type a circumflex or the stroke of đ at the end: "caya" for cây, "dend" for đen.
  if (tail.length > 2 && "aeo".includes(tail.slice(-1)) && tail.slice(0, -1).includes(tail.slice(-1))) {
    words.push(head + tail.slice(0, -1));
  }
  if (head.startsWith("d") && tail.endsWith("d")) words.push(head + tail.slice(0, -1));
  return words;
}

// Edits (insert, delete, replace, swap neighbours) between two folded syllables.
export function distance(one, other) {
  const rows = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + differs);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, rows[i - 2][j - 2] + 1);
      }
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[one.length][other.length];
}
