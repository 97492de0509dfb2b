"""The one door through which randomness enters (age draws its own file keys inside its library)."""

from __future__ import annotations

import secrets


def random_bytes(length: int) -> bytes:
    return secrets.token_bytes(length)


def random_symbols(count: int) -> tuple[int, ...]:
    """Numbers 0..511, each from nine bits of its own: 512 is a power of two, so none is favoured."""
    return tuple(secrets.randbits(9) for _ in range(count))
