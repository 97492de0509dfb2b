// An officer's round, to be opened again without a network. Registered by whoever chose to take it along, for the round's own
// addresses alone. It keeps one page that holds nothing of anybody, and the files that page is made of: the stops lie
// elsewhere, enciphered (desk/round-carried.js).
/* global ROUND */
const PATIENCE_MS = 6000;

addEventListener("install", (event) => event.waitUntil(bring().then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (ROUND.files.includes(url.pathname)) event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  else if (request.mode === "navigate" && [ROUND.round, ROUND.page].includes(url.pathname)) event.respondWith(fresh(request));
});

const kept = (address) => caches.match(address, { cacheName: ROUND.version, ignoreSearch: true, ignoreVary: true });

// All of it or nothing: half a page would open without its script.
async function bring() {
  const cache = await caches.open(ROUND.version);
  try {
    await cache.addAll([...ROUND.files, ROUND.page].map((url) => new Request(url, { credentials: "omit", cache: "no-store" })));
  } catch (problem) {
    await caches.delete(ROUND.version);
    throw problem;
  }
}

async function dropOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(ROUND.family) && name !== ROUND.version);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The page as the server has it; where it does not answer in time, the one that asks for the words.
async function fresh(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return (await Promise.race([fetch(request).catch(() => null), late])) ?? (await kept(ROUND.page)) ?? Response.error();
}
