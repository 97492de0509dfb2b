// WebAuthn options and answers between JSON, as the server speaks, and buffers, as browsers take them.
// Browsers since 2023 have this built in (parseCreationOptionsFromJSON, toJSON); older ones are the reason it is here.

const unpack = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const pack = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// ceremony: "create" or "get"; options: {publicKey: {…}} as JSON. Resolves to the credential as JSON.
export const answer = async (ceremony, options) => asJson(await ask(ceremony, options));

// The same, as the browser gives it: with what an extension worked out.
export async function ask(ceremony, options) {
  const publicKey = { ...options.publicKey, challenge: unpack(options.publicKey.challenge) };
  if (publicKey.user) publicKey.user = { ...publicKey.user, id: unpack(publicKey.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (publicKey[list]) publicKey[list] = publicKey[list].map((known) => ({ ...known, id: unpack(known.id) }));
  }
  return navigator.credentials[ceremony]({ publicKey });
}

export const nonce = () => pack(crypto.getRandomValues(new Uint8Array(32)));

// For the server, which is given nothing of what an authenticator's secret made (prf).
export function asJson(credential) {
  const response = { clientDataJSON: pack(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = pack(credential.response[part]);
  }
  const { prf: _secret, ...extensions } = credential.getClientExtensionResults();
  return {
    id: credential.id,
    rawId: pack(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: extensions,
  };
}
