// A round on a phone: stops go up and down by hand; what is recorded is first kept on the phone, enciphered, then sent,
// at once or when the network is back. Sent twice it is one entry: the server knows it again by what it says.
import { all, drop, keyOf, put } from "./round-kept.js";
import { csrf } from "./server.js";

const DONE = ["done", "already"];

async function start(page) {
  moving(page);
  // Without these (an old browser, a page that is not secure) the forms post themselves, as any form does.
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return;
  const round = await begun(page);
  page.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-round-act]");
    if (!form) return;
    event.preventDefault();
    round.record(form);
  });
  addEventListener("online", round.send);
  addEventListener("offline", round.show);
  await round.send();
}

async function begun(page) {
  const key = await keyOf(page.dataset.key);
  const list = page.querySelector("[data-round-waiting]");
  const banner = page.querySelector("[data-round-network]");
  // row -> its form on this page, and what the server said of it.
  const forms = new Map(), said = new Map();
  let sending = null;

  async function record(form) {
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const number = await put(key, packed(form));
      forms.set(number, form);
      await send();
      if (forms.has(number) && !said.has(number)) tell(form, list.dataset.kept);
    } finally {
      button.disabled = false;
    }
  }

  // One at a time and in order: an answer may rest on what was begun before it.
  function send() {
    sending = (sending ?? Promise.resolve()).then(sendAll).finally(show);
    return sending;
  }

  async function sendAll() {
    if (!navigator.onLine) return;
    for (const { number, act } of await all(key)) {
      if (!act || said.has(number)) continue;
      const answer = await post(act);
      if (!answer) return;
      await heard(number, answer);
    }
  }

  async function heard(number, answer) {
    const form = forms.get(number);
    if (answer.code === "again") {
      said.set(number, list.dataset.again);
    } else if (DONE.includes(answer.code)) {
      await drop(number);
      if (form) finished(form, answer.said);
      forms.delete(number);
    } else if (answer.code === "wrong" && form) {
      // It stands in the form as it was typed, to be mended there.
      await drop(number);
      forms.delete(number);
      tell(form, [answer.said, ...Object.values(answer.errors).flat()].join(" "));
    } else {
      said.set(number, [answer.said, ...Object.values(answer.errors ?? {}).flat()].join(" "));
      if (form) tell(form, answer.said);
    }
  }

  async function show() {
    const waiting = await all(key);
    list.replaceChildren(...waiting.map(({ number, act }) => row(number, act)));
    // A page that was opened anew says at the stop itself what waits, so that nobody records it twice.
    for (const { number, act } of waiting) {
      const form = act && !forms.has(number) && page.querySelector(`form[data-url="${CSS.escape(act.url)}"]`);
      if (!form) continue;
      forms.set(number, form);
      tell(form, said.get(number) ?? list.dataset.kept);
    }
    banner.hidden = navigator.onLine && !waiting.length;
    const words = banner.querySelector("[data-offline]");
    words.textContent = navigator.onLine ? words.dataset.waiting : words.dataset.offline;
  }

  function row(number, act) {
    const item = document.createElement("li");
    item.append(act ? [act.label, said.get(number)].filter(Boolean).join(": ") : list.dataset.unreadable);
    if (act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button-link";
      button.textContent = list.dataset.drop;
      button.addEventListener("click", async () => {
        await drop(number);
        said.delete(number);
        await show();
      });
      item.append(" ", button);
    }
    return item;
  }

  return { record, send, show };
}

// What a form would post, without its token, which is of this session; and when it was written.
function packed(form) {
  const fields = [["made_at", String(Math.floor(Date.now() / 1000))]], files = [];
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      if (value.size) files.push([name, value]);
    } else if (name !== "csrfmiddlewaretoken") {
      fields.push([name, value]);
    }
  }
  return { label: form.dataset.roundAct, url: form.dataset.url, fields, files };
}

// The server's answer; {code: "again"} where the session ended; null where there is no network.
async function post({ url, fields, files }) {
  const body = new FormData();
  for (const [name, value] of [...fields, ...files]) body.append(name, value);
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": csrf() },
      credentials: "same-origin",
      redirect: "manual",
    });
  } catch {
    return null;
  }
  if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) return { code: "again" };
  return response.json();
}

function tell(form, words) {
  form.querySelector("[data-round-said]").textContent = words;
}

function finished(form, words) {
  tell(form, words);
  form.reset();
  form.closest("li").classList.add("round-stop--done");
}

function moving(page) {
  for (const button of page.querySelectorAll("[data-up], [data-down]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const stop = button.closest("li");
      const up = "up" in button.dataset;
      const other = up ? stop.previousElementSibling : stop.nextElementSibling;
      if (!other) return;
      if (up) other.before(stop);
      else other.after(stop);
      // How far it is from the stop before is not true any more of those that moved.
      for (const each of page.querySelectorAll("[data-way]")) each.hidden = true;
      button.focus();
    });
  }
}

await start(document.querySelector("[data-round]"));
