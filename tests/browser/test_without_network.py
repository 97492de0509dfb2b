"""The pages on one's own device, and a sealed report that waits there for a network.

Modules under test: static/js/public/ install, keeping; static/js/shell/ kept, service-worker
(round-worker: test_round_carried.py).
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.brought import Brought
from tests.browser.test_attachments import choose, to_the_check, to_the_story
from tests.browser.test_report import PHONE, answer_all, forward, look_up
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.leaving import leave
from tests.running import Running, served

pytestmark = pytest.mark.browser
SLOW = 60_000
CANARY = "Sới bạc họp sau đình"
STORES = "indexedDB.databases().then(found => found.map(each => each.name))"
CACHED = """caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map((each) => each.url))"""
SHELLS = "navigator.serviceWorker.getRegistrations().then(found => found.length)"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("without-network"))


@pytest.fixture
def phone(chromium: Browser, running: Running) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
    yield context
    assert context.cookies() == []
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    page, faults = phone.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield page
    assert faults == []


def reports(running: Running) -> int:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM matters_receipt").fetchone()[0])


def installed(page: Page) -> None:
    page.goto("/cai-vao-may/")
    page.click("[data-install]")
    expect(page.locator("[data-said]")).to_contain_text("Đã cài", timeout=SLOW)


def kept(page: Page, phone: BrowserContext) -> list[str]:
    """The ten words of a report that found no network and waits on this phone."""
    brought = Brought(page)
    page.goto("/bao-tin/")
    page.wait_for_load_state("networkidle")
    answer_all(page)
    # What is sealed without a network was brought while there was one.
    brought.whole()
    phone.set_offline(True)
    page.click("[data-send]")
    expect(page.locator("[data-keep]")).to_be_visible(timeout=SLOW)
    assert page.evaluate(STORES) == [], "something was kept before anybody said so"
    page.click("[data-keep-it]")
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text("Chưa gửi. Hãy giữ mười từ này")
    return page.locator("#receipt-words li").all_inner_texts()


def test_nothing_is_registered_or_kept_unless_somebody_chooses_it(page: Page) -> None:
    for address in ("/", "/bao-tin/", "/ma-tra-cuu/", "/cai-vao-may/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHELLS) == 0
        assert page.evaluate(STORES) == []
        assert page.evaluate("caches.keys()") == []


def test_installed_pages_open_without_a_network_and_the_desk_is_none_of_them(
    page: Page, phone: BrowserContext
) -> None:
    installed(page)
    # A private window offers no icon, so the page says how it is done by hand.
    expect(page.locator("[data-by-hand]")).to_be_visible()
    phone.set_offline(True)
    for address, title in (
        ("/", "Báo tin cho công an xã"),
        ("/en/", "Tell the commune police"),
        ("/bao-tin/", ""),
    ):
        page.goto(address)
        if title:
            expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator("#group-gambling")).to_be_enabled()
    answer_all(page)
    page.goto("/bang-chung/")
    expect(page.locator("h1")).to_have_text("Chưa có mạng")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/ban-lam-viec/")
    phone.set_offline(False)
    page.goto("/ban-lam-viec/")
    names = page.evaluate(CACHED)
    assert len(names) > 60
    assert not [name for name in names if "ban-lam-viec" in name or "officer" in name]
    page.goto("/cai-vao-may/")
    page.click("[data-remove]")
    expect(page.locator("[data-said]")).to_contain_text("Đã gỡ")
    assert page.evaluate(SHELLS) == 0
    assert page.evaluate("caches.keys()") == []
    phone.clear_cookies()  # the desk's own


def test_a_browser_finds_nothing_in_the_way_of_an_icon_on_the_screen(
    chromium: Browser, running: Running, tmp_path: Path
) -> None:
    # A window that is not private: a private one offers no icon.
    phone = chromium.browser_type.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=ARGUMENTS, viewport=PHONE, base_url=running.address
    )
    page = phone.new_page()
    installed(page)
    # Chromium gives a button to press, or the page says how it is done by hand.
    expect(page.locator("[data-icon], [data-by-hand]").filter(visible=True)).to_have_count(1)
    browser = phone.new_cdp_session(page)
    assert browser.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert browser.send("Page.getAppManifest")["errors"] == []
    phone.close()


def test_a_report_waits_sealed_goes_when_the_network_is_back_and_leaves_nothing(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    words = kept(page, phone)
    waiting = page.evaluate(
        """new Promise((done) => {
            const opening = indexedDB.open("binhyen");
            opening.onsuccess = () => {
                const asked = opening.result.transaction("reports").objectStore("reports").getAll();
                asked.onsuccess = () => { opening.result.close(); done(asked.result); };
            };
        })"""
    )
    assert len(waiting) == 1
    assert set(waiting[0]) == {"key", "url", "posted"}
    for secret in (CANARY, "Suối Lim", *(f" {word} " for word in words), " ".join(words)):
        assert secret not in json.dumps(waiting, ensure_ascii=False)
    phone.set_offline(False)
    expect(page.locator("[data-kept-note]")).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text("Đã nhận. Hãy giữ mười từ này")
    expect(page.locator("[data-next-dates] li").first).to_be_visible()
    assert page.evaluate(STORES) == []
    assert reports(running) == before + 1
    page.goto("/ma-tra-cuu/")
    look_up(page, words)


def test_the_last_screen_says_that_it_was_not_sent_until_it_was(page: Page, phone: BrowserContext) -> None:
    words = kept(page, phone)
    leave(page, words)
    gone = page.locator("[data-screen=gone]")
    expect(gone).to_contain_text("Tin của bạn chưa được gửi")
    expect(gone).not_to_contain_text("đã ở nơi nhận", use_inner_text=True)
    expect(gone.locator("a[href='/cai-vao-may/']")).to_be_visible()
    phone.set_offline(False)
    expect(gone).to_contain_text("Bài của bạn đã ở nơi nhận", use_inner_text=True, timeout=SLOW)
    expect(gone).not_to_contain_text("chưa được gửi", use_inner_text=True)
    assert page.evaluate(STORES) == []


def test_the_phone_was_switched_off_meanwhile_and_it_arrives_once(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    """Closed while it waits; and the answer to its first sending is lost, so that it is sent twice."""
    before = reports(running)
    kept(page, phone)
    page.close(run_before_unload=False)
    phone.set_offline(False)
    again = phone.new_page()
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    phone.route("**/bao-tin/gui/", lose, times=1)
    again.goto("/bao-tin/")
    expect(again.locator("[data-kept-note]")).to_contain_text("đang giữ 1 tin", timeout=SLOW)
    for _ in range(100):
        if lost:
            break
        again.wait_for_timeout(100)
    assert lost == [201]
    again.goto("/cai-vao-may/")
    expect(again.locator("[data-waiting]")).to_be_visible()
    again.click("[data-send-kept]")
    expect(again.locator("[data-said]")).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    expect(again.locator("[data-waiting]")).to_be_hidden()
    assert again.evaluate(STORES) == []
    assert reports(running) == before + 1


def refuse(page: Page, code: str, status: int) -> list[str]:
    """What is posted from now on, each answered so; the words of the server would speak of what is on the screen."""
    posted: list[str] = []

    def answer(route: Route) -> None:
        posted.append(route.request.post_data or "")
        route.fulfill(
            status=status, json={"code": code, "message": "Bài viết vẫn còn nguyên.", "kept": False}
        )

    page.route("**/bao-tin/gui/", answer)
    return posted


def test_what_can_never_be_taken_is_said_kept_and_not_sent_again(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    kept(page, phone)
    posted = refuse(page, "directory", 409)
    phone.set_offline(False)
    note = page.locator("[data-kept-note]")
    expect(note).to_contain_text("không gửi được nữa", timeout=SLOW)
    expect(note).to_contain_text("viết lại tin")
    expect(note).not_to_contain_text("còn nguyên")
    expect(note).to_be_in_viewport()
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text("Chưa gửi. Hãy giữ mười từ này")
    page.close(run_before_unload=False)

    again = phone.new_page()
    posted += refuse(again, "directory", 409)
    again.goto("/bao-tin/")
    note = again.locator("[data-kept-note]")
    expect(note).to_contain_text("không gửi được nữa", timeout=SLOW)
    note.locator("a").click()
    expect(again.locator("[data-refused]")).to_contain_text("viết lại tin")
    expect(again.locator("[data-waiting]")).to_be_hidden()
    assert len(posted) == 1
    assert again.evaluate(STORES) == ["binhyen"], "it was deleted unasked"
    again.click("[data-drop-refused]")
    expect(again.locator("[data-said]")).to_have_text("Đã xóa khỏi máy.")
    expect(again.locator("[data-refused]")).to_be_hidden()
    assert again.evaluate(STORES) == []
    assert reports(running) == before


def test_what_was_not_taken_for_now_goes_at_the_next_visit(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    kept(page, phone)
    page.close(run_before_unload=False)
    again = phone.new_page()
    assert refuse(again, "busy", 503) == []
    phone.set_offline(False)
    again.goto("/bao-tin/")
    note = again.locator("[data-kept-note]")
    expect(note).to_contain_text("Tin vẫn được giữ", timeout=SLOW)
    expect(note.locator("a")).to_be_hidden()
    again.unroute_all(behavior="wait")
    again.reload()
    expect(note).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    assert again.evaluate(STORES) == []
    assert reports(running) == before + 1


def test_the_installed_shell_sends_it_with_any_page_that_is_opened(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    installed(page)
    kept(page, phone)
    page.close(run_before_unload=False)
    phone.set_offline(False)
    again = phone.new_page()
    again.goto("/")
    for _ in range(200):
        if again.evaluate(STORES) == []:
            break
        again.wait_for_timeout(100)
    assert again.evaluate(STORES) == []
    assert reports(running) == before + 1


# A Firefox from before 2024, which cannot list what a page stored.
OLDER = "globalThis.stores = indexedDB.databases.bind(indexedDB); delete IDBFactory.prototype.databases;"
OLD_STORES = "stores().then(found => found.map(each => each.name))"


def test_a_browser_that_cannot_list_its_stores_sends_it_at_the_next_visit_too(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    kept(page, phone)
    page.close(run_before_unload=False)
    phone.set_offline(False)
    again = phone.new_page()
    again.add_init_script(OLDER)
    again.goto("/bao-tin/")
    expect(again.locator("[data-kept-note]")).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    assert reports(running) == before + 1
    assert again.evaluate(OLD_STORES) == []


def test_in_such_a_browser_asking_whether_something_waits_leaves_nothing(phone: BrowserContext) -> None:
    page, asked = phone.new_page(), []
    page.on("request", lambda each: asked.append(each.url))
    page.add_init_script(OLDER)
    for address in ("/bao-tin/", "/cai-vao-may/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert any("shell/kept." in url for url in asked), "nothing was asked"
        assert page.evaluate(OLD_STORES) == []
        expect(page.locator("[data-kept-note], [data-waiting]")).to_be_hidden()


def test_a_report_with_files_is_said_not_to_wait_here_and_without_them_it_may(
    page: Page, running: Running
) -> None:
    page.goto("/bao-tin/")
    to_the_story(page)
    choose(page, "file", "a.txt", b"x" * 2_000, "text/plain")
    page.fill("#story", "Kèm tệp.")
    expect(page.locator("[data-attached] li")).to_have_count(1)
    to_the_check(page)
    page.route("**/bao-tin/gui/", lambda route: route.abort())
    page.click("[data-send]")
    said = page.locator("[data-no-keep]")
    expect(said).to_be_visible(timeout=SLOW)
    expect(said).to_contain_text("không giữ trong máy được")
    expect(page.locator("[data-keep]")).to_be_hidden()
    page.locator("[data-change=story]").last.click()
    page.locator("[data-attached] button").click()
    forward(page)
    page.click("[data-send]")
    expect(page.locator("[data-keep]")).to_be_visible(timeout=SLOW)
    expect(said).to_be_hidden()


def tries(page: Page) -> list[str]:
    """What is posted from now on, over a line that carries nothing and calls itself a network."""
    posted: list[str] = []

    def lose(route: Route) -> None:
        posted.append(route.request.post_data or "")
        route.abort()

    page.route("**/bao-tin/gui/", lose)
    return posted


def wait_for(page: Page, tried: list[str], number: int) -> None:
    for _ in range(100):
        if len(tried) >= number:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(200)
    assert len(tried) == number


def test_an_open_page_tries_again_though_no_network_was_ever_said_to_come_back(
    page: Page, running: Running
) -> None:
    before = reports(running)
    page.clock.install()
    page.goto("/bao-tin/")
    answer_all(page)
    posted = tries(page)
    page.click("[data-send]")
    expect(page.locator("[data-keep]")).to_be_visible(timeout=SLOW)
    page.click("[data-keep-it]")
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text("Chưa gửi. Hãy giữ mười từ này")
    wait_for(page, posted, 1)
    # Each pause is twice the one before.
    for number, seconds in enumerate((30, 60, 120), 2):
        page.clock.run_for((seconds - 1) * 1_000)
        wait_for(page, posted, number - 1)
        page.clock.run_for(1_500)
        wait_for(page, posted, number)
    assert len(set(posted)) == 1
    assert page.evaluate("navigator.onLine")
    page.unroute_all(behavior="wait")
    page.clock.run_for(240_000)
    expect(page.locator("[data-kept-note]")).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text("Đã nhận. Hãy giữ mười từ này")
    assert page.evaluate(STORES) == []
    assert reports(running) == before + 1


def test_the_page_of_the_shell_tries_again_too_and_shows_what_is_left(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    kept(page, phone)
    page.close(run_before_unload=False)
    phone.set_offline(False)
    again = phone.new_page()
    again.clock.install()
    posted = tries(again)
    again.goto("/cai-vao-may/")
    again.click("[data-send-kept]")
    expect(again.locator("[data-send-kept]")).to_be_enabled()
    wait_for(again, posted, 1)
    again.unroute_all(behavior="wait")
    again.clock.run_for(31_000)
    expect(again.locator("[data-said]")).to_contain_text("đã đến nơi nhận", timeout=SLOW)
    expect(again.locator("[data-waiting]")).to_be_hidden()
    assert reports(running) == before + 1


# Each time the browser sends its signal: how the shell says it ended.
TRIES = """() => {
    self.tries = [];
    const wait = ExtendableEvent.prototype.waitUntil;
    ExtendableEvent.prototype.waitUntil = function (work) {
        if (this.type === "sync") tries.push(Promise.resolve(work).then(() => "done", () => "failed"));
        return wait.call(this, work);
    };
}"""
ANSWER = """([status, code]) => {
    self.fetch = async () => {
        if (!status) throw new TypeError("no network");
        return new Response(JSON.stringify({ code, kept: false }), { status });
    };
}"""


def test_the_browser_hears_that_its_own_try_failed_and_so_tries_again(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    """The signal comes while every page is closed; what it is answered decides whether there is another."""
    before = reports(running)
    installed(page)
    (shell,) = phone.service_workers
    shell.evaluate(TRIES)
    shell.evaluate("self.network = self.fetch")
    shell.evaluate(ANSWER, [0, ""])
    kept(page, phone)
    page.close(run_before_unload=False)
    phone.set_offline(False)
    elsewhere = phone.new_page()
    signals = phone.new_cdp_session(elsewhere)
    registered: list[str] = []
    signals.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registered.extend(each["registrationId"] for each in told["registrations"]),
    )
    signals.send("ServiceWorker.enable")

    def tried() -> str:
        had = shell.evaluate("tries.length")
        signal = {
            "origin": running.address,
            "registrationId": registered[0],
            "tag": "kept",
            "lastChance": False,
        }
        signals.send("ServiceWorker.dispatchSyncEvent", signal)
        for _ in range(100):
            if shell.evaluate("tries.length") > had:
                return str(shell.evaluate("tries.at(-1)"))
            elsewhere.wait_for_timeout(100)
        raise AssertionError("the signal did not arrive")

    for _ in range(100):
        if registered:
            break
        elsewhere.wait_for_timeout(100)
    assert tried() == "failed"
    shell.evaluate(ANSWER, [503, "busy"])
    assert tried() == "failed"
    # What no try can change is no failure: a puzzle is left to the page.
    shell.evaluate(ANSWER, [429, "puzzle"])
    assert tried() == "done"
    assert reports(running) == before
    shell.evaluate("self.fetch = self.network")
    assert tried() == "done"
    assert reports(running) == before + 1


@pytest.fixture
def released(tmp_path: Path) -> Iterator[Running]:
    """An installation of its own, whose program is exchanged while phones have its pages; it keeps its address."""
    yield from served(tmp_path)


def exchange_for_the_next(released: Running, program: Path) -> None:
    """The same data and address, and the program with another style sheet."""
    shutil.copytree(settings.PACKAGE, program / "binhyen", ignore=shutil.ignore_patterns("__pycache__"))
    with (program / "binhyen/static/css/public.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n:root { --release: next; }\n")
    released.stop()
    released.environment |= {"PYTHONPATH": str(program), "PYTHONSAFEPATH": "1"}
    released.start(program / "log", int(released.address.rpartition(":")[2]))


def wait_for_the_next(page: Page, last: str) -> None:
    """Until the shell of this version has made room for another."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((shell) => shell.update())")
    for _ in range(300):
        if last not in page.evaluate("caches.keys()"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the next shell did not arrive")


def test_a_shell_that_did_not_come_whole_is_said_and_leaves_nothing(
    chromium: Browser, released: Running
) -> None:
    static = released.data / "static"
    for path in (static / "css").glob("print.*.css*"):
        path.unlink()
    phone = chromium.new_context(viewport=PHONE, base_url=released.address, reduced_motion="reduce")
    page = phone.new_page()
    page.goto("/cai-vao-may/")
    busy = page.locator("[data-install]")
    busy.click()
    expect(busy).to_be_enabled(timeout=SLOW)
    said = page.locator("[data-said]")
    expect(said).not_to_have_text("")
    expect(said).not_to_contain_text("Đã cài")
    assert page.evaluate(SHELLS) == 0
    assert page.evaluate("caches.keys()") == []
    phone.close()


SHEET = "document.querySelector('link[rel=stylesheet]').href"
RELEASE = "getComputedStyle(document.documentElement).getPropertyValue('--release').trim()"


def test_after_a_release_an_installed_shell_opens_whole_old_pages_until_it_has_the_new_ones(
    chromium: Browser, released: Running, tmp_path: Path
) -> None:
    phone = chromium.new_context(viewport=PHONE, base_url=released.address, reduced_motion="reduce")
    page = phone.new_page()
    installed(page)
    page.goto("/bao-tin/")
    old = page.evaluate(SHEET)
    (last,) = [name for name in page.evaluate("caches.keys()") if name != "serials"]

    exchange_for_the_next(released, tmp_path / "next")
    static = released.data / "static"
    (sheet,) = [path for path in (static / "css").glob("resident.*.css") if path.name not in old]
    # With it the compressed one, which is what browsers are given.
    for path in sheet.parent.glob(f"{sheet.name}*"):
        path.rename(tmp_path / path.name)
    # What did not change need not come again: nothing of it is there.
    unchanged = [*(static / "fonts").glob("*.woff2"), *(static / "js/public").glob("report.*.js")]
    assert unchanged
    page.goto("/bao-tin/")
    assert page.evaluate(SHEET).endswith(sheet.name), "the server's own page, while there is a network"
    for _ in range(2):
        page.goto("/ma-tra-cuu/")
        page.goto("/bao-tin/")
    phone.set_offline(True)
    page.goto("/bao-tin/")
    assert page.evaluate(SHEET) == old
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    answer_all(page)

    page.goto("about:blank")
    phone.set_offline(False)
    for path in tmp_path.glob(f"{sheet.name}*"):
        path.rename(sheet.parent / path.name)
    for path in unchanged:
        path.unlink()
    page.goto("/")
    wait_for_the_next(page, last)
    phone.set_offline(True)
    page.goto("/bao-tin/")
    assert page.evaluate(SHEET).endswith(sheet.name)
    assert page.evaluate(RELEASE) == "next"
    answer_all(page)
    assert len(page.evaluate("caches.keys()")) <= 2  # the shell, and the serials
    phone.close()


def test_it_is_deleted_unsent_when_its_owner_says_so(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    kept(page, phone)
    page.close(run_before_unload=False)
    again = phone.new_page()
    again.route("**/bao-tin/gui/", lambda route: route.abort())
    phone.set_offline(False)
    again.goto("/cai-vao-may/")
    again.click("[data-drop-kept]")
    expect(again.locator("[data-said]")).to_contain_text("Đã xóa khỏi máy")
    assert again.evaluate(STORES) == []
    assert reports(running) == before


def test_both_languages_and_widths(page: Page, faults_on: Callable[[Page], list[str]]) -> None:
    for address in ("/cai-vao-may/", "/en/cai-vao-may/", "/khong-co-mang/", "/en/khong-co-mang/"):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert faults_on(page) == []


def test_every_module_of_the_shell_is_named_here() -> None:
    shell = Path(__file__).parents[2] / "binhyen/static/js/shell"
    assert not [each.stem for each in shell.glob("*.js") if each.stem not in (__doc__ or "")]
