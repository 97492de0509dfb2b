// The one door through which randomness enters (age draws its own file keys inside its library).
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

// Numbers 0..511, each from nine bits of its own: 512 is a power of two, so none is favoured.
export function randomSymbols(count) {
  return Array.from(crypto.getRandomValues(new Uint16Array(count)), (number) => number & 511);
}
