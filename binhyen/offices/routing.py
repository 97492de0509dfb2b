"""Which office answers for a kind of matter in an area, and why: the same question, the same answer.

1. The area is brought to the day asked about: a hamlet becomes its commune (the clear area of a sealed matter
   is never below it), a former unit becomes the one that holds most of its people.
2. From there upwards, the first area with an office whose remit covers the kind and category answers.
3. A matter about that office or its staff goes to the office above, under that office's area, so that nothing
   in clear says which commune it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from binhyen.offices import certificates
from binhyen.offices.models import Office, Remit
from binhyen.units import succession, tree
from binhyen.units.models import Level, Unit


class NoOffice(LookupError):
    """Nobody in this installation answers for it. `code` is "nobody" or "nobody_above"."""

    def __init__(self, code: str, about: Unit | Office) -> None:
        self.code, self.about = code, about
        super().__init__(code)

    def __str__(self) -> str:
        if self.code == "nobody_above":
            return _(
                "Ở đây không có đơn vị nào trên %(office)s. Xin gửi đến viện kiểm sát hoặc cơ quan thanh tra."
            ) % {"office": _shown(self.about)}
        return _("Chưa có đơn vị nào phụ trách việc này ở %(area)s.") % {"area": _shown(self.about)}


@dataclass(frozen=True)
class Because:
    """One step of the reasoning: its code, and the two units or offices it names."""

    code: str
    first: Unit | Office
    second: Unit | Office

    @property
    def words(self) -> str:
        """The step in the reader's language."""
        return _SENTENCES[self.code]() % {"first": _shown(self.first), "second": _shown(self.second)}


# Functions, because a sentence is looked up when it is read: only then is the reader's language known.
_SENTENCES: dict[str, Callable[[], str]] = {
    "hamlet": lambda: _("%(first)s thuộc %(second)s."),
    "succeeded": lambda: _("%(first)s nay thuộc %(second)s."),
    "none_here": lambda: _("%(first)s chưa có đơn vị phụ trách loại việc này nên chuyển lên %(second)s."),
    "category": lambda: _("Ở %(first)s, riêng loại việc này do %(second)s phụ trách."),
    "kind": lambda: _("Ở %(first)s, việc này do %(second)s phụ trách."),
    "conflict": lambda: _("Việc liên quan đến chính %(first)s nên giao cho đơn vị ở trên là %(second)s."),
}


@dataclass(frozen=True)
class Routed:
    """The office, the area that may be shown in clear with it, and the reasons in order.

    The reasons are for the screen of whoever asked and are kept nowhere: in a conflict they name the commune
    that `area_shown` hides.
    """

    office: Office
    area_shown: Unit
    because: tuple[Because, ...]


def route(area: Unit, kind: str, category: str, conflict: bool, on: date) -> Routed:
    """The office that answers on that day. Raises NoOffice."""
    because: list[Because] = []
    here = _standing(area, on, because)
    remit = _nearest(here, kind, category, on, because)
    office = remit.office
    because.append(Because("category" if remit.categories else "kind", office.area, office))
    if not conflict:
        # The commune stays in clear even when an office of a wider area answers for it.
        return Routed(office, here, tuple(because))
    above = office_above(office, on)
    if above is None:
        raise NoOffice("nobody_above", office)
    because.append(Because("conflict", office, above))
    return Routed(above, above.area, tuple(because))


def office_above(office: Office, on: date) -> Office | None:
    """The nearest upper office that exists on that day (the district police went in March 2025)."""
    above = office.upper
    while above is not None and not above.in_force(on):
        above = above.upper
    return above


