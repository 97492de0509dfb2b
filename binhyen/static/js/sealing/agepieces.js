// Opens an age file that may be too large to be in memory: a Blob, read some chunks at a time.
import { CHUNK, decrypterOf, MOST_HEAD, openHead, TAG } from "./agefile.js";

const STEP = 16 * (CHUNK + TAG);

// `take` is given the plaintext chunk by chunk, each authentic; only after the last is it known that none is missing.
export async function openAgeOf(blob, exchange, recipient, take) {
  const front = new Uint8Array(await blob.slice(0, MOST_HEAD).arrayBuffer());
  const { key, start } = await openHead(front, exchange, recipient);
  const decrypt = decrypterOf(key);
  for (let at = start; ; at += STEP) {
    const read = new Uint8Array(await blob.slice(at, at + STEP).arrayBuffer());
    const whole = at + read.length >= blob.size;
    for (let from = 0; from < read.length || from === 0; from += CHUNK + TAG) {
      const end = Math.min(from + CHUNK + TAG, read.length);
      take(decrypt(read.subarray(from, end), whole && end === read.length));
    }
    if (whole) return;
  }
}
