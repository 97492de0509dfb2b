// A message on its way. It is sealed once: after a lost answer the same bytes go out again, which the server stores once,
// where bytes sealed anew would be a second message.
import { post } from "./post.js";
import { message } from "./story.js";

export class Replying {
  constructor() {
    this.forget();
  }

  // Whether the talk must be read before this may be sent: sealed after an older last word, it would be refused.
  mustRead(content, kind) {
    return this.unread && !this.isWaiting(content, kind);
  }

  isWaiting(content, kind) {
    return this.waiting?.content === content && this.waiting.kind === kind;
  }

  // {status, body}. Throws Unreachable, after which nobody here knows whether it arrived.
  async send(client, url, lookup, content, kind) {
    if (!this.isWaiting(content, kind)) {
      this.waiting = { content, kind, posted: await client.call("sealReply", { content: message(content), kind }) };
    }
    this.unread = this.underway = true;
    try {
      const answer = await post(url, { lookup, reply: this.waiting.posted });
      // "Busy" may be said of what is stored already. Any other refusal is of these very bytes.
      if (answer.status !== 503) this.waiting = null;
      return answer;
    } finally {
      this.underway = false;
    }
  }

  // From the talk as it was read now: the message whose answer was lost, if it had arrived; else "".
  read({ messages }) {
    // A look-up that was slow tells nothing of what left after it was asked for.
    if (this.underway) return "";
    const { waiting } = this;
    this.forget();
    return messages.some(({ ref }) => ref === waiting?.posted.envelope.ref) ? waiting.content : "";
  }

  forget() {
    this.waiting = null; // {content, kind, posted}, sealed and not answered for
    this.unread = false; // since something was sent
    this.underway = false;
  }
}
