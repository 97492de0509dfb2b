// The page "Khóa của đơn vị": who holds the office's keys. Its statements are checked in the Worker, not believed; keys
// are given after eight words were heard and typed, and the phrase again.
import { inWords } from "./gate.js";
import * as keys from "./keys.js";
import { make, word } from "./page.js";
import { post } from "./server.js";
import { place } from "./swap.js";

const REFUSED = { words_count: "members_count", words_unknown: "members_unknown", words_differ: "members_differ" };

export async function start(panel, { reopen, say }) {
  const sections = Array.from(panel.querySelectorAll("[data-office-keys]"));
  for (const section of sections) {
    for (const form of section.querySelectorAll("form[data-member]")) bind(form, section, { reopen, say });
  }
  const { recipientWords } = await keys.ownWords();
  panel.querySelector("[data-own-words]")?.replaceChildren(...recipientWords.map((text) => make("li", { text })));
  for (const section of sections) await check(section);
}

// What the server says of holders stands only where the office itself signed for it.
async function check(section) {
  const { office, trail } = JSON.parse(section.dataset.officeKeys);
  const said = section.querySelector("[data-checked]");
  try {
    const { holders } = await keys.statements(office, trail);
    said.textContent = word("members_checked", { count: trail.statements.length });
    for (const row of section.querySelectorAll("[data-holder]")) {
      const { holder, recipient, serial } = row.dataset;
      const same = (each) => each.person === holder && each.recipient === recipient && each.serial <= Number(serial);
      if (!holders.some(same)) alarm(row, word("members_stranger"));
    }
  } catch {
    said.textContent = "";
    alarm(said.parentElement, word("members_broken"));
    for (const form of section.querySelectorAll("form[data-member]")) form.remove();
  }
}

function alarm(element, text) {
  element.append(make("p", { text, className: "callout callout--danger", role: "alert" }));
}

function bind(form, section, { reopen, say }) {
  const said = form.querySelector("[data-form-said]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    said.className = "form-said";
    said.textContent = word("members_giving");
    try {
      const made = await (form.dataset.signs === "add" ? given(form, section) : taken(form, section));
      const { status, html } = await post(form.dataset.post, made);
      if (status === 200) {
        say(word(form.dataset.signs === "add" ? "members_given" : "members_taken"));
        return void reopen(form.dataset.back);
      }
      if (html) place(said, html);
      else said.textContent = word("failed");
    } catch (problem) {
      tell(said, problem);
    } finally {
      // A phrase does not stay in a field longer than it is needed.
      for (const field of form.querySelectorAll("[data-phrase]")) field.value = "";
      form.ariaBusy = "false";
    }
  });
}

function tell(said, problem) {
  const name = problem.name === "MembershipRefused" ? REFUSED[problem.code] : "";
  said.textContent = name ? word(name, problem.details ?? {}) : inWords(problem);
  if (problem.code === "words_differ") said.className = "callout callout--danger";
}

const whom = (form) => ({ ...JSON.parse(form.dataset.member), on: today() });

function given(form, section) {
  const { trail, wrapped } = JSON.parse(section.dataset.officeKeys);
  const [heard, phrase] = ["heard", "phrase"].map((name) => form.querySelector(`[data-${name}]`).value);
  return keys.addMember({ phrase, heard, wrapped, trail, ...whom(form) });
}

function taken(form, section) {
  const { office, trail } = JSON.parse(section.dataset.officeKeys);
  return keys.removeMember({ office, trail, ...whom(form) });
}

// The legal day, whatever zone this machine is set to.
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
