// The page of the shell: putting it on this device, taking it off again, and what waits here to be sent.
import { carried, fill } from "./carried.js";
import { count, drop, sendAll } from "./keeping.js";
import { trusted } from "./sealer.js";

const root = document.getElementById("shell");
const words = carried("words");
const part = (name) => root.querySelector(`[data-${name}]`);
const tell = (text) => (part("said").textContent = text);
let prompt = null; // the browser's own offer to put an icon on the screen

async function show() {
  const shell = await navigator.serviceWorker.getRegistration();
  part("install").hidden = Boolean(shell);
  part("remove").hidden = !shell;
  part("icon").hidden = !(shell && prompt);
  part("by-hand").hidden = !shell || Boolean(prompt);
  const { waiting, refused } = await count();
  part("refused").hidden = !refused;
  part("waiting").hidden = !waiting;
  part("waiting-words").textContent = fill(words.waiting, { number: waiting });
}

// One press, one try, and every failure in words; `act` gives what to say when it is done.
function onPress(name, act) {
  const button = part(name);
  button.addEventListener("click", async () => {
    button.disabled = true;
    tell(words.busy);
    try {
      tell(await act());
    } catch {
      tell(words.failed);
    }
    button.disabled = false;
    await show();
  });
}

async function install() {
  const shell = await navigator.serviceWorker.register(trusted(root.dataset.serviceWorker));
  await settled(shell.installing ?? shell.waiting ?? shell.active);
  return words.installed;
}

// Until it has all its files; throws where the line broke before that. `ready` would wait for ever.
const settled = (worker) =>
  new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      else if (worker.state === "redundant") fail(new Error("not all of it came"));
    };
    worker.addEventListener("statechange", look);
    look();
  });

async function remove() {
  for (const shell of await navigator.serviceWorker.getRegistrations()) await shell.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  return words.removed;
}

async function send() {
  let said = "";
  await sendAll(root.dataset.worker, words, (text) => {
    tell((said = text));
    show(); // it may be told later too, while the page stays open
  });
  return said;
}

async function dropKept(which) {
  await drop(which);
  return which.refused ? words.dropped_refused : words.dropped;
}

if (!navigator.serviceWorker || !globalThis.caches || !globalThis.indexedDB) part("unable").hidden = false;
else {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    show();
  });
  onPress("install", install);
  onPress("remove", remove);
  onPress("icon", () => prompt.prompt().then(() => ""));
  onPress("send-kept", send);
  onPress("drop-kept", () => dropKept({ refused: false }));
  onPress("drop-refused", () => dropKept({ refused: true }));
  show();
}
