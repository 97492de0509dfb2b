// Loads the module of each behaviour a page names: <button data-behaviour="copy">. Each module's `start(element)`
// is called once per element, also for elements that a later swap puts into the page.
// The imports are written out so that hashed file names can be put in their place.
const MODULES = {
  "copy": () => import("./copy.js"),
  "error-summary": () => import("./error-summary.js"),
  "follow-push": () => import("./follow-push.js"),
  "from-fragment": () => import("./from-fragment.js"),
  "in-app-browser": () => import("./in-app-browser.js"),
  "large-map": () => import("./large-map.js"),
  "panes": () => import("./panes.js"),
  "print": () => import("./print.js"),
  "quick-exit": () => import("./quick-exit.js"),
  "security-key": () => import("./security-key.js"),
};

const started = new WeakSet();

export async function startBehaviours(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (started.has(element)) continue;
    started.add(element);
    for (const name of element.dataset.behaviour.split(" ")) {
      const module = await MODULES[name]();
      module.start(element);
    }
  }
}

await startBehaviours(document);
// The desk's swap announces what it placed.
document.addEventListener("binhyen:placed", (event) => startBehaviours(event.target));
