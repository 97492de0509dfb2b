// Text that a stranger wrote, made visible and nothing else: no markup, no direction tricks, no invisible letters,
// and a page that stays quick however long it is.
import { make, word } from "./page.js";

// Control characters, joiners, direction marks, invisible operators, tags: what is there but cannot be seen.
// A zero-width joiner or variation selector belongs to emoji and Indic scripts, and is shown all the same: an
// officer must be able to see that two names alike on the screen are not the same letters.
const HIDDEN = /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc]|[\u{e0000}-\u{e0fff}])\1*/gu;
const CHUNK = 4000;
const FIRST = 20000;
// Each sign is an element of its own; a text made of nothing else must not make a million.
const MOST_SIGNS = 500;

// Fills `box` with `text`; beyond the first pages behind a button.
export function showText(box, text) {
  const plain = String(text).replace(/\r\n?/g, "\n");
  box.dir = "auto";
  box.classList.add("stranger");
  box.classList.toggle("long", plain.length > CHUNK);
  const signs = { left: MOST_SIGNS, seen: false };
  const first = plain.length > FIRST ? cut(plain, FIRST) : plain.length;
  box.replaceChildren(...chunks(plain.slice(0, first), signs));
  if (first < plain.length) {
    const more = make("button", { text: word("whole"), className: "button-link", type: "button" });
    more.addEventListener("click", () => more.replaceWith(...chunks(plain.slice(first), signs)));
    box.append(more);
  }
  if (signs.seen) box.prepend(make("p", { text: word("hidden_signs"), className: "signs-note small", dir: "ltr" }));
}

// A few words around what was looked for, which is marked: [{text, hit}]. The same care, on one line.
export function showPieces(box, parts) {
  const signs = { left: MOST_SIGNS, seen: false };
  box.dir = "auto";
  for (const { text, hit } of parts) {
    const shown = pieces(text.replace(/\s+/g, " "), signs);
    box.append(...(hit ? [make("mark", {}, ...shown)] : shown));
  }
}

function chunks(text, signs) {
  const found = [];
  for (let at = 0; at < text.length; ) {
    const end = text.length - at > CHUNK ? cut(text, at + CHUNK) : text.length;
    const chunk = make("div", { className: "chunk", dir: "auto" });
    chunk.append(...pieces(text.slice(at, end), signs));
    found.push(chunk);
    at = end;
  }
  return found;
}

// Where to cut: after a line if there is one near, never inside a surrogate pair.
function cut(text, near) {
  const line = text.lastIndexOf("\n", near);
  if (line > near - CHUNK / 2) return line + 1;
  const code = text.charCodeAt(near - 1);
  return code >= 0xd800 && code <= 0xdbff ? near - 1 : near;
}

function pieces(text, signs) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (signs.left-- <= 0) {
      found.push(text.slice(at).replace(HIDDEN, "\ufffd"));
      return found;
    }
    found.push(text.slice(at, match.index), sign(match));
    signs.seen = true;
    at = match.index + match[0].length;
  }
  found.push(text.slice(at));
  return found;
}

function sign([run, one]) {
  const name = `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const times = run.length / one.length;
  return make("bdi", { text: times > 1 ? `${name} ×${times}` : name, className: "sign" });
}
