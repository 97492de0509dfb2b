"""A model's page: how it is done, where, by how many; what it cost, what came of it; who recommended and adopted it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.panel import act_for
from binhyen.desk.steering import model_papers
from binhyen.desk.steering.instruments import cited_names
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.figures.before_after import DAYS
from binhyen.figures.maps import Map, Meaning, Place
from binhyen.figures.models import comparison_of, meanwhile
from binhyen.matters import access, clock, naming
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, Matter
from binhyen.movement import community_models
from binhyen.movement.community_models import KIND, Model, read
from binhyen.movement.model_adopting import adopters
from binhyen.movement.model_reading import Evaluation, Site, tally
from binhyen.offices.models import Office
from binhyen.units import tree
from binhyen.units.models import Unit

# Offered beside the place or the words they are about; and the end, which is nobody's next step.
BESIDE = frozenset(
    {"site_recounted", "site_ended", "recommended", "recommendation_ended", "reported_back", "ended"}
)
CARRIED_OUT = Meaning("full", gettext_lazy("Đang thực hiện"))
NOT_YET = Meaning("blank", gettext_lazy("Chưa có địa điểm nào"))


def context(line: Line, person: Person) -> dict[str, Any]:
    """Everything of the page; the numbers of queries grow with its evaluations alone."""
    model, today = read(line), clock.today()
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    units = _units(model)
    offices = _office_names(each.office for each in model.recommendations)
    words = line.kind.vocabulary()
    sites = {site.seq: _site(site, units, texts, today) for site in model.sites}
    present = {site.seq for site in model.sites_on(today)}
    return {
        "model": model,
        "topic": words.choices["topic"][model.topic],
        "area": line.row.area.full_name if line.row.area else "",
        "since": date_words(model.from_on),
        "ended_on": date_words(model.ended_on) if model.ended_on else "",
        "ending": texts.get(model.ending or "", ""),
        "founded_under": _named(model.instrument, cited_names(person, filter(None, [model.instrument]))),
        "source": _record(model.source, person),
        "tally": tally(model, today),
        "method": texts.get(model.method, ""),
        "sites": [sites[seq] for seq in sites if seq in present],
        "former_sites": [sites[seq] for seq in sites if seq not in present],
        "recommendations": [
            {
                "office": offices.get(each.office, ""),
                "on": date_words(each.on),
                "text": texts.get(each.text or "", ""),
            }
            for each in model.recommended
        ],
        "costs": [
            {
                "year": each.year,
                "funding": words.choices["funding"][each.funding],
                "amount": number_format(each.amount, force_grouping=True),
            }
            for each in sorted(model.costs, key=lambda each: (-each.year, each.seq))
        ],
        "evidence": [_paper(each, texts) for each in reversed(model.evidence)],
        "reports": [_paper(each, texts) for each in reversed(model.reports)],
        "comparison": comparison_of(model, today),
        "meanwhile": meanwhile(model, today),
        "days": DAYS,
        "evaluations": [_evaluated(model, each, texts) for each in reversed(model.evaluations)],
        "adopters": adopted(line),
        "adopting": bool(adopting_offices(line, person)),
        "map": _map(line, model, today),
        "may": _may(line, model, person),
    }


def adopted(line: Line) -> list[dict[str, Any]]:
    """Who adopted this model, the latest first: where they carry it out and what they reported back."""
    found = adopters(line.row)
    texts = dict(
        Document.objects.filter(matter__in=[each.row.pk for each in found]).values_list("sha256", "body")
    )
    states = line.kind.vocabulary().states
    return [_adopter(each, read(each), texts, states) for each in found]


def _adopter(line: Line, model: Model, texts: Mapping[str, str], states: Mapping[str, Any]) -> dict[str, Any]:
    counted = tally(model, clock.today())
    return {
        "ref": line.row.ref,
        "office": line.row.office.shown_name if line.row.office else "",
        "since": date_words(model.from_on),
        "state": states.get(line.row.state, line.row.state),
        "is_open": line.row.is_open,
        "sites": counted.sites,
        "teams": counted.teams,
        "reports": [_paper(each, texts) for each in reversed(model.reports)],
    }


def adopting_offices(line: Line, person: Person) -> list[Actor]:
    """In which roles, at which offices this person may adopt the model: not where it is kept, not where it is
    adopted."""
    if not line.row.is_open:
        return []
    held = person.memberships.current(clock.today()).filter(role__in=community_models.KEEPERS)
    actors = {m.office_id: Actor.of(m) for m in held.order_by("-role")}
    taken = set(
        Matter.objects.filter(kind=KIND, under=line.row.ref, is_open=True).values_list("office", flat=True)
    )
    return [actor for office, actor in actors.items() if office not in taken | {line.row.office_id}]


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Which place was recounted or ended, which window is evaluated: the page says it, the form does not ask."""
    if act == "evaluated":
        today = clock.today()
        said = _("Nhận xét về tin báo %(days)d ngày trước và %(days)d ngày sau ở mỗi xã, tính đến %(day)s.")
        return Chosen({"as_of": today, "days": DAYS}, said % {"days": DAYS, "day": date_words(today)})
    if act in ("site_recounted", "site_ended"):
        seq = query.get("site", "")
        site = read(line).site(int(seq)) if seq.isascii() and seq.isdecimal() and len(seq) < 10 else None
        if site is not None:
            place = Document.objects.get(matter=line.row, sha256=site.place).body
            return Chosen({"site": site.seq}, _("Địa điểm: %(place)s") % {"place": place})
    return None


