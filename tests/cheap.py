"""What is slow on purpose, made quick where tests have another subject: the hash of a sign-in and the stretch of words.

Nothing of the product reads these; a real installation cannot reach them. What they stand for is held to its cost
where it is the subject: `binhyen/sealing/tests` and `binhyen/site/tests/test_hashing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from binhyen.accounts.hashing import BranchHasher
from binhyen.sealing import branches


class Hasher(BranchHasher):
    """The same algorithm and the same queue, with the least memory and passes that argon2 takes."""

    time_cost = 1
    memory_cost = 8


@contextmanager
def hashing() -> Iterator[None]:
    """Sign-ins are hashed in microseconds instead of 20 ms."""
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.Hasher"]):
        yield


@contextmanager
def stretching() -> Iterator[None]:
    """Words become keys in microseconds instead of 0.1 s: other keys than the same words have in a browser."""
    earnest = branches.SCRYPT_N
    branches.SCRYPT_N = 2
    try:
        yield
    finally:
        branches.SCRYPT_N = earnest
