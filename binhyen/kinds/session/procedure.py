"""Buổi tuyên truyền: planned for a day, held with so many people, written up; or cancelled.

Whoever wants to come says how many they are, and no more: a sign-up keeps neither a name nor a way to reach anybody, so
the reminder is the resident's own, in the calendar of their phone. Nobody types how many are expected: the journal
knows. The office that planned it writes down how many came; three working days after the day are the default of the
committee's regulation (a local limit).
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.session import acts
from binhyen.procedure import ANY_OPEN, Act, Deadline, OnDay, Procedure, State, Versions

DOERS = frozenset({"officer", "head", "steering", "registry"})
RESIDENT = frozenset({"resident"})
ANNOUNCED = frozenset({"announced"})
STANDS = frozenset({"planned", "announced", "held"})
LAW = "Luật Phổ biến, giáo dục pháp luật 2012"
LOCAL = "Quy chế của ban chỉ đạo (mặc định)"
WRITE_UP = OnDay("on", working_days=3)

SESSION = Procedure(
    kind="session",
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis=f"{LAW}; QĐ 521/2005/QĐ-TTg",
    states=(
        State("planned"),
        State("announced"),
        State("held", open=False),
        State("cancelled", open=False),
    ),
    acts=(
        Act(
            "planned",
            acts.Planned,
            DOERS,
            None,
            to_by=("who", {acts.INVITED: "planned", acts.EVERYBODY: "announced"}),
            sets={"office": "office", "area": "area", "category": "form", "under": "plan"},
            basis=LAW,
            personal=(),
        ),
        Act("held", acts.Held, DOERS, ANY_OPEN, to="held", basis=LOCAL, personal=()),
        Act("announced", acts.Announced, DOERS, frozenset({"planned"}), to="announced", personal=()),
        Act("moved", acts.Moved, DOERS, ANY_OPEN, personal=()),
        Act("cancelled", acts.Cancelled, DOERS, ANY_OPEN, to="cancelled", personal=()),
        Act("material_named", acts.MaterialNamed, DOERS, STANDS, personal=()),
        Act("quiz_named", acts.QuizNamed, DOERS, ANY_OPEN, personal=()),
        # The office too, for whoever telephones: a sign-up like the others, never a total that somebody types.
        Act("signed_up", acts.SignedUp, DOERS | RESIDENT, ANNOUNCED, personal=()),
        Act("quiz_played", acts.QuizPlayed, DOERS, STANDS, personal=()),
    ),
    deadlines=(
        Deadline(
            "write_up",
            starts=frozenset({"planned"}),
            until=frozenset({"held", "cancelled"}),
            length=WRITE_UP,
            extends={"moved": WRITE_UP},
            basis=LOCAL,
        ),
    ),
)

VERSIONS = Versions([SESSION])
