// The patterns page opens its own dialog and says its own toast; real pages do so from what they fetch.
import { toast } from "./toast.js";

document.querySelector("[data-specimen=dialog]").addEventListener("click", () => {
  document.getElementById("dialog").showModal();
});
document.querySelector("[data-specimen=toast]").addEventListener("click", (event) => {
  toast(event.currentTarget.dataset.words);
});
