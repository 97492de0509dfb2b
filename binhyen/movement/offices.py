"""An office's own standing record: when it was set up, certified, who joined and left its keys, who may call.

A standing record is not a matter: the same journal and chain, but no due date and no end. Every member and the
oversight body read it, so a key that was handed to somebody cannot be handed silently (SEALING 3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import ANY, Act, Procedure, State, Versions, code, count, reference

KIND = "office_record"
ADMINISTRATION = frozenset({"administrator", "head", "registry"})
# An administrator works at another office than the one whose record this is.
ANY_OFFICE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Established:
    office: int = reference("office")
    area: int = reference("unit")


@dataclass(frozen=True)
class Certified:
    serial: int = count(minimum=1)


@dataclass(frozen=True)
class MemberAdded:
    member: int = reference("person")
    serial: int = count(minimum=1)


@dataclass(frozen=True)
class MemberLeft:
    member: int = reference("person")
    reason: str = code("moved", "retired", "keys_lost", default="moved")


@dataclass(frozen=True)
class Dissolved:
    pass


OFFICE_RECORD = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="SEALING 3",
    states=(State("active"), State("dissolved", open=False)),
    acts=(
        Act(
            "established",
            Established,
            ADMINISTRATION,
            None,
            to="active",
            sets={"office": "office", "area": "area"},
            personal=(),
            parts=ANY_OFFICE,
        ),
        Act("certified", Certified, ADMINISTRATION, frozenset({"active"}), personal=(), parts=ANY_OFFICE),
        Act(
            "member_added", MemberAdded, ADMINISTRATION, frozenset({"active"}), personal=(), parts=ANY_OFFICE
        ),
        Act("member_left", MemberLeft, ADMINISTRATION, ANY, personal=(), parts=ANY_OFFICE),
        Act(
            "dissolved",
            Dissolved,
            ADMINISTRATION,
            frozenset({"active"}),
            to="dissolved",
            personal=(),
            parts=ANY_OFFICE,
        ),
    ),
    standing=True,
)

VERSIONS = Versions([OFFICE_RECORD])
