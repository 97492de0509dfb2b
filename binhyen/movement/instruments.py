"""Instruments: what is acted under. A directive, a resolution, a decision, a plan, a regulation, each with its issuer,
number, dates and file; what replaces what is said by the later one.

Everybody who works here may read the register: an instrument binds those it was sent to, and nobody's name is in it
but its signer's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.matters.judging import Asked, corrected
from binhyen.procedure import (
    ANY,
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    State,
    Versions,
    code,
    day,
    number_text,
    reference,
)

KIND = "instrument"
REGISTRARS = frozenset({"steering", "head", "officer", "registry"})
# NĐ 30/2020 đ. 7, and the Party's forms that are acted under.
FORMS = (
    "directive", "resolution", "conclusion", "decision", "plan", "regulation", "programme", "circular", "letter",
    "report", "minutes",
)  # fmt: skip


@dataclass(frozen=True)
class Registered:
    office: int = reference("office")
    form: str = code(*FORMS)
    number: str = number_text()
    title: str = reference("document", short=True)
    issuer: str = reference("document", short=True)
    issued_on: dt.date = day()
    in_force_on: dt.date = day(ahead=True)
    replaces: str | None = reference("matter", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class FileAdded:
    file: str = reference("file")


@dataclass(frozen=True)
class Repealed:
    on: dt.date = day(ahead=True)


INSTRUMENT = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="NĐ 30/2020/NĐ-CP",
    states=(State("in_force"), State("repealed", open=False)),
    acts=(
        Act(
            "registered",
            Registered,
            REGISTRARS,
            None,
            to="in_force",
            sets={"office": "office", "category": "form", "under": "replaces"},
            basis="NĐ 30/2020 đ. 7, 14",
            personal=(),
        ),
        Act("file_added", FileAdded, REGISTRARS, ANY, personal=()),
        Act("repealed", Repealed, REGISTRARS, frozenset({"in_force"}), to="repealed", personal=()),
    ),
    standing=True,
)
VERSIONS = Versions([INSTRUMENT])


def judge(asked: Asked) -> None:
    """An instrument cannot be in force before it was issued, nor replace itself."""
    facts = corrected(asked)[1][0].facts if asked.act == CORRECTED else asked.facts
    if not isinstance(facts, Registered):
        return
    if facts.in_force_on < facts.issued_on:
        raise FactsError("in_force_on", "before_issue")
    if facts.replaces == asked.line.row.ref:
        raise FactsError("replaces", "itself")
