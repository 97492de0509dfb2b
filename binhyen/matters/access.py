"""Which matters a person may see. Every other room fetches matters through here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.models import Matter, Participant

if TYPE_CHECKING:
    from binhyen.accounts.models import Membership, Person

# Roles that work matters. A planner, an administrator or a registry clerk sees none through an office.
WORKING_ROLES = ("officer", "head")


def working_offices(person: Person) -> QuerySet[Membership, int]:
    """The ids of the offices where this person works matters today."""
    return (
        person.memberships.current(clock.today())
        .filter(role__in=WORKING_ROLES)
        .values_list("office_id", flat=True)
    )


def visible(person: Person) -> QuerySet[Matter]:
    """The matters in which one of this person's offices has a part, standing records left out."""
    part = Participant.objects.filter(matter=OuterRef("pk"), office__in=working_offices(person))
    return Matter.objects.filter(Exists(part), standing=False)


def get_visible(person: Person, ref: str) -> Matter:
    """One matter, or Matter.DoesNotExist: another office's matter is the same as none at all."""
    return visible(person).select_related("area", "office").get(ref=ref)


def actor_for(person: Person, matter: Matter) -> Actor:
    """In which role this person acts on this matter: at the office that handles it, else at one with a part.

    Raises Matter.DoesNotExist when none of their offices has a part.
    """
    parts = dict(Participant.objects.filter(matter=matter).values_list("office_id", "part"))
    memberships = [
        m
        for m in person.memberships.current(clock.today()).filter(role__in=WORKING_ROLES)
        if m.office_id in parts
    ]
    if not memberships:
        raise Matter.DoesNotExist
    # The handling office first; there, a head's powers include an officer's.
    memberships.sort(key=lambda m: (parts[m.office_id] != "handler", m.role != "head"))
    return Actor.of(memberships[0])


def handles(person: Person, matter: Matter) -> bool:
    """Whether the matter lies with one of this person's offices (to read is not to act)."""
    return matter.office_id in set(working_offices(person))
