// The one Trusted Types policy of every page. A script that injects markup or loads a Worker some other way is
// stopped by the browser, so this file is where to look for what may turn a string into either.
const policy = globalThis.trustedTypes
  ? trustedTypes.createPolicy("binhyen", {
      createHTML: (markup) => markup,
      createScriptURL: (url) => sealingWorker(url),
    })
  : { createHTML: (markup) => markup, createScriptURL: sealingWorker };

// HTML that this site's own server rendered, for placing into the page. Never anything a person wrote.
export const serverHtml = (markup) => policy.createHTML(markup);

// The address of the sealing Worker, as the page names it.
export const workerUrl = (url) => policy.createScriptURL(url);

function sealingWorker(url) {
  const { origin, pathname } = new URL(url, location.href);
  if (origin !== location.origin || !/\/js\/sealing\/worker(\.[0-9a-f]+)?\.js$/.test(pathname)) {
    throw new TypeError("not the sealing worker");
  }
  return url;
}
