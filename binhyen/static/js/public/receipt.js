// The receipt: ten words checked word by word, stretched in the Worker, the talk opened there and shown as text.
import { missing } from "../sealing/support.js";
import { carried, fill } from "./carried.js";
import { forgetClaim, offerClaim, tellReward } from "./claim.js";
import { showDuty } from "./duty.js";
import { hexOf } from "./hex.js";
import { post, Unreachable } from "./post.js";
import { forgetProof, offerProof } from "./prove.js";
import { Replying } from "./replying.js";
import { Screens, complain } from "./screens.js";
import { letGo, sealer } from "./sealer.js";
import { Spilled } from "./spilled.js";

const root = document.getElementById("receipt");
const directory = carried("directory");
const words = carried("words");
const typed = document.getElementById("words-typed");
const reply = document.getElementById("reply");
const sure = document.getElementById("withdraw-sure");
const part = (name) => root.querySelector(`[data-${name}]`);
const screens = new Screens(root, () => {});
const spilled = new Spilled(words);
const replying = new Replying();
let lookup = ""; // hex; opens nothing by itself, and the server keeps only its hash
let offer = ""; // of the reward that stands, by the hash of its entry
let replacement = null; // of a receipt whose words staff saw

// --- the words ---

// What is wrong, and the word that may be meant.
function explain({ code, details = {} }) {
  const at = { position: details.position, suggestion: details.suggestion, other: details.swapped_with };
  if (code === "unknown_word") return fill(words.words_unknown, at);
  if (code === "check" && details.swapped_with) return fill(words.words_swapped, at);
  if (code === "check" && details.suggestion) return fill(words.words_check_at, at);
  if (code === "check") return words.words_check;
  if (code === "is_phrase") return words.words_phrase;
  if (code === "ambiguous") return words.words_ambiguous;
  return fill(words.words_count, { number: tokens().length });
}

// Runs of letters and digits with their places; numbers alone ("1. gạo") only count the words.
const tokens = () => Array.from(typed.value.matchAll(/[\p{L}\p{M}\p{N}]+/gu)).filter(([run]) => !/^\d+$/.test(run));

function suggest(details = {}) {
  const use = part("use");
  part("suggest").hidden = !details.suggestion;
  if (!details.suggestion) return;
  use.textContent = fill(words.use_suggestion, details);
  use.onclick = () => {
    const token = tokens()[details.position - 1];
    if (!token) return;
    const [run] = token;
    typed.value = typed.value.slice(0, token.index) + details.suggestion + typed.value.slice(token.index + run.length);
    suggest();
    complain(screens.get("words"), "", typed);
    typed.focus();
  };
}

function refuseWords(text, details) {
  complain(screens.get("words"), text, typed);
  suggest(details);
  part("progress").textContent = "";
  part("open").disabled = false;
  typed.focus();
}

async function open() {
  if (part("open").disabled) return;
  part("open").disabled = true;
  complain(screens.get("words"), "", typed);
  suggest();
  try {
    const client = await sealer(root.dataset.worker);
    await client.call("checkReceipt", { words: typed.value });
    part("progress").textContent = words.stretching;
    const opened = await client.call("openReceipt", { words: typed.value, installation: directory.installation });
    lookup = hexOf(opened.lookup);
    part("progress").textContent = words.looking;
    const { status, body } = await post(root.dataset.lookup, { lookup });
    if (status !== 200) return refuseWords(body.message);
    const { handed } = await show(client, body);
    // From here the Worker holds the keys and the page has no need of the words.
    typed.value = "";
    part("progress").textContent = "";
    part("open").disabled = false;
    if (handed) await change(client);
    else screens.finish("matter");
  } catch (problem) {
    if (problem instanceof Unreachable) refuseWords(words.lookup_offline);
    else if (problem.name === "WordsError") refuseWords(explain(problem), problem.details);
    else refuseWords(problem.name === "Browser" ? words.cannot_seal : words.envelope_refused);
  }
}

async function change(client) {
  const { Replacement } = await import("./replace.js");
  const read = async () => {
    const found = await post(root.dataset.lookup, { lookup });
    if (found.status === 200) await show(client, found.body);
    return found;
  };
  const took = (found) => (lookup = found);
  const done = (text = "") => {
    screens.finish("matter");
    part("changed").hidden = !text;
    part("changed").querySelector("p").textContent = text;
  };
  replacement = new Replacement({ root, screens, words, client, lookup, read, took, done });
}

// --- the matter ---

