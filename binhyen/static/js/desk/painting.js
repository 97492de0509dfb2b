// A picture for an act's form: one that came with the report, or one of this machine, its faces and plates painted over
// here first. What goes into the form's field is the painted copy; the sealed one stays as it is.
import { pictureOf } from "./attached.js";
import { openNow } from "./content.js";
import { make, word } from "./page.js";

const MOST_SIDE = 2400;

// Sets up each field for a picture in a form that was just fetched.
export function offerPainting(form) {
  for (const field of form.querySelectorAll("input[type=file][data-picture]")) {
    const beside = make("div", { className: "actions", "data-painting": "" });
    const own = button(word("paint_chosen"), () => paint(form, field, chosen(field)));
    own.hidden = true;
    field.addEventListener("change", () => (own.hidden = !field.files[0]?.type.startsWith("image/")));
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

const chosen = (field) => createImageBitmap(field.files[0]).catch(() => null);

async function paint(form, field, coming) {
  const told = field.parentElement.querySelector("[data-painted-name]");
  const holder = form.querySelector("[data-redaction]");
  told.textContent = word("attachment_opening");
  const picture = await coming;
  if (!picture) return void (told.textContent = word("paint_no_picture"));
  told.textContent = "";
  field.parentElement.append(holder);
  try {
    const { redact } = await import("../redaction.js");
    const small = await smaller(picture);
    const painted = await redact(holder, small);
    const file = painted ?? (await whole(small));
    put(field, file);
    told.textContent = word(painted ? "paint_done" : "paint_whole");
  } finally {
    picture.close();
  }
  field.focus();
  return undefined;
}

// As large as it is kept anyway, so that a photo of forty megapixels fits the canvas of a small machine.
async function smaller(picture) {
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1) return picture;
  return createImageBitmap(picture, { resizeWidth: Math.round(picture.width * scale), resizeHeight: Math.round(picture.height * scale), resizeQuality: "high" });
}

function whole(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return new Promise((taken) => canvas.toBlob(taken, "image/jpeg", 0.85));
}

function put(field, blob) {
  const held = new DataTransfer();
  held.items.add(new File([blob], "anh.jpg", { type: "image/jpeg" }));
  field.files = held.files;
}
