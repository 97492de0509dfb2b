"""Which matters a person may see. Every other room fetches matters through here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.matters import clock, kinds
from binhyen.matters.actors import Actor
from binhyen.matters.models import Matter, Participant
from binhyen.procedure import ERASED, PARTS

if TYPE_CHECKING:
    from binhyen.accounts.models import Membership, Person

# Roles that work matters of every kind. Others see those kinds alone that name them (`Kind.worked_by`): a planner
# works the tasks of a plan and sees no tip; an administrator sees none of either.
WORKING_ROLES = ("officer", "head")
CUSTODIAN = "custodian"


def working_offices(person: Person) -> QuerySet[Membership, int]:
    """The ids of the offices where this person works matters today, of whichever kind."""
    return _offices(person, working_roles())


def working_roles() -> set[str]:
    """The roles in which matters of any kind are worked."""
    return set(WORKING_ROLES).union(*(kind.worked_by for kind in kinds.every()))


def _offices(person: Person, roles: set[str]) -> QuerySet[Membership, int]:
    return (
        person.memberships.current(clock.today()).filter(role__in=roles).values_list("office_id", flat=True)
    )


def _with_a_part(offices: QuerySet[Membership, int]) -> Exists:
    parts = Participant.objects.filter(matter=OuterRef("pk"), office__in=offices)
    # Whoever keeps half of the key to a name sees the request for it and nothing of the matter.
    return Exists(parts.exclude(part=CUSTODIAN))


def kept(person: Person) -> QuerySet[Matter]:
    """The matters in which one of this person's offices was asked for its half of the key to a resident's name.

    Not those that were erased: the half is gone, and so is what was written about it.
    """
    offices = _offices(person, set(WORKING_ROLES))
    asked = Participant.objects.filter(matter=OuterRef("pk"), office__in=offices, part=CUSTODIAN)
    return Matter.objects.filter(Exists(asked)).exclude(state=ERASED)


def visible(person: Person) -> QuerySet[Matter]:
    """The matters in which one of this person's offices has a part, standing records left out."""
    seen = Q(_with_a_part(_offices(person, set(WORKING_ROLES))))
    for role in _other_roles(person):
        codes = [kind.code for kind in kinds.every() if role in kind.worked_by]
        seen |= Q(_with_a_part(_offices(person, {role})), kind__in=codes)
    return Matter.objects.filter(seen, standing=False)


def _other_roles(person: Person) -> list[str]:
    """The roles this person holds today that work some kinds only."""
    held = set(person.memberships.current(clock.today()).values_list("role", flat=True))
    named = set[str]().union(*(kind.worked_by for kind in kinds.every()))
    return sorted(held & named - set(WORKING_ROLES))


def get_visible(person: Person, ref: str) -> Matter:
    """One matter, or Matter.DoesNotExist: another office's matter is the same as none at all."""
    return visible(person).select_related("area", "office").get(ref=ref)


def records(person: Person, kind: str) -> QuerySet[Matter]:
    """The standing records of a kind that this person may read: those in which an office of theirs has a part, or
    all where the kind is shared with everybody who works here."""
    found = Matter.objects.filter(kind=kind, standing=True).select_related("area", "office")
    offices = _offices(person, {*WORKING_ROLES, *kinds.get(kind).worked_by})
    if kinds.get(kind).shared:
        return found if person.memberships.current(clock.today()).exists() else found.none()
    under = Matter.objects.filter(under=OuterRef("ref"), standing=False)
    # Who was given something under a record may read the record: an addressee the plan, though it names only groups.
    given = under.filter(Exists(Participant.objects.filter(matter=OuterRef("pk"), office__in=offices)))
    return found.filter(_with_a_part(offices) | Exists(given))


def readable(person: Person, kind: str) -> QuerySet[Matter]:
    """What there is of a kind that this person may read, whether records or matters."""
    if kinds.get(kind).standing:
        return records(person, kind)
    return visible(person).filter(kind=kind).select_related("area", "office")


def published(kind: str) -> QuerySet[Matter]:
    """What of a kind anybody at all may read: what its office put before the public, and nothing of a draft.

    Of a sealed kind there is none, whatever its states are called.
    """
    known = kinds.get(kind)
    shown = frozenset() if known.sealed else known.published
    return Matter.objects.filter(kind=kind, state__in=shown, sealed="").select_related("area", "office")


def get_record(person: Person, kind: str, ref: str) -> Matter:
    """One standing record, or Matter.DoesNotExist."""
    return records(person, kind).get(ref=ref)


def actors_for(person: Person, matter: Matter) -> list[Actor]:
    """In which roles, at which offices this person may act on this matter: the handling office first, then by the
    strength of the part; at one office a head before an officer. In a record that is shared with everybody the offices
    without a part come last: they may do what asks for none, as an upper office recommends a model."""
    parts = dict(Participant.objects.filter(matter=matter).values_list("office_id", "part"))
    kind = kinds.get(matter.kind)
    memberships = [
        m
        for m in person.memberships.current(clock.today()).filter(role__in={*WORKING_ROLES, *kind.worked_by})
        if m.office_id in parts or kind.shared
    ]
    strength = {office: PARTS.index(part) for office, part in parts.items()}
    memberships.sort(key=lambda m: (strength.get(m.office_id, len(PARTS)), m.role != "head", m.role))
    return [Actor.of(each) for each in memberships]


def actor_for(person: Person, matter: Matter) -> Actor:
    """The first of `actors_for`. Raises Matter.DoesNotExist when none of their offices has a part."""
    for actor in actors_for(person, matter):
        return actor
    raise Matter.DoesNotExist


def handles(person: Person, matter: Matter) -> bool:
    """Whether the matter lies with one of this person's offices (to read is not to act)."""
    return matter.office_id in set(working_offices(person))
