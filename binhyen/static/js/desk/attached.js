// What came with a report: listed, fetched and opened one at a time, in the Worker. Nothing a stranger sent is ever
// navigated to or put into the page as it is: a picture becomes points on a canvas, a recording plays under a type
// that we give it, and everything else is saved under a name that we give it.
import * as keys from "./keys.js";
import { make, why, word } from "./page.js";
import { fetchBlob, Offline } from "./server.js";

const SAVED_AS = "application/octet-stream";
const MOST_PIXELS = 50e6;
// By the first bytes, never by what the sender says. The last column is the ending under which it is saved.
const KNOWN = [
  [0, "ffd8ff", "image/jpeg", "jpg"],
  [0, "1a45dfa3", "audio/webm", "webm"],
  [0, "4f676753", "audio/ogg", "ogg"],
  [4, "66747970", "audio/mp4", "mp4"],
  [0, "89504e47", "", "png"],
  [0, "25504446", "", "pdf"],
];

// The elements that show them; none when there are none. `held` is what the server has: {sha256: {address, size}}.
export function attachmentsOf(ref, intake, held) {
  const listed = (intake?.messages ?? []).flatMap(({ attachments }) => attachments);
  const unlisted = Object.keys(held).filter((sha256) => !listed.includes(sha256)).length;
  if (!listed.length && !unlisted) return [];
  const list = make("ol", { className: "plain-list", "data-attachments": "" });
  listed.forEach((sha256, i) => list.append(entry(ref, sha256, held[sha256], i + 1)));
  const found = [make("h3", { text: word("attachments") }), list];
  if (unlisted) found.push(make("p", { text: word("attachment_unlisted", { number: unlisted }), className: "sealed", role: "alert" }));
  return found;
}

function entry(ref, sha256, held, number) {
  const item = make("li");
  if (!held) {
    item.append(make("p", { text: word("attachment_missing"), className: "sealed", role: "alert" }));
    return item;
  }
  const said = make("span", { text: `${word("attachment_of", { number, size: inWords(held.size) })} ` });
  const button = make("button", { text: word("attachment_open", { number }), className: "button button--plain button--small", type: "button" });
  const shown = make("div", { role: "status" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    shown.replaceChildren(make("p", { text: word("attachment_opening"), className: "soft" }));
    shown.replaceChildren(...(await opened(ref, sha256, held.address, number)));
    button.disabled = false;
  });
  item.append(said, button, shown);
  return item;
}

const inWords = (size) => (size < 1048576 ? `${Math.ceil(size / 1024)} KB` : `${Math.ceil(size / 1048576)} MB`);

async function opened(ref, sha256, address, number) {
  try {
    const { status, blob } = await fetchBlob(address);
    if (status !== 200) return [failure(word("attachment_missing"))];
    const { kind, bytes } = await keys.openAttachment(ref, blob);
    const known = KNOWN.find(([at, sign]) => hexOf(bytes.subarray(at, at + sign.length / 2)) === sign);
    const [, , type = "", ending = "bin"] = known ?? [];
    if (kind === "photo" && type === "image/jpeg") return await picture(bytes, number).catch(() => [saving(bytes, sha256, ending)]);
    if (kind === "voice" && type.startsWith("audio/")) return [...player(bytes, type, number), saving(bytes, sha256, ending)];
    return [make("p", { text: word("attachment_file"), className: "soft" }), saving(bytes, sha256, ending)];
  } catch (problem) {
    if (problem instanceof Offline) return [failure(word("no_connection"))];
    // Not what was checked but this machine: locked meanwhile, or short of memory.
    if (problem.name !== "AttachmentRefused") return [failure(word("attachment_failed"))];
    return [failure(word("attachment_refused", { why: why(problem.code) }))];
  }
}

const failure = (text) => make("p", { text, className: "sealed", role: "alert" });

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// A photo that came with a report, to be painted over; null where it is none that can be drawn.
export async function pictureOf(ref, address) {
  try {
    const { status, blob } = await fetchBlob(address);
    if (status !== 200) return null;
    const { bytes } = await keys.openAttachment(ref, blob);
    const drawn = await createImageBitmap(new Blob([bytes]));
    if (drawn.width * drawn.height <= MOST_PIXELS) return drawn;
    drawn.close();
    return null;
  } catch {
    return null;
  }
}

async function picture(bytes, number) {
  const drawn = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  if (drawn.width * drawn.height > MOST_PIXELS) throw new RangeError("too many points");
  const canvas = make("canvas", { role: "img", "aria-label": word("attachment_photo", { number }) });
  // No wider than its place: the page's policy lets no script set a style.
  const scale = Math.min(1, 1024 / drawn.width);
  canvas.width = Math.round(drawn.width * scale);
  canvas.height = Math.round(drawn.height * scale);
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  return [canvas];
}

function player(bytes, type, number) {
  const audio = make("audio", { controls: "", "aria-label": word("attachment_voice", { number }) });
  audio.src = lasting(new Blob([bytes], { type }), audio);
  return [audio];
}

function saving(bytes, sha256, ending) {
  const link = make("a", { text: word("attachment_save"), download: `tep-${sha256.slice(0, 8)}.${ending}` });
  link.href = lasting(new Blob([bytes], { type: SAVED_AS }), link);
  return make("p", {}, link);
}

const addresses = new Map(); // blob address -> the element that uses it

function lasting(blob, element) {
  const address = URL.createObjectURL(blob);
  addresses.set(address, element);
  return address;
}

// Takes what was opened out of the browser's memory with the matter it belongs to.
export function forgetAttachments() {
  for (const address of addresses.keys()) URL.revokeObjectURL(address);
  addresses.clear();
}
