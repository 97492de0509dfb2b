"""At which offices somebody works on a day, and as what."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from binhyen.accounts.models import Membership, Person, Role, WrappedKey
from binhyen.offices.models import Office


def memberships_of(person: Person, on: date) -> QuerySet[Membership]:
    """The roles a person holds on that day, with their offices."""
    held = Membership.objects.current(on).filter(person=person)
    return held.select_related("office__area", "person").order_by("office__slug", "role")


def offices_of(person: Person, on: date, *roles: Role) -> QuerySet[Office]:
    """The offices where a person holds a role on that day: any role, or one of those named."""
    held = Membership.objects.current(on).filter(person=person)
    if roles:
        held = held.filter(role__in=roles)
    return Office.objects.filter(pk__in=held.values("office")).select_related("area")


def roles_at(person: Person, office: Office, on: date) -> frozenset[str]:
    """The roles a person holds at one office on that day."""
    return frozenset(
        Membership.objects.current(on).filter(person=person, office=office).values_list("role", flat=True)
    )


def wrapped_keys_of(person: Person, on: date) -> QuerySet[WrappedKey]:
    """The office keys wrapped to a person, of offices where they still work.

    The attack: a leaver's row that was not deleted yet must not be handed out any more.
    """
    working_at = Membership.objects.current(on).filter(person=person).values("office")
    return WrappedKey.objects.filter(member=person, office__in=working_at).select_related("office")
