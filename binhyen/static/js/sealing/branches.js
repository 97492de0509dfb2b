// From words to keys: one slow stretch, then a branch for each use; none tells anything of another.
import { hkdf, scrypt, sha256 } from "../../vendor/age.js";
import { concat, hex, sha256Hex, utf8 } from "./encoding.js";
import { Identity, SigningKey } from "./keys.js";
import { bare, PHRASE } from "./words.js";

const SCRYPT = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 };

// A resident's keys: {lookup, lookupHash, identity, signing, proof, reward}. The server keeps only the hash.
export async function stretchReceipt(words, installation) {
  const branch = stretch(words, installation, "resident");
  const lookup = branch("lookup");
  return {
    lookup,
    lookupHash: sha256Hex(lookup),
    identity: await Identity.fromRaw(branch("x25519")),
    signing: SigningKey.fromSeed(branch("ed25519")),
    proof: branch("proof"),
    reward: branch("reward"),
  };
}

// An officer's keys: {signIn, identity}. `signIn` is the password the server checks; the identity never reaches it.
export async function stretchPhrase(words, installation) {
  if (words.length !== PHRASE.length) throw new RangeError("not a phrase");
  const branch = stretch(words, installation, "officer");
  return { signIn: hex(branch("sign-in")), identity: await Identity.fromRaw(branch("x25519")) };
}

// Seconds on an old phone and 32 MiB: only ever in a Worker.
function stretch(words, installation, whose) {
  const salt = sha256(concat(utf8("binhyen/1"), utf8(installation)));
  const master = scrypt(bare(words), salt, SCRYPT);
  return (label) => hkdf(sha256, master, undefined, utf8(`binhyen/1/${whose}/${label}`), 32);
}
