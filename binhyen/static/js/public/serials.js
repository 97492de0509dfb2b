// The newest serial of every office's certificate, kept on a device on which somebody installed the pages, and on no other:
// an older one is refused later, though it has not lapsed. Of all the page's offices alike, so that it tells of no report.
import { sealer } from "./sealer.js";

const CACHE = "serials"; // goes with the shell; the service worker leaves it when a release replaces the rest

// {office: serial}: what this device knew, and what the page's certificates say that oversight signed.
export async function known({ installation, roots, threshold, offices }, workerUrl) {
  // Of these oversight keys alone: another installation's serials count from one again.
  const place = `/serials?${new URLSearchParams({ of: [installation, ...[...roots].sort()].join(" ") })}`;
  const cache = await caches.open(CACHE);
  const floors = (await (await cache.match(place))?.json()) ?? {};
  const certificates = Object.values(offices).map(({ certificate }) => certificate);
  const client = await sealer(workerUrl);
  const seen = await client.call("seen", { certificates, directory: { installation, roots, threshold } });
  for (const [office, serial] of Object.entries(seen)) floors[office] = Math.max(serial, floors[office] ?? 0);
  await cache.put(place, new Response(JSON.stringify(floors)));
  return floors;
}
