// A report that staff write down for somebody: sealed here, signed by the office's key, with a receipt for them.
import * as keys from "./keys.js";
import { language, make, word } from "./page.js";

// Words of the report that was just filed, until the receipt was shown.
let filed = null;
// Who was just written down, for the minutes that they sign: nobody needs to open a name that they typed a minute ago.
let named = null;
// What was sealed last, and from what: sent again as it is when no answer came, so that it is stored once.
let last = null;

export function takeFiled() {
  const found = filed;
  filed = null;
  last = null;
  return found;
}

export const whoIs = (matter) => (named?.matter === matter ? named.who : {});

export function forget() {
  named = null;
  filed = null;
  last = null;
}

export async function sealIntake(form) {
  if (!("seals" in form.dataset)) return null;
  const story = { version: 2, language };
  for (const field of form.querySelectorAll("[data-story]")) {
    if (field.dataset.required && !field.value.trim()) {
      throw Object.assign(new Error(field.dataset.required), { told: true, field });
    }
    story[field.dataset.story] = field.value;
  }
  const facts = new FormData(form);
  const aboutStaff = form.querySelector("[data-about-staff]");
  if (aboutStaff) story.conflict = isAboutStaff(aboutStaff, facts.get("area"), form);
  const who = { choice: "none" };
  for (const field of form.querySelectorAll("[data-identity]")) who[field.dataset.identity] = field.value.trim();
  const typed = who.name || who.contact || who.reach;
  if (who.choice === "none" ? typed : !typed) {
    throw Object.assign(new Error(word(typed ? "identity_unchosen" : "identity_empty")), { told: true, field: form.querySelector("[data-identity]") });
  }
  story.identity = who.choice;
  const { kind, office, certificate, custodian, areas } = JSON.parse(form.dataset.intake);
  const area = areas[facts.get("area")];
  const category = facts.get("category");
  // Not chosen yet: the server says which, and nothing is sealed for nothing.
  if (!area || !category) return null;
  const input = { kind, category, area, certificate, custodian: custodian ?? undefined, story, who };
  const from = JSON.stringify([office, input]);
  if (last?.from !== from) last = { from, sealed: await keys.sealStaffTip(office, input) };
  const { sealed } = last;
  filed = { words: sealed.words, matter: sealed.matter };
  named = { matter: sealed.matter, who };
  return { filed: sealed.posted };
}

// An office takes nothing about its own people; the office above takes it under its whole area, so that nothing in clear
// names a commune.
function isAboutStaff(select, area, form) {
  const { required, told, widest } = select.dataset;
  if (!select.value) throw Object.assign(new Error(required), { told: true, field: select });
  if (select.value === "no") return false;
  if (area === widest) return true;
  throw Object.assign(new Error(told), { told: true, field: widest ? form.querySelector("[name=area]") : select });
}

// The receipt for whoever reported, on top of the new matter: shown once, printed, never stored.
export function receipt({ words, matter }, template) {
  const section = make("section", { className: "receipt-made panel-section", tabindex: "-1", "data-receipt": matter });
  section.append(template.content.cloneNode(true));
  const list = section.querySelector("[data-receipt-words]");
  for (const each of words) list.append(make("li", { text: each }));
  return section;
}
