// Sealed reports that wait in this browser for a network, because the resident said so: ciphertext, without a word of
// the receipt and without an hour. A page imports this for what it sets, the service worker runs it as a script: that
// is why it exports nothing.
self.kept = (() => {
  const NAME = "binhyen", STORE = "reports";
  // Refusals of these very bytes, whenever they are sent: only their writer could seal them anew, and they hold nothing
  // that could be read here to do so. "broken" is none: a line breaks what it carries.
  const FINAL = ["directory", "unknown_place", "refused", "reused", "attachments", "too_large", "too_far"];

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function within(mode, work) {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
    const database = await asked(opening);
    try {
      return await asked(work(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  }

  // Whether anything waits, without making a store where there was none.
  async function any() {
    if (indexedDB.databases) return (await indexedDB.databases()).some(({ name }) => name === NAME);
    const opening = indexedDB.open(NAME);
    // Only one that is made by this very asking is upgraded here, and given up it is not made.
    opening.onupgradeneeded = () => opening.transaction.abort();
    try {
      (await asked(opening)).close();
      return true;
    } catch {
      return false;
    }
  }

  const all = async () => ((await any()) ? within("readonly", (store) => store.getAll()) : []);
  const put = (report) => within("readwrite", (store) => store.put(report));

  // The last one takes the store with it: an empty one would still tell that there was something.
  async function drop(key) {
    await within("readwrite", (store) => store.delete(key));
    if (!(await all()).length) await asked(indexedDB.deleteDatabase(NAME));
  }

  // Sends what waits: [{key, status, body}] of what the server answered. What it took is wiped; the same report sent
  // twice is one report, because its reference is made of what is in it. What can never be taken is marked, stays until
  // its owner deletes it, and is not sent again. `post` throws where there is no network.
  async function send(post) {
    const answers = [];
    for (const report of await all()) {
      if (report.refused) continue;
      const { key, url } = report;
      const posted = await withFiles(report);
      // No file is taken now; those without one still go.
      const { status, body } = posted ? await post(url, posted) : { status: 503, body: {} };
      if (status === 200 || status === 201) await drop(key);
      else if (FINAL.includes(body.code) && !(report.files && body.code === "attachments")) await put({ ...report, refused: true });
      answers.push({ key, status, body });
    }
    return answers;
  }

  // What is posted, once its sealed files arrived, each in one piece; "" where the server takes none now.
  async function withFiles({ posted, uploads, files }) {
    if (!files?.length) return posted;
    const attachments = [];
    for (const { content, sha256 } of files) {
      const upload = await uploaded(uploads, content);
      if (!upload) return "";
      attachments.push({ upload, sha256 });
    }
    return JSON.stringify({ ...JSON.parse(posted), attachments });
  }

  // The protocol is that of public/upload.js.
  async function uploaded(uploads, content) {
    const ask = (url, method, headers, body) =>
      fetch(url, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, body, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    const begun = await ask(uploads, "POST", { "Upload-Length": String(content.size) });
    const [, ref] = /([a-z2-7]{26})\/$/.exec(begun.headers.get("Location") ?? "") ?? [];
    if (!ref) return "";
    const headers = { "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" };
    const sent = await ask(`${uploads}${ref}/`, "PATCH", headers, content);
    return sent.headers.get("Upload-Offset") === String(content.size) ? ref : "";
  }

  return { any, all, put, drop, send };
})();
