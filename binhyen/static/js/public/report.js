// The report: one document, one question per screen; sealed in a Worker, sent as one JSON body, answered by a receipt.
import { missing } from "../sealing/support.js";
import { carried, fill } from "./carried.js";
import { showDuty } from "./duty.js";
import { addressee, choices, nameOf } from "./office-choice.js";
import { Unreachable } from "./post.js";
import { hamletOf, takeFragment } from "./poster.js";
import { Screens, complain } from "./screens.js";
import { letGo, sealer } from "./sealer.js";
import { Spilled } from "./spilled.js";
import { compose } from "./story.js";
import { waitsHere } from "./waiting.js";
import { postWorking } from "./working.js";

const STEPS = { group: 1, category: 1, urgent: 1, commune: 2, conflict: 3, place: 4, story: 5, name: 6, check: 7 };
// Refusals after which the same bytes would be refused again.
const SEAL_ANEW = new Set(["directory", "refused", "reused", "broken", "attachments"]);

const root = document.getElementById("report");
const form = root.querySelector("[data-form]");
const language = root.dataset.lang;
const words = carried("words");
let table = carried("directory");
const attaching = carried("attaching").words;
let preparing = 0; // choices of files that are not among them yet
let attached = null; // what comes with the report: attachments.js, once the question is shown
let sending = null; // its way to the server, kept through a failed send, so that it goes on where it stopped
let filed = null; // what follows once it is sent
let keeping = null; // what keeps it on this device: keeping.js
let sealed = null; // {posted: JSON text, words, bare}: kept through a failed send, so that the same bytes go again
let keptHere = ""; // the key of the report that waits on this device since this page kept it
let left = false; // the words were let go, or the page was: nothing comes back onto the screen

const part = (name) => root.querySelector(`[data-${name}]`);
const field = (id) => document.getElementById(id);
const back = part("back");
const send = part("send");

const picked = (name) => form.querySelector(`[data-radio="${name}"]:checked`)?.value ?? "";
const commune = () => (field("commune") ? field("commune").value : picked("commune"));
const conflict = () => picked("conflict") === "yes";
const named = () => picked("named") !== "none";
// Who would keep the other half of the key to the name.
const custodian = () => table.offices[addressee(table, commune(), picked("category"), conflict()).office.custodian];
const urgency = () => form.querySelector('[data-radio="category"]:checked')?.dataset.urgency;

const brought = takeFragment();
// What this device knows of certificates, where somebody installed the pages; nothing on any other.
const floors = navigator.serviceWorker
  ?.getRegistration()
  .then((shell) => shell && import("./serials.js"))
  .then((serials) => serials?.known(table, root.dataset.worker))
  .catch(() => null);
const screens = new Screens(root, prepare);
const spilled = new Spilled(words);
// --- the questions ---

// What is wrong with a screen's answer, in words; "" when one may go on.
const CHECKS = {
  group: () => (picked("group") ? "" : words.choose),
  category: () => (picked("category") ? "" : words.choose),
  urgent: () => "",
  commune: () => (commune() ? "" : words.choose_commune),
  conflict: () => (picked("conflict") ? "" : words.choose),
  place: () => "",
  story: () => {
    if (preparing || attached?.drawing) return attaching.preparing;
    if (attached?.voice.isOn) return attaching.still_recording;
    if (!field("story").value.trim() && !attached?.items.length) {
      return part("closed").hidden ? attaching.write_or_record : words.write_story;
    }
    const most = Number(root.dataset.longest);
    return field("story").value.length > most ? fill(words.story_too_long, { limit: most }) : "";
  },
  name: () => (named() && !field("who").value.trim() && !field("contact").value.trim() ? words.write_name : ""),
};

function next(name) {
  const order = Object.keys(STEPS).filter((each) => each !== "urgent" || urgency() === "U1");
  const following = order.slice(order.indexOf(name) + 1);
  // Coming from "Sửa" on the last screen, one goes back there, past what is already answered.
  if (!reviewed) return following[0];
  return following.find((each) => each === "check" || CHECKS[each]() || (each === "urgent" && name === "category"));
}

let reviewed = false;

