"""One officer's browser at the desk, for every test that needs somebody who works there."""

from __future__ import annotations

import re

from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import BrowserContext, expect

from tests.running import Running

PHONE, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 860}
REF = re.compile(r"^[a-z2-7]{26}$")
SLOW = 60_000


def code_of(secret: str) -> str:
    """What an authenticator shows now; it is taken half a minute before and after, too."""
    _before, now, _after = totp.yield_hotp_counters_from_time()
    return str(totp.format_hotp_value(totp.hotp_value(secret, now)))


class Desk:
    """One officer's browser."""

    def __init__(self, context: BrowserContext, running: Running, language: str = "") -> None:
        self.context, self.running = context, running
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._listen)
        # How the next questions of the page are answered: True to go on. One that was not expected is a fault.
        self.answers: list[bool] = []
        self.page.on("dialog", self._answer)
        self.home = f"{running.address}{language}/ban-lam-viec/"

    def _answer(self, dialog) -> None:
        if not self.answers:
            self.faults.append(dialog.message)
            dialog.dismiss()
        elif self.answers.pop(0):
            dialog.accept()
        else:
            dialog.dismiss()

    def _listen(self, said) -> None:
        if any(
            sign in said.text for sign in ("Content Security", "TrustedHTML", "TrustedScript", "Refused to")
        ):
            self.faults.append(said.text)

    def arrive(self) -> Desk:
        self.page.goto(self.home)
        expect(self.page.locator("#gate form:visible")).to_be_visible(timeout=SLOW)
        return self

    def enter(self, username: str) -> Desk:
        """Sign in, for those too who have no queue."""
        self.arrive()
        self.page.fill("#gate-username", username)
        self.page.fill("#gate-phrase", self.running.phrase(username))
        self.page.click("form[data-gate=sign-in] button")
        expect(self.page.locator("body")).to_have_attribute("data-desk", "open", timeout=SLOW)
        return self

    def sign_in(self, username: str = "huongson") -> Desk:
        return self.enter(username).inside()

    def inside(self) -> Desk:
        expect(self.page.locator("body")).to_have_attribute("data-desk", "open", timeout=SLOW)
        expect(self.page.locator("#queue h2:visible").first).to_be_visible(timeout=SLOW)
        return self

    def unlock(self, username: str = "huongson") -> Desk:
        self.page.fill("#gate-unlock", self.running.phrase(username))
        self.page.click("form[data-gate=locked] button.button")
        return self.inside()

    def take_tip(self, text: str, name: str = "") -> str:
        """Take a tip at the desk; returns its reference."""
        page = self.page
        page.click(".takes [data-open$='/nhan/tip/']")
        form = page.locator("form[data-intake]")
        form.locator("[name=category]").select_option("theft")
        form.locator("[name=channel][value=visit]").check()
        page.locator("#story_text").evaluate("(box, text) => { box.value = text }", text)
        page.select_option("#about-staff", "no")
        page.fill("#story_name", name)
        if name:
            page.select_option("#identity", "call")
        form.locator("[data-submit]").click()
        expect(page.locator("[data-receipt-words] li")).to_have_count(10, timeout=SLOW)
        expect(page.locator(".story")).to_be_visible(timeout=SLOW)
        ref = page.locator("article[data-matter]").get_attribute("data-matter")
        assert ref is not None
        assert REF.match(ref)
        return ref

    def open(self, ref: str) -> None:
        self.page.evaluate("ref => { location.hash = ref }", ref)
        expect(self.page.locator(f"article[data-matter='{ref}']")).to_be_visible(timeout=SLOW)
        expect(self.page.locator("[data-content-waiting]")).to_have_count(0, timeout=SLOW)

    def form_of(self, act: str):
        self.page.click(f"#act [data-act$='/{act}/']")
        form = self.page.locator("#act form")
        expect(form).to_be_visible(timeout=SLOW)
        return form

    def done(self, entries: int) -> None:
        expect(self.page.locator(".timeline > li")).to_have_count(entries, timeout=SLOW)
