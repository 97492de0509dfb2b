"""Phản ánh về trật tự, đô thị: what is blocked, built, dumped or broken, from the photo to the proof.

The terms are those of Hanoi's rules on residents' reports, QĐ 1207/QĐ-UBND of 28-2-2025: received and checked within
eight working hours, the urgent class handled within four. Days for what is normal or complex are the installation's
own (`order_days`); the day is said when a report is accepted, so that it stands in the journal as it was told.

Two ends are told apart everywhere: `resolved` has a proof that anybody can look at, `closed` has a reason and none.
Whoever reported may say, by their receipt, that it is not so; then it is open again.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.order_report import acts
from binhyen.matters import identity, receipts, regranting, talk
from binhyen.procedure import (
    Act,
    Deadline,
    Months,
    OnDay,
    Procedure,
    State,
    Versions,
    WorkingHours,
    keeping,
)

KIND = "order_report"
OFFICE = frozenset({"officer", "head"})
HEAD = frozenset({"head"})
RESIDENT = frozenset({"resident"})
TAKERS = frozenset({"resident", "officer", "head", "registry"})

STATES = (
    State("received"),
    State("accepted"),
    State("assigned"),
    State("in_progress"),
    State("reopened"),
    State("resolved", open=False),
    State("closed", open=False),
    State("refused", open=False),
    State("merged", open=False),
    State("ended_elsewhere", open=False),
    State("unreadable", open=False),
    State("erased", open=False),
)
NEW = frozenset({"received", "reopened"})
WORKED = frozenset({"accepted", "assigned", "in_progress"})
OPEN = NEW | WORKED
ANSWERED = frozenset({"resolved", "closed", "refused"})
ENDED = ANSWERED | {"merged", "ended_elsewhere", "unreadable"}
READABLE = OPEN | ENDED

RULES = "QĐ 1207/QĐ-UBND (Hà Nội) 28-2-2025"
LOCAL = "Thời hạn do địa phương đặt"
# What is public stays; the name and the words for the office alone are needed no longer than somebody may ask (docs/
# retention.md): a default.
KEEPS = keeping.Keeps(Months(12))

_DONE = frozenset({"answered", "closed", "ended_elsewhere"})

ORDER_REPORT = Procedure(
    kind=KIND,
    version="2025",
    in_force_from=dt.date(2025, 2, 28),
    in_force_to=None,
    basis=RULES,
    states=STATES,
    acts=(
        Act(
            "received",
            acts.Received,
            TAKERS,
            None,
            to="received",
            sets={
                "category": "category",
                "area": "area",
                "office": "office",
                "urgency": "urgency",
                "reader": "reader",
            },
            basis=RULES,
            personal=("story", "identity"),
        ),
        Act(
            "accepted",
            acts.Accepted,
            OFFICE,
            OPEN,
            to="accepted",
            sets={"category": "category", "urgency": "urgency"},
            basis=RULES,
            personal=(),
        ),
        Act("refused", acts.Refused, OFFICE, NEW, to="refused", basis=RULES, personal=()),
        Act(
            "forwarded",
            acts.Forwarded,
            OFFICE,
            OPEN,
            to="received",
            sets={"office": "office"},
            basis=RULES,
            personal=(),
        ),
        Act("merged", acts.Merged, OFFICE, OPEN, to="merged", personal=()),
        # Imported with its end: history, which an officer may show and nobody worked on here.
        Act(
            "ended_elsewhere",
            acts.EndedElsewhere,
            TAKERS - RESIDENT,
            frozenset({"received"}),
            to="ended_elsewhere",
            personal=(),
        ),
        Act("picture_brought", acts.PictureBrought, TAKERS - RESIDENT, READABLE, personal=()),
        Act("assigned", acts.Assigned, OFFICE, WORKED, to="assigned", personal=()),
        Act("begun", acts.Begun, OFFICE, WORKED, to="in_progress", personal=()),
        Act("answered", acts.Answered, OFFICE, WORKED, to="resolved", basis=RULES, personal=()),
        Act("closed", acts.Closed, OFFICE, WORKED, to="closed", basis=RULES, personal=()),
        # What everybody may see, and nobody before an officer has looked.
        Act("shown", acts.Shown, OFFICE, READABLE, personal=()),
        Act("hidden", acts.Hidden, OFFICE, READABLE, personal=()),
        Act("photo_shown", acts.PhotoShown, OFFICE, READABLE, personal=()),
        Act("photo_hidden", acts.PhotoHidden, OFFICE, READABLE, personal=()),
        Act("supported", acts.Supported, RESIDENT, OPEN, personal=()),
        *talk.acts(OFFICE, rated_in=ANSWERED),
        # Whoever reported says that it is not put right; sealed to the office, as every word of theirs.
        Act("disputed", talk.Disputed, RESIDENT, ANSWERED, to="reopened", personal=("message",)),
        Act("reopened", acts.Reopened, HEAD, ENDED, to="reopened", personal=()),
        *identity.acts(OFFICE, HEAD, "Luật 91/2025/QH15"),
        *receipts.acts(OFFICE),
        regranting.ACT,
        Act("unreadable", talk.Unreadable, OFFICE, frozenset({"received"}), to="unreadable", personal=()),
        *keeping.acts(ENDED, HEAD),
    ),
    deadlines=(
        # A transfer begins it anew at the office that got it; transfers are counted by themselves.
        Deadline(
            "receive",
            starts=frozenset({"received", "forwarded", "reopened", "disputed"}),
            until=frozenset({"accepted", "refused", "forwarded", "ended_elsewhere"}),
            length=WorkingHours(8),
            basis=RULES,
        ),
        Deadline(
            "urgent",
            starts=frozenset({"received", "reopened", "disputed"}),
            until=_DONE,
            length=WorkingHours(4),
            basis=RULES,
            only_if=("urgency", ("U1",)),
        ),
        Deadline(
            "settle",
            starts=frozenset({"accepted"}),
            until=_DONE,
            length=OnDay("due_on"),
            basis=LOCAL,
            extends={"accepted": OnDay("due_on")},
        ),
    ),
    keeps=KEEPS,
)
VERSIONS = Versions([ORDER_REPORT])
