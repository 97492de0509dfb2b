// A QR code as one SVG path, drawn from the encoder's matrix: no markup is ever parsed.
import { encode } from "uqr";

/** {size, path}: the side in modules, quiet zone included, and the `d` of a path in that square. */
export function qr(text) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const runs = [];
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      const start = x;
      while (x < size && row[x]) x++;
      runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
    }
  });
  return { size, path: runs.join("") };
}
