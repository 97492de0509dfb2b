// Posts JSON and tells three things apart: an answer, a refusal in words, and no answer at all.
const PATIENCE_MS = 60000;

export class Unreachable extends Error {}

// {status, body}. Throws Unreachable when the network or the server gave no answer that can be read: what was sent
// may or may not have arrived, and sending the same bytes again is right.
export async function post(url, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    return { status: response.status, body: await response.json() };
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}

// Until the time is over, or the network is back.
export const pause = (ms) =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    }
  });
