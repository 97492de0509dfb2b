// Where something is: asked of the device when its owner presses for it, or set on a map of the communes. Nothing is
// ever read out of a photo. A point is {latitude, longitude, accuracy_m} in whole millionths of a degree and metres.
const SVG = "http://www.w3.org/2000/svg";
const GPS_MS = 20000;
const METRES_IN_A_DEGREE = 111320;
const FINGER_PX = 16;
const [NEAREST, STEP] = [24, 0.04]; // how far the map is brought near at most; a step of an arrow key, of what is seen
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Rejects with "denied" or "unknown".
export function locate() {
  return new Promise((found, failed) => {
    if (!navigator.geolocation) return failed("unknown");
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({
        latitude: Math.round(coords.latitude * 1e6),
        longitude: Math.round(coords.longitude * 1e6),
        accuracy_m: Math.min(Math.max(Math.ceil(coords.accuracy), 0), 100000),
      }),
      ({ code }) => failed(code === 1 ? "denied" : "unknown"),
      { enableHighAccuracy: true, timeout: GPS_MS, maximumAge: 0 },
    );
  });
}

// A drawing of the server's (figures/maps.py) on which a press sets the point; by keyboard a cross is moved and set.
// `frame`: {west, north, across, down, margin}, from the drawing's units to degrees.
export class PointMap {
  constructor(holder, frame, chosen) {
    Object.assign(this, { holder, frame, chosen, near: 1 });
    this.svg = holder.querySelector("svg");
    const { width, height } = this.svg.viewBox.baseVal;
    Object.assign(this, { width, height, x: width / 2, y: height / 2 });
    for (const each of this.svg.querySelectorAll("path")) each.setAttribute("vector-effect", "non-scaling-stroke");
    this.mark = this.svg.appendChild(document.createElementNS(SVG, "g"));
    this.svg.addEventListener("click", (event) => this.pressed(event));
    holder.addEventListener("keydown", (event) => this.key(event));
    for (const button of holder.querySelectorAll("[data-near]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.near === "in" ? 2 : 0.5));
    }
  }

  pressed({ clientX, clientY }) {
    const at = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    this.set(at.x, at.y);
  }

  key(event) {
    if (event.target.closest("button")) return;
    if (ARROWS[event.key]) {
      const [x, y] = ARROWS[event.key];
      const step = (STEP * this.width) / this.near;
      this.set(this.x + x * step, this.y + y * step);
    } else if (event.key === "+" || event.key === "=") this.zoom(2);
    else if (event.key === "-") this.zoom(0.5);
    else return;
    event.preventDefault();
  }

  set(x, y) {
    this.x = Math.min(Math.max(x, 0), this.width);
    this.y = Math.min(Math.max(y, 0), this.height);
    const { west, north, across, down, margin } = this.frame;
    this.draw();
    this.chosen({
      latitude: Math.round((north - (this.y - margin) / down) * 1e6),
      longitude: Math.round((west + (this.x - margin) / across) * 1e6),
      accuracy_m: Math.ceil(FINGER_PX * this.unit() * (METRES_IN_A_DEGREE / down)),
    });
  }

  // Where a point lies that was found otherwise.
  show({ latitude, longitude }) {
    const { west, north, across, down, margin } = this.frame;
    this.x = (longitude / 1e6 - west) * across + margin;
    this.y = (north - latitude / 1e6) * down + margin;
    this.draw();
  }

  zoom(by) {
    this.near = Math.min(Math.max(this.near * by, 1), NEAREST);
    const [w, h] = [this.width / this.near, this.height / this.near];
    const left = Math.min(Math.max(this.x - w / 2, 0), this.width - w);
    const top = Math.min(Math.max(this.y - h / 2, 0), this.height - h);
    this.svg.setAttribute("viewBox", `${left} ${top} ${w} ${h}`);
    const names = this.svg.querySelector("text")?.parentElement;
    names?.setAttribute("font-size", String(36 / this.near));
    names?.setAttribute("stroke-width", String(6 / this.near));
    if (this.mark.firstChild) this.draw();
  }

  // Units of the drawing in one pixel of the screen.
  unit() {
    return 1 / (this.svg.getScreenCTM()?.a || 1);
  }

  draw() {
    const parts = [["circle", { r: 9, fill: "#fff" }], ["circle", { r: 6, fill: "#a61b1b" }]].map(([name, { r, fill }]) => {
      const part = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries({ cx: this.x, cy: this.y, r: r * this.unit(), fill })) part.setAttribute(key, String(value));
      return part;
    });
    this.mark.replaceChildren(...parts);
  }

  forget() {
    this.mark.replaceChildren();
  }
}
