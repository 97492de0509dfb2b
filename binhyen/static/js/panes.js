// On a phone the desk shows the queue or the matter. Anything with data-show="queue" or data-show="panel" turns
// to that pane and puts the focus there; on a wide screen both are seen and only the focus moves.
export function show(desk, pane) {
  desk.dataset.shows = pane;
  const target = desk.querySelector(`#${pane}`);
  target.tabIndex = -1;
  target.focus({ preventScroll: false });
}

export function start(desk) {
  desk.addEventListener("click", (event) => {
    const control = event.target.closest("[data-show]");
    if (control) show(desk, control.dataset.show);
  });
}
