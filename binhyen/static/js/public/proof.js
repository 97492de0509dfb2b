// The check of a proof: signature, checkpoint and, with the ten words, what it is about. Worked out in the Worker.
import { missing } from "../sealing/support.js";
import { carried, fill } from "./carried.js";
import { hexOf } from "./hex.js";
import { post, Unreachable } from "./post.js";
import { complain } from "./screens.js";
import { letGo, sealer } from "./sealer.js";

const root = document.getElementById("proof");
const directory = carried("directory");
const words = carried("words");
const typed = document.getElementById("proof-typed");
const ten = document.getElementById("proof-words");
const part = (name) => root.querySelector(`[data-${name}]`);
const button = part("check");

const day = (iso) => new Date(`${iso.slice(0, 10)}T00:00`).toLocaleDateString(root.dataset.lang === "en" ? "en-GB" : "vi");

async function check() {
  if (button.disabled) return;
  button.disabled = true;
  part("found").hidden = true;
  complain(root, "", typed);
  part("progress").textContent = words.looking;
  try {
    const lines = await findings(await sealer(root.dataset.worker));
    part("lines").replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    part("found").hidden = false;
  } catch (problem) {
    complain(root, said(problem), typed);
    typed.focus();
  } finally {
    part("progress").textContent = "";
    button.disabled = false;
  }
}

function said(problem) {
  if (problem instanceof Unreachable) return words.lookup_offline;
  if (problem.name === "ProofRefused") return words[`proof_${problem.code}`];
  if (problem.name === "WordsError") return words.words_check;
  return words.cannot_seal;
}

async function findings(client) {
  const { installation, key } = directory;
  const { statement, leaf } = await client.call("proof", { step: "read", text: typed.value, installation, key });
  const lines = [fill(words[`proof_${statement.act}`], { on: day(statement.day) })];
  const { body: held } = await post(root.dataset.inclusion, { leaf });
  if (held.note) {
    const { number } = await client.call("proof", { step: "included", leaf, held, installation, key });
    lines.push(fill(words.proof_held, { number }));
  } else lines.push(words.proof_waiting);
  if (ten.value.trim()) lines.push((await isOurs(client, statement)) ? words.proof_ours : words.proof_not_ours);
  return lines;
}

async function isOurs(client, statement) {
  await client.call("checkReceipt", { words: ten.value });
  part("progress").textContent = words.stretching;
  const opened = await client.call("openReceipt", { words: ten.value, installation: directory.installation });
  const { status, body } = await post(root.dataset.lookup, { lookup: hexOf(opened.lookup) });
  return status === 200 && (await client.call("proof", { step: "about", statement, bundle: body.bundle })).about;
}

function forget() {
  typed.value = ten.value = "";
  part("lines").replaceChildren();
  letGo();
}

if (missing().length) {
  part("unable").hidden = false;
  root.querySelector("form").hidden = true;
} else {
  root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", check);
  button.disabled = false;
  addEventListener("pagehide", forget);
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
