// The door of the desk: sign in, second factor, lock and unlock. The phrase is typed once: its sign-in half goes to
// the server, its other half opens the office's keys in the Worker and never leaves it.
import { answer as askAuthenticator } from "../passkey.js";
import * as device from "./device.js";
import * as keys from "./keys.js";
import { addresses, word } from "./page.js";
import { getAtTheDoor, Offline, postAtTheDoor } from "./server.js";

const gate = document.getElementById("gate");
const views = new Map(Array.from(gate.querySelectorAll("[data-gate]"), (view) => [view.dataset.gate, view]));
const byDevice = gate.querySelector("[data-by-device]");
const field = (id) => document.getElementById(id);

let person = null;
let waiting = null; // {promise, resolve}: whoever waits for an open desk, all for the same one

gate.addEventListener("cancel", (event) => event.preventDefault());

// Resolves when the desk is open: somebody is signed in and the keys are in the Worker.
export async function enter() {
  const { promise } = wait();
  show("waiting");
  try {
    const { status, json } = await getAtTheDoor(addresses.who_am_i);
    if (status === 200 && json.next === "security") return location.assign(json.url);
    person = status === 200 ? json.person : null;
    show(person ? "locked" : "sign-in");
  } catch {
    show("sign-in");
    say("sign-in", word("no_connection"));
  }
  return promise;
}

// The session ended while the desk was open: sign in over the page, which keeps what was typed.
export function signInAgain(message) {
  const already = waiting;
  const { promise } = wait();
  if (already) return promise;
  show("sign-in");
  if (person) field("gate-username").value = person.username;
  say("sign-in", message);
  return promise;
}

// The office changed its keys while the desk was open: the phrase is typed again over the page, which keeps what was typed.
export function unlockAgain(message) {
  const already = waiting;
  const { promise } = wait();
  if (already) return promise;
  show("locked");
  say("locked", message);
  return promise;
}

function wait() {
  if (!waiting) {
    let resolve;
    const promise = new Promise((done) => (resolve = done));
    waiting = { promise, resolve };
  }
  return waiting;
}

export async function lock() {
  await keys.lock();
  wipe();
}

export async function signOut() {
  await lock();
  await postAtTheDoor(addresses.sign_out, {}).catch(() => null);
  person = null;
}

function show(name) {
  for (const [each, view] of views) view.hidden = each !== name;
  byDevice.hidden = !person?.devices || !device.isSupported();
  tellWho();
  document.body.dataset.desk = "gate";
  const view = views.get(name);
  gate.setAttribute("aria-labelledby", titleOf(view));
  if (!gate.open) gate.showModal();
  view.querySelector("input:not([hidden]), textarea")?.focus();
}

// Who sits here, and for which offices.
function tellWho() {
  const words = person ? [person.full_name, ...(person.offices ?? [])].join(" · ") : "";
  for (const place of document.querySelectorAll("[data-person]")) place.textContent = words;
}

// For whom no colleague has given the keys yet, the desk says so instead of failing matter by matter.
function tellKeyless(offices) {
  const place = document.querySelector("[data-keyless]");
  place.hidden = !offices.length;
  place.querySelector("p").textContent = word("keyless", { offices: offices.join(", ") });
}

function titleOf(view) {
  const title = view.querySelector("h1") ?? view;
  title.id ||= `gate-title-${view.dataset.gate}`;
  return title.id;
}

function say(name, words, wrong = true) {
  views.get(name).querySelector(".gate-said").textContent = words;
  gate.toggleAttribute("data-wrong", wrong);
}

function wipe() {
  for (const each of gate.querySelectorAll("input, textarea")) each.value = "";
}

function opened() {
  wipe();
  tellWho();
  document.body.dataset.desk = "open";
  gate.close();
  waiting?.resolve();
  waiting = null;
}

function onSubmit(name, attempt) {
  const form = views.get(name);
  form.addEventListener("input", keys.ready);
  // The phrase has room for two lines; Enter still means "go on", as in any field of a sign-in.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "TEXTAREA" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(name, word("stretching"), attempt);
  });
}

// One try at a time, the button told busy, and every failure in words.
async function once(name, waiting, attempt) {
  const form = views.get(name);
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  say(name, waiting, false);
  try {
    await attempt();
  } catch (problem) {
    say(name, inWords(problem));
  } finally {
    form.ariaBusy = "false";
  }
}

