"""A campaign's page: what counts, who may be proposed, what may be given, who sits in the council, what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.panel import act_for
from binhyen.desk.steering import emulation_papers
from binhyen.desk.steering.instruments import cited_names, done_under
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.matters import access
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document
from binhyen.movement.emulation import KIND, Emulation, read
from binhyen.offices.models import Office

# Offered beside the criterion or the office they are about; and the end.
BESIDE = frozenset({"criterion_dropped", "council_left", "closed"})


@dataclass(frozen=True)
class Proposed:
    """How many proposals of one state this reader may see under the campaign."""

    state: Any
    count: int


def context(line: Line, person: Person) -> dict[str, Any]:
    campaign = read(line)
    words = line.kind.vocabulary()
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    offices = {o.pk: o for o in Office.objects.filter(pk__in=[member for member, _role in campaign.council])}
    actors = access.actors_for(person, line.row)
    return {
        "may": {code: act_for(line, actors, code) is not None for code in (*BESIDE, "criterion_set")},
        "from_on": date_words(campaign.from_on),
        "closes_on": date_words(campaign.closes_on),
        "closed_on": date_words(campaign.closed_on) if campaign.closed_on else "",
        "instrument": _instrument(campaign, person),
        "criteria": [{"number": number, "text": bodies.get(text, "")} for number, text in campaign.criteria],
        "next_number": max((number for number, _text in campaign.criteria), default=0) + 1,
        "nominees": [words.choices["nominees"][each] for each in campaign.nominees],
        "forms": [words.choices["forms"][each] for each in campaign.forms],
        "council": [
            {"pk": pk, "name": offices[pk].shown_name, "role": words.choices["role"][role]}
            for pk, role in campaign.council
        ],
        "proposed": proposed(line, person),
        "decisions": done_under(line, person),
    }


def _instrument(campaign: Emulation, person: Person) -> dict[str, str] | None:
    ref = campaign.instrument
    names = cited_names(person, [ref]) if ref else {}
    return {"ref": ref, "name": names[ref]} if ref and ref in names else None


def proposed(line: Line, person: Person) -> list[Proposed]:
    """Of the proposals under it that this person may see, how many stand where; never of whom."""
    found = list(access.visible(person).filter(under=line.row.ref))
    lines = {each.kind.code: each.kind for each in read_lines(found[:1])}
    states = Counter(row.state for row in found)
    words = next(iter(lines.values())).vocabulary().states if lines else {}
    return [Proposed(words.get(state, state), states[state]) for state in words if states[state]]


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Which criterion is dropped, which office leaves the council: the page's link says it, the form does not ask."""
    campaign = read(line)
    if act == "criterion_dropped" and (number := _number(query.get("number"))) in dict(campaign.criteria):
        return Chosen({"number": number}, _("Tiêu chí số %(n)d") % {"n": number})
    if act == "council_left" and (member := _number(query.get("member"))) in dict(campaign.council):
        return Chosen({"member": member}, Office.objects.get(pk=member).shown_name)
    return None


def _number(text: str | None) -> int:
    """A number from an address; 0, which nothing has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 20 else 0


def row(line: Line) -> Any:
    campaign = read(line)
    days = {"first": date_words(campaign.from_on), "last": date_words(campaign.closes_on)}
    return _("Từ %(first)s đến %(last)s") % days


SECTION = Section(
    slug="thi-dua",
    kind=KIND,
    plural=gettext_lazy("Đợt thi đua"),
    lead=gettext_lazy("Phát động từ ngày nào, tiêu chí gì, ai xét; đã nhận và đã khen được đến đâu."),
    summary="desk/steering/emulation.html",
    context=context,
    row=row,
    papers=emulation_papers.PAPERS,
    write=emulation_papers.write,
    hidden=BESIDE,
    choose=choose,
    barred=False,
)
