"""The desk's search in a real browser, on a real server: what is sealed is found there, and gone at lock.

Modules under test: static/js/desk/ search, alike; static/js/sealing/ proving, texts. The index has tests of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Request, Route, Worker, expect

from binhyen.sealing import envelope
from binhyen.sealing.keys import SigningKey
from tests.browser.officer import PHONE, SLOW, WIDE, Desk
from tests.browser.test_desk import Faults
from tests.browser.test_identity import report
from tests.running import Running, served

pytestmark = pytest.mark.browser

WORD = "canhtimthay"
STORY = (
    f"Sòng bạc {WORD} sau chợ Đục Khê, tối nào cũng ghi lô đề, khách ra vào suốt đêm, xe biển số 29X7 12345."
)
AGAIN = "Báo thêm: sau chợ Đục Khê tối nào cũng có khách ra vào suốt đêm, xe biển số 29X7 12345."
FORGED = "khongphaicuaho"
READ = "[data-search-reached]"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def taken(chromium: Browser, running: Running) -> dict[str, str]:
    """Two reports of one thing, taken at the desk of Hương Sơn."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    desk = Desk(context, running).sign_in()
    found = {"first": desk.take_tip(STORY), "again": desk.take_tip(AGAIN)}
    context.close()
    return found


def read_all(desk: Desk) -> Desk:
    expect(desk.page.locator(READ)).to_contain_text(
        "trên máy này, trong" if "/en/" not in desk.home else "Searches", timeout=SLOW
    )
    return desk


def look_for(desk: Desk, words: str) -> list[str]:
    """What is found, by reference, after typing it letter by letter."""
    desk.page.locator("#search").press_sequentially(words)
    # The answer to the last letter, and to none before it.
    expect(desk.page.locator("#found")).to_have_attribute("aria-busy", "false", timeout=SLOW)
    return shown(desk)


def shown(desk: Desk) -> list[str]:
    return desk.page.locator("#found .row").evaluate_all("rows => rows.map(row => row.dataset.ref)")


def find_soon(desk: Desk, words: str, wanted: list[str]) -> None:
    """What is being read meanwhile is found by the question that stands, without another letter."""
    look_for(desk, words)
    wait_for(desk, lambda: shown(desk) == wanted)


def clear(desk: Desk) -> None:
    desk.page.locator("#search").fill("")


def test_a_word_that_stands_under_seal_alone_is_found_with_and_without_marks(desks, taken):
    desk = read_all(desks().sign_in())
    for words in (WORD, "sòng bạc canh", "song bac canh", "CHỢ ĐỤC KHÊ ghi lo"):
        assert look_for(desk, words) == [taken["first"]], words
        clear(desk)
    assert set(look_for(desk, "cho duc khe")) == set(taken.values())
    marked = desk.page.locator("#found mark").all_inner_texts()
    assert {"chợ", "Đục", "Khê"} <= set(marked)


def test_an_empty_question_shows_the_queue_again(desks, taken):
    desk = read_all(desks().sign_in())
    look_for(desk, WORD)
    expect(desk.page.locator("#queue-list")).to_be_hidden()
    desk.page.press("#search", "Escape")
    expect(desk.page.locator("#queue-list .row").first).to_be_visible()
    expect(desk.page.locator("#found")).to_be_hidden()
    assert desk.page.locator("#found .row").count() == 0


def test_no_word_that_is_looked_for_leaves_the_browser(desks, taken):
    desk = desks()
    sent: list[Request] = []
    desk.page.on("request", lambda request: sent.append(request))
    read_all(desk.sign_in())
    look_for(desk, WORD)
    fetched = [request for request in sent if request.url.endswith("/hang-viec/chi-muc/")]
    assert {request.method for request in fetched} == {"GET", "POST"}
    for request in sent:
        assert WORD not in request.url + (request.post_data or "")
        assert "sòng bạc" not in (request.post_data or "").lower()