function prepare(name) {
  document.title = document.title.replace(`${words.wrong} `, "");
  back.hidden = name === "group" || !(name in STEPS);
  const step = part("step");
  step.hidden = !(name in STEPS);
  if (name in STEPS) {
    step.querySelector("p").textContent = fill(words.step, { step: STEPS[name], total: 7 });
    step.querySelector("progress").value = STEPS[name];
  }
  part("plain-link")?.toggleAttribute("hidden", !(name in STEPS));
  if (name === "category") {
    for (const each of form.querySelectorAll("[data-group]")) each.hidden = each.dataset.group !== picked("group");
  }
  if (name === "urgent") {
    for (const each of form.querySelectorAll("[data-urgent]")) each.hidden = each.dataset.urgent !== picked("category");
  }
  if (name === "story") bring().catch(() => {}); // asked again by whatever needs it
  else attached?.voice.withdraw();
  if (name === "check") {
    reviewed = true;
    review();
  }
}

function forward(screen) {
  const name = screen.dataset.screen;
  const wrong = CHECKS[name]();
  if (screen.querySelector(".error")) complain(screen, wrong, name === "name" ? field("who") : null);
  if (wrong) {
    document.title = `${words.wrong} ${document.title.replace(`${words.wrong} `, "")}`;
    screen.querySelector(".error").scrollIntoView({ block: "center" });
    visibleField(screen)?.focus({ preventScroll: true });
    return;
  }
  screens.go(next(name));
}

const visibleField = (screen) =>
  Array.from(screen.querySelectorAll("textarea, select, input")).find((each) => each.offsetParent !== null);

function changed({ target }) {
  outOfDate();
  const name = target.dataset.radio;
  if (name === "group") {
    const own = form.querySelector(`[data-group="${target.value}"] [data-radio="category"]:checked`);
    if (!own) for (const each of form.querySelectorAll('[data-radio="category"]')) each.checked = false;
  }
  if (name === "commune" || target === field("commune")) {
    for (const each of form.querySelectorAll('[data-radio="conflict"]')) each.checked = false;
    placed();
  }
  if ((name === "category" || name === "conflict") && commune()) placed();
  if (name === "named") part("named").hidden = !named();
  if (target === field("story") || target.closest("[data-named]")) warm();
}

// Any change makes what was sealed before out of date.
function outOfDate() {
  sealed = sending = null;
}

async function bring() {
  const { Attachments } = await import("./attachments.js");
  attached ??= new Attachments(part("attachments"), outOfDate);
  return attached;
}

// Files are taken out of their field at once: while the network brings what adds them, more may be chosen, and the
// same file again after it was taken away.
async function choose(input) {
  const files = Array.from(input.files);
  input.value = "";
  preparing++;
  try {
    const box = await bring();
    await box.chosen(input.dataset.kind, files);
  } catch {
    complain(screens.get("story"), attaching.not_added, field("story"));
  }
  preparing--;
}

// The commune is known: its office by name, its hamlets, its duty telephone.
function placed() {
  const found = choices(table, commune(), picked("category"));
  if (!found) return;
  for (const each of root.querySelectorAll("[data-office-name]")) each.textContent = nameOf(found.office, language);
  for (const each of root.querySelectorAll("[data-upper-name]")) each.textContent = nameOf(found.upper, language);
  const keeper = custodian();
  part("custodian").textContent = keeper ? nameOf(keeper, language) : "";
  field("name-keep").parentElement.hidden = !keeper;
  if (!keeper && picked("named") === "keep") field("name-no").click();
  const hamlets = ["", ...found.area.hamlets].map((name) => {
    const option = document.createElement("option");
    option.value = name;
    option.textContent = name || words.unknown_hamlet;
    return option;
  });
  const chosen = field("hamlet").value;
  field("hamlet").replaceChildren(...hamlets);
  if (found.area.hamlets.includes(chosen)) field("hamlet").value = chosen;
  // Somebody who reports the office's own people is not sent to its telephone.
  const to = conflict() || !found.office.duty_phone ? found.upper : found.office;
  showDuty(words.duty, language === "en" ? to.name_en : to.name, to.duty_phone);
}

// Somebody scanned a poster: where it hangs is filled in, and may be changed.
function fillIn({ commune: code, hamlet }) {
  const area = table.areas.find((each) => each.code === code);
  if (!area) return;
  if (field("commune")) field("commune").value = code;
  else field(`commune-${code}`).checked = true;
  placed();
  field("hamlet").value = hamletOf(area, hamlet);
  for (const each of root.querySelectorAll("[data-brought]")) each.hidden = false;
}

// --- check and send ---

