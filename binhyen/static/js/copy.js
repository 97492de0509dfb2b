// Copies the text of the element named by data-copy-from and says what to do next. The words come from the page.
// A clipboard is read by other apps and may be synchronised to other devices, so the answer is also a warning.
export function start(button) {
  const answer = document.createElement("p");
  answer.className = "copy-answer";
  answer.setAttribute("role", "status");
  const piece = button.closest(".copy") ?? button.parentElement;
  piece.append(answer);
  // The server sends it hidden: without this module the button could do nothing.
  piece.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copyFrom);
    const items = source.querySelectorAll("li");
    const text = items.length ? Array.from(items, (item) => item.textContent.trim()).join(" ") : source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      answer.textContent = button.dataset.copied;
    } catch {
      // No permission, or plain http on a local network: there is no clipboard to write to.
      answer.textContent = button.dataset.failed;
    }
  });
}
