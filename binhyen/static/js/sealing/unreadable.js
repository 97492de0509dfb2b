// An office's signature that a story opens with none of its keys.
import * as acts from "./acts.js";
import { sha256Hex } from "./encoding.js";
import { binary } from "./envelope.js";
import { readStream } from "./reading.js";
import { Refused, refuse } from "./refusal.js";

// `keys`: the office's newest; `identities`: those of all its certificates. Refused when the story opens.
export async function sign(keys, identities, admitted, bundle) {
  const story = bundle.envelopes.find(({ stream, kind }) => stream === "intake" && kind === "story");
  if (!story || (await opens(admitted, identities, bundle))) throw refuse("NotOpen")("opens");
  const { installation } = keys;
  const sha256 = sha256Hex(binary(story, "ciphertext"));
  const said = acts.statement({ installation, matter: admitted.matter, act: "unreadable", envelope: story.ref, sha256 });
  return acts.sign(said, keys.signing);
}

// Whether the story opens. A stream that was not granted says nothing about it.
async function opens(admitted, identities, bundle) {
  try {
    const { messages } = await readStream(admitted, "intake", identities, bundle);
    return messages.some(({ kind }) => kind === "story");
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.code === "no_grant") throw refusal;
    return false;
  }
}
