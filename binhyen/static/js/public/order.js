// An order report: photo first, what, where, what stands there; one question a screen. What is said in the open goes
// beside what is sealed; where it is about the office itself, nothing is said in the open.
import { carried, fill } from "./carried.js";
import { Unreachable, post } from "./post.js";
import { arrived, begin, commune, conflict, field, forward, outOfDate, part, said, screens, told, words, worker } from "./sealed-form.js";
import { waitsHere } from "./waiting.js";
import { deliver, sealWhole } from "./whole.js";

const root = document.getElementById("sealed");
const most = { description: Number(root.dataset.longestDescription), place: Number(root.dataset.longestPlace) };
const all = (selector) => Array.from(root.querySelectorAll(selector));
let attached = null; // attachments.js, once a photo is asked for
let drawing = 0; // choices of photos that are not among them yet
let point = null; // {latitude, longitude, accuracy_m}
let routed = null; // what the server says of the point
let map = null;
let keptHere = ""; // the key of the report that waits on this device since this page kept it
let keeping = null;
let nearby = null; // nearby.js, once there is a point to ask about

// --- photos ---

async function bring() {
  const { Attachments } = await import("./attachments.js");
  attached ??= new Attachments(part("attachments"), outOfDate, row);
  return attached;
}

// What a photo's row shows: the photo, small, and the way to paint over what is nobody's to see.
function row(item) {
  const shown = document.createElement("canvas");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button--plain button--small", textContent: words.paint });
  button.addEventListener("click", () => void paint(item, shown, button));
  if (item.kind !== "photo") return [];
  void draw(item, shown);
  return [shown, button];
}

async function draw({ content, name }, canvas) {
  const picture = await createImageBitmap(content);
  canvas.width = 120;
  canvas.height = Math.max(1, Math.round((120 * picture.height) / picture.width));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  picture.close();
}

async function paint(item, shown, button) {
  const { redact } = await import("../redaction.js");
  const picture = await createImageBitmap(item.content);
  const beside = all('[data-screen="photo"] [data-beside]');
  for (const each of beside) each.hidden = true;
  const painted = await redact(part("redaction"), picture);
  picture.close();
  for (const each of beside) each.hidden = false;
  if (painted) {
    item.content = painted;
    outOfDate();
    await draw(item, shown);
    button.textContent = words.painted;
  }
  button.focus();
}

async function choose(input) {
  const files = Array.from(input.files);
  input.value = "";
  drawing++;
  try {
    await (await bring()).chosen("photo", files);
  } finally {
    drawing--;
  }
}

// --- where ---

function pointed(found, how) {
  point = found;
  routed = null;
  outOfDate();
  part("point-words").textContent = found ? fill(how, { metres: found.accuracy_m }) : "";
  part("point-drop").hidden = !found;
  part("where-next").textContent = found ? words.go_on : words.in_words;
  if (!found) map?.forget();
}

async function find(button) {
  button.disabled = true;
  part("point-words").textContent = words.locating;
  try {
    const { locate } = await import("./point.js");
    const found = await locate();
    pointed(found, words.located);
    map?.show(found);
  } catch (problem) {
    part("point-words").textContent = words[problem === "denied" ? "not_allowed" : "not_located"];
  }
  button.disabled = false;
}

// The server is asked which commune a point lies in; whether it is about the office is asked later and told to nobody.
async function route() {
  routed = null;
  if (!point) return;
  try {
    const { status, body } = await post(root.dataset.route, { ...point, category: said("category"), conflict: false });
    if (status === 200) routed = body;
  } catch {
    return; // without a network the commune is chosen by hand
  }
  if (routed && !routed.commune && !routed.ask.length) point = null;
  if (routed?.commune && !routed.ask.length) take(routed.commune.code);
}

// Chooses a commune as if its box had been pressed.
function take(code) {
  const select = field("commune");
  const box = select ?? field(`commune-${code}`);
  if (!box || (select && !Array.from(select.options).some(({ value }) => value === code))) return false;
  if (select) select.value = code;
  else box.checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function askCommune() {
  const ask = routed?.ask ?? [];
  part("asked").hidden = !routed;
  others(!ask.length);
  part("asked-words").textContent = [...(routed?.because ?? []), routed && !point && words.not_sent].filter(Boolean).join(" ");
  part("asked-choices").replaceChildren(
    ...ask.map(({ code, name }) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button--plain", textContent: name });
      button.addEventListener("click", () => take(code) && void forward(screens.get("commune")));
      return button;
    }),
  );
}