def table(kind: str, on: date) -> dict[str, Any]:
    """What a browser needs to choose the office itself before it seals, ready for JSON.

    `areas`: each commune of that day that has an office for this kind, {code, name, office, upper, special}.
    `special` lists offices that take only some categories, {categories, office, upper}; the first that has
    the report's category comes before `office`. `offices`: by id, {id, name, name_en, type, area, duty_phone,
    certificate}; a certificate is {document, signatures}, or null while an office has none. A commune
    is left out when no office is above its own: a report about the office itself must have somewhere to go.
    """
    by_area: dict[int, list[Remit]] = defaultdict(list)
    for remit in _remits(kind, on):
        by_area[remit.office.area_id].append(remit)
    communes = {
        remit.office.area
        for remits in by_area.values()
        for remit in remits
        if remit.office.area.level == Level.COMMUNE
    }
    areas: list[dict[str, Any]] = []
    offices: dict[str, Office] = {}
    for unit in sorted(communes, key=lambda commune: commune.code):
        choices = _choices(unit, by_area, on)
        if choices is None:
            continue
        rows = [{"office": remit.office.slug, "upper": above.slug} for remit, above in choices]
        special = [
            {"categories": remit.categories.split(), **row}
            for (remit, _above), row in zip(choices[:-1], rows[:-1], strict=True)
        ]
        areas.append({"code": unit.code, "name": unit.full_name, **rows[-1], "special": special})
        offices |= {office.slug: office for remit, above in choices for office in (remit.office, above)}
    return {"kind": kind, "on": on.isoformat(), "areas": areas, "offices": for_browser(offices, on)}


def _choices(unit: Unit, by_area: dict[int, list[Remit]], on: date) -> list[tuple[Remit, Office]] | None:
    """The remits that `route` would try for a commune, in its order, ending with the first that takes all.

    None when some category, or a report about one of these offices, would have nowhere to go.
    """
    choices: list[tuple[Remit, Office]] = []
    for area in tree.line_up(unit):
        for remit in sorted(by_area[area.pk], key=_fit):
            above = office_above(remit.office, on)
            if above is None:
                return None
            choices.append((remit, above))
            if not remit.categories:
                return choices
    return None


def for_browser(offices: Mapping[str, Office], on: date) -> dict[str, Any]:
    """The offices of a table, by id, as `table` says."""
    held = certificates.newest(offices.values(), on)
    return {
        slug: {
            "id": slug,
            "name": office.name,
            "name_en": office.name_en,
            "type": office.type,
            "area": {"code": office.area.code, "name": office.area.full_name},
            "duty_phone": office.duty_phone,
            "certificate": held[office.pk].as_posted() if office.pk in held else None,
        }
        for slug, office in sorted(offices.items())
    }


def _standing(area: Unit, on: date, because: list[Because]) -> Unit:
    """The commune, or wider unit, that the area is part of on that day."""
    here = tree.commune_of(area)
    if here != area:
        because.append(Because("hamlet", area, here))
    if here.in_force(on):
        return here
    parts = succession.today(here, on)
    # Most of its people; of equals, the lower code, as for a point on a border.
    chosen = max(sorted(parts, key=lambda part: part.unit.code), key=lambda part: part.share)
    if chosen.unit == here or not chosen.unit.in_force(on):
        raise NoOffice("nobody", area)
    because.append(Because("succeeded", here, chosen.unit))
    return chosen.unit


def _nearest(here: Unit, kind: str, category: str, on: date, because: list[Because]) -> Remit:
    line = tree.line_up(here)
    for place, unit in enumerate(line):
        fitting = [remit for remit in _remits(kind, on).filter(office__area=unit) if remit.covers(category)]
        if fitting:
            return min(fitting, key=_fit)
        if place + 1 < len(line):
            because.append(Because("none_here", unit, line[place + 1]))
    raise NoOffice("nobody", here)


def _fit(remit: Remit) -> tuple[bool, str]:
    """An office named for the category comes before one that takes all of the kind; then the lower id."""
    return not remit.categories, remit.office.slug


def _remits(kind: str, on: date) -> QuerySet[Remit]:
    return Remit.objects.filter(kind=kind, office__in=Office.objects.on(on)).select_related(
        "office__area__parent", "office__upper__area", "office__upper__upper__area"
    )


def _shown(thing: Unit | Office) -> str:
    return thing.full_name if isinstance(thing, Unit) else thing.shown_name
