// What is sent with a report: photos drawn anew, a voice note, files. Chosen, listened to and taken away again here;
// all of it is in this page's memory only, until it is sealed on its way out.
import { carried, fill } from "./carried.js";
import { drawnAnew } from "./photo.js";
import { time, Voice } from "./voice.js";

const { words, ...most } = carried("attaching");
const megabytes = (bytes) => `${Math.round(bytes / 1048576)} MB`;

export class Attachments {
  // `changed()` is called whenever something comes or goes.
  constructor(box, changed) {
    this.box = box;
    this.changed = changed;
    this.items = []; // {kind, content, name, row, url}
    this.photos = 0;
    this.list = box.querySelector("[data-attached]");
    this.error = box.querySelector(".error");
    this.voice = new Voice(most.seconds, (seconds) => this.tick(seconds), (...note) => this.recorded(...note));
    this.recordButton = box.querySelector("[data-record]");
    if (!globalThis.MediaRecorder || !navigator.mediaDevices) this.recordButton.hidden = true;
  }

  // A press on one of the three buttons, or files that were chosen.
  async pressed(target) {
    if (target.closest("[data-record]")) return this.record();
    const choose = target.closest("[data-choose]");
    if (choose) this.box.querySelector(`input[data-kind="${choose.dataset.choose}"]`).click();
    return undefined;
  }

  async chosen(kind, files) {
    for (const file of files) {
      if (kind === "photo") await this.addPhoto(file);
      else this.add("file", file, file.name);
    }
  }

  async addPhoto(file) {
    if (file.size > most.bytes) return this.say(fill(words.too_large, { size: megabytes(most.bytes) }));
    this.say(words.preparing);
    try {
      const drawn = await drawnAnew(file);
      this.say("");
      this.add("photo", drawn, fill(words.photo, { number: ++this.photos }));
    } catch {
      this.say(fill(words.unreadable, { name: file.name }));
      this.error.querySelector("span").append(" ", this.button(words.as_file, () => this.add("file", file, file.name)));
    }
    return undefined;
  }

  async record() {
    if (this.voice.isOn) return this.voice.stop();
    if (this.items.length >= most.files) return this.say(fill(words.too_many, { number: most.files }));
    this.say("");
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

  add(kind, content, name) {
    const total = this.items.reduce((sum, item) => sum + item.content.size, content.size);
    if (this.items.length >= most.files) return this.say(fill(words.too_many, { number: most.files }));
    if (content.size > most.bytes) return this.say(fill(words.too_large, { size: megabytes(most.bytes) }));
    if (total > most.together) return this.say(fill(words.too_much, { size: megabytes(most.together) }));
    const item = { kind, content, name, row: document.createElement("li"), url: "" };
    const label = document.createElement("span");
    label.textContent = `${name} `;
    item.row.append(label);
    if (kind === "voice") item.row.append(this.player(item));
    item.row.append(this.button(words.remove, () => this.remove(item), name));
    this.list.append(item.row);
    this.items.push(item);
    this.say("");
    this.changed();
    return undefined;
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
    this.recordButton.focus();
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

  // What the last screen says of them, "" for none.
  summary() {
    return this.items.length ? fill(words.count, { number: this.items.length }) : "";
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
    this.say("");
  }
}
