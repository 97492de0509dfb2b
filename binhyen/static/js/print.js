// Prints the page; the print style sheet leaves only the content.
export function start(button) {
  // The server sends it hidden: without this module the button could do nothing.
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
