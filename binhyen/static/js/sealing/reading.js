// Reading a matter: birth, certificates, grants and envelopes checked in that order, nothing shown before.
// The bundle is what binhyen/sealing/reading.py describes.
import * as birth from "./birth.js";
import * as canonical from "./canonical.js";
import * as directory from "./directory.js";
import * as envelope from "./envelope.js";
import * as grants from "./grants.js";
import { Refused, refuse } from "./refusal.js";

const unsigned = () => refuse("CertificateRefused")("unsigned");

// {birth, matter, offices, recipients, authors}: a statement that holds, the certified keys that may write (key ->
// document), by stream all that it was sealed to, and the receipts that were the resident's, the newest last.
export async function admit(bundle, of, holds = undefined) {
  const born = bundle.birth;
  birth.checkShape(born);
  const certified = new Map();
  for (const offered of rows(bundle, "certificates")) {
    try {
      const { document, digest } = await directory.verifyNamed(offered, of);
      certified.set(digest, document);
    } catch (refusal) {
      // Its key may write nothing here. The one the birth statement names must hold, below.
      if (!(refusal instanceof Refused) || names(born, offered.document)) throw refusal;
    }
  }
  const named = certified.get(born.certificate);
  if (!named) throw unsigned();
  const matter = await birth.verify(born, envelope.binary(bundle, "birth_signature"), {
    installation: of.installation,
    matter: bundle.matter,
    officeKey: named.signing_key,
    holds,
  });
  const offices = new Map(Array.from(certified.values(), (document) => [document.signing_key, document]));
  // Loaded when there is one: most residents' talks are never rotated.
  const recipients = bundle.rotations?.length
    ? await (await import("./rotations.js")).recipients(rows(bundle, "rotations"), born, [...certified.values()])
    : { intake: [born.intake], talk: [born.talk] };
  const first = { recipient: born.author.recipient, signingKey: born.author.signing_key, handed: born.written === "staff" };
  const authors = bundle.authors?.length
    ? await (await import("./authors.js")).chain(rows(bundle, "authors"), born, [...certified.values()], first)
    : [first];
  return { birth: born, matter, offices, recipients, authors };
}

// {name, identities, recipient, turn, messages, refused, chain} of one stream, opened with the readers' grants, the
// newest identity first. Bad envelopes are listed in `refused` as {ref, code}: show that they exist.
// For an index: `openGrant`, and `holds` as envelope.open has it.
export async function readStream(admitted, name, readers, bundle, { openGrant = grants.open, holds } = {}) {
  const identities = await granted(admitted, name, readers, bundle, openGrant);
  let chain = new envelope.Chain();
  const messages = [];
  const refusedOnes = [];
  // Whose words are the resident's, as the talk is read on: a receipt that was replaced speaks no more.
  let [resident, ...later] = admitted.authors;
  const passes = (ref) => {
    while (later.length && later[0].after === ref) resident = later.shift();
  };
  passes("");
  for (const row of rows(bundle, "envelopes")) {
    if (row.stream !== name) continue;
    const { ref, kind } = row;
    try {
      const authors = authorsOf(admitted, name, kind, resident.signingKey);
      const expected = { matter: admitted.matter, stream: name, authors, chain, ref, kind };
      const opened = await openWith(identities, envelope.binary(row, "ciphertext"), expected, holds);
      chain = chain.after(opened);
      messages.push(message(admitted, opened));
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      refusedOnes.push({ ref, code: refusal.code });
    }
    passes(ref);
  }
  // The attack: with the envelope held back after which a receipt was replaced, the old words speak on.
  if (name === "talk" && later.length) throw refuse("AuthorRefused")("out_of_turn");
  const turns = admitted.recipients[name];
  const [turn, recipient] = [turns.length - 1, turns.at(-1)];
  return { admitted, name, identities, recipient, turn, messages, refused: refusedOnes, chain };
}

async function granted(admitted, name, readers, bundle, openGrant) {
  const authors = admitted.authors.map(({ signingKey }) => signingKey);
  const signers = new Set([admitted.birth.signer, ...admitted.offices.keys(), ...authors]);
  const turns = admitted.recipients[name];
  const found = new Map();
  let refusal = null;
  for (const row of rows(bundle, "grants")) {
    if (row.stream !== name) continue;
    for (const reader of readers) {
      try {
        const sealed = envelope.binary(row, "ciphertext");
        const given = await openGrant(reader, sealed, admitted.birth, signers, name, turns, admitted.matter);
        found.set(given.recipient, given);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // What does not open with one of several keys is no reason to hide why another refused it.
        if (!refusal || error.code !== "malformed") refusal = error;
      }
    }
  }
  if (!found.size) throw refusal ?? grants.refused("no_grant");
  return turns.map((turn) => found.get(turn)).filter(Boolean).reverse();
}

// By whichever of the stream's identities it was sealed to.
async function openWith([identity, ...older], ciphertext, expected, holds) {
  try {
    return await envelope.open(identity, ciphertext, expected, holds);
  } catch (refusal) {
    if (!older.length || refusal.code !== "malformed") throw refusal;
    return openWith(older, ciphertext, expected, holds);
  }
}

// Who may write this. The story is the birth's signer's alone; offices may add notes beside it.
function authorsOf(admitted, name, kind, resident) {
  const { signer } = admitted.birth;
  if (name === "intake") return new Set(kind === "story" ? [signer] : [signer, ...admitted.offices.keys()]);
  return new Set([resident, ...admitted.offices.keys()]);
}

function message(admitted, { header, body }) {
  const office = admitted.offices.get(header.author);
  let content = null;
  try {
    content = canonical.parse(body);
  } catch {
    // Not JSON (a file): only `body` then.
  }
  return {
    ref: header.envelope,
    stream: header.stream,
    kind: header.kind,
    side: office ? "office" : "resident",
    office: office ? office.office : null,
    officeName: office ? office.name : null,
    attachments: header.attachments,
    content,
    body: content === null ? body : null,
  };
}

function names(born, document) {
  try {
    return directory.digest(document) === born.certificate;
  } catch {
    return false;
  }
}

function rows(bundle, name) {
  const found = bundle[name];
  if (!Array.isArray(found) || !found.every((row) => row !== null && typeof row === "object")) throw envelope.malformed();
  return found;
}
