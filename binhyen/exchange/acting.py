"""In which role somebody imports: never in one that they do not hold."""

from __future__ import annotations

import datetime as dt

from binhyen.accounts.access import memberships_of
from binhyen.accounts.models import Membership, Person, Role
from binhyen.exchange.refusing import Refused
from binhyen.matters.actors import Actor
from binhyen.offices.models import Office

# The first that a person holds at an office is the one they act in.
ORDER = (Role.STEERING, Role.HEAD, Role.OFFICER, Role.REGISTRY)


class Acting:
    """One person, and where they work today."""

    def __init__(self, person: Person, on: dt.date) -> None:
        self.person = person
        self._roles: dict[int, set[str]] = {}
        for membership in memberships_of(person, on):
            self._roles.setdefault(membership.office_id, set()).add(membership.role)
        self._administers = any(Role.ADMINISTRATOR in roles for roles in self._roles.values())
        if not Membership.objects.current(on).filter(role=Role.ADMINISTRATOR).exists():
            # A new installation has one person, made by `binhyen init`, and no office yet where they could hold a role.
            self._administers = Person.objects.order_by("pk").first() == person

    def administrator(self) -> None:
        """Raises Refused unless this person administers the installation."""
        if not self._administers:
            raise Refused("", "not_administrator")

    def at(self, office: Office) -> Actor:
        """This person at that office. Raises Refused when they do not work there."""
        for role in ORDER:
            if role in self._roles.get(office.pk, ()):
                return Actor(role.value, self.person.pk, office.pk)
        raise Refused("office", "no_role", username=self.person.username, office=office.name)
