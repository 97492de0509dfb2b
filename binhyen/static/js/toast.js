// Says one sentence in the live region #status and takes it away again. Callers bring the words from the page.
const STAYS_MS = 8000;

export function toast(words) {
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = words;
  document.getElementById("status").append(note);
  setTimeout(() => note.remove(), STAYS_MS);
  return note;
}
