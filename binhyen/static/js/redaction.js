// Faces and plates painted over by hand, before a photo leaves or is shown: solid black, drawn into the picture itself.
// A blur could be worked back; what is under these is gone. The holder is templates/redaction.html.
const JPEG = "image/jpeg";
const QUALITY = 0.85;
const BLACK = "#000";
const EDGE = "#ffd400";
// Of the picture's longer side: a new box, the smallest one, a step of an arrow key.
const [NEW, LEAST, STEP] = [0.16, 0.01, 0.02];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// A JPEG with the boxes in it; null when whoever paints left without any. `holder` says and shows everything; the picture
// is neither changed nor closed.
export function redact(holder, picture) {
  return new Promise((done) => new Painting(holder, picture, done));
}

class Painting {
  constructor(holder, picture, done) {
    Object.assign(this, { holder, picture, done, boxes: [], chosen: -1, drag: null });
    this.longer = Math.max(picture.width, picture.height);
    this.canvas = holder.querySelector("canvas");
    this.canvas.width = picture.width;
    this.canvas.height = picture.height;
    this.stop = new AbortController();
    this.on(this.canvas, "pointerdown", (event) => this.pressed(event));
    this.on(this.canvas, "pointermove", (event) => this.moved(event));
    this.on(this.canvas, "pointerup", () => this.released());
    this.on(this.canvas, "pointercancel", () => this.released());
    this.on(this.canvas, "keydown", (event) => this.key(event));
    for (const [name, act] of Object.entries({
      add: () => this.add(),
      drop: () => this.drop(),
      done: () => this.finish(),
      leave: () => this.end(null),
    })) this.on(holder.querySelector(`[data-paint="${name}"]`), "click", act);
    holder.hidden = false;
    this.say();
    this.canvas.focus();
  }

  on(target, name, act) {
    target.addEventListener(name, act, { signal: this.stop.signal });
  }

  // From where the pointer is to the picture's own points.
  at({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [((clientX - left) / width) * this.canvas.width, ((clientY - top) / height) * this.canvas.height];
  }

  pressed(event) {
    event.preventDefault();
    this.canvas.focus();
    this.canvas.setPointerCapture(event.pointerId);
    const [x, y] = this.at(event);
    const hit = this.boxes.map((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h).lastIndexOf(true);
    this.drag = { x, y, from: hit < 0 ? null : { ...this.boxes[hit] } };
    if (hit < 0) this.boxes.push({ x, y, w: 0, h: 0 });
    this.chosen = hit < 0 ? this.boxes.length - 1 : hit;
    this.say();
  }

  moved(event) {
    if (!this.drag) return;
    const [x, y] = this.at(event);
    const { from } = this.drag;
    const box = this.boxes[this.chosen];
    if (from) this.place(box, from.x + x - this.drag.x, from.y + y - this.drag.y);
    else {
      const [right, low] = [clamp(x, 0, this.canvas.width), clamp(y, 0, this.canvas.height)];
      Object.assign(box, { x: Math.min(right, this.drag.x), y: Math.min(low, this.drag.y), w: Math.abs(right - this.drag.x), h: Math.abs(low - this.drag.y) });
    }
    this.draw();
  }

  // A press without a drag is a box around it: a finger is not exact.
  released() {
    if (!this.drag) return;
    const box = this.boxes[this.chosen];
    if (!this.drag.from && Math.max(box.w, box.h) < LEAST * this.longer) {
      const side = (NEW * this.longer) / 2;
      Object.assign(box, { w: side, h: side });
      this.place(box, this.drag.x - side / 2, this.drag.y - side / 2);
    }
    this.drag = null;
    this.say();
  }

  place(box, x, y) {
    box.x = clamp(x, 0, this.canvas.width - box.w);
    box.y = clamp(y, 0, this.canvas.height - box.h);
  }

  key(event) {
    const box = this.boxes[this.chosen];
    const step = STEP * this.longer;
    if (event.key === "Enter" || event.key === "+") this.add();
    else if (box && (event.key === "Delete" || event.key === "Backspace")) this.drop();
    else if (box && ARROWS[event.key]) {
      const [x, y] = ARROWS[event.key];
      if (event.shiftKey) {
        box.w = clamp(box.w + x * step, LEAST * this.longer, this.canvas.width - box.x);
        box.h = clamp(box.h + y * step, LEAST * this.longer, this.canvas.height - box.y);
      } else this.place(box, box.x + x * step, box.y + y * step);
    } else return;
    event.preventDefault();
    this.say();
  }

  add() {
    const side = Math.min(NEW * this.longer, this.canvas.width, this.canvas.height);
    const box = { x: 0, y: 0, w: side, h: side };
    this.place(box, (this.canvas.width - side) / 2, (this.canvas.height - side) / 2);
    this.boxes.push(box);
    this.chosen = this.boxes.length - 1;
    this.canvas.focus();
    this.say();
  }

  drop() {
    if (!this.boxes[this.chosen]) return;
    this.boxes.splice(this.chosen, 1);
    this.chosen = this.boxes.length - 1;
    this.canvas.focus();
    this.say();
  }

  say() {
    this.draw();
    const told = this.holder.querySelector("[data-painted]");
    const box = this.boxes[this.chosen];
    const percent = (value, whole) => Math.round((100 * value) / whole);
    const words = box ? told.dataset.some : told.dataset.none;
    const values = box && { number: this.boxes.length, x: percent(box.x + box.w / 2, this.canvas.width), y: percent(box.y + box.h / 2, this.canvas.height) };
    told.textContent = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    this.holder.querySelector('[data-paint="drop"]').disabled = !box;
  }

  draw(marks = true) {
    const pen = this.canvas.getContext("2d");
    pen.drawImage(this.picture, 0, 0);
    pen.fillStyle = BLACK;
    for (const { x, y, w, h } of this.boxes) pen.fillRect(x, y, w, h);
    const box = this.boxes[this.chosen];
    if (!marks || !box) return;
    pen.strokeStyle = EDGE;
    pen.lineWidth = this.longer / 150;
    pen.strokeRect(box.x, box.y, box.w, box.h);
  }

  async finish() {
    if (!this.boxes.length) return this.end(null);
    this.draw(false);
    const drawn = await new Promise((taken) => this.canvas.toBlob(taken, JPEG, QUALITY));
    return this.end(drawn?.type === JPEG ? drawn : null);
  }

  end(drawn) {
    this.stop.abort();
    // The picture is not left behind on a page that somebody else may see.
    this.canvas.width = this.canvas.height = 0;
    this.holder.hidden = true;
    this.done(drawn);
  }
}

const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));
