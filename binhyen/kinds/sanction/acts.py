"""What may be said of an administrative sanction: numbers of papers, days, counts, forms. Nobody is named, ever.

Whoever was sanctioned stands in the competent body's own file, under the number that is copied here. How many they were
is a count; which street or which report it came from is a reference.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import code, codes, count, day, flag, number_text, reference

# The field of the law, each on its decree: the word says which.
FIELDS = ("order", "roadway", "building", "land", "environment", "fire", "residence", "other_field")
BODIES = ("commune_chair", "commune_police", "specialised_body", "higher_body")
FORMS = ("warning", "fine", "confiscation", "licence", "remedy")
LONGER = ("file_moved", "complex", "very_complex")
ASKED_HOW = ("in_writing", "in_person")
NO_SANCTION = (
    "no_breach",
    "excusable",
    "no_capacity",
    "time_barred",
    "not_identified",
    "no_longer_exists",
)
AGAINST = ("complaint", "lawsuit")
REVOKED_BECAUSE = ("complaint_upheld", "court_ruled", "wrongly_decided", "criminal_after_all")


@dataclass(frozen=True, kw_only=True)
class MinutesMade:
    """`found_on`: when the breach was found, from which the law gives two working days for minutes; None where that is
    not said. `explainable`: whether the breach is one for which an explanation may be asked for. `decide_by` follows
    from the day of the minutes; nobody is asked for it."""

    office: int = reference("office")
    area: int = reference("unit")
    field: str = code(*FIELDS)
    number: str = number_text()
    made_on: dt.date = day()
    body: str = code(*BODIES)
    individuals: int = count()
    organisations: int = count()
    decide_by: dt.date = day(ahead=True)
    explainable: bool = flag()
    order_report: str | None = reference("matter", optional=True)
    street: str | None = reference("matter", optional=True)
    found_on: dt.date | None = day(optional=True)


@dataclass(frozen=True)
class Attributed:
    order_report: str = reference("matter")


@dataclass(frozen=True)
class ExplanationAsked:
    how: str = code(*ASKED_HOW)
    asked_on: dt.date = day()
    decide_by: dt.date = day(ahead=True)


@dataclass(frozen=True)
class ExplanationHeard:
    heard_on: dt.date = day()
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class ExplanationWaived:
    waived_on: dt.date = day()


@dataclass(frozen=True)
class Lengthened:
    ground: str = code(*LONGER)
    decide_by: dt.date = day(ahead=True)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`fine_vnd`: all fines of this decision together, in đồng. The counts are those of the decision."""

    number: str = number_text()
    decided_on: dt.date = day()
    body: str = code(*BODIES)
    forms: tuple[str, ...] = codes(*FORMS)
    fine_vnd: int | None = count(minimum=1, default=None)
    individuals: int = count()
    organisations: int = count()


@dataclass(frozen=True)
class Served:
    """They have the decision in hand: their ten days run from here, and so do their terms to complain."""

    served_on: dt.date = day()
    comply_by: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Complained:
    how: str = code(*AGAINST)
    on: dt.date = day()
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class ComplaintAnswered:
    outcome: str = code("kept", "amended", "revoked")
    number: str = number_text()


@dataclass(frozen=True)
class Numbered:
    number: str = number_text()
    on: dt.date = day()


@dataclass(frozen=True)
class Resumed:
    """Their days to comply begin anew: whoever was right to complain loses none of them."""

    number: str = number_text()
    on: dt.date = day()
    comply_by: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Complied:
    complied_on: dt.date = day()


@dataclass(frozen=True)
class EnforcementDecided:
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class Enforced:
    enforced_on: dt.date = day()


@dataclass(frozen=True)
class NotSanctioned:
    ground: str = code(*NO_SANCTION)
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class Revoked:
    why: str = code(*REVOKED_BECAUSE)
    number: str = number_text()
