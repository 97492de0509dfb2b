// A receipt whose words staff saw is changed for another before the talk is shown: ten new words, two of them typed
// back, and only then signed and stored. "Later" leaves it as it is; it is asked again next time.
import { hexOf } from "./hex.js";
import { KeptWords } from "./kept-words.js";
import { post } from "./post.js";
import { complain } from "./screens.js";
import { TwoWords } from "./two-words.js";

export class Replacement {
  // `read`: looks the matter up, {status, body}, and keeps what was read in the Worker. `lookup`: that of now;
  // `took(lookup)`: with the new words, after they were stored; `done`: what comes next, whatever was chosen.
  constructor({ root, screens, words, client, lookup, read, took, done }) {
    Object.assign(this, { root, screens, words, client, lookup, read, took, done });
    this.kept = new KeptWords(screens.get("fresh"));
    this.twoWords = new TwoWords(screens.get("typed"), words, (texts) => client.call("readWords", { texts }));
    this.on("later", () => done());
    this.on("change", () => this.make());
    this.on("fresh-kept", () => {
      this.twoWords.ask(this.kept.words);
      screens.finish("typed");
    });
    this.on("fresh-again", () => screens.finish("fresh"));
    this.on("take", () => this.take());
    this.twoWords.onEnter(() => this.take());
    screens.finish("handed");
  }

  on(name, act) {
    this.root.querySelector(`[data-${name}]`).onclick = act;
  }

  say(name, text) {
    this.root.querySelector(`[data-${name}]`).textContent = text;
  }

  async make() {
    const button = this.root.querySelector("[data-change]");
    button.disabled = true;
    this.say("change-progress", this.words.changing);
    try {
      const { words, bare } = await this.client.call("replace", { step: "words" });
      this.kept.show(words, bare);
      this.screens.finish("fresh");
    } catch {
      complain(this.screens.get("handed"), this.words.cannot_seal);
    }
    this.say("change-progress", "");
    button.disabled = false;
  }

  async take() {
    const [screen, button] = [this.screens.get("typed"), this.root.querySelector("[data-take]")];
    if (button.disabled || !(await this.twoWords.right())) return;
    button.disabled = true;
    this.say("take-progress", this.words.changing);
    try {
      const problem = await this.store();
      if (problem) complain(screen, problem, this.twoWords.fields[0]);
    } catch {
      complain(screen, this.words.change_offline, this.twoWords.fields[0]);
    }
    this.say("take-progress", "");
    button.disabled = false;
  }

  // "" when the new words are the matter's; else what to say.
  async store() {
    const replacement = await this.client.call("replace", { step: "sign" });
    const { status, body } = await post(this.root.dataset.replace, { lookup: this.lookup, replacement });
    if (body.code === "newer") {
      // A message came in between: it is read, so that the next try is signed after it.
      await this.read();
      return body.message;
    }
    // Stored before, with an answer that was lost: the old words find nothing any more.
    if (status !== 201 && body.code !== "replaced") return body.message;
    const { lookup } = await this.client.call("replace", { step: "take" });
    this.forget();
    this.took(hexOf(lookup));
    const found = await this.read();
    if (found.status !== 200) return found.body.message;
    this.done(this.words.changed);
    return "";
  }

  forget() {
    this.kept.forget();
    this.twoWords.forget();
  }
}
