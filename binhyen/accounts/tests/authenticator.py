"""A security key in software: makes a credential and signs challenges, as a browser would hand them on."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SecurityKey:
    def __init__(self, origin="http://localhost", host="localhost", *, counts=False, verifies=True):
        self.origin, self.host = origin, host
        self.count, self.step = 0, int(counts)
        self.verified = VERIFIED if verifies else 0
        self.framed = False
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def create(self, options):
        challenge = options["publicKey"]["challenge"]
        key = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, key)
        data = self._data(ATTESTED, attested)
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self._answer("webauthn.create", challenge, attestationObject=websafe_encode(attestation))

    def get(self, options):
        challenge = options["publicKey"]["challenge"]
        data = bytes(self._data(0))
        client = self._client("webauthn.get", challenge)
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            "webauthn.get",
            challenge,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
        )

    def _data(self, flags, attested=b""):
        self.count += self.step
        return AuthenticatorData.create(
            sha256(self.host.encode()).digest(), flags | PRESENT | self.verified, self.count, attested
        )

    def _client(self, kind, challenge):
        websafe_decode(challenge)
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.framed}
        return json.dumps(said).encode()

    def _answer(self, kind, challenge, **response):
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(self._client(kind, challenge)), **response},
            "clientExtensionResults": {},
        }