// Near a border the list of all comes only to whom the near ones do not suit.
function others(on) {
  part("list").hidden = on === false;
  screens.get("commune").querySelector("[data-next]").hidden = on === false;
  part("others").parentElement.hidden = on;
}

const decided = () => Boolean(routed?.commune) && !routed.ask.length && commune() === routed.commune.code;
const place = () => [field("hamlet").value, field("place").value.trim()].filter(Boolean).join(", ");

function hamlets({ area }) {
  const box = field("hamlet");
  if (box.dataset.of === area.code) return;
  box.dataset.of = area.code;
  box.replaceChildren(...["", ...area.hamlets].map((name) => new Option(name || words.unknown_hamlet, name)));
  box.closest(".field").hidden = !area.hamlets.length;
}

// --- what ---

const picked = () => root.querySelector('[data-radio="category"]:checked');
// Whether an officer reads it before it is shown.
const checked = () => "checked" in (picked()?.dataset ?? {});
const asks = () => all("[data-asks]").filter((each) => each.dataset.asks.split(" ").includes(said("category")));
const answers = () => asks().flatMap((each) => Array.from(each.querySelectorAll("input:checked")));
const label = (input) => input.nextElementSibling.firstChild.textContent;

function show(name) {
  if (name === "category") for (const each of all("[data-in-group]")) each.hidden = each.dataset.inGroup !== said("group");
  if (name === "asks") for (const each of all("[data-asks]")) each.hidden = !asks().includes(each);
  if (name === "commune") askCommune();
  // Brought while the questions before it are answered.
  if (name === "group" || name === "where") openMap().catch(() => {});
  if (name === "place") {
    part("routed").hidden = !decided();
    part("routed-words").textContent = decided() ? routed.because.join(" ") : "";
  }
  if (name === "details") {
    const { coarse, delay } = picked()?.dataset ?? {};
    part("when").textContent = checked() ? words.shown_checked : words.shown_at_once;
    part("coarse").textContent = Number(coarse) && point ? fill(words.coarse, { metres: coarse }) : "";
    part("delay").textContent = Number(delay) ? fill(words.delay, { hours: delay }) : "";
  }
  if (name === "check") part("in-the-open").textContent = conflict() ? words.nothing_open : checked() ? words.open : words.open_at_once;
  part("plain-link").hidden = !screens.get(name).closest("[data-form]");
}

async function openMap() {
  const holder = part("map");
  if (map || !holder) return;
  const { PointMap } = await import("./point.js");
  map ??= new PointMap(holder, carried("frame"), (found) => pointed(found, words.pointed));
}

function lacking({ dataset: { screen } }) {
  const box = (id) => field(id).closest(".field");
  if (screen === "photo" && (drawing || attached?.drawing)) return [[part("attachments"), words.drawing]];
  if (screen === "place" && !point && !place()) return [[box("place"), words.write_place]];
  if (screen === "details" && field("description").value.length > most.description) {
    return [[box("description"), fill(words.story_too_long, { limit: most.description })]];
  }
  return [];
}

async function leaving(name) {
  if (name === "where") await route();
  if (name === "place" && point) {
    const brought = await import("./nearby.js").catch(() => null);
    nearby ??= brought && new brought.Nearby(part("nearby"), words, worker);
    await nearby?.ask({ ...point, category: said("category"), words: `${place()} ${field("description").value}`.trim() });
  }
}

function skips(name) {
  if (name === "asks") return !asks().length;
  if (name === "commune") return decided();
  return name === "near" && (!point || !nearby || nearby.isEmpty);
}

function changed({ dataset }) {
  if (dataset.radio === "group" && picked()?.closest("[data-in-group]").dataset.inGroup !== said("group")) {
    for (const each of all('[data-radio="category"]')) each.checked = false;
  }
  if (dataset.radio === "category") {
    for (const each of all("[data-asks] input")) each.checked = each.checked && asks().includes(each.closest("[data-asks]"));
  }
}

