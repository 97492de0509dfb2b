// What sealing needs of age-encryption, @noble, @scure and canonicalize, and nothing else: ../build.sh bundles it.
export { Encrypter, identityToRecipient } from "age-encryption";
export { chacha20poly1305 } from "@noble/ciphers/chacha.js";
export { ed25519, x25519 } from "@noble/curves/ed25519.js";
export { hkdf } from "@noble/hashes/hkdf.js";
export { hmac } from "@noble/hashes/hmac.js";
export { scrypt } from "@noble/hashes/scrypt.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
export { default as canonicalize } from "canonicalize";
