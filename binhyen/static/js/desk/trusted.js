// The one Trusted Types policy. Two ways in: our own HTML, which is cleaned before it reaches the page, and the
// address of the sealing Worker. Everything else in the desk is textContent.
// The page says it, because file names are hashed; it is read once, before any fragment is placed.
const WORKER = new URL(document.body.dataset.worker, document.baseURI).href;
const ASIDE = "iframe, frame, object, embed, base, link, meta, style, script, noscript, form[action], svg foreignObject, math";
const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href", "poster", "srcdoc", "data"]);

const policy = globalThis.trustedTypes
  ? trustedTypes.createPolicy("binhyen", { createHTML: (html) => html, createScriptURL: onlyTheWorker })
  : { createHTML: (html) => html, createScriptURL: onlyTheWorker };

function onlyTheWorker(url) {
  if (url !== WORKER || new URL(url).origin !== location.origin) throw new TypeError("not the sealing Worker");
  return url;
}

export const workerUrl = () => policy.createScriptURL(WORKER);

// The nodes of a fragment that the server rendered, without anything that could run. The parsed document is inert:
// nothing in it loads or runs before it is placed, so what is dropped here never did.
export function parse(html) {
  const parsed = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  for (const element of parsed.querySelectorAll("*")) clean(element);
  for (const template of parsed.querySelectorAll("template")) {
    for (const element of template.content.querySelectorAll("*")) clean(element);
  }
  const fragment = document.createDocumentFragment();
  for (const node of Array.from(parsed.body.childNodes)) fragment.append(document.importNode(node, true));
  return fragment;
}

function clean(element) {
  if (element.matches(ASIDE)) return element.remove();
  for (const { name, value } of Array.from(element.attributes)) {
    const runs = name.startsWith("on") || name === "style" || name === "srcdoc";
    if (runs || (ADDRESSES.has(name) && !leadsHere(value))) element.removeAttribute(name);
  }
}

function leadsHere(address) {
  try {
    const url = new URL(address, document.baseURI);
    return url.origin === location.origin || url.protocol === "tel:";
  } catch {
    return false;
  }
}