function review() {
  const found = choices(table, commune(), picked("category"));
  const label = form.querySelector('[data-radio="category"]:checked')?.nextElementSibling.textContent ?? "";
  const place = [field("hamlet").value, field("place").value.trim()].filter(Boolean).join(", ");
  const who = named() ? [field("who").value.trim(), field("contact").value.trim()].filter(Boolean).join(", ") : "";
  const answers = {
    category: label,
    commune: found?.area.name ?? "",
    conflict: conflict() ? words.conflict_yes : words.conflict_no,
    place: place || words.not_said,
    story: field("story").value.trim(),
    name: who || words.anonymous,
    files: attached?.summary() ?? attaching.none,
  };
  for (const [name, text] of Object.entries(answers)) root.querySelector(`[data-answer="${name}"]`).textContent = text;
  const to = addressee(table, commune(), picked("category"), conflict());
  part("reader").textContent = to ? nameOf(to.office, language) : "";
  part("progress").textContent = "";
  if (!sealed) failed("");
  release();
  warm();
}

// The eight words of the oversight keys this page trusts, worked out here and not taken from the server's text.
async function showRootWords() {
  const shown = part("root-words");
  if (shown.textContent) return;
  const { rootWords } = await import("../sealing/directory.js");
  shown.textContent = rootWords(table.roots).join(" ");
}

const worker = () => sealer(root.dataset.worker);
const readWords = (texts) => worker().then((client) => client.call("readWords", { texts }));

// What may be needed when there is no network to bring it over, brought before anything is sent.
async function afterwards() {
  const all = Promise.all([import("./filed.js"), import("./keeping.js")]);
  const [{ Filed }, brought] = await all.catch(() => Promise.reject(new Unreachable()));
  filed ??= new Filed(root, screens, words, readWords, clear);
  keeping = brought;
}

const warm = () => void Promise.all([worker(), afterwards()]).catch(() => {});

function failed(message) {
  part("failure").hidden = !message;
  part("failure-words").textContent = message;
  part("progress").textContent = "";
  // What comes with files is sent before it is sealed whole: only the open page can go on with it.
  const unsent = message === words.offline;
  part("keep").hidden = !(unsent && sealed && !sending && globalThis.indexedDB);
  part("no-keep").hidden = !(unsent && attached?.items.length);
  release();
  if (message) {
    part("failure").scrollIntoView({ block: "center" });
    part("failure").focus({ preventScroll: true });
  }
}

// From here until a failure was told, or the words are on the screen, nothing can be changed: a report that arrived
// while its page had let go of its words would be a report without a receipt, and the next press would send another.
async function sendIt() {
  if (screens.held || unanswered()) return;
  hold(true);
  part("failure").hidden = true;
  try {
    if (!sealed) {
      const typed = ["story", "place", "who", "contact"].map((id) => field(id).value).join("\n");
      const stop = await spilled.stops(await worker(), typed);
      if (stop) return failed(stop);
    }
    await afterwards();
    const report = (sealed ??= await seal());
    part("progress").textContent = words.sending;
    const solving = () => (part("progress").textContent = words.working);
    answered(report, await postWorking(root.dataset.file, report.posted, worker, solving));
  } catch (problem) {
    if (problem.code === "flood") attached.close(problem.message);
    if (problem instanceof Unreachable) failed(problem.message || (problem.full ? attaching.full : words.offline));
    else failed(words[problem.code] ?? (problem.name === "CertificateRefused" ? words.certificate : words.cannot_seal));
  }
}

// Back and forward lead past the questions' own checks: to a commune without an answer about its office, to a voice that
// is still being recorded. What is missing is asked for before anything is sealed.
function unanswered() {
  const name = Object.keys(CHECKS).find((each) => CHECKS[each]());
  if (!name) return false;
  screens.go(name);
  forward(screens.get(name));
  return true;
}

async function seal() {
  part("progress").textContent = words.making_keys;
  const client = await worker();
  const { area, office } = addressee(table, commune(), picked("category"), conflict());
  const found = choices(table, commune(), picked("category"));
  const input = {
    directory: { installation: table.installation, roots: table.roots, threshold: table.threshold, floors: (await floors) ?? {} },
    certificate: office.certificate,
    custodian: custodian()?.certificate,
    kind: table.kind,
    category: picked("category"),
    area,
    story: compose({
      text: field("story").value.trim(),
      commune: { code: found.area.code, name: found.area.name },
      hamlet: field("hamlet").value,
      place: field("place").value.trim(),
      conflict: conflict(),
      identity: picked("named"),
      language,
    }),
    who: { choice: picked("named"), name: field("who").value.trim(), contact: field("contact").value.trim() },
  };
  const tip = attached?.items.length ? await sealWithFiles(client, input) : await client.call("sealTip", { input });
  return { posted: JSON.stringify(tip.posted), words: tip.words, bare: tip.bare };
}

