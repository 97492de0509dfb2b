// What a poster's code brings along: the commune and hamlet behind the #, which no browser sends to a server. They are
// read once and leave the address bar at once, so that nobody who looks over a shoulder or through the history sees them.

// {commune, hamlet}, "" where nothing was brought. A hamlet is written as in a link: "thon-suoi-lim".
export function takeFragment() {
  const found = /^#(\d{1,10})(?:\/([a-z0-9-]{1,80}))?$/.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return { commune: found?.[1] ?? "", hamlet: found?.[2] ?? "" };
}

// The hamlet of this commune that the link means; "" when none or several do.
export function hamletOf(area, written) {
  const meant = area.hamlets.filter((name) => asWritten(name) === written);
  return written && meant.length === 1 ? meant[0] : "";
}

// The twin of units/folding.py.
const asWritten = (name) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
