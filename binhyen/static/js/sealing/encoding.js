// Bytes as text, in exactly one way each: a second spelling of the same key would slip past a comparison.
import { bech32, sha256 } from "../../vendor/age.js";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const B64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
const BECH32_VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < 32; value++) BECH32_VALUES[BECH32.charCodeAt(value)] = value;
// What the five bits that leave the checksum do to it, together.
const BECH32_STEPS = Int32Array.from({ length: 32 }, (_, top) =>
  [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].reduce((sum, step, i) => ((top >> i) & 1 ? sum ^ step : sum), 0),
);
const BECH32_STARTS = new Map();
const B64URL_VALUES = new Map(Array.from(B64URL, (char, value) => [char, value]));

const encoder = new TextEncoder();
// Strict: a byte order mark stays, so that it is refused as what it is.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text) => encoder.encode(text);
export const fromUtf8 = (bytes) => decoder.decode(bytes);

export function concat(...parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const equal = (one, other) => one.length === other.length && startsWith(one, other);

// A loop, here and below: a function called for each byte is what an index of thousands of matters would wait for.
export function startsWith(bytes, prefix) {
  if (bytes.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false;
  return true;
}

export function u32(number) {
  return Uint8Array.of(number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255);
}

export function b64url(bytes) {
  return bytes.toBase64 ? bytes.toBase64({ alphabet: "base64url", omitPadding: true }) : regroup(bytes, 6, B64URL);
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
  return regroup(bytes, 4, "0123456789abcdef");
}

export const sha256Hex = (bytes) => hex(sha256(bytes));

export function toBech32(prefix, bytes) {
  return bech32.encodeFromBytes(prefix, bytes);
}

// The bytes of bech32 in capitals; RangeError for anything else. By hand: it is asked for a dozen times a matter.
export function fromBech32(prefix, text) {
  const start = prefix.length + 1;
  if (typeof text !== "string" || text.length < start + 6 || text.slice(0, start) !== `${prefix.toUpperCase()}1`) {
    throw new RangeError("not bech32");
  }
  let sum = BECH32_STARTS.get(prefix) ?? bech32Start(prefix);
  const bytes = new Uint8Array(((text.length - start - 6) * 5) >> 3);
  let [bits, held, at] = [0, 0, 0];
  for (let i = start; i < text.length; i++) {
    const value = BECH32_VALUES[text.charCodeAt(i)] ?? -1;
    if (value < 0) throw new RangeError("not bech32");
    sum = bech32Step(sum, value);
    if (i >= text.length - 6) continue;
    bits = ((bits << 5) | value) & 0xfff;
    held += 5;
    if (held >= 8) bytes[at++] = (bits >> (held -= 8)) & 255;
  }
  if (sum !== 1 || held > 4 || bits & ((1 << held) - 1)) throw new RangeError("not bech32");
  return bytes;
}

function bech32Start(prefix) {
  let sum = 1;
  for (const char of prefix) sum = bech32Step(sum, char.charCodeAt(0) >> 5);
  sum = bech32Step(sum, 0);
  for (const char of prefix) sum = bech32Step(sum, char.charCodeAt(0) & 31);
  BECH32_STARTS.set(prefix, sum);
  return sum;
}

// The checksum of BIP 173, one letter further.
function bech32Step(sum, value) {
  return ((sum & 0x1ffffff) << 5) ^ value ^ BECH32_STEPS[sum >>> 25];
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
