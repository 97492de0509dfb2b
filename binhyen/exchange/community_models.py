"""Models (mô hình) from a file, with the places where they are carried out: through the acts of their own journals.

What was spent, seen, recommended and judged stays where it was written: a file carries a way of working.
"""

from __future__ import annotations

from binhyen.exchange.cells import Line
from binhyen.exchange.ordering import uppers_first
from binhyen.exchange.refusing import Refused
from binhyen.exchange.report import ADDED, KNOWN
from binhyen.exchange.standing import opening, same
from binhyen.exchange.work import Work
from binhyen.matters import naming
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import open_matter, record
from binhyen.matters.lines import line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import community_models as model
from binhyen.units.models import Level

_Known = dict[tuple[int, str], Matter]


def take(work: Work) -> None:
    """Take the models in, those that others were adopted from first, then their places."""
    lines, circular = uppers_first(
        work.once("models", lambda line: line["key"]),
        lambda line: line["key"],
        lambda line: line["source"],
    )
    known = _known() if lines else {}

    def take_model(line: Line) -> str:
        if line["key"] in circular:
            raise Refused("source", "circular")
        return _model(work, line, known)

    work.each(lines, take_model, model.KIND)
    work.each(work.given.of("model_sites"), lambda line: _site(work, line), model.KIND)


def _known() -> _Known:
    """By office and present name, those that are carried out."""
    lines = list(read_lines(Matter.objects.filter(kind=model.KIND, is_open=True).order_by("pk")))
    called = naming.names_of(lines)
    return {
        (line.row.office_id, same(called.get(line.row.ref, ""))): line.row
        for line in lines
        if line.row.office_id is not None
    }


def _model(work: Work, line: Line, known: _Known) -> str:
    office = work.office("office", line["office"])
    identity = (office.pk, same(line["name"]))
    if identity in known:
        work.records["models", line["key"]] = known[identity]
        return KNOWN
    source = work.record("models", "source", line["source"]) if line["source"] else None
    area = work.areas.find("area", line["area"], None, line["from_on"]) if line["area"] else office.area
    said = {
        "name": text_hash(line["name"]),
        "office": office.pk,
        "area": area.pk,
        "topic": line["topic"],
        "from_on": line["from_on"],
        "method": text_hash(line["method"]),
    }
    facts = model.Adopted(**said, source=source.ref) if source else model.Founded(**said)
    matter = open_matter(
        opening(model.KIND),
        "adopted" if source else "founded",
        by=work.acting.at(office),
        facts=facts,
        documents=list(dict.fromkeys((line["name"], line["method"]))),
    )
    known[identity] = work.records["models", line["key"]] = matter
    return ADDED


def _site(work: Work, line: Line) -> str:
    matter = work.record("models", "model", line["model"])
    commune = work.areas.find("commune", line["commune"], Level.COMMUNE, line["from_on"])
    hamlet = None
    if line["hamlet"]:
        hamlet = work.areas.find("hamlet", line["hamlet"], Level.HAMLET, line["from_on"]).pk
    places = dict(Document.objects.filter(matter=matter).values_list("sha256", "body"))
    for site in model.read(line_of(matter)).sites:
        if (site.commune, site.hamlet, same(places[site.place])) == (commune.pk, hamlet, same(line["place"])):
            return KNOWN
    assert matter.office is not None
    facts = model.SiteOpened(
        commune=commune.pk,
        hamlet=hamlet,
        place=text_hash(line["place"]),
        from_on=line["from_on"],
        teams=line["teams"] or 0,
        members=line["members"] or 0,
        households=line["households"] or 0,
    )
    by = work.acting.at(matter.office)
    record(matter, "site_opened", by=by, facts=facts, documents=[line["place"]])
    return ADDED
