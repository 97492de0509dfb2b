// Prints one sheet and nothing else: the minutes of intake, or a receipt. The sheet is filled here, from what was
// opened here, and is gone from the page when the print dialog closes.
import { make } from "./page.js";
import { showText } from "./shown.js";

export function printSheet(template, content = {}) {
  const sheet = make("div", { className: "sheet" });
  sheet.id = "sheet";
  sheet.append(template.content.cloneNode(true));
  for (const place of sheet.querySelectorAll("[data-fill]")) fill(place, content[place.dataset.fill]);
  return print(sheet);
}

export function printNodes(nodes) {
  const sheet = make("div", { className: "sheet" }, ...nodes);
  sheet.id = "sheet";
  return print(sheet);
}

function fill(place, value) {
  const text = typeof value === "string" ? value.trim() : "";
  if (!text) {
    place.textContent = place.dataset.blank ?? "";
  } else if (place.matches("p")) {
    showText(place, text);
    place.querySelector("button")?.click();
  } else {
    place.textContent = (place.dataset.before ?? "") + text;
  }
}

function print(sheet) {
  document.getElementById("sheet")?.remove();
  document.body.append(sheet);
  window.addEventListener("afterprint", () => sheet.remove(), { once: true });
  window.print();
  return sheet;
}
