// Records a voice note in memory. The microphone is asked for when the button is pressed, and let go with the note.
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_PER_SECOND = 32000;

export const time = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export class Voice {
  // `ticked(seconds)` is called each second, `ended(blob, seconds)` when it stops: by `stop()` or at `longest`.
  constructor(longest, ticked, ended) {
    Object.assign(this, { longest, ticked, ended });
    this.recorder = null;
    this.asking = null; // what stands for the question about the microphone while it is open
  }

  get isOn() {
    return this.recorder !== null;
  }

  // Throws when there is no microphone, or it may not be used. While the browser asks, another press begins nothing: one of
  // two recorders would be out of reach, and its microphone on.
  async start() {
    if (this.isOn || this.asking) return;
    const asking = (this.asking = {});
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.asking === asking) this.record(stream);
      else letGo(stream);
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  record(stream) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    let recorder;
    try {
      recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
      recorder.start();
    } catch (problem) {
      letGo(stream);
      throw problem;
    }
    this.recorder = recorder;
    const parts = [];
    let seconds = 0;
    const timer = setInterval(() => {
      seconds += 1;
      this.ticked(seconds);
      if (seconds >= this.longest) this.stop();
    }, 1000);
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => {
      clearInterval(timer);
      letGo(stream);
      this.recorder = null;
      this.ended(new Blob(parts, { type: recorder.mimeType }), seconds);
    });
    this.ticked(0);
  }

  // Whatever the browser is answered now, nothing is recorded.
  withdraw() {
    this.asking = null;
  }

  stop() {
    this.withdraw();
    if (this.recorder?.state === "recording") this.recorder.stop();
  }
}

function letGo(stream) {
  for (const track of stream.getTracks()) track.stop();
}
