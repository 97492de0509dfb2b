// A round that was taken along: the stops of one list, under a key that five words give and that lies nowhere. What a thief
// of the phone finds is ciphertext, and until when it is meant to lie there.
import { randomSymbols } from "../sealing/randomness.js";
import { readIndex, shown } from "../sealing/words.js";
import { dropAll, keyOf } from "./round-kept.js";

const NAME = "binhyen-carried", STORE = "list", ONE = 1;
// Five words are 45 bits; the rounds make a guess cost a fifth of a second on a phone.
const WORDS = 5, ROUNDS = 600_000;
// Caches of the round in either language begin so (desk/carrying.py).
const FAMILY = "round-";
const MINE = new TextEncoder().encode("mine");

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Whether there is such a store, without making one by asking.
const isThere = async () => (await indexedDB.databases?.())?.some(({ name }) => name === NAME) ?? true;

async function within(mode, work) {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await asked(opening);
  try {
    return await asked(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

async function stretched(words, salt) {
  const given = await crypto.subtle.importKey("raw", new TextEncoder().encode(words.join(" ")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, given, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function enciphered(key, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

const deciphered = (key, { iv, sealed }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed).catch(() => null);

// `stops`: the list as HTML; `owner`: the key that the page was given, as hex. Gives the words that open it again.
export async function carry({ stops, owner, hours }) {
  const symbols = randomSymbols(WORDS);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const plain = new TextEncoder().encode(JSON.stringify({ stops, owner }));
  const row = {
    salt,
    ...(await enciphered(await stretched(shown(symbols), salt), plain)),
    whose: await enciphered(await keyOf(owner), MINE),
    until: Date.now() + hours * 3_600_000,
  };
  await within("readwrite", (store) => store.put(row, ONE));
  return shown(symbols);
}

// {until, whose}, or null where nothing was taken along. What outlasted its hours is wiped here.
export async function carried() {
  const row = (await isThere()) ? await within("readonly", (store) => store.get(ONE)) : null;
  if (!row) return null;
  if (Date.now() < row.until) return row;
  await putDown();
  return null;
}

// Whether it was taken along by whoever has this key.
export const isMine = async (row, owner) => Boolean(await deciphered(await keyOf(owner), row.whose));

// {stops, owner}; null where the words are others.
export async function opened(row, text) {
  const indices = text.split(/[\s.,;]+/).filter(Boolean).map(readIndex);
  if (indices.length !== WORDS || indices.includes(undefined)) return null;
  const plain = await deciphered(await stretched(shown(indices), row.salt), row);
  return plain && JSON.parse(new TextDecoder().decode(plain));
}

// Takes off what was taken along, and the page that opens it. What was recorded and not sent stays as it is.
export async function putDown() {
  if (globalThis.caches) {
    for (const name of await caches.keys()) if (name.startsWith(FAMILY)) await caches.delete(name);
  }
  for (const shell of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (/\/di-tuyen\/$/.test(new URL(shell.scope).pathname)) await shell.unregister();
  }
  if (await isThere()) await asked(indexedDB.deleteDatabase(NAME));
}

// All that this browser keeps of rounds, whoever's it is. Pages of a round that are open elsewhere are told.
export async function wipe() {
  await putDown();
  await dropAll();
  new BroadcastChannel(NAME).postMessage("wiped");
}

// `gone` is called when it was wiped in another tab.
export function onWiped(gone) {
  new BroadcastChannel(NAME).addEventListener("message", gone);
}
