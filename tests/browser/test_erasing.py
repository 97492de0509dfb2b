"""What ended long ago, on the desk and in the resident's hands: warned of, held back, erased, and gone for everybody.

Modules under test: static/js/desk/ acts, content, search, swap; static/js/public/receipt.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests import running as installations
from tests.browser.officer import PHONE, SLOW, WIDE, Desk
from tests.browser.test_receipt_changes import come_back
from tests.running import Running

pytestmark = pytest.mark.browser

# Played before the server starts: reports that ended forty days ago, where content is kept for a month. One of them was
# held back until yesterday.
PLAY = """
import datetime as dt, json, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.conf import settings
from django.test import Client
from binhyen.accounts.models import Membership
from binhyen.kinds.tip import acts
from binhyen.matters import clock, ticking
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.offices import certificates, directory
from binhyen.offices.models import Office
from binhyen.procedure import RetentionHeld
from binhyen.receiving import story
from binhyen.sealing import filing, words
office = Office.objects.get(slug="cong-an-xa-huong-son")
head = Membership.objects.filter(office=office, role="head").first()
by = Actor("head", head.person_id, office.pk)
now, made = clock.now(), {}
texts = {"held": "Chuyện CONGIU bên đình.", "gone": "Chuyện SEXOA sau chợ.", "seen": "Chuyện DANGMO đầu cầu."}
for name, text in texts.items():
    with clock.at(now - dt.timedelta(days=45)):
        certificate = certificates.newest([office], clock.today())[office.pk].for_browser()
        told = story.compose(text=text, commune=(office.area.code, office.area.full_name))
        given = {"kind": "tip", "category": "theft", "area": office.area.code, "story": told}
        tip = filing.file_tip(directory.for_reading(), certificate, clock.now(), **given)
        client = Client(headers={"host": "localhost"})
        answer = client.post("/bao-tin/gui/", json.dumps(tip.posted), content_type="application/json")
        assert answer.status_code == 201, answer.content
        row = Matter.objects.get(ref=tip.matter)
        record(row, "concluded", by=by, facts=acts.Concluded("unverifiable"))
        record(row, "result_notified", by=by, facts=acts.ResultNotified("in_person", clock.today()))
    if name == "gone":
        with clock.at(now - dt.timedelta(days=9)):
            until = clock.today() + dt.timedelta(days=8)
            record(row, "retention_held", by=by, facts=RetentionHeld("complaint", until))
    made[name] = {"ref": tip.matter, "words": " ".join(words.spell(tip.words.indices()))}
