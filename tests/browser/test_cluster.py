"""A sealed report shared inside a linked cluster, browser to browser: the head's phrase, the other commune's own key.

Modules under test: static/js/desk/acts, keys; static/js/sealing/officer.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from binhyen.receiving import story
from binhyen.sealing import filing
from binhyen.sealing.reading import Directory
from tests.browser.officer import SLOW, Desk
from tests.browser.player import Player
from tests.browser.test_desk import TODAY, running  # noqa: F401  # the fixture, used by name
from tests.running import Running

pytestmark = pytest.mark.browser
OFFICE = "cong-an-xa-huong-son"


def resident_posts(served: Running, **told) -> str:
    """A report sealed for Hương Sơn's police as a resident's browser seals it; its reference."""
    with urllib.request.urlopen(served.address + "/bao-tin/") as page:
        html = page.read().decode()
    table = json.loads(re.search(r'<script id="directory"[^>]*>(.*?)</script>', html, re.DOTALL)[1])
    office = table["offices"][OFFICE]
    filed = filing.file_tip(
        Directory(table["installation"], tuple(table["roots"]), table["threshold"]),
        office["certificate"],
        dt.datetime.now(dt.UTC),
        kind="tip",
        category="theft",
        area="10489",
        story=story.compose(commune=("10489", "Xã Hương Sơn"), **told),
    )
    asked = urllib.request.Request(
        served.address + "/bao-tin/gui/",
        json.dumps(filed.posted).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 201
    return filed.matter


def share(head: Desk, ref: str, phrase: str, cluster: str = "Cụm liên kết an ninh trật tự"):
    head.open(ref)
    form = head.form_of("shared")
    form.get_by_label(re.compile(f"^{cluster}")).check()
    form.get_by_label(re.compile("^Công an xã Mỹ Đức")).check()
    form.locator("[data-handover]").fill(head.running.phrase(phrase))
    form.locator("[data-submit]").click()
    return form


def test_a_head_shares_a_report_and_takes_it_back(desks, running):
    ref = resident_posts(running, text="Trộm xe máy qua lại giáp ranh.")
    officer = desks().sign_in()
    officer.open(ref)
    expect(officer.page.locator("#act [data-act$='/shared/']")).to_have_count(0)
    head = desks().sign_in("huongson.truong")
    form = share(head, ref, "hongson.truong")
    expect(form.locator("[data-form-said]")).to_contain_text("không mở được", timeout=SLOW)
    form.locator("[data-handover]").fill(head.running.phrase("huongson.truong"))
    form.locator("[data-submit]").click()
    head.done(2)
    expect(head.page.locator(".timeline")).to_contain_text("Chia sẻ trong cụm liên kết")

    other = desks().sign_in("myduc")
    other.page.click(".filters [data-queue*='duoc-doc']")
    expect(other.page.locator(f"#queue [href$='{ref}']")).to_be_visible(timeout=SLOW)
    other.open(ref)
    expect(other.page.locator(".story")).to_contain_text("Trộm xe máy qua lại giáp ranh.", timeout=SLOW)
    expect(other.page.locator("#act")).to_contain_text("Chỉ xem")

    form = head.form_of("sharing_ended")
    form.locator("[data-submit]").click()
    head.done(3)
    other.page.reload()
    other.unlock("myduc")
    expect(other.page.locator(".story")).to_have_count(0)
    expect(other.page.locator(f"article[data-matter='{ref}']")).to_have_count(0)


def test_a_report_about_staff_is_not_shared_though_it_came_to_the_office_itself(desks, running):
    """The attack: a report sent to the very office it is about, which its head then shows around."""
    ref = resident_posts(running, text="Cán bộ bao che.", conflict=True)
    head = desks().sign_in("huongson.truong")
    form = share(head, ref, "huongson.truong")
    expect(form.locator("[data-form-said]")).to_contain_text("liên quan đến người của cơ quan", timeout=SLOW)
    # Nothing was recorded: the journal has its first entry alone.
    officer = desks().sign_in()
    officer.open(ref)
    officer.done(1)


# --- a year of a cluster ----------------------------------------------------------------------------------------

PATH = "cum-lien-ket"
NAME = "Cụm liên kết Hương Sơn – Mỹ Đức"
FIRST, SECOND, THIRD = "Công an xã Hương Sơn", "Công an xã Mỹ Đức", "Công an xã Phúc Sơn"


def test_a_clusters_year(desks, running):
    """Sign, alert, share one matter with consent, patrol together, hand over the lead, review."""
    head_desk = desks().sign_in("huongson.truong")
    other_desk = desks().sign_in("myduc.truong")
    third_desk = desks().sign_in("phucson")
    lead, other, third, outside = (
        Player(desk.context, running.address)
        for desk in (head_desk, other_desk, third_desk, desks().sign_in("phunu"))
    )
    ends = (dt.date.fromisoformat(TODAY) + dt.timedelta(364)).isoformat()

    # Formed by its first lead; a party that signs, and an executor that acts for it and signs nothing.
    lead.act(f"{PATH}/moi/", name=NAME, from_on=TODAY, until_on=ends)
    cluster = f"{PATH}/{lead.ref}"
    lead.act(f"{cluster}/party_named/", office=SECOND)
    other.act(f"{cluster}/executor_named/", office=THIRD, party=SECOND)
    lead.act(f"{cluster}/scope_set/", kinds="tip", categories="gambling theft")
    for commune in ("Xã Hương Sơn", "Xã Mỹ Đức"):
        lead.act(f"{cluster}/border_named/", unit=commune)
    lead.act(
        f"{cluster}/agreement_issued/",
        text="Điều 1. Trao đổi tin báo ở giáp ranh.\nĐiều 2. Cụm trưởng luân phiên.",
        from_on=TODAY,
    )
    lead.act(f"{cluster}/party_signed/", on=TODAY)
    main = lead.go(f"{cluster}/").locator("main")
    expect(main).to_contain_text("Chưa ký: Công an xã Mỹ Đức")
    expect(main.get_by_role("link", name="Báo động trong cụm")).to_have_count(0)
    other.go(f"{cluster}/")
    other.page.get_by_role("link", name="Ký quy chế").click()
    other.fill(on=TODAY)
    expect(other.page.locator("main")).to_contain_text("Quy chế đang có hiệu lực")

    # An alert reaches all of them, the executor acknowledges it.
    lead.act(f"{cluster}/alerted/", category="theft", urgency="U2", text="Trộm xe máy ở giáp ranh.")
    third.go(f"{cluster}/")
    third.page.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(third.page.get_by_role("button", name="Xác nhận đã nhận")).to_have_count(0)
    alert = lead.go(f"{cluster}/").locator("#alerts-title ~ article")
    expect(alert).to_contain_text("Trộm xe máy ở giáp ranh.")
    expect(alert.get_by_text("Đã nhận:")).to_contain_text(THIRD)
    # An executor's word counts for its party.
    expect(alert.get_by_text("Chưa xác nhận:")).to_have_count(0)

    # One report is shared, by its head's phrase, and opened with the other office's own key.
    ref = resident_posts(running, text="Đánh bạc ở bến đò giáp ranh.")
    form = share(head_desk, ref, "huongson.truong", NAME)
    expect(form).to_be_hidden(timeout=SLOW)
    head_desk.done(2)
    expect(lead.go(f"{cluster}/").locator("#shared-title ~ ul")).to_contain_text("Công an xã Mỹ Đức đọc từ")
    reader = desks().sign_in("myduc")
    reader.open(ref)
    expect(reader.page.locator(".story")).to_contain_text("Đánh bạc ở bến đò giáp ranh.", timeout=SLOW)
    # Whoever is in the cluster and was not given this one learns that it was shared, and nothing of it.
    third.go(f"{cluster}/")
    expect(third.page.locator("main")).to_contain_text("1 tin khác, không chia sẻ với đơn vị của bạn")
    assert ref not in third.page.content()

    # A joint patrol with what it found, a joint meeting with its minutes.
    third.act(
        f"{cluster}/patrolled/", on=TODAY, area="Xã Mỹ Đức", teams="3", people="12", findings="2",
        text="Nhắc nhở hai tụ điểm.",
    )  # fmt: skip
    other.act(f"{cluster}/met/", on=TODAY, present="8", minutes="Thống nhất lịch tuần tra quý sau.")

    # The lead goes around: who led can no longer review, who leads now does.
    lead.act(f"{cluster}/lead_handed/", office=SECOND, from_on=TODAY)
    answer = lead.page.goto(f"{lead.address}/ban-lam-viec/chi-dao/{cluster}/reviewed/")
    assert answer is not None
    assert answer.status == 409
    other.act(f"{cluster}/reviewed/", stage="mid_term", text="Hai bên phối hợp tốt.")
    page = other.go(f"{cluster}/")
    counts = page.locator("#year-title ~ dl.counts > div").evaluate_all(
        "all => Object.fromEntries(all.map(e => [e.children[0].textContent, e.children[1].textContent]))"
    )
    assert counts == {
        "Báo động": "1",
        "Được nhận trong 24 giờ": "1",
        "Tin đã chia sẻ": "1",
        "Cuộc họp": "1",
        "Cuộc tuần tra": "1",
        "Vụ phát hiện": "2",
    }
    with page.expect_download() as download:
        page.locator("#reviews-title ~ details a", has_text="PDF").first.evaluate("a => a.click()")
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    # Who is not in it sees nothing of it: not the record, not in the list, not its papers.
    for path in (f"{cluster}/", f"{cluster}/van-ban/agreement.pdf", f"{cluster}/met/"):
        answer = outside.page.goto(f"{outside.address}/ban-lam-viec/chi-dao/{path}")
        assert answer is not None
        assert answer.status == 404
    assert NAME not in outside.go(f"{PATH}/").content()
