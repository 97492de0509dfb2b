"""What waits on a disk until it can be sealed: unreadable there, and to everybody once this object is gone.

The length of an attachment stands before its content, so a file whose end nobody knows yet cannot be sealed as it
comes. Its bytes wait encrypted (AES-256-GCM, a counter for each piece) under a key that is in this object's memory
and nowhere else.
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from binhyen.sealing.randomness import random_bytes

PIECE = 65_536
TAG = 16


class Passing:
    """Bytes that are written once, in chunks of any size, and then read; `size` is how many."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._key = AESGCM(random_bytes(32))
        self._rest = bytearray()
        self._pieces = 0
        self._whole = False
        self.size = 0

    def write(self, data: bytes) -> int:
        if self._whole:
            raise ValueError("it was read already")
        self._rest += data
        self.size += len(data)
        while len(self._rest) >= PIECE:
            self._put(PIECE)
        return len(data)

    def content(self) -> BinaryIO:
        """All of it, from the beginning; nothing more can be written."""
        if self._rest:
            self._put(len(self._rest))
        self._whole = True
        self._file.seek(0)
        return io.BufferedReader(_Content(self._file, self._key), PIECE)

    def close(self) -> None:
        self._whole = True
        self._rest.clear()
        self._file.close()

    def _put(self, length: int) -> None:
        piece = bytes(self._rest[:length])
        del self._rest[:length]
        self._file.write(self._key.encrypt(_nonce(self._pieces), piece, None))
        self._pieces += 1


class _Content(io.RawIOBase):
    def __init__(self, file: BinaryIO, key: AESGCM) -> None:
        self._file, self._key = file, key
        self._piece = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._piece and (sealed := self._file.read(PIECE + TAG)):
            try:
                self._piece = self._key.decrypt(_nonce(self._at), sealed, None)
            except InvalidTag:
                raise OSError("what waited on the disk was changed there") from None
            self._at += 1
        view = memoryview(into)
        given, self._piece = self._piece[: len(view)], self._piece[len(view) :]
        view[: len(given)] = given
        return len(given)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
