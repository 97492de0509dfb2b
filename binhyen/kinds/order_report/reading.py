"""What an order report is by its journal: what was reported, what may be shown of it, how it was put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from binhyen.kinds.order_report import acts
from binhyen.kinds.order_report.categories import BY_CODE, Category
from binhyen.matters.talk import Disputed
from binhyen.procedure import Record


@dataclass(frozen=True)
class Photo:
    """A photo that everybody may see. `entry`: which entry showed it; `what`: "report", "before" or "after"."""

    entry: int
    file: str
    alt: str | None
    at: dt.datetime
    what: str = "report"


@dataclass(frozen=True)
class Step:
    """What readers are told of its way: the state it came to, when, and the words that came with it. `office`:
    to which it was passed."""

    act: str
    at: dt.datetime
    words: str | None = None
    reason: str | None = None
    office: int | None = None


@dataclass(frozen=True)
class OrderReport:
    """`told`: the description as it came; `text`: what may be shown of it, None while nothing may. Both are hashes of
    documents. `point`: latitude and longitude in millionths of a degree, as reported."""

    category: str
    received_at: dt.datetime
    channel: str
    point: tuple[int, int] | None = None
    accuracy_m: int | None = None
    told: str | None = None
    place: str | None = None
    answers: tuple[str, ...] = ()
    source: str | None = None
    text: str | None = None
    visible: bool = False
    photos: tuple[Photo, ...] = ()
    steps: tuple[Step, ...] = ()
    supported: int = 0
    transfers: int = 0
    reopened: int = 0
    merged_into: str | None = None
    proof: str | None = None
    changed_at: dt.datetime | None = None
    hidden: str | None = field(default=None)

    @property
    def rules(self) -> Category:
        return BY_CODE[self.category]


def read(records: Iterable[Record]) -> OrderReport:
    """An order report by the records that count."""
    report: OrderReport | None = None
    for record in records:
        if isinstance(record.facts, acts.Received):
            report = _received(record, record.facts)
        elif report is not None:
            report = _advanced(report, record)
    if report is None:
        raise ValueError("an order report begins with its receipt")
    return report


def _received(record: Record, facts: acts.Received) -> OrderReport:
    point = None if facts.latitude is None or facts.longitude is None else (facts.latitude, facts.longitude)
    # What comes from elsewhere was written for other readers: an officer reads it first, whatever the category says.
    harmless = not BY_CODE[facts.category].checked and facts.channel != "imported"
    at_once = harmless and facts.description is not None
    return OrderReport(
        facts.category,
        record.happened_at,
        facts.channel,
        point,
        facts.accuracy_m,
        facts.description,
        facts.place,
        facts.answers,
        facts.source,
        text=facts.description if at_once else None,
        visible=at_once,
        steps=(Step("received", record.happened_at),),
        changed_at=record.recorded_at,
    )


# What readers are told, besides what stands on the page itself.
_STEPS = frozenset(
    {
        "accepted",
        "refused",
        "forwarded",
        "assigned",
        "begun",
        "answered",
        "closed",
        "merged",
        "ended_elsewhere",
        "disputed",
        "reopened",
    }
)


def _advanced(report: OrderReport, record: Record) -> OrderReport:
    facts: Any = record.facts
    changes: dict[str, Any] = {}
    if record.act in _STEPS:
        said = {name: getattr(facts, name, None) for name in ("reason", "office")}
        step = Step(
            record.act,
            record.happened_at,
            getattr(facts, "answer", None) or getattr(facts, "note", None),
            **said,
        )
        changes |= {"steps": (*report.steps, step), "changed_at": record.recorded_at}
    if isinstance(facts, acts.Accepted):
        changes["category"] = facts.category
    elif isinstance(facts, acts.Shown):
        changes |= {"text": facts.text or report.told, "visible": True, "hidden": None}
    elif isinstance(facts, acts.Hidden):
        changes |= {"text": None, "visible": False, "hidden": facts.reason}
    elif isinstance(facts, acts.PhotoShown):
        changes["photos"] = (*report.photos, Photo(record.seq, facts.photo, facts.alt, record.happened_at))
    elif isinstance(facts, acts.PhotoHidden):
        changes["photos"] = tuple(photo for photo in report.photos if photo.entry != facts.entry)
    elif isinstance(facts, acts.Begun) and facts.before:
        changes["photos"] = (
            *report.photos,
            Photo(record.seq, facts.before, None, record.happened_at, "before"),
        )
    elif isinstance(facts, acts.Answered):
        changes |= {
            "proof": facts.proof,
            "photos": (*report.photos, Photo(record.seq, facts.proof, None, record.happened_at, "after")),
        }
    elif isinstance(facts, acts.Supported):
        changes["supported"] = report.supported + 1
    elif isinstance(facts, acts.Forwarded):
        changes["transfers"] = report.transfers + 1
    elif isinstance(facts, acts.Merged):
        changes["merged_into"] = facts.into
    elif isinstance(facts, (Disputed, acts.Reopened)):
        changes["reopened"] = report.reopened + 1
    return replace(report, **changes) if changes else report
