// Draws a photo anew before it is sealed: what the camera wrote beside the picture (place, time, which telephone, a
// smaller picture of what was cut away) is not in what is drawn.
const LONGEST_SIDE = 2048;
const QUALITY = 0.85;
const JPEG = "image/jpeg";
// What cameras write: JPEG, PNG, WebP, HEIC and AVIF, TIFF and the raw forms made like it.
const SIGNS = /^(\xff\xd8\xff|\x89PNG|RIFF....WEBP|....ftyp(hei|hev|mif|msf|avi|crx)|II\*\0|MM\0\*)/s;
// No camera writes these, and drawn anew a film of pictures would be its first one.
const CALLED = /^image\/(?!gif|svg)/;

// By what it is called or by its first bytes: a name may say anything, and a telephone's often says nothing.
export async function isPhoto(file) {
  if (CALLED.test(file.type)) return true;
  const start = await file.slice(0, 12).arrayBuffer().catch(() => new ArrayBuffer());
  return SIGNS.test(String.fromCharCode(...new Uint8Array(start)));
}

// A JPEG Blob; throws when this browser cannot read the picture (HEIC in most).
export async function drawnAnew(file) {
  const picture = await createImageBitmap(file);
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    // What is see-through would turn black in a JPEG.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((resolve) => canvas.toBlob(resolve, JPEG, QUALITY));
    canvas.width = canvas.height = 0;
    if (!drawn || drawn.type !== JPEG) throw new TypeError("no JPEG");
    return drawn;
  } finally {
    picture.close();
  }
}
