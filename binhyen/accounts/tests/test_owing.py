"""An office owes itself new keys when who was given the present ones is gone, until others are in force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.accounts import certifying, joining, leaving, membership, owing
from binhyen.accounts.models import Person, Role
from binhyen.accounts.tests.test_requesting import (  # noqa: F401  # fixtures, used by name
    _that_morning,
    ask,
    document,
    held,
    made,
    member,
    police,
    signed,
)
from binhyen.offices import certificates
from binhyen.offices.models import RecoveryCopy, RecoverySet, RecoveryUse
from binhyen.sealing import membership as sealing
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days


class Office:
    """Mai and Bình hold its keys; what it owes is asked as the queue asks."""

    def __init__(self, made, police, keys):
        self.made, self.office, self.keys, self.serial = made, police, keys, 1
        self.mai, self.binh = (member(police, name) for name in ("mai", "binh"))
        for person in (self.mai, self.binh):
            self.give(person)

    def give(self, person):
        membership.wrap(self.office, self.keys, self.serial, person, self.mai)

    def owes(self):
        found = owing.owed(certificates.every([self.office]))
        return found[0] if found else None

    def leaves(self, person, on=None):
        leaving.leave(person, self.office, on or days.today())

    def takes_back(self, person, recipient):
        said = sealing.statement(
            installation="by-demo",
            office=self.office.slug,
            serial=self.serial,
            act=sealing.REMOVED,
            person=person.username,
            recipient=recipient,
            by="mai",
            on=days.today().isoformat(),
            previous=membership.last_hash(self.office),
        )
        signature = sealing.sign(said, self.keys.signing)
        membership.remove(self.office, membership.Given(said, signature), self.mai)

    def ask(self, keys, *people):
        return ask(self.office, self.keys, document(self.office, keys), keys if people else None, *people)

    def take_in(self, waiting, keys):
        issued = certifying.take_in(signed(waiting, *self.made.oversight[:2])).issued
        self.keys, self.serial = keys, issued.serial


@pytest.fixture
def office(made, police, held):
    return Office(made, police, held)


def new_keys(office):
    return OfficeKeys.generate("by-demo", office.office.slug)


def test_nobody_is_gone_and_nothing_is_owed(office):
    assert office.owes() is None


def test_a_leaver_is_owed_for_until_other_keys_are_in_force(office):
    recipient = office.binh.recipient
    office.leaves(office.binh)
    owed = office.owes()
    assert (owed.left, owed.disclosed, owed.asked) == (("binh",), False, False)
    office.takes_back(office.binh, recipient)
    assert office.owes() == owed, "a signature calls no copy back"
    waiting = office.ask(office.keys)
    office.take_in(waiting, office.keys)
    assert office.owes() == owed, "a renewal has the same keys"
    keys = new_keys(office)
    waiting = office.ask(keys, office.mai)
    asked = office.owes()
    assert (asked.left, asked.asked) == (("binh",), True)
    office.take_in(waiting, keys)
    assert office.owes() is None


def test_a_leaver_of_tomorrow_is_owed_for_tomorrow(office):
    office.leaves(office.binh, days.today() + timedelta(days=1))
    assert office.owes() is None


def test_a_phrase_that_was_lost_is_owed_for_as_well(office):
    """Whether it was forgotten or taken the server cannot know."""
    joining.invite("binh", office.office, Role.OFFICER)
    assert office.owes().left == ("binh",)
    Person.objects.filter(username="binh").update(recipient=Identity.generate().recipient)
    office.give(Person.objects.get(username="binh"))
    assert office.owes().left == ("binh",), "the new one holds them beside the old one"


def test_who_was_given_the_keys_of_before_alone_is_owed_for_no_more(office):
    keys = new_keys(office)
    office.leaves(office.binh)
    office.take_in(office.ask(keys, office.mai), keys)
    assert office.owes() is None
    lan = member(office.office, "lan")
    office.give(lan)
    assert office.owes() is None
    office.leaves(lan)
    assert office.owes().left == ("lan",)


def test_whoever_left_while_oversight_signed_was_handed_nothing_and_is_not_owed_for(office):
    keys = new_keys(office)
    waiting = office.ask(keys, office.mai, office.binh)
    office.leaves(office.binh)
    office.take_in(waiting, keys)
    assert office.owes() is None
    office.leaves(office.mai)
    assert office.owes().left == ("mai",)


def test_disclosed_keys_are_owed_for_until_other_keys_are_in_force(office):
    to = RecoverySet.objects.create(
        area=office.office.area, serial=9, recipient="age1x", document="{}", signatures="{}",
        hash="0" * 64, taken_in_on=days.today(),
    )  # fmt: skip
    copy = RecoveryCopy.objects.create(
        office=office.office, serial=1, set=to, ciphertext=b"age", kept_on=days.today(), kept_by="mai"
    )
    assert office.owes() is None
    RecoveryUse.objects.create(copy=copy, released_on=days.today())
    assert (office.owes().left, office.owes().disclosed) == ((), True)
    office.take_in(office.ask(office.keys), office.keys)
    assert office.owes().disclosed
    keys = new_keys(office)
    office.take_in(office.ask(keys, office.mai), keys)
    assert office.owes() is None


def test_many_leavers_at_many_offices_are_asked_in_as_many_questions_as_one(office):
    def questions(offices):
        with CaptureQueriesContext(connection) as seen:
            found = owing.owed(certificates.every(offices))
        return len(found), len(seen)

    office.leaves(office.binh)
    assert questions([office.office]) == (1, 6)
    everywhere = list(office.made.offices.values())
    for slug, keys in office.made.keys.items():
        if slug != office.office.slug:
            for number in range(3):
                someone = member(office.made.offices[slug], f"{number}.{slug[-50:]}")
                membership.wrap(office.made.offices[slug], keys, 1, someone, someone)
                leaving.leave(someone, office.made.offices[slug], days.today())
    found, asked = questions(everywhere)
    assert found == len(office.made.keys) > 3
    assert asked == 6
