"""A round: where to go, in which order, and what is recorded on the way, once."""

from __future__ import annotations

import io
import posixpath
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from binhyen.desk import carrying, rounds, stops
from binhyen.desk.tests.conftest import Desk
from binhyen.desk.tests.test_field_pages import report, words
from binhyen.kinds.order_report import acts as order_acts
from binhyen.kinds.order_report import limits
from binhyen.kinds.street.acts import LookedAgain
from binhyen.matters import kinds
from binhyen.matters.actors import Actor
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from tests.field import Field

ROUND = "di-tuyen/"


@pytest.fixture
def mai(field: Field) -> Desk:
    return Desk(field.mai)


def photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(out, "JPEG")
    out.seek(0)
    out.name = "truoc-nha-ba-lan.jpg"
    return out


def due(field: Field) -> Matter:
    """A street that was worked eight days ago."""
    street = field.worked(latitude=20_618_000, longitude=105_774_000)
    field.later(8)
    return street


def accepted(field: Field) -> Matter:
    matter = report(field)
    facts = order_acts.Accepted("sidewalk", "U3", "normal", limits.due_on("normal", field.today))
    field.do(matter, "accepted", facts)
    return matter


def send(desk: Desk, matter: Matter, act: str, seen: int | None = None, **given: Any):
    """As the phone sends what waited: seen is the entry up to which the list was made."""
    head = Matter.objects.get(pk=matter.pk).head_seq if seen is None else seen
    data = {"seen": head, **given}
    return desk.post(f"{desk.home}{ROUND}{matter.ref}/{act}/", data, headers={"Accept": "application/json"})


def test_it_lists_what_is_due_today_and_begins_where_one_says(field: Field, mai: Desk) -> None:
    street, matter = due(field), accepted(field)
    field.street()  # today's own, without a point
    field.worked()  # its first look is a week away
    page = mai.see(ROUND)
    found = re.findall(r'round-stop" id="([a-z2-7]{26})"', page.content.decode())
    assert len(found) == 3
    assert {street.ref, matter.ref} == set(found[:2])
    for start in (street, matter):
        page = mai.see(ROUND, **{"bat-dau": start.ref}).content.decode()
        assert re.findall(r'round-stop" id="([a-z2-7]{26})"', page)[0] == start.ref
    assert 'href="geo:20.618000,105.774000"' in page
    assert "Trước cổng chợ" in page


def test_a_look_is_recorded_on_the_way_with_its_picture(field: Field, mai: Desk) -> None:
    street = due(field)
    answer = send(mai, street, "looked_7", state="partly", found=2, photo=photo())
    assert (answer.status_code, answer.json()["code"]) == (200, "done")
    assert field.state(street) == "encroached"
    assert street.ref not in mai.see(ROUND).content.decode()


def test_a_report_is_begun_and_answered_with_its_proof(field: Field, mai: Desk) -> None:
    matter = accepted(field)
    assert send(mai, matter, "begun", before=photo()).json()["code"] == "done"
    assert field.state(matter) == "in_progress"
    answer = send(mai, matter, "answered", answer="Đã dời bàn ghế.")
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong")
    assert "proof" in answer.json()["errors"]
    assert send(mai, matter, "answered", answer="Đã dời bàn ghế.", proof=photo()).json()["code"] == "done"
    assert field.state(matter) == "resolved"


def test_what_is_sent_twice_is_one_entry(field: Field, mai: Desk) -> None:
    street = due(field)
    seen = Matter.objects.get(pk=street.pk).head_seq
    given = {"state": "partly", "found": 2}
    codes = [send(mai, street, "looked_7", seen, photo=photo(), **given).json()["code"] for _ in range(3)]
    assert codes == ["done", "already", "already"]
    assert Entry.objects.filter(matter=street, act="looked_7").count() == 1


def test_an_act_without_words_that_is_done_again_later_is_another_one(field: Field, mai: Desk) -> None:
    matter = accepted(field)
    first = Matter.objects.get(pk=matter.pk).head_seq
    assert send(mai, matter, "begun", first).json()["code"] == "done"
    assert send(mai, matter, "begun", first).json()["code"] == "already"
    # From a list that was made since then.
    assert send(mai, matter, "begun").json()["code"] == "done"


def test_who_was_quicker_is_said_and_nothing_is_forced(field: Field, mai: Desk) -> None:
    street = due(field)
    seen = Matter.objects.get(pk=street.pk).head_seq
    field.do(street, "looked_7", LookedAgain("clear"), by=Actor("head", field.lan.pk, field.office.pk))
    answer = send(mai, street, "looked_7", seen, state="again", found=4)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "Lan" in answer.json()["said"]
    assert "Xem lại sau 7 ngày" in answer.json()["said"]
    assert field.state(street) == "kept"


