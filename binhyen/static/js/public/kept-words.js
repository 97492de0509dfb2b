// The ten words on the screen: shown once, gone when the page is left, never in an address, a title or a store.
const SVG = "http://www.w3.org/2000/svg";

export class KeptWords {
  constructor(screen) {
    this.list = screen.querySelector(".receipt-words");
    this.square = screen.querySelector("[data-qr]");
    this.words = [];
    this.bare = "";
    this.warn = (event) => {
      // "Thoát nhanh" blanks the page first: whoever leaves in a hurry is not held back by a question.
      if (!document.body.hidden) event.preventDefault();
    };
    screen.querySelector("details").addEventListener("toggle", () => this.draw());
  }

  show(words, bare) {
    this.list.replaceChildren(
      ...words.map((word) => {
        const item = document.createElement("li");
        item.textContent = word;
        return item;
      }),
    );
    this.words = words;
    this.bare = bare;
    addEventListener("beforeunload", this.warn);
  }

  async draw() {
    if (this.bare && !this.square.firstChild) await drawQr(this.square, this.bare);
  }

  forget() {
    this.list.replaceChildren();
    this.square.replaceChildren();
    this.words = [];
    this.bare = "";
    removeEventListener("beforeunload", this.warn);
  }
}

// A QR code of a text, in place of what the square held.
export async function drawQr(square, text) {
  const { qr } = await import("../../vendor/qr.js");
  const { size, path } = qr(text);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  square.replaceChildren(svg);
}

// What comes next and by which day, as the server worked it out.
export function showNext(list, next, by) {
  list.replaceChildren(
    ...next.map(({ what, on, basis }) => {
      const item = document.createElement("li");
      const title = document.createElement("h3");
      title.textContent = what;
      const when = document.createElement("p");
      const article = document.createElement("span");
      article.className = "who";
      article.textContent = ` · ${basis}`;
      when.append(by.replace("{on}", on), article);
      item.append(title, when);
      return item;
    }),
  );
}
