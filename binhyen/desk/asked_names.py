"""Which requests for names wait for a custodian's office, in words, and how pressing each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from binhyen.accounts.models import Person
from binhyen.desk import telling
from binhyen.matters import clock, identity
from binhyen.matters.access import actors_for, kept
from binhyen.matters.lines import Line, read_lines
from binhyen.offices.models import Office


@dataclass(frozen=True)
class Asked:
    """One request that waits for this office, in words; nothing of what the report says."""

    ref: str
    short_ref: str
    seq: int
    office: str
    when: str
    reason: Any
    danger: bool
    to_review: bool
    late: bool


def waiting(person: Person) -> list[Asked]:
    """What this person's offices still have to do, the most pressing first."""
    found = [asked for line in read_lines(kept(person)) for asked in _asked(person, line)]
    return sorted(found, key=lambda each: (not each.danger, not each.late, each.ref, each.seq))


def _asked(person: Person, line: Line) -> Iterator[Asked]:
    offices = {actor.office_id for actor in actors_for(person, line.row)}
    words = line.kind.vocabulary()
    names = {office.pk: office.shown_name for office in Office.objects.all()}
    for each in identity.requests(line):
        if not each.waits or each.facts.custodian not in offices:
            continue
        by = each.review_by
        yield Asked(
            ref=line.row.ref,
            short_ref=line.row.short_ref,
            seq=each.asked.seq,
            office=names.get(each.asked.office or 0, ""),
            when=telling.moment(each.asked.recorded_at, "second"),
            reason=words.choices["reason"][each.facts.reason],
            danger=each.facts.reason == identity.DANGER,
            to_review=by is not None,
            late=by is not None and by < clock.now(),
        )
