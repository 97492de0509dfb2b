// Paper with one part of the page alone: what stands around it is nobody else's business.
export function printAlone(shown) {
  const hidden = [];
  for (let at = shown; at.tagName !== "MAIN"; at = at.parentElement) {
    hidden.push(...Array.from(at.parentElement.children).filter((each) => each !== at && !each.matches(".no-print")));
  }
  for (const each of hidden) each.classList.add("no-print");
  print();
  for (const each of hidden) each.classList.remove("no-print");
}
