"""Who looked: told to oversight of the province and to one's own office, never with what was read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.desk import looked
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.matters import clock, readings
from binhyen.matters.models import Reading
from binhyen.offices.models import Office
from binhyen.units.models import Unit

ADDRESS = "giam-sat/luot-xem/"
SHA = "a1b2c3d4" + "0" * 56


def member(office, role, name):
    person = Person.objects.create(username=name, full_name=name.title())
    Membership.objects.create(person=person, office=office, role=role, from_on=SINCE)
    return person


@pytest.fixture
def oversight(playing):
    return member(Office.objects.get(slug="thanh-tra-thanh-pho-ha-noi"), "oversight", "vân")


def page(reader, language="", **asked):
    answer = Desk(reader, language).see(ADDRESS, **asked)
    return answer.content.decode().partition("<main")[2]


def note(matter, person, office, what, **more):
    return readings.note(matter, person_id=person.pk, office_id=office.pk, what=what, **more)


def test_oversight_sees_who_opened_what_at_every_office_and_nothing_of_it(playing, oversight, language):
    matter, _filed = playing.tip("Xóm trên đánh bạc.")
    desk = Desk(playing.mai)
    desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/")
    note(matter, playing.ha, playing.other, readings.ATTACHMENT, attachment=SHA)
    shown = page(oversight, language)
    for told in ("Mai", "Ha", playing.office.shown_name, playing.other.shown_name, matter.short_ref, SHA[:8]):
        assert told in shown
    assert SHA not in shown
    assert "ánh bạc" not in shown
    assert "ambling" not in shown
    assert matter.ref not in shown


def test_a_member_sees_what_was_opened_at_their_own_office_alone(playing, oversight):
    matter, _filed = playing.tip()
    note(matter, playing.mai, playing.office, readings.OPENED)
    assert "Mai" in page(playing.mai)
    assert f'#{matter.ref}"' in page(playing.mai)
    theirs = page(playing.ha)
    assert "Mai" not in theirs
    assert matter.short_ref not in theirs
    for asked in ({"office": playing.office.pk}, {"person": playing.mai.pk}):
        answer = Desk(playing.ha).see(ADDRESS, **asked)
        assert answer.status_code == 422
        assert "Mai" not in answer.content.decode()


def test_oversight_of_another_province_sees_nothing(playing):
    matter, _filed = playing.tip()
    note(matter, playing.mai, playing.office, readings.OPENED)
    elsewhere = Unit.objects.create(level="province", code="99", name="Nơi khác", valid_from=SINCE)
    office = Office.objects.create(
        slug="thanh-tra-khac", name="Thanh tra", type="agency", area=elsewhere, valid_from=SINCE
    )
    assert "Mai" not in page(member(office, "oversight", "xa"))


def test_fetching_for_the_index_is_kept_apart(playing, oversight):
    matter, _filed = playing.tip()
    desk = Desk(playing.mai)
    body = json.dumps({"refs": [matter.ref]})
    assert (
        desk.post(f"{desk.home}hang-viec/chi-muc/", body, content_type="application/json").status_code == 200
    )
    assert matter.short_ref not in page(oversight)
    assert matter.short_ref in page(oversight, what="fetched_for_index")


def test_each_question_is_answered_by_itself(playing, oversight):
    matter, _filed = playing.tip()
    note(matter, playing.mai, playing.office, readings.OPENED)
    note(matter, playing.ha, playing.other, readings.IDENTITY)
    with clock.at(clock.now() - dt.timedelta(days=40)):
        note(matter, playing.mai, playing.office, readings.EXPORTED)

    def rows(**asked):
        return page(oversight, **asked).count('scope="row"')

    long_ago = (clock.today() - dt.timedelta(days=60)).isoformat()
    assert rows() == 2
    assert rows(since=long_ago) == 3
    assert rows(office=playing.office.pk) == 1
    assert rows(person=playing.ha.pk) == 1
    assert rows(what="identity", person=playing.mai.pk) == 0
    assert rows(since=clock.today().isoformat(), until=clock.today().isoformat()) == 2
    assert rows(since=long_ago, until=(clock.today() - dt.timedelta(days=39)).isoformat()) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"since": "hôm qua"},
        {"since": "2026-02-02", "until": "2026-01-01"},
        {"office": "x"},
        {"person": "9" * 30},
        {"what": "everything"},
    ],
)
def test_a_question_of_another_form_is_refused_in_words(playing, oversight, asked):
    answer = Desk(oversight).see(ADDRESS, **asked)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_long_lists_come_in_pages_and_keep_the_question(playing, oversight, monkeypatch):
    monkeypatch.setattr(looked, "PAGE", 2)
    matter, _filed = playing.tip()
    for _each in range(3):
        note(matter, playing.mai, playing.office, readings.OPENED)
    first = page(oversight, what="opened")
    assert first.count('scope="row"') == 2
    assert "?what=opened&amp;page=2" in first
    assert page(oversight, what="opened", page=2).count('scope="row"') == 1


def test_whoever_opens_nothing_and_oversees_nothing_has_no_such_page(playing):
    steering = member(playing.office, "steering", "kế hoạch")
    assert Desk(steering).see(ADDRESS).status_code == 404


def test_an_attachment_that_was_opened_is_named_by_its_hash(playing):
    matter, _filed = playing.tip()
    note(matter, playing.mai, playing.office, readings.ATTACHMENT, attachment=SHA)
    assert Reading.objects.get().attachment == SHA
    assert f"mở tệp kèm {SHA[:8]}" in Desk(playing.mai).see(f"viec/{matter.ref}/").content.decode()
