"""A matter's journal in memory: what `record` judges an act by, and what `replay` compares the row with."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from binhyen.matters import chain, clock, kinds, retention
from binhyen.matters.ids import canonical, row_id
from binhyen.matters.models import Entry, Matter, Participant
from binhyen.procedure import (
    CORRECTED,
    HANDLER,
    PARTS,
    VIETNAM,
    Act,
    Clock,
    NotAllowed,
    Procedure,
    Record,
    Standing,
    allowed,
    effective,
    fold,
    follow,
    from_plain,
)

if TYPE_CHECKING:
    from binhyen.matters.actors import Actor
    from binhyen.matters.journal import Draft

# SQLite takes some thousands of parameters in one query; five hundred is safe everywhere.
CHUNK = 500


class Line:
    """One matter: its row, its procedure, its records, and the fold of them."""

    CACHED = (
        "state", "category", "urgency", "under", "item", "area", "office", "is_open", "due_at", "tick_at",
        "head_seq", "head_hash",
    )  # fmt: skip

    def __init__(
        self,
        row: Matter,
        records: Sequence[Record],
        *,
        new: bool = False,
        retention_key: bytes | None = None,
    ) -> None:
        self.row = row
        self.kind = kinds.get(row.kind)
        self.records = list(records)
        self.new = new
        self.retention_key = retention_key
        self.changed = False
        self.procedure: Procedure = self.kind.version(row.law)
        self.standing: Standing | None = fold(self.procedure, self.records, VIETNAM) if records else None
        self._participants_before = self._fold_participants() if records else {}

    def allow(self, code: str, by: Actor) -> Act:
        """The act, when the procedure lets this actor do it now: in their role, at an office that has the part it
        asks for. Raises NotAllowed."""
        if self.standing is not None and by.office_id is not None and self._lacks_part(code, by.office_id):
            raise NotAllowed("wrong_part", code, self.standing.state)
        return allowed(self.procedure, self.standing, code, by.role)

    def _lacks_part(self, code: str, office: int) -> bool:
        try:
            asked = self.procedure.act(code).parts
        except KeyError:
            return False
        assert self.standing is not None
        if not asked or (HANDLER in asked and self.standing.fields.get("office") == office):
            return False
        return not asked & self.parts_of(office)

    def corrects(self, entry: int, office: int | None) -> bool:
        """Whether an entry may be corrected by this office: the one that handles the matter, or that wrote it.

        Where one office gives matters to another, each corrects its own entries: else whoever was given a task could
        move the day that was set for it. So it is with an act that asks for no part, such as an upper office's
        recommendation: whoever it is about cannot take it away.
        """
        assert self.standing is not None
        record = next((record for record in self.records if record.seq == entry), None)
        given = any("issuer" in act.sets for act in self.procedure.acts)
        if record is not None and record.act != CORRECTED:
            given |= not self.procedure.act(record.act).parts
        if not given and self.standing.fields.get("office") in (office, None):
            return True
        return record is not None and record.office == office

    def advance(self, record: Record) -> None:
        """Add one record and fold again. Raises IllegalHistory and leaves the line as it was."""
        standing = follow(self.procedure, self.standing, self.records, record, VIETNAM)
        self.records.append(record)
        self.standing = standing
        self.changed = True

    def cache(self) -> None:
        """Put the fold on the row."""
        for name, value in self.folded().items():
            setattr(self.row, name, value)

    def folded(self) -> dict[str, Any]:
        """The row's cached columns as the journal says they are (heads left out)."""
        standing = self.standing
        assert standing is not None
        fields = standing.fields
        return {
            "state": standing.state,
            "category": fields.get("category") or "",
            "urgency": fields.get("urgency") or "",
            "under": fields.get("under"),
            "item": fields.get("item"),
            "area_id": fields.get("area"),
            "office_id": fields.get("office"),
            "is_open": standing.is_open,
            "due_at": standing.due_at,
            "tick_at": self._tick_at(standing),
        }

    @staticmethod
    def _tick_at(standing: Standing) -> dt.datetime | None:
        waiting = [
            c.due_at
            for c in standing.clocks
            if c.due_at and c.met_at is None and c.stopped_at is None and not c.passed_recorded
        ]
        return min(waiting, default=None) if standing.is_open else None

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Its clocks as they stand; none before the first act."""
        return self.standing.clocks if self.standing else ()

    @property
    def effective(self) -> list[Record]:
        """The records that count, corrections applied."""
        return effective(self.records)

    @property
    def participants(self) -> dict[int, str]:
        return self._fold_participants()

    @property
    def participants_changed(self) -> bool:
        return self.new or self._fold_participants() != self._participants_before

    @property
    def parted(self) -> set[int]:
        """The offices that had a part before what was recorded now, and have none any more."""
        if self.new or not self.changed:
            return set()
        return set(self._participants_before) - set(self._fold_participants())

    def parts_of(self, office: int) -> frozenset[str]:
        """What this office is in the matter; nothing when it has no part."""
        return frozenset(self._fold_parts().get(office, ()))

    def _fold_participants(self) -> dict[int, str]:
        """By office, the strongest of its parts."""
        return {office: min(parts, key=PARTS.index) for office, parts in self._fold_parts().items()}

    def _fold_parts(self) -> dict[int, set[str]]:
        """Whoever ever handled it may read on; whoever an act gave a part has it until one releases it; one office
        handles. A standing record is read by those who have a part in it now: who is released reads no more."""
        handled: set[int] = set()
        # Counted, because a part can be given twice: of two members from one office, one leaves.
        given: dict[int, Counter[str]] = defaultdict(Counter)
        for record in self.effective:
            act = self.procedure.act(record.act)
            for fact in act.releases:
                given[getattr(record.facts, fact)] -= Counter(PARTS)
                if self.procedure.standing:
                    handled.discard(getattr(record.facts, fact))
            for target, fact in act.sets.items():
                value = getattr(record.facts, fact) if target == "office" or target in PARTS else None
                if value is not None and target == "office":
                    handled.add(value)
                elif value is not None:
                    given[value][target] += 1
        found = {office: set(parts) for office, parts in given.items() if parts}
        for office in handled:
            found.setdefault(office, set()).add("reader")
        handler = self.standing.fields.get("office") if self.standing else None
        if isinstance(handler, int):
            found.setdefault(handler, set()).add(HANDLER)
        return found

    @staticmethod
    def pointers(facts: Any, to: str) -> Iterator[str]:
        """The envelopes, documents or files that these facts point at."""
        for f in dataclasses.fields(facts):
            value = getattr(facts, f.name)
            if f.metadata.get("kind") == to and value:
                yield value


def read_record(procedure: Procedure, entry: Entry) -> Record:
    """An entry as the procedure engine reads it."""
    facts: object = from_plain(procedure.act(entry.act).facts, json.loads(entry.facts))
    return Record(
        entry.seq, entry.act, entry.role, entry.office_id, entry.happened_at, entry.recorded_at, facts
    )


def read_records(rows: Iterable[Matter]) -> Iterator[tuple[Matter, list[Record]]]:
    """These matters with their records, not folded; two queries for each five hundred."""
    rows = iter(rows)
    while some := list(itertools.islice(rows, CHUNK)):
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in Entry.objects.filter(matter__in=[row.pk for row in some]).order_by("matter_id", "seq"):
            entries[entry.matter_id].append(entry)
        for row in some:
            procedure = kinds.get(row.kind).version(row.law)
            yield row, [read_record(procedure, entry) for entry in entries[row.pk]]


def read_lines(rows: Iterable[Matter]) -> Iterator[Line]:
    """The lines of these matters, folded."""
    for row, records in read_records(rows):
        yield Line(row, records)


def line_of(matter: Matter) -> Line:
    """One matter's line, read from its journal."""
    return next(read_lines([matter]))


