// A receipt that a named resident lost: offered where there is a name to check them by, made in the Worker, and shown once.
import * as keys from "./keys.js";
import { addressOf, make, word } from "./page.js";

let renewed = null; // the words, until they were shown

// The button for the panel; none where nobody is named, because whoever asks could be anybody.
export function renewalOf({ ref, opened, may }) {
  const chosen = opened.intake?.messages.find(({ kind }) => kind === "story")?.content?.identity;
  if (!may?.renew || chosen === "none" || !opened.talk) return [];
  return [make("p", {}, make("button", { text: word("renew"), className: "button button--plain button--small", type: "button", "data-act": addressOf("receipt", ref) }))];
}

// What the form posts: the change of receipt, signed by the office.
export async function sealReceipt(form, found) {
  const phrase = form.querySelector("[data-renew-phrase]");
  const checked = new FormData(form).get("checked");
  // Not chosen yet: the server says so, and nothing is made for nothing.
  if (!checked) return null;
  try {
    await keys.open(found.office, found.bundle);
    const { posted, words } = await keys.renewReceipt({ phrase: phrase.value, office: found.office, bundle: found.bundle, checked });
    renewed = { words, matter: found.ref };
    return { receipt: posted };
  } catch (problem) {
    problem.field = phrase;
    throw problem;
  }
}

export function takeRenewed() {
  const found = renewed;
  renewed = null;
  return found;
}
