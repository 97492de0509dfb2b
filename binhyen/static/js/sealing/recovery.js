// The recovery recipient that keys are wrapped to for the day when nobody at an office can open them: whom oversight
// stands for, as binhyen/sealing/recovery.py describes. Whoever holds its identity reads everything.
import { CODE, HASH, hasForm, isText } from "./birth.js";
import * as canonical from "./canonical.js";
import { concat, fromB64url, utf8 } from "./encoding.js";
import { isRecipient, signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

const CONTEXT = utf8("binhyen-recovery/1\n");
const refused = refuse("RecoveryRefused");
const FIELDS = {
  version: (value) => value === 1,
  installation: isText(CODE),
  area: isText(CODE),
  recipient: isRecipient,
  serial: (value) => Number.isSafeInteger(value) && value >= 1,
  previous: (value) => value === "" || isText(HASH)(value),
};

// The statement, or a refusal when too few of the oversight keys signed it. `of`: {installation, roots, threshold}.
export async function verify({ document, signatures }, of) {
  if (!hasForm(document, FIELDS) || (document.serial === 1) !== (document.previous === "")) throw refused("malformed");
  if (document.installation !== of.installation) throw refused("wrong_installation");
  const message = concat(CONTEXT, canonical.encode(document));
  const signed = await Promise.all(Array.from(new Set(of.roots), (root) => signedBy(root, signatures, message)));
  if (of.threshold < 1 || signed.filter(Boolean).length < of.threshold) throw refused("unsigned");
  return document;
}

async function signedBy(root, signatures, message) {
  try {
    return await signatureHolds(root, message, fromB64url(signatures[root]));
  } catch {
    return false;
  }
}
