// Padmé with a floor: sizes come in steps, so a length says little.
export const FLOOR = 2048;

// The step that `length` bytes are padded to.
export function paddedLength(length) {
  if (length <= FLOOR) return FLOOR;
  const exponent = 31 - Math.clz32(length);
  const kept = 32 - Math.clz32(exponent);
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}

export function pad(bytes) {
  const padded = new Uint8Array(paddedLength(bytes.length));
  padded.set(bytes);
  return padded;
}

// Whether `bytes` is `length` bytes and then exactly the zeros that `pad` adds.
export function isPaddingOf(bytes, length) {
  if (bytes.length !== paddedLength(length)) return false;
  for (let i = length; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
