// Who was given an office's keys, by whom: signed by the office, one statement after the other, for all to see.
import { countsFrom, digestOf, exactly, formOf, isCode, isHash, orNothing } from "./birth.js";
import { isRecipient } from "./keys.js";
import { refuse } from "./refusal.js";

const VERSION = 1;
export const ADDED = "member_added";
export const REMOVED = "member_removed";

const refused = refuse("MembershipRefused");
const FIELDS = {
  version: exactly(VERSION),
  installation: isCode,
  office: isCode,
  serial: countsFrom(1),
  act: (value) => [ADDED, REMOVED].includes(value),
  person: isCode,
  recipient: isRecipient,
  by: isCode,
  on: isDay,
  previous: orNothing(isHash),
};
const FORM = formOf("binhyen-membership/1", FIELDS, refused);
// The office's signature, base64url, and the hash that the next statement's `previous` names it by.
export const { sign } = FORM;
export const digest = digestOf;

export function statement({ installation, office, serial, act, person, recipient, by, on, previous = "" }) {
  return FORM.check({ version: VERSION, installation, office, serial, act, person, recipient, by, on, previous });
}

// Refuse what this certificate's key did not sign, or what does not follow `previous`. `certificate` is the document
// that oversight signed; whoever calls has checked that.
export async function verify(document, signature, certificate, previous) {
  FORM.check(document);
  const elsewhere = ["installation", "office", "serial"].some((name) => document[name] !== certificate[name]);
  if (elsewhere) throw refused("wrong_office");
  if (!(await FORM.signedBy(document, [certificate.signing_key], () => signature))) throw refused("forged");
  if (document.previous !== previous) throw refused("out_of_turn");
}

// Whom the keys are wrapped to after these statements, [{document, signature}] in order, each of them checked:
// {holders: [{serial, person, recipient}], last}. `certificates`: documents of the office that oversight signed.
export async function standing(statements, certificates) {
  const bySerial = new Map(certificates.map((certificate) => [certificate.serial, certificate]));
  let holders = [];
  let last = "";
  for (const { document, signature } of statements) {
    FORM.check(document);
    if (!bySerial.has(document.serial)) throw refused("forged");
    await verify(document, signature, bySerial.get(document.serial), last);
    holders = after(holders, document);
    last = digest(document);
  }
  return { holders, last };
}

// The holders once this statement is added. Removing takes every serial of that recipient.
function after(holders, { act, serial, person, recipient }) {
  const others = (same) => holders.filter((each) => !(each.person === person && each.recipient === recipient && same(each)));
  if (act === ADDED) return [...others((each) => each.serial === serial), { serial, person, recipient }];
  const left = others(() => true);
  if (left.length === holders.length) throw refused("not_standing");
  return left;
}

function isDay(value) {
  if (typeof value !== "string" || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  const year = moment.getUTCFullYear();
  return !isNaN(moment) && year >= 2000 && year <= 9000 && moment.toISOString().startsWith(value);
}
