// The duty telephone at the foot of the page, once it is known whose it should be.
import { fill } from "./carried.js";

// An office without a number leaves the one that is there.
export function showDuty(sentence, office, phone) {
  const link = document.querySelector("#duty a");
  if (!link || !phone) return;
  link.closest("span").firstChild.textContent = fill(sentence, { office });
  link.href = `tel:${phone.replaceAll(" ", "")}`;
  link.textContent = phone;
}
