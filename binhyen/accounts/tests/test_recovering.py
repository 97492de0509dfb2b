"""Real use from the installation's side, and what the machine without a network refuses."""

from __future__ import annotations

import dataclasses

import pytest

from binhyen.accounts import membership, recovering
from binhyen.accounts.models import Person
from binhyen.offices import recovery
from binhyen.offices.models import Office, RecoveryCopy, RecoveryUse
from binhyen.sealing import directory, recovery_use
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.membership import MembershipRefused
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days

POLICE = "cong-an-xa-huong-son"


@pytest.fixture
def made(demonstrated, db, playing):
    return demonstrated


@pytest.fixture
def police(made):
    return Office.objects.get(slug=POLICE)


@pytest.fixture
def identity(made, police):
    """The identity of a set as its holders put it together; this one is made whole, to be able to play them."""
    whole = Identity.generate()
    copy = RecoveryCopy.objects.get(office=police)
    copy.ciphertext = made.offices.keys[POLICE].wrap(whole.recipient)
    copy.save()
    return whole


@pytest.fixture
def member(made):
    person = Person.objects.get(username="huongson")
    words = " ".join(directory.recipient_words(person.recipient))
    return recovery_use.Member(person.username, person.recipient, words)


def test_keys_come_back_to_a_member_and_everybody_sees_it(police, identity, member):
    released = recovery_use.read_release(recovering.release(police).dump())
    given = recovery_use.rewrap(released, identity, member, days.today())
    office, read = recovery_use.read_given(recovery_use.dump_given(released.office, given))
    assert office == POLICE
    assert recovering.give(police, read).username == member.username
    assert membership.statements_of(police)[-1]["document"]["by"] == recovery_use.BY
    assert list(membership.findings()) == []
    use = RecoveryUse.objects.get()
    assert (use.given_to, use.given_on) == ("huongson", days.today())
    assert recovery.newest_set(police.area).used_on == days.today()


def test_what_was_not_released_is_not_taken_in(police, identity, member):
    released = recovering.release(police)
    given = recovery_use.rewrap(released, identity, member, days.today())
    RecoveryUse.objects.all().delete()
    with pytest.raises(recovering.NotAwaited):
        recovering.give(police, given)
    assert len(membership.statements_of(police)) == 2


def test_a_statement_of_another_key_is_not_taken_in(made, police, identity, member):
    released = recovering.release(police)
    (given,) = recovery_use.rewrap(released, identity, member, days.today())
    forged = dataclasses.replace(given, signature="A" * 86)
    with pytest.raises(MembershipRefused):
        recovering.give(police, [forged])
    assert RecoveryUse.objects.get().given_on is None


def test_a_member_cannot_give_keys_in_recovery_s_name(police, identity, member):
    """Only the command takes such a statement in: the desk's own door asks for the giver's user name."""
    released = recovering.release(police)
    (given,) = recovery_use.rewrap(released, identity, member, days.today())
    with pytest.raises(membership.NotTaken) as refused:
        membership.add(
            police,
            membership.Given(given.document, given.signature, given.wrapped),
            Person.objects.get(username="huongson"),
        )
    assert refused.value.code == "not_by_you"


def refusal(released, identity, member):
    with pytest.raises(recovery_use.UseRefused) as refused:
        recovery_use.rewrap(released, identity, member, days.today())
    return refused.value.code


def test_a_copy_of_other_keys_is_wrapped_to_nobody(police, identity, member):
    """The attack: anybody can encrypt to the recipient, so a copy could hold keys of the server's making."""
    released = recovering.release(police)
    own = OfficeKeys.generate("by-demo", POLICE)
    slipped = dataclasses.replace(released.keys[0], wrapped=own.wrap(identity.recipient))
    assert refusal(dataclasses.replace(released, keys=[slipped]), identity, member) == "unsigned"
    stranger = SigningKey.generate().public
    assert refusal(dataclasses.replace(released, roots=[stranger]), identity, member) == "unsigned"
    assert (
        refusal(dataclasses.replace(released, office="cong-an-xa-hong-son"), identity, member) == "unsigned"
    )


def test_the_words_must_be_the_member_s(police, identity, member):
    released = recovering.release(police)
    other = dataclasses.replace(member, recipient=Identity.generate().recipient)
    assert refusal(released, identity, other) == "words"
    assert (
        refusal(released, identity, dataclasses.replace(member, words=member.words.rsplit(" ", 1)[0]))
        == "words"
    )
    assert refusal(released, Identity.generate(), member) == "wrong_identity"
    # As people type them.
    upper = dataclasses.replace(member, words=member.words.upper())
    assert recovery_use.rewrap(released, identity, upper, days.today())


def test_what_is_no_identity_is_not_repeated_in_the_refusal():
    for text in ("", "AGE-SECRET-KEY-1QQQ", "AGE-SECRET-KEY-1\nAGE-SECRET-KEY-1"):
        with pytest.raises(recovery_use.UseRefused) as refused:
            recovery_use.read_identity(text)
        assert refused.value.code == "not_an_identity"
        assert refused.value.__cause__ is None


def test_an_office_without_a_copy_has_nothing_to_release(police):
    RecoveryCopy.objects.filter(office=police).delete()
    with pytest.raises(recovering.NotReleased):
        recovering.release(police)
    assert recovery.newest_set(police.area).used_on is None
