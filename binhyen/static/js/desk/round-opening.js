// The page of a round without a network: it holds nothing, asks for the five words, and then is the round that was taken along.
import { carried, onWiped, opened, wipe } from "./round-carried.js";
import { parse } from "./trusted.js";

const page = document.querySelector("[data-round]");
const form = page.querySelector("[data-round-words]");
const said = form.querySelector("[role=alert]");
const place = page.querySelector("[data-round-list]");

async function start() {
  const row = await carried();
  page.querySelector("[data-round-nothing]").hidden = Boolean(row);
  form.hidden = !row;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = form.dataset.opening;
    const found = row && (await opened(row, form.elements.words.value));
    said.textContent = found ? "" : form.dataset.wrong;
    if (found) await show(found, row);
  });
  page.querySelector("[data-wipe]").addEventListener("click", async () => {
    if (!confirm(form.dataset.sure)) return;
    await wipe();
    location.reload();
  });
  onWiped(() => location.reload());
}

async function show({ stops, owner }, { until }) {
  form.reset();
  form.hidden = true;
  place.replaceChildren(parse(stops));
  for (const link of place.querySelectorAll("a[data-geo]")) {
    if (/^geo:[-\d.,?=q()]+$/.test(link.dataset.geo)) link.href = link.dataset.geo;
  }
  page.dataset.key = owner;
  page.querySelector("[data-round-open]").hidden = false;
  // Kept as long as was said and no longer, on the screen too.
  setTimeout(() => location.reload(), Math.max(0, until - Date.now()));
  await import("./paint-fields.js");
  await import("./round.js");
}

await start();
