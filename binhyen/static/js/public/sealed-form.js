// Anything that a resident seals besides a report: one question per screen, sealed in a Worker, sent as one JSON body,
// answered by a receipt. What is asked stands in the page (templates/public/sealed_form.html): this knows no purpose.
// What is special about one hangs on by `begin(own)`: a module that answers any of the questions in Own below.
import { missing } from "../sealing/support.js";
import { carried, fill } from "./carried.js";
import { showDuty } from "./duty.js";
import { addressee, choices, nameOf } from "./office-choice.js";
import { pause, Unreachable } from "./post.js";
import { Screens, complain } from "./screens.js";
import { letGo, sealer } from "./sealer.js";
import { Spilled } from "./spilled.js";
import { compose } from "./story.js";
import { postWorking } from "./working.js";

// Refusals after which the same bytes would be refused again.
const SEAL_ANEW = new Set(["directory", "refused", "reused", "broken", "too_far"]);
// Before a page that was left open sends by itself what the network did not take.
const AGAIN_MS = 20000;

// What a purpose may say otherwise. Every one of these does nothing, or the usual.
class Own {
  skips() { return false; } // whether the screen of this name is not asked now
  lacking() { return []; } // of a screen, what else must be answered: [[its box, what to say]]
  async leaving() {} // a screen was answered; what must be known before the next one
  shown() {} // a screen came up
  changed() {} // something was answered otherwise
  placed() {} // the commune is known, with its {area, office, upper}
  answer() { return undefined; } // what the last screen says of a question
  told() { return {}; } // {story, open}: what is sealed besides, and what is said in the open beside it
  seal(client, input) { return client.call("sealTip", { input }); }
  deliver(made, solving) { return postWorking(root.dataset.file, made.posted, worker, solving); }
  async keep() { return false; } // whether it was put by on this device, to be sent later
  async bring() {} // what may be needed once there is no network; throws Unreachable
  begin() {}
  forget() {}
}

const root = document.getElementById("sealed");
const form = root.querySelector("[data-form]");
let own = new Own();
const language = root.dataset.lang;
export const words = carried("words");
let table = carried("directory");
let sealed = null; // {posted: JSON text, words, bare}: kept through a failed send, so that the same bytes go again
let filed = null; // what follows once it is sent
let reviewed = false;
let left = false; // the words were let go, or the page was: nothing comes back onto the screen

export const part = (name) => root.querySelector(`[data-${name}]`);
export const field = (id) => document.getElementById(id);
export const said = (name) => form.querySelector(`[data-radio="${name}"]:checked`)?.value ?? "";
export const commune = () => (field("commune") ? field("commune").value : said("commune"));
export const conflict = () => said("conflict") === "yes";
const named = () => said("named") !== "none";
export const told = (name) => form.querySelector(`[data-story="${name}"]`)?.value.trim() ?? "";
const to = () => addressee(table, commune(), said("category"), conflict());
export const worker = () => sealer(root.dataset.worker);

export const screens = new Screens(root, shown);
const spilled = new Spilled(words);
const every = Array.from(form.querySelectorAll("[data-screen]"), (each) => each.dataset.screen);
const steps = () => every.filter((name) => !own.skips(name));
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
  return [...wrong, ...own.lacking(screen)];
}

export async function forward(screen) {
  for (const box of screen.querySelectorAll(".field")) if (box.querySelector(".error")) complain(box, "");
  const wrong = lacking(screen);
  for (const [box, text] of wrong) complain(box, text);
  if (!wrong.length) return leave(screen);
  document.title = `${words.wrong} ${document.title.replace(`${words.wrong} `, "")}`;
  const [box] = wrong[0];
  box.querySelector(".error").scrollIntoView({ block: "center" });
  return Array.from(box.querySelectorAll("textarea, select, input")).find((each) => each.offsetParent !== null)?.focus({ preventScroll: true });
}

async function leave(screen) {
  const name = screen.dataset.screen;
  const button = screen.querySelector("[data-next]");
  if (button) button.disabled = true;
  await own.leaving(name);
  if (button) button.disabled = false;
  // Somebody who went back meanwhile is not taken forward.
  if (screens.current === name) screens.go(following(name));
}

