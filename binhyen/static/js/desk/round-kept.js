// What was recorded on a round and not sent yet: ciphertext in this browser, one row for each act, in their order. The
// key comes with the page to whoever signed in and is kept nowhere: who finds the phone finds bytes.
const NAME = "binhyen-round", STORE = "acts", IV = 12;

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function within(mode, work) {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "number", autoIncrement: true });
  const database = await asked(opening);
  try {
    return await asked(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

// `hex`: the key that the page was given.
export const keyOf = (hex) =>
  crypto.subtle.importKey("raw", Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16)), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);

// An act is {label, url, fields: [[name, value]], files: [[name, File]]}. Its head and its pictures are one plaintext, so
// that not even how many pictures there are can be told. Gives the row's number.
export async function put(key, { files, ...act }) {
  const bodies = await Promise.all(files.map(([, file]) => file.arrayBuffer()));
  const named = files.map(([name, file], i) => [name, file.name, file.type, bodies[i].byteLength]);
  const head = new TextEncoder().encode(JSON.stringify({ ...act, files: named }));
  const length = new Uint8Array(new Uint32Array([head.length]).buffer);
  const plain = await new Blob([length, head, ...bodies]).arrayBuffer();
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  return within("readwrite", (store) => store.add({ iv, sealed }));
}

// [{number, act}]; `act` is null where the key is not that of whoever recorded it.
export async function all(key) {
  const rows = await within("readonly", (store) => store.getAll());
  return Promise.all(rows.map(async ({ number, iv, sealed }) => ({ number, act: await opened(key, iv, sealed) })));
}

// How many wait, whoever recorded them; 0 without making a store by asking.
export async function count() {
  const there = (await indexedDB.databases?.())?.some(({ name }) => name === NAME) ?? true;
  return there ? within("readonly", (store) => store.count()) : 0;
}

export async function dropAll() {
  if (await count()) await within("readwrite", (store) => store.clear());
}

export const drop = (number) => within("readwrite", (store) => store.delete(number));

async function opened(key, iv, sealed) {
  let plain;
  try {
    plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  } catch {
    return null;
  }
  const [length] = new Uint32Array(plain.slice(0, 4));
  const head = JSON.parse(new TextDecoder().decode(plain.slice(4, 4 + length)));
  let from = 4 + length;
  const files = head.files.map(([name, called, type, size]) => {
    const file = new File([plain.slice(from, from + size)], called, { type });
    from += size;
    return [name, file];
  });
  return { ...head, files };
}
