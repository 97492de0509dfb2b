// Certificates of offices: whose key a browser may seal to, because oversight's offline keys signed for it.
import { sha256 } from "../../vendor/age.js";
import { beginsOrFollows, countsFrom, digestOf, exactly, formOf, isCode, isHash, orNothing } from "./birth.js";
import * as canonical from "./canonical.js";
import { isPublicKey, isRecipient } from "./keys.js";
import { refuse } from "./refusal.js";
import { shown } from "./words.js";

const VERSION = 1;
const LONGEST_MONTHS = 13;

export const refused = refuse("CertificateRefused");
// Certificates that held before: an officer's thousand matters name the same few.
const held = new Map();

const isName = (value) => typeof value === "string" && value !== "" && Array.from(value).length <= 200;
export const FIELDS = {
  version: exactly(VERSION),
  installation: isCode,
  office: isCode,
  name: isName,
  area: isCode,
  remit: (value) => Array.isArray(value) && value.length <= 200 && value.every(isName),
  recipient: isRecipient,
  signing_key: isPublicKey,
  serial: countsFrom(1),
  valid_from: isInstant,
  valid_to: isInstant,
  previous: orNothing(isHash),
};
export const agrees = (document) => document.valid_to > document.valid_from && beginsOrFollows(document);
const FORM = formOf("binhyen-certificate/1", FIELDS, refused, agrees);
export const checkShape = FORM.check;

// The hash that birth statements and the next certificate's `previous` name it by.
export const digest = digestOf;

// The highest serial of each office that held and had begun: what a browser may keep, to refuse an older one later.
const newest = new Map();
export const seen = () => Object.fromEntries(newest);

// Whether it has begun: one that is signed for later must not close the door on that of today.
export function note({ office, serial, valid_from: from }) {
  const begun = Date.parse(from) <= Date.now();
  if (begun) newest.set(office, Math.max(serial, newest.get(office) ?? 0));
  return begun;
}

// Refuse a certificate that must not be sealed to at `now` (a Date). `of`: {installation, roots, threshold, floors}, the
// last {office: the highest serial seen before}, which `floorSerial` stands in for.
export async function verify(certificate, of, now, { floorSerial, office } = {}) {
  const document = await verifySigned(certificate, of, { office });
  floorSerial ??= of.floors?.[document.office] ?? 0;
  if (document.serial < floorSerial) throw refused("rolled_back");
  if (now < new Date(document.valid_from)) throw refused("not_yet");
  if (now >= new Date(document.valid_to)) throw refused("expired");
  note(document);
  return document;
}

// Refuse what oversight never signed, whatever the day: for reading what was written when it was valid.
export const verifySigned = async (offered, of, asked) => (await verifyNamed(offered, of, asked)).document;

// The same, with the hash by which others name it: {document, digest}.
export async function verifyNamed({ document, signatures }, of, { office } = {}) {
  const asked = JSON.stringify([document, signatures, of.installation, of.roots, of.threshold, office]);
  if (held.has(asked)) return { document, digest: held.get(asked) };
  checkShape(document);
  if (document.installation !== of.installation || (office !== undefined && office !== document.office)) {
    throw refused("wrong_office");
  }
  const signed = await FORM.signedBy(document, of.roots, (root) => signatures[root]);
  if (of.threshold < 1 || signed < of.threshold) throw refused("unsigned");
  if (document.valid_to > monthsAfter(document.valid_from, LONGEST_MONTHS)) throw refused("too_long");
  if (held.size > 200) held.clear();
  held.set(asked, digest(document));
  return { document, digest: held.get(asked) };
}

// The first eight words of the oversight keys, as posters print them (72 bits of their hash).
export const rootWords = (roots) => wordsOf(Array.from(new Set(roots)).sort());

// A member's recipient as eight words, compared in person before office keys are wrapped to it.
export const recipientWords = (recipient) => wordsOf(recipient);

function wordsOf(value) {
  const bits = Array.from(sha256(canonical.encode(value)).subarray(0, 9), (byte) => byte.toString(2).padStart(8, "0"));
  return shown(bits.join("").match(/.{9}/g).map((nine) => parseInt(nine, 2)));
}

function monthsAfter(instant, months) {
  const moment = new Date(instant);
  const last = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months + 1, 0));
  last.setUTCDate(Math.min(moment.getUTCDate(), last.getUTCDate()));
  return last.toISOString().slice(0, 11) + instant.slice(11);
}

// Of one form, the one that is written back, so that instants compare as text.
function isInstant(value) {
  if (typeof value !== "string") return false;
  const moment = new Date(value);
  const year = moment.getUTCFullYear();
  return !isNaN(moment) && year >= 2000 && year <= 9000 && moment.toISOString() === value.replace("Z", ".000Z");
}
