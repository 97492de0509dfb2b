// A picture for an act's form: one that came with the report, or one of this machine, its faces and plates painted over
// here first. What goes into the form's field is the painted copy; the sealed one stays as it is.
import { pictureOf } from "./attached.js";
import { openNow } from "./content.js";
import { make, word } from "./page.js";
import { chosen, paintInto } from "./painted.js";

// Sets up each field for a picture in a form that was just fetched.
export function offerPainting(form) {
  for (const field of form.querySelectorAll("input[type=file][data-picture]")) {
    const beside = make("div", { className: "actions", "data-painting": "" });
    const own = button(word("paint_chosen"), () => paint(form, field, chosen(field)));
    const offer = () => (own.hidden = !field.files[0]?.type.startsWith("image/"));
    field.addEventListener("change", offer);
    // A quick hand has chosen by now.
    offer();
    beside.append(...attached(form, field), own, make("span", { role: "status", "data-painted-name": "" }));
    field.after(beside);
  }
}

function attached(form, field) {
  const found = openNow(form.dataset.matter);
  const listed = (found?.opened.intake?.messages ?? []).flatMap(({ attachments }) => attachments);
  return listed.flatMap((sha256, i) => {
    const held = found.attachments[sha256];
    return held ? [button(word("paint_attached", { number: i + 1 }), () => paint(form, field, pictureOf(found.ref, held.address)))] : [];
  });
}

function button(text, act) {
  const made = make("button", { text, type: "button", className: "button button--plain button--small" });
  made.addEventListener("click", act);
  return made;
}

const paint = (form, field, coming) =>
  paintInto(field, form.querySelector("[data-redaction]"), field.parentElement.querySelector("[data-painted-name]"), coming, word);
