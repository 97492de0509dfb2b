// The page's side of the Worker: promises, time limits, and every failure as a Refused with a code.
import { Refused } from "./refusal.js";
import { missing } from "./support.js";

// Four times what a stretch takes on a phone a quarter as fast as a laptop's core.
const PATIENCE = 60000;
const START = 20000;

// `workerUrl` comes from the page (its name is hashed) as a TrustedScriptURL where the browser has such.
// Returns {call(op, input), close()}. `role`: "resident" or "officer".
export async function connect(workerUrl, role, { patience = PATIENCE } = {}) {
  const lacks = missing();
  if (lacks.length) throw new Refused("Browser", "old_browser", { missing: lacks });
  const pending = new Map();
  let worker;
  let last = 0;
  let closed = null;

  try {
    worker = new Worker(workerUrl, { type: "module" });
  } catch {
    throw new Refused("Browser", "old_browser", { missing: ["worker"] });
  }
  worker.addEventListener("message", ({ data: { id, value, refused } }) => {
    const waiting = pending.get(id);
    if (!waiting) return;
    pending.delete(id);
    clearTimeout(waiting.timer);
    if (refused) waiting.reject(new Refused(refused.name, refused.code, refused.details));
    else waiting.resolve(value);
  });
  // Also what a browser without module Workers does: it cannot parse the first import.
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    end("worker_failed");
  });
  worker.addEventListener("messageerror", () => end("worker_failed"));

  const call = (op, input = {}, limit = patience, given = []) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Refused("Browser", closed));
      const id = ++last;
      // A Worker that hangs is ended, not waited for: it may hold keys, and nobody could lock it any more.
      const timer = setTimeout(() => end("timeout"), limit);
      pending.set(id, { resolve, reject, timer });
      worker.postMessage({ ...input, id, role, op }, given);
    });

  function end(code) {
    closed = closed || code;
    worker.terminate();
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(new Refused("Browser", code));
    }
    pending.clear();
  }

  await call("hello", {}, START);
  return { call, close: () => end("closed") };
}
