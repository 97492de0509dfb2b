// Anything that a resident seals besides a report: one question per screen, sealed in a Worker, sent as one JSON body,
// answered by a receipt. What is asked stands in the page (templates/public/sealed_form.html): this knows no purpose.
import { missing } from "../sealing/support.js";
import { carried, fill } from "./carried.js";
import { showDuty } from "./duty.js";
import { addressee, choices, nameOf } from "./office-choice.js";
import { Unreachable } from "./post.js";
import { Screens, complain } from "./screens.js";
import { letGo, sealer } from "./sealer.js";
import { Spilled } from "./spilled.js";
import { compose } from "./story.js";
import { postWorking } from "./working.js";

// Refusals after which the same bytes would be refused again.
const SEAL_ANEW = new Set(["directory", "refused", "reused", "broken"]);

const root = document.getElementById("sealed");
const form = root.querySelector("[data-form]");
const language = root.dataset.lang;
const words = carried("words");
let table = carried("directory");
let sealed = null; // {posted: JSON text, words, bare}: kept through a failed send, so that the same bytes go again
let filed = null; // what follows once it is sent
let reviewed = false;
let left = false; // the words were let go, or the page was: nothing comes back onto the screen

const part = (name) => root.querySelector(`[data-${name}]`);
const field = (id) => document.getElementById(id);
const said = (name) => form.querySelector(`[data-radio="${name}"]:checked`)?.value ?? "";
const commune = () => (field("commune") ? field("commune").value : said("commune"));
const conflict = () => said("conflict") === "yes";
const named = () => said("named") !== "none";
const told = (name) => form.querySelector(`[data-story="${name}"]`)?.value.trim() ?? "";
const to = () => addressee(table, commune(), said("category"), conflict());
const worker = () => sealer(root.dataset.worker);

const screens = new Screens(root, shown);
const spilled = new Spilled(words);
const steps = Array.from(form.querySelectorAll("[data-screen]"), (each) => each.dataset.screen);
// What this device knows of certificates, where somebody installed the pages; nothing on any other.
const floors = navigator.serviceWorker
  ?.getRegistration()
  .then((shell) => shell && import("./serials.js"))
  .then((serials) => serials?.known(table, root.dataset.worker))
  .catch(() => null);

// --- the questions ---

// Of a screen, what still must be answered: [[its box, what to say]].
function lacking(screen) {
  const boxes = Array.from(screen.querySelectorAll("[data-required]"));
  const empty = boxes.filter((box) => {
    const radios = box.querySelectorAll("[data-radio]");
    if (radios.length) return !Array.from(radios).some((each) => each.checked);
    return !box.querySelector("input, textarea, select").value.trim();
  });
  const wrong = empty.map((box) => [box, box.dataset.required]);
  const long = [...screen.querySelectorAll("textarea")].filter((each) => each.value.length > Number(root.dataset.longest));
  wrong.push(...long.map((each) => [each.closest(".field"), fill(words.story_too_long, { limit: root.dataset.longest })]));
  if (screen.dataset.screen === "name" && named() && !field("who").value.trim() && !field("contact").value.trim()) {
    wrong.push([screen.querySelector(".field"), words.write_name]);
  }
  return wrong;
}

function forward(screen) {
  for (const box of screen.querySelectorAll(".field")) if (box.querySelector(".error")) complain(box, "");
  const wrong = lacking(screen);
  for (const [box, text] of wrong) complain(box, text);
  if (!wrong.length) return screens.go(following(screen.dataset.screen));
  document.title = `${words.wrong} ${document.title.replace(`${words.wrong} `, "")}`;
  const [box] = wrong[0];
  box.querySelector(".error").scrollIntoView({ block: "center" });
  return Array.from(box.querySelectorAll("textarea, select, input")).find((each) => each.offsetParent !== null)?.focus({ preventScroll: true });
}

// Coming from "Sửa" on the last screen, one goes back there, past what is already answered.
function following(name) {
  const later = steps.slice(steps.indexOf(name) + 1);
  return reviewed ? later.find((each) => each === "check" || lacking(screens.get(each)).length) : later[0];
}

function shown(name) {
  document.title = document.title.replace(`${words.wrong} `, "");
  const at = steps.indexOf(name) + 1;
  part("back").hidden = at < 2;
  part("step").hidden = !at;
  step(at);
  if (name === "check") review();
}

function step(at) {
  part("step").querySelector("p").textContent = fill(words.step, { step: at, total: steps.length });
  Object.assign(part("step").querySelector("progress"), { value: at, max: steps.length });
}

function changed({ target }) {
  sealed = null;
  if (target.dataset.radio === "commune" || target === field("commune")) {
    for (const each of form.querySelectorAll('[data-radio="conflict"]')) each.checked = false;
  }
  if (commune()) placed();
  part("named").hidden = !named();
  if (target.matches("textarea")) warm();
}

// The commune is known: its office by name, and whom to call.
function placed() {
  const found = choices(table, commune(), said("category"));
  if (!found) return;
  for (const each of root.querySelectorAll("[data-office-name]")) each.textContent = nameOf(found.office, language);
  for (const each of root.querySelectorAll("[data-upper-name]")) each.textContent = nameOf(found.upper, language);
  const shownOffice = conflict() || !found.office.duty_phone ? found.upper : found.office;
  showDuty(words.duty, language === "en" ? shownOffice.name_en : shownOffice.name, shownOffice.duty_phone);
}

