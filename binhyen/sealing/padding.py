"""Padmé: sizes come in steps, so a length says little (at most 12 % is added, far less for long texts).

Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs" (2019), with a
floor: the steps of Padmé are fine for short texts, and "yes" must not differ from "no, not any more".
"""

from __future__ import annotations

FLOOR = 2048


def padded_length(length: int) -> int:
    """The step that `length` bytes are padded to."""
    if length <= FLOOR:
        return FLOOR
    exponent = length.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    return data + bytes(padded_length(len(data)) - len(data))


def is_padding_of(data: bytes, length: int) -> bool:
    """Whether `data` is `length` bytes and then exactly the zeros that `pad` adds."""
    return len(data) == padded_length(length) and not any(data[length:])
