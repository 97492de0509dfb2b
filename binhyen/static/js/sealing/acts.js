// A resident's acts, signed: what lets the server tell the holder of the receipt from whoever reads its database.
import { exactly, formOf, isCode, isHash, isRef, orNothing } from "./birth.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
const FIELDS = {
  version: exactly(VERSION),
  installation: isCode,
  matter: isRef,
  act: isCode,
  envelope: orNothing(isRef),
  sha256: orNothing(isHash),
  after: orNothing(isRef),
};
const FORM = formOf("binhyen-act/1", FIELDS, refuse("ActRefused"));

export function statement({ installation, matter, act, envelope = "", sha256 = "", after = "" }) {
  return FORM.check({ version: VERSION, installation, matter, act, envelope, sha256, after });
}

// base64url.
export const sign = FORM.sign;
