"""Every steering page, wide and narrow, in both languages: accessible, no wider than the screen, in one language.

One demonstration is served, with a plan in draft besides; each person walks what that person works with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from binhyen.commands import field_2026
from tests.browser.officer import SLOW, Desk
from tests.browser.player import Player
from tests.browser.test_desk import TODAY
from tests.running import Running, served

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 320, "height": 640}
STEERING = "/ban-lam-viec/chi-dao/"
PLANS, COMMITTEES, CLUSTERS = "ke-hoach/", "ban-chi-dao/", "cum-lien-ket/"
TASKS, INSTRUMENTS = "nhiem-vu/", "van-ban/"
# A table that does not fit scrolls in a region that a keyboard reaches; one made of cards fits a phone.
CUT_OFF = """phone => [...document.querySelectorAll(".table-scroll")]
    .filter(e => e.scrollWidth > e.clientWidth + 1)
    .filter(e => e.tabIndex !== 0 || !e.ariaLabel || phone && e.querySelector(".yearbook--cards"))
    .map(e => e.ariaLabel || e.textContent.slice(0, 40))"""
Faults = Callable[[Page], list[str]]

# What the page itself says, without what somebody wrote: names of units, offices and records are not translated, nor is
# what the page says to be in Vietnamese.
OWN = (
    "h2, h3:not(.timeline *):not(article *), th[scope=col], dt, button, legend, caption, label:not(.choice)",
    ".bar nav a, .actions a, .tag, .error, .hint, .callout p",
)
OWN_WORDS = """own => [...document.querySelectorAll(own)].filter(e => !e.closest(".emergency, body [lang=vi]"))
    .map(e => e.textContent.trim()).filter(Boolean)"""
# Small letters only: the abbreviations of offices in the numbers of papers stay as they are.
VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("steering"))


class Walk:
    """One person's walk; `faults` are what was wrong on the way, each with the page's address."""

    def __init__(self, page: Page, address: str, look: Faults) -> None:
        self.page, self.address, self.look = page, address, look
        self.faults: list[str] = []

    def go(self, path: str, language: str = "", status: int = 200) -> None:
        answer = self.page.goto(f"{self.address}{language}{STEERING}{path}")
        assert answer is not None
        self._note(language + path, [] if answer.status == status else [f"answers {answer.status}"])

    def everywhere(self, path: str, status: int = 200) -> None:
        """The page in both languages, each at both widths."""
        for language in ("", "/en"):
            self.go(path, language, status)
            self.check(language, path)

    def check(self, language: str, path: str) -> None:
        """What is on screen, at both widths."""
        for size in (WIDE, PHONE):
            self.page.set_viewport_size(size)
            cut = [f"cut off: {name}" for name in self.page.evaluate(CUT_OFF, size is PHONE)]
            self._note(f"{language}{path} at {size['width']}", self.look(self.page) + cut)
        self.page.set_viewport_size(WIDE)
        self._note(language + path, self._named() + self._in_one_language(language))

    def _named(self) -> list[str]:
        title, heads = self.page.title(), self.page.locator("h1").count()
        return [] if heads == 1 and len(title.partition(" – ")[0]) > 1 else [f"{heads} h1, titled {title!r}"]

    def _in_one_language(self, language: str) -> list[str]:
        """On the English page nothing of the page's own is in Vietnamese."""
        spoken = self.page.locator("html").get_attribute("lang")
        wrong = [] if spoken == (language.strip("/") or "vi") else [f"says it is in {spoken}"]
        left = (
            [words for words in self.page.evaluate(OWN_WORDS, ", ".join(OWN)) if VIETNAMESE.search(words)]
            if language
            else []
        )
        return wrong + [f"not translated: {words!r}" for words in left]

    def _note(self, where: str, faults: list[str]) -> None:
        self.faults += [f"{where}: {fault}" for fault in faults]

    def record(self, slug: str, name: str = "") -> str:
        """The address of a kind's first record with this in its name."""
        self.go(slug)
        href = self.page.locator(".queue--page a.row", has_text=name).first.get_attribute("href")
        assert href is not None
        return href.partition(STEERING)[2]


