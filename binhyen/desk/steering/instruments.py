"""An instrument's page: the paper itself, what replaced it, and what was done under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.matters import access, kinds, naming
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, File, Matter
from binhyen.procedure import declared


def context(line: Line, person: Person) -> dict[str, Any]:
    facts: Any = line.effective[0].facts
    words = line.kind.vocabulary()
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    successors = access.records(person, line.row.kind).filter(under=line.row.ref)
    return {
        "paper": {
            "form": words.choices["form"][facts.form],
            "number": facts.number,
            "issuer": bodies.get(facts.issuer, ""),
            "issued_on": date_words(facts.issued_on),
            "in_force_on": date_words(facts.in_force_on),
        },
        "files": list(File.objects.filter(matter=line.row, sha256__in=_files(line)).defer("body")),
        "replaced_by": naming.names(successors),
        "done_under": done_under(line, person),
    }


def _files(line: Line) -> set[str]:
    """The files that entries which count name: one that was taken back is found in the journal alone."""
    return {
        getattr(record.facts, fact.name)
        for record in line.effective
        for fact in declared(type(record.facts))
        if fact.kind == "file" and getattr(record.facts, fact.name)
    }


def cited_names(person: Person, refs: Iterable[str]) -> dict[str, str]:
    """By reference, those of these instruments that the person may read, as a paper cites them: form, number, title."""
    lines = list(read_lines(access.records(person, "instrument").filter(ref__in=list(refs))))
    names = naming.names_of(lines)
    return {line.row.ref: f"{_numbered(line)} {names.get(line.row.ref, '')}" for line in lines}


def done_under(line: Line, person: Person) -> list[dict[str, Any]]:
    """The records that cite this instrument, and that this person may read, each kind with its records."""
    found = []
    for kind in kinds.every():
        if not kind.standing or not kind.slug or kind.code == line.row.kind:
            continue
        citing = [other for other in read_lines(access.records(person, kind.code)) if cites(other, line.row)]
        if citing:
            names = naming.names_of(citing)
            rows = [{"ref": o.row.ref, "name": names.get(o.row.ref, ""), "state": _state(o)} for o in citing]
            found.append({"slug": kind.slug, "kind": kind.vocabulary().kind, "rows": rows})
    return found


def cites(line: Line, instrument: Matter) -> bool:
    """Whether an act of this record that counts names the instrument."""
    return any(
        getattr(record.facts, fact.name) == instrument.ref
        for record in line.effective
        for fact in declared(type(record.facts))
        if fact.kind == "matter"
    )


def _state(line: Line) -> Any:
    return line.kind.vocabulary().states.get(line.row.state, line.row.state)


def _numbered(line: Line) -> str:
    facts: Any = line.effective[0].facts
    return f"{line.kind.vocabulary().choices['form'][facts.form]} {facts.number}"


def row(line: Line) -> Any:
    facts: Any = line.effective[0].facts
    return f"{_numbered(line)}, {date_words(facts.issued_on)}"


SECTION = Section(
    slug="van-ban",
    kind="instrument",
    plural=_("Văn bản"),
    lead=_("Chỉ thị, nghị quyết, quyết định, kế hoạch đang thi hành, và việc đã làm theo từng văn bản."),
    summary="desk/steering/instrument.html",
    context=context,
    row=row,
)
