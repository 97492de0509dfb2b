// The desk: one document. The address bar holds the matter's reference and nothing else; fragments come and go.
import { show as showPane } from "../panes.js";
import { toast as say } from "../toast.js";
import * as acts from "./acts.js";
import * as address from "./address.js";
import { showAlike, showHints, showWhileWriting } from "./alike.js";
import * as content from "./content.js";
import * as custody from "./custody.js";
import * as gate from "./gate.js";
import { watch } from "./idle.js";
import { sealName } from "./identity.js";
import * as intake from "./intake.js";
import * as keys from "./keys.js";
import { start as startKeyboard } from "./keyboard.js";
import { addresses, addressOf, word } from "./page.js";
import { printNodes, printSheet } from "./paper.js";
import { askFor, regrant } from "./renewal.js";
import { sealReceipt, takeRenewed } from "./receipt.js";
import * as recovery from "./recovery.js";
import { putDown, wipe as wipeRound } from "./round-carried.js";
import { count as countKept } from "./round-kept.js";
import * as search from "./search.js";
import { get, Offline, onSessionEnd } from "./server.js";
import { focusOn, place } from "./swap.js";
import { sealUnreadable } from "./unreadable.js";

const desk = document.querySelector(".desk");
const queue = document.getElementById("queue");
const list = document.getElementById("queue-list");
const panel = document.getElementById("panel");
const dialog = document.getElementById("dialog");
const REF = /^[a-z2-7]{26}$/;

// One sentence at a time: the last is what counts.
function toast(words) {
  for (const old of document.querySelectorAll("#status .toast:not(.idle)")) old.remove();
  say(words);
}

let queueAddress = addresses.queue;
// Where a matter opened in passing goes back to: {back, fact}.
let returning = null;

const idle = watch({ lock });
onSessionEnd(async (message) => {
  await gate.signInAgain(message);
  // Signing in emptied the Worker, and with it the index; whoever waits for an answer does not wait for that.
  search.begin();
});
keys.whenKeysChange(async () => {
  await gate.unlockAgain(word("new_keys"));
  search.begin();
});

async function begin() {
  await gate.enter();
  idle.start();
  search.begin();
  const ref = location.hash.slice(1);
  await Promise.all([fetchQueue(), REF.test(ref) ? openMatter(ref, { keep: true }) : null]);
}

async function lock() {
  clear();
  await gate.lock();
  await begin();
}

// What was opened leaves the page with the keys; the queue too, because it names what the office works on.
function clear() {
  idle.stop();
  content.forget();
  intake.forget();
  takeRenewed();
  acts.forget();
  search.forget();
  list.replaceChildren();
  panel.replaceChildren();
  if (dialog.open) dialog.close();
  dialog.replaceChildren();
  document.getElementById("sheet")?.remove();
}

// Says a failure in words instead of leaving a dead page.
async function trying(work) {
  try {
    return await work();
  } catch (problem) {
    toast(problem instanceof Offline ? word("no_connection") : word("failed"));
    return null;
  }
}

const fetchQueue = (from = queueAddress) =>
  trying(async () => {
    const { status, html } = await get(from);
    if (status !== 200) return;
    queueAddress = from;
    place(list, html);
    mark();
    search.follow(list.querySelectorAll(".row"));
  });

function mark() {
  const ref = panel.querySelector("[data-matter]")?.dataset.matter;
  for (const row of queue.querySelectorAll(".row")) row.ariaCurrent = row.dataset.ref === ref ? "true" : null;
}

// Of several matters asked for in haste, only the last is shown.
let asked = 0;

const openMatter = (ref, { keep = false } = {}) =>
  trying(async () => {
    const turn = ++asked;
    const { html } = await get(addressOf("matter", ref));
    if (turn !== asked) return;
    if (!keep) address.set(ref);
    showMatter(html);
  });

function showMatter(html) {
  acts.forget();
  place(panel, html);
  const article = panel.querySelector("article[data-matter]");
  mark();
  showPane(desk, "panel");
  panel.scrollTop = 0;
  focusOn(panel, "#matter-title");
  if (!article) return;
  if (article.dataset.said) toast(article.dataset.said);
  content.openInto(article);
}

