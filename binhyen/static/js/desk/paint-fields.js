// On a page of its own: beside each field for a picture, a button by which faces and plates are painted over before anything
// is kept or sent.
import { chosen, paintInto } from "./painted.js";

const painter = document.querySelector("[data-painter]");
const holder = painter.querySelector("[data-redaction]");
const word = (code) => painter.dataset[code.replace(/_(.)/g, (_match, letter) => letter.toUpperCase())] ?? "";

for (const field of document.querySelectorAll("input[type=file][data-picture]")) {
  const button = document.createElement("button");
  const told = document.createElement("span");
  Object.assign(button, { type: "button", className: "button button--plain button--small" });
  button.textContent = word("paint_chosen");
  told.setAttribute("role", "status");
  const offer = () => (button.hidden = !field.files[0]?.type.startsWith("image/"));
  field.addEventListener("change", offer);
  // A quick hand has chosen by now; and going back to a page may bring a chosen file with it.
  offer();
  button.addEventListener("click", () => paintInto(field, holder, told, chosen(field), word));
  field.after(button, told);
}
