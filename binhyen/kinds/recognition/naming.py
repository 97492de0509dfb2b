"""What a recognition is called: who asks for which title of which year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from binhyen.kinds.recognition.titles import BY_CODE
from binhyen.kinds.recognition.words import SHORT
from binhyen.matters.lines import read_records
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import effective
from binhyen.units.models import Unit


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference: who, which title, which year. Four queries for all."""
    opened: dict[str, Any] = {
        row.ref: effective(records)[0].facts for row, records in read_records(list(matters))
    }
    names = of_applicants(opened.values())
    return {
        ref: gettext("%(who)s: %(title)s, năm %(year)d")
        % {"who": names[key(facts)], "title": SHORT[facts.title], "year": facts.year}
        for ref, facts in opened.items()
    }


def key(facts: Any) -> tuple[str, int]:
    """What a title is given to: an area or an office, with its id."""
    return ("area", facts.area) if BY_CODE[facts.title].of_area else ("office", facts.applicant)


def of_applicants(registered: Iterable[Any]) -> dict[tuple[str, int], str]:
    """By `key`, the name: a hamlet's with its commune's, an office's in the reader's language."""
    keys = {key(facts) for facts in registered}
    units = Unit.objects.filter(pk__in=[pk for what, pk in keys if what == "area"]).select_related("parent")
    offices = Office.objects.filter(pk__in=[pk for what, pk in keys if what == "office"])
    return {("area", unit.pk): area_name(unit) for unit in units} | {
        ("office", office.pk): office.shown_name for office in offices
    }


def area_name(unit: Unit) -> str:
    """A hamlet's name with its commune's; of a commune its own."""
    if unit.level == "hamlet" and unit.parent is not None:
        return f"{unit.full_name}, {unit.parent.prefix.lower()} {unit.parent.name}"
    return unit.full_name
