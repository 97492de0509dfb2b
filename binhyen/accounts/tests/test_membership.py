"""Keys are given by who holds them, and by nobody who only holds the database."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import override_settings

from binhyen.accounts import membership
from binhyen.accounts.demonstration import make
from binhyen.accounts.membership import Given, NotTaken
from binhyen.accounts.models import Membership, MembershipStatement, Person, Role, WrappedKey
from binhyen.offices.models import Office, OversightKey
from binhyen.sealing import membership as sealing
from binhyen.sealing.keys import Identity
from binhyen.sealing.membership import ADDED, REMOVED, MembershipRefused
from binhyen.units import days

POLICE = "cong-an-xa-huong-son"
# Ten in the morning in Vietnam: a statement is dated by the day, and a test must not cross midnight.
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(NOW):
        yield


@pytest.fixture(scope="module")
def demonstrated(shared):
    """As the one of the room, but made that morning."""
    played = dataclasses.replace(settings.INSTALLATION, id="by-demo", demonstration=True)
    with time_machine.travel(NOW), override_settings(INSTALLATION=played):
        return make("by-demo")


@pytest.fixture
def made(demonstrated, db, playing):
    return demonstrated


@pytest.fixture
def police(made):
    return Office.objects.get(slug=POLICE)


@pytest.fixture
def keys(made):
    return made.offices.keys[POLICE]


@pytest.fixture
def huongson(made):
    return Person.objects.get(username="huongson")


@pytest.fixture
def joiner(police):
    person = Person.objects.create(
        username="moi", full_name="Nguyễn Văn Mới", recipient=Identity.generate().recipient
    )
    Membership.objects.create(person=person, office=police, role=Role.OFFICER, from_on=days.today())
    return person


def given(at, keys, who, giver, what=ADDED, key=None, **changes):
    """A statement as a member's browser makes one, with these changes."""
    parts = {
        "installation": "by-demo",
        "office": at.slug,
        "serial": 1,
        "act": what,
        "person": who.username,
        "recipient": who.recipient,
        "by": giver.username,
        "on": days.today().isoformat(),
        "previous": membership.last_hash(at),
    }
    document = sealing.statement(**{**parts, **changes})
    return Given(document, sealing.sign(document, key or keys.signing), keys.wrap(document["recipient"]))


def test_the_demonstration_says_of_every_key_who_gave_it(made, police):
    assert list(membership.findings()) == []
    held = {(serial, person) for serial, person, _recipient in membership.standing(police)}
    assert held == {(1, "huongson"), (1, "huongson.truong")}
    assert {json.loads(row.document)["by"] for row in police.statements.all()} == {"huongson"}


def test_a_member_gives_a_colleague_the_keys(police, keys, huongson, joiner):
    key = membership.add(police, given(police, keys, joiner, huongson), huongson)
    assert key.member == joiner
    assert (1, "moi", joiner.recipient) in membership.standing(police)
    assert list(membership.findings()) == []


@pytest.mark.parametrize(
    ("changes", "refusal", "code"),
    [
        ({"previous": ""}, MembershipRefused, "out_of_turn"),
        ({"serial": 2}, MembershipRefused, "wrong_office"),
        ({"office": "ubnd-xa-huong-son"}, MembershipRefused, "wrong_office"),
        ({"installation": "by-real"}, MembershipRefused, "wrong_office"),
        ({"recipient": Identity(bytes(32)).recipient}, NotTaken, "wrong_recipient"),
        ({"person": "hongson"}, NotTaken, "not_a_member"),
        ({"person": "nobody"}, NotTaken, "not_a_member"),
        ({"by": "hongson"}, NotTaken, "not_by_you"),
        ({"on": (NOW - timedelta(days=2)).date().isoformat()}, NotTaken, "wrong_day"),
        ({"on": (NOW + timedelta(days=1)).date().isoformat()}, NotTaken, "wrong_day"),
        ({"act": REMOVED}, MembershipRefused, "malformed"),
    ],
)
def test_a_statement_that_does_not_fit_changes_nothing(
    police, keys, huongson, joiner, changes, refusal, code
):
    before = (MembershipStatement.objects.count(), WrappedKey.objects.count())
    with pytest.raises(refusal) as refused, transaction.atomic():
        membership.add(police, given(police, keys, joiner, huongson, **changes), huongson)
    assert refused.value.code == code
    assert (MembershipStatement.objects.count(), WrappedKey.objects.count()) == before


def test_another_office_s_key_signs_nothing_here(made, police, keys, huongson, joiner):
    stranger = made.offices.keys["cong-an-xa-hong-son"].signing
    with pytest.raises(MembershipRefused) as refused:
        membership.add(police, given(police, keys, joiner, huongson, key=stranger), huongson)
    assert refused.value.code == "forged"


def test_keys_are_taken_back_from_who_left_and_not_from_a_colleague(police, keys, huongson, joiner):
    membership.add(police, given(police, keys, joiner, huongson), huongson)
    with pytest.raises(NotTaken) as refused, transaction.atomic():
        membership.remove(police, given(police, keys, joiner, huongson, REMOVED), huongson)
    assert refused.value.code == "still_a_member"
    Membership.objects.filter(person=joiner).delete()
    membership.remove(police, given(police, keys, joiner, huongson, REMOVED), huongson)
    assert not WrappedKey.objects.filter(member=joiner).exists()
    assert "moi" not in {person for _serial, person, _recipient in membership.standing(police)}
    with pytest.raises(MembershipRefused) as again:
        membership.remove(police, given(police, keys, joiner, huongson, REMOVED), huongson)
    assert again.value.code == "not_standing"


def test_the_database_refuses_to_change_or_delete_a_statement(police):
    for statement in (
        "UPDATE accounts_membershipstatement SET seq = 9",
        "DELETE FROM accounts_membershipstatement",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row = police.statements.first()
    for change in (row.delete, MembershipStatement.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        MembershipStatement.objects.update(seq=9)


# --- an administrator with the whole database ---------------------------------------------------------------------


def test_a_key_to_a_recipient_nobody_signed_for_is_reported(police, keys, joiner, huongson):
    """The administrator puts a key of their own beside an officer's name."""
    WrappedKey.objects.create(office=police, serial=1, member=joiner, ciphertext=b"age")
    assert list(membership.findings()) == [("key_unsigned", POLICE, None)]
    WrappedKey.objects.filter(member=joiner).delete()
    Person.objects.filter(pk=huongson.pk).update(recipient=Identity.generate().recipient)
    assert list(membership.findings()) == [("key_unsigned", POLICE, None)]


def test_a_statement_written_into_the_database_is_reported(police, keys, joiner, huongson):
    made = given(police, keys, joiner, huongson)
    last = police.statements.count()
    MembershipStatement.objects.create(
        office=police, seq=last + 1, document=json.dumps(made.document), signature="A" * 86
    )
    assert list(membership.findings()) == [("statement_broken", POLICE, last + 1)]


def test_statements_of_a_certificate_oversight_never_signed_are_reported(police):
    OversightKey.objects.all().delete()
    assert ("statement_broken", POLICE, 0) in list(membership.findings())


def test_an_office_without_keys_has_nothing_to_report(made):
    association = Office.objects.get(slug="hoi-phu-nu-ha-noi")
    assert association.memberships.exists()
    assert membership.statements_of(association) == []
    assert list(membership.findings()) == []
