// How an office comes to read a name: by its own half, or with the other that its custodian lends it. The twin of
// lending.py; `keys` are the office's, from officer.js: the newest, with the
// identities of all that it ever had.
import * as acts from "./acts.js";
import * as canonical from "./canonical.js";
import * as directories from "./directory.js";
import { b64url, sha256Hex } from "./encoding.js";
import * as envelope from "./envelope.js";
import * as grants from "./grants.js";
import { byAny, custodianOf, halfOf, keyOf, read } from "./identifying.js";
import { KIND, STREAM, wrap } from "./identity.js";
import { randomBytes } from "./randomness.js";
import { admit } from "./reading.js";

const TOLD = ["identity_request", "identity_refusal"];

export const steps = {
  // {ref, stream, kind, ciphertext} of a request for a name, or of its refusal, sealed to both offices.
  async tell(keys, { matter, kind, text, to, directory, now }) {
    if (!TOLD.includes(kind)) throw new TypeError("not a kind that is told");
    const documents = await Promise.all(to.map((each) => directories.verify(each, directory, moment(now))));
    const header = new envelope.Chain().draft({ matter, stream: STREAM, kind, author: keys.signing.public });
    const recipients = [keys.identity.recipient, ...documents.map(({ recipient }) => recipient)];
    const sealed = await envelope.seal(recipients, keys.signing, header, canonical.encode({ version: 1, text }));
    return { ref: header.envelope, stream: STREAM, kind, ciphertext: b64url(sealed) };
  },

  // {office, officeName, text}: who wrote such an envelope, by their certificate, and what.
  async hear(keys, { bundle, row, directory }) {
    const { document, text } = await heard(keys, row, await admit(bundle, directory));
    return { office: document.office, officeName: document.name, text };
  },

  // The custodian's half, sealed to the office that signed the request and to no other.
  async lend(keys, { bundle, request, directory, now }) {
    const admitted = await admit(bundle, directory);
    const { document: asking } = await heard(keys, request, admitted);
    const own = bundle.certificates.filter(({ document }) => document.office === asking.office);
    own.sort((one, other) => other.document.serial - one.document.serial);
    // Of today's key: the one that asked may have been replaced since, perhaps because it was lost.
    const document = await directories.verify(own[0], directory, moment(now));
    const half = await halfFrom(keys, admitted, bundle.grants, "custody");
    if (!half) throw grants.refused("no_grant");
    return { ciphertext: b64url(await wrap(half, document.recipient, keys.signing, admitted.matter, "lent")) };
  },

  // {name, contact, reach} of a resident, null when the halves that this office has do not make the key.
  async open(keys, { bundle, lent, directory }) {
    const admitted = await admit(bundle, directory);
    const first = await halfFrom(keys, admitted, bundle.grants);
    if (!first) throw grants.refused("no_grant");
    const key = await keyOf(admitted.birth, first, await halfFrom(keys, admitted, lent, "lent"));
    const row = bundle.envelopes.find(({ kind }) => kind === KIND);
    return key && row ? read(key, row, { matter: admitted.matter, born: admitted.birth }) : null;
  },

  // The signature of an act of this kind, which names the envelope (as it is posted) that says why.
  async sign(keys, { matter, act, envelope: posted }) {
    const sha256 = sha256Hex(envelope.binary(posted, "ciphertext"));
    const said = acts.statement({ installation: keys.installation, matter, act, envelope: posted.ref, sha256 });
    return acts.sign(said, keys.signing);
  },
};

// The half that another office is given with a matter: a random one where it would come to have both, null where
// this office has none.
export async function halfFor(keys, admitted, bundle, directory, document) {
  const half = await halfFrom(keys, admitted, bundle.grants);
  if (!half || (await keyOf(admitted.birth, half))) return half;
  const custodian = await custodianOf(admitted.birth, bundle, directory);
  return custodian && custodian !== document.office ? half : randomBytes(32);
}

export function halfFrom(keys, { matter, birth, offices }, rows, holder = "office") {
  return halfOf(keys.identities, rows, { matter, signers: new Set([birth.signer, ...offices.keys()]), holder });
}

async function heard(keys, row, { matter, offices }) {
  if (!TOLD.includes(row.kind)) throw grants.refused("moved");
  const expected = { matter, stream: STREAM, authors: new Set(offices.keys()), ref: row.ref, kind: row.kind };
  const { header, body } = await byAny(keys.identities, (reader) => envelope.open(reader, envelope.binary(row, "ciphertext"), expected));
  const said = canonical.parse(body);
  return { document: offices.get(header.author), text: typeof said?.text === "string" ? said.text : "" };
}

const moment = (now) => (now === undefined ? new Date() : new Date(now));