@pytest.fixture
def walk(desks: Callable[..., Desk], running: Running, faults_on: Faults) -> Callable[[str], Walk]:
    return lambda username: Walk(desks().enter(username).page, running.address, faults_on)


def draft(walk: Walk) -> str:
    """A plan that is being written; its address."""
    player = Player(walk.page.context, walk.address)
    instrument = walk.record(INSTRUMENTS).split("/")[1]
    player.act(
        f"{PLANS}moi/", form="year_plan", title="Kế hoạch năm tới", year=TODAY[:4], area="Thành phố Hà Nội",
        starts_on=TODAY, ends_on=f"{TODAY[:4]}-12-31", instrument=instrument,
    )  # fmt: skip
    path = f"{PLANS}{player.ref}/"
    player.act(f"{path}text_set/", part="purpose", text="1. Một việc.\n2. Hai việc.")
    player.act(
        f"{path}task_set/", number="1", content="Ký cam kết", due_on=f"{TODAY[:4]}-12-31", audience="all"
    )
    player.act(f"{path}addressed_group/", type="police")
    player.page.close()
    return path


def refuse(walk: Walk, path: str, language: str) -> None:
    """An empty form is sent: what is wrong stands above it and at its fields."""
    walk.go(path, language)
    walk.page.locator("form.act-form button:not([type=button])").click()
    expect(walk.page.locator(".error-summary")).to_be_visible(timeout=SLOW)
    walk.check(language, f"{path} refused")


def test_the_planner_s_pages(walk: Callable[[str], Walk]) -> None:
    planner = walk("bcd138")
    drafted = draft(planner)
    year, campaign = planner.record(PLANS, "Kế hoạch phòng"), planner.record(PLANS, "Đợt cao điểm")
    committee, instrument = planner.record(COMMITTEES), planner.record(INSTRUMENTS)
    planner.go(committee)
    assigning = planner.page.locator("a[href*='/giao-viec/']").first.get_attribute("href")
    assert assigning is not None
    opening = [f"{slug}moi/" for slug in (PLANS, INSTRUMENTS, COMMITTEES)]
    for path in ["", PLANS, TASKS, INSTRUMENTS, COMMITTEES, CLUSTERS, *opening]:
        planner.everywhere(path)
    for path in [drafted, f"{drafted}ban-hanh/", f"{drafted}text_set/", f"{drafted}task_set/?number=1"]:
        planner.everywhere(path)
    for path in [
        year,
        f"{year}bang/",
        f"{year}chi-tieu/",
        f"{year}tong-ket/",
        campaign,
        f"{campaign}chi-tieu/",
    ]:
        planner.everywhere(path)
    planner.everywhere(f"{campaign}ban-hanh/", status=409)
    for path in [
        committee,
        assigning.partition(STEERING)[2],
        f"{committee}member_added/",
        f"{committee}renewed/",
    ]:
        planner.everywhere(path)
    for path in [instrument, f"{instrument}file_added/", planner.record(TASKS)]:
        planner.everywhere(path)
    refuse(planner, f"{PLANS}moi/", "")
    refuse(planner, f"{PLANS}moi/", "/en")
    assert planner.faults == []


def test_a_commune_s_pages(walk: Callable[[str], Walk]) -> None:
    head = walk("huongson.truong")
    cluster, plan = head.record(CLUSTERS), head.record(PLANS)
    # One that was taken note of: only such a one can be reported on.
    task = head.record(TASKS, field_2026.TASKS[1])
    for path in [cluster, f"{cluster}alerted/", f"{cluster}patrolled/"]:
        head.everywhere(path)
    for path in [plan, f"{plan}lap-theo/", task, f"{task}reported/"]:
        head.everywhere(path)
    refuse(head, f"{cluster}patrolled/", "/en")
    assert head.faults == []


def test_an_association_s_pages(walk: Callable[[str], Walk]) -> None:
    association = walk("phunu")
    plan, task = association.record(PLANS), association.record(TASKS)
    for path in [plan, task]:
        association.everywhere(path)
    assert association.faults == []