def test_another_offices_report_is_never_found(desks, taken):
    desk = desks().sign_in("hongson")
    expect(desk.page.locator("[data-search-reached]")).not_to_be_empty(timeout=SLOW)
    if desk.page.locator("#search").is_visible():
        assert look_for(desk, WORD) == []
        expect(desk.page.locator("[data-search-said]")).to_contain_text("Không thấy")


# The serials of offices' certificates, which are public, and nothing else.
SERIALS = '{"cong-an-xa-huong-son":1}'
LEFT = """async () => ({
    stored: [Object.values(localStorage), Object.keys(sessionStorage)],
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    page: document.documentElement.outerHTML,
})"""


def test_locked_nothing_of_it_is_left_on_the_page_or_in_any_storage(desks, taken):
    desk = read_all(desks().sign_in())
    assert look_for(desk, WORD) == [taken["first"]]
    desk.page.click("[data-lock]")
    expect(desk.page.locator("form[data-gate=locked]")).to_be_visible(timeout=SLOW)
    left = desk.page.evaluate(LEFT)
    assert left["stored"] == [[SERIALS], []]
    assert left["caches"] == []
    assert left["databases"] == []
    assert WORD not in left["page"]
    assert desk.page.input_value("#search") == ""
    assert desk.page.locator("#found .row, #queue-list .row").count() == 0
    # Unlocked again it is read anew, and found again.
    wait_for(desk, lambda: not desk.page.workers)
    read_all(desk.unlock())
    assert look_for(desk, WORD) == [taken["first"]]


@pytest.fixture
def held(desks) -> Iterator[tuple[Desk, list[Route], list[Worker]]]:
    """A desk whose first batch waits to be let go, that batch, and every Worker there ever was."""
    desk, batches, workers = desks(), [], []
    desk.page.on("worker", lambda worker: workers.append(worker))

    def keep(route: Route) -> None:
        if route.request.method == "POST" and not batches:
            batches.append(route)
        else:
            route.continue_()

    desk.page.route("**/hang-viec/chi-muc/", keep)
    desk.sign_in()
    wait_for(desk, lambda: batches and len(workers) == 1 + beside(desk))
    yield desk, batches, workers
    desk.page.unroute_all(behavior="wait")


def beside(desk: Desk) -> int:
    return min(4, int(desk.page.evaluate("navigator.hardwareConcurrency")) - 1)


def wait_for(desk: Desk, so: Callable[[], object]) -> None:
    for _ in range(600):
        if so():
            return
        desk.page.wait_for_timeout(100)
    raise AssertionError


def test_workers_beside_end_when_all_is_read(held, taken):
    desk, (batch,), _workers = held
    batch.continue_()
    read_all(desk)
    wait_for(desk, lambda: len(desk.page.workers) == 1)
    assert look_for(desk, WORD) == [taken["first"]]


def test_locked_while_it_reads_no_worker_is_left(held, taken):
    desk, (batch,), workers = held
    assert len(desk.page.workers) == len(workers)
    desk.page.click("[data-lock]")
    expect(desk.page.locator("form[data-gate=locked]")).to_be_visible(timeout=SLOW)
    wait_for(desk, lambda: not desk.page.workers)
    batch.abort()


def test_a_worker_beside_that_dies_leaves_nothing_unread(held, taken):
    desk, (batch,), workers = held
    for each in workers[1:]:
        each.evaluate("() => void setTimeout(() => { throw new Error('dies'); })")
    wait_for(desk, lambda: len(desk.page.workers) == 1)
    batch.continue_()
    read_all(desk)
    assert look_for(desk, WORD) == [taken["first"]]


