// The Worker that holds the keys. This side sees plaintexts of what was opened and ciphertexts, never a key.
import { connect } from "../sealing/client.js";
import { directory } from "./page.js";
import { floors, keep } from "./serials.js";
import { workerUrl } from "./trusted.js";

const OFFICER = "officer";
// Roles that open what is sealed to their office.
const WORKING = ["officer", "head"];
let link = null;
// office -> the recipients that were its newest when the keys were loaded, or that somebody was told of since.
let known = new Map();
let onNewKeys = async () => {};

// `handler` resolves when the keys were loaded again: an office changed its own while this desk was open.
export function whenKeysChange(handler) {
  onNewKeys = handler;
}

// The server shows a certificate that is newer than those loaded here. Each is told of once, so that a server that shows
// what it gives no keys for asks for no phrase over and over.
async function catchUp(office, certificates = []) {
  const now = Date.now();
  const theirs = certificates.map(({ document }) => document).filter((each) => each.office === office && Date.parse(each.valid_from) <= now);
  const newest = theirs.sort((one, other) => other.serial - one.serial)[0];
  const told = known.get(office);
  if (!newest || !told || told.has(newest.recipient)) return;
  told.add(newest.recipient);
  const before = known;
  await onNewKeys();
  if (known !== before) known.get(office)?.add(newest.recipient);
}

async function worker() {
  link ??= connect(workerUrl(), OFFICER);
  try {
    return await link;
  } catch (refusal) {
    link = null;
    throw refusal;
  }
}

// A Worker with nothing in it yet, while a phrase is still being typed: starting one takes as long as stretching the phrase.
export const ready = () => worker().then(
  () => null,
  () => null,
);

async function call(op, input, given) {
  try {
    return await (await worker()).call(op, input, undefined, given);
  } catch (refusal) {
    // A Worker that hung or died was ended, and its keys with it.
    if (refusal.name === "Browser") await lock();
    throw refusal;
  }
}

// What seals to a certificate: refused when it is older than one that this browser knew, and remembered when not.
async function sealing(op, input) {
  const made = await call(op, input(asKnown()));
  keep(await call("seen", {}));
  return made;
}

const asKnown = () => ({ ...directory, floors: floors() });

// {signIn, recipient}: the half that the server checks, and the public name of the half that it never sees.
export const unlock = (phrase) => call("unlock", { phrase, installation: directory.installation });

// {words, bare, signIn, recipient, recipientWords}, for somebody who has no phrase yet. Nothing is unlocked by it.
export const newPhrase = () => call("newPhrase", { installation: directory.installation });
export const readWords = (texts) => call("readWords", { texts });

// Loads the keys of every office that were wrapped to this member, those of older certificates too: what was sealed
// under them still has to open. Offices that are never sealed to have none. Returns the names of those whose keys of
// today nobody has given them yet.
export async function loadOffices(offices) {
  const keyless = [];
  known = new Map();
  for (const { id, name, roles, keys, certificate: current } of offices) {
    const held = [current, ...keys.map(({ certificate }) => certificate)].filter(Boolean);
    known.set(id, new Set(held.map(({ document }) => document.recipient)));
    for (const { ciphertext, certificate } of keys) {
      if (certificate) await call("loadOffice", { wrapped: urlSafe(ciphertext), certificate, directory });
    }
    const isHeld = keys.some(({ serial }) => serial === current?.document.serial);
    if (current && !isHeld && roles.some(({ code }) => WORKING.includes(code))) keyless.push(name);
  }
  keep(await call("seen", {}));
  return keyless;
}

const whose = (person) => ({ installation: directory.installation, person });

export const deviceSalt = (person) => call("deviceSalt", whose(person));
// The buffer goes over to the Worker: none of it is left on this side.
export const holdDevice = (secret) => call("holdDevice", { secret }, [secret]);
export const prove = (phrase) => call("prove", { phrase });
export const wrapForDevice = (input) => call("wrapForDevice", input);
export const unlockByDevice = ({ person, ...input }) => call("unlockByDevice", { ...input, ...whose(person) });

export const ownWords = () => call("ownWords", {});
export const statements = (office, trail) => call("statements", { office, ...trail, directory });
export const addMember = ({ trail, ...input }) => call("addMember", { ...input, trail: { ...trail, directory } });
export const removeMember = ({ trail, ...input }) => call("removeMember", { ...input, trail: { ...trail, directory } });

const urlSafe = (base64) => base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// Opens a bundle that the server made for this office of ours.
export async function open(office, bundle) {
  await catchUp(office, bundle.certificates);
  return call("open", { office, bundle, directory });
}

// {kind, bytes} of an attachment of a matter that was opened; `ciphertext` is a Blob.
export const openAttachment = (matter, ciphertext) => call("openAttachment", { matter, ciphertext });

export const sealMessage = (office, matter, content, where) => call("sealMessage", { office, matter, content, ...where });

export async function identity(office, input) {
  await catchUp(office, input.bundle?.certificates);
  return sealing("identity", (directory) => ({ office, directory, ...input }));
}

export async function sealStaffTip(office, input) {
  await catchUp(office, [input.certificate]);
  return sealing("sealStaffTip", (directory) => ({ office, input: { ...input, directory } }));
}

export async function askCertificate(input) {
  await catchUp(input.office, input.certificates);
  return call("askCertificate", { ...input, directory });
}

export async function regrant(input) {
  await catchUp(input.office, [input.certificate]);
  return sealing("regrant", (directory) => ({ ...input, directory }));
}

export async function rewrap(input) {
  await catchUp(input.office, input.bundle.certificates);
  return sealing("rewrap", (directory) => ({ ...input, directory }));
}

export async function signUnreadable(input) {
  await catchUp(input.office, input.bundle.certificates);
  return call("signUnreadable", { ...input, directory });
}

export async function renewReceipt(input) {
  await catchUp(input.office, input.bundle.certificates);
  return call("renewReceipt", { ...input, directory });
}

export const keepForRecovery = (input) => call("keepForRecovery", { ...input, directory });

// What is searched lives in the same Worker, and ends with it.
export const openLanes = () => call("openLanes", {});
export const beginIndex = (hints) => call("beginIndex", { hints });
// `batch`: the bytes of the server's answer for `refs`, which go over to the Worker. `prove`: who signed them is asked now,
// and not only when something of it is shown.
export const index = (refs, batch, prove) => call("index", { refs, batch, prove, directory }, [batch]);
export const endIndex = () => call("endIndex", {});
export const proveIndex = () => call("proveIndex", {});
export const search = (query) => call("search", { query });
// Of a matter that was read, {ref}, or of a text that is being written: {text, clear}.
export const alike = (asked) => call("alike", asked);
export const hints = (asked) => call("hints", asked);

// Ends the Worker: nothing that it held can be asked for any more.
export async function lock() {
  const ended = link;
  link = null;
  if (ended) (await ended.catch(() => null))?.close();
}
