// What people wrote in a batch of matters, for an index to hold. Every check of reading is made but two: who signed the
// grant that brought the key (grants.js), and, where many are read at once, who signed the birth and the words. That is
// handed on as claims, to be asked about before anything is shown (proving.js).
import { STREAMS } from "./birth.js";
import { fromUtf8 } from "./encoding.js";
import { prepared } from "./folding.js";
import { openForIndex } from "./grants.js";
import { signatureHolds } from "./keys.js";
import { admit } from "./reading.js";
import { Refused } from "./refusal.js";
import { read } from "./streams.js";

// Parts of a story that nobody wrote.
const UNWRITTEN = ["version", "code", "language", "identity"];

// {matters, later} of a batch as the server sends it (desk/searching.py): each as an index takes it, `head` its newest entry,
// `unread` of one that no key opens or that did not hold, `claims` [[key, message, signature]] what is left to be proved:
// nothing where `prove` has it asked here. `identitiesOf`: an office's identities, by its name.
export async function textsOf(batch, directory, identitiesOf, prove = false) {
  const { matters, later } = unpacked(batch);
  const found = await Promise.all(matters.map((each) => textOf(each, directory, identitiesOf, prove)));
  const ready = matters.map(({ ref, clear, head }, i) => {
    const { texts, claims } = found[i] ?? { texts: [], claims: [] };
    return { ...prepared({ ref, clear, texts }), claims, head, unread: found[i] === null };
  });
  return { matters: ready, later };
}

// A length of four bytes, a JSON of that length, and the ciphertexts that it names by their places. Certificates come once
// for all and are named by theirs.
function unpacked(batch) {
  const start = 4 + new DataView(batch).getUint32(0);
  const sealed = new Uint8Array(batch).subarray(start);
  const { certificates, matters, later } = JSON.parse(fromUtf8(new Uint8Array(batch, 4, start - 4)));
  for (const { bundle } of matters) {
    bundle.certificates = bundle.certificates.map((place) => certificates[place]);
    for (const row of [...bundle.grants, ...bundle.envelopes]) {
      const [at, length] = row.ciphertext;
      row.ciphertext = sealed.subarray(at, at + length);
    }
  }
  return { matters, later };
}

async function textOf({ ref, office, bundle }, directory, identitiesOf, prove) {
  const { claims, holds } = claiming(prove);
  try {
    const identities = identitiesOf(office);
    const admitted = await admit(bundle, directory, holds);
    // Without any key: more than is read at once (matters/bulk.py), or no longer to be opened.
    if (admitted.matter !== ref || !bundle.grants.length) return null;
    const streams = STREAMS.filter((name) => bundle.grants.some((grant) => grant.stream === name));
    const { intake, talk } = await read(admitted, identities, bundle, streams, { openGrant: openForIndex, holds });
    const texts = [intake, talk].flatMap((stream) => stream?.messages ?? []).map(({ content }) => written(content));
    return { texts, claims };
  } catch (refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    return null;
  }
}

// Asks at once, or takes down what is to be asked, in bytes of its own: what it was cut from is much larger.
function claiming(prove) {
  const claims = [];
  const takeDown = (key, message, signature) => claims.push([key, message.slice(), signature.slice()]) > 0;
  return { claims, holds: prove ? signatureHolds : takeDown };
}

// All that somebody typed into a form, whatever its fields are called.
function written(content) {
  if (typeof content === "string") return content;
  if (content === null || typeof content !== "object") return "";
  const { text, ...others } = content;
  const rest = Object.entries(others).filter(([name]) => !UNWRITTEN.includes(name));
  return [written(text), ...rest.map(([, value]) => written(value))].filter(Boolean).join("\n");
}
