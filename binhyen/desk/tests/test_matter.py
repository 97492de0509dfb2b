"""A matter is rendered from its procedure: here by a kind that the desk has never heard of."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.desk import panel, telling
from binhyen.desk.tests.conftest import Desk, act
from binhyen.kinds.case import acts as case_acts
from binhyen.kinds.tip.acts import Attributed
from binhyen.matters import kinds
from binhyen.matters.actors import Actor
from binhyen.matters.ids import sha256_hex
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry
from binhyen.matters.tests.errand import Counted, Finished, Passed, Said

NOW = dt.datetime(2016, 6, 15, 2, 20, tzinfo=dt.UTC)
DESK = Path(__file__).parent.parent


def test_the_desk_names_no_kind():
    scripts = DESK.parent / "static" / "js" / "desk"
    sources = [*DESK.glob("*.py"), *DESK.rglob("templates/**/*.html"), *scripts.glob("*.js")]
    # The yearbook is the figures' page: its report is by law about tips and cases.
    sources = [each for each in sources if each.stem not in ("yearbook", "evidence", "column")]
    assert len(sources) > 25
    codes = [kind.code for kind in kinds.every() if kind.code != "errand"]
    assert "tip" in codes
    for source in sources:
        # A class of the style sheet may be called as a kind is.
        text = re.sub(r'class="[^"]*"', "", source.read_text(encoding="utf-8"))
        for code in codes:
            assert not re.search(rf"""kinds[./]{code}\b|["']{code}["'/]""", text), (source.name, code)


def test_every_part_of_a_matter(errands, language):
    matter = errands.begin()
    act(matter, "counted", Counted(number=7), errands.officer)
    record(
        matter,
        "said",
        by=errands.officer,
        facts=Said(words=sha256_hex("Chào <b>bạn</b>".encode())),
        documents=["Chào <b>bạn</b>"],
    )
    page = Desk(errands.alice, language).see(f"viec/{matter.ref}/").content.decode()
    for part in ("Việc vặt", "Xã Hương Sơn", "1/2016", matter.short_ref, "Số đếm", "test art. 1", "Alice"):
        assert part in page
    assert "Chào &lt;b&gt;bạn&lt;/b&gt;" in page
    office, role = ("Công an xã", "cán bộ thụ lý") if not language else ("Commune police", "case officer")
    assert office in page
    assert role in page
    assert f'data-act="{language}/ban-lam-viec/viec/{matter.ref}/finished/"' in page


def test_acts_are_offered_to_who_may_do_them_and_meet_their_term(errands):
    matter = errands.begin()
    offered = Desk(errands.alice).see(f"viec/{matter.ref}/").content.decode()
    assert re.findall(r'data-act="[^"]*/([a-z_]+)/"', offered) == [
        "finished",
        "counted",
        "said",
        "passed",
        "corrected",
    ]
    assert "là xong hạn “Làm xong”" in offered
    act(matter, "passed", Passed(office=errands.upper.pk), errands.officer)
    reader = Desk(errands.alice).see(f"viec/{matter.ref}/").content.decode()
    assert "data-act" not in reader
    assert "Chỉ xem" in reader
    assert "data-act" in Desk(errands.bob).see(f"viec/{matter.ref}/").content.decode()


def test_back_dating_is_shown(errands):
    matter = errands.begin()
    record(
        matter, "counted", by=errands.officer, facts=Counted(number=1), happened_at=NOW - dt.timedelta(days=2)
    )
    page = Desk(errands.alice).see(f"viec/{matter.ref}/").content.decode()
    assert "9:20 ngày 13-6-2016" in page
    assert "ghi vào lúc 9:20 ngày 15-6-2016" in page


def test_what_a_resident_did_is_told_to_the_hour(errands):
    matter = errands.begin(Actor("resident"))
    page = Desk(errands.alice).see(f"viec/{matter.ref}/").content.decode()
    assert "khoảng 9 giờ ngày 15-6-2016" in page
    assert "9:20" not in page


def test_another_offices_matter_is_linked_only_for_who_may_see_it(errands):
    opened = case_acts.Opened(
        category="gambling",
        opened_on=dt.date(2016, 6, 1),
        area=errands.commune.pk,
        office=errands.upper.pk,
        number="1/QĐ",
    )
    upper = Actor("officer", errands.bob.pk, errands.upper.pk)
    case = open_matter(Opening.unsealed("case", "by-test"), "opened", by=upper, facts=opened)

    for person, seen in ((errands.bob, {case.ref}), (errands.alice, set())):
        names = telling.Names([Attributed(case=case.ref)], person, case)
        assert set(names.matter) == seen
    line = line_of(errands.begin())
    assert panel.links(line, telling.Names([], errands.alice, line.row), line.kind.vocabulary()) == []


def test_as_many_queries_for_a_long_journal_as_for_a_short_one(errands):
    matter = errands.begin()
    desk = Desk(errands.alice)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            desk.see(f"viec/{matter.ref}/")
        return len(seen)

    act(matter, "counted", Counted(number=1), errands.officer)
    short = queries()
    for number in range(20):
        act(matter, "counted", Counted(number=number), errands.officer)
    assert queries() == short
    assert short <= 25


# --- corrections -------------------------------------------------------------------------------------------


def test_an_entry_is_told_anew(errands, language):
    matter = errands.begin()
    act(matter, "counted", Counted(number=7), errands.officer)
    desk = Desk(errands.alice, language)
    assert "muc=2" in desk.see(f"viec/{matter.ref}/corrected/").content.decode()
    form = desk.see(f"viec/{matter.ref}/corrected/", muc="2")
    assert 'value="7"' in form.content.decode()
    done = desk.post(
        f"{desk.home}viec/{matter.ref}/corrected/?muc=2",
        {"reason": "mistake", "how": "ghi-lai", "number": "8"},
    )
    assert done.status_code == 200
    assert Entry.objects.filter(matter=matter).count() == 3
    told = ("Đã ghi lại ở mục 3", "Ghi nhầm") if not language else ("Told anew in entry 3",)
    for words in told:
        assert words in done.content.decode()


def test_an_entry_is_void(errands):
    matter = errands.begin()
    act(matter, "finished", Finished(how="well"), errands.officer)
    desk = Desk(errands.hana)
    done = desk.post(f"{desk.home}viec/{matter.ref}/corrected/?muc=2", {"reason": "not_done", "how": "huy"})
    matter.refresh_from_db()
    assert (done.status_code, matter.state) == (200, "begun")
    assert "Đã hủy ở mục 3" in done.content.decode()


def test_the_opening_is_not_voided_and_what_is_wrong_is_said(errands):
    matter = errands.begin()
    desk = Desk(errands.alice)
    page = desk.post(f"{desk.home}viec/{matter.ref}/corrected/?muc=1", {"reason": "", "how": "huy"})
    assert page.status_code == 422
    assert "Hãy chọn lý do đính chính." in page.content.decode()
    assert Entry.objects.filter(matter=matter).count() == 1


def test_a_correction_that_makes_later_acts_illegal_is_refused(errands):
    matter = errands.begin()
    act(matter, "finished", Finished(how="well"), errands.officer)
    desk = Desk(errands.alice)
    # Counting again is possible only because finishing was voided: that correction cannot be taken back.
    desk.post(f"{desk.home}viec/{matter.ref}/corrected/?muc=2", {"reason": "not_done", "how": "huy"})
    act(matter, "counted", Counted(number=1), errands.officer)
    page = desk.post(f"{desk.home}viec/{matter.ref}/corrected/?muc=3", {"reason": "mistake", "how": "huy"})
    assert page.status_code == 422
    assert "sẽ trái quy trình" in page.content.decode()


@pytest.mark.parametrize("entry", ["0", "99", "x"])
def test_no_such_entry(errands, entry):
    matter = errands.begin()
    assert Desk(errands.alice).see(f"viec/{matter.ref}/corrected/", muc=entry).status_code == 404