def test_a_matter_left_closed_is_told_and_found_by_what_is_clear(desks, taken):
    desk = desks()

    def leave_closed(route: Route) -> None:
        """As the server answers for one that is too large to be read at once."""
        if route.request.method != "POST":
            return route.continue_()
        answer = route.fetch()
        whole = answer.body()
        start = 4 + int.from_bytes(whole[:4], "big")
        batch = json.loads(whole[4:start])
        for each in batch["matters"]:
            if each["ref"] == taken["first"]:
                each["bundle"] |= {"grants": [], "envelopes": []}
        head = json.dumps(batch).encode()
        return route.fulfill(response=answer, body=len(head).to_bytes(4, "big") + head + whole[start:])

    desk.page.route("**/hang-viec/chi-muc/", leave_closed)
    desk.sign_in()
    expect(desk.page.locator(READ)).to_contain_text("1 vụ việc không mở được hoặc quá lớn", timeout=SLOW)
    desk.page.unroute_all(behavior="wait")
    assert look_for(desk, WORD) == []
    clear(desk)
    short = desk.page.locator(f"#queue-list [data-ref='{taken['first']}'] .place").inner_text().split()[-1]
    assert taken["first"] in look_for(desk, short)


def test_what_its_author_did_not_sign_is_never_found(desks, taken):
    """The attack: a server that knows what a story is sealed to, and puts other words under the same name."""
    desk = desks()
    looked_at = []

    def put_words_in(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        answer = route.fetch()
        whole = answer.body()
        start = 4 + int.from_bytes(whole[:4], "big")
        batch, sealed = json.loads(whole[4:start]), whole[start:]
        for each in batch["matters"]:
            if each["ref"] == taken["first"]:
                (story,) = [row for row in each["bundle"]["envelopes"] if row["kind"] == "story"]
                words = forged(each["bundle"]["birth"], each["ref"], story["ref"])
                story["ciphertext"], sealed = [len(sealed), len(words)], sealed + words
                looked_at.append(each["ref"])
        head = json.dumps(batch).encode()
        return route.fulfill(response=answer, body=len(head).to_bytes(4, "big") + head + sealed)

    desk.page.route("**/hang-viec/chi-muc/", put_words_in)
    read_all(desk.sign_in())
    # Read at once with all the others, and again for what it said then.
    wait_for(desk, lambda: len(looked_at) == 2)
    desk.page.unroute_all(behavior="wait")
    for words in (FORGED, WORD):
        assert taken["first"] not in look_for(desk, words)
        clear(desk)
    assert look_for(desk, "29X7") == [taken["again"]]
    clear(desk)
    short = desk.page.locator(f"#queue-list [data-ref='{taken['first']}'] .place").inner_text().split()[-1]
    assert taken["first"] in look_for(desk, short)


def forged(born: dict[str, str], matter: str, ref: str) -> bytes:
    """A story in the name of whoever signed the birth, with somebody else's signature."""
    key = SigningKey.generate()
    liar = SimpleNamespace(public=born["signer"], sign=key.sign)
    header = envelope.Header(
        matter=matter, envelope=ref, stream="intake", kind="story", author=born["signer"]
    )
    return envelope.seal(born["intake"], liar, header, json.dumps({"text": f"Bắt {FORGED}."}).encode())


def test_what_is_read_stays_in_the_worker_until_it_is_looked_for(desks, taken):
    desk = read_all(desks().sign_in())
    left = desk.page.evaluate(LEFT)
    assert WORD not in left["page"]
    assert left["stored"] == [[SERIALS], []]


def test_fetching_is_noted_apart_from_opening(desks, taken, running):
    read_all(desks().sign_in("huongson.truong"))
    assert noted(running, "huongson.truong", taken["first"]) == ["fetched_for_index"]


def test_a_duplicate_is_suggested_with_the_reason(desks, taken):
    desk = read_all(desks().sign_in())
    desk.open(taken["first"])
    section = desk.page.locator("[data-alike]")
    expect(section).to_be_visible(timeout=SLOW)
    assert section.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.ref)") == [
        taken["again"]
    ]
    expect(section).to_contain_text("cùng xã, phường; nhận cùng ngày")
    expect(section).to_contain_text("khách ra vào suốt đêm")
    section.locator(".row").click()
    expect(desk.page.locator(f"article[data-matter='{taken['again']}']")).to_be_visible(timeout=SLOW)


def test_a_report_that_was_taken_since_is_found(desks, taken):
    desk = read_all(desks().sign_in())
    ref = desk.take_tip("Trộm chó canhmoiden trong ngõ.")
    find_soon(desk, "canhmoiden", [ref])


