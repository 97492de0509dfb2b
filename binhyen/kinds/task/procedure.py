"""Nhiệm vụ được giao: one item of a plan or directive, for one office, from receipt to acceptance.

The office that was given it acknowledges, plans, reports with evidence; the office that gave it accepts, or returns it
with a reason and a new day. The day to report is the one the plan says; three working days to acknowledge are the
default of the committee's regulation (a local limit). A task that was missed stays missed when it is put off later.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.task import acts
from binhyen.procedure import (
    ANY_OPEN,
    Act,
    Deadline,
    Nothing,
    OnDay,
    Procedure,
    State,
    Versions,
    WorkingDays,
)

DOERS = frozenset({"officer", "head", "steering", "registry"})
ISSUER = frozenset({"issuer"})
EITHER = frozenset({"handler", "issuer"})
UNDONE = frozenset({"issued", "acknowledged", "planned", "returned"})
GIVEN = "Theo văn bản giao việc"
LOCAL = "Quy chế của ban chỉ đạo (mặc định)"

TASK = Procedure(
    kind="task",
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="Văn bản giao việc và quy chế của ban chỉ đạo",
    states=(
        State("issued"),
        State("acknowledged"),
        State("planned"),
        State("reported"),
        State("returned"),
        State("accepted", open=False),
        State("cancelled", open=False),
        State("left_undone", open=False),
    ),
    acts=(
        Act(
            "issued",
            acts.Issued,
            DOERS,
            None,
            to="issued",
            sets={"under": "plan", "item": "item", "area": "area", "office": "office", "issuer": "issuer"},
            basis=GIVEN,
            personal=(),
        ),
        Act("acknowledged", Nothing, DOERS, frozenset({"issued"}), to="acknowledged", personal=()),
        Act("planned", acts.Planned, DOERS, frozenset({"issued", "acknowledged"}), to="planned", personal=()),
        Act("reported", acts.Reported, DOERS, UNDONE, to="reported", basis=GIVEN, personal=()),
        Act("progressed", acts.Progressed, DOERS, UNDONE, personal=()),
        Act("accepted", Nothing, DOERS, frozenset({"reported"}), to="accepted", parts=ISSUER, personal=()),
        Act(
            "returned",
            acts.Returned,
            DOERS,
            frozenset({"reported"}),
            to="returned",
            parts=ISSUER,
            personal=(),
        ),
        Act("reminded", acts.Reminded, DOERS, UNDONE, parts=ISSUER, personal=()),
        Act("extended", acts.Extended, DOERS, UNDONE, parts=ISSUER, personal=()),
        Act("restated", acts.Restated, DOERS, UNDONE, parts=ISSUER, personal=()),
        Act(
            "partner_joined",
            acts.PartnerJoined,
            DOERS,
            ANY_OPEN,
            sets={"partner": "partner"},
            parts=EITHER,
            personal=(),
        ),
        Act("cancelled", Nothing, DOERS, ANY_OPEN, to="cancelled", parts=ISSUER, personal=()),
        Act("left_undone", Nothing, DOERS, ANY_OPEN, to="left_undone", parts=ISSUER, personal=()),
    ),
    deadlines=(
        Deadline(
            "acknowledge",
            starts=frozenset({"issued"}),
            until=frozenset({"acknowledged", "planned", "reported"}),
            length=WorkingDays(3),
            basis=LOCAL,
        ),
        Deadline(
            "report",
            starts=frozenset({"issued"}),
            until=frozenset({"reported"}),
            length=OnDay("due_on"),
            extends={"extended": OnDay("due_on"), "restated": OnDay("due_on")},
            basis=GIVEN,
        ),
        Deadline(
            "report_again",
            starts=frozenset({"returned"}),
            until=frozenset({"reported"}),
            length=OnDay("due_on"),
            extends={"extended": OnDay("due_on")},
            basis=GIVEN,
        ),
    ),
)

VERSIONS = Versions([TASK])
