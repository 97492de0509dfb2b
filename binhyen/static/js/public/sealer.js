// Brings the sealing Worker when it is first needed: its modules weigh more than the rest of the page together.
let connecting = null;

// A promise of the client {call(op, input), close()}. After a failure the next call tries anew.
export function sealer(workerUrl) {
  connecting ??= start(workerUrl).catch((error) => {
    connecting = null;
    throw error;
  });
  return connecting;
}

export function letGo() {
  connecting?.then((client) => client.close(), () => {});
  connecting = null;
}

async function start(workerUrl) {
  const { connect } = await import("../sealing/client.js");
  return connect(trusted(workerUrl), "resident");
}

let policy = null;

// Under Trusted Types a Worker's address must come from the one named policy; it lets through this site's own alone.
export function trusted(address) {
  if (!globalThis.trustedTypes) return address;
  policy ??= globalThis.trustedTypes.createPolicy("binhyen", {
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError("not of this site");
      return url;
    },
  });
  return policy.createScriptURL(address);
}
