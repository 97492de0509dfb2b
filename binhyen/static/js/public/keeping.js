// A sealed report kept on this device until there is a network, when the resident says so; and the word about it on the
// next page. Brought only when something was not sent, or is waiting.
import "../shell/kept.js";
import { fill } from "./carried.js";
import { sealer } from "./sealer.js";
import { postWorking } from "./working.js";

const { kept } = self;

// Keeps `posted`, the JSON text of a sealed report, which its own reference names.
export async function keep(url, posted, name) {
  await kept.put({ key: name, url, posted });
  // Where the shell is installed the browser itself sends it, also with every page closed.
  const shell = await navigator.serviceWorker?.getRegistration();
  await shell?.sync?.register("kept").catch(() => null);
}

// Sends what waits and says on the page how it went; again whenever the network comes back.
export async function sendAll(workerUrl, words, tell) {
  const waiting = await kept.all();
  if (!waiting.length) return;
  const again = () => sendAll(workerUrl, words, tell);
  tell(fill(words.waiting, { number: waiting.length }));
  try {
    const client = () => sealer(workerUrl);
    const answers = await kept.send((url, posted) => postWorking(url, posted, client, () => tell(words.working)));
    const refused = answers.find(({ status }) => status !== 200 && status !== 201);
    tell(refused ? fill(words.refused, { why: refused.body.message ?? "" }) : words.sent, !refused && answers);
  } catch {
    addEventListener("online", again, { once: true });
  }
}

export const count = async () => (await kept.all()).length;

export async function dropAll() {
  for (const { key } of await kept.all()) await kept.drop(key);
}
