// Puts a fragment of ours in the place of what an element holds.
import { parse } from "./trusted.js";

export function place(target, html) {
  target.replaceChildren(parse(html));
  target.dispatchEvent(new Event("binhyen:placed", { bubbles: true }));
  return target;
}

export function focusOn(root, selector) {
  const element = root.querySelector(selector);
  element?.focus({ preventScroll: false });
  return element;
}