// Each file leaves sealed before the story that names it.
async function sealWithFiles(client, input) {
  const attach = (step, more = {}) => client.call("attach", { step, ...more });
  if (!sending) {
    await attach("start", { input });
    const { Sending } = await import("./upload.js");
    const seal = async (kind, content) => ({ ...(await attach("seal", { kind, content })), next: () => attach("next") });
    const told = (state) => (part("progress").textContent = attached.sending(state));
    sending = new Sending(root.dataset.uploads, attached.items, seal, told);
  }
  return attach("finish", { story: input.story, who: input.who, attachments: await sending.run() });
}

function hold(on) {
  screens.held = on;
  back.hidden = on;
  for (const button of [send, ...form.querySelectorAll("[data-change]")]) button.disabled = on;
}

function release() {
  hold(false);
  send.querySelector("span").textContent = sealed ? words.send_again : words.send;
}

function answered(report, { status, body }) {
  if (left) return undefined;
  if (status === 200 || status === 201) return stored(report, body.next ?? []);
  if (SEAL_ANEW.has(body.code)) outOfDate();
  if (body.directory) {
    table = body.directory;
    placed();
    review();
  }
  return failed(body.message ?? words.offline);
}

// The sealed report stays on this device, because the resident says so, and leaves it when there is a network.
async function keepIt() {
  if (screens.held) return;
  hold(true);
  const report = sealed;
  try {
    await keeping.keep(root.dataset.file, report.posted, (keptHere ||= crypto.randomUUID()));
  } catch {
    failed(carried("keeping").not_kept);
    return;
  }
  stored(report, null);
  void keeping.sendLater(root.dataset.worker, carried("keeping"), toldOfKept);
}

async function sendKept() {
  keeping ??= await import("./keeping.js");
  await keeping.sendAll(root.dataset.worker, carried("keeping"), toldOfKept);
}

function toldOfKept(text, { answers = [], refused = false } = {}) {
  const note = part("kept-note");
  note.hidden = false;
  note.querySelector("p").textContent = text;
  note.lastElementChild.hidden = !refused;
  if (!filed) return;
  const own = answers.find(({ key }) => key === keptHere);
  if (own?.body.kept) filed.arrived(own.body.next ?? []);
  else if (refused) note.scrollIntoView({ block: "center" }); // the words below it open nothing
}

// `next` is null for a report that waits on this device.
function stored(report, next) {
  if (left) return;
  filed.show(report, next);
  // Nothing of the report stays on this device but the words on the screen.
  empty();
}

function clear() {
  left = true;
  filed?.forget();
  letGo();
  empty();
}

function empty() {
  outOfDate();
  attached?.forget();
  spilled.forget();
  form.reset();
  for (const each of root.querySelectorAll("[data-answer]")) each.textContent = "";
}

// --- begin ---

function begin() {
  // Only now do radios belong together: before, no field had a name that a form could send.
  for (const each of form.querySelectorAll("[data-radio]")) each.name = each.dataset.radio;
  form.reset();
  fillIn(brought);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  for (const button of form.querySelectorAll("[data-next]")) {
    button.addEventListener("click", () => forward(button.closest("[data-screen]")));
    button.disabled = false;
  }
  for (const button of form.querySelectorAll("[data-change]")) {
    button.addEventListener("click", () => screens.go(button.dataset.change));
  }
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    form.querySelector("[data-screen]:not([hidden]) [data-next]")?.click();
  });
  back.addEventListener("click", () => history.back());
  part("attachments").addEventListener("click", ({ target }) => bring().then((box) => box.pressed(target)));
  part("attachments").addEventListener("change", ({ target }) => void choose(target));
  part("root-words").closest("details").addEventListener("toggle", showRootWords);
  send.addEventListener("click", sendIt);
  part("keep-it").addEventListener("click", keepIt);
  waitsHere()
    .then((waits) => waits && sendKept())
    .catch(() => {}); // the next visit asks again
  // Leaving while the report is on its way would leave its words behind; "Thoát nhanh", which blanks the page, may.
  addEventListener("beforeunload", (event) => {
    if (screens.held && !left && !document.body.hidden) event.preventDefault();
  });
  addEventListener("pagehide", clear);
  // Brought back from memory, the page is as it was when it was opened: empty.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

if (missing().length) {
  part("unable").hidden = false;
  form.hidden = true;
  part("step").hidden = true;
} else {
  begin();
}