// --- check and send ---

function review() {
  reviewed = true;
  const who = [field("who").value.trim(), field("contact").value.trim()].filter(Boolean).join(", ");
  for (const shownAnswer of root.querySelectorAll("[data-answer]")) {
    const name = shownAnswer.dataset.answer;
    const picked = form.querySelector(`[data-radio="${name}"]:checked`)?.nextElementSibling.firstChild.textContent;
    shownAnswer.textContent = picked ?? told(name);
    if (name === "commune") shownAnswer.textContent = choices(table, commune(), said("category"))?.area.name ?? "";
    if (name === "named") shownAnswer.textContent = named() ? who : words.unnamed;
  }
  part("reader").textContent = to() ? nameOf(to().office, language) : "";
  if (!sealed) failed("");
  release();
  warm();
}

// The eight words of the oversight keys this page trusts, worked out here and not taken from the server's text.
async function showRootWords() {
  const { rootWords } = await import("../sealing/directory.js");
  part("root-words").textContent = rootWords(table.roots).join(" ");
}

// What may be needed when there is no network to bring it over, brought before anything is sent.
async function afterwards() {
  const { Filed } = await import("./filed.js").catch(() => Promise.reject(new Unreachable()));
  const read = (texts) => worker().then((client) => client.call("readWords", { texts }));
  filed ??= new Filed(root, screens, words, read, clear);
}

const warm = () => void Promise.all([worker(), afterwards()]).catch(() => {});

function failed(message) {
  part("failure").hidden = !message;
  part("failure-words").textContent = message;
  part("progress").textContent = "";
  release();
  if (message) part("failure").focus();
}

// From here until a failure was told, or the words are on the screen, nothing can be changed: what arrived while its page
// had let go of its words would be without a receipt, and the next press would send another.
async function send() {
  if (screens.held || unanswered()) return;
  hold(true);
  part("failure").hidden = true;
  try {
    if (!sealed) {
      const typed = Array.from(form.querySelectorAll("input[type=text], textarea"), (each) => each.value).join("\n");
      const stop = await spilled.stops(await worker(), typed);
      if (stop) return failed(stop);
    }
    await afterwards();
    const made = (sealed ??= await seal());
    part("progress").textContent = words.sending;
    const solving = () => (part("progress").textContent = words.working);
    answered(made, await postWorking(root.dataset.file, made.posted, worker, solving));
  } catch (problem) {
    if (problem instanceof Unreachable) failed(words.offline);
    else failed(words[problem.code] ?? (problem.name === "CertificateRefused" ? words.certificate : words.cannot_seal));
  }
}

// Back and forward lead past the questions' own checks: what is missing is asked for before anything is sealed.
function unanswered() {
  const name = steps.find((each) => lacking(screens.get(each)).length);
  if (!name) return false;
  screens.go(name);
  forward(screens.get(name));
  return true;
}

async function seal() {
  part("progress").textContent = words.making_keys;
  const client = await worker();
  const { area, office } = to();
  const place = choices(table, commune(), said("category")).area;
  const story = compose({
    text: told("text"),
    commune: { code: place.code, name: place.name },
    hamlet: "",
    place: "",
    conflict: conflict(),
    identity: said("named"),
    language,
  });
  for (const each of form.querySelectorAll("[data-story]")) story[each.dataset.story] = each.value.trim();
  const input = {
    directory: { installation: table.installation, roots: table.roots, threshold: table.threshold, floors: (await floors) ?? {} },
    certificate: office.certificate,
    custodian: table.offices[office.custodian]?.certificate,
    kind: root.dataset.kind,
    category: said("category"),
    area,
    story,
    who: { choice: said("named"), name: field("who").value.trim(), contact: field("contact").value.trim() },
  };
  const made = await client.call("sealTip", { input });
  return { posted: JSON.stringify(made.posted), words: made.words, bare: made.bare };
}

function hold(on) {
  screens.held = on;
  part("back").hidden = on;
  for (const button of [part("send"), ...form.querySelectorAll("[data-change]")]) button.disabled = on;
}

function release() {
  hold(false);
  part("send").querySelector("span").textContent = sealed ? words.send_again : words.send;
}

function answered(made, { status, body }) {
  if (left) return undefined;
  if (status === 200 || status === 201) {
    filed.show(made, body.next ?? []);
    // Nothing of it stays on this device but the words on the screen.
    return empty();
  }
  if (SEAL_ANEW.has(body.code)) sealed = null;
  if (body.directory) {
    table = body.directory;
    placed();
    review();
  }
  return failed(body.message ?? words.offline);
}

function clear() {
  left = true;
  filed?.forget();
  letGo();
  empty();
}

function empty() {
  sealed = null;
  spilled.forget();
  form.reset();
  for (const each of root.querySelectorAll("[data-answer]")) each.textContent = "";
}

// --- begin ---

function begin() {
  // Only now do radios belong together: before, no field had a name that a form could send.
  for (const each of form.querySelectorAll("[data-radio]")) each.name = each.dataset.radio;
  form.reset();
  step(1);
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
  part("back").addEventListener("click", () => history.back());
  part("root-words").closest("details").addEventListener("toggle", showRootWords);
  part("send").addEventListener("click", send);
  // Leaving while it is on its way would leave its words behind; "Thoát nhanh", which blanks the page, may.
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
