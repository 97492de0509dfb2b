// Beside what is open: matters that may tell of the same thing, with the reason; under a category that is being chosen:
// the words that speak for one; both while a report is written down. The Worker works them out, and they decide nothing.
import * as keys from "./keys.js";
import { addressOf, make, word } from "./page.js";
import { placed } from "./search.js";
import { showPieces } from "./shown.js";

// The office's day, as "2026-11-30".
const TODAY = new Intl.DateTimeFormat("sv", { timeZone: "Asia/Ho_Chi_Minh" });

// Into the section of an open matter's panel; hidden where there is nothing to say.
export async function showAlike(article) {
  const section = article.querySelector("[data-alike]");
  if (!section) return;
  const found = await keys.alike({ ref: article.dataset.matter }).catch(() => []);
  if (article.isConnected) listAlike(section, found);
}

function listAlike(section, found) {
  section.hidden = !found.length;
  section.querySelector("ul").replaceChildren(...found.map((each) => make("li", {}, row(each))));
}

function row({ ref, clear, sameArea, days, count, phrases }) {
  const one = make("a", { className: "row", href: `#${ref}`, "data-ref": ref, "data-open": addressOf("matter", ref) });
  const reasons = [
    sameArea ? word("alike_place") : word("alike_elsewhere"),
    days ? word("alike_days", { days }) : word("alike_day"),
    word("alike_words", { count }),
  ];
  const said = make("small");
  showPieces(said, [{ text: `${reasons.join("; ")}: ` }, ...phrases.flatMap((text, i) => [{ text: i ? ", " : "" }, { text, hit: true }])]);
  one.append(make("b", { text: clear.title }), placed(clear), make("span", { className: "tags" }, said));
  return one;
}

// Under the question after a category, when a matter's words speak for some.
export async function showHints(form) {
  const field = form.querySelector("[name=category]")?.closest(".field");
  if (!field || field.querySelector("[data-hints]")) return;
  const found = await keys.hints({ ref: form.dataset.matter }).catch(() => []);
  if (!found.length || !form.isConnected || field.querySelector("[data-hints]")) return;
  const list = make("ul", { className: "small", "data-hints": "" });
  listHints(list, found);
  field.append(make("p", { text: word("hints"), className: "hint" }), list);
}

const listHints = (list, found) =>
  list.replaceChildren(...found.map(({ label, words }) => make("li", { text: `${label}: ${words.map((each) => `\u201c${each}\u201d`).join(", ")}` })));

const PAUSE_MS = 400;
let turn = 0; // of several letters typed only the last is answered

// Under a report that is being written down, of the words as they stand: they go to the Worker and nowhere else.
export async function showWhileWriting(form) {
  const mine = ++turn;
  await new Promise((done) => setTimeout(done, PAUSE_MS));
  if (mine !== turn || !form.isConnected) return;
  const text = Array.from(form.querySelectorAll("[data-story]"), ({ value }) => value).join("\n");
  const area = JSON.parse(form.dataset.intake).areas[new FormData(form).get("area")];
  const clear = { area, received_on: TODAY.format() };
  const [same, spoken] = await Promise.all([keys.alike({ text, clear }), keys.hints({ text })]).catch(() => [[], []]);
  if (mine !== turn || !form.isConnected) return;
  listAlike(form.querySelector("[data-alike]"), same);
  const section = form.querySelector("[data-hinted]");
  section.hidden = !spoken.length;
  listHints(section.querySelector("[data-hints]"), spoken);
}
