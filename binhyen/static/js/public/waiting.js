// Whether a sealed report waits on this device. A browser that cannot list its stores is asked by what keeps them, which
// others need not fetch for that.
export async function waitsHere() {
  if (!globalThis.indexedDB) return false;
  if (indexedDB.databases) return (await indexedDB.databases()).some(({ name }) => name === "binhyen");
  await import("../shell/kept.js");
  return self.kept.any();
}
