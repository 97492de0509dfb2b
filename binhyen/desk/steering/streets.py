"""A street's page: what was found and done there, and how it was 7, 30 and 90 days later."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering import street_papers
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.kinds.street.procedure import LOOKS
from binhyen.kinds.street.reading import Street, read
from binhyen.matters import access, clock, naming
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter


def context(line: Line, person: Person) -> dict[str, Any]:
    street = read(line)
    words = line.kind.vocabulary()
    return {
        "street": street,
        "when": date_words(street.worked_on or street.on),
        "team": words.choices["team"][street.team],
        "area": line.row.area,
        "plan": naming.names(access.records(person, "plan").filter(ref=street.plan)) if street.plan else {},
        "geo": geo(street.point),
        "findings": _counts(street.findings, words.facts),
        "results": _counts(street.results, words.facts),
        "looks": _looks(street, line),
        "sanctions": sanctions(line.row, person),
        "why": words.choices["why"].get(street.cancelled, ""),
    }


def geo(point: tuple[int, int] | None) -> str:
    """The address that a phone opens in its own map, and no third party's page; "" without a point."""
    return "geo:{:.6f},{:.6f}".format(*(each / 1_000_000 for each in point)) if point else ""


def _counts(counted: Any, words: Any) -> list[tuple[Any, int]]:
    return [(words[code], number) for code, number in counted.items() if number]


def _looks(street: Street, line: Line) -> list[dict[str, Any]]:
    """Each of the three looks: what was seen, or that it waits."""
    states = line.kind.vocabulary().choices["state"]
    found = []
    for act, (days, _until) in LOOKS.items():
        look = street.looks.get(act)
        found.append(
            {
                "days": days,
                "look": look,
                "when": date_words(look.on) if look else "",
                "words": states[look.state] if look else "",
            }
        )
    return found


def sanctions(row: Matter, person: Person) -> dict[str, str]:
    """The sanctions that came of it, which this person may read, by reference."""
    return naming.names(access.readable(person, "sanction").filter(under=row.ref))


def row(line: Line) -> Any:
    street = read(line)
    where = line.row.area.full_name if line.row.area else ""
    return f"{date_words(street.worked_on or street.on)} · {where}"


def possible(line: Line, act: str) -> bool:
    """What has not come yet is not offered: a street before its day, a look before its own."""
    street, today = read(line), clock.today()
    if act == "worked":
        return street.on <= today
    if act in LOOKS:
        return street.look_due(today) == act
    return True


SECTION = Section(
    slug="doan-duong",
    kind="street",
    plural=_("Đoạn đường"),
    lead=_(
        "Từng đoạn đường của đợt ra quân: tìm thấy gì, đã làm gì; sau 7, 30, 90 ngày còn thông thoáng không."
    ),
    summary="desk/steering/street.html",
    context=context,
    row=row,
    possible=possible,
    papers=street_papers.PAPERS,
    write=street_papers.write,
    doors={"desk:round": _("Lượt đi hôm nay")},
    barred=False,
)
