// What is sent with a report: photos drawn anew, a voice note, files. Chosen, listened to and taken away again here;
// all of it is in this page's memory only, until it is sealed on its way out.
import { carried, fill } from "./carried.js";
import { drawnAnew, isPhoto } from "./photo.js";
import { time, Voice } from "./voice.js";

const { words, ...most } = carried("attaching");
const megabytes = (bytes) => `${Math.round(bytes / 1048576)} MB`;
const tooLarge = () => fill(words.too_large, { size: megabytes(most.bytes) });

export class Attachments {
  // `changed()` is called whenever something comes or goes; `more(item)` gives what its row shows besides.
  constructor(box, changed, more = () => []) {
    this.box = box;
    this.changed = changed;
    this.more = more;
    this.items = []; // {kind, content, name, row, url}
    this.photos = 0;
    this.drawing = 0; // photos that are being drawn anew
    this.list = box.querySelector("[data-attached]");
    this.notTaken = box.querySelector("[data-not-taken]");
    this.error = box.querySelector(".error");
    this.voice = new Voice(most.seconds, (seconds) => this.tick(seconds), (...note) => this.recorded(...note));
    this.recordButton = box.querySelector("[data-record]");
    // A page that asks for photos alone has none.
    if (this.recordButton && (!globalThis.MediaRecorder || !navigator.mediaDevices)) this.recordButton.hidden = true;
  }

  // A press on one of the three buttons, or files that were chosen.
  async pressed(target) {
    if (target.closest("[data-record]")) return this.record();
    const choose = target.closest("[data-choose]");
    if (choose) this.box.querySelector(`input[data-kind="${choose.dataset.choose}"]`).click();
    return undefined;
  }

  // Whichever button a photo came by: what the camera wrote in it does not hang on that.
  async chosen(kind, files) {
    for (const file of files) {
      if (kind === "photo" || (await isPhoto(file))) await this.addPhoto(file);
      else this.add("file", file, file.name);
    }
  }

  async addPhoto(file) {
    if (file.size > most.bytes) return this.refuse(file.name, tooLarge());
    const full = this.noRoom(0);
    if (full) return this.refuse(file.name, full, words.again, () => this.addPhoto(file));
    this.draws(1);
    const drawn = await drawnAnew(file).catch(() => null);
    this.draws(-1);
    if (drawn) return this.add("photo", drawn, file.name);
    return this.refuse(file.name, words.unreadable, words.as_file, () => this.add("file", file, file.name));
  }

  draws(more) {
    this.drawing += more;
    this.box.querySelector("[data-drawing]").textContent = this.drawing ? words.preparing : "";
  }

  async record() {
    if (this.voice.isOn) return this.voice.stop();
    const full = this.noRoom(0);
    this.say(full);
    if (full) return undefined;
    try {
      await this.voice.start();
    } catch {
      this.say(words.no_microphone);
    }
    return undefined;
  }

  tick(seconds) {
    this.recordButton.querySelector("span").textContent = fill(words.stop, { time: time(seconds) });
  }

  recorded(note, seconds) {
    this.recordButton.querySelector("span").textContent = words.record;
    if (note.size) this.add("voice", note, fill(words.voice, { time: time(seconds) }));
  }

  // Why no more of so many bytes can be taken until something is taken away; "" when it can.
  noRoom(size) {
    if (this.items.length >= most.files) return fill(words.too_many, { number: most.files });
    const total = this.items.reduce((sum, { content }) => sum + content.size, size);
    return total > most.together ? fill(words.too_much, { size: megabytes(most.together) }) : "";
  }

  // `called`: by its sender; a photo has only its number here, because its file's name does not go along.
  add(kind, content, called) {
    if (content.size > most.bytes) return this.refuse(called, tooLarge());
    const full = this.noRoom(content.size);
    if (full) return this.refuse(called, full, words.again, () => this.add(kind, content, called));
    const name = kind === "photo" ? fill(words.photo, { number: ++this.photos }) : called;
    const item = { kind, content, name, row: document.createElement("li"), url: "" };
    const label = document.createElement("span");
    label.textContent = `${name} `;
    item.row.append(label);
    if (kind === "voice") item.row.append(this.player(item));
    item.row.append(...this.more(item), this.button(words.remove, () => this.remove(item), name));
    this.list.append(item.row);
    this.items.push(item);
    this.changed();
    return undefined;
  }

  // What was not taken is told in a line of its own with its own way out, and stays told until its sender acts on it:
  // what is said of one file must not wipe what was said of another.
  refuse(called, why, way = "", act = null) {
    const line = document.createElement("li");
    line.className = "error";
    const said = document.createElement("span");
    const pressed = (work) => () => {
      line.remove();
      work?.();
      this.focusOn("[data-not-taken] button", "[data-choose]", "[data-closed] p");
    };
    said.append(fill(words.not_taken, { name: called, why }));
    if (act) said.append(" ", this.button(way, pressed(act), called), " \u00b7");
    said.append(" ", this.button(words.remove, pressed(), called));
    line.append(this.error.querySelector("svg").cloneNode(true), said);
    this.notTaken.append(line);
  }

  player(item) {
    item.url = URL.createObjectURL(item.content);
    const player = document.createElement("audio");
    player.controls = true;
    player.src = item.url;
    player.setAttribute("aria-label", fill(words.listen, { name: item.name }));
    return player;
  }

  remove(item) {
    if (item.url) URL.revokeObjectURL(item.url);
    item.row.remove();
    this.items = this.items.filter((each) => each !== item);
    this.say("");
    this.changed();
    this.focusOn("[data-record]", "[data-choose]", "[data-closed] p");
  }

  // What had the focus is gone: it goes to the first of these that is seen.
  focusOn(...selectors) {
    const found = selectors.map((each) => this.box.querySelector(each));
    found.find((each) => each && each.offsetParent !== null)?.focus();
  }

  // The server takes no more of them: said in the place of the buttons. What was chosen stays, to be sent later or not.
  close(why) {
    const told = this.box.querySelector("[data-closed]");
    told.querySelector("p").textContent = why;
    told.hidden = false;
    for (const each of this.box.querySelectorAll("[data-takes]")) each.hidden = true;
  }

  button(text, pressed, of = "") {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button-link";
    made.textContent = text;
    if (of) made.setAttribute("aria-label", `${text} ${of}`);
    made.addEventListener("click", pressed);
    return made;
  }

  say(text) {
    this.error.hidden = !text;
    this.error.querySelector("span").replaceChildren(text);
  }

  // What the last screen says of them, and of what was not taken.
  summary() {
    const left = this.notTaken.children.length;
    const taken = this.items.length ? fill(words.count, { number: this.items.length }) : words.none;
    return left ? `${taken}\n${fill(words.left_out, { number: left })}` : taken;
  }

  sending({ index, done, waiting }) {
    const { name } = this.items[index];
    if (waiting) return words.waiting;
    const told = fill(words.sending, { name, number: index + 1, total: this.items.length });
    return `${told} ${Math.floor(done * 100)} %`;
  }

  forget() {
    this.voice.stop();
    for (const item of this.items.slice()) {
      if (item.url) URL.revokeObjectURL(item.url);
      item.row.remove();
    }
    this.items = [];
    this.photos = 0;
    this.notTaken.replaceChildren();
    this.say("");
  }
}
