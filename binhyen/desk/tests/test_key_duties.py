"""What an office owes its keys stands on its queue and on its page of keys until it is done."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.accounts import leaving, membership
from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import LANGUAGES, SINCE, Desk
from binhyen.desk.tests.test_regranting import Epoch
from binhyen.offices.models import RecoveryCopy, RecoverySet, RecoveryUse
from binhyen.sealing.keys import Identity
from binhyen.units import days

pytestmark = pytest.mark.django_db
RENEWAL = "khoa/gia-han/cong-an-xa-huong-son/"
NEW_KEYS = ("Đơn vị cần khóa mới", "The office needs new keys")
LEFT_OVER = ("việc đang mở còn theo khóa cũ", "still on the old keys")


def colleague(playing, name, role="officer"):
    recipient = Identity.generate().recipient
    person = Person.objects.create(username=name, full_name=name.title(), recipient=recipient)
    Membership.objects.create(person=person, office=playing.office, role=role, from_on=SINCE)
    return person


def give(playing, person):
    membership.wrap(playing.office, playing.keys, 1, person, person)


def leave(playing, person):
    leaving.leave(person, playing.office, days.today())


def seen(playing, path="hang-viec/", language="", person=None, **data):
    page = Desk(person or playing.mai, language).see(path, **data)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


PLACES = ("hang-viec/", "khoa/")


@pytest.mark.parametrize("path", PLACES)
def test_new_keys_are_owed_on_the_queue_and_on_the_page_of_keys_once_somebody_left(playing, path):
    binh = colleague(playing, "binh")
    give(playing, binh)
    give(playing, colleague(playing, "chi"))
    give(playing, playing_member(playing))
    assert NEW_KEYS[0] not in seen(playing, path)
    leave(playing, binh)
    for language, words in zip(LANGUAGES, NEW_KEYS, strict=True):
        page = seen(playing, path, language)
        assert words in page
        assert "Binh." in page
        assert "Chi." not in page
        assert f"{language}/ban-lam-viec/{RENEWAL}" in page


def playing_member(playing):
    """Mai with a phrase, so that the page of keys lets her mend."""
    playing.mai.recipient = Identity.generate().recipient
    playing.mai.save()
    return playing.mai


def test_keys_that_were_disclosed_are_owed_for_by_their_office_alone(playing):
    to = RecoverySet.objects.create(
        area=playing.office.area, serial=9, recipient="age1x", document="{}", signatures="{}",
        hash="0" * 64, taken_in_on=days.today(),
    )  # fmt: skip
    copy = RecoveryCopy.objects.create(
        office=playing.office, serial=1, set=to, ciphertext=b"age", kept_on=days.today(), kept_by="mai"
    )
    RecoveryUse.objects.create(copy=copy, released_on=days.today())
    page = seen(playing)
    assert NEW_KEYS[0] in page
    assert "đã được mở bằng khóa dự phòng" in page
    assert NEW_KEYS[0] not in seen(playing, person=playing.ha)


@pytest.mark.parametrize("path", PLACES)
def test_open_matters_on_keys_of_before_are_counted_until_the_last_was_given_anew(playing, path):
    other, _tip = playing.tip()
    assert LEFT_OVER[0] not in seen(playing, path)
    epoch = Epoch(playing)
    for language, words in zip(LANGUAGES, LEFT_OVER, strict=True):
        page = seen(playing, path, language)
        assert f"2 {words}" in page or f"2 open matters are {words}" in page
    assert LEFT_OVER[0] not in seen(playing, path, person=playing.ha)
    assert epoch.regrant()["left"] == 1
    assert f"1 {LEFT_OVER[0]}" in seen(playing, path)
    epoch.matter = other
    assert epoch.regrant()["left"] == 0
    assert LEFT_OVER[0] not in seen(playing, path)


def test_who_may_not_mend_it_is_not_told_on_the_queue(playing):
    Epoch(playing)
    planner = colleague(playing, "thang", role="steering")
    assert LEFT_OVER[0] not in seen(playing, person=planner)


def test_a_queue_with_duties_costs_the_same_for_one_of_each_as_for_many(playing):
    epoch = Epoch(playing)

    def leaver(name):
        person = colleague(playing, name)
        membership.wrap(playing.office, epoch.new, 2, person, person)
        leave(playing, person)

    desk = Desk(playing.mai)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page = desk.see("hang-viec/").content.decode()
        return page, len(asked)

    leaver("binh")
    page, one = queries()
    assert NEW_KEYS[0] in page
    assert f"1 {LEFT_OVER[0]}" in page
    for number in range(4):
        leaver(f"an{number}")
        playing.tip(f"Tin {number}")
    page, many = queries()
    assert "An3, Binh." in page
    assert f"5 {LEFT_OVER[0]}" in page
    assert one == many <= 18
