// Reports near by that may be about the same: shown before another is written, with a button for "I see it too".
import { fill } from "./carried.js";
import { post } from "./post.js";
import { postWorking } from "./working.js";

export class Nearby {
  constructor(box, words, worker) {
    Object.assign(this, { box, words, worker, found: [] });
  }

  get isEmpty() {
    return !this.found.length;
  }

  async ask(about) {
    try {
      const { status, body } = await post(this.box.dataset.ask, about);
      this.found = status === 200 ? body.reports : [];
    } catch {
      this.found = []; // a report is written without it
    }
    this.box.replaceChildren(...this.found.map((report) => this.row(report)));
  }

  row(report) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: report.url, target: "_blank", rel: "noopener", textContent: report.title });
    const because = Object.assign(document.createElement("p"), { className: "soft small", textContent: [report.state, ...report.because].join(" · ") });
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--plain button--small", textContent: this.words.me_too });
    button.setAttribute("aria-label", `${this.words.me_too}: ${report.title}`);
    const told = Object.assign(document.createElement("p"), { className: "progress-words" });
    told.setAttribute("role", "status");
    button.addEventListener("click", () => void this.support(report, button, told));
    const title = document.createElement("h2");
    title.append(link);
    item.append(title, because, button, told);
    return item;
  }

  async support({ support }, button, told) {
    button.disabled = true;
    told.textContent = this.words.sending_support;
    try {
      const { status, body } = await postWorking(support, "{}", this.worker, () => (told.textContent = this.words.working));
      button.hidden = status === 201;
      told.textContent = status === 201 ? fill(this.words.supported, { number: body.supported }) : body.message;
    } catch {
      told.textContent = this.words.support_offline;
    }
    button.disabled = false;
  }

  forget() {
    this.found = [];
    this.box.replaceChildren();
  }
}
