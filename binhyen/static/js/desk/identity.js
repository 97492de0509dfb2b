// The name of whoever reported: what they chose, opened or asked for with a reason, and shown. A name is never opened
// with the story, and never searched in.
import * as keys from "./keys.js";
import { addressOf, make, word } from "./page.js";
import { post } from "./server.js";
import { showText } from "./shown.js";

const FIELDS = ["name", "contact", "reach"];
const ACTS = { call: "identity_opened", keep: "identity_requested" };

// What the report says about its name, and what may be done: the elements for the panel, none where there is no name
// under a key of its own.
export function nameOf(found) {
  const { ref, opened, identity } = found;
  const choice = chosen(opened);
  if (!identity?.words?.[choice]) return [];
  const said = make("p", { text: choice === "keep" && identity.lent ? word("name_lent") : identity.words[choice] });
  const box = make("div", { "data-name-of": ref }, make("h3", { text: found.labels.identity ?? word("name") }), said);
  if (choice === "none") return [box];
  const shown = make("div", { role: "status" });
  box.append(...identity.refusals.map((refusal) => refused(found, refusal)));
  if (identity.may_read) box.append(showing(found, shown));
  else if (identity.waits) {
    const { phone } = identity.waits;
    const text = word("name_waits", identity.waits) + (phone ? ` ${word("name_call", { phone })}` : "");
    box.append(make("p", { text, className: "soft" }));
  } else if (identity.may_act) {
    const text = word(choice === "keep" && !identity.lent ? "name_ask" : "name_open");
    box.append(make("button", { text, className: "button button--plain button--small", type: "button", "data-act": addressOf("identity", ref) }));
  }
  box.append(shown);
  return [box];
}

// Why the custodian refused, opened here; under the name of its certificate, whatever the server wrote.
function refused({ office, bundle }, { when, row }) {
  const box = make("blockquote", { className: "story", "data-refusal": "" });
  const reveal = async () => {
    const said = await keys.identity(office, { step: "hear", bundle, row });
    // The attack: a colleague's words, or our own request, shown as the custodian's answer.
    if (row.kind !== "identity_refusal" || said.office === office) throw new TypeError("no refusal");
    const text = make("div");
    showText(text, said.text);
    return [make("p", {}, make("b", { text: word("name_refusal", { office: said.officeName, when }) })), text];
  };
  reveal().catch(() => [failure("not_believed")]).then((parts) => box.replaceChildren(...parts));
  return box;
}

const chosen = (opened) => opened.intake?.messages.find(({ kind }) => kind === "story")?.content?.identity;

function showing(found, shown) {
  const button = make("button", { text: word("name_show"), className: "button button--plain button--small", type: "button" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    shown.replaceChildren(await whoIs(found));
    button.disabled = false;
  });
  return button;
}

async function whoIs(found) {
  const { status, json } = await post(addressOf("identity_opened", found.ref), {});
  if (status !== 200) return failure("name_refused");
  const { office, bundle, lent } = json;
  try {
    const who = await keys.identity(office, { step: "open", bundle, lent });
    if (!who) return failure("name_half");
    found.who = who;
    const list = make("dl", { className: "facts" });
    for (const field of FIELDS.filter((each) => who[each])) {
      const value = make("dd");
      showText(value, who[field]);
      list.append(make("dt", { text: found.labels[field] }), value);
    }
    return list;
  } catch {
    return failure("not_believed");
  }
}

const failure = (name) => make("p", { text: word(name), className: "sealed", role: "alert" });

// What the form of a name posts: the reason, sealed to those who may read it, and the office's signature.
export async function sealName(form, found) {
  const why = form.querySelector("[data-why]");
  const reason = new FormData(form).get("reason");
  if (!why.value.trim()) throw Object.assign(new Error(word("name_why")), { told: true, field: why });
  // Not chosen yet: the server says so, and nothing is sealed for nothing.
  if (!reason) return null;
  const { ref, office, bundle, identity } = found;
  const opened = await keys.open(office, bundle);
  const act = ACTS[identity.lent ? "call" : chosen(opened)];
  const content = { version: 1, text: why.value };
  let sealed;
  if (act === ACTS.call) {
    sealed = await keys.sealMessage(office, ref, content, { stream: "intake", kind: "identity_reason" });
  } else {
    const to = [JSON.parse(form.dataset.name)];
    sealed = { envelope: await keys.identity(office, { step: "tell", matter: ref, kind: "identity_request", text: why.value, to }) };
  }
  const signature = await keys.identity(office, { step: "sign", matter: ref, act: `${act}.${reason}`, envelope: sealed.envelope });
  return { identity: { act, matter: ref, after: "", ...sealed, signature } };
}
