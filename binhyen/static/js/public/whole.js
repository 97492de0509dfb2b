// A report sealed whole with what comes with it, before any of it leaves: so it can also wait on this device. Where its
// files lie is not under the seal, only what they are, and is filled in when they have arrived.
import { Unreachable } from "./post.js";
import { postWorking } from "./working.js";

const PIECE = 1 << 18;

// {posted, words, bare, files: [{content: sealed Blob, sha256}]}
export async function sealWhole(client, input, items) {
  const attach = (step, more = {}) => client.call("attach", { step, ...more });
  await attach("start", { input });
  const files = [];
  for (const { kind, content } of items) {
    await attach("seal", { kind, content });
    const pieces = [];
    let piece;
    do {
      piece = await attach("next");
      pieces.push(piece.bytes);
    } while (!piece.sha256);
    files.push({ content: new Blob(pieces), sha256: piece.sha256 });
  }
  const attachments = files.map(({ sha256 }) => ({ upload: "", sha256 }));
  return { ...(await attach("finish", { story: input.story, who: input.who, attachments })), files };
}

// The server's answer. Called again after Unreachable it goes on where it stopped. `told`: as upload.js says it.
export async function deliver(url, uploads, made, worker, solving, told) {
  if (!made.files.length) return postWorking(url, made.posted, worker, solving);
  const { Sending } = await import("./upload.js").catch(() => Promise.reject(new Unreachable()));
  made.sending ??= new Sending(uploads, made.files, (_kind, content) => inPieces(made.files, content), told);
  const attachments = await made.sending.run();
  return postWorking(url, JSON.stringify({ ...JSON.parse(made.posted), attachments }), worker, solving);
}

function inPieces(files, content) {
  const { sha256 } = files.find((each) => each.content === content);
  let at = 0;
  return {
    length: content.size,
    async next() {
      const bytes = new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer());
      at += bytes.length;
      return at < content.size ? { bytes } : { bytes, sha256 };
    },
  };
}
