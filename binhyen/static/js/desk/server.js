// Talking to our own server. Every answer is {status, html} or {status, json}; what cannot be reached is Offline.
// A 401 means that the session ended: whoever asked is told, after the officer has signed in again, to ask again.
export class Offline extends Error {}

let signInAgain = () => Promise.reject(new Offline());

// `handler` resolves when somebody is signed in again.
export function onSessionEnd(handler) {
  signInAgain = handler;
}

export const get = (url) => ask(url, { method: "GET" });

export function post(url, body) {
  // The browser itself says where the parts of a form with files end.
  if (body instanceof FormData) return ask(url, { method: "POST", body });
  const json = !(body instanceof URLSearchParams);
  const type = json ? "application/json" : "application/x-www-form-urlencoded";
  return ask(url, { method: "POST", headers: { "Content-Type": type }, body: json ? JSON.stringify(body) : body.toString() });
}

// Sealed bytes, as a Blob that the browser need not hold in memory: {status, blob}, or {status} where there is none.
export const fetchBlob = (url) => ask(url, { method: "POST", blob: true });

// An answer that this side does not read, as bytes: {status, bytes}, or as ever where it is not 200.
export const fetchBytes = (url, body) =>
  ask(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), bytes: true });

// For the doors of signing in themselves, where a 401 is an answer.
export function postAtTheDoor(url, body) {
  return once(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export const getAtTheDoor = (url) => once(url, { method: "GET" });

async function ask(url, request) {
  const answer = await once(url, request);
  if (answer.status === 403 && answer.json?.next === "security") {
    location.assign(answer.json.url);
    return new Promise(() => {});
  }
  if (answer.status !== 401) return answer;
  await signInAgain(answer.json?.message ?? "");
  return ask(url, request);
}

async function once(url, { blob = false, bytes = false, ...request }) {
  let response;
  try {
    response = await fetch(url, {
      ...request,
      headers: { ...request.headers, Accept: "text/html-fragment, application/json", "X-CSRFToken": csrf() },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
    if (blob && response.status === 200) return { status: 200, blob: await response.blob() };
    if (bytes && response.status === 200) return { status: 200, bytes: await response.arrayBuffer() };
  } catch {
    throw new Offline();
  }
  const text = await response.text();
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  return isJson ? { status: response.status, json: JSON.parse(text) } : { status: response.status, html: text };
}

// Signing in replaces the token, perhaps in another tab, so it is read anew each time.
export function csrf() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : "";
}