async function show(client, answer) {
  const talk = await client.call("readTalk", { bundle: answer.bundle, directory });
  part("state").textContent = answer.state_words;
  const [first] = answer.next;
  part("due").textContent = first ? fill(words.due, first) : answer.note;
  for (const name of ["category", "office"]) root.querySelector(`[data-fact="${name}"]`).textContent = answer[name];
  root.querySelector('[data-fact="received"]').textContent = answer.received_on;
  const mine = talk.messages.map(({ side }) => side).lastIndexOf("resident");
  part("talk").replaceChildren(...talk.messages.map((each, i) => said(each, i > mine)));
  part("new").hidden = mine === talk.messages.length - 1;
  part("no-talk").hidden = talk.messages.length > 0;
  const broken = part("talk-error");
  broken.hidden = talk.refused.length === 0;
  broken.querySelector("span").textContent = words.envelope_refused;
  part("complain").hidden = !answer.appeal;
  for (const [name, text] of Object.entries(answer.appeal ?? {})) {
    root.querySelector(`[data-appeal="${name}"]`).textContent = text;
  }
  part("withdraw").hidden = !answer.may_withdraw;
  part("withdrawing").textContent = answer.withdrawing;
  part("rate").hidden = !answer.may_rate;
  part("dispute").hidden = !answer.may_dispute;
  showDuty(words.duty, answer.office, answer.duty_phone);
  const offered = answer.reward?.offer ?? "";
  if (offered !== offer) forgetClaim(part);
  offer = offered;
  tellReward(part, answer.reward);
  part("passed").hidden = !answer.passed.length;
  part("passed").querySelector("ol").replaceChildren(...answer.passed.map(passed));
  part("answers").hidden = !answer.answers.length;
  part("answers").querySelector("ol").replaceChildren(...answer.answers.map(answered));
  part("renewed").hidden = !answer.renewed;
  part("renewed").querySelector("p").textContent = answer.renewed;
  const arrived = replying.read(talk);
  if (arrived && arrived === reply.value.trim()) reply.value = "";
  part("unread").hidden = true;
  return { ...talk, arrived };
}

const line = (tag, words, className = "") => Object.assign(document.createElement(tag), { textContent: words, className });

function passed({ office, on, what }) {
  const item = document.createElement("li");
  item.append(line("h3", office), line("p", `${on} · ${what}`, "soft small"));
  return item;
}

// What the office said in the open: an answer with its proof, or why it took no further.
function answered({ what, on, reason, text }) {
  const item = document.createElement("li");
  item.append(line("h3", what), line("p", [on, reason].filter(Boolean).join(" · "), "soft small"), Object.assign(line("p", text), { lang: "vi" }));
  return item;
}

function said({ side, officeName, content }, isNew) {
  const item = document.createElement("li");
  item.classList.toggle("mine", side === "resident");
  const who = document.createElement("p");
  who.className = "who";
  who.textContent = side === "resident" ? words.you : (officeName ?? words.office);
  if (isNew) who.append(" · ", Object.assign(document.createElement("b"), { textContent: words.new }));
  const text = document.createElement("p");
  text.textContent = typeof content?.text === "string" ? content.text : "";
  item.append(who, text);
  return item;
}

// --- answering ---

// Whether it was stored. `screen`, `field`, `progress`: where what is wrong is said, and what goes on.
async function send(content, kind, button, done, { screen, field, progress }) {
  const limit = Number(root.dataset.longest);
  if (content.length > limit) {
    complain(screen, fill(words.reply_too_long, { limit }), field);
    return false;
  }
  button.disabled = true;
  complain(screen, "", field);
  progress.textContent = words.sealing_reply;
  let stored = false;
  try {
    const client = await sealer(root.dataset.worker);
    const stop = (await spilled.stops(client, content)) || (await arrivedBefore(content, kind));
    if (stop) {
      progress.textContent = "";
      complain(screen, stop, field);
      return false;
    }
    const { status, body } = await replying.send(client, root.dataset.reply, lookup, content, kind);
    stored = status === 201;
    progress.textContent = stored ? done : "";
    if (!stored) complain(screen, body.message, field);
  } catch (problem) {
    progress.textContent = "";
    complain(screen, sendingFailed(problem), field);
    return false;
  } finally {
    button.disabled = false;
  }
  // Read again in every case: the next message must come after the last one there is. What fails here is told apart
  // from the sending, which was answered.
  if (!(await readAgain())) progress.textContent = `${progress.textContent} ${words.not_read_again}`.trim();
  return stored;
}

function sendingFailed(problem) {
  if (problem instanceof Unreachable) return words.reply_offline;
  return problem.name === "Browser" ? words.cannot_seal : words.envelope_refused;
}

