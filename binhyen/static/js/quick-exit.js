// "Thoát nhanh": leaves for an everyday page at once, and this page is not where Back returns to.
// Escape pressed three times within two seconds does the same.
const TIMES = 3;
const WITHIN_MS = 2000;

export function start(link) {
  const leave = () => {
    // Blank first: on a slow network the next page takes seconds, and the screen must not show this one.
    document.body.hidden = true;
    document.title = "…";
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (presses.length >= TIMES) leave();
  });
  // A page that Back brings out of memory would show again what was left in a hurry.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.hidden) location.reload();
  });
}