assert ticking.warn() >= 2
print(json.dumps(made))
"""

TOMORROW = (datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date() + timedelta(days=1)).isoformat()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("erasing")
    made = installations.made(home / "data")
    path = made.data / "installation.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"keep_months": {"tip": 1}}), encoding="utf-8")
    played = subprocess.run(
        [sys.executable, "-c", PLAY, str(made.data)],
        capture_output=True, text=True, check=False, env=os.environ | made.environment, timeout=300,
    )  # fmt: skip
    assert played.returncode == 0, played.stderr
    (home / "played.json").write_text(played.stdout.splitlines()[-1])
    made.start(home / "log")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def reports(running: Running) -> dict[str, dict[str, str]]:
    return json.loads((running.data.parent / "played.json").read_text())


def endings(desk: Desk) -> list[str]:
    """What the desk lists as near the end of its term."""
    desk.page.click("[data-queue$='loc=het-han-giu']")
    expect(desk.page.locator("[data-queue$='loc=het-han-giu'][aria-current]")).to_be_visible(timeout=SLOW)
    return desk.page.locator("#queue-list .row").evaluate_all("rows => rows.map((row) => row.dataset.ref)")


def look(desk: Desk, faults_on, folder, name: str) -> None:
    """The page has no faults, and a picture of it is kept to be looked at."""
    assert faults_on(desk.page) == [], name
    desk.page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "viewport"), [("", WIDE), ("/en", PHONE)])
def test_what_nears_its_end_is_listed_and_says_so(desks, reports, faults_on, tmp_path, language, viewport):
    desk = desks(language, viewport).sign_in("huongson.truong")
    assert reports["held"]["ref"] in endings(desk)
    look(desk, faults_on, tmp_path, "listed")
    desk.open(reports["held"]["ref"])
    expect(desk.page.locator(".story")).to_contain_text("CONGIU")
    warned = "Sắp hết thời hạn giữ nội dung" if not language else "keeping the content is nearly over"
    expect(desk.page.locator(".timeline")).to_contain_text(warned)
    over = "Đã hết thời hạn giữ nội dung" if not language else "keeping the content is over"
    expect(desk.page.locator(".callout--warning h3")).to_contain_text(over)
    expect(desk.page.locator("#act [data-act$='/erased/']")).to_be_visible()
    look(desk, faults_on, tmp_path, "warned")


def test_a_head_holds_it_back_with_a_reason_and_nobody_erases_it_meanwhile(
    desks, reports, faults_on, tmp_path
):
    desk = desks().sign_in("huongson.truong")
    desk.open(reports["held"]["ref"])
    entries = desk.page.locator(".timeline > li").count()
    form = desk.form_of("retention_held")
    form.locator("[name=until]").fill(TOMORROW)
    form.locator("[data-submit]").click()
    expect(desk.page.locator(".error-summary")).to_be_visible(timeout=SLOW)
    look(desk, faults_on, tmp_path, "held-without-reason")
    form.locator("[name=reason][value=complaint]").check()
    form.locator("[data-submit]").click()
    desk.done(entries + 1)
    expect(desk.page.locator("#act [data-act$='/retention_held/']")).to_be_visible()
    expect(desk.page.locator("#act [data-act$='/erased/']")).to_have_count(0)
    look(desk, faults_on, tmp_path, "held")


def find(desk: Desk, words: str) -> list[str]:
    search = desk.page.locator("#search")
    search.fill("")
    search.press_sequentially(words)
    expect(desk.page.locator("#found")).to_have_attribute("aria-busy", "false", timeout=SLOW)
    return desk.page.locator("#found .row").evaluate_all("rows => rows.map((row) => row.dataset.ref)")


def reads_all(desk: Desk) -> Desk:
    expect(desk.page.locator("[data-search-reached]")).to_contain_text("trên máy này, trong", timeout=SLOW)
    return desk


@pytest.mark.parametrize(("name", "viewport"), [("gone", WIDE), ("seen", PHONE)])
def test_what_was_erased_is_gone_for_colleagues_search_and_resident(
    desks, chromium, running, reports, faults_on, tmp_path, name, viewport
):
    word = {"gone": "SEXOA", "seen": "DANGMO"}[name]
    ref, receipt = reports[name]["ref"], reports[name]["words"]
    head, colleague = desks(viewport=viewport).sign_in("huongson.truong"), desks().sign_in()
    assert find(reads_all(colleague), word) == [ref]
    colleague.page.press("#search", "Escape")
    colleague.open(ref)
    expect(colleague.page.locator(".story")).to_contain_text(word)

    head.open(ref)
    form = head.form_of("erased")
    expect(form.locator("[data-submit]")).to_have_text("Xóa nội dung")
    look(head, faults_on, tmp_path, f"{name}-asked")
    form.locator("[data-submit]").click()
    expect(head.page.locator("#panel > article header .tag").first).to_contain_text(
        "Đã xóa nội dung", timeout=SLOW
    )
    expect(head.page.locator("article[data-matter]")).to_contain_text("không mở lại được")
    expect(head.page.locator(".story")).to_have_count(0)
    assert word not in head.page.content()
    left = head.page.locator("#act [data-act]").evaluate_all("all => all.map((each) => each.dataset.act)")
    assert [each for each in left if "/attributed/" not in each] == [], (
        "a case it counts in; nothing that says more"
    )
    look(head, faults_on, tmp_path, f"{name}-erased")
    if viewport == WIDE:
        assert ref not in endings(head)

    # The colleague's page still stands open, as it was read; what is done next there is answered by what it is now.
    colleague.page.click("[data-queue$='loc=tat-ca']")
    colleague.page.evaluate("location.hash = ''")
    colleague.page.evaluate("ref => { location.hash = ref }", ref)
    expect(colleague.page.locator("article[data-matter]")).to_contain_text("không mở lại được", timeout=SLOW)
    assert word not in colleague.page.content()
    again = reads_all(desks().sign_in())
    assert find(again, word) == []

    for language, said in (("", "đã được xóa khi hết thời hạn lưu giữ"), ("/en", "erased")):
        context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
        page: Page = context.new_page()
        come_back(page, receipt, language)
        expect(page.locator("#words-error")).to_contain_text(said, timeout=SLOW)
        assert faults_on(page) == []
        page.screenshot(path=tmp_path / f"{name}-resident{language.replace('/', '-')}.png", full_page=True)
        context.close()
