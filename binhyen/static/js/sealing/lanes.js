// Where batches are opened for the index: in the officer's Worker, and in others beside it where there are more cores.
import { connect } from "./client.js";
import { lent } from "./keys.js";
import { refuse } from "./refusal.js";
import { textsOf } from "./texts.js";

const MOST_BESIDE = 4;

const own = self.location.href;
const policy = globalThis.trustedTypes?.createPolicy("binhyen", { createScriptURL: onlyThis });

function onlyThis(url) {
  if (url !== own) throw new TypeError("not the sealing Worker");
  return url;
}

// `offices`: office -> its identities. Keys leave this Worker only where the browser will not let them be read again.
export function createLanes(offices) {
  const here = { waiting: 0, read: (batch, directory, prove) => textsOf(batch, directory, identitiesOf, prove) };
  const links = new Set();
  let lanes = [here];
  let ended = false;

  const keys = Array.from(offices, ([office, identities]) => [office, identities.map(lent)]);
  const many = Math.min(MOST_BESIDE, (navigator.hardwareConcurrency || 1) - 1);
  if (keys.every(([, held]) => held.every(Boolean))) for (let i = 0; i < many; i++) beside();

  function identitiesOf(office) {
    if (!offices.has(office)) throw refuse("Locked")("no_office");
    return offices.get(office);
  }

  // One more; without it when it does not come up.
  async function beside() {
    try {
      const link = await connect(policy ? policy.createScriptURL(own) : own, "opener");
      if (ended) return link.close();
      links.add(link);
      await link.call("hold", { keys });
      // Before the one here, which also has to index what all of them read.
      lanes.unshift({ waiting: 0, link, read: (batch, directory, prove) => link.call("read", { batch, directory, prove }, undefined, [batch]) });
    } catch {
      // The one here reads them all.
    }
  }

  // What textsOf gives; null when a Worker beside failed with it: it is to be asked for again.
  async function read(batch, directory, prove) {
    const lane = lanes.reduce((one, other) => (other.waiting < one.waiting ? other : one));
    lane.waiting += 1;
    try {
      return await lane.read(batch, directory, prove);
    } catch (refusal) {
      if (lane === here || ended) throw refusal;
      lane.link.close();
      lanes = lanes.filter((each) => each !== lane);
      return null;
    } finally {
      lane.waiting -= 1;
    }
  }

  // Ends what was begun beside: its keys go with it.
  function end() {
    ended = true;
    lanes = [here];
    for (const link of links) link.close();
    links.clear();
  }

  return { read, end };
}
