// The newest serial of each office's certificate that this browser sealed to or unlocked: an older one is refused later,
// though it has not lapsed. Serials are public; only those that the Worker believed are kept.
import { directory } from "./page.js";

// Of these oversight keys alone: another installation's serials count from one again. (Whoever makes a phrase by
// invitation is on a page that names none yet.)
const PLACE = `serials ${[directory.installation, ...[...(directory.roots ?? [])].sort()].join(" ")}`;

export function floors() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    // Kept nothing, or not allowed to: as on a browser that is new here.
    return {};
  }
}

export function keep(seen) {
  const known = floors();
  for (const [office, serial] of Object.entries(seen)) known[office] = Math.max(serial, known[office] ?? 0);
  try {
    localStorage.setItem(PLACE, JSON.stringify(known));
  } catch {
    // A browser that keeps nothing.
  }
}
