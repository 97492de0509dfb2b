"""Leaving an office: no keys from the server from that day on, and no session that goes on.

Whoever copied the office's keys before still has them, so an office that somebody left is due new ones.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from binhyen.accounts import sessions
from binhyen.accounts.models import Device, Membership, Person, WrappedKey
from binhyen.offices.models import Office
from binhyen.units import days


class NotThere(ValueError):
    """That person does not work at that office."""


@transaction.atomic
def leave(person: Person, office: Office, on: date) -> None:
    """End every role at the office; `on` is the first day they are gone. Raises NotThere."""
    held = person.memberships.filter(office=office).exclude(to_on__lte=on)
    if not held:
        raise NotThere
    # A role that would begin on that day or later never begins.
    held.filter(from_on__gte=on).delete()
    held.filter(from_on__lt=on).update(to_on=on)
    if on <= days.today():
        sweep()
        sessions.end_all_of(person.pk)


def sweep() -> int:
    """Delete the wrapped keys of people who no longer work at the office; how many. Done every day by the worker.

    Whoever works nowhere any more loses the devices that unlocked the desk as well.
    """
    current = Membership.objects.current(days.today())
    Device.objects.exclude(Exists(current.filter(person=OuterRef("person")))).delete()
    working = current.filter(person=OuterRef("member"), office=OuterRef("office"))
    gone, _by_model = WrappedKey.objects.exclude(Exists(working)).delete()
    return gone