def show_queue(desk: Desk) -> None:
    """The queue anew, and what it shows read."""
    with desk.page.expect_response(lambda answer: answer.url.endswith("/hang-viec/chi-muc/")):
        desk.page.click("#queue-list [data-queue$='loc=mo']")


def noted(running: Running, username: str, ref: str) -> list[str]:
    """How the server wrote down that they looked."""
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        rows = database.execute(
            "SELECT r.what FROM matters_reading r JOIN accounts_person p ON p.id = r.person_id "
            "JOIN matters_matter m ON m.id = r.matter_id WHERE p.username = ? AND m.ref = ?",
            [username, ref],
        )
        return [what for (what,) in rows]


def test_a_residents_report_that_came_since_is_found_once_the_queue_shows_it(chromium, running, desks, taken):
    desk = read_all(desks().sign_in())
    report(chromium, running, "no", told="canhvuagui cạnh cầu đá")
    assert look_for(desk, "canhvuagui") == []
    clear(desk)
    before = desk.page.locator(READ).inner_text()
    show_queue(desk)
    look_for(desk, "canhvuagui cầu đá")
    wait_for(desk, lambda: len(shown(desk)) == 1)
    (ref,) = shown(desk)
    assert desk.page.locator(READ).inner_text() != before
    # Read by the machine is not opened by the officer.
    assert noted(running, "huongson", ref) == ["fetched_for_index"]
    clear(desk)
    # What is read as it stands is asked for no more.
    asked: list[str] = []
    desk.page.on("request", lambda each: asked.append(each.url) if "/chi-muc/" in each.url else None)
    with desk.page.expect_response(lambda answer: "loc=mo" in answer.url):
        desk.page.click("#queue-list [data-queue$='loc=mo']")
    expect(desk.page.locator("#queue-list [data-queue$='loc=mo'][aria-current]")).to_be_visible()
    desk.page.wait_for_timeout(500)
    assert asked == []


def test_words_that_a_colleague_wrote_since_are_found_once_the_queue_shows_them(desks, taken):
    desk, head = read_all(desks().sign_in()), desks().sign_in("huongson.truong")
    head.open(taken["again"])
    head.form_of("asked").locator("[data-seal]").fill("Biển số canhhoilai có đúng không ạ?")
    head.page.click("#act [data-submit]")
    head.done(2)
    show_queue(desk)
    find_soon(desk, "canhhoilai", [taken["again"]])


def test_words_hint_at_a_category_while_one_is_chosen_and_choose_none(desks, taken):
    desk = read_all(desks().sign_in())
    desk.open(taken["first"])
    form = desk.form_of("classified")
    hint = form.locator("[data-hints]")
    expect(hint).to_contain_text("Lô, đề", timeout=SLOW)
    expect(hint).to_contain_text("“lô đề”")
    assert form.locator("[name=category]:checked, select[name=category]").evaluate_all(
        "fields => fields.map(field => field.value)"
    ) in ([], [""], ["theft"])


WRITING = "Người báo nói sau chợ Đục Khê tối nào cũng ghi lô đề, khách ra vào suốt đêm."


@pytest.mark.parametrize(("language", "viewport"), [("", WIDE), ("/en", PHONE)], ids=["wide", "phone"])
def test_while_a_report_is_written_down_hints_and_duplicates_follow_what_is_typed(
    desks, taken, faults_on: Faults, language, viewport
):
    desk = read_all(desks(language, viewport).sign_in())
    page, sent = desk.page, []
    page.click(".takes [data-open$='/nhan/tip/']")
    form = page.locator("form[data-intake]")
    text, hinted, same = (
        form.locator("#story_text"),
        form.locator("[data-hinted]"),
        form.locator("[data-alike]"),
    )
    expect(text).to_be_visible(timeout=SLOW)
    page.on("request", lambda request: sent.append(request))
    text.press_sequentially(WRITING)
    expect(hinted).to_be_visible(timeout=SLOW)
    expect(hinted.locator("li").first).to_contain_text("“lô đề”")
    expect(same.locator(".row")).to_have_count(2, timeout=SLOW)
    assert set(same.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.ref)")) == set(
        taken.values()
    )
    expect(same).to_contain_text("Đục Khê tối nào cũng")
    assert faults_on(page) == []
    # Nothing was chosen by it, and nothing of it left the browser.
    assert form.locator("[name=category]").input_value() == ""
    text.fill("Mất con bò.")
    expect(hinted).to_be_hidden()
    expect(same).to_be_hidden()
    for request in sent:
        told = unquote_plus(f"{request.url} {request.post_data or ''}")
        assert not [word for word in (*WRITING.split(), "bò") if f"{word} " in told], told
    text.fill("")
    page.locator("form[data-intake] [data-cancel]").click()


