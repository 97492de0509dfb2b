"""Coming to an office, and coming back after losing everything: an invitation, a phrase, and no keys yet.

1. The administrator invites: a person, a role at an office, and a code of six words that is shown once.
2. That person's browser makes a phrase; what comes here is its sign-in half and its recipient.
3. A colleague compares the recipient's eight words, read aloud, and gives the keys (binhyen.accounts.membership).

The administrator can do the first step in anybody's name, and so the second. Not the third.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from binhyen.accounts import keeping, sessions
from binhyen.accounts.models import USERNAME, Device, Invitation, Membership, Person, Role, WrappedKey
from binhyen.offices.models import Office
from binhyen.sealing import words
from binhyen.sealing.keys import is_recipient
from binhyen.sealing.randomness import random_symbols
from binhyen.units import days

PURPOSE = "invitation"
# Fifty-four bits, tried online only: the hash is keyed and the door counts.
WORDS = 6
LASTS = timedelta(days=7)


class NoInvitation(ValueError):
    """No such code for that name, or it was used, withdrawn or too old. It does not say which."""


class Unfit(ValueError):
    """The invitation cannot be made as it was asked for; the message names the mend."""


@dataclass(frozen=True)
class Invited:
    """`code` is shown once. `again`: the person had a phrase, which opens nothing any more."""

    person: Person
    code: tuple[str, ...] = field(repr=False)
    again: bool


@transaction.atomic
def invite(username: str, office: Office, role: Role, full_name: str = "") -> Invited:
    """A new person at an office, or one who is there already and needs a new phrase. Raises Unfit.

    Whoever had a phrase loses what it opened: wrapped keys, devices, second factors, sessions. Nothing is given back by
    this; a colleague does that.
    """
    if not USERNAME.fullmatch(username):
        raise Unfit("a user name is made of a-z, 0-9, dot, dash and underscore")
    person = Person.objects.filter(username=username).first()
    if person is None:
        if not full_name.strip():
            raise Unfit(f"nobody is called {username} yet: give the full name")
        person = Person(username=username, full_name=full_name.strip())
        person.set_unusable_password()
        person.save()
    elif not person.is_active:
        raise Unfit(f"{username} may not sign in any more; choose another user name")
    today = days.today()
    if not Membership.objects.current(today).filter(person=person, office=office, role=role).exists():
        Membership.objects.create(person=person, office=office, role=role, from_on=today)
    again = bool(person.recipient)
    forget(person)
    code = words.spell(random_symbols(WORDS))
    Invitation.objects.create(
        person=person,
        code_hash=_hash(username, code),
        made_on=today,
        last_on=today + LASTS,
        again=again,
    )
    return Invited(person, code, again)


def forget(person: Person) -> None:
    """What the phrase opened is gone from here: keys, devices, second factors, sessions, older invitations."""
    person.set_unusable_password()
    person.recipient = ""
    person.save(update_fields=["password", "recipient"])
    WrappedKey.objects.filter(member=person).delete()
    Device.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Invitation.objects.filter(person=person, used_on=None).update(withdrawn=True)
    sessions.end_all_of(person.pk)


def find(username: str, code: str) -> Invitation:
    """The invitation of that person whose words these are, however they were typed. Raises NoInvitation."""
    typed = tuple(words.read_word(token) or "" for token in code.split())
    invitation = (
        Invitation.objects.select_related("person")
        .filter(code_hash=_hash(username, typed), person__username=username, person__is_active=True)
        .filter(used_on=None, withdrawn=False, last_on__gte=days.today())
        .first()
    )
    if invitation is None:
        raise NoInvitation
    return invitation


def take_up(invitation: Invitation, sign_in: str, recipient: str) -> Person:
    """The person has a phrase now. Raises NoInvitation when somebody was quicker, or the recipient is none."""
    # The attack: the recipient of somebody else, to be given what is given to them.
    if not is_recipient(recipient) or Person.objects.filter(recipient=recipient).exists():
        raise NoInvitation
    # Before the transaction: it is slow, and nobody else may write meanwhile.
    password = make_password(sign_in)
    with transaction.atomic():
        unused = Invitation.objects.filter(pk=invitation.pk, used_on=None, withdrawn=False)
        if not unused.update(used_on=days.today()):
            raise NoInvitation
        person = invitation.person
        person.password, person.recipient = password, recipient
        person.save(update_fields=["password", "recipient"])
    return person


def _hash(username: str, code: tuple[str, ...]) -> str:
    return keeping.hash_of(f"{username}\n{' '.join(code)}", PURPOSE)
