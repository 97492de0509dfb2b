// One WebAuthn ceremony behind one button: asks the server how to begin, the browser's authenticator to answer,
// and the server whether the answer holds. `data-ceremony` is "create" (a new key) or "get" (prove oneself).
import { answer } from "./passkey.js";

export function start(button) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  button.after(said);
  button.addEventListener("click", async () => {
    if (!globalThis.PublicKeyCredential) {
      said.textContent = button.dataset.unsupported;
      return;
    }
    said.textContent = "";
    button.disabled = true;
    try {
      const begun = await post(button, button.dataset.begin, {});
      const credential = await answer(button.dataset.ceremony, begun.options);
      const done = await post(button, button.dataset.finish, { credential });
      location.assign(done.url ?? button.dataset.next);
    } catch (problem) {
      // Cancelled by its owner, timed out, or refused: the reader hears what the server said, if it said anything.
      said.textContent = problem instanceof Told ? problem.message : button.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
  // Only now does a press do something.
  button.disabled = false;
}

class Told extends Error {}

async function post(button, url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": button.dataset.csrf, Accept: "application/json" },
    body: JSON.stringify(body),
  });
  // The server wants them to prove themselves first, or to sign in again: it sent another page.
  if (response.redirected) {
    location.assign(response.url);
    return new Promise(() => {});
  }
  const content = await response.json();
  if (!response.ok) throw new Told(content.message ?? button.dataset.failed);
  return content;
}
