// The other side of identity.js: what an office makes of its half, and a custodian's office of the other.
import { hasForm } from "./birth.js";
import * as canonical from "./canonical.js";
import * as directory from "./directory.js";
import { fromB64url } from "./encoding.js";
import * as envelope from "./envelope.js";
import { refused } from "./grants.js";
import { HALVES, KIND, STREAM, xor } from "./identity.js";
import { Identity } from "./keys.js";
import { Refused } from "./refusal.js";

const isText = (value) => typeof value === "string";

// The half that was sealed to this reader.
export async function unwrap(reader, ciphertext, { matter, signers, holder }) {
  const expected = { matter, stream: STREAM, authors: signers, kind: HALVES[holder] };
  const { body } = await envelope.open(reader, ciphertext, expected);
  let half;
  let to;
  try {
    const plain = canonical.decode(body);
    if (hasForm(plain, { half: isText, to: isText })) [half, to] = [fromB64url(plain.half), plain.to];
  } catch {
    // Below.
  }
  if (half?.length !== 32) throw refused("malformed");
  if (to !== reader.recipient) throw refused("moved");
  return half;
}

// The first half that one of these identities finds in these grants; null for none.
export async function halfOf(readers, grants, asked) {
  for (const row of grants.filter(({ stream }) => stream === STREAM)) {
    const half = await byAny(readers, (reader) => unwrap(reader, envelope.binary(row, "ciphertext"), asked)).catch(refusedOnly);
    if (half) return half;
  }
  return null;
}

// What the first of these identities makes of something; the last refusal when none does.
export async function byAny(readers, attempt) {
  let last = refused("no_grant");
  for (const reader of readers) {
    try {
      return await attempt(reader);
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      last = refusal;
    }
  }
  throw last;
}

function refusedOnly(refusal) {
  if (!(refusal instanceof Refused)) throw refusal;
  return null;
}

// The identity key that these halves make; null when they make none that the birth statement names.
export async function keyOf(born, first, second = null) {
  for (const raw of second ? [first, xor(first, second)] : [first]) {
    const made = await Identity.fromRaw(raw);
    if (made.recipient === born.identity) return made;
  }
  return null;
}

// {name, contact, reach}: only the birth's signer can have written it.
export async function read(key, row, { matter, born }) {
  const expected = { matter, stream: STREAM, authors: new Set([born.signer]), ref: row.ref, kind: KIND };
  const { body } = await envelope.open(key, envelope.binary(row, "ciphertext"), expected);
  const { name, contact, reach } = canonical.parse(body);
  if (![name, contact, reach].every(isText)) throw envelope.malformed();
  return { name, contact, reach };
}

// The office that keeps the other half, by the certificate that the birth statement names; "" for none. It may have
// lapsed since: what it was when the report was born is what counts.
export async function custodianOf(born, bundle, of) {
  if (born.version === 1 || born.custodian === born.certificate) return "";
  for (const offered of bundle.custodians ?? []) {
    try {
      const document = await directory.verifySigned(offered, of);
      if (directory.digest(document) === born.custodian) return document.office;
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
    }
  }
  return "";
}
