"""Leaving a receipt's page as a resident does: two of the ten words typed back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect


def asked(page: Page) -> list[int]:
    """The two places that the page asks for."""
    labels = page.locator("[data-screen=kept] label").all_inner_texts()
    return [int(re.sub(r"\D", "", label)) for label in labels]


def leave(page: Page, words: Sequence[str]) -> None:
    """From the ten words to the page without them."""
    page.click("[data-done]")
    for number, place in enumerate(asked(page), 1):
        page.fill(f"#kept-{number}", words[place - 1])
    page.click("[data-kept]")
    expect(page.locator("[data-screen=gone]")).to_be_visible(timeout=30_000)