// Coming from "Sửa" on the last screen, one goes back there, past what is already answered.
function following(name) {
  const later = steps().filter((each) => every.indexOf(each) > every.indexOf(name));
  return reviewed ? later.find((each) => each === "check" || lacking(screens.get(each)).length) : later[0];
}

function shown(name) {
  document.title = document.title.replace(`${words.wrong} `, "");
  const at = steps().indexOf(name) + 1;
  part("back").hidden = at < 2;
  part("step").hidden = !at;
  step(at);
  own.shown(name);
  if (name === "check") review();
}

function step(at) {
  part("step").querySelector("p").textContent = fill(words.step, { step: at, total: steps().length });
  Object.assign(part("step").querySelector("progress"), { value: at, max: steps().length });
}

function changed({ target }) {
  sealed = null;
  if (target.dataset.radio === "commune" || target === field("commune")) {
    for (const each of form.querySelectorAll('[data-radio="conflict"]')) each.checked = false;
  }
  if (commune()) placed();
  part("named").hidden = !named();
  own.changed(target);
  if (target.matches("textarea")) warm();
}

// Any change makes what was sealed before out of date.
export function outOfDate() {
  sealed = null;
}

// The commune is known: its office by name, and whom to call.
function placed() {
  const found = choices(table, commune(), said("category"));
  if (!found) return;
  for (const each of root.querySelectorAll("[data-office-name]")) each.textContent = nameOf(found.office, language);
  for (const each of root.querySelectorAll("[data-upper-name]")) each.textContent = nameOf(found.upper, language);
  const shownOffice = conflict() || !found.office.duty_phone ? found.upper : found.office;
  showDuty(words.duty, language === "en" ? shownOffice.name_en : shownOffice.name, shownOffice.duty_phone);
  own.placed(found);
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
    shownAnswer.textContent = own.answer(name) ?? shownAnswer.textContent;
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
  await own.bring();
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
    answered(made, await own.deliver(made, solving, (text) => (part("progress").textContent = text)));
  } catch (problem) {
    if (problem instanceof Unreachable) return unsent(problem);
    else failed(words[problem.code] ?? (problem.name === "CertificateRefused" ? words.certificate : words.cannot_seal));
  }
}

// What no network took is put by on this device where its purpose does so, and else sent from the open page.
async function unsent(problem) {
  const made = sealed;
  if (made && (await own.keep(made).catch(() => false))) return stored(made, null);
  failed(problem.message || words.offline);
  if (!made) return undefined;
  await pause(AGAIN_MS);
  if (sealed === made && screens.current === "check" && !screens.held && !left) await send();
  return undefined;
}

// Back and forward lead past the questions' own checks: what is missing is asked for before anything is sealed.
function unanswered() {
  const name = steps().find((each) => lacking(screens.get(each)).length);
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
  const more = own.told();
  Object.assign(story, more.story);
  // What is said in the open is not signed: its hash under the seal lets whoever reads both see whether it was altered.
  const open = more.open && (await client.call("digest", { value: more.open }));
  if (open) story.open_sha256 = open.sha256;
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
  const { posted, ...made } = await own.seal(client, input);
  return { ...made, posted: JSON.stringify(open ? { ...posted, open: open.value } : posted) };
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
    return stored(made, body.next ?? []);
  }
  if (SEAL_ANEW.has(body.code)) sealed = null;
  if (body.directory) {
    table = body.directory;
    placed();
    review();
  }
  return failed(body.message ?? words.offline);
}

// `next` is null for what waits on this device.
function stored(made, next) {
  if (left) return;
  filed.show(made, next);
  // Nothing of it stays on this page but the words on the screen.
  empty();
}

// What waited on this device has arrived after all.
export const arrived = (next) => filed?.arrived(next);

function clear() {
  left = true;
  filed?.forget();
  letGo();
  empty();
}

function empty() {
  sealed = null;
  spilled.forget();
  own.forget();
  form.reset();
  for (const each of root.querySelectorAll("[data-answer]")) each.textContent = "";
}

// --- begin ---

function ready() {
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
  own.begin();
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

// `special`: an object with any of the methods of Own.
export function begin(special = {}) {
  own = Object.assign(new Own(), special);
  if (!missing().length) return ready();
  part("unable").hidden = false;
  form.hidden = true;
  part("step").hidden = true;
  return undefined;
}
