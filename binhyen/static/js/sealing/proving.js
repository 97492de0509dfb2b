// The index, of which nothing is shown before it was asked who signed it. Asking takes as long as opening, and most of what
// an officer can search is never looked at: so it is asked of what is found, before it is answered with, and of the rest
// when everything can be searched.
import { signatureHolds } from "./keys.js";
import { createIndex } from "./search.js";

export function createProvedIndex(hints) {
  const index = createIndex(hints);
  const unproved = new Map(); // ref -> {claims, asked}: [[key, message, signature]], and the answer that is underway
  let refused = [];

  // What textsOf gives of a matter, with the claims that are left to ask about (texts.js).
  function put({ claims, ...one }) {
    index.put(one);
    if (claims.length) unproved.set(one.ref, { claims, asked: null });
    else unproved.delete(one.ref);
  }

  async function prove(ref) {
    const one = unproved.get(ref);
    if (!one) return true;
    one.asked ??= Promise.all(one.claims.map((claim) => signatureHolds(...claim))).then((held) => held.every(Boolean));
    const holds = await one.asked;
    // Read again meanwhile, or settled by another who asked.
    if (unproved.get(ref) !== one) return holds;
    unproved.delete(ref);
    if (!holds) {
      index.drop(ref);
      refused.push(ref);
    }
    return holds;
  }

  // What `ask` answers once all of it is proved: what is not falls out, and it is asked again.
  async function proved(ask, refsOf) {
    for (;;) {
      const answer = ask();
      const held = await Promise.all(refsOf(answer).map(prove));
      if (held.every(Boolean)) return answer;
    }
  }

  const refs = (found) => found.map(({ ref }) => ref);

  return {
    put,
    search: (query) => proved(() => index.search(query), ({ hits }) => refs(hits)),
    alike: (ref) => proved(() => index.alike(ref), (found) => [ref, ...refs(found)]),
    alikeWritten: (text, clear) => proved(() => index.alikeWritten(text, clear), refs),
    hintsFor: (asked) => proved(() => index.hintsFor(asked), () => (asked.ref ? [asked.ref] : [])),

    // Asks about so many more: {refused, left}. `refused`: the refs of which somebody else signed a part, those found since
    // the last time. They are in the index no more, and to be read again.
    async proveSome(most) {
      for (const ref of [...unproved.keys()].slice(0, most)) await prove(ref);
      if (!unproved.size) index.settle();
      return { refused: refused.splice(0), left: unproved.size };
    },

    end() {
      unproved.clear();
      index.end();
    },
  };
}
