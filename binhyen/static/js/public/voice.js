// Records a voice note in memory. The microphone is asked for when the button is pressed, and let go with the note.
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_PER_SECOND = 32000;

export const time = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export class Voice {
  // `ticked(seconds)` is called each second, `ended(blob, seconds)` when it stops: by `stop()` or at `longest`.
  constructor(longest, ticked, ended) {
    Object.assign(this, { longest, ticked, ended });
    this.recorder = null;
  }

  get isOn() {
    return this.recorder !== null;
  }

  // Throws when there is no microphone, or it may not be used.
  async start() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
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
      for (const track of stream.getTracks()) track.stop();
      this.recorder = null;
      this.ended(new Blob(parts, { type: recorder.mimeType }), seconds);
    });
    this.recorder = recorder;
    recorder.start();
    this.ticked(0);
  }

  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }
}
