// Unlocking with this machine's own authenticator: what the page asks of it. Its secret goes straight to the Worker; an
// answer goes to the server without it.
import { ask, asJson, nonce } from "../passkey.js";
import * as keys from "./keys.js";
import { addresses, word } from "./page.js";
import { postAtTheDoor } from "./server.js";

export const isSupported = () => Boolean(globalThis.PublicKeyCredential);

const told = (words) => Object.assign(new Error(words), { told: true });

// {json, recipient}: what the server answers to whoever unlocked, and whose identity is in the Worker now; or {ended},
// what it says where there is no session any more.
export async function unlock(person) {
  const begun = await postAtTheDoor(addresses.begin_unlock, {});
  if (begun.status === 401) return { ended: begun.json };
  if (begun.status !== 200) throw told(begun.json?.message ?? word("failed"));
  const credential = await evaluated(begun.json.options, person.username);
  const { status, json } = await postAtTheDoor(addresses.unlock, { credential });
  if (status === 401) return { ended: json };
  if (status !== 200) throw told(json?.message ?? word("failed"));
  if (json.next !== "desk") return { json };
  const { username, recipient } = json.person;
  return { json, ...(await keys.unlockByDevice({ person: username, recipient, credential: credential.id, wrapped: json.wrapped })) };
}

// Adds this device: {credential, wrapped}, to be posted. `begin` is given the phrase's sign-in half, and resolves to options.
export async function add({ phrase, person, begin, say }) {
  const { signIn } = await keys.prove(phrase);
  const options = await begin(signIn);
  say(word("device_make"));
  const made = await answered("create", { publicKey: { ...options.publicKey, extensions: { prf: {} } } });
  if (!made.getClientExtensionResults().prf?.enabled) throw told(word("device_no_prf"));
  const credential = asJson(made);
  say(word("device_again"));
  const { rpId, timeout } = { rpId: options.publicKey.rp.id, timeout: options.publicKey.timeout };
  // Nobody checks this answer: it is asked for the secret alone, so that the challenge may be our own.
  const allowCredentials = [{ type: "public-key", id: made.id }];
  const once = { challenge: nonce(), rpId, timeout, allowCredentials, userVerification: "required" };
  await evaluated({ publicKey: once }, person);
  say(word("stretching"));
  return { credential, ...(await keys.wrapForDevice({ phrase, person, credential: made.id })) };
}

// The answer as the server takes it; the authenticator's secret is in the Worker before anybody goes on.
async function evaluated(options, person) {
  const { salt } = await keys.deviceSalt(person);
  const extensions = { prf: { eval: { first: salt } } };
  const answer = await answered("get", { publicKey: { ...options.publicKey, extensions } });
  const secret = answer.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw told(word("device_no_prf"));
  await keys.holdDevice(secret);
  return asJson(answer);
}

async function answered(ceremony, options) {
  try {
    return await ask(ceremony, options);
  } catch (problem) {
    // Its owner pressed cancel, or waited too long; or it is there already.
    throw told(word(problem.name === "InvalidStateError" ? "device_there" : "device_failed"));
  }
}
