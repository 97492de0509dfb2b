// Prints the page; the print style sheet leaves only the content.
export function start(button) {
  button.addEventListener("click", () => window.print());
}
