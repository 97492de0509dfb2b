"""Offices whose keys hang by a thread: held by one member or none, and whether somebody else could ever open them."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.accounts.models import Membership, WrappedKey
from binhyen.offices import recovery
from binhyen.offices.models import Office
from binhyen.units import days


@dataclass(frozen=True)
class Custody:
    """How many members of an office hold its present keys, and how it stands with recovery."""

    standing: recovery.Standing
    holders: int

    @property
    def office(self) -> Office:
        return self.standing.office

    @property
    def endangered(self) -> bool:
        """Whether one death, or one lost phrase, closes the office's matters for ever.

        A copy that the holders of the upper office's province can open is what saves an office of one.
        """
        return self.holders <= 1 and self.standing.copy is None

    @property
    def code(self) -> str:
        """What is to be done first: "endangered", "rotate", "no_copy", "drill", or "well"."""
        if self.endangered:
            return "endangered"
        if self.standing.rotate:
            return "rotate"
        if self.standing.copy is None or self.standing.copy.set.used_on is not None:
            return "no_copy"
        return "drill" if self.standing.drill_is_due(days.today()) else "well"

    def plain(self) -> dict[str, str | int | None]:
        copy, drilled = self.standing.copy, self.standing.drilled_on
        return {
            "office": self.office.slug,
            "serial": self.standing.certificate.serial,
            "holders": self.holders,
            "copy_kept_on": copy.kept_on.isoformat() if copy else None,
            "drilled_on": drilled.isoformat() if drilled else None,
            "code": self.code,
        }


def every() -> list[Custody]:
    """Of every office that has keys today."""
    today = days.today()
    offices = list(Office.objects.on(today).select_related("area__parent__parent__parent").order_by("slug"))
    return [
        Custody(standing, _holders(standing.office, standing.certificate.serial))
        for standing in recovery.standings(offices, today)
    ]


def endangered() -> list[Custody]:
    """The offices that one lost phrase would close for ever."""
    return [custody for custody in every() if custody.endangered]


def _holders(office: Office, serial: int) -> int:
    """Members of today who hold these keys: a leaver's copy helps nobody."""
    working = Membership.objects.current(days.today()).filter(office=office).values("person")
    return WrappedKey.objects.filter(office=office, serial=serial, member__in=working).count()
