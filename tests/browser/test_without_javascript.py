"""The pages for browsers without JavaScript, each looked at: nothing for axe to find, nothing wider than the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import tells
from tests.running import Running, served

pytestmark = pytest.mark.browser
WIDTHS = [320, 1280]
LANGUAGES = ["", "/en"]


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("plain"))


@pytest.fixture(params=[(width, language) for width in WIDTHS for language in LANGUAGES], ids=str)
def page(request, chromium: Browser, running: Running) -> Iterator[Page]:
    """A page at a width, whose relative addresses are in a language. Only axe needs its scripts."""
    width, language = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=running.address, reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.go = lambda path: opened.goto(language + path)
    yield opened
    context.close()


def test_reporting(page: Page, faults_on: Callable[[Page], list[str]]):
    page.go("/bao-tin/khong-javascript/")
    found = {"form": faults_on(page)}
    page.locator("form button.button").click()
    found["errors"] = faults_on(page)
    page.locator("[name=category]").select_option("gambling")
    page.locator("[name=commune]").select_option("10489")
    page.locator("[name=conflict][value=no]").check()
    page.locator("[name=story]").fill("Có sòng bạc sau chợ.")
    page.locator("form input[type=checkbox]").check()
    page.locator("form button.button").click()
    words = page.locator(".receipt-words li")
    expect(words).to_have_count(10)
    found["receipt"] = faults_on(page)
    receipt = " ".join(word.strip() for word in words.all_inner_texts())
    page.go("/ma-tra-cuu/khong-javascript/")
    found["look-up"] = faults_on(page)
    page.locator("[name=words]").fill(receipt)
    page.locator("form button.button").first.click()
    expect(page.locator("[name=message], textarea").first).to_be_visible()
    found["talk"] = faults_on(page)
    assert found == {name: [] for name in found}


def test_a_report_sealed_in_a_browser_is_opened_here_only_after_a_warning(
    page: Page, running: Running, faults_on: Callable[[Page], list[str]]
):
    page.go("/ma-tra-cuu/khong-javascript/")
    page.locator("[name=words]").fill(running.sign_ins["receipt"])
    page.locator("form button.button").first.click()
    expect(page.locator("main .callout--warning:visible").first).to_be_visible()
    assert faults_on(page) == []
    assert not tells(page.url, running.sign_ins["receipt"])


def test_home_and_doors(page: Page, faults_on: Callable[[Page], list[str]]):
    for path in ("/", "/ma-tra-cuu/", "/bao-tin/"):
        page.go(path)
        assert faults_on(page) == [], path
