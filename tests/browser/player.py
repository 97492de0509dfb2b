"""Somebody at the steering pages, in Chromium."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect


class Player:
    """Somebody at the steering pages: fills a form by its labels' fields, as the page asks for them."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page, self.address = context.new_page(), address

    def go(self, path: str) -> Page:
        answer = self.page.goto(f"{self.address}/ban-lam-viec/chi-dao/{path}")
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        return self.page

    def fill(self, **facts: str) -> None:
        """Fill the form that is shown, and send it; it must be taken."""
        for name, value in facts.items():
            self._put(name, value)
        before = self.page.url
        self.page.locator("form.act-form button:not([type=button])").click()
        expect(self.page.locator(".error-summary")).to_have_count(0)
        expect(self.page).not_to_have_url(before, timeout=60_000)

    def _put(self, name: str, value: str) -> None:
        """A choice is named by its value, or by its words as somebody reads them; several boxes by their values."""
        form = self.page.locator("form.act-form")
        field = form.locator(f"[name={name}]")
        match field.first.get_attribute("type") or field.first.evaluate("e => e.tagName"):
            case "radio":
                by_value = form.locator(f"[name={name}][value='{value}']")
                (by_value if by_value.count() else form.get_by_label(value, exact=True)).check()
            case "checkbox":
                for each in value.split():
                    form.locator(f"[name={name}][value='{each}']").check()
            case "SELECT":
                words = field.first.locator("option", has_text=value)
                field.first.select_option(words.first.get_attribute("value") if words.count() else value)
            case _:
                field.first.fill(value)

    def act(self, path: str, **facts: str) -> None:
        self.go(path)
        self.fill(**facts)

    @property
    def ref(self) -> str:
        """The record whose page is open."""
        return self.page.url.split("#")[0].rstrip("/").rsplit("/", 1)[-1]
