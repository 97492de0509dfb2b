"""The resident's door in a real browser, on a real server: report, receipt, answer, with JavaScript and without.

Modules under test: static/js/public/ report, filed, receipt, screens, kept-words, office-choice,
sealer, post, story, replying, carried, duty, two-words, spilled, prove, proof, hex.
Attachments have tests of their own (test_attachments.py): attachments, photo, voice, upload.
So have poster (test_poster.py), working (test_crowd.py), install and keeping (test_without_network.py),
replace (test_receipt_changes.py), claim and print-alone (test_reward.py), serials (test_epoch.py), and sealed-form
(test_commendation.py); order, nearby, waiting, point and whole (test_orders_flow.py), and proposal
(test_commendation.py).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect

from binhyen.sealing.spelling import fold
from tests.browser.brought import Brought
from tests.leaving import asked, leave

pytestmark = pytest.mark.browser

CANARY = "canary7f3a"
STORY = f"Sòng bạc sau chợ {CANARY}.\nTối nào cũng có."
PHONE, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 860}
SHOWN = "[data-screen]:not([hidden])"

Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`binhyen demo` on a free port: hashed static files, granian, a database on disk."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("report") / "data"
    # Its static files are collected into the data directory's own place or the package's; both are thrown away.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BINHYEN_", "DJANGO_"))}
    server = subprocess.Popen(
        [sys.executable, "-m", "binhyen.commands.cli", "demo", "--data", str(data), "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(address + "/khoe/", timeout=2):
                break
        except OSError:
            assert server.poll() is None, "the demonstration did not start"
            time.sleep(0.5)
    else:
        server.kill()
        raise RuntimeError("the demonstration did not answer")
    yield address
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def opened(chromium: Browser, demonstration: str) -> Iterator[Open]:
    """Opens a page in a context of its own; fails the test on a script error or a refused piece."""
    contexts = []
    errors: list[str] = []

    def open_page(path: str, viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        # Without motion: axe must not meet a button half-way between two colours.
        options.setdefault("reduced_motion", "reduce")
        context = chromium.new_context(viewport=viewport, base_url=demonstration, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if "Content Security" in line.text else None)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert errors == []


def forward(page: Page) -> None:
    page.locator(f"{SHOWN} [data-next]").click()


def answer_all(page: Page, *, conflict: str = "no") -> None:
    """From the first question to "check your answers"."""
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    page.check("#commune-10489")
    forward(page)
    page.check(f"#conflict-{conflict}")
    forward(page)
    page.select_option("#hamlet", "Thôn Suối Lim")
    page.fill("#place", "nhà cuối ngõ")
    forward(page)
    page.fill("#story", STORY)
    forward(page)
    forward(page)
    expect(page.locator("[data-screen=check]")).to_be_visible()


def sent(page: Page) -> list[str]:
    """The ten words, after sending."""
    page.click("[data-send]")
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=60_000)
    return page.locator("#receipt-words li").all_inner_texts()


def look_up(page: Page, words: list[str]) -> None:
    page.fill("#words-typed", " ".join(words))
    page.click("[data-open]")
    expect(page.locator("[data-screen=matter]")).to_be_visible(timeout=60_000)


def test_a_report_goes_out_sealed_and_comes_back_answered(opened: Open) -> None:
    page = opened("/bao-tin/")
    told: list[Request] = []
    page.on("request", lambda each: told.append(each))
    answer_all(page)
    expect(page.locator("[data-reader]")).to_have_text("Công an xã Hương Sơn")
    expect(page.locator("#duty a")).to_have_text("024 0000 0114")
    words = sent(page)
    assert len(words) == 10
    everything = " ".join(f"{each.url} {each.post_data or ''}" for each in told)
    for secret in (CANARY, "Suối Lim", "cuối ngõ", " ".join(words)):
        assert secret not in everything
    assert CANARY not in page.content()
    assert page.locator("[data-next-dates] li").count() == 2
    assert page.title() == "Báo tin – Bình Yên"
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

    back = opened("/ma-tra-cuu/")
    look_up(back, words)
    expect(back.locator("[data-state]")).to_have_text("Đã đến nơi nhận")
    assert back.input_value("#words-typed") == ""
    back.fill("#reply", "Tối qua lại xảy ra.")
    back.click("[data-send-reply]")
    expect(back.locator(".talk li.mine")).to_contain_text("Tối qua lại xảy ra.", timeout=60_000)
    back.click("summary:has-text('Rút lại')")
    back.check("#withdraw-sure")
    back.click("[data-send-withdraw]")
    expect(back.locator(".talk li.mine")).to_have_count(2, timeout=60_000)
    expect(back.locator("[data-withdraw]")).to_be_hidden()


def test_a_report_about_the_office_goes_above_without_the_commune(opened: Open) -> None:
    page = opened("/bao-tin/")
    posted: list[dict[str, Any]] = []
    page.on(
        "request", lambda each: posted.append(json.loads(each.post_data)) if each.method == "POST" else None
    )
    answer_all(page, conflict="yes")
    expect(page.locator("[data-reader]")).to_have_text("Công an thành phố Hà Nội")
    expect(page.locator("#duty a")).to_have_text("113")
    sent(page)
    assert posted[0]["birth"]["area"] == "01"
    assert "10489" not in json.dumps(posted)


def test_an_urgent_report_shows_whom_to_call_first(opened: Open) -> None:
    page = opened("/bao-tin/")
    page.check("#group-violence")
    forward(page)
    page.check("#category-child_abuse")
    forward(page)
    calls = page.locator("[data-urgent]:not([hidden]) a")
    assert [each.get_attribute("href") for each in calls.all()] == ["tel:113", "tel:111", "tel:115"]
    forward(page)
    expect(page.locator("[data-screen=commune]")).to_be_visible()


def test_a_failed_send_keeps_everything_and_sends_the_same_bytes_again(opened: Open) -> None:
    page = opened("/bao-tin/")
    bodies: list[str] = []
    answers = iter(["abort", "busy", "through"])

    def file(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        what = next(answers)
        if what == "abort":
            route.abort()
        elif what == "busy":
            route.fulfill(status=503, json={"code": "busy", "message": "Máy chủ đang bận.", "kept": False})
        else:
            route.continue_()

    page.route("**/bao-tin/gui/", file)
    answer_all(page)
    page.click("[data-send]")
    expect(page.locator("[data-failure-words]")).to_contain_text("mạng đứt", timeout=60_000)
    expect(page.locator("[data-send]")).to_contain_text("Gửi lại")
    assert page.input_value("#story") == STORY
    page.click("[data-send]")
    expect(page.locator("[data-failure-words]")).to_have_text("Máy chủ đang bận.", timeout=60_000)
    sent(page)
    assert len(bodies) == 3
    assert len(set(bodies)) == 1


def test_a_changed_directory_is_taken_in_and_sealed_to(opened: Open) -> None:
    page = opened("/bao-tin/")
    table = page.evaluate("JSON.parse(document.getElementById('directory').textContent)")
    bodies: list[str] = []

    def file(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        if len(bodies) > 1:
            return route.continue_()
        answer = {"code": "directory", "message": "Danh bạ vừa thay đổi.", "kept": False, "directory": table}
        return route.fulfill(status=409, json=answer)

    page.route("**/bao-tin/gui/", file)
    answer_all(page)
    page.click("[data-send]")
    expect(page.locator("[data-failure-words]")).to_have_text("Danh bạ vừa thay đổi.", timeout=60_000)
    assert page.input_value("#story") == STORY
    sent(page)
    assert bodies[0] != bodies[1]


def test_leaving_warns_and_the_words_are_gone_afterwards(opened: Open) -> None:
    page = opened("/bao-tin/")
    answer_all(page)
    words = sent(page)
    warned: list[str] = []

    def stay(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog", timeout=60_000):
        page.evaluate("location.href = '/'")
    assert warned == ["beforeunload"]
    expect(page.locator("#receipt-words li")).to_have_count(10)
    leave(page, words)
    assert " ".join(words) not in page.content()
    page.goto("/")
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.locator("#receipt-words li").count() == 0
    assert page.input_value("#story") == ""


def test_two_words_are_typed_back_before_the_receipt_is_left(opened: Open) -> None:
    page = opened("/bao-tin/")
    answer_all(page)
    words = sent(page)
    page.click("[data-done]")
    expect(page.locator("#receipt-words")).to_be_hidden()
    one, other = asked(page)
    assert 1 <= one < other <= 10
    page.fill("#kept-1", fold(words[one - 1]).upper())
    page.fill("#kept-2", "hai từ")
    page.keyboard.press("Enter")
    wrong = page.locator("[data-screen=kept] .error")
    expect(wrong).to_have_text(f"Từ thứ {other} chưa đúng. Hãy xem lại mười từ rồi gõ lại.")
    expect(page.locator("#kept-2")).to_be_focused()
    assert page.input_value("#kept-2") == "hai từ"
    # The words can be looked at again, and leaving without them still warns.
    page.click("[data-show-again]")
    expect(page.locator("#receipt-words li")).to_have_text(words)
    warned: list[str] = []
    page.once("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog", timeout=60_000):
        page.evaluate("location.href = '/'")
    assert warned == ["beforeunload"]
    page.click("[data-done]")
    assert page.input_value("#kept-1") == ""
    page.click("[data-show-again]")
    leave(page, words)
    assert [page.input_value(f"#kept-{n}") for n in (1, 2)] == ["", ""]
    assert " ".join(words) not in page.content()


def test_a_receipt_in_the_story_is_caught_before_it_is_sealed(opened: Open) -> None:
    from binhyen.sealing.words import bare, generate_receipt

    page = opened("/bao-tin/")
    posted: list[str] = []
    page.on("request", lambda each: posted.append(each.url) if each.method == "POST" else None)
    answer_all(page)
    page.click("[data-change=story]")
    page.fill("#story", "Tin trước của tôi: " + bare(generate_receipt()).decode())
    forward(page)
    page.click("[data-send]")
    expect(page.locator("[data-failure-words]")).to_contain_text("có vẻ có mười từ", timeout=60_000)
    assert posted == []
    # Whoever says by pressing again that these are no such words is believed.
    sent(page)
    assert len(posted) == 1


def test_the_receipt_typed_into_a_message_is_caught_and_never_sent(opened: Open) -> None:
    report = opened("/bao-tin/")
    answer_all(report)
    words = sent(report)
    page = opened("/ma-tra-cuu/")
    look_up(page, words)
    posted: list[str] = []
    page.on("request", lambda each: posted.append(each.url) if each.method == "POST" else None)
    eight = fold(" ".join(words[1:9]))
    page.fill("#reply", f"Mã của tôi là {eight}")
    for _press in range(2):
        page.click("[data-send-reply]")
        expect(page.locator("[data-reply-form] .error")).to_contain_text("nên chưa gửi", timeout=30_000)
    assert posted == []
    assert eight in page.input_value("#reply")
    page.fill("#reply", "Tối qua lại xảy ra.")
    page.click("[data-send-reply]")
    expect(page.locator(".talk li.mine")).to_have_count(1, timeout=30_000)
    expect(page.locator("[data-reply-form] .error")).to_be_hidden()


def test_a_proof_is_asked_for_and_checked_by_anybody(opened: Open, faults_on: Faults) -> None:
    report = opened("/bao-tin/")
    answer_all(report)
    words = sent(report)
    page = opened("/ma-tra-cuu/")
    look_up(page, words)
    asked_for: list[str] = []
    page.on("request", lambda each: asked_for.append(each.url) if each.method == "POST" else None)
    page.click("summary:has-text('Bằng chứng đã nộp')")
    assert asked_for == []
    page.click("[data-prove]")
    expect(page.locator("[data-proof-texts] code")).to_have_count(1, timeout=30_000)
    expect(page.locator("[data-proof-qr] svg")).to_be_visible()
    assert faults_on(page) == []
    text = page.locator("[data-proof-texts] code").inner_text()

    check = opened("/en/bang-chung/", WIDE)
    posted: list[str] = []
    check.on("request", lambda each: posted.append(each.post_data or "") if each.method == "POST" else None)
    check.fill("#proof-typed", text)
    check.fill("#proof-words", fold(" ".join(words)))
    check.click("[data-check]")
    lines = check.locator("[data-lines] li")
    expect(lines).to_have_count(3, timeout=60_000)
    assert [
        part in line
        for part, line in zip(
            ["signature holds", "no checkpoint yet", "this proof is for that report"],
            lines.all_inner_texts(),
            strict=True,
        )
    ] == [True] * 3
    assert fold(" ".join(words)) not in " ".join(posted)
    assert faults_on(check) == []
    # Another's receipt does not fit, and a proof altered by a day is none.
    other = opened("/bao-tin/")
    answer_all(other)
    check.fill("#proof-words", " ".join(sent(other)))
    check.click("[data-check]")
    expect(lines.last).to_contain_text("do not belong", timeout=60_000)
    check.fill("#proof-typed", text.replace("filed", "answered"))
    check.click("[data-check]")
    expect(check.locator("form .error")).to_contain_text("signature does not hold", timeout=30_000)
    expect(check.locator("[data-found]")).to_be_hidden()


def test_back_leads_to_the_question_before_and_change_returns_to_the_check(opened: Open) -> None:
    page = opened("/bao-tin/")
    answer_all(page)
    page.go_back()
    expect(page.locator("[data-screen=name]")).to_be_visible()
    page.go_forward()
    page.click("[data-change=commune]")
    page.check("#commune-10465")
    forward(page)
    # Another commune is another office, so the question about it is asked again.
    expect(page.locator("[data-screen=conflict]")).to_be_visible()
    page.check("#conflict-no")
    forward(page)
    expect(page.locator("[data-reader]")).to_have_text("Công an xã Hồng Sơn")
    expect(page.locator("[data-answer=story]")).to_contain_text(CANARY)


def test_what_is_missing_is_said_beside_the_question(opened: Open) -> None:
    page = opened("/en/bao-tin/")
    forward(page)
    expect(page.locator(f"{SHOWN} .error")).to_contain_text("Choose one to go on.")
    assert page.title().startswith("To mend:")
    page.check("#group-gambling")
    forward(page)
    assert page.title() == "Report – Bình Yên"


def test_the_first_questions_are_answered_by_keyboard(opened: Open) -> None:
    page = opened("/bao-tin/", WIDE)
    page.focus("#group-drugs")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#group-gambling")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("[data-screen=category] h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("[data-screen=commune]")).to_be_visible()


def test_a_wrong_word_is_named_and_mended_by_one_press(opened: Open) -> None:
    report = opened("/bao-tin/")
    answer_all(report)
    words = sent(report)
    page = opened("/ma-tra-cuu/")
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if each.method == "POST" else None)
    page.fill("#words-typed", " ".join([words[0], words[1] + "q", *words[2:]]))
    page.click("[data-open]")
    expect(page.locator("#words-error, [data-screen=words] .error")).to_contain_text("2", timeout=60_000)
    assert asked == []
    page.click("[data-use]")
    page.click("[data-open]")
    expect(page.locator("[data-screen=matter]")).to_be_visible(timeout=60_000)


def test_words_of_nobody_are_answered_calmly(opened: Open) -> None:
    page = opened("/ma-tra-cuu/")
    # Right by their check, of no report: the example in docs/sealing-format.md is as good as any other.
    from binhyen.sealing.words import generate_receipt, shown

    page.fill("#words-typed", " ".join(shown(generate_receipt())))
    page.click("[data-open]")
    expect(page.locator("[data-screen=words] .error")).to_contain_text("Không có tin nào", timeout=60_000)


def test_root_words_are_worked_out_here_and_are_those_of_the_home_page(opened: Open) -> None:
    home = opened("/")
    home.click("summary:has-text('danh bạ thật')")
    page = opened("/bao-tin/")
    answer_all(page)
    page.click("summary:has-text('áp phích')")
    expect(page.locator("[data-root-words]")).to_have_text(home.locator(".root-words").inner_text())


def test_without_javascript_there_is_another_way_and_it_says_what_differs(opened: Open) -> None:
    page = opened("/bao-tin/", java_script_enabled=False)
    expect(page.locator("[data-form]")).to_be_hidden()
    page.click("noscript a")
    expect(page.get_by_text("Bản này khác ở một điều")).to_be_visible()
    page.select_option("#id_category", "gambling_org")
    page.select_option("#id_commune", "10489")
    page.check("#id_conflict_0")
    page.fill("#id_story", STORY)
    page.get_by_role("button", name="Gửi tin").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.input_value("#id_story") == STORY
    page.check("#id_understood")
    page.get_by_role("button", name="Gửi tin").click()
    expect(page.locator(".receipt-words li")).to_have_count(10, timeout=60_000)
    words = page.locator(".receipt-words li").all_inner_texts()
    expect(page.locator(".qr svg")).to_be_visible()
    page.get_by_role("button", name="Tôi đã giữ mười từ").click()
    expect(page.locator("[name^=word_]")).to_have_count(2, timeout=60_000)
    for field in page.locator("[name^=word_]").all():
        place = int((field.get_attribute("name") or "").removeprefix("word_"))
        field.fill(words[place - 1])
    page.get_by_role("button", name="Xong").click()
    expect(page.locator("h1")).to_have_text("Bạn đã giữ đúng")
    page.goto("/ma-tra-cuu/khong-javascript/")
    page.fill("#id_words", " ".join(words))
    page.get_by_role("button", name="Mở").click()
    expect(page.locator("h1")).to_have_text("Đã đến nơi nhận")
    page.fill("#id_text", "Tối qua lại xảy ra.")
    page.get_by_role("button", name="Gửi lời nhắn").click()
    expect(page.locator(".talk li.mine")).to_contain_text("Tối qua lại xảy ra.")
    assert CANARY not in page.url


def test_the_browser_chooses_the_office_that_the_server_would(opened: Open, db: None) -> None:
    from django.conf import settings

    from binhyen.matters.offences import CODES
    from binhyen.offices import demonstration as offices
    from binhyen.offices import routing
    from binhyen.offices.models import Remit
    from binhyen.receiving import directory
    from binhyen.units.days import today
    from binhyen.units.models import Unit

    made = offices.make(settings.INSTALLATION.id)
    # One office for one category, so that the special rows are tried too.
    Remit.objects.create(
        office=made.offices["ubnd-xa-huong-son"], kind="tip", categories="environment_crime food_fake"
    )
    table = directory.carried(today())
    page = opened("/bao-tin/")
    for area in table["areas"]:
        commune = Unit.objects.on(today()).get(code=area["code"])
        for category in CODES:
            for conflict in (False, True):
                routed = routing.route(commune, "tip", category, conflict, today())
                chosen = page.evaluate(
                    """async ([table, code, category, conflict]) => {
                        const { addressee } = await import("/static/js/public/office-choice.js");
                        const { office, area } = addressee(table, code, category, conflict);
                        return [office.id, area];
                    }""",
                    [table, area["code"], category, conflict],
                )
                assert chosen == [routed.office.slug, routed.area_shown.code], (
                    area["code"],
                    category,
                    conflict,
                )


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["320", "1280"])
@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
def test_every_screen_is_accessible_and_fits(
    opened: Open, faults_on: Faults, language: str, viewport: dict[str, int]
) -> None:
    found: dict[str, list[str]] = {}

    def look(page: Page, name: str) -> None:
        if faults := faults_on(page):
            found[name] = faults

    for path in ("/", "/bao-tin/khong-javascript/", "/ma-tra-cuu/khong-javascript/"):
        look(opened(language + path, viewport), path)
    page = opened(language + "/bao-tin/", viewport)
    look(page, "group")
    forward(page)
    look(page, "group, wrong")
    for name, choice in [("category", "#group-violence"), ("urgent", "#category-assault")]:
        page.check(choice)
        forward(page)
        look(page, name)
    forward(page)
    look(page, "commune")
    page.check("#commune-10489")
    forward(page)
    look(page, "conflict")
    page.check("#conflict-yes")
    forward(page)
    look(page, "place")
    forward(page)
    look(page, "story")
    page.fill("#story", STORY)
    forward(page)
    page.check("#name-yes")
    look(page, "name")
    page.fill("#who", "Nguyễn Văn A")
    forward(page)
    look(page, "check")
    words = sent(page)
    page.click(f"{SHOWN} summary")
    expect(page.locator("[data-qr] svg")).to_be_visible()
    look(page, "receipt")
    page.click("[data-done]")
    look(page, "two words")
    page.click("[data-kept]")
    expect(page.locator("[data-screen=kept] .error")).to_be_visible()
    look(page, "two words, wrong")
    page.click("[data-show-again]")
    leave(page, words)
    look(page, "gone")
    page = opened(language + "/ma-tra-cuu/", viewport)
    look(page, "words")
    page.fill("#words-typed", "một hai ba")
    page.click("[data-open]")
    expect(page.locator("[data-screen=words] .error")).to_be_visible(timeout=30_000)
    look(page, "words, wrong")
    look_up(page, words)
    page.fill("#reply", "Tối qua lại xảy ra.")
    page.click("[data-send-reply]")
    expect(page.locator(".talk li.mine")).to_be_visible(timeout=30_000)
    page.click("[data-withdraw] summary")
    look(page, "matter")
    assert found == {}


def test_the_report_page_keeps_its_weight(opened: Open) -> None:
    """Compressed bytes of every response: 60 KB before anything is typed, 120 KB with the sealing modules."""
    seen: list[Request] = []
    page = opened("about:blank")
    page.on("requestfinished", lambda each: seen.append(each))
    brought = Brought(page)
    page.goto("/bao-tin/")
    page.wait_for_load_state("networkidle")
    weigh = lambda: sum(each.sizes()["responseBodySize"] for each in seen)  # noqa: E731  # said twice below
    before = weigh()
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    page.check("#commune-10489")
    forward(page)
    page.check("#conflict-no")
    forward(page)
    forward(page)
    assert not any("sealing/client" in each.url for each in seen)
    page.fill("#story", "x")
    brought.whole()
    print(f"\nreport page: {before} bytes before the sealing modules, {weigh()} in all, {len(seen)} requests")
    assert before <= 60 * 1024
    assert weigh() <= 120 * 1024


def test_every_module_is_named_here() -> None:
    modules = {each.stem for each in (Path(__file__).parents[2] / "binhyen/static/js/public").glob("*.js")}
    assert not [name for name in modules if name not in (__doc__ or "")]
