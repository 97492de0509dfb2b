"""Posters for the notice boards of a commune's hamlets, one PDF for each commune and size of paper.

The hamlet stands in the fragment of the code's link: a browser keeps a fragment to itself, so neither this server nor
anything between sees from which board somebody came.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from django.views.decorators.http import require_GET

from binhyen.accounts.access import offices_of
from binhyen.accounts.models import Person, Role
from binhyen.desk.doors import signed_in_page
from binhyen.documents.poster import SIZES, Poster, posters
from binhyen.matters import clock, kinds
from binhyen.offices import directory, routing
from binhyen.units import tree
from binhyen.units.folding import fragment, spelt_fragment
from binhyen.units.models import Level, Unit

ROLES = (Role.OFFICER, Role.HEAD, Role.REGISTRY, Role.ADMINISTRATOR)
PDF = "application/pdf"


@dataclass(frozen=True)
class Board:
    """A commune whose reports are taken here, with the office that answers and its duty telephone."""

    commune: Unit
    office: str
    duty_phone: str

    @property
    def hamlets(self) -> list[Unit]:
        return tree.hamlets_of(self.commune, clock.today())


@require_GET
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The communes of this person's offices, and the sheets of each. 404 for a role that hangs nothing up."""
    return render(
        request, "desk/posters.html", {"boards": _boards(person), "sizes": SIZES, "words": _words()}
    )


@require_GET
@signed_in_page
def printed(request: HttpRequest, person: Person, commune: str, size: str) -> HttpResponse:
    """Every sheet of one commune: its own first, then its hamlets by name."""
    board = next((each for each in _boards(person) if each.commune.code == commune), None)
    if board is None or size not in SIZES:
        raise Http404
    response = HttpResponse(posters(_sheets(request, board), size), content_type=PDF)
    response["Content-Disposition"] = f'attachment; filename="ap-phich-{commune}-{size}.pdf"'
    return response


def _boards(person: Person) -> list[Board]:
    today = clock.today()
    areas = set(offices_of(person, today, *ROLES).values_list("area", flat=True))
    if not areas:
        raise Http404
    answering = _answering()
    communes = Unit.objects.on(today).filter(code__in=answering, level=Level.COMMUNE)
    return [
        Board(commune, *answering[commune.code])
        for commune in communes.select_related("parent__parent").order_by("code")
        if not areas.isdisjoint(above.pk for above in tree.line_up(commune))
    ]


def _answering() -> dict[str, tuple[str, str]]:
    """By commune code, the office that residents' sealed reports go to and its telephone, else that of the office
    above; only communes where somebody could seal to both."""
    found: dict[str, tuple[str, str]] = {}
    for kind in kinds.every():
        table = routing.table(kind.code, clock.today()) if kind.on_posters else {"areas": [], "offices": {}}
        for area in table["areas"]:
            own, upper = (table["offices"][area[part]] for part in ("office", "upper"))
            if own["certificate"] and upper["certificate"]:
                reached: dict[str, Any] = own if own["duty_phone"] else upper
                found.setdefault(area["code"], (reached["name"], reached["duty_phone"]))
    return found


def _sheets(request: HttpRequest, board: Board) -> list[Poster]:
    # The sheet is Vietnamese, whatever language the desk is read in.
    with override("vi"):
        report = request.build_absolute_uri(reverse("public:report"))
        printed_on = date_format(clock.today(), "j-n-Y")
    words, hamlets = _words(), sorted(each.full_name for each in board.hamlets)
    written = _fragments(hamlets)
    return [
        Poster(
            commune=board.commune.full_name,
            hamlet=hamlet,
            link=f"{report}#{board.commune.code}" + (f"/{written[hamlet]}" if hamlet else ""),
            address=report.partition("://")[2].rstrip("/"),
            office=board.office,
            duty_phone=board.duty_phone,
            words=words,
            installation=settings.INSTALLATION.name,
            printed_on=printed_on,
            demonstration=settings.INSTALLATION.demonstration,
        )
        for hamlet in ["", *hamlets]
    ]


def _fragments(names: list[str]) -> dict[str, str]:
    """By name, how a hamlet stands in the link: spelt with its marks where another one folds alike."""
    alike = Counter(fragment(name) for name in set(names))
    return {name: fragment(name) if alike[fragment(name)] == 1 else spelt_fragment(name) for name in names}


def _words() -> tuple[str, ...]:
    """The directory's eight words; none before oversight has keys."""
    try:
        return directory.words(directory.current())
    except directory.NoDirectory:
        return ()
