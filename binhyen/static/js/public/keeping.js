// A sealed report kept on this device until there is a network, when the resident says so; and the word about it on the
// next page. Brought only when something was not sent, or is waiting.
import "../shell/kept.js";
import { fill } from "./carried.js";
import { pause } from "./post.js";
import { sealer } from "./sealer.js";
import { postWorking } from "./working.js";

const { kept } = self;
// Between two tries of an open page, each twice the one before. No event ends them for certain: a dead line may call itself
// a network for hours.
const FIRST_MS = 30000;
const LONGEST_MS = 900000;
let turn = 0; // of several waits only the last is followed by a try

// Keeps `posted`, the JSON text of a sealed report, which its own reference names; `more`: {uploads, files}, what comes
// with it, sealed, and where it goes.
export async function keep(url, posted, name, more = {}) {
  await kept.put({ key: name, url, posted, ...more });
  // Where the shell is installed the browser itself sends it, also with every page closed.
  const shell = await navigator.serviceWorker?.getRegistration();
  await shell?.sync?.register("kept").catch(() => null);
}

// Sends what waits and says on the page how it went; again while the page is open and something waits. `tell(text, {answers,
// refused})`: what the server said, and whether something is here that it will never take.
export async function sendAll(workerUrl, words, tell, wait = FIRST_MS) {
  turn += 1;
  const before = await count();
  if (!before.waiting) {
    if (before.refused) tell(words.refused, { refused: true });
    return;
  }
  const again = () => void sendLater(workerUrl, words, tell, wait);
  tell(fill(words.waiting, { number: before.waiting }));
  try {
    const client = () => sealer(workerUrl);
    const answers = await kept.send((url, posted) => postWorking(url, posted, client, () => tell(words.working)));
    const { waiting, refused } = await count();
    tell(refused ? words.refused : waiting ? words.later : words.sent, { answers, refused: refused > 0 });
    if (waiting) again();
  } catch {
    again();
  }
}

// After a while, or as soon as the network is back.
export async function sendLater(workerUrl, words, tell, wait = FIRST_MS) {
  const mine = ++turn;
  await pause(wait);
  if (mine === turn) await sendAll(workerUrl, words, tell, Math.min(2 * wait, LONGEST_MS));
}

// {waiting, refused}: how many will be sent, and how many can never be.
export async function count() {
  const all = await kept.all();
  const refused = all.filter((each) => each.refused).length;
  return { waiting: all.length - refused, refused };
}

export async function drop({ refused }) {
  for (const each of await kept.all()) if (Boolean(each.refused) === refused) await kept.drop(each.key);
}
