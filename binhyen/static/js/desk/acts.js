// The form of an act: fetched into the panel beside what it is about, sealed where it must be, and posted. Whatever
// the answer, what was typed stays.
import { openNow, read } from "./content.js";
import { inWords } from "./gate.js";
import * as keys from "./keys.js";
import { word } from "./page.js";
import { get, post } from "./server.js";
import { focusOn, place } from "./swap.js";

let before = null; // the buttons that the form stands in the place of

// Fetches a form into #act of the panel, with what was typed into the one that stood there.
export async function openForm(panel, address, { keeping = null } = {}) {
  const region = panel.querySelector("#act");
  const { html } = await get(address);
  // Another matter was opened while the form was on its way: it belongs to nothing that is shown.
  if (!region.isConnected) return;
  before ??= Array.from(region.childNodes);
  const typed = keeping ? typedInto(keeping) : null;
  place(region, html);
  if (typed) restore(region, typed);
  begun(region);
  region.scrollIntoView({ block: "nearest" });
  focusOn(region, "[role=alert], #acts-title");
}

// What a form that takes a picture has besides: brought only where there is one.
function begun(root) {
  const form = root.querySelector("form:has(input[data-picture])");
  if (form) void import("./painting.js").then(({ offerPainting }) => offerPainting(form));
}

// The panel shows something else now: the buttons of before belong to nothing any more.
export function forget() {
  before = null;
}

export function closeForm(panel) {
  const region = panel.querySelector("#act");
  if (!region || !before) return false;
  region.replaceChildren(...before);
  before = null;
  focusOn(region, "button");
  return true;
}

// True while something was typed into the form and not sent.
export function isUnsent(root) {
  return Array.from(root.querySelectorAll("form textarea, form input[type=text]")).some((each) => each.value && each.value !== each.defaultValue);
}

// Posts the form. Resolves to the fragment of the matter as it now stands, or to null when it has to be put right.
export async function submit(form, { seal }) {
  const said = form.querySelector("[data-form-said]");
  if (form.ariaBusy === "true") return null;
  busy(form, true);
  form.removeAttribute("data-wrong");
  said.textContent = word(form.querySelector("[data-seal], [data-handover], [data-story], [data-why], [data-renew-phrase]") ? "sealing" : "recording");
  try {
    const body = form.querySelector("input[type=file]") ? new FormData(form) : new URLSearchParams(new FormData(form));
    const sealed = await seal(form);
    if (sealed) body.set("niem_phong", JSON.stringify(sealed));
    const { status, html } = await post(form.dataset.post, body);
    said.textContent = "";
    form.setAttribute("data-wrong", "");
    if (status === 200 || status === 201) return html;
    if (status === 422) replaceKeeping(form, html);
    else if (status === 413) said.textContent = word("too_large");
    else if (status >= 500 || !html) said.textContent = word("failed");
    else tell(form, html);
  } catch (problem) {
    form.setAttribute("data-wrong", "");
    said.textContent = inWords(problem);
    problem.field?.focus();
  } finally {
    busy(form, false);
  }
  return null;
}

// What an act posts sealed: its messages, and the keys for another office when it hands the matter over or shares it.
export async function sealAct(form) {
  const texts = Array.from(form.querySelectorAll("[data-seal]")).filter((each) => each.value.trim());
  const phrase = form.querySelector("[data-handover]");
  if (!texts.length && !phrase) return null;
  const ref = form.dataset.matter;
  const sealed = {};
  if (texts.length) {
    const found = openNow(ref) ?? (await read(ref, form.dataset.sealed));
    // Opened again, because signing in anew emptied the Worker; it also checks that the office's key is there.
    await keys.open(found.office, found.bundle);
    sealed.messages = {};
    for (const { dataset, value } of texts) {
      sealed.messages[dataset.seal] = await keys.sealMessage(found.office, ref, { version: 1, text: value });
    }
  }
  if (phrase) sealed.handover = await giveKeys(form, phrase, ref);
  return sealed;
}

async function giveKeys(form, phrase, ref) {
  const chosen = new FormData(form).get(phrase.dataset.handover);
  const certificate = JSON.parse(phrase.dataset.certificates)[chosen];
  // No receiver chosen: the server's own check says so.
  if (!certificate) return undefined;
  const found = openNow(ref) ?? (await read(ref, form.dataset.sealed));
  const act = phrase.dataset.signed;
  // The flag is sealed, so only here can it be seen: whoever works at the other office may be the one reported.
  if (act === "shared" && isAboutStaff(found.opened)) throw Object.assign(new Error(word("never_shared")), { told: true });
  try {
    return await keys.rewrap({ phrase: phrase.value, office: found.office, bundle: found.bundle, certificate, act });
  } catch (problem) {
    problem.field = phrase;
    throw problem;
  }
}

const isAboutStaff = ({ intake }) => (intake?.messages ?? []).some(({ content }) => content?.conflict === true);

// The form as the server gives it back, with its errors, and with the texts that the server never saw.
function replaceKeeping(form, html) {
  const typed = typedInto(form);
  place(form.parentElement, html);
  restore(document, typed);
  begun(document);
  document.querySelector(".error-summary")?.focus();
}

// Not this time (somebody was quicker, another office's): said above the form, which stays as it is.
function tell(form, html) {
  form.parentElement.querySelector(":scope > .told")?.remove();
  const told = document.createElement("div");
  told.className = "told";
  form.before(told);
  place(told, html);
  focusOn(told, "[role=alert]");
  // A new message came in between: it is read and shown now, so that the next try is sealed after it.
  if (told.querySelector("[data-behind]")) form.dispatchEvent(new Event("desk:behind", { bubbles: true }));
}

const TEXTS = "textarea[id], input[id]:not([type=radio], [type=checkbox], [type=hidden]), select[id]";

const typedInto = (form) => new Map(Array.from(form.querySelectorAll(TEXTS), (each) => [each.id, each.type === "file" ? each.files : each.value]));

function restore(root, typed) {
  for (const field of root.querySelectorAll(TEXTS)) {
    const before = typed.get(field.id);
    if (field.value || !before) continue;
    // A chosen file is no text: the list of files itself goes from one form to the next.
    if (field.type === "file") field.files = before;
    else field.value = before;
  }
}

function busy(form, is) {
  form.ariaBusy = String(is);
  for (const button of form.querySelectorAll("[data-submit]")) button.disabled = is;
}
