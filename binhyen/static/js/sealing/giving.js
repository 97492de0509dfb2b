// Giving a matter's keys to another certified office: wrapped anew, and signed as one act over all of them.
import * as acts from "./acts.js";
import * as directories from "./directory.js";
import { b64url, concat, sha256Hex } from "./encoding.js";
import * as grants from "./grants.js";
import * as identities from "./identity.js";

export const GIVING = ["handed_over", "shared"];

// What to post: grants of every stream held, and the act that signs for them. `name` is one of GIVING, `half` of the key
// to the resident's name goes with them.
export async function give(keys, admitted, streams, document, name, half) {
  // The oldest identity first: whoever is given a stream opens what was sealed before it was rotated too.
  const held = [streams.intake, streams.talk].filter(Boolean).flatMap(identitiesIn);
  const given = [];
  for (const { name, identity } of held) {
    given.push(await grants.wrap(identity, document.recipient, keys.signing, admitted.matter, name));
  }
  const rows = held.map((one) => rowOf(admitted, one));
  if (half) {
    given.push(await identities.wrap(half, document.recipient, keys.signing, admitted.matter, "office"));
    rows.push({ stream: identities.STREAM, holder: "office" });
  }
  const act = acts.statement({
    installation: keys.installation,
    matter: admitted.matter,
    act: name,
    sha256: sha256Hex(concat(...given)),
    after: streams.talk ? streams.talk.chain.last : "",
  });
  return {
    matter: admitted.matter,
    office: document.office,
    certificate: directories.digest(document),
    grants: rows.map((row, i) => ({ ...row, ciphertext: b64url(given[i]) })),
    act,
    signature: await acts.sign(act, keys.signing),
  };
}

const identitiesIn = ({ name, identities }) => [...identities].reverse().map((identity) => ({ name, identity }));

// A grant as it is posted; `turn` says to which of the stream's recipients it belongs, 0 and unsaid at birth.
function rowOf(admitted, { name, identity }) {
  const turn = admitted.recipients[name].indexOf(identity.recipient);
  return { stream: name, holder: "office", ...(turn && { turn }) };
}
