// The shell: the resident's pages, to be opened without a network. Registered only by whoever chose to install it. It
// keeps the addresses in SHELL alone: nothing of the desk, nothing that is posted or answered.
/* global SHELL, kept */
const policy = self.trustedTypes?.createPolicy("binhyen", { createScriptURL: (url) => url });
importScripts(policy ? policy.createScriptURL(SHELL.kept) : SHELL.kept);

const PATIENCE_MS = 4000;
const within = (list, url) => url.origin === location.origin && list.includes(url.pathname);

// Under such a name the same bytes are found in every release.
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

addEventListener("install", (event) => event.waitUntil(bring().then(() => skipWaiting())));

addEventListener("activate", (event) => {
  // An officer's round, taken along in the same browser, has a shell of its own (round-worker.js).
  const mine = (name) => !name.startsWith("round-") && ![SHELL.version, "serials"].includes(name);
  const old = (names) => Promise.all(names.filter(mine).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") return;
  if (within(SHELL.files, url)) event.respondWith(fromShell(request));
  else if (request.mode !== "navigate" || SHELL.desk.some((path) => url.pathname.startsWith(path))) return;
  else {
    event.respondWith(within(SHELL.pages, url) ? freshPage(request, url) : fetch(request).catch(() => withoutNetwork(url)));
    event.waitUntil(sendKept().catch(() => null));
  }
});

// The browser's own signal that there is a network. A try that failed must say so: then the browser tries again.
addEventListener("sync", (event) => event.waitUntil(sendKept()));

// What somebody asked to be told: one line, and the page it leads to, which is one of this site.
addEventListener("push", (event) => {
  const { said, link } = event.data.json();
  event.waitUntil(registration.showNotification("Bình Yên", { body: said, tag: link, icon: SHELL.icon, data: link }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data, location.origin);
  if (url.origin === location.origin) event.waitUntil(clients.openWindow(url.href));
});

const fromShell = async (request) => (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);

// What the last shell has is not fetched again, and what came stays for the next try: on a bad line a release arrives in
// parts. The pages come last, when all that they name is there.
async function bring() {
  try {
    const cache = await caches.open(SHELL.version);
    await Promise.all(SHELL.files.map((url) => bringFile(cache, url)));
    await Promise.all(SHELL.pages.map((url) => bringPage(cache, url)));
  } catch (problem) {
    // Nothing is installed yet: half of it would be left where nobody can take it off.
    if (!registration.active) await caches.delete(SHELL.version);
    throw problem;
  }
}

const anew = (url) => new Request(url, { credentials: "omit", cache: "no-store" });

async function bringFile(cache, url) {
  const had = HASHED.test(url) && (await caches.match(url));
  await (had ? cache.put(url, had) : cache.add(anew(url)));
}

async function bringPage(cache, url) {
  const response = await fetch(anew(url));
  if (!ours(response)) throw new Error(`${url} is of another release`);
  await cache.put(url, response);
}

// Whether it is a page of this release: one of the next names files that are not kept here.
const ours = (response) => response.ok && response.headers.get("Shell-Version") === SHELL.version;

// The page as the server has it now; as it was when the server was last heard, where it does not answer in time.
async function freshPage(request, url) {
  const fresh = fetch(request).then(async (response) => {
    if (ours(response)) await (await caches.open(SHELL.version)).put(url.pathname, response.clone());
    return response;
  });
  const stored = await caches.match(url.pathname);
  if (!stored) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(stored), PATIENCE_MS));
  return Promise.race([fresh.catch(() => stored), late]);
}

const withoutNetwork = ({ pathname }) => caches.match(SHELL.offline[pathname.startsWith("/en/") ? 1 : 0]);

// Throws while something waits because there was no network, or a server that could take it.
async function sendKept() {
  const answers = await kept.send(post);
  if (answers.some(({ status }) => status >= 500)) throw new Error("not taken yet");
}

// A puzzle, which a report may owe, is left to the page: its answer is kept for nobody here.
async function post(url, posted) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: posted, credentials: "omit", cache: "no-store" });
  return { status: response.status, body: await response.json() };
}
