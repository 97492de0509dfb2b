"""Instruments and committees from a file: each through the acts of its own journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from binhyen.documents.text import one_line
from binhyen.exchange.cells import Line
from binhyen.exchange.ordering import uppers_first
from binhyen.exchange.refusing import Refused
from binhyen.exchange.report import ADDED, KNOWN
from binhyen.exchange.work import Work
from binhyen.matters import naming
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import committees as committee
from binhyen.movement import instruments as instrument


def hashed(text: str | None) -> str | None:
    """What an entry holds of a text."""
    return text_hash(text) if text else None


def texts(*given: str | None) -> list[str]:
    """The texts that go with an act, each once."""
    return list(dict.fromkeys(text for text in given if text))


def same(name: str) -> str:
    """A name as it is compared with another: as a cell would hold it, capitals or not."""
    return one_line(name).casefold()


def opening(kind: str) -> Opening:
    return Opening.unsealed(kind, settings.INSTALLATION.id)


# --- instruments -------------------------------------------------------------------------------------------


def instruments(work: Work) -> None:
    """Take the instruments in, those that are replaced first."""
    lines, circular = uppers_first(
        work.once("instruments", lambda line: line["key"]),
        lambda line: line["key"],
        lambda line: line["replaces"],
    )
    known = _known_instruments() if lines else {}

    def take(line: Line) -> str:
        if line["key"] in circular:
            raise Refused("replaces", "circular")
        return _instrument(work, line, known)

    work.each(lines, take, instrument.KIND)


_Identity = tuple[int, str, dt.date]


def _known_instruments() -> dict[_Identity, Matter]:
    """By office, number and date of issue."""
    rows = Matter.objects.filter(kind=instrument.KIND)
    found: dict[_Identity, Matter] = {}
    for line in read_lines(rows.order_by("pk")):
        facts: Any = line.effective[0].facts
        found[facts.office, facts.number.casefold(), facts.issued_on] = line.row
    return found


def _instrument(work: Work, line: Line, known: dict[_Identity, Matter]) -> str:
    office = work.office("office", line["office"])
    identity = (office.pk, line["number"].casefold(), line["issued_on"])
    if identity in known:
        work.records["instruments", line["key"]] = known[identity]
        return KNOWN
    replaces = work.record("instruments", "replaces", line["replaces"]).ref if line["replaces"] else None
    by = work.acting.at(office)
    facts = instrument.Registered(
        office=office.pk,
        form=line["form"],
        number=line["number"],
        title=text_hash(line["title"]),
        issuer=text_hash(line["issuer"]),
        issued_on=line["issued_on"],
        in_force_on=line["in_force_on"] or line["issued_on"],
        replaces=replaces,
    )
    documents = texts(line["title"], line["issuer"])
    matter = open_matter(opening(instrument.KIND), "registered", by=by, facts=facts, documents=documents)
    if line["repealed_on"]:
        record(matter, "repealed", by=by, facts=instrument.Repealed(line["repealed_on"]))
    known[identity] = work.records["instruments", line["key"]] = matter
    return ADDED


# --- committees --------------------------------------------------------------------------------------------


def committees(work: Work) -> None:
    """Take the committees in, then their members in the order in which they joined."""
    lines = work.once("committees", lambda line: line["key"])
    known = _known_committees() if lines else {}
    work.each(lines, lambda line: _committee(work, line, known), committee.KIND)
    members = sorted(work.given.of("committee_members"), key=lambda line: line["from_on"])
    work.each(members, lambda line: _member(work, line), committee.KIND)


def _known_committees() -> dict[tuple[int, str], Matter]:
    """By office and present name."""
    rows = Matter.objects.filter(kind=committee.KIND)
    lines = list(read_lines(rows.order_by("pk")))
    called = naming.names_of(lines)
    return {
        (line.row.office_id, same(called.get(line.row.ref, ""))): line.row
        for line in lines
        if line.row.office_id is not None
    }


def _committee(work: Work, line: Line, known: dict[tuple[int, str], Matter]) -> str:
    office = work.office("office", line["office"])
    identity = (office.pk, same(line["name"]))
    if identity in known:
        work.records["committees", line["key"]] = known[identity]
        return KNOWN
    cited = work.record("instruments", "instrument", line["instrument"]) if line["instrument"] else None
    area = work.areas.find("area", line["area"], None, line["from_on"]) if line["area"] else office.area
    facts = committee.Established(
        name=text_hash(line["name"]),
        office=office.pk,
        area=area.pk,
        from_on=line["from_on"],
        instrument=cited.ref if cited else None,
    )
    by = work.acting.at(office)
    matter = open_matter(opening(committee.KIND), "established", by=by, facts=facts, documents=[line["name"]])
    known[identity] = work.records["committees", line["key"]] = matter
    return ADDED


def _member(work: Work, line: Line) -> str:
    matter = work.record("committees", "committee", line["committee"])
    office = work.office("office", line["office"]) if line["office"] else None
    found = _found(matter, line)
    if found is not None and (found.to_on is not None or line["to_on"] is None):
        return KNOWN
    assert matter.office is not None
    by = work.acting.at(matter.office)
    if found is None:
        added = committee.MemberAdded(
            who=text_hash(line["who"]),
            title=text_hash(line["title"]),
            role=line["role"],
            office=office.pk if office else None,
            body=hashed(line["body"]),
            from_on=line["from_on"],
        )
        documents = texts(line["who"], line["title"], line["body"])
        seq = record(matter, "member_added", by=by, facts=added, documents=documents).seq
        at = added.office
    else:
        seq, at = found.seq, found.office
    if line["to_on"] is not None:
        record(
            matter,
            "member_left",
            by=by,
            facts=committee.MemberLeft(member=seq, office=at, to_on=line["to_on"]),
        )
    return ADDED


def _found(matter: Matter, line: Line) -> committee.Member | None:
    """The member of this name who took this role on this day."""
    called = dict(Document.objects.filter(matter=matter).values_list("sha256", "body"))
    for member in committee.read(line_of(matter)).members:
        if (member.role, member.from_on) == (line["role"], line["from_on"]) and same(
            called[member.who]
        ) == same(line["who"]):
            return member
    return None
