"""Offices whose keys one person holds: what would close them for ever, and what saves them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from binhyen.accounts import custody
from binhyen.accounts.models import Membership
from binhyen.offices.models import RecoveryCopy
from binhyen.units import days

ALONE, PAIR = "cong-an-xa-phuc-son", "cong-an-xa-huong-son"


@pytest.fixture
def made(demonstrated, db, playing):
    return demonstrated


def of(slug):
    return next(each for each in custody.every() if each.office.slug == slug)


def test_an_office_of_one_stands_when_the_province_s_holders_could_open_it(made):
    assert (of(ALONE).holders, of(ALONE).endangered) == (1, False)
    assert custody.endangered() == []
    RecoveryCopy.objects.filter(office__slug=ALONE).delete()
    assert of(ALONE).code == "endangered"
    assert [each.office.slug for each in custody.endangered()] == [ALONE]


def test_a_copy_of_an_earlier_serial_saves_nobody(made):
    RecoveryCopy.objects.filter(office__slug=ALONE).update(serial=7)
    assert of(ALONE).endangered


def test_a_leaver_s_keys_do_not_count(made):
    assert of(PAIR).holders == 2
    RecoveryCopy.objects.filter(office__slug=PAIR).delete()
    assert not of(PAIR).endangered
    leaver = Membership.objects.get(person__username="huongson.truong")
    leaver.to_on = days.today()
    leaver.save()
    assert (of(PAIR).holders, of(PAIR).endangered) == (1, True)


def test_what_is_to_be_done_first_is_said(made):
    assert of(PAIR).code == "drill"
    copy = RecoveryCopy.objects.get(office__slug=PAIR)
    copy.set.drills.create(words_hash="0" * 64, begun_on=days.today(), opened_on=days.today())
    assert of(PAIR).code == "well"
    copy.set.drills.update(opened_on=days.today() - timedelta(days=400))
    assert of(PAIR).code == "drill"
    copy.uses.create(released_on=days.today())
    assert of(PAIR).code == "rotate"
