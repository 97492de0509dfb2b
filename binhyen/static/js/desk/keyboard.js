// j and k walk the queue, Enter opens, Escape goes back one step: form, matter, queue.
export function start({ queue, back }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") return void back(event);
    if (typing || (event.key !== "j" && event.key !== "k")) return;
    const rows = Array.from(queue.querySelectorAll(".row"));
    const at = rows.indexOf(document.activeElement) >= 0 ? rows.indexOf(document.activeElement) : rows.findIndex((row) => row.ariaCurrent === "true");
    const next = rows[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });
}
