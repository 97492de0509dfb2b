// A reward, claimed by receipt: its signed commitment is posted, then the digits that are worth the money are shown, to
// print, to copy, or as a QR code. Nothing is saved, and made again with the same words they are the same.
import { drawQr } from "./kept-words.js";
import { post, Unreachable } from "./post.js";
import { printAlone } from "./print-alone.js";

// `asked`: gives {client, lookup, offer} of the receipt that is open; `again`: reads the matter anew.
export function offerClaim(part, url, words, asked, again) {
  part("claim").addEventListener("click", async () => {
    const button = part("claim");
    button.disabled = true;
    part("claim-progress").textContent = words.looking;
    try {
      const { client, lookup, offer } = await asked();
      const { digits, posted } = await client.call("claim", { offer });
      const { status, body } = await post(url, { lookup, claim: posted });
      part("claim-progress").textContent = status === 201 ? "" : body.message;
      if (status === 201) await show(part, digits);
      else await again();
    } catch (problem) {
      part("claim-progress").textContent = problem instanceof Unreachable ? words.claim_offline : words.cannot_seal;
    } finally {
      button.disabled = false;
    }
  });
  part("print-claim").addEventListener("click", () => printAlone(part("claim-shown")));
}

// `reward`: as the look-up tells it, or null.
export function tellReward(part, reward) {
  part("reward").hidden = !reward;
  if (!reward) return;
  for (const name of ["amount", "decision", "payer", "phone"]) {
    for (const each of part("reward").querySelectorAll(`[data-reward-${name}]`)) each.textContent = reward[name];
  }
  part("claimed").textContent = reward.claimed;
  part("reward-stands").hidden = !reward.stands;
  part("reward-ended").textContent = reward.ended;
  if (!reward.stands) forgetClaim(part);
}

async function show(part, digits) {
  part("claimed").textContent = ""; // it says how to see what is now here
  part("claim-text").textContent = digits;
  await drawQr(part("claim-qr"), digits.replaceAll(" ", ""));
  part("claim-shown").hidden = false;
  part("claim-shown").focus();
}

export function forgetClaim(part) {
  part("claim-text").textContent = "";
  part("claim-qr").replaceChildren();
  part("claim-shown").hidden = true;
}