const shownPoint = () => point && `${(point.latitude / 1e6).toFixed(5)}, ${(point.longitude / 1e6).toFixed(5)} (± ${point.accuracy_m} m)`;

function answer(name) {
  if (name === "photos") return attached?.summary() ?? words.no_photo;
  if (name === "category") return [picked() && label(picked()), ...answers().map(label)].filter(Boolean).join("\n");
  if (name === "place") return [place(), shownPoint()].filter(Boolean).join("\n") || words.not_said;
  if (name === "description") return field("description").value.trim();
  if (name === "text") return told("text") || words.not_said;
  return undefined;
}

// --- sealing and sending ---

// The twin of documents.text.clean: what is stored in the open is what was hashed under the seal, letter for letter.
const clean = (text) =>
  text
    .replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (letter) => (letter === "\n" ? letter : ""))
    .trim();

function beside() {
  const description = clean(field("description").value);
  if (conflict()) {
    const text = [description, answers().map(label).join(", "), told("text")].filter(Boolean).join("\n\n");
    return { story: { text, place: [place(), shownPoint()].filter(Boolean).join("\n") } };
  }
  const open = { description, place: clean(place()).slice(0, most.place), ...point };
  if (answers().length) open.answers = answers().map(({ value }) => value);
  return { open: Object.fromEntries(Object.entries(open).filter(([, value]) => value !== "")) };
}

const keeper = () => import("./keeping.js").catch(() => Promise.reject(new Unreachable()));

// Where somebody put these pages on their device, a report waits there by itself until there is a network.
async function keep(made) {
  const shell = await navigator.serviceWorker?.getRegistration();
  if (!shell || !globalThis.indexedDB) return false;
  keeping ??= await keeper();
  const more = { uploads: root.dataset.uploads, files: made.files };
  await keeping.keep(root.dataset.file, made.posted, (keptHere ||= crypto.randomUUID()), more);
  void keeping.sendLater(root.dataset.worker, carried("keeping"), toldOfKept);
  return true;
}

function toldOfKept(text, { answers: said = [], refused = false } = {}) {
  const note = part("kept-note");
  note.hidden = false;
  note.querySelector("p").textContent = text;
  note.lastElementChild.hidden = !refused;
  const own = said.find(({ key }) => key === keptHere);
  if (own?.body.kept) arrived(own.body.next ?? []);
}

async function sendKept() {
  if (!(await waitsHere())) return;
  keeping ??= await keeper();
  await keeping.sendAll(root.dataset.worker, carried("keeping"), toldOfKept);
}

begin({
  skips,
  lacking,
  leaving,
  shown: show,
  changed,
  placed: hamlets,
  answer,
  told: beside,
  keep,
  async seal(client, input) {
    const items = attached?.items ?? [];
    return items.length ? sealWhole(client, input, items) : { ...(await client.call("sealTip", { input })), files: [] };
  },
  async deliver(made, solving, tell) {
    // What can wait on this device does not wait on the screen for a network that is known to be gone.
    if (!navigator.onLine && (await navigator.serviceWorker?.getRegistration())) throw new Unreachable();
    return deliver(root.dataset.file, root.dataset.uploads, made, worker, solving, (state) => tell(attached.sending(state)));
  },
  async bring() {
    if (attached?.items.length) await import("./upload.js").catch(() => Promise.reject(new Unreachable()));
    if (await navigator.serviceWorker?.getRegistration()) keeping ??= await keeper();
  },
  begin() {
    part("attachments").addEventListener("click", ({ target }) => void bring().then((box) => box.pressed(target)));
    part("attachments").addEventListener("change", ({ target }) => void choose(target));
    part("locate").addEventListener("click", ({ currentTarget }) => void find(currentTarget));
    part("point-drop").addEventListener("click", () => pointed(null));
    part("others").addEventListener("click", () => others(true));
    sendKept().catch(() => {}); // the next visit asks again
  },
  forget() {
    attached?.forget();
    nearby?.forget();
    map?.forget();
    point = routed = null;
  },
});
