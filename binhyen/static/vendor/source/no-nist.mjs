// Stands in for the P-256 of age's hardware-tag recipients, which nothing here uses.
export const p256 = undefined;
