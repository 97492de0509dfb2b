"""Who acts: a resident, the clock, or a person in a role at an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binhyen.accounts.models import Membership, Person


@dataclass(frozen=True)
class Actor:
    """`role` is one of the procedure's role codes; a resident and the clock are no person at no office."""

    role: str
    person_id: int | None = None
    office_id: int | None = None

    @classmethod
    def of(cls, membership: Membership) -> Actor:
        return cls(membership.role, membership.person_id, membership.office_id)

    @classmethod
    def at_office(cls, person: Person, office_id: int, role: str) -> Actor:
        return cls(role, person.pk, office_id)


RESIDENT = Actor("resident")
CLOCK = Actor("clock")
