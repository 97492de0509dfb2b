"""A sealed report shared inside a linked cluster, browser to browser: the head's phrase, the other commune's own key.

Modules under test: static/js/desk/acts, keys; static/js/sealing/officer.
"""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from binhyen.public import story
from binhyen.sealing import filing
from binhyen.sealing.reading import Directory
from tests.browser.test_desk import SLOW, Desk, desks, running  # noqa: F401  # fixtures, used by name
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
        datetime.now(UTC),
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


def share(head: Desk, ref: str, phrase: str):
    head.open(ref)
    form = head.form_of("shared")
    form.locator("[name=cluster]").first.check()
    form.get_by_label(re.compile("^Công an xã Mỹ Đức")).check()
    form.locator("[data-handover]").fill(head.running.phrase(phrase))
    form.locator("[data-submit]").click()
    return form


def test_a_head_shares_a_report_and_takes_it_back(desks, running):  # noqa: F811  # the fixtures imported above
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


def test_a_report_about_staff_is_not_shared_though_it_came_to_the_office_itself(desks, running):  # noqa: F811
    """The attack: a report sent to the very office it is about, which its head then shows around."""
    ref = resident_posts(running, text="Cán bộ bao che.", conflict=True)
    head = desks().sign_in("huongson.truong")
    form = share(head, ref, "huongson.truong")
    expect(form.locator("[data-form-said]")).to_contain_text("liên quan đến người của cơ quan", timeout=SLOW)
    # Nothing was recorded: the journal has its first entry alone.
    officer = desks().sign_in()
    officer.open(ref)
    officer.done(1)