def test_hints_and_duplicates_stand_again_when_a_report_must_be_put_right(desks, taken):
    desk = read_all(desks().sign_in())
    page = desk.page
    page.click(".takes [data-open$='/nhan/tip/']")
    page.locator("#story_text").fill(WRITING)
    expect(page.locator("[data-alike] .row")).to_have_count(2, timeout=SLOW)
    # Neither category nor channel was chosen: the server gives the form back.
    page.select_option("#about-staff", "no")
    page.locator("form[data-intake] [data-submit]").click()
    expect(page.locator(".error-summary")).to_be_visible(timeout=SLOW)
    expect(page.locator("#story_text")).to_have_value(WRITING)
    expect(page.locator("[data-alike] .row")).to_have_count(2, timeout=SLOW)
    expect(page.locator("[data-hinted]")).to_be_visible()
    desk.answers.append(True)
    page.locator("form[data-intake] [data-cancel]").click()


def test_it_works_by_keyboard_and_says_what_it_found(desks, taken):
    desk = read_all(desks().sign_in())
    page = desk.page
    look_for(desk, "cho duc khe")
    expect(page.locator("[data-search-said]")).to_have_text("Tìm thấy 2 vụ việc.")
    assert page.locator("[data-search-said]").get_attribute("role") == "status"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    second = page.locator("#found .row").nth(1)
    expect(second).to_be_focused()
    ref = second.get_attribute("data-ref")
    page.keyboard.press("Enter")
    expect(page.locator(f"article[data-matter='{ref}']")).to_be_visible(timeout=SLOW)


def test_a_hostile_story_is_text_in_the_results(desks, taken):
    desk = read_all(desks().sign_in())
    ref = desk.take_tip("canhdoc <img src=x onerror=alert(1)> \u202egnasud <b>đậm</b>")
    find_soon(desk, "canhdoc", [ref])
    assert desk.page.locator("#found img, #found .tags b").count() == 0
    expect(desk.page.locator("#found")).to_contain_text("<img src=x")
    expect(desk.page.locator("#found .sign").first).to_have_text("U+202E")


def test_a_session_that_ended_reads_anew_after_signing_in(desks, taken):
    desk = read_all(desks().sign_in())
    desk.context.clear_cookies()
    desk.page.click("#queue-list .filters a >> nth=3")
    expect(desk.page.locator("form[data-gate=sign-in]")).to_be_visible(timeout=SLOW)
    desk.page.fill("#gate-phrase", desk.running.phrase("huongson"))
    desk.page.click("form[data-gate=sign-in] button")
    desk.inside()
    read_all(desk)
    assert look_for(desk, WORD) == [taken["first"]]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_results_and_duplicates_pass_axe_and_fit(desks, taken, faults_on: Faults, language, viewport):
    desk = read_all(desks(language, viewport, reduced_motion="reduce").sign_in())
    look_for(desk, "cho duc khe")
    assert faults_on(desk.page) == []
    desk.page.locator(f"#found .row[data-ref='{taken['first']}']").click()
    expect(desk.page.locator("[data-alike]")).to_be_visible(timeout=SLOW)
    assert faults_on(desk.page) == []
    assert json.dumps(desk.faults) == "[]"
