// Two of the ten words, at places chosen by chance, typed back from paper: a receipt that nobody wrote down is found
// out while the words can still be seen. Printing and the QR code help to keep them and prove nothing here.
import { fill } from "./carried.js";
import { complain } from "./screens.js";

export class TwoWords {
  // `read`: from typed texts to the words of the list, or null for each that is none.
  constructor(screen, said, read) {
    this.screen = screen;
    this.said = said;
    this.read = read;
    this.fields = Array.from(screen.querySelectorAll("[data-kept-word]"));
    this.asked = []; // [{position, word}]
  }

  ask(words) {
    this.forget();
    const places = words.map((word, index) => ({ position: index + 1, word }));
    const drawn = this.fields.map(() => places.splice(below(places.length), 1)[0]);
    this.asked = drawn.sort((one, other) => one.position - other.position);
    this.fields.forEach((field, i) => {
      field.labels[0].textContent = fill(this.said.word_at, this.asked[i]);
    });
  }

  // Whether both are right; if not, it says which is not, and never what it should be.
  async right() {
    const found = await this.read(this.fields.map((field) => field.value)).catch(() => null);
    if (!this.asked.length) return false;
    const wrong = found ? this.asked.filter(({ word }, i) => found[i] !== word) : [];
    const text = found ? wrong.map((place) => fill(this.said.word_wrong, place)).join(" ") : this.said.cannot_seal;
    this.fields.forEach((field, i) => field.setAttribute("aria-invalid", String(wrong.includes(this.asked[i]))));
    const first = this.fields[Math.max(0, this.asked.indexOf(wrong[0]))];
    complain(this.screen, text, first);
    if (text) first.focus();
    return !text;
  }

  onEnter(act) {
    for (const field of this.fields) {
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        act();
      });
    }
  }

  forget() {
    this.asked = [];
    for (const field of this.fields) {
      field.value = "";
      field.removeAttribute("aria-invalid");
    }
    complain(this.screen, "", this.fields[0]);
  }
}

// A number from 0, below `limit`. Which places are asked for is no secret; it only should not be guessed beforehand.
const below = (limit) => Math.floor(Math.random() * limit);
