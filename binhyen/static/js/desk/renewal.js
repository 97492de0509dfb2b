// The page of an office's certificate: the Worker makes what is asked for, the server keeps it for oversight to sign;
// and, once new keys are in force, the open matters' keys given anew.
import { inWords } from "./gate.js";
import * as keys from "./keys.js";
import { word } from "./page.js";
import { get, post } from "./server.js";
import { focusOn, place } from "./swap.js";

// Asks for the certificate that the form is about: the same keys for longer, or new ones.
export const askFor = (form, panel) =>
  once(form, word("making_keys"), async (said) => {
    const { leftOut = [], ...asked } = await keys.askCertificate({
      ...JSON.parse(form.dataset.asking),
      fresh: form.dataset.renewal === "fresh",
      phrase: phraseIn(form)?.value ?? "",
    });
    const { status, html } = await post(form.dataset.post, asked);
    if (status !== 201) return fail(form, said, status === 422 ? word("not_asked") : word("failed"));
    place(panel, html);
    focusOn(panel, "#matter-title");
    if (leftOut.length) panel.querySelector("[role=status]").append(told(leftOut));
  });

// Gives the keys of the open matters anew, batch by batch; whoever stops goes on from there another day.
export const regrant = (form, panel) =>
  once(form, "", async (said) => {
    const { office, page } = form.dataset;
    const progress = form.querySelector("[data-progress]");
    const skip = [];
    let regranted = [];
    let done = 0;
    for (;;) {
      const { status, json } = await post(form.dataset.regrant, { regranted, skip });
      if (status !== 200) return fail(form, said, word("failed"));
      done += json.done;
      skip.push(...json.refused);
      progress.textContent = word("regranting", { done, left: json.left });
      if (!json.matters.length || !form.isConnected) break;
      const { matters, certificate } = json;
      const given = await keys.regrant({ phrase: phraseIn(form).value, office, matters, certificate });
      skip.push(...given.refused.map(({ ref }) => ref));
      regranted = given.regranted;
    }
    if (skip.length) return fail(form, said, word("not_regranted", { count: skip.length }));
    const { html } = await get(page);
    if (!form.isConnected) return;
    place(panel, html);
    focusOn(panel, "#matter-title");
  });

const phraseIn = (form) => form.querySelector("[data-phrase]");

function fail(form, said, words) {
  form.setAttribute("data-wrong", "");
  said.textContent = words;
}

// One try at a time, the button told busy, and every failure in words.
async function once(form, waiting, attempt) {
  const said = form.querySelector("[data-form-said]");
  const button = form.querySelector("[data-submit]");
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  button.disabled = true;
  form.removeAttribute("data-wrong");
  said.textContent = waiting;
  try {
    await attempt(said);
  } catch (problem) {
    fail(form, said, inWords(problem));
    if (problem.name === "WordsError" || problem.code === "wrong_phrase") phraseIn(form)?.focus();
  } finally {
    form.ariaBusy = "false";
    button.disabled = false;
  }
}

// Whom no signed statement names is not given the new keys, and whoever asks is told.
function told(people) {
  const line = document.createElement("p");
  line.textContent = word("left_out", { people: people.join(", ") });
  return line;
}