def _may(line: Line, model: Model, person: Person) -> dict[str, bool]:
    actors = access.actors_for(person, line.row)
    found = {code: act_for(line, actors, code) is not None for code in BESIDE}
    advising = [actor for actor in actors if community_models.may_recommend(model, actor)]
    said = {each.office for each in model.recommended}
    found["recommended"] &= any(actor.office_id not in said for actor in advising)
    found["recommendation_ended"] &= any(actor.office_id in said for actor in actors)
    found["reported_back"] &= model.source is not None
    return found


def _units(model: Model) -> dict[int, Unit]:
    wanted = {site.commune for site in model.sites} | {site.hamlet for site in model.sites if site.hamlet}
    return Unit.objects.in_bulk(wanted)


def _office_names(offices: Iterable[int]) -> dict[int, str]:
    return {office.pk: office.shown_name for office in Office.objects.filter(pk__in=set(offices))}


def _site(site: Site, units: Mapping[int, Unit], texts: Mapping[str, str], today: dt.date) -> dict[str, Any]:
    counted = site.count_on(today)
    where = [units[pk].full_name for pk in (site.hamlet, site.commune) if pk is not None]
    return {
        "seq": site.seq,
        "place": texts.get(site.place, ""),
        "where": ", ".join(where),
        "from_on": date_words(site.from_on),
        "to_on": date_words(site.to_on) if site.to_on else "",
        "teams": counted.teams,
        "members": counted.members,
        "households": counted.households,
    }


def _paper(paper: Any, texts: Mapping[str, str]) -> dict[str, Any]:
    return {"on": date_words(paper.on), "text": texts.get(paper.text, ""), "file": paper.file}


def _evaluated(model: Model, evaluation: Evaluation, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "on": date_words(evaluation.as_of),
        "text": texts.get(evaluation.text, ""),
        "comparison": comparison_of(model, evaluation.as_of, evaluation.days),
    }


def _named(ref: str | None, names: Mapping[str, str]) -> dict[str, str] | None:
    return {"ref": ref, "name": names[ref]} if ref and ref in names else None


def _record(ref: str | None, person: Person) -> dict[str, Any] | None:
    """The model it came from, with its office."""
    row = access.records(person, KIND).filter(ref=ref).first() if ref else None
    if row is None:
        return None
    office = row.office.shown_name if row.office else ""
    return {"ref": row.ref, "name": naming.names([row]).get(row.ref, ""), "office": office}


def _map(line: Line, model: Model, today: dt.date) -> Map | None:
    """Where in its area it is carried out; None for a commune's own, whose map would be one commune, and where it is
    carried out nowhere."""
    if line.row.area is None or not model.sites_on(today):
        return None
    communes = tree.communes_under(line.row.area, today)
    if len(communes) < 2:
        return None
    counts: dict[int, int] = {}
    for site in model.sites_on(today):
        counts[site.commune] = counts.get(site.commune, 0) + 1
    places = [
        Place(commune, CARRIED_OUT if commune.pk in counts else NOT_YET, _places(counts.get(commune.pk, 0)))
        for commune in communes
    ]
    return Map(_("Nơi đang thực hiện mô hình"), places, (CARRIED_OUT, NOT_YET))


def _places(number: int) -> str:
    return ngettext("%(n)d địa điểm", "%(n)d địa điểm", number) % {"n": number} if number else ""


def row(line: Line) -> Any:
    model = read(line)
    counted = tally(model, clock.today())
    teams = ngettext("%(n)d tổ", "%(n)d tổ", counted.teams) % {"n": counted.teams}
    said = [str(line.kind.vocabulary().choices["topic"][model.topic]), _places(counted.sites), teams]
    if model.source:
        said.append(_("áp dụng từ nơi khác"))
    if model.recommended:
        said.append(_("được khuyến nghị áp dụng"))
    return " · ".join(filter(None, said))


SECTION = Section(
    slug="mo-hinh",
    kind=KIND,
    plural=pgettext_lazy("many", "Mô hình"),
    lead=gettext_lazy(
        "Cách làm hay của từng nơi: làm thế nào, ở đâu, bao nhiêu tổ; nơi khác áp dụng bằng một lần bấm."
    ),
    summary="desk/steering/model.html",
    context=context,
    row=row,
    papers=model_papers.PAPERS,
    write=model_papers.write,
    ready=model_papers.ready,
    hidden=BESIDE,
    choose=choose,
    register="desk:model_registry",
    barred=False,
)
