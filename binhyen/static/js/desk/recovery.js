// The page of recovery: the Worker wraps the offices' keys to the recipient that oversight stands for, the server keeps
// what came out.
import { inWords } from "./gate.js";
import * as keys from "./keys.js";
import { word } from "./page.js";
import { post } from "./server.js";
import { focusOn, place } from "./swap.js";

export async function keep(form, panel) {
  const said = form.querySelector("[data-form-said]");
  const button = form.querySelector("[data-submit]");
  const phrase = form.querySelector("[data-phrase]");
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  button.disabled = true;
  form.removeAttribute("data-wrong");
  said.textContent = word("stretching");
  try {
    const offices = await keys.keepForRecovery({ phrase: phrase.value, offices: JSON.parse(form.dataset.recovery) });
    const { status, html } = await post(form.dataset.post, { offices });
    if (status === 201) {
      place(panel, html);
      focusOn(panel, "#matter-title");
      return;
    }
    said.textContent = word("failed");
    form.setAttribute("data-wrong", "");
  } catch (problem) {
    said.textContent = inWords(problem);
    form.setAttribute("data-wrong", "");
    if (problem.name === "WordsError" || problem.code === "wrong_phrase") phrase.focus();
  } finally {
    form.ariaBusy = "false";
    button.disabled = false;
  }
}
