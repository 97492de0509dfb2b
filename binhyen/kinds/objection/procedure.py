"""Phản ánh về danh sách niêm yết: somebody objects, from a telephone, sealed, with or without a name, and is answered.

It is a matter of its own, so that who objected has no place in the file of a title; the council of that title waits
until each of its commune is answered (kinds/recognition/judging.py). No text that was read sets days for the answer:
the term is a default that says so.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.objection import acts
from binhyen.matters import identity, receipts, regranting, talk
from binhyen.procedure import (
    Act,
    Deadline,
    Months,
    Procedure,
    State,
    Versions,
    WorkingDays,
    keeping,
)

OFFICE = frozenset({"officer", "head"})
HEAD = frozenset({"head"})
TAKERS = frozenset({"resident", "officer", "head", "registry"})
OPEN = frozenset({"received"})
ENDED = frozenset({"answered", "set_aside", "unreadable"})
DEFAULT = "Mặc định, chưa đối chiếu"

# What somebody wrote about neighbours is nobody's business once the title is decided.
KEEPS = keeping.Keeps(Months(12))

OBJECTION = Procedure(
    kind="objection",
    version="2024",
    in_force_from=dt.date(2024, 1, 30),
    in_force_to=None,
    basis="NĐ 86/2023/NĐ-CP; TT 124/2021/TT-BCA",
    states=(
        State("received"),
        State("answered", open=False),
        State("set_aside", open=False),
        State("unreadable", open=False),
        State("erased", open=False),
    ),
    acts=(
        Act(
            "received",
            acts.Received,
            TAKERS,
            None,
            to="received",
            sets={"category": "category", "area": "area", "office": "office"},
            personal=("story", "identity"),
        ),
        Act("answered", acts.Answered, OFFICE, OPEN, to="answered", personal=("answer",)),
        *talk.acts(OFFICE),
        Act("set_aside", acts.SetAside, OFFICE, OPEN, to="set_aside", personal=("answer",)),
        Act(
            "forwarded",
            acts.Forwarded,
            OFFICE,
            OPEN,
            to="received",
            sets={"office": "office"},
            personal=(),
        ),
        *identity.acts(OFFICE, HEAD, "Luật 91/2025/QH15"),
        *receipts.acts(OFFICE),
        regranting.ACT,
        Act("unreadable", talk.Unreadable, OFFICE, OPEN, to="unreadable", personal=()),
        Act("reopened", acts.Reopened, HEAD, ENDED, to="received", personal=()),
        *keeping.acts(ENDED, HEAD),
    ),
    deadlines=(
        Deadline(
            "answer",
            starts=frozenset({"received", "reopened"}),
            until=frozenset({"answered", "set_aside"}),
            length=WorkingDays(5),
            basis=DEFAULT,
        ),
    ),
    keeps=KEEPS,
)
VERSIONS = Versions([OBJECTION])
