// Keys of a matter given anew by its office: what it holds, wrapped to its new certificate, and a new talk.
// What comes out is what binhyen/sealing/regranting.py describes.
import * as acts from "./acts.js";
import * as directories from "./directory.js";
import { b64url, concat, sha256Hex } from "./encoding.js";
import * as grants from "./grants.js";
import * as identities from "./identity.js";
import { Identity } from "./keys.js";
import { refuse } from "./refusal.js";
import * as rotations from "./rotations.js";

// `keys` are the office's new ones and `document` their certificate; `others`: documents of the certificates of the
// offices that read the talk too.
export async function regrant(keys, admitted, { intake, talk, half }, document, others) {
  if (document.office !== keys.office || document.signing_key !== keys.signing.public) {
    throw refuse("CertificateRefused")("wrong_office");
  }
  const { matter } = admitted;
  const wraps = [intake, talk].filter(Boolean).flatMap((stream) => held(admitted, stream, document));
  let rotation = null;
  if (talk) {
    const fresh = await Identity.generate();
    rotation = await rotate(keys, admitted, talk, fresh, document.serial);
    const turn = talk.turn + 1;
    for (const each of [document, ...others]) {
      wraps.push({ identity: fresh, to: each.recipient, row: { stream: "talk", turn, holder: "office", office: each.office } });
    }
    const to = admitted.authors.at(-1).recipient;
    wraps.push({ identity: fresh, to, row: { stream: "talk", turn, holder: "author", office: "" } });
  }
  const given = [];
  for (const { identity, to, row } of wraps) given.push(await grants.wrap(identity, to, keys.signing, matter, row.stream));
  if (half) {
    // The office's half of the key to the resident's name goes along.
    const row = { stream: identities.STREAM, turn: 0, holder: "office", office: document.office };
    given.push(await identities.wrap(half, document.recipient, keys.signing, matter, "office"));
    wraps.push({ row });
  }
  const act = acts.statement({
    installation: keys.installation,
    matter,
    act: "regranted",
    sha256: sha256Hex(concat(...given)),
    after: talk ? talk.chain.last : "",
  });
  return {
    matter,
    certificate: directories.digest(document),
    grants: wraps.map(({ row }, i) => ({ ...row, ciphertext: b64url(given[i]) })),
    rotation,
    act,
    signature: await acts.sign(act, keys.signing),
  };
}

// All that the office holds: what was sealed before opens with it, so it goes along.
const held = (admitted, { name, identities }, { office, recipient: to }) =>
  [...identities].reverse().map((identity) => {
    const turn = admitted.recipients[name].indexOf(identity.recipient);
    return { identity, to, row: { stream: name, turn, holder: "office", office } };
  });

async function rotate(keys, { matter }, talk, fresh, serial) {
  const document = rotations.statement({
    installation: keys.installation,
    matter,
    stream: "talk",
    recipient: fresh.recipient,
    previous: talk.recipient,
    after: talk.chain.last,
    office: keys.office,
    serial,
  });
  return { document, signature: await rotations.sign(document, keys.signing) };
}
