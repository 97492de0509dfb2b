"""The one shape of a refusal: a short code that both languages share, and that a page turns into words."""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):
    """Something was not accepted. `code` says what was wrong; the message never repeats what was refused."""

    codes: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, code: str) -> None:
        if code not in self.codes:
            raise ValueError(f"{type(self).__name__} has no code {code!r}")
        super().__init__(code)
        self.code = code
