// What a poster's code brings along: the commune and hamlet behind the #, which no browser sends to a server. They are
// read once and leave the address bar at once, so that nobody who looks over a shoulder or through the history sees them.

// {commune, hamlet}, "" where nothing was brought. A hamlet is written as in a link: "thon-suoi-lim".
export function takeFragment() {
  const found = /^#(\d{1,10})(?:\/([a-z0-9_-]{1,200}))?$/.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return { commune: found?.[1] ?? "", hamlet: found?.[2] ?? "" };
}

// The hamlet of this commune that the link means; "" when none does, or several names do.
export function hamletOf(area, written) {
  const meant = new Set(area.hamlets.filter((name) => written === folded(name) || written === spelt(name)));
  return written && meant.size === 1 ? [...meant][0] : "";
}

// The twins of units/folding.py: without marks, and with them where two names fold alike.
const folded = (name) => dashed(name, "d", "");
const spelt = (name) =>
  dashed(name, "d_", (mark) => {
    const behind = mark.codePointAt(0) - 0x300;
    return behind >= 0 && behind < 36 ? `_${behind.toString(36)}` : "";
  });
const dashed = (name, d, mark) =>
  name.normalize("NFD").replace(/\p{M}/gu, mark).replace(/[đĐ]/g, d).toLowerCase().replace(/[^a-z0-9_]+/g, "-").replace(/^-|-$/g, "");
