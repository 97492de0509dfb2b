// What follows once a report is with its office: the ten words, two of them typed back, what comes next. It is brought
// with the sealing modules, before anything is sent: afterwards there may be no network to bring it over.
import { KeptWords, showNext } from "./kept-words.js";
import { TwoWords } from "./two-words.js";

export class Filed {
  // `read`: from typed texts to the words of the list. `left`: what is done when the words are let go.
  constructor(root, screens, words, read, left) {
    this.root = root;
    this.screens = screens;
    this.words = words;
    this.left = left;
    this.kept = new KeptWords(screens.get("receipt"));
    this.twoWords = new TwoWords(screens.get("kept"), words, read);
    this.part("done").addEventListener("click", () => {
      this.twoWords.ask(this.kept.words);
      screens.finish("kept");
    });
    this.part("show-again").addEventListener("click", () => screens.finish("receipt"));
    this.part("kept").addEventListener("click", () => this.leave());
    this.twoWords.onEnter(() => this.leave());
  }

  part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  // `next` is null for a report that waits on this device.
  show({ words, bare }, next) {
    this.kept.show(words, bare);
    this.arrived(next);
    this.part("status-address").textContent = location.host + this.root.dataset.status;
    this.screens.finish("receipt");
  }

  arrived(next) {
    for (const each of this.root.querySelectorAll("[data-arrived]")) each.hidden = !next;
    for (const each of this.root.querySelectorAll("[data-waits]")) each.hidden = Boolean(next);
    showNext(this.part("next-dates"), next ?? [], this.words.latest);
  }

  // The receipt may be left once two of its words came back from wherever they were kept.
  async leave() {
    if (!(await this.twoWords.right())) return;
    this.left();
    this.screens.finish("gone");
  }

  forget() {
    this.kept.forget();
    this.twoWords.forget();
  }
}
