// The page of an office's certificate: the Worker makes what is asked for, the server keeps it for oversight to sign.
import { inWords } from "./gate.js";
import * as keys from "./keys.js";
import { word } from "./page.js";
import { post } from "./server.js";
import { focusOn, place } from "./swap.js";

// Asks for the certificate that the form is about: the same keys for longer, or new ones.
export async function askFor(form, panel) {
  const said = form.querySelector("[data-form-said]");
  const button = form.querySelector("[data-submit]");
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  button.disabled = true;
  form.removeAttribute("data-wrong");
  said.textContent = word("making_keys");
  try {
    const fresh = form.dataset.renewal === "fresh";
    const phrase = form.querySelector("[data-phrase]")?.value ?? "";
    const { leftOut = [], ...asked } = await keys.askCertificate({
      ...JSON.parse(form.dataset.asking),
      fresh,
      phrase,
    });
    const { status, html } = await post(form.dataset.post, asked);
    if (status === 201) {
      place(panel, html);
      focusOn(panel, "#matter-title");
      if (leftOut.length) panel.querySelector("[role=status]").append(told(leftOut));
      return;
    }
    said.textContent = status === 422 ? word("not_asked") : word("failed");
    form.setAttribute("data-wrong", "");
  } catch (problem) {
    said.textContent = inWords(problem);
    form.setAttribute("data-wrong", "");
    if (problem.name === "WordsError" || problem.code === "wrong_phrase") form.querySelector("[data-phrase]")?.focus();
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
