// Painting over faces and plates in a picture, and putting the painted copy into a form's field for a file.
const MOST_SIDE = 2400;

// The picture that somebody chose in a field; null where it is none that can be drawn.
export const chosen = (field) => createImageBitmap(field.files[0]).catch(() => null);

// `holder`: the piece redaction.html, moved to the field; `told`: where words go; `coming`: the picture, or its promise;
// `word`: the desk's words by their code.
export async function paintInto(field, holder, told, coming, word) {
  told.textContent = word("attachment_opening");
  const picture = await coming;
  if (!picture) return void (told.textContent = word("paint_no_picture"));
  told.textContent = "";
  field.parentElement.append(holder);
  try {
    const { redact } = await import("../redaction.js");
    const small = await smaller(picture);
    const painted = await redact(holder, small);
    const file = painted ?? (await whole(small));
    put(field, file);
    told.textContent = word(painted ? "paint_done" : "paint_whole");
  } finally {
    picture.close();
  }
  field.focus();
  return undefined;
}

// As large as it is kept anyway, so that a photo of forty megapixels fits the canvas of a small machine.
async function smaller(picture) {
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1) return picture;
  return createImageBitmap(picture, { resizeWidth: Math.round(picture.width * scale), resizeHeight: Math.round(picture.height * scale), resizeQuality: "high" });
}

function whole(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return new Promise((taken) => canvas.toBlob(taken, "image/jpeg", 0.85));
}

function put(field, blob) {
  const held = new DataTransfer();
  held.items.add(new File([blob], "anh.jpg", { type: "image/jpeg" }));
  field.files = held.files;
}
