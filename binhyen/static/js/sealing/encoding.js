// Bytes as text, in exactly one way each: a second spelling of the same key would slip past a comparison.
import { bech32, sha256 } from "../../vendor/age.js";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const B64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const B64URL_VALUES = new Map(Array.from(B64URL, (char, value) => [char, value]));

export const utf8 = (text) => new TextEncoder().encode(text);

// Strict: a byte order mark stays, so that it is refused as what it is.
export const fromUtf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const equal = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

export const startsWith = (bytes, prefix) => bytes.length >= prefix.length && prefix.every((byte, i) => byte === bytes[i]);

export function u32(number) {
  return Uint8Array.of(number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255);
}

export function b64url(bytes) {
  return regroup(bytes, 6, B64URL);
}

// The bytes of canonical base64url without padding; RangeError for anything else.
export function fromB64url(text) {
  if (typeof text !== "string" || text.length % 4 === 1) throw new RangeError("not base64url");
  return Uint8Array.fromBase64 ? byBrowser(text) : byHand(text);
}

// Ten times as fast. It is more lenient: about padding and spaces, which show in the length, and about the bits that
// the last letter has too many.
function byBrowser(text) {
  let bytes;
  try {
    bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    throw new RangeError("not base64url");
  }
  const over = { 0: 0, 2: 15, 3: 3 }[text.length % 4];
  if (bytes.length !== (text.length * 6) >> 3 || B64URL_VALUES.get(text.at(-1)) & over) throw new RangeError("not base64url");
  return bytes;
}

function byHand(text) {
  const bytes = new Uint8Array((text.length * 6) >> 3);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of text) {
    const value = B64URL_VALUES.get(char);
    if (value === undefined) throw new RangeError("not base64url");
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 255;
    }
  }
  if (bits & ((1 << held) - 1)) throw new RangeError("not base64url");
  return bytes;
}

// The bytes of canonical standard base64 without padding, as age writes it.
export function fromB64(text) {
  if (/[-_]/.test(text)) throw new RangeError("not base64");
  return fromB64url(text.replace(/\+/g, "-").replace(/\//g, "_"));
}

export function base32(bytes) {
  return regroup(bytes, 5, BASE32);
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const sha256Hex = (bytes) => hex(sha256(bytes));

export function toBech32(prefix, bytes) {
  return bech32.encodeFromBytes(prefix, bytes);
}

export function fromBech32(prefix, text) {
  const { prefix: found, bytes } = bech32.decodeToBytes(text);
  if (found.toLowerCase() !== prefix || toBech32(prefix, bytes).toUpperCase() !== text) throw new RangeError("not bech32");
  return bytes;
}

function regroup(bytes, width, alphabet) {
  const chars = [];
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= width) {
      held -= width;
      chars.push(alphabet[(bits >> held) & ((1 << width) - 1)]);
    }
  }
  if (held) chars.push(alphabet[(bits << (width - held)) & ((1 << width) - 1)]);
  return chars.join("");
}
