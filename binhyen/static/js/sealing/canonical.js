// Canonical JSON: RFC 8785, NFC, no floats. A value has one byte form, so a signature covers its meaning.
import { canonicalize } from "../../vendor/age.js";
import { fromUtf8, utf8 } from "./encoding.js";
import { refuse } from "./refusal.js";

export const LARGEST = Number.MAX_SAFE_INTEGER;
const DEEPEST = 16;
// With the u flag a class of surrogates matches only lone ones. (No lookbehind: old Safari cannot parse it.)
const ASCII = /^[\x00-\x7f]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

const NUMBER_KEY = /"[0-9]+":/;

const notCanonical = refuse("NotCanonical");

// The one byte form. Strings are put into NFC; floats, numbers past 2^53, lone surrogates are refused.
export const encode = (value) => utf8(spelled(plain(value, 0)));

// The value of canonical bytes. A second spelling (spaces, another order, a key twice) is refused.
export function decode(bytes) {
  const { value, copy, text } = read(bytes);
  // Strict UTF-8 has one spelling of a text, so texts that are the same are bytes that are the same.
  if (spelled(copy) !== text) throw notCanonical("malformed");
  return value;
}

// The value of any strict UTF-8 JSON of whole numbers.
export const parse = (bytes) => read(bytes).value;

function read(bytes) {
  let text;
  let value;
  try {
    text = fromUtf8(bytes);
    value = JSON.parse(text);
  } catch {
    throw notCanonical("malformed");
  }
  return { text, value, copy: plain(value, 0) };
}

// JSON.stringify spells strings and whole numbers as RFC 8785 asks, and `plain` put the keys in their order: a tenth of
// canonicalize's time, which an index of thousands of matters waits for. But objects have their keys that are whole numbers
// first, wherever those were put.
function spelled(copy) {
  const text = JSON.stringify(copy);
  return NUMBER_KEY.test(text) ? canonicalize(copy) : text;
}

function plain(value, depth) {
  if (depth > DEEPEST) throw notCanonical("malformed");
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw notCanonical("malformed");
    return value;
  }
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (typeof value !== "object" || ![Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    throw notCanonical("malformed");
  }
  // Without a prototype, so that a key "__proto__" is a key like any other.
  const copy = Object.create(null);
  const keys = Object.keys(value);
  let inOrder = true;
  let last = "";
  for (const key of keys) {
    const name = text(key);
    copy[name] = plain(value[key], depth + 1);
    inOrder &&= last <= name;
    last = name;
  }
  const names = Object.keys(copy);
  if (names.length !== keys.length) throw notCanonical("malformed");
  return inOrder ? copy : sorted(copy, names);
}

// By UTF-16 units, as RFC 8785 has it.
function sorted(copy, names) {
  const found = Object.create(null);
  for (const name of names.sort()) found[name] = copy[name];
  return found;
}

function text(value) {
  if (ASCII.test(value)) return value;
  if (LONE_SURROGATE.test(value)) throw notCanonical("malformed");
  return value.normalize("NFC");
}
