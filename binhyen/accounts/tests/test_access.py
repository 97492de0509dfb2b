"""Roles hold from one day to another, and not longer than the person or the office."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from binhyen.accounts import access
from binhyen.accounts.models import Membership, Person, Role


@pytest.fixture
def police(offices):
    return offices["cong-an-xa-huong-son"]


def test_a_role_holds_from_its_first_day_until_the_day_before_its_last(mai, police):
    Membership.objects.filter(person=mai).update(from_on=date(2026, 3, 1), to_on=date(2026, 4, 1))
    held = {day: bool(access.offices_of(mai, day)) for day in (date(2026, 2, 28), date(2026, 3, 1))}
    assert held == {date(2026, 2, 28): False, date(2026, 3, 1): True}
    assert access.roles_at(mai, police, date(2026, 3, 31)) == {"officer"}
    assert access.roles_at(mai, police, date(2026, 4, 1)) == frozenset()


def test_two_roles_at_one_office(mai, police):
    Membership.objects.create(person=mai, office=police, role=Role.HEAD, from_on=date(2026, 1, 1))
    today = date(2026, 11, 23)
    assert access.roles_at(mai, police, today) == {"officer", "head"}
    assert list(access.offices_of(mai, today)) == [police]
    assert list(access.offices_of(mai, today, Role.HEAD)) == [police]
    assert list(access.offices_of(mai, today, Role.STEERING)) == []


def test_no_role_at_an_office_that_is_gone(mai, offices):
    old = offices["cong-an-huyen-my-duc"]
    Membership.objects.create(person=mai, office=old, role=Role.OFFICER, from_on=date(2016, 1, 1))
    assert old in access.offices_of(mai, date(2025, 2, 28))
    assert old not in access.offices_of(mai, date(2025, 3, 1))


def test_no_role_for_somebody_switched_off(mai, police):
    Person.objects.filter(pk=mai.pk).update(is_active=False)
    assert not access.memberships_of(mai, date(2026, 11, 23))


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"to_on": date(2025, 7, 1)}])
def test_the_database_refuses_what_cannot_be(mai, police, wrong):
    fields = {"role": Role.HEAD, "from_on": date(2025, 7, 1), **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=mai, office=police, **fields)


@pytest.mark.parametrize("name", ["", "Mai", "mai nguyễn", "a" * 61, "-mai", "mai\x00"])
def test_user_names_are_plain(db, name):
    with pytest.raises(ValueError):
        Person.objects.create_person(name, "ab" * 32)


def test_nobody_has_djangos_permissions(mai):
    assert not mai.is_anonymous
    assert not hasattr(mai, "is_superuser")
    assert not hasattr(mai, "email")