const openPart = (from, hash) =>
  trying(async () => {
    const turn = ++asked;
    const { html } = await get(from);
    if (turn !== asked) return;
    content.forget();
    acts.forget();
    place(panel, html);
    mark();
    if (hash) address.set(hash);
    showPane(desk, "panel");
    focusOn(panel, "#matter-title");
    const devices = panel.querySelector("[data-devices]");
    if (devices) (await import("./devices.js")).start(devices, { reopen: openPart, say: toast });
    if (panel.querySelector("[data-office-keys]")) (await import("./office-keys.js")).start(panel, { reopen: openPart, say: toast });
  });

async function openAct(from) {
  await acts.openForm(panel, from);
  const form = panel.querySelector("#act form[data-matter]");
  if (form) await showHints(form);
}

// What is half written in the panel, or in the dialog over it.
const isUnsent = () => acts.isUnsent(panel) || (dialog.open && acts.isUnsent(dialog));
const mayLeave = (unsent = isUnsent()) => !unsent || confirm(word("leave_unsaved"));

document.addEventListener("click", (event) => {
  const control = event.target.closest("a[data-queue], [data-open], [data-act], [data-open-new], [data-cancel], [data-hear], [data-lock], [data-sign-out], [data-print]");
  if (!control) return;
  const { dataset } = control;
  if ("lock" in dataset) return void lockByHand();
  if ("signOut" in dataset) return void leave();
  if ("print" in dataset) return void print(control);
  // A row opened in a new tab is a desk of its own, locked.
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (dataset.queue) return void fetchQueue(dataset.queue);
  if (dataset.act) return void (mayLeave() && trying(() => openAct(dataset.act)));
  if (dataset.openNew) return void openNew(dataset);
  if ("cancel" in dataset) return void cancel(control);
  if ("hear" in dataset) return void custody.hear(control.form);
  if (!mayLeave()) return;
  if (dataset.ref) openMatter(dataset.ref);
  else openPart(dataset.open, dataset.hash);
});

document.addEventListener("submit", (event) => {
  const kinds = ["act-form", "intake", "renewal", "regrant", "recovery"];
  const form = event.target.closest(kinds.map((kind) => `form[data-${kind}]`).join());
  if (!form) return;
  event.preventDefault();
  if (form.matches("[data-renewal]")) return void askFor(form, panel);
  if (form.matches("[data-regrant]")) return void regrant(form, panel);
  if (form.matches("[data-recovery]")) return void recovery.keep(form, panel);
  if (form.matches("[data-intake]")) file(form);
  else record(form);
});

// What was opened is compared with what was read before; what came since is read first.
document.addEventListener("desk:opened", async ({ target: article }) => {
  if (!search.knows(article.dataset.matter)) await search.refresh(article.dataset.matter).catch(() => null);
  if (article.isConnected) showAlike(article);
});

document.addEventListener("desk:indexed", () => {
  const article = panel.querySelector("article[data-matter]");
  if (article) showAlike(article);
  compareWritten();
});

// A report that is being written down, as it stands now.
function compareWritten() {
  const form = panel.querySelector("form[data-intake][data-seals]");
  if (form) showWhileWriting(form);
}

document.addEventListener("input", ({ target }) => target.closest("form[data-intake][data-seals]") && compareWritten());

document.addEventListener("desk:behind", () => {
  const article = panel.querySelector("article[data-matter]");
  if (article) content.openInto(article);
});

async function record(form) {
  const { dataset } = form;
  const seal = "custody" in dataset ? custody.sealAnswer : "name" in dataset ? sealOfName : "renews" in dataset ? sealOfReceipt : "unreadable" in dataset ? sealUnreadable : acts.sealAct;
  const html = await acts.submit(form, { seal });
  if (html === null) return;
  showMatter(html);
  showReceipt(takeRenewed());
  // Its state, and perhaps its words, are others now.
  search.refresh(form.dataset.matter).catch(() => null);
  await fetchQueue();
}

async function sealOfName(form) {
  const { matter, sealed } = form.dataset;
  return sealName(form, content.openNow(matter) ?? (await content.read(matter, sealed)));
}

async function sealOfReceipt(form) {
  const { matter, sealed } = form.dataset;
  return sealReceipt(form, content.openNow(matter) ?? (await content.read(matter, sealed)));
}

