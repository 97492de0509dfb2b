"""Đoạn đường trong đợt ra quân: planned for a day, worked, and looked at again after 7, 30 and 90 days.

What counts is not how much was carried away on the day, but whether people can walk there three months later. No law
sets these days: they are defaults. A look may be made from its day on, and is late a few days after it.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.street import acts
from binhyen.procedure import Act, Days, Deadline, OnDay, Procedure, State, Versions

KIND = "street"
DOERS = frozenset({"officer", "head", "steering", "registry"})
LOCAL = "Mặc định, chưa đối chiếu"
# By act: from which day after the work it may be made, and until which it is in time.
LOOKS = {"looked_7": (7, 10), "looked_30": (30, 35), "looked_90": (90, 100)}
AFTER_WORK = frozenset({"kept", "encroached"})
STANDS = {acts.CLEAR: "kept", acts.PARTLY: "encroached", acts.AGAIN: "encroached"}
ENDS = {acts.CLEAR: "kept_90", acts.PARTLY: "lost", acts.AGAIN: "lost"}


def _look(act: str) -> Act:
    to = ENDS if act == "looked_90" else STANDS
    return Act(
        act, acts.LookedAgain, DOERS, AFTER_WORK, to_by=("state", to), once=True, basis=LOCAL, personal=()
    )


STREET = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="Kế hoạch ra quân; NĐ 282/2025/NĐ-CP; NĐ 168/2024/NĐ-CP",
    states=(
        State("planned"),
        State("kept"),
        State("encroached"),
        State("kept_90", open=False),
        State("lost", open=False),
        State("cancelled", open=False),
    ),
    acts=(
        Act(
            "planned",
            acts.Planned,
            DOERS,
            None,
            to="planned",
            sets={"office": "office", "area": "area", "under": "plan"},
            personal=(),
        ),
        Act("worked", acts.Worked, DOERS, frozenset({"planned"}), to="kept", basis=LOCAL, personal=()),
        *(_look(act) for act in LOOKS),
        Act("moved", acts.Moved, DOERS, frozenset({"planned"}), personal=()),
        Act("cancelled", acts.Cancelled, DOERS, frozenset({"planned"}), to="cancelled", personal=()),
    ),
    deadlines=(
        Deadline(
            "work",
            starts=frozenset({"planned"}),
            until=frozenset({"worked", "cancelled"}),
            length=OnDay("on", working_days=3),
            extends={"moved": OnDay("on", working_days=3)},
            basis=LOCAL,
        ),
        *(
            Deadline(
                act,
                starts=frozenset({"worked"}),
                # One that was missed is late until the next is made, and then it is past.
                until=frozenset(each for each in LOOKS if LOOKS[each] >= LOOKS[act]),
                length=Days(until),
                basis=LOCAL,
            )
            for act, (_from, until) in LOOKS.items()
        ),
    ),
)
VERSIONS = Versions([STREET])
