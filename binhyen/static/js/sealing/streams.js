// The streams of a matter that an office can open.
import { STREAMS } from "./birth.js";
import { readStream } from "./reading.js";
import { Refused } from "./refusal.js";

// {intake, talk} of an admitted bundle, each as readStream gives it; null where it was not granted. Refused when none was.
export async function read(admitted, identities, bundle, asked = STREAMS, how = {}) {
  const found = { intake: null, talk: null };
  let missing = null;
  for (const name of asked) {
    try {
      found[name] = await readStream(admitted, name, identities, bundle, how);
    } catch (refusal) {
      // An office may hold one stream only; any other refusal is an attack, or a fault, to be told.
      if (!(refusal instanceof Refused) || refusal.code !== "no_grant") throw refusal;
      missing = refusal;
    }
  }
  if (missing && !found.intake && !found.talk) throw missing;
  return found;
}
