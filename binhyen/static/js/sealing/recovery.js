// The recovery recipient that keys are wrapped to for the day when nobody at an office can open them: whom oversight
// stands for, as binhyen/sealing/recovery.py describes. Whoever holds its identity reads everything.
import { beginsOrFollows, countsFrom, exactly, formOf, isCode, isHash, orNothing } from "./birth.js";
import { isRecipient } from "./keys.js";
import { refuse } from "./refusal.js";

const refused = refuse("RecoveryRefused");
const FIELDS = {
  version: exactly(1),
  installation: isCode,
  area: isCode,
  recipient: isRecipient,
  serial: countsFrom(1),
  previous: orNothing(isHash),
};
const FORM = formOf("binhyen-recovery/1", FIELDS, refused, beginsOrFollows);

// The statement, or a refusal when too few of the oversight keys signed it. `of`: {installation, roots, threshold}.
export async function verify({ document, signatures }, of) {
  FORM.check(document);
  if (document.installation !== of.installation) throw refused("wrong_installation");
  const signed = await FORM.signedBy(document, of.roots, (root) => signatures[root]);
  if (of.threshold < 1 || signed < of.threshold) throw refused("unsigned");
  return document;
}
