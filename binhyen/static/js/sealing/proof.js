// The proof of filing and the checkpoint that holds it: the twin of binhyen/sealing/proof.py, and of what
// binhyen/matters/notes.py and merkle.py sign. Anybody may check one; only the words tell what it is about.
import { sha256 } from "../../vendor/age.js";
import { CODE, HASH } from "./birth.js";
import * as canonical from "./canonical.js";
import { concat, equal, fromB64, fromB64url, sha256Hex, utf8 } from "./encoding.js";
import { signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

const FIRST_WORD = "binhyen-proof/1";
const CONTEXT = utf8(`${FIRST_WORD}\n`);
const ACTS = ["filed", "answered"];
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

const refused = refuse("ProofRefused");

const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

// What a statement says instead of the name (64 hex digits) that it is about.
export const commitment = (r, name) => sha256Hex(concat(r, fromHex(name)));

// {statement, leaf} of a printed proof whose signature by `key` holds; or refused.
export async function read(text, { installation, key }) {
  const parts = text.split(/\s+/).filter(Boolean);
  const [first, made, act, day, committed, signed] = parts;
  const right = parts.length === 6 && first === FIRST_WORD && CODE.test(made) && ACTS.includes(act) && DAY.test(day);
  if (!right || !HASH.test(committed)) throw refused("malformed");
  const statement = { version: 1, installation: made, act, day, commitment: committed };
  if (made !== installation) throw refused("wrong_installation");
  const bytes = canonical.encode(statement);
  if (!(await signatureHolds(key, concat(CONTEXT, bytes), decoded(signed)))) throw refused("forged");
  return { statement, leaf: sha256Hex(bytes) };
}

function decoded(text) {
  try {
    return fromB64url(text);
  } catch {
    throw refused("malformed");
  }
}

// Whether this proof is about this matter: its filing, or an answer that is among the envelopes.
export function isAbout(statement, r, { birth, envelopes }) {
  const names =
    statement.act === "filed"
      ? [sha256Hex(canonical.encode(birth))]
      : envelopes.map(({ ciphertext }) => sha256Hex(fromB64url(ciphertext)));
  return names.some((name) => commitment(r, name) === statement.commitment);
}

// The number of the signed checkpoint that holds the leaf by this path; or refused.
export async function included(leaf, { note, index, path }, { installation, key }) {
  const [text, signatures] = note.split("\n\n");
  const lines = (text || "").split("\n");
  const [dash, name, blob] = (signatures || "").split("\n")[0].split(" ");
  if (dash !== "—" || name !== installation || lines[0] !== installation) throw refused("malformed");
  // The first four bytes only hint at the key (C2SP signed-note).
  if (!(await signatureHolds(key, utf8(`${text}\n`), unpadded(blob).subarray(4)))) throw refused("forged");
  const said = (start) => (lines.find((line) => line.startsWith(`${start} `)) || "").split(" ").slice(1);
  const [size, root] = said("proofs");
  if (!equal(rootOf(fromHex(leaf), index, Number(size), path.map(unpadded)), unpadded(root))) throw refused("forged");
  return { number: Number(said("checkpoint")[0]), madeAt: said("made")[0] };
}

// Notes pad their base64, envelopes do not.
const unpadded = (text) => fromB64((text || "").replace(/=+$/, ""));

// The root that a leaf has by its path in a tree of that size (RFC 6962); an odd last node rises unchanged.
function rootOf(data, index, size, path) {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) throw refused("forged");
  const rest = path.slice();
  let found = sha256(concat(Uint8Array.of(0), data));
  for (let [at, last] = [index, size - 1]; last > 0; [at, last] = [at >> 1, last >> 1]) {
    if (at % 2 === 0 && at === last) continue;
    const beside = rest.shift();
    if (!beside) throw refused("forged");
    found = sha256(concat(Uint8Array.of(1), ...(at % 2 ? [beside, found] : [found, beside])));
  }
  if (rest.length) throw refused("forged");
  return found;
}
