"""Members of an office and their keys, each in a browser of their own: invited, given, left, lost, and impersonated.

Modules under test: static/js/desk/ join, office-keys, gate, keys; static/js/sealing/ members, membership.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from binhyen.sealing.keys import Identity
from tests.browser.officer import code_of
from tests.running import Running, served

pytestmark = pytest.mark.browser

OFFICE = "cong-an-xa-huong-son"
SLOW = 60_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("office-keys"))


class Member:
    """Somebody's browser, and their phrase."""

    def __init__(self, context: BrowserContext, running: Running, username: str, phrase: str = "") -> None:
        self.context, self.running, self.username = context, running, username
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: pytest.fail(str(error)))
        self.phrase = phrase or running.phrase(username)
        self.home = f"{running.address}/ban-lam-viec/"

    def sign_in(self) -> Member:
        page = self.page
        page.goto(self.home)
        expect(page.locator("form[data-gate=sign-in]")).to_be_visible(timeout=SLOW)
        page.fill("#gate-username", self.username)
        page.fill("#gate-phrase", self.phrase)
        page.click("form[data-gate=sign-in] button")
        return self

    def inside(self) -> Member:
        expect(self.page.locator("body")).to_have_attribute("data-desk", "open", timeout=SLOW)
        return self

    def keys(self) -> Page:
        # What an earlier visit left must not be taken for what this one brings.
        self.page.locator("#panel").evaluate("each => each.replaceChildren()")
        self.page.click("[data-open$='/khoa/']")
        expect(self.page.locator("#panel [data-checked]").first).not_to_be_empty(timeout=SLOW)
        return self.page

    def own_words(self) -> str:
        self.keys().locator("#panel details summary").first.click()
        words = self.page.locator("[data-own-words] li")
        expect(words).to_have_count(8, timeout=SLOW)
        return " ".join(words.all_inner_texts())

    def give(self, name: str, heard: str, phrase: str | None = None):
        """Gives the keys to somebody of that name; returns what the form says."""
        page = self.keys()
        page.get_by_text(f"Trao khóa cho {name}").click()
        form = page.locator("form[data-signs=add]:visible")
        form.locator("[data-heard]").fill(heard)
        form.locator("[data-phrase]").fill(self.phrase if phrase is None else phrase)
        form.locator("button").click()
        return form.locator("[data-form-said]")


def code_in(text: str) -> str:
    return next(line.strip() for line in text.splitlines() if re.fullmatch(r"  (\S+ ){5}\S+", line))


@pytest.fixture
def people(chromium: Browser, running: Running) -> Iterator[Callable[..., Member]]:
    opened: list[BrowserContext] = []

    def new(username: str, phrase: str = "") -> Member:
        opened.append(
            chromium.new_context(
                viewport={"width": 1280, "height": 860}, locale="vi", reduced_motion="reduce"
            )
        )
        return Member(opened[-1], running, username, phrase)

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def join(people, running: Running) -> Callable[..., Member]:
    """Invites somebody and plays them until the desk is open: phrase, two words, second factor."""

    def joining(username: str, name: str) -> Member:
        invited = running.command(
            "people", "invite", username, "--name", name, "--office", OFFICE, "--role", "officer"
        )
        assert invited.returncode == 0, invited.stderr
        member = people(username, "-")
        page = member.page
        page.goto(member.home + "moi-vao/")
        page.fill("#join-username", username)
        page.fill("#join-code", code_in(invited.stdout))
        page.click("[data-go]")
        words = page.locator("[data-screen=phrase] .receipt-words li")
        expect(words).to_have_count(8, timeout=SLOW)
        shown = words.all_inner_texts()
        member.phrase = " ".join(shown)
        page.click("[data-kept-it]")
        for field in page.locator("[data-kept-word]").all():
            place = int(re.search(r"\d+", field.evaluate("each => each.labels[0].textContent"))[0])
            field.fill(shown[place - 1])
        page.click("[data-send]")
        expect(page.locator("[data-recipient-words] li")).to_have_count(8, timeout=SLOW)
        # The phrase is gone from the page. Some of its words may be among the page's own: they are plain Vietnamese.
        left = page.locator("[data-screen=phrase]").inner_text().casefold().split()
        assert not set(shown) <= set(left)
        page.goto(member.home + "bao-mat/ung-dung/")
        secret = page.locator("figcaption b").inner_text()
        page.fill("[name=code]", code_of(secret))
        page.click("main form button.button")
        expect(page.locator("ol.num li").first).to_be_visible(timeout=SLOW)
        page.goto(member.home)
        page.fill("#gate-unlock", member.phrase)
        page.click("form[data-gate=locked] button.button")
        return member.inside()

    return joining


def unlock_again(member: Member) -> None:
    member.page.reload()
    member.page.fill("#gate-unlock", member.phrase)
    member.page.click("form[data-gate=locked] button.button")
    member.inside()


def a_story_opens(member: Member) -> bool:
    page = member.page
    page.locator("a.row").first.click()
    expect(page.locator(".story, .content [role=alert]").first).to_be_visible(timeout=SLOW)
    return page.locator(".story").count() > 0


