// What is sealed: the twin of binhyen/public/story.py.
const VERSION = 1;

export function compose({ text, commune, hamlet, place, conflict, name, contact, language }) {
  return { version: VERSION, text, commune, hamlet, place, conflict, name, contact, language };
}

export const message = (text) => ({ version: VERSION, text });
