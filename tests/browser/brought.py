"""What a page brings over the network by itself, and when all of it has come."""

from __future__ import annotations

from playwright.sync_api import Page, Request

# What a report needs after the first letter: the last of each chain of modules.
SEALING = (
    "age", "agefile", "padding", "resident", "identity", "filed", "two-words", "keeping", "kept", "working",
)  # fmt: skip
QUIET_TURNS, TURN_MS, MOST_TURNS = 10, 100, 600


class Brought:
    """Listens from the moment it is made."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.urls: list[str] = []
        self.going: set[Request] = set()
        page.on("request", lambda request: self.going.add(request))
        page.on("requestfinished", self._came)
        page.on("requestfailed", lambda request: self.going.discard(request))

    def _came(self, request: Request) -> None:
        self.going.discard(request)
        self.urls.append(request.url)

    def whole(self) -> None:
        """Waits until the modules that seal have come, and for a second nothing more was on its way."""
        quiet = 0
        for _ in range(MOST_TURNS):
            quiet = 0 if self.going or self.missing() else quiet + 1
            if quiet == QUIET_TURNS:
                return
            self.page.wait_for_timeout(TURN_MS)
        raise AssertionError(f"these never came: {self.missing()}, {[each.url for each in self.going]}")

    def missing(self) -> list[str]:
        return [name for name in SEALING if not any(f"/{name}." in url for url in self.urls)]
