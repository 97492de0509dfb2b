// Attachments: a photo, a voice note or another file, each an age file of its own, sealed and opened piece by piece.
// The bytes and what binds them to a matter: binhyen/sealing/attachment.py and docs/sealing-format.md.
import { sha256 } from "../../vendor/age.js";
import { hasForm, isText, REF } from "./birth.js";
import * as canonical from "./canonical.js";
import { concat, hex, startsWith, u32, utf8 } from "./encoding.js";
import { encryptTo, isRecipient } from "./keys.js";
import { paddedLength } from "./padding.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const MAGIC = utf8("binhyen-attachment/1\n");
const KINDS = ["photo", "voice", "file"];
export const MOST_CONTENT = 100 * 1024 * 1024;
const MOST_HEADER = 1024;
const CHUNK = 65536;
const PIECE = 8 * CHUNK;
const MOST_PLAINTEXT = paddedLength(MAGIC.length + 4 + MOST_HEADER + MOST_CONTENT);
const MOST_CIPHERTEXT = MOST_PLAINTEXT + 16 * (Math.floor(MOST_PLAINTEXT / CHUNK) + 1) + 4096;

const refused = refuse("AttachmentRefused");

const FIELDS = {
  version: (value) => value === VERSION,
  matter: isText(REF),
  kind: (value) => KINDS.includes(value),
  length: (value) => Number.isSafeInteger(value) && value >= 0,
};

// Seals a Blob as it is asked for: {length, next()}. `length` is the ciphertext's; `next()` gives a piece of it, and
// with the last one its SHA-256. Nothing is ever sealed twice under one key: who must begin anew makes another.
export async function sealing(recipient, { matter, kind }, content) {
  if (!isRecipient(recipient)) throw new TypeError("not an X25519 age recipient");
  if (content.size > MOST_CONTENT) throw refused("too_large");
  const header = { version: VERSION, matter, kind, length: content.size };
  if (!hasForm(header, FIELDS)) throw refused("malformed");
  const head = canonical.encode(header);
  const front = concat(MAGIC, u32(head.length), head);
  const sealed = await encryptTo([recipient], plaintext(front, content));
  const length = sealed.size(paddedLength(front.length + content.size));
  const reader = sealed.getReader();
  const hash = sha256.create();
  let left = length;
  return {
    length,
    async next() {
      const parts = [];
      let size = 0;
      while (size < PIECE) {
        const { value, done } = await reader.read();
        if (done) break;
        parts.push(value);
        size += value.length;
      }
      const bytes = concat(...parts);
      hash.update(bytes);
      left -= size;
      if (left < 0 || (size < PIECE && left > 0)) throw refused("malformed");
      return { bytes, sha256: left === 0 ? hex(hash.digest()) : "" };
    },
  };
}

// Head, content and zeros, one chunk at a time and only when asked for.
function plaintext(front, content) {
  const whole = front.length + content.size;
  let zeros = paddedLength(whole) - whole;
  let at = 0;
  return new ReadableStream(
    {
      start: (out) => out.enqueue(front),
      async pull(out) {
        if (at < content.size) {
          const piece = new Uint8Array(await content.slice(at, at + CHUNK).arrayBuffer());
          at += piece.length;
          out.enqueue(piece);
        } else if (zeros > 0) {
          const piece = new Uint8Array(Math.min(zeros, CHUNK));
          zeros -= piece.length;
          out.enqueue(piece);
        } else {
          out.close();
        }
      },
    },
    { highWaterMark: 1 },
  );
}

// {kind, bytes} of a ciphertext Blob, after every check of the whole. `listed`: the hashes that the believed envelopes
// of the matter name. The ciphertext is never in memory as a whole, and read twice: first only its hash.
export async function open(identity, ciphertext, { matter, listed }) {
  if (ciphertext.size > MOST_CIPHERTEXT) throw refused("too_large");
  const hash = sha256.create();
  for (let at = 0; at < ciphertext.size; at += PIECE) {
    hash.update(new Uint8Array(await ciphertext.slice(at, at + PIECE).arrayBuffer()));
  }
  if (!listed.includes(hex(hash.digest()))) throw refused("unlisted");
  const parsed = parsing(matter);
  try {
    await identity.decryptBlob(ciphertext, parsed.take);
  } catch (error) {
    throw error.name === "AttachmentRefused" ? error : refused("malformed");
  }
  return parsed.finished();
}

// Takes the plaintext chunk by chunk. The first chunk of an age file holds the whole head.
function parsing(matter) {
  let header = null;
  let bytes = null;
  let start = 0;
  let at = 0;
  return {
    take(chunk) {
      if (!header) {
        ({ header, start } = readHead(chunk));
        if (header.matter !== matter) throw refused("moved");
        bytes = new Uint8Array(header.length);
      }
      const from = Math.min(Math.max(start - at, 0), chunk.length);
      const to = Math.min(Math.max(start + header.length - at, from), chunk.length);
      if (to > from) bytes.set(chunk.subarray(from, to), at + from - start);
      if (chunk.subarray(to).some((byte) => byte !== 0)) throw refused("malformed");
      at += chunk.length;
    },
    finished() {
      if (!header || at !== paddedLength(start + header.length)) throw refused("malformed");
      return { kind: header.kind, bytes };
    },
  };
}

function readHead(chunk) {
  const from = MAGIC.length + 4;
  if (!startsWith(chunk, MAGIC) || chunk.length < from) throw refused("malformed");
  const length = new DataView(chunk.buffer, chunk.byteOffset + MAGIC.length, 4).getUint32(0);
  if (length > MOST_HEADER || chunk.length < from + length) throw refused("malformed");
  let header;
  try {
    header = canonical.decode(chunk.slice(from, from + length));
  } catch {
    throw refused("malformed");
  }
  if (!hasForm(header, FIELDS)) throw refused("malformed");
  if (header.length > MOST_CONTENT) throw refused("too_large");
  return { header, start: from + length };
}
