"""The public board of titles: what hangs now and how to object, what was given; nobody's name, no list of families."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from binhyen.kinds.recognition import acts
from binhyen.kinds.recognition.procedure import posted_until
from binhyen.kinds.recognition.tests.conftest import FEBRUARY, Town, noon, standing, town  # noqa: F401
from binhyen.matters import clock
from binhyen.matters.ids import text_hash

DAY = dt.timedelta(1)
OBJECTED = "Nội quy chưa treo ở cổng sau"


def page(on: dt.date, path: str = "/niem-yet/") -> str:
    with clock.at(noon(on)):
        answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def test_a_list_stands_there_while_it_hangs_and_says_how_to_object(town: Town) -> None:
    matter = town.checked()
    town.post(matter, FEBRUARY)
    town.object(matter, FEBRUARY, OBJECTED)
    until = posted_until(FEBRUARY)
    for on in (FEBRUARY, until):
        told = page(on)
        assert "Trường Trung học phổ thông Suối Lim" in told
        assert "024 0000 0124" in told
        assert f"{until:%d/%m/%Y}" in told
        assert OBJECTED not in told
        assert matter.ref not in told
    assert "Suối Lim" not in page(until + DAY)


def test_a_list_that_was_taken_back_is_gone_at_once(town: Town) -> None:
    matter = town.checked()
    town.post(matter, FEBRUARY)
    town.do(matter, "withdrawn", town.school, None, FEBRUARY)
    assert "Suối Lim" not in page(FEBRUARY)


def test_of_families_only_their_number_is_told(town: Town) -> None:
    on = dt.date(2026, 10, 1)
    matter = town.open("cultural_family", on, households=96)
    town.assess(matter, on, by=town.committee)
    town.post(matter, on)
    assert "96 hộ. Danh sách treo ở thôn, không đưa lên mạng." in page(on)


def test_titles_stand_by_commune_and_year_until_they_are_revoked(town: Town) -> None:
    matter, after = town.voted()
    board = "/niem-yet/da-cong-nhan/"
    assert "Chưa có danh hiệu nào được công nhận" in page(after, board)
    town.recognise(matter, after)
    told = page(after, f"{board}?nam=2026&xa=10489")
    assert "Trường Trung học phổ thông Suối Lim" in told
    assert "35/QĐ-UBND" in told
    assert "Suoi Lim High School" in page(after, f"/en{board}")
    revoked = acts.Revoked("9/QĐ-UBND", after, "false_file", text_hash("Sai."))
    town.do(matter, "revoked", town.chair, revoked, after, "Sai.")
    assert "35/QĐ-UBND" not in page(after, f"{board}?nam=2026&xa=10489")


@pytest.mark.parametrize("query", ["nam=xyz", "nam=99999999", "nam=1900&xa=10441", "xa=<b>", "nam=２０２６"])
def test_a_question_that_makes_no_sense_shows_what_there_is(town: Town, query: str) -> None:
    matter, after = town.voted()
    town.recognise(matter, after)
    assert "35/QĐ-UBND" in page(after, f"/niem-yet/da-cong-nhan/?{query}")
