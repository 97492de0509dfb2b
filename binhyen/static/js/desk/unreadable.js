// A report that opens with no key held here: offered in the place of its content, and signed in the Worker.
import * as keys from "./keys.js";
import { addressOf, make, word } from "./page.js";
import { post } from "./server.js";

// The button. None while this browser lacks the office's keys, or was handed none: then it is not the report's fault.
export function sayingSo({ ref, may }) {
  if (!may?.unreadable) return [];
  return [make("p", {}, make("button", { text: word("unreadable"), className: "button button--plain button--small", type: "button", "data-act": addressOf("unreadable", ref) }))];
}

export async function sealUnreadable(form) {
  const { status, json } = await post(form.dataset.sealed, {});
  if (status !== 200) throw Object.assign(new Error(word("failed")), { told: true });
  try {
    return { unreadable: await keys.signUnreadable({ office: json.office, bundle: json.bundle }) };
  } catch (problem) {
    if (problem.code === "opens") throw Object.assign(new Error(word("opens")), { told: true });
    throw problem;
  }
}
