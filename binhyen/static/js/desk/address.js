// The address bar: what the panel shows, by a matter's reference or the name of a page, and nothing else.
let here = location.href;

// The panel shows something else now.
export function set(hash) {
  history.pushState({}, "", hash ? `#${hash}` : location.pathname);
  here = location.href;
}

// Back, forward, or an address that was typed. `go` follows it; where `mayLeave` says no, the address is put back, so that
// it still names what is shown.
export function follow({ mayLeave, go }) {
  addEventListener("popstate", () => {
    if (location.href === here) return;
    // A link to a place on this page (to its content, to a field) leads to no other.
    if (document.getElementById(decoded(location.hash.slice(1)))) return history.replaceState({}, "", here);
    if (!mayLeave()) return history.pushState({}, "", here);
    here = location.href;
    return go(location.hash.slice(1));
  });
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
