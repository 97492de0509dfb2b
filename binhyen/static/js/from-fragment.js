// A code that stands behind "#" in the address, which no server is sent: it is put into the form, and out of the
// address, where whoever looks over a shoulder or opens the history would find it.
export function start(form) {
  const code = location.hash.slice(1);
  if (!/^[\w-]{20,100}$/.test(code)) return;
  form.elements.token.value = code;
  const byHand = form.querySelector("[data-by-hand]");
  if (byHand) byHand.hidden = true;
  history.replaceState(null, "", location.pathname);
}
