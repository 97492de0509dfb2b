"""The year's figures as a planner reads them: down to every entry, in both languages, at both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.running import Running, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("yearbook"))


@pytest.fixture(scope="module")
def planner(chromium: Browser, running: Running) -> Iterator[BrowserContext]:
    """The steering committee's planner, signed in once."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(running.address + "/ban-lam-viec/")
    page.locator("#gate-username").fill("bcd138")
    page.locator("#gate-phrase").fill(running.phrase("bcd138"))
    page.keyboard.press("Enter")
    expect(page.locator("#gate")).not_to_be_visible(timeout=60_000)
    yield context
    context.close()


def report(page: Page, running: Running, language: str, query: str) -> Page:
    page.goto(f"{running.address}{language}/ban-lam-viec/so-lieu/?{query}")
    return page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_figure_opens_to_entries_that_add_up(
    planner: BrowserContext,
    running: Running,
    faults_on: Callable[[Page], list[str]],
    language: str,
    width: int,
):
    page = planner.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    report(page, running, language, "unit=282&year=2016&units=then")
    assert faults_on(page) == []
    links = page.locator("table.yearbook td.num a")
    figures = {link.get_attribute("href"): int(link.inner_text()) for link in links.all()}
    by_code = {href.rstrip("/").rsplit("/", 1)[1]: value for href, value in figures.items() if href}
    groups = [by_code[f"cases_from_tips.{group}"] for group in ("drugs", "gambling", "prostitution")]
    assert groups == [37, 17, 4]
    for href in [h for h in figures if h and ("gambling" in h or "prostitution" in h)]:
        page.goto(running.address + href)
        amounts = page.locator("tbody td:last-child").all_inner_texts()
        assert sum(int(amount.split()[0]) for amount in amounts) == figures[href]
        assert faults_on(page) == []
    page.close()


def test_the_communes_of_today_add_up_and_say_what_is_estimated(planner: BrowserContext, running: Running):
    page = report(planner.new_page(), running, "", "unit=282&year=2016&units=now")
    rows = page.locator("table.yearbook").last.locator("tbody tr")
    cells = [row.locator("th, td").all_inner_texts() for row in rows.all()]
    assert {row[0] for row in cells} == {"Xã Mỹ Đức", "Xã Phúc Sơn *", "Xã Hồng Sơn", "Xã Hương Sơn"}
    assert sum(int(row[3].replace("–", "0")) for row in cells) == 37
    page.close()


def test_a_name_that_means_several_units_is_asked_again_and_a_wrong_one_explained(
    planner: BrowserContext, running: Running
):
    page = planner.new_page()
    answer = page.goto(f"{running.address}/ban-lam-viec/so-lieu/?unit=Mỹ Đức&year=2025")
    assert answer is not None
    assert answer.status == 422
    page.get_by_role("link", name="Huyện Mỹ Đức (282)").click()
    expect(page.locator("h1")).to_contain_text("Huyện Mỹ Đức")
    answer = page.goto(f"{running.address}/ban-lam-viec/so-lieu/?unit=Nơi nào&year=2016")
    assert answer is not None
    assert answer.status == 422
    # What was typed is still there to be mended.
    assert page.locator("[name=unit]").input_value() == "Nơi nào"
    page.close()


def test_a_planner_sees_figures_and_no_matter(planner: BrowserContext, running: Running):
    page = planner.new_page()
    page.goto(f"{running.address}/ban-lam-viec/so-lieu/2016/282/tips.received/")
    assert page.locator("tbody th a").count() == 0
    page.close()
