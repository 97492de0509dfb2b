// The claim of a reward: its secret from the receipt's `reward` branch, what is posted for it, and how it is shown.
// What comes out is what binhyen/sealing/claim.py describes.
import { hkdf, sha256 } from "../../vendor/age.js";
import * as acts from "./acts.js";
import { HASH, isText } from "./birth.js";
import { concat, hex, sha256Hex, utf8 } from "./encoding.js";
import { refuse } from "./refusal.js";

const CONTEXT = utf8("binhyen-claim/1\n");
const LENGTH = 16;
const [DIGITS, CHECK] = [42, 11];
const refused = refuse("ClaimRefused");

// {digits, posted}. `offer`: the hash of its entry; `matter`: as the birth statement that was read names it.
export async function make({ reward, signing }, installation, matter, offer) {
  if (!isText(HASH)(offer)) throw refused("malformed");
  const secret = hkdf(sha256, reward, undefined, utf8(`binhyen/1/resident/reward/${matter}/${offer}`), LENGTH);
  const commitment = sha256Hex(concat(CONTEXT, secret));
  const act = acts.statement({ installation, matter, act: "reward_claimed", sha256: over(offer, commitment) });
  const signature = await acts.sign(act, signing);
  return { digits: written(secret, commitment), posted: { matter, offer, commitment, signature } };
}

// Groups of six digits: the secret, and behind it the first bits of its commitment, which tell a slip.
function written(secret, commitment) {
  const check = parseInt(commitment.slice(0, 4), 16) >> (16 - CHECK);
  const number = (BigInt(`0x${hex(secret)}`) << BigInt(CHECK)) | BigInt(check);
  return number.toString().padStart(DIGITS, "0").match(/.{6}/g).join(" ");
}

const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const over = (offer, commitment) => sha256Hex(concat(bytes(offer), bytes(commitment)));