def test_it_is_written_down_as_of_the_minute_on_the_phone_and_no_later_than_now(
    field: Field, mai: Desk
) -> None:
    street = due(field)
    now = int(rounds.clock.now().timestamp())
    send(mai, street, "looked_7", state="clear", found=0, made_at=now - 7200)
    entry = Entry.objects.get(matter=street, act="looked_7")
    assert int(entry.happened_at.timestamp()) == now - 7200
    other = due(field)
    send(mai, other, "looked_7", state="clear", found=0, made_at=now + 90 * 86400)
    entry = Entry.objects.get(matter=other, act="looked_7")
    assert entry.happened_at == entry.recorded_at


def test_a_phone_whose_clock_is_slow_writes_nothing_before_what_it_knew(field: Field, mai: Desk) -> None:
    matter = accepted(field)
    known = Entry.objects.get(matter=matter, act="accepted").happened_at
    send(mai, matter, "begun", made_at=int(known.timestamp()) - 3 * 86400)
    assert Entry.objects.get(matter=matter, act="begun").happened_at == known


@pytest.mark.parametrize("made_at", ["-5", "x", "1", "99999999999999999999"])
def test_a_minute_that_cannot_be_is_none(field: Field, mai: Desk, made_at: str) -> None:
    street = due(field)
    assert send(mai, street, "looked_7", state="clear", found=0, made_at=made_at).json()["code"] == "done"
    entry = Entry.objects.get(matter=street, act="looked_7")
    assert entry.happened_at == entry.recorded_at


def test_without_a_script_the_page_comes_back_with_what_was_wrong(field: Field, mai: Desk) -> None:
    street = due(field)
    answer = mai.post(f"{mai.home}{ROUND}{street.ref}/looked_7/", {"state": "clear", "found": 2})
    assert answer.status_code == 422
    assert "Thông thoáng thì số chỗ là 0" in words(answer)
    answer = mai.post(f"{mai.home}{ROUND}{street.ref}/looked_7/", {"state": "clear", "found": 0})
    assert answer["Location"] == f"{mai.home}{ROUND}"


def test_another_offices_stop_is_no_stop_of_hers_and_no_other_act_is_taken(field: Field, mai: Desk) -> None:
    street = due(field)
    ha = Desk(field.ha)
    assert street.ref not in ha.see(ROUND).content.decode()
    assert send(ha, street, "looked_7", state="clear", found=0).status_code == 404
    assert send(mai, street, "cancelled", why="weather").status_code == 404
    assert stops.one(field.ha, street.ref) is None


def test_the_key_is_ones_own_and_the_page_is_kept_nowhere(field: Field, mai: Desk) -> None:
    due(field)
    page = mai.see(ROUND)
    assert rounds.key_of(field.mai) in page.content.decode()
    assert rounds.key_of(field.mai) != rounds.key_of(field.lan)
    assert re.fullmatch(r"[0-9a-f]{64}", rounds.key_of(field.mai))
    assert page["Cache-Control"] == "no-store"


def test_the_ids_of_its_many_forms_are_told_apart(field: Field, mai: Desk) -> None:
    due(field)
    accepted(field)
    ids = re.findall(r'\sid="([^"]+)"', mai.see(ROUND).content.decode())
    assert len(ids) == len(set(ids))


def test_every_line_is_of_a_matter_that_can_be_walked_to(field: Field) -> None:
    matter = accepted(field)
    line = stops.one(field.mai, matter.ref)
    assert line is not None
    assert line_of(Matter.objects.get(pk=matter.pk)).row.ref == line.row.ref


IMPORTS = re.compile(r'''\b(?:from|import)\s*\(?\s*"(\.{1,2}/[^"]+\.js)"''')


def test_the_page_that_is_taken_along_has_all_its_files_and_holds_nothing(field: Field, mai: Desk) -> None:
    """The attack: a page that is kept on a phone and says who walks where; and one that does not open after all."""
    due(field)
    here = f"{mai.home}{ROUND}mang-theo/"
    kept = mai.get(here).content
    assert kept == Client().get(here).content
    worker = Client().get(f"{mai.home}{ROUND}sw.js").content.decode()
    assert worker == mai.get(f"{mai.home}{ROUND}sw.js").content.decode()
    wanted, found = ["js/desk/round-opening.js"], set()
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            text = (carrying.SCRIPT.parents[2] / name).read_text(encoding="utf-8")
            wanted += [
                posixpath.normpath(f"{posixpath.dirname(name)}/{each}") for each in IMPORTS.findall(text)
            ]
    named = set(re.findall(r"/static/([\w./-]+\.(?:css|js|svg|woff2))", kept.decode()))
    assert found | named <= set(carrying.FILES)
    assert set(carrying.FILES) - found - named == {"fonts/be-vietnam-pro-700.woff2"}


def test_a_round_shows_nothing_that_was_sealed(field: Field, mai: Desk) -> None:
    """What may be taken along is what the page shows: words that stand in clear, never a sealed part's."""
    accepted(field)
    page = mai.get(f"{mai.home}{ROUND}").content.decode()
    assert not re.search(r"BEGIN AGE|age-encryption|data-sealed|data-envelope", page)
    for kind in kinds.every():
        if kind.visited is not None and kind.sealed:
            # Of a sealed kind, the one whose open part stands beside it (docs/adr/0025).
            assert kind.code == "order_report"
