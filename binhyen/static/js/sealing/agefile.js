// Opens an age file (age-encryption.org/v1, X25519) that is whole in memory (pieces: agepieces.js).
// age-encryption's own Decrypter goes through five streams and takes four times as long, which an officer who
// indexes thousands of matters waits for; and old Safaris lack those streams. Files are made by age-encryption.
import { chacha20poly1305, sha256, x25519 } from "../../vendor/age.js";
import { concat, equal, fromB64, startsWith, utf8 } from "./encoding.js";

const INTRO = utf8("age-encryption.org/v1\n");
export const MOST_HEAD = 16384;
const LONGEST_LINE = 4096;
const [NEWLINE, FIRST, LAST] = [10, 32, 126];
const NO_SALT = new Uint8Array(32);
const [OUTER, INNER] = [0x5c, 0x36];
const HALF = 32;
const PADS = new Map([OUTER, INNER].map((byte) => [byte, new Uint8Array(HALF).fill(byte)]));
const CIPHER = "ChaCha20-Poly1305";
// The nonce of the chunk that is first and last.
const ONLY_CHUNK = Uint8Array.of(...new Uint8Array(11), 1);
const ONE = Uint8Array.of(1);
export const CHUNK = 65536;
export const TAG = 16;
const LABELS = { wrap: utf8("age-encryption.org/v1/X25519"), header: utf8("header"), payload: utf8("payload") };

// The plaintext; throws for anything that is not a sound age file for this identity. `exchange` gives the X25519
// shared secret with a public key, `recipient` is the identity's own public key (32 bytes).
export async function openAge(file, exchange, recipient) {
  const { key, start } = await openHead(file, exchange, recipient);
  return openPayload(key, file.subarray(start));
}

// The payload's key, and where the payload starts.
export async function openHead(file, exchange, recipient) {
  const header = readHeader(file);
  const fileKey = await unwrap(header.stanzas, exchange, recipient);
  const macKey = derive(fileKey, NO_SALT, LABELS.header);
  if (!equal(hmac(macKey, header.signed), header.mac)) throw new RangeError("header was altered");
  const nonce = file.subarray(header.end, header.end + 16);
  if (nonce.length !== 16) throw new RangeError("no payload");
  return { key: derive(fileKey, nonce, LABELS.payload), start: header.end + 16 };
}

function readHeader(file) {
  if (!startsWith(file, INTRO)) throw new RangeError("not age");
  const stanzas = [];
  let at = INTRO.length;
  const most = Math.min(file.length, MOST_HEAD);
  // Byte by byte to the end of the line: of most files that is all that is ever spelled out.
  const line = () => {
    let found = "";
    for (let i = at; i < most; i++) {
      const byte = file[i];
      if (byte === NEWLINE) {
        at = i + 1;
        return found;
      }
      if (byte < FIRST || byte > LAST || found.length === LONGEST_LINE) throw new RangeError("not a header line");
      found += String.fromCharCode(byte);
    }
    throw new RangeError("header has no end");
  };
  for (;;) {
    const start = at;
    const [mark, ...args] = line().split(" ");
    if (mark === "---" && args.length === 1) {
      return { stanzas, signed: file.subarray(0, start + 3), mac: fromB64(args[0]), end: at };
    }
    if (mark !== "->" || !args.length || args.includes("")) throw new RangeError("not a stanza");
    const body = [];
    do body.push(fromB64(line()));
    while (body[body.length - 1].length === 48);
    if (body.some((part) => part.length > 48)) throw new RangeError("not a stanza");
    stanzas.push({ args, body: concat(...body) });
  }
}

async function unwrap(stanzas, exchange, recipient) {
  for (const { args, body } of stanzas) {
    if (args[0] !== "X25519") continue;
    if (args.length !== 2 || body.length !== 32) throw new RangeError("not an X25519 stanza");
    const share = fromB64(args[1]);
    if (share.length !== 32) throw new RangeError("not an X25519 stanza");
    const shared = await exchange(share);
    // A point of low order gives nought whoever's key meets it, so anybody could have made the file.
    if (equal(shared, NO_SALT)) throw new RangeError("low order point");
    const key = derive(shared, concat(share, recipient), LABELS.wrap);
    try {
      return chacha20poly1305(key, new Uint8Array(12)).decrypt(body);
    } catch {
      // Another recipient's stanza.
    }
  }
  throw new RangeError("not for this identity");
}

async function openPayload(key, payload) {
  const chunks = [];
  if (payload.length <= CHUNK + TAG) {
    const own = await byBrowser(key, payload);
    if (own) return own;
  }
  const decrypt = decrypterOf(key);
  for (let at = 0; ; ) {
    const end = Math.min(at + CHUNK + TAG, payload.length);
    const last = end === payload.length;
    chunks.push(decrypt(payload.subarray(at, end), last));
    if (last) return concat(...chunks);
    at = end;
  }
}

// The one chunk of a small payload by the browser's own cipher, where it has this one: a third of the time. Null where it has
// none, and where it does not open: then ours says so.
async function byBrowser(key, sealed) {
  try {
    const own = await crypto.subtle.importKey("raw-secret", key, CIPHER, false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt({ name: CIPHER, iv: ONLY_CHUNK }, own, sealed));
  } catch {
    return null;
  }
}

// Opens one chunk after the other; throws for one that is altered, or not the last where it says so.
export function decrypterOf(key) {
  const nonce = new Uint8Array(12);
  const counter = new DataView(nonce.buffer);
  let number = 0;
  return (sealed, last) => {
    counter.setUint32(7, number);
    nonce[11] = last ? 1 : 0;
    const chunk = chacha20poly1305(key, nonce).decrypt(sealed);
    if (last && number > 0 && chunk.length === 0) throw new RangeError("an empty last chunk");
    number += 1;
    return chunk;
  };
}

// HMAC-SHA256 and 32 bytes of HKDF-SHA256, for keys of up to a block. The library's own make a new state for every step,
// which takes three times as long.
const hmac = (key, ...message) => digest(...padded(key, OUTER), digest(...padded(key, INNER), ...message));

const fresh = sha256.create();
const state = sha256.create();

function digest(...parts) {
  fresh._cloneInto(state);
  for (const part of parts) state.update(part);
  // Into its own buffer: for any other it makes a view each time.
  state.digestInto(state.buffer);
  return state.buffer.slice(0, 32);
}

// The block as two halves: taken whole, it too would have a view made. Most keys are no longer than the first.
function padded(key, byte) {
  const pad = PADS.get(byte);
  return [xored(key, 0, pad), key.length > HALF ? xored(key, HALF, pad) : pad];
}

function xored(key, from, pad) {
  const half = pad.slice();
  const end = Math.min(key.length - from, HALF);
  for (let i = 0; i < end; i++) half[i] ^= key[from + i];
  return half;
}

const derive = (secret, salt, label) => hmac(hmac(salt, secret), label, ONE);

// The exchange of an identity whose 32 bytes are at hand, where the browser has no X25519 of its own.
export const exchangeWith = (raw) => (share) => x25519.scalarMult(raw, share);
