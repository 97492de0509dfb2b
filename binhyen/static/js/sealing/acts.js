// A resident's acts, signed: what lets the server tell the holder of the receipt from whoever reads its database.
import { CODE, HASH, hasForm, isText, REF } from "./birth.js";
import * as canonical from "./canonical.js";
import { concat, utf8 } from "./encoding.js";
import { signatureHolds } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const CONTEXT = utf8("binhyen-act/1\n");

const refused = refuse("ActRefused");
const optional = (form) => (value) => value === "" || isText(form)(value);
const FIELDS = {
  version: (value) => value === VERSION,
  installation: isText(CODE),
  matter: isText(REF),
  act: isText(CODE),
  envelope: optional(REF),
  sha256: optional(HASH),
  after: optional(REF),
};

export function statement({ installation, matter, act, envelope = "", sha256 = "", after = "" }) {
  const made = { version: VERSION, installation, matter, act, envelope, sha256, after };
  if (!hasForm(made, FIELDS)) throw refused("malformed");
  return made;
}

export const sign = (act, key) => key.sign(concat(CONTEXT, canonical.encode(act)));

// Refused unless one of `keys` signed exactly this.
export async function verify(act, signature, keys) {
  if (!hasForm(act, FIELDS)) throw refused("malformed");
  const message = concat(CONTEXT, canonical.encode(act));
  for (const key of keys) if (await signatureHolds(key, message, signature)) return;
  throw refused("forged");
}
