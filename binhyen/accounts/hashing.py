"""How the sign-in branch is kept: argon2 with a cost that fits what it protects and a small server."""

from __future__ import annotations

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# The attack: many sign-ins at once, each asking for its own memory, until the server has none. One at a time
# in a process; the others wait here, and the throttle keeps that queue short.
_one_at_a_time = threading.Lock()


class BranchHasher(Argon2PasswordHasher):
    """OWASP's smallest argon2id (19 MiB, two passes).

    What is hashed is not a password that somebody chose but 32 bytes that cost a guesser a scrypt of 32 MiB
    for every phrase tried, so Django's default of 100 MiB would add nothing and take the memory of five.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _one_at_a_time:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _one_at_a_time:
            return super().verify(password, encoded)
