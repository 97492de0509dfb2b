// An invited person's first visit: the code, a phrase made here and shown once, two words typed back, and then the
// eight words of their recipient, which a colleague compares before giving the office's keys.
import { carried } from "../public/carried.js";
import { KeptWords } from "../public/kept-words.js";
import { complain, Screens } from "../public/screens.js";
import { TwoWords } from "../public/two-words.js";
import * as keys from "./keys.js";
import { addresses, make, word } from "./page.js";
import { Offline, postAtTheDoor } from "./server.js";

const root = document.querySelector("[data-join]");
const part = (name) => root.querySelector(`[data-${name}]`);
const field = (id) => document.getElementById(id);
const screens = new Screens(root, () => {});
const kept = new KeptWords(screens.get("phrase"));
const two = new TwoWords(screens.get("kept"), carried("desk-words"), keys.readWords);
let invited = null; // {username, code}
let made = null; // {signIn, recipient, recipientWords}

async function post(more = {}) {
  const { status, json } = await postAtTheDoor(addresses.arrive, { ...invited, ...more });
  if (status !== 200) throw Object.assign(new Error(json?.message ?? word("failed")), { told: true });
  return json;
}

function inWords(problem) {
  if (problem.told) return problem.message;
  return problem instanceof Offline ? word("no_connection") : word("cannot_seal");
}

// One try at a time; what went wrong is said above the question.
async function trying(screen, waiting, work) {
  const view = screens.get(screen);
  if (view.ariaBusy === "true") return;
  view.ariaBusy = "true";
  complain(view, "");
  view.querySelector("[data-said]").textContent = word(waiting);
  try {
    await work();
  } catch (problem) {
    complain(view, inWords(problem));
    view.querySelector("input").focus();
  } finally {
    view.querySelector("[data-said]").textContent = "";
    view.ariaBusy = "false";
  }
}

const begin = () =>
  trying("code", "checking", async () => {
    const [username, code] = ["join-username", "join-code"].map((id) => field(id).value.trim());
    if (!username || !code) throw Object.assign(new Error(word("missing")), { told: true });
    invited = { username, code };
    const { full_name: name, offices } = await post();
    part("who").textContent = [name, ...offices].join(" · ");
    const { words, bare, ...rest } = await keys.newPhrase();
    made = rest;
    kept.show(words, bare);
    for (const id of ["join-username", "join-code"]) field(id).value = "";
    screens.finish("phrase");
  });

const send = () =>
  trying("kept", "sending", async () => {
    if (!(await two.right())) return;
    const { url } = await post({ sign_in: made.signIn, recipient: made.recipient });
    const list = part("recipient-words");
    list.replaceChildren(...made.recipientWords.map((each) => make("li", { text: each })));
    if (url) part("next").href = url;
    forget();
    screens.finish("done");
  });

function forget() {
  kept.forget();
  two.forget();
  made = invited = null;
  void keys.lock();
}

for (const form of root.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
screens.get("code").querySelector("form").addEventListener("submit", begin);
part("kept-it").addEventListener("click", () => {
  two.ask(kept.words);
  screens.finish("kept");
});
part("show-again").addEventListener("click", () => screens.finish("phrase"));
part("send").addEventListener("click", send);
two.onEnter(send);
addEventListener("pagehide", forget);
// Brought back from memory, the page is as it was when it was opened: empty.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
