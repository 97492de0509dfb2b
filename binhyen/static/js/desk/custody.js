// Requests for names of which this office keeps half of the key: their reasons opened in the Worker, and answered.
import { explain } from "./content.js";
import * as keys from "./keys.js";
import { make, word } from "./page.js";
import { post } from "./server.js";
import { showText } from "./shown.js";

const REFUSED = "identity_refused";
const ALLOWED = "identity_allowed";

const heard = new WeakMap(); // form -> {office, bundle, request, from}

// Opens the reason of this request, when somebody wants to read it and not before: that they did is written down.
export async function hear(form) {
  const box = form.querySelector("[data-asked]");
  const before = box.querySelectorAll(":scope > :not([role=alert])");
  box.replaceChildren(make("p", { text: word("opening"), className: "soft" }));
  box.focus();
  try {
    const { status, json } = await post(form.dataset.reads, {});
    if (status !== 200) throw Object.assign(new Error(word("failed")), { told: true });
    const said = await keys.identity(json.office, { step: "hear", bundle: json.bundle, row: json.request });
    heard.set(form, { ...json, from: said.office });
    showText(box, said.text);
    // By the certificate that signed it, whatever the server wrote above.
    box.append(make("p", { text: word("custody_signed", { office: said.officeName }), className: "soft small" }));
  } catch (problem) {
    box.replaceChildren(make("p", { text: explain(problem), className: "sealed", role: "alert" }), ...before);
  }
}

// What an answer posts: the half for the office that signed the request, or why it is refused, and the signature.
export async function sealAnswer(form) {
  const act = new FormData(form).get("answer");
  const found = heard.get(form);
  if (!found) throw Object.assign(new Error(word("custody_unread")), { told: true, field: form.querySelector("[data-hear]") });
  if (!act) throw Object.assign(new Error(word("custody_choose")), { told: true });
  const { office, bundle, request, from } = found;
  const matter = form.dataset.matter;
  const sign = (envelope) => keys.identity(office, { step: "sign", matter, act, envelope });
  if (act === REFUSED) {
    const why = form.querySelector("[data-why]");
    if (!why.value.trim()) throw Object.assign(new Error(word("name_why")), { told: true, field: why });
    const to = [newestOf(bundle, from)];
    const envelope = await keys.identity(office, { step: "tell", matter, kind: "identity_refusal", text: why.value, to });
    return { identity: { act, matter, envelope, after: "", signature: await sign(envelope) } };
  }
  const answer = { act, matter, signature: await sign(request) };
  if (act === ALLOWED) answer.half = (await keys.identity(office, { step: "lend", bundle, request })).ciphertext;
  return { identity: answer };
}

const newestOf = ({ certificates }, office) =>
  certificates.filter(({ document }) => document.office === office).sort((one, other) => other.document.serial - one.document.serial)[0];
