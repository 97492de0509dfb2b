// Beside what is open: matters that may tell of the same thing, with the reason; under a category that is being chosen:
// the words that speak for one. Both are worked out by the Worker and decide nothing.
import { addressOf, make, word } from "./page.js";
import { alike, hints, placed } from "./search.js";
import { showPieces } from "./shown.js";

// Into the section of an open matter's panel; hidden where there is nothing to say.
export async function showAlike(article) {
  const section = article.querySelector("[data-alike]");
  if (!section) return;
  const found = await alike(article.dataset.matter).catch(() => []);
  if (!article.isConnected) return;
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
  const found = await hints(form.dataset.matter).catch(() => []);
  if (!found.length || !form.isConnected || field.querySelector("[data-hints]")) return;
  const list = make("ul", { className: "small", "data-hints": "" });
  for (const { label, words } of found) {
    list.append(make("li", { text: `${label}: ${words.map((each) => `\u201c${each}\u201d`).join(", ")}` }));
  }
  field.append(make("p", { text: word("hints"), className: "hint" }), list);
}
