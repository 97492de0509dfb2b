// The proof of filing, shown when it is asked for: to print, to copy, or as a QR code. Nothing is saved by itself.
import { drawQr } from "./kept-words.js";
import { post, Unreachable } from "./post.js";
import { printAlone } from "./print-alone.js";

// `asked`: gives {client, lookup} of the receipt that is open.
export function offerProof(part, url, words, asked) {
  part("prove").addEventListener("click", async () => {
    const button = part("prove");
    button.disabled = true;
    part("proof-progress").textContent = words.looking;
    try {
      const { client, lookup } = await asked();
      const { r } = await client.call("proof", { step: "secret" });
      const { status, body } = await post(url, { lookup, r });
      part("proof-progress").textContent = status === 200 ? "" : body.message;
      if (status === 200) await show(part, words, body.proofs);
    } catch (problem) {
      part("proof-progress").textContent = problem instanceof Unreachable ? words.lookup_offline : words.cannot_seal;
    } finally {
      button.disabled = false;
    }
  });
  part("print-proof").addEventListener("click", () => printAlone(part("proof-shown")));
}

async function show(part, words, proofs) {
  part("proof-texts").replaceChildren(
    ...proofs.map((text) => {
      const item = document.createElement("li");
      const code = document.createElement("code");
      code.textContent = text;
      item.append(code);
      return item;
    }),
  );
  await drawQr(part("proof-qr"), proofs.at(-1));
  part("proof-shown").hidden = false;
}

export function forgetProof(part) {
  part("proof-texts").replaceChildren();
  part("proof-qr").replaceChildren();
  part("proof-shown").hidden = true;
}
