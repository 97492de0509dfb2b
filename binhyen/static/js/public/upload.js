// Sends sealed files in pieces by tus 1.0.0, and goes on where it stopped when the network was gone.
// Our own 100 lines instead of a client library: docs/adr/0011-attachments.md says why.
import { pause, Unreachable } from "./post.js";

const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE_TYPE = "application/offset+octet-stream";
const REF = /([a-z2-7]{26})\/$/;
const PATIENCE_MS = 60000;
// Between tries; after the last the sender is asked to press the button again.
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15000, 30000, 30000];

// Each time all of the file goes again, and it is the sender who pays for that.
const MOST_LOST = 3;

// The server no longer has what was sent of this file: it must be sealed and sent anew.
class Lost extends Error {}

// An answer that is none of the protocol's: of a server that is busy, a filter that knows no PATCH, a hotel's first page.
class Unexpected extends Error {
  constructor({ status }) {
    super();
    this.full = status === 503 || (status >= 400 && status < 500);
  }
}

export class Sending {
  // `address`: where uploads begin. `seal(kind, content)` gives {length, next()}, `told({index, done, waiting})` is
  // called as it goes on.
  constructor(address, items, seal, told) {
    Object.assign(this, { address, items, seal, told });
    this.named = [];
    this.lost = 0; // times, of the item that is on its way
    this.current = null; // {sealing, where, at, piece}: of the item that is on its way
  }

  // [{upload, sha256}] once all have arrived. Throws Unreachable; called again, it goes on from there.
  async run() {
    while (this.named.length < this.items.length) {
      try {
        this.named.push(await this.sendNext());
        this.lost = 0;
      } catch (problem) {
        if (!(problem instanceof Lost)) throw problem;
        this.lost += 1;
      }
      this.current = null;
      if (this.lost === MOST_LOST) {
        this.lost = 0;
        throw Object.assign(new Unreachable(), { full: true });
      }
    }
    return this.named;
  }

  async sendNext() {
    const { kind, content } = this.items[this.named.length];
    this.current ??= { sealing: await this.seal(kind, content), where: "", at: 0, piece: null };
    const now = this.current;
    now.where ||= await this.begin(now.sealing.length);
    for (;;) {
      now.piece ??= await now.sealing.next();
      const { bytes, sha256 } = now.piece;
      await this.sendPiece(now, bytes);
      now.at += bytes.length;
      now.piece = null;
      this.say(now.at / now.sealing.length);
      if (sha256) return { upload: REF.exec(now.where)[1], sha256 };
    }
  }

  async begin(length) {
    return this.trying(async () => {
      const response = await ask(this.address, "POST", { "Upload-Length": String(length) });
      const ref = REF.exec(response.headers.get("Location") ?? "");
      if (response.status !== 201 || !ref) throw new Unexpected(response);
      return `${this.address}${ref[1]}/`;
    });
  }

  // What of the piece has arrived is asked after every failure; only the rest goes again.
  async sendPiece({ where, at }, bytes) {
    const end = at + bytes.length;
    let from = at;
    let unsure = false;
    while (from < end) {
      await this.trying(async () => {
        if (unsure) from = await whereItIs(where);
        unsure = true;
        if (from < at || from > end) throw new Lost();
        if (from === end) return;
        const headers = { "Upload-Offset": String(from), "Content-Type": PIECE_TYPE };
        const response = await ask(where, "PATCH", headers, bytes.subarray(from - at));
        if (response.status === 404 || response.status === 413) throw new Lost();
        const arrived = offset(response, 204);
        // Nothing of it arrived: the next try waits, as after any failure.
        if (arrived <= from) throw new Unexpected(response);
        from = arrived;
        unsure = false;
      });
    }
  }

  // Tries until there is an answer of the protocol; each other answer, and none, costs a wait.
  async trying(work) {
    let full = false;
    for (const wait of [...WAITS_MS, 0]) {
      try {
        return await work();
      } catch (problem) {
        if (problem instanceof Lost || problem instanceof Unreachable) throw problem;
        full = problem.full ?? false;
      }
      if (!wait) break;
      this.say(null);
      await pause(wait);
    }
    throw Object.assign(new Unreachable(), { full });
  }

  say(part) {
    const done = part ?? (this.current?.where ? this.current.at / this.current.sealing.length : 0);
    this.told({ index: this.named.length, done, waiting: part === null });
  }
}

async function whereItIs(where) {
  const response = await ask(where, "HEAD");
  if (response.status === 404) throw new Lost();
  return offset(response, 200);
}

// Without the header it is not our server that answered: to take that for 0 would be to send all of the file again.
function offset(response, status) {
  const told = response.headers.get("Upload-Offset");
  if (response.status !== status || !/^\d+$/.test(told ?? "")) throw new Unexpected(response);
  return Number(told);
}

async function ask(url, method, headers = {}, body = undefined) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...TUS, ...headers },
      body,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    if (response.status === 503) await refused(response);
    return response;
  } finally {
    clearTimeout(timer);
  }
}

// The server's own word that it takes no file now, as no proxy before it says it: whoever waits would wait for nothing.
async function refused(response) {
  const { code, message } = await response.json().catch(() => ({}));
  if (code === "flood" || code === "full") throw Object.assign(new Unreachable(message), { full: true, code });
}