def test_a_newcomer_is_given_the_keys_by_ear_and_opens_the_office_s_matters(people, join):
    newcomer = join("moi", "Nguyễn Văn Mới")
    expect(newcomer.page.locator("[data-keyless]")).to_contain_text("Công an xã Hương Sơn", timeout=SLOW)
    assert not a_story_opens(newcomer)
    heard = newcomer.own_words()
    mai = people("huongson").sign_in().inside()
    said = mai.give("Nguyễn Văn Mới", " ".join(reversed(heard.split())))
    expect(said).to_contain_text("ĐỪNG trao khóa", timeout=SLOW)
    said = mai.give("Nguyễn Văn Mới", heard.rsplit(" ", 1)[0])
    expect(said).to_contain_text("đủ tám từ", timeout=SLOW)
    said = mai.give("Nguyễn Văn Mới", heard, mai.running.phrase("hongson"))
    expect(said).to_contain_text("không mở được khóa", timeout=SLOW)
    mai.give("Nguyễn Văn Mới", heard.upper())
    expect(mai.page.locator("[data-holder=moi]")).to_be_visible(timeout=SLOW)
    expect(mai.page.locator("#panel .timeline")).to_contain_text("trao khóa số 1 cho Nguyễn Văn Mới")
    unlock_again(newcomer)
    expect(newcomer.page.locator("[data-keyless]")).to_be_hidden()
    assert a_story_opens(newcomer)


def test_whoever_leaves_has_no_session_and_a_colleague_signs_that_the_keys_are_back(people, join, running):
    leaver = join("sapdi", "Trần Sắp Đi")
    head = people("huongson.truong").sign_in().inside()
    head.give("Trần Sắp Đi", leaver.own_words())
    expect(head.page.locator("[data-holder=sapdi]")).to_be_visible(timeout=SLOW)
    left = running.command("people", "leave", "sapdi", "--office", OFFICE)
    assert left.returncode == 0, left.stderr
    leaver.page.reload()
    expect(leaver.page.locator("form[data-gate=sign-in]")).to_be_visible(timeout=SLOW)
    page = head.keys()
    assert page.locator("[data-holder=sapdi]").count() == 0
    page.get_by_role("button", name="Ký thu lại khóa của Trần Sắp Đi").click()
    expect(page.locator("#panel .timeline")).to_contain_text("thu lại khóa của Trần Sắp Đi", timeout=SLOW)
    assert running.command("verify").returncode == 0


def test_losing_everything_begins_anew_and_every_member_is_told(people, join, running):
    first = join("matdo", "Lê Mất Đồ")
    mai = people("huongson").sign_in().inside()
    mai.give("Lê Mất Đồ", first.own_words())
    expect(mai.page.locator("[data-holder=matdo]")).to_be_visible(timeout=SLOW)
    again = join("matdo", "Lê Mất Đồ")
    first.page.reload()
    expect(first.page.locator("form[data-gate=sign-in]")).to_be_visible(timeout=SLOW)
    first.page.fill("#gate-username", "matdo")
    first.page.fill("#gate-phrase", first.phrase)
    first.page.click("form[data-gate=sign-in] button")
    expect(first.page.locator("#gate-said-in")).to_contain_text("không đúng", timeout=SLOW)
    page = mai.keys()
    expect(page.locator("#panel")).to_contain_text("Quản trị đã đặt lại tài khoản này")
    mai.give("Lê Mất Đồ", again.own_words())
    expect(mai.page.locator("[data-holder=matdo]")).to_be_visible(timeout=SLOW)
    unlock_again(again)
    assert a_story_opens(again)


def test_an_administrator_with_the_whole_database_gets_no_keys(people, join, running):
    """They replace an officer's recipient by their own: the words do not match, and no browser believes the row."""
    officer = join("bigia", "Phạm Bị Giả")
    heard = officer.own_words()
    mai = people("huongson").sign_in().inside()
    own = Identity.generate().recipient
    with sqlite3.connect(running.data / "binhyen.sqlite3", timeout=30) as database:
        database.execute("UPDATE accounts_person SET recipient = ? WHERE username = 'bigia'", [own])
    said = mai.give("Phạm Bị Giả", heard)
    expect(said).to_contain_text("ĐỪNG trao khóa", timeout=SLOW)
    with sqlite3.connect(running.data / "binhyen.sqlite3", timeout=30) as database:
        person, office = (
            database.execute(question).fetchone()[0]
            for question in (
                "SELECT id FROM accounts_person WHERE username = 'bigia'",
                f"SELECT id FROM offices_office WHERE slug = '{OFFICE}'",
            )
        )
        database.execute(
            "INSERT INTO accounts_wrappedkey (office_id, serial, member_id, ciphertext) VALUES (?, 1, ?, ?)",
            [office, person, b"age"],
        )
    row = mai.keys().locator("[data-holder=bigia]")
    expect(row.locator("[role=alert]")).to_contain_text("Không có lời ký nào", timeout=SLOW)
    found = running.command("verify")
    assert found.returncode == 1
    assert "whom no signed statement names" in found.stdout
    with sqlite3.connect(running.data / "binhyen.sqlite3", timeout=30) as database:
        database.execute("DELETE FROM accounts_wrappedkey WHERE ciphertext = ?", [b"age"])


def test_oversight_sees_the_keys_of_every_office(people):
    page = people("giamsat").sign_in().inside().page
    page.click("[data-open$='/khoa/']")
    page.get_by_role("button", name="Công an xã Hương Sơn").click()
    expect(page.locator("#panel [data-checked]")).to_contain_text("đã kiểm tra", timeout=SLOW)
    expect(page.locator("[data-holder=huongson]")).to_be_visible()
    assert page.locator("form[data-member]").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_the_pages_have_no_faults(chromium, people, running, faults_on, width, prefix, tmp_path):
    member = people("hongson")
    member.page.set_viewport_size({"width": width, "height": 860})
    member.page.goto(f"{running.address}{prefix}/ban-lam-viec/moi-vao/")
    assert faults_on(member.page) == []
    member.home = f"{running.address}{prefix}/ban-lam-viec/"
    member.sign_in().inside()
    member.keys()
    member.page.locator("#panel details summary").first.click()
    assert faults_on(member.page) == []
    member.page.screenshot(path=tmp_path / f"{width}{prefix[1:]}.png", full_page=True)
