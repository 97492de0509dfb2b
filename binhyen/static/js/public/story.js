// What is sealed: the twin of binhyen/receiving/story.py.
const VERSION = 2;

export function compose({ text, commune, hamlet, place, conflict, identity, language }) {
  return { version: VERSION, text, commune, hamlet, place, conflict, identity, language };
}

export const message = (text) => ({ version: 1, text });
