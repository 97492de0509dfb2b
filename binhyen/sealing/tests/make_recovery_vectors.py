"""Writes vectors/recovery.json: `python -m binhyen.sealing.tests.make_recovery_vectors`. Both are held to it."""

from __future__ import annotations

from typing import Any

from binhyen.sealing import directory, recovery
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.tests import vectors

ROOTS = [SigningKey(bytes([number]) * 32) for number in (1, 2, 3)]
RECIPIENT, OTHER = (Identity(bytes([number]) * 32).recipient for number in (4, 5))


def made() -> dict[str, Any]:
    first = recovery.statement(installation="by-test", area="01", recipient=RECIPIENT, serial=1, previous="")
    second = recovery.statement(
        installation="by-test", area="01", recipient=OTHER, serial=2, previous=recovery.digest(first)
    )
    both = _signed(first, ROOTS[:2])
    cases: list[tuple[str, dict[str, Any], dict[str, str], str | None]] = [
        ("two of three", first, both, None),
        ("the next", second, _signed(second, ROOTS[1:]), None),
        ("one of three", first, _signed(first, ROOTS[:1]), "unsigned"),
        ("one twice and a stranger", first, _signed(first, [ROOTS[0], SigningKey(bytes(32))]), "unsigned"),
        ("another recipient", {**first, "recipient": OTHER}, both, "unsigned"),
        ("another province", {**first, "area": "02"}, both, "unsigned"),
        ("another installation", {**first, "installation": "by-other"}, both, "wrong_installation"),
        ("signed as a certificate", first, _as_certificate(first), "unsigned"),
        ("a first that follows", {**first, "previous": "0" * 64}, both, "malformed"),
        ("a next that follows nothing", {**first, "serial": 2}, both, "malformed"),
        ("a field more", {**first, "more": ""}, both, "malformed"),
        ("no recipient", {**first, "recipient": "age1"}, both, "malformed"),
    ]
    return {
        "directory": {"installation": "by-test", "roots": [key.public for key in ROOTS], "threshold": 2},
        "cases": [
            {"name": name, "document": document, "signatures": signatures} | ({"code": code} if code else {})
            for name, document, signatures, code in cases
        ],
    }


def _signed(document: dict[str, Any], keys: list[SigningKey]) -> dict[str, str]:
    return {key.public: recovery.sign(document, key) for key in keys}


def _as_certificate(document: dict[str, Any]) -> dict[str, str]:
    return {key.public: b64url(key.sign(directory.to_sign(document))) for key in ROOTS}


if __name__ == "__main__":
    vectors.write("recovery", made())
