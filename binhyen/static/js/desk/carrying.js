// On the page of the round: taking it along, so that it opens without a network, and putting it down again.
import { carried, carry, isMine, onWiped, putDown } from "./round-carried.js";
import { workerUrl } from "./trusted.js";

const page = document.querySelector("[data-round]");
const root = page.querySelector("[data-carrying]");
const part = (name) => root.querySelector(`[data-${name}]`);
const list = page.querySelector("[data-round-stops]");
// Before any other script adds to it.
const stops = list ? bare(list) : "";

// The list without what is of this session alone; how a form is posted is said in its own data.
function bare(element) {
  const copy = element.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  for (const form of copy.querySelectorAll("form")) form.removeAttribute("action");
  for (const link of copy.querySelectorAll("a[href^='geo:']")) link.dataset.geo = link.getAttribute("href");
  return copy.outerHTML;
}

async function show() {
  let row = await carried();
  // The attack: a shared phone, on which the next who signs in would walk on with the list of whoever was there before.
  if (row && !(await isMine(row, page.dataset.key))) {
    await putDown();
    row = null;
  }
  part("until").hidden = part("put-down").hidden = !row;
  if (row) {
    const when = new Date(row.until).toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
    part("until").textContent = root.dataset.until.replace("{when}", when);
  }
}

async function take() {
  const shell = await navigator.serviceWorker.register(workerUrl());
  await settled(shell.installing ?? shell.waiting ?? shell.active);
  const words = await carry({ stops, owner: page.dataset.key, hours: Number(part("hours").value) });
  part("words").textContent = words.join(" ");
  part("told").hidden = false;
  return "";
}

// Until it has all its files; throws where the line broke before that.
const settled = (worker) =>
  new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      else if (worker.state === "redundant") fail(new Error("not all of it came"));
    };
    worker.addEventListener("statechange", look);
    look();
  });

async function down() {
  await putDown();
  part("told").hidden = true;
  part("words").textContent = "";
  return root.dataset.gone;
}

function onPress(name, act) {
  const button = part(name);
  button.addEventListener("click", async () => {
    button.disabled = true;
    part("said").textContent = root.dataset.busy;
    try {
      part("said").textContent = await act();
    } catch {
      part("said").textContent = root.dataset.failed;
    }
    button.disabled = false;
    await show();
  });
}

if (list && navigator.serviceWorker && globalThis.caches && globalThis.indexedDB && globalThis.crypto?.subtle) {
  root.hidden = false;
  onPress("take", take);
  onPress("put-down", down);
  onWiped(() => location.reload());
  await show();
}
