"""The public board: which lists hang now and how to object; which titles were given. Nothing is asked, nothing kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.recognition import showing
from binhyen.kinds.recognition.words import CHOICES
from binhyen.matters import clock
from binhyen.offices.models import Office
from binhyen.public.pages import shared
from binhyen.receiving import directory
from binhyen.units.models import Level


@require_safe
@gzip_page
def posted(request: HttpRequest) -> HttpResponse:
    """The lists that hang today, each with where, until when, and how to object."""
    today = clock.today()
    words = CHOICES["title"]
    rows = [
        {"list": each, "title": words[each.title], "office": each.office} for each in showing.hanging(today)
    ]
    return _show(request, "public/posted.html", {"rows": rows})


@require_safe
@gzip_page
def recognised(request: HttpRequest) -> HttpResponse:
    """The titles of one year in one commune: ?nam=2026&xa=10489. Without, the latest year and the first commune."""
    today = clock.today()
    areas = Office.objects.on(today).filter(area__level=Level.COMMUNE).values_list("area", flat=True)
    communes, years = showing.communes(areas), _years()
    year = _chosen(request.GET.get("nam"), years, today.year)
    asked = request.GET.get("xa", "")
    commune = next((each for each in communes if each.code == asked), communes[0] if communes else None)
    given = showing.given(year, commune) if commune else []
    words = CHOICES["title"]
    groups = [
        {"title": word, "rows": rows}
        for code, word in words.items()
        if (rows := [each for each in given if each.title == code])
    ]
    context = {"groups": groups, "communes": communes, "commune": commune, "years": years, "year": year}
    return _show(request, "public/recognised.html", context)


def _years() -> list[int]:
    """The years to choose from; those to come have no titles yet."""
    return [year for year in showing.years() if year <= clock.today().year]


def _chosen(text: str | None, years: list[int], otherwise: int) -> int:
    wanted = int(text) if text and text.isascii() and text.isdecimal() and len(text) == 4 else 0
    if wanted in years:
        return wanted
    return years[0] if years else otherwise


def _show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    table = directory.carried(clock.today())
    return render(request, template, shared(table) | context)
