// Locks a desk that nobody sits at, and counts the last minute down where it can be seen and heard.
import { make, word } from "./page.js";

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

// `limit` and `warning` in milliseconds. Returns {start, stop}.
export function watch({ limit = 10 * 60 * 1000, warning = 60 * 1000, lock }) {
  let last = 0;
  let timer = null;
  let note = null;

  function alive() {
    last = Date.now();
    note?.remove();
    note = null;
  }

  function look() {
    const left = limit - (Date.now() - last);
    if (left <= 0) {
      stop();
      lock();
    } else if (left <= warning) {
      warn(Math.ceil(left / 1000));
    }
  }

  function warn(seconds) {
    if (!note) {
      note = make("p", { className: "toast idle" });
      document.getElementById("status").append(note);
    }
    note.textContent = word("lock_soon", { seconds });
  }

  function start() {
    alive();
    for (const sign of SIGNS) document.addEventListener(sign, alive, { passive: true, capture: true });
    // A computer that slept wakes past the limit: the clock decides, not the number of ticks.
    timer ??= setInterval(look, 1000);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    alive();
    for (const sign of SIGNS) document.removeEventListener(sign, alive, { capture: true });
  }

  return { start, stop };
}
