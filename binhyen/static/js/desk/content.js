// Opens what is sealed of the matter in the panel, in the Worker, and shows it. Nothing is shown that was not checked.
import { attachmentsOf, forgetAttachments } from "./attached.js";
import { inWords } from "./gate.js";
import { nameOf } from "./identity.js";
import * as keys from "./keys.js";
import { make, why, word } from "./page.js";
import { renewalOf } from "./receipt.js";
import { post } from "./server.js";
import { showText } from "./shown.js";
import { sayingSo } from "./unreadable.js";

// What is open now: {ref, office, opened, content}. The forms seal their messages for it, the minutes print it.
let current = null;

export const openNow = (ref) => (current?.ref === ref ? current : null);

export function forget() {
  current = null;
  forgetAttachments();
}

// Reads the matter anew (a reading is noted) and shows it in the panel, if it is still there.
export async function openInto(article) {
  const region = article.querySelector("[data-content]");
  if (!region) return;
  forget();
  try {
    const found = await read(article.dataset.matter, article.dataset.sealed);
    if (!article.isConnected) return;
    current = found;
    await show(region, found);
    article.dispatchEvent(new CustomEvent("desk:opened", { bubbles: true, detail: found }));
  } catch (problem) {
    const words = problem.code === "no_grant" || problem.code === "no_office" ? word("cannot_open") : explain(problem);
    const shut = ["EnvelopeRefused", "GrantRefused"].includes(problem.name) && problem.code !== "no_grant";
    const offered = shut ? sayingSo(problem.found) : [];
    region.replaceChildren(make("p", { text: words, className: "sealed", role: "alert" }), ...offered);
  }
}

// A bundle from the server, opened by the Worker.
export async function read(ref, address) {
  const { status, json } = await post(address, {});
  if (status !== 200) throw Object.assign(new Error(word("failed")), { told: true });
  try {
    return { ref, ...json, opened: await keys.open(json.office, json.bundle) };
  } catch (problem) {
    throw Object.assign(problem, { found: { ref, ...json } });
  }
}

// A refused signature is not a slip of this browser: somebody must hear of it.
export function explain(problem) {
  const refused = ["AuthorRefused", "BirthRefused", "CertificateRefused", "EnvelopeRefused", "GrantRefused", "RotationRefused"].includes(problem.name);
  return refused ? word("not_believed") : inWords(problem);
}

async function show(region, found) {
  const { ref, opened, labels, said, attachments } = found;
  region.replaceChildren(...nameOf(found));
  for (const message of opened.intake?.messages ?? []) {
    const written = message.side === "office" ? "story_staff" : "story";
    const words = message.kind === "identity_reason" ? word(message.kind) : (labels.text ?? word(written));
    region.append(make("h3", { text: words }), story(message.content, labels));
  }
  region.append(...(await altered(opened.intake, found.open)));
  region.append(...attachmentsOf(ref, opened.intake, attachments));
  region.append(...refusals(opened.intake));
  if (opened.intake && !opened.intake.messages.some(({ kind }) => kind === "story")) region.append(...sayingSo(found));
  if (!opened.talk) return;
  region.append(make("h3", { text: labels.talk ?? word("talk") }));
  const talk = make("ul", { className: "talk" });
  for (const message of opened.talk.messages) talk.append(spoken(message, said[message.ref]));
  if (opened.talk.messages.length) region.append(talk);
  else if (!opened.talk.refused.length) region.append(make("p", { text: word("no_talk"), className: "soft" }));
  region.append(...refusals(opened.talk), ...renewalOf(found));
}

// What stands in the open beside the story is signed by nobody; the story names its hash, so that a change shows.
async function altered(intake, open) {
  const named = intake?.messages.find(({ kind }) => kind === "story")?.content?.open_sha256;
  if (typeof named !== "string" || !open) return [];
  const { digestOf } = await import("../sealing/birth.js");
  return digestOf(open) === named ? [] : [make("p", { text: word("open_altered"), className: "sealed", role: "alert" })];
}

function story(content, labels) {
  const box = make("div", { className: "story", tabindex: "0", role: "group" });
  const fields = content !== null && typeof content === "object" ? content : {};
  const text = make("div");
  showText(text, typeof fields.text === "string" ? fields.text : "");
  box.append(text);
  const list = make("dl", { className: "facts" });
  for (const [name, label] of Object.entries(labels)) {
    const value = inText(fields[name]);
    if (!value || ["language", "identity", "text"].includes(name)) continue;
    const shown = make("dd");
    showText(shown, value);
    list.append(make("dt", { text: label }), shown);
  }
  if (list.childElementCount) box.append(list);
  return box;
}

function inText(value) {
  if (typeof value === "string") return value;
  if (value !== null && typeof value === "object" && typeof value.name === "string") return value.name;
  return value === true ? "✓" : "";
}

function spoken(message, said) {
  const item = make("li", { className: message.side === "office" ? "mine" : "" });
  const who = said ? `${said.who} · ${said.when}` : (message.officeName ?? "");
  const text = make("div");
  const content = message.content;
  showText(text, content !== null && typeof content === "object" && typeof content.text === "string" ? content.text : "");
  item.append(make("p", { text: who, className: "who" }), text);
  return item;
}

function refusals(stream) {
  return (stream?.refused ?? []).map(({ code }) => make("p", { text: word("refused", { why: why(code) }), className: "sealed", role: "alert" }));
}
