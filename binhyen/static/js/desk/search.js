// Search over what is sealed: the Worker reads the office's matters into an index of its own, and this shows what it
// answers. A word that was typed goes to the Worker and nowhere else; results are taken off the page with the keys.
import * as keys from "./keys.js";
import { addresses, addressOf, make, word } from "./page.js";
import { fetchBytes, get } from "./server.js";
import { showPieces } from "./shown.js";

// The server hands out no more than this at once.
const BATCH = 250;
// The first to come, and the last, are smaller: nothing to read is waited for long, and no core reads on alone at the end.
const [FIRST, LEAST, SHARES] = [100, 80, 4];
// So many are on their way or being read at once: the server and each core have something to do.
const AT_ONCE = 4;

const box = document.querySelector("[data-search]");
const field = box.querySelector("input");
const said = box.querySelector("[data-search-said]");
const reached = box.querySelector("[data-search-reached]");
const list = document.getElementById("queue-list");
const found = document.getElementById("found");

let turn = 0; // of several beginnings only the last goes on
let asked = 0; // of several questions only the last is answered
let known = new Map(); // ref -> {head, unread}: up to which entry it was read
let listed = new Map(); // ref -> its newest entry, of what the queue shows
const underway = new Set(); // refs that are being read now
let begun = false; // everything was read once: what comes since is read by itself

// Reads everything into a new index. Resolves when it is done or was overtaken; a failure is said, never thrown.
export async function begin() {
  const mine = ++turn;
  known = new Map();
  begun = false;
  // What it reached before is there no more.
  reached.textContent = "";
  try {
    const [{ status, json }] = await Promise.all([get(addresses.index), keys.openLanes()]);
    if (mine !== turn || status !== 200) return;
    box.hidden = !json.refs.length;
    await keys.beginIndex(json.hints);
    await readAll(json.refs, mine);
    if (mine !== turn) return;
    await keys.endIndex();
    if (mine !== turn) return;
    begun = true;
    told();
    await prove(mine);
  } catch {
    if (mine === turn) reached.textContent = word("search_failed");
    return;
  }
  await catchUp();
}

// What was read at once is asked about now, who signed it. Where somebody else signed a part of a matter, it is read again
// with that part left out.
async function prove(mine) {
  for (let left = 1; left && mine === turn; ) {
    const proved = await keys.proveIndex();
    left = proved.left;
    let rest = proved.refused;
    while (rest.length && mine === turn) rest = [...(await take(rest.slice(0, BATCH), mine)), ...rest.slice(BATCH)];
    if (proved.refused.length && mine === turn) told();
  }
}

// There is more to search in than there was.
function told() {
  const unread = [...known.values()].filter((each) => each.unread).length;
  box.hidden = !known.size;
  reached.textContent = word(unread ? "search_reached_some" : "search_reached", { count: known.size, unread });
  document.dispatchEvent(new Event("desk:indexed"));
}

// The queue shows these rows: what came since everything was read, or says something else by now, is read too.
export function follow(rows) {
  listed = new Map(Array.from(rows).filter(({ dataset }) => dataset.head).map(({ dataset }) => [dataset.ref, Number(dataset.head)]));
  if (begun) catchUp();
}

// No more than one page of the queue. What fails is tried again when the queue is shown again.
async function catchUp() {
  const mine = turn;
  let rest = [...listed].filter(([ref, head]) => !underway.has(ref) && !(known.get(ref)?.head >= head)).map(([ref]) => ref);
  if (!rest.length) return;
  try {
    while (rest.length && mine === turn) rest = await take(rest, mine);
    if (mine === turn) told();
  } catch {
    // Offline, or the server's mistake: said where somebody asked for something.
  }
}

async function readAll(refs, mine) {
  const rest = [...refs];
  const many = (isFirst) => Math.max(LEAST, Math.min(isFirst ? FIRST : BATCH, Math.ceil(rest.length / SHARES)));
  const some = async () => {
    for (let isFirst = true; rest.length && mine === turn; isFirst = false) {
      const later = await take(rest.splice(0, many(isFirst)), mine).catch((failure) => {
        rest.length = 0;
        throw failure;
      });
      rest.unshift(...later);
      if (mine === turn) reached.textContent = word("search_reading", { count: known.size, total: refs.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}

// Those of them that the server put off.
async function take(refs, mine) {
  for (const ref of refs) underway.add(ref);
  try {
    return await taken(refs, mine);
  } finally {
    for (const ref of refs) underway.delete(ref);
  }
}

async function taken(refs, mine) {
  const { status, bytes } = await fetchBytes(addresses.index, { refs });
  // None of them is to be read any more.
  if (status === 404 || mine !== turn) return [];
  if (status !== 200) throw new Error("not answered");
  const answer = await keys.index(refs, bytes, begun);
  if (mine !== turn) return [];
  for (const { ref, ...each } of answer.read) known.set(ref, each);
  return answer.later;
}

// A matter that came, or changed, since: read again.
export async function refresh(ref) {
  const mine = turn;
  await take([ref], mine);
  if (begun && mine === turn) told();
}

export const knows = (ref) => known.has(ref);

// The desk is locked or left: nothing that was looked for or found stays.
export function forget() {
  turn += 1;
  known = new Map();
  listed = new Map();
  begun = false;
  field.value = "";
  reached.textContent = "";
  box.hidden = true;
  show(null);
}

function show(answer) {
  asked += 1;
  const searching = answer !== null;
  list.hidden = searching;
  found.hidden = !searching;
  found.ariaBusy = "false";
  found.replaceChildren();
  said.textContent = "";
  if (!searching) return;
  said.textContent = answer.total ? word(answer.total > answer.hits.length ? "search_many" : "search_found", { count: answer.total, shown: answer.hits.length }) : word("search_none");
  for (const hit of answer.hits) found.append(make("li", {}, row(hit)));
}

// A row of the queue, as the server makes them, with the words around what was found.
function row({ ref, clear, pieces }) {
  const one = make("a", { className: "row", href: `#${ref}`, "data-ref": ref, "data-open": addressOf("matter", ref) });
  one.append(make("b", { text: clear.title }), placed(clear));
  if (pieces.length) {
    const around = make("small");
    showPieces(around, pieces);
    one.append(make("span", { className: "tags" }, around));
  }
  const tags = make("span", { className: "tags" }, make("span", { text: clear.state, className: "tag" }));
  one.append(tags);
  return one;
}

export const placed = ({ place, number, short }) =>
  make("small", { text: [place, number ? word("number", { number }) : short].filter(Boolean).join(" \u00b7 "), className: "place" });

async function ask() {
  const query = field.value;
  if (!query.trim()) return show(null);
  const mine = ++asked;
  found.ariaBusy = "true";
  try {
    const answer = await keys.search(query);
    if (mine === asked) show(box.hidden ? null : answer);
  } catch {
    if (mine !== asked) return;
    said.textContent = word("search_failed");
    found.ariaBusy = "false";
  }
}

field.addEventListener("input", ask);
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && field.value) {
    event.stopPropagation();
    field.value = "";
    show(null);
  } else if (event.key === "ArrowDown" || event.key === "Enter") {
    const first = found.querySelector(".row");
    if (event.isComposing || !first) return;
    event.preventDefault();
    first.focus();
  }
});
// What was found when not all was read yet is found anew.
document.addEventListener("desk:indexed", () => field.value.trim() && ask());