onSubmit("sign-in", async () => {
  const username = field("gate-username").value;
  if (!username.trim()) throw told(word("no_username"));
  const { signIn, recipient } = await keys.unlock(field("gate-phrase").value);
  const { status, json } = await postAtTheDoor(addresses.sign_in, { username, sign_in: signIn });
  if (status !== 200) {
    await keys.lock();
    throw told(json?.message ?? word("failed"));
  }
  await proceed(json, recipient);
});

onSubmit("second-factor", async () => {
  const { status, json } = await postAtTheDoor(addresses.second_factor, { code: field("gate-code").value });
  await proved(status, json);
});

onSubmit("locked", async () => {
  const [{ recipient }, { status, json }] = await Promise.all([keys.unlock(field("gate-unlock").value), getAtTheDoor(addresses.who_am_i)]);
  if (status !== 200) return signedOutMeanwhile(json);
  await proceed(json, recipient, "locked");
});

byDevice.querySelector("button").addEventListener("click", () =>
  once("locked", word("device_asking"), async () => {
    try {
      const { json, recipient, ended } = await device.unlock(person);
      if (ended) return signedOutMeanwhile(ended);
      await proceed(json, recipient, "locked");
    } catch (problem) {
      await keys.lock();
      throw problem;
    }
  }),
);

views.get("second-factor").querySelector("[data-method=key][type=button]").addEventListener("click", async () => {
  if (!globalThis.PublicKeyCredential) return say("second-factor", word("key_unsupported"));
  try {
    const begun = await postAtTheDoor(addresses.begin_passkey, {});
    if (begun.status !== 200) throw told(begun.json.message);
    const credential = await askAuthenticator("get", begun.json.options);
    const { status, json } = await postAtTheDoor(addresses.second_factor, { credential });
    await proved(status, json);
  } catch (problem) {
    say("second-factor", problem.told ? problem.message : word("key_failed"));
  }
});

async function proved(status, json) {
  if (status === 401 && json.next === "sign_in") return signedOutMeanwhile(json);
  if (status !== 200) throw told(json.message ?? word("failed"));
  await proceed(json, waitingRecipient);
}

async function signedOutMeanwhile(json) {
  await keys.lock();
  person = null;
  show("sign-in");
  say("sign-in", json?.message ?? "");
}

let waitingRecipient = "";

// What the server said comes next.
async function proceed(json, recipient, from = "sign-in") {
  if (json.next === "second_factor") {
    waitingRecipient = recipient;
    show("second-factor");
    for (const part of views.get("second-factor").querySelectorAll("[data-method]")) {
      const byKey = part.dataset.method === "key";
      part.hidden = byKey ? !json.methods.includes("webauthn") : !json.methods.some((each) => each !== "webauthn");
    }
    views.get("second-factor").querySelector("input:not([hidden])")?.focus();
    return;
  }
  if (json.next === "security") return location.assign(json.url);
  // Somebody else's phrase opens somebody else's keys: nothing of this person's.
  if (recipient !== json.person.recipient) {
    await keys.lock();
    if (from !== "locked") show(from);
    throw told(word("wrong_phrase"));
  }
  // The attack: what one officer had on the screen, left for the next who signs in over it.
  if (person && person.username !== json.person.username) return location.reload();
  tellKeyless(await keys.loadOffices(json.offices));
  person = { ...json.person, offices: json.offices.map(({ name }) => name) };
  opened();
}

const told = (words) => Object.assign(new Error(words), { told: true });

export function inWords(problem) {
  if (problem.told) return problem.message;
  if (problem instanceof Offline) return word("no_connection");
  if (problem.name === "WordsError") return wordsInWords(problem);
  if (problem.code === "rolled_back") return word("rolled_back");
  if (problem.name === "DeviceRefused") return word("device_refused");
  if (problem.name === "Locked" && problem.code === "wrong_phrase") return word("wrong_phrase");
  return word("sealing_failed");
}

function wordsInWords({ code, details }) {
  if (code === "count" || code === "ambiguous") return word("words_count");
  if (code === "unknown_word") {
    return word(details.suggestion ? "words_unknown" : "words_unknown_alone", details);
  }
  if (code === "is_receipt") return word("words_receipt");
  return word("words_check");
}
