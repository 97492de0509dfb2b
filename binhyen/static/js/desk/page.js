// What the page brought with it: words, addresses and the directory of offices.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

const words = read("desk-words");
export const addresses = read("desk-addresses");
export const directory = read("desk-directory");

// A sentence, with {names} put in. Values become text, never markup.
export function word(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
}

// Why a part or a file was refused.
export const why = (code) => words[`refused_${code}`] ?? words.refused_malformed;

export const addressOf = (name, ref) => addresses[name].replace("REF", encodeURIComponent(ref));
export const language = document.documentElement.lang;

// An element with text. Everything that somebody wrote enters the page through here or through shown.js.
export function make(tag, { text = "", className = "", ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
