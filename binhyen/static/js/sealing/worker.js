// A thin dispatcher: {id, role, op, …} in, {id, value} or {id, refused} out. Keys stay on this side.
import { Refused } from "./refusal.js";

// Loaded when first asked for: a resident's phone never downloads the officer's half.
const makers = {
  resident: () => import("./resident.js").then((module) => module.createResident()),
  officer: () => import("./officer.js").then((module) => module.createOfficer()),
  opener: () => import("./opener.js").then((module) => module.createOpener()),
};
const made = new Map();

function operationsOf(role) {
  if (!Object.prototype.hasOwnProperty.call(makers, role)) throw new Refused("Worker", "unknown_op");
  if (!made.has(role)) made.set(role, makers[role]());
  return made.get(role);
}

self.addEventListener("message", async ({ data: { id, role, op, ...input } }) => {
  try {
    const operations = await operationsOf(role);
    if (op === "hello") return self.postMessage({ id, value: {} });
    if (!Object.prototype.hasOwnProperty.call(operations, op)) throw new Refused("Worker", "unknown_op");
    self.postMessage({ id, value: await operations[op](input) });
  } catch (error) {
    // A fault's message may quote what it choked on, so only a refusal's own words go out.
    const refusal = error instanceof Refused ? error : new Refused("Worker", "failed");
    self.postMessage({ id, refused: { name: refusal.name, code: refusal.code, details: refusal.details } });
  }
});