def load_lines(drafts: Sequence[Draft]) -> dict[str, Line]:
    """The lines that these drafts join, locked in the order of their keys so that two batches cannot deadlock."""
    lines: dict[str, Line] = {}
    known = sorted({d.matter.pk for d in drafts if isinstance(d.matter, Matter)})
    for start in range(0, len(known), CHUNK):
        rows = Matter.objects.select_for_update().filter(pk__in=known[start : start + CHUNK]).order_by("pk")
        lines |= {line.row.ref: line for line in read_lines(rows)}
    for draft in drafts:
        if not isinstance(draft.matter, Matter) and draft.matter.ref not in lines:
            lines[draft.matter.ref] = _new_line(draft)
    return lines


def _new_line(draft: Draft) -> Line:
    opening = draft.matter
    assert not isinstance(opening, Matter)
    kind = kinds.get(opening.kind)
    received = draft.happened_at or draft.at or clock.now()
    law = kind.versions.on(clock.legal_date(received)).version
    # Whatever is sealed takes the number under which its retention key lies on the disk already.
    number, key = retention.spare() if draft.grants else (row_id(), None)
    row = Matter(
        id=number,
        ref=opening.ref,
        kind=kind.code,
        law=law,
        standing=kind.standing,
        birth=canonical(opening.birth).decode(),
        birth_signature=opening.birth_signature,
        sealed=opening.sealed,
        head_seq=0,
        head_hash=chain.seed(opening.ref, kind.code, law),
    )
    return Line(row, [], new=True, retention_key=key)


def participants_differ(line: Line) -> bool:
    """Whether the cached participants are not the fold's."""
    return (
        dict(Participant.objects.filter(matter=line.row).values_list("office_id", "part"))
        != line.participants
    )
