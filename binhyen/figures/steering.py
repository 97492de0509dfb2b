"""The counting of steering work: tasks given and what came of them, meetings held, plans issued.

A task belongs to the year and the area in which it was given, whatever came of it later, so that what was done is
always a part of what was asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from binhyen.figures.reading import Evidence, Journals
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import Record

REPORT_CLOCKS = ("report", "report_again")


def _task(line: Line, seq: int = 1) -> Evidence:
    facts: Any = line.effective[0].facts
    return Evidence(line.row.ref, seq, facts.area)


def received(journals: Journals) -> Iterator[Evidence]:
    """Tasks given in the period and not taken back."""
    for line in journals.tasks:
        yield _task(line)


def reported_on_time(journals: Journals) -> Iterator[Evidence]:
    """Of those, the ones whose every term to report was kept, judged by when the report was written down."""
    now = clock.now()
    for line in journals.tasks:
        report = _last_report(line)
        clocks = [c for c in line.clocks if c.deadline in REPORT_CLOCKS]
        if report is not None and all(c.state(now) == "met" for c in clocks):
            yield _task(line, report.seq)


def _last_report(line: Line) -> Record | None:
    """The report that stands: not one that was returned, for closing a task ends its clocks without a report."""
    told = [record for record in line.effective if record.act in ("reported", "returned")]
    return told[-1] if told and told[-1].act == "reported" else None


def accepted(journals: Journals) -> Iterator[Evidence]:
    """Of those given, the ones that whoever gave them accepted, whenever that was."""
    yield from _ended(journals, "accepted")


def left_undone(journals: Journals) -> Iterator[Evidence]:
    """Of those given, the ones still open when their plan was closed, or given up."""
    yield from _ended(journals, "left_undone")


def _ended(journals: Journals, act: str) -> Iterator[Evidence]:
    """The tasks that this act ended, which is the state they are in as well."""
    for line in journals.tasks:
        if line.standing is not None and line.standing.state == act:
            yield _task(line, next(r.seq for r in reversed(line.effective) if r.act == act))


def meetings(journals: Journals) -> Iterator[Evidence]:
    """Meetings that were held, by the day for which they were called."""
    for matter, records in journals.committees:
        established: Any = records[0].facts
        called: dict[int, dt.date] = {}
        for record in records:
            facts: Any = record.facts
            if record.act == "meeting_called":
                called[record.seq] = facts.on
            elif record.act == "meeting_held":
                on = called.get(facts.meeting)
                if on is not None and on in journals.period:
                    yield Evidence(matter.ref, record.seq, established.area)


def plans(journals: Journals) -> Iterator[Evidence]:
    """Plans by the day on which they were first issued, in the area of the office whose plan it is."""
    for matter, records in journals.plans:
        first = next((record for record in records if record.act == "issued"), None)
        facts: Any = first.facts if first else None
        if first is not None and facts.issued_on in journals.period:
            assert matter.office is not None
            yield Evidence(matter.ref, first.seq, matter.office.area_id)