// What to say when a message that is not this one turns out to have arrived; "" to go on. Throws Unreachable.
async function arrivedBefore(content, kind) {
  if (!replying.mustRead(content, kind)) return "";
  const { status, body } = await post(root.dataset.lookup, { lookup });
  if (status !== 200) return body.message;
  const { arrived } = await show(await sealer(root.dataset.worker), body);
  return arrived && words.reply_arrived;
}

// Whether the talk that stands on the page is that of now.
async function readAgain() {
  const button = part("read-again");
  button.disabled = true;
  try {
    const { status, body } = await post(root.dataset.lookup, { lookup });
    if (status === 200) await show(await sealer(root.dataset.worker), body);
    part("unread").hidden = status === 200;
  } catch {
    part("unread").hidden = false;
  }
  button.disabled = false;
  return part("unread").hidden;
}

// What was done once and is offered no more is told where it stays to be seen, with what follows from it.
function tell(text) {
  part("changed").hidden = false;
  part("changed").querySelector("p").textContent = text;
  part("state").focus();
}

async function sendReply() {
  const typedNow = reply.value;
  const text = typedNow.trim();
  if (!text) return complain(part("reply-form"), words.reply_empty, reply);
  const to = { screen: part("reply-form"), field: reply, progress: part("reply-progress") };
  const stored = await send(text, "message", part("send-reply"), words.reply_sent, to);
  // What was typed while it was on its way has not been sent.
  if (stored && reply.value === typedNow) reply.value = "";
}

async function sendRating() {
  const screen = part("rate-form");
  const remark = document.getElementById("remark");
  const [picked] = Array.from(screen.querySelectorAll("[data-rating]")).filter((each) => each.checked);
  if (!picked) return complain(screen, words.choose_rating, remark);
  const label = picked.nextElementSibling.textContent;
  const text = [fill(words.rating_text, { rating: label }), remark.value.trim()].filter(Boolean).join("\n");
  const to = { screen, field: remark, progress: part("rate-progress") };
  if (!(await send(text, `rated_${picked.dataset.rating}`, part("send-rating"), words.rated, to))) return;
  screen.reset();
  if (part("rate").hidden) tell(words.rated);
}

async function dispute() {
  const field = document.getElementById("disputed");
  const text = field.value.trim();
  if (!text) return complain(part("dispute-form"), words.dispute_empty, field);
  const to = { screen: part("dispute-form"), field, progress: part("dispute-progress") };
  if (!(await send(text, "disputed", part("send-dispute"), words.disputed, to))) return undefined;
  field.value = "";
  if (part("dispute").hidden) tell(words.disputed);
  return undefined;
}

async function withdraw() {
  const to = { screen: part("withdraw"), field: sure, progress: part("withdraw-progress") };
  const stored = await send(words.withdraw_text, "withdrawn", part("send-withdraw"), words.withdrawn, to);
  if (stored) sure.checked = false;
  part("send-withdraw").disabled = !sure.checked;
  if (stored && part("withdraw").hidden) tell(words.withdrawn);
}

// --- begin and end ---

function forget() {
  typed.value = reply.value = lookup = "";
  sure.checked = false;
  part("rate-form").reset();
  part("dispute-form").reset();
  spilled.forget();
  replying.forget();
  forgetProof(part);
  forgetClaim(part);
  offer = "";
  part("talk").replaceChildren();
  replacement?.forget();
  letGo();
}

function begin() {
  for (const form of root.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
  typed.value = reply.value = "";
  typed.addEventListener("input", () => {
    void sealer(root.dataset.worker).catch(() => {});
    suggest();
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    open();
  });
  part("open").addEventListener("click", open);
  part("open").disabled = false;
  part("send-reply").addEventListener("click", sendReply);
  for (const each of root.querySelectorAll("[data-rating]")) each.name = "rating";
  part("send-rating").addEventListener("click", sendRating);
  part("send-dispute").addEventListener("click", dispute);
  sure.addEventListener("change", () => (part("send-withdraw").disabled = !sure.checked));
  part("send-withdraw").addEventListener("click", withdraw);
  part("read-again").addEventListener("click", readAgain);
  const client = () => sealer(root.dataset.worker);
  offerClaim(part, root.dataset.claims, words, async () => ({ client: await client(), lookup, offer }), readAgain);
  offerProof(part, root.dataset.proofs, words, async () => ({ client: await client(), lookup }));
  part("close").addEventListener("click", () => {
    forget();
    location.replace(root.dataset.home);
  });
  addEventListener("pagehide", forget);
  // Brought back from memory, the page is as it was when it was opened: empty.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

if (missing().length) {
  part("unable").hidden = false;
  screens.get("words").hidden = true;
} else {
  begin();
}