// Ten words for the resident, on top of the matter: shown once.
function showReceipt(made) {
  const article = panel.querySelector("article[data-matter]");
  const template = article?.querySelector("template[data-receipt-template]");
  if (!made || !template) return;
  const section = intake.receipt(made, template);
  article.querySelector("header").after(section);
  section.focus();
}

async function file(form) {
  const html = await acts.submit(form, { seal: intake.sealIntake });
  if (html === null) return void compareWritten();
  if (dialog.open) {
    const ref = refIn(html);
    dialog.close();
    const { back, fact } = returning;
    returning = null;
    const keeping = panel.querySelector("#act form");
    return void trying(() => acts.openForm(panel, `${back}?${new URLSearchParams({ [fact]: ref })}`, { keeping }));
  }
  showMatter(html);
  address.set(panel.querySelector("article[data-matter]").dataset.matter);
  showReceipt(intake.takeFiled());
  await fetchQueue();
}

function refIn(html) {
  const holder = document.createElement("div");
  place(holder, html);
  return holder.querySelector("[data-matter]").dataset.matter;
}

// Another kind of matter, opened from within an act that points at it.
function openNew({ openNew: from, back, fact }) {
  return trying(async () => {
    const { html } = await get(from);
    returning = { back, fact };
    place(dialog, html);
    dialog.querySelector("h2").id = "dialog-title";
    dialog.showModal();
  });
}

function cancel(control) {
  if (!mayLeave(acts.isUnsent(control.form ?? panel))) return undefined;
  if (dialog.contains(control)) return dialog.close();
  if (acts.closeForm(panel)) return undefined;
  panel.replaceChildren();
  address.set("");
  return showPane(desk, "queue");
}

function print(control) {
  const article = control.closest("article");
  if (control.dataset.print === "receipt") {
    return printNodes([control.closest("[data-receipt]").cloneNode(true)]);
  }
  const found = content.openNow(article.dataset.matter);
  const story = found?.opened.intake?.messages.find(({ kind }) => kind === "story");
  return printSheet(article.querySelector("template[data-minutes]"), { ...story?.content, ...intake.whoIs(article.dataset.matter), ...found?.who });
}

async function leave() {
  clear();
  await gate.signOut();
  void putRoundAway();
  await begin();
}

async function lockByHand() {
  const locked = lock();
  void putRoundAway();
  await locked;
}

// Whoever locks by hand or signs out leaves nothing of a round to whoever sits here next. What was recorded and not sent is
// asked about: it lies there as ciphertext, and would be lost. A desk that locks by itself while its officer walks keeps it.
async function putRoundAway() {
  const waiting = await countKept();
  if (!waiting || confirm(word("round_unsent", { number: waiting }))) await wipeRound();
  else await putDown();
}

const isOpen = () => document.body.dataset.desk === "open";

address.follow({
  // Signing in over the page keeps what lies beneath; a locked desk has nothing there.
  mayLeave: () => (isOpen() ? mayLeave() : !panel.querySelector("#matter-title")),
  go(ref) {
    if (!isOpen()) return;
    if (dialog.open) dialog.close();
    if (REF.test(ref)) return void openMatter(ref, { keep: true });
    // Of a matter that is still on its way, nothing is shown any more.
    asked += 1;
    content.forget();
    panel.replaceChildren();
    mark();
    showPane(desk, "queue");
  },
});

// Escape closes a dialog by itself.
dialog.addEventListener("cancel", (event) => {
  if (event.target === dialog && !mayLeave(acts.isUnsent(dialog))) event.preventDefault();
});

addEventListener("beforeunload", (event) => {
  if (isOpen() && isUnsent()) event.preventDefault();
});

// The back button's memory of a page keeps what was opened: leaving is locking.
addEventListener("pagehide", () => {
  panel.replaceChildren();
  search.forget();
  list.replaceChildren();
  for (const field of document.querySelectorAll("#gate input, #gate textarea")) field.value = "";
});
addEventListener("pageshow", (event) => {
  if (event.persisted) lock();
});

startKeyboard({
  queue,
  back() {
    if (!mayLeave() || acts.closeForm(panel)) return;
    showPane(desk, "queue");
  },
});

begin();
