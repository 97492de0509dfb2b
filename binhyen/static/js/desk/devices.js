// One's own devices on the page "Khóa của đơn vị": this one added after the phrase was typed again, any taken away.
import { add, isSupported } from "./device.js";
import { inWords } from "./gate.js";
import { word } from "./page.js";
import { post } from "./server.js";

export function start(section, { reopen, say }) {
  const { person, begin } = section.dataset;
  for (const form of section.querySelectorAll("form")) {
    const said = form.querySelector("[data-form-said]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.ariaBusy === "true") return;
      form.ariaBusy = "true";
      said.className = "form-said";
      try {
        const adds = "addsDevice" in form.dataset;
        await sent(form.dataset.post, adds ? await made(form, { person, begin, say: (words) => (said.textContent = words) }) : {});
        say(word(adds ? "device_added" : "device_removed"));
        reopen(section.dataset.back);
      } catch (problem) {
        said.textContent = inWords(problem);
        said.className = "callout callout--danger";
      } finally {
        // A phrase does not stay in a field longer than it is needed.
        for (const field of form.querySelectorAll("[data-phrase]")) field.value = "";
        form.ariaBusy = "false";
      }
    });
  }
}

async function made(form, { person, begin, say }) {
  if (!isSupported()) throw told(word("device_no_prf"));
  const [phrase, label] = ["phrase", "label"].map((name) => form.querySelector(`[data-${name}]`).value);
  say(word("stretching"));
  const asked = async (signIn) => (await sent(begin, { sign_in: signIn })).options;
  return { ...(await add({ phrase, person, begin: asked, say })), label };
}

async function sent(url, body) {
  const { status, json } = await post(url, body);
  if (status !== 200) throw told(json?.message ?? word("failed"));
  return json;
}

const told = (words) => Object.assign(new Error(words), { told: true });
