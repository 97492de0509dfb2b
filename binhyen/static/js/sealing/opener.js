// A Worker beside the officer's, made by it and ended by it: opens batches for the index, with keys that it can use and
// not read. Nobody else can ask it.
import { Identity } from "./keys.js";
import { refuse } from "./refusal.js";
import { textsOf } from "./texts.js";

export function createOpener() {
  let offices = new Map();

  return {
    // Takes what `lent` gives: [[office, [{key, recipient}]]].
    async hold({ keys }) {
      offices = new Map(keys.map(([office, held]) => [office, held.map(Identity.borrowed)]));
      return {};
    },

    read: ({ batch, directory, prove }) => textsOf(batch, directory, identitiesOf, prove),
  };

  function identitiesOf(office) {
    if (!offices.has(office)) throw refuse("Locked")("no_office");
    return offices.get(office);
  }
}
