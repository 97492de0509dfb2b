// What a browser must have to seal. Codes, so that the page can say which, and offer the other way to report.
export function missing(scope = globalThis) {
  const needs = {
    secure_context: scope.isSecureContext !== false && scope.crypto && scope.crypto.subtle,
    random: scope.crypto && typeof scope.crypto.getRandomValues === "function",
    worker: typeof scope.Worker === "function",
    bigint: typeof scope.BigInt === "function",
    streams: typeof scope.TransformStream === "function" && typeof scope.ReadableStream === "function",
  };
  return Object.keys(needs).filter((need) => !needs[need]);
}
