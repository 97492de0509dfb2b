"""What the resident's pages carry so that a browser can choose the office, and trust its key, by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.conf import settings

from binhyen.offices import custody, routing
from binhyen.offices import directory as vouching
from binhyen.offices.models import Certificate, Office
from binhyen.units import tree
from binhyen.units.models import Level, Unit

KIND = "tip"
"""What the report page asks for; other pages name theirs."""


def carried(on: date, kind: str = KIND) -> dict[str, Any]:
    """A kind's routing table of the day, with certificates, custodians and roots, and the hamlets of each commune.

    A commune whose office, or the office above it, has no certificate yet is left out: nobody could seal to it.
    """
    table = routing.table(kind, on)
    offices = table["offices"]
    table["areas"] = [area for area in table["areas"] if _all_certified(area, offices)]
    wanted = {slug for area in table["areas"] for slug in _offices_of(area)}
    table["offices"] = {slug: office for slug, office in offices.items() if slug in wanted}
    table["offices"] |= _custodians(table["offices"], on)
    names = hamlets([area["code"] for area in table["areas"]], on)
    for area in table["areas"]:
        area["hamlets"] = names[area["code"]]
    roots, threshold = oversight()
    return table | {"installation": settings.INSTALLATION.id, "roots": roots, "threshold": threshold}


def _custodians(offices: dict[str, Any], on: date) -> dict[str, Any]:
    """Those that keep half of the key to a resident's name, by id; each of `offices` is told its own, "" for none.

    Every one of them comes with the page, chosen or not: to fetch it when somebody chooses would tell the server.
    """
    keepers: dict[str, Office] = {}
    named = Office.objects.filter(slug__in=offices).select_related(
        "upper__upper__area", "upper__area", "area"
    )
    kept = custody.custodians(named, on)
    for office in named:
        keeper = kept.get(office.pk)
        offices[office.slug]["custodian"] = keeper.office.slug if keeper else ""
        if keeper:
            keepers[keeper.office.slug] = keeper.office
    return routing.for_browser({slug: keepers[slug] for slug in keepers.keys() - offices.keys()}, on)


def oversight() -> tuple[list[str], int]:
    """The public oversight keys of this installation and how many of them must sign; ([], 1) before there are any."""
    try:
        of = vouching.current()
    except vouching.NoDirectory:
        return [], 1
    return vouching.roots(of), of.threshold


def hamlets(codes: list[str], on: date) -> dict[str, list[str]]:
    """By commune code, the names of its hamlets on that day, in one query."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Unit.objects.on(on).filter(level=Level.HAMLET, parent__code__in=codes, parent__level=Level.COMMUNE)
    for hamlet in rows.select_related("parent"):
        # The code alone may also name an earlier commune (10459 was three).
        if hamlet.parent is not None and hamlet.parent.in_force(on):
            found[hamlet.parent.code].append(hamlet.full_name)
    return defaultdict(list, {code: sorted(names) for code, names in found.items()})


def top_office(table: dict[str, Any]) -> dict[str, Any] | None:
    """The office above most of the communes: whose duty telephone stands on a page before a commune is chosen."""
    above = Counter(area["upper"] for area in table["areas"])
    ranked = [slug for slug, _count in above.most_common() if table["offices"][slug]["duty_phone"]]
    return table["offices"][ranked[0]] if ranked else None


def rightly_chosen(
    certificate: Certificate, kind: str, area_code: str, category: str, on: date
) -> tuple[Unit, Office] | None:
    """The area and the office a report was sealed for, when that is where one of this kind and category there goes.

    Either the office that answers for the area, or, for an area above the communes, the office above the one a
    report is about: which of the two it was is sealed, and the server must not be able to tell.
    """
    office = certificate.office
    area = Unit.objects.on(on).filter(code=area_code).exclude(level=Level.HAMLET).first()
    if area is None or not office.in_force(on):
        return None
    try:
        routed = routing.route(area, kind, category, False, on)
    except routing.NoOffice:
        # The office above need not answer for the kind itself to take what is about the one below.
        routed = None
    if routed is not None and (routed.office, routed.area_shown) == (office, area):
        return area, office
    if office.area_id == area.pk and _is_above(office, area, kind, on):
        return area, office
    return None


def _is_above(office: Office, area: Unit, kind: str, on: date) -> bool:
    below = {commune.code for commune in tree.communes_under(area, on)}
    return any(
        office.slug in (choice["upper"] for choice in [row, *row["special"]])
        for row in routing.table(kind, on)["areas"]
        if row["code"] in below
    )


def _offices_of(area: dict[str, Any]) -> set[str]:
    return {choice[part] for choice in [area, *area["special"]] for part in ("office", "upper")}


def _all_certified(area: dict[str, Any], offices: dict[str, Any]) -> bool:
    return all(offices[slug]["certificate"] is not None for slug in _offices_of(area))
