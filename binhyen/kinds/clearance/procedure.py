"""Giải phóng mặt bằng, công trình trái phép: notice, posting, meeting, objections, support, hand-over, enforcement.

The order of the steps is the households' protection, so it is judged: nothing is enforced before they had the notice,
the posting, the meeting, an answer to each objection, their support and a warning (kinds/clearance/judging.py).
Terms are those of the Land Law 2024 (art. 85-95) and of Decree 16/2022 as officers know them; none could be read.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.clearance import acts
from binhyen.procedure import ANY_OPEN, Act, Days, Deadline, Nothing, OnDay, Procedure, State, Versions

KIND = "clearance"
DOERS = frozenset({"officer", "head", "registry"})
# Whoever sends people to a house answers for it: the head, or the registry that copies the chair's decision.
DECIDERS = frozenset({"head", "registry"})
UNCHECKED = "mặc định, chưa đối chiếu"
LAND = frozenset({"farm_land", "other_land"})
BUILDING = frozenset({"illegal_building"})
BEFORE = frozenset({"listed", "noticed", "posted", "consulted"})
DECIDED = frozenset({"decided", "enforcing"})


def article(number: int) -> str:
    return f"Luật Đất đai 2024 đ. {number} ({UNCHECKED})"


DECREE = f"NĐ 16/2022/NĐ-CP ({UNCHECKED})"
LOCAL = "Quy định của địa phương (mặc định)"

CLEARANCE = Procedure(
    kind=KIND,
    version="2024",
    in_force_from=dt.date(2024, 8, 1),
    in_force_to=None,
    basis="Luật Đất đai 2024; NĐ 16/2022/NĐ-CP",
    states=(
        State("listed"),
        State("noticed"),
        State("posted"),
        State("consulted"),
        State("decided"),
        State("enforcing"),
        State("cleared", open=False),
        State("stopped", open=False),
    ),
    acts=(
        Act(
            "listed",
            acts.Listed,
            DOERS,
            None,
            to="listed",
            sets={"office": "office", "area": "area", "category": "form", "under": "plan"},
            personal=(),
        ),
        Act(
            "notice_given",
            acts.NoticeGiven,
            DOERS,
            frozenset({"listed"}),
            to="noticed",
            basis=article(85),
            personal=(),
        ),
        Act(
            "posted",
            acts.Posted,
            DOERS,
            frozenset({"noticed"}),
            to="posted",
            basis=article(87),
            personal=(),
        ),
        Act(
            "meeting_held",
            acts.MeetingHeld,
            DOERS,
            frozenset({"posted", "consulted"}),
            to="consulted",
            basis=article(87),
            personal=(),
        ),
        Act(
            "decided",
            acts.Decided,
            DOERS,
            frozenset({"consulted"}),
            to="decided",
            basis=article(87),
            personal=(),
        ),
        Act("objected", acts.Objected, DOERS, ANY_OPEN, basis=article(87), personal=()),
        Act("objections_answered", acts.ObjectionsAnswered, DOERS, ANY_OPEN, basis=article(87), personal=()),
        Act("compensated", acts.Compensated, DOERS, DECIDED, basis=article(94), personal=()),
        Act("handed_over", acts.HandedOver, DOERS, DECIDED, personal=()),
        Act("persuaded", acts.Persuaded, DOERS, DECIDED, basis=article(89), personal=()),
        Act(
            "enforcement_decided",
            acts.EnforcementDecided,
            DECIDERS,
            frozenset({"decided"}),
            to="enforcing",
            basis=article(89),
            personal=(),
        ),
        Act("enforced", acts.Enforced, DECIDERS, frozenset({"enforcing"}), basis=article(89), personal=()),
        Act("enforcement_lifted", Nothing, DECIDERS, frozenset({"enforcing"}), to="decided", personal=()),
        Act("cleared", Nothing, DOERS, DECIDED, to="cleared", personal=()),
        Act("recounted", acts.Recounted, DOERS, BEFORE, personal=()),
        Act("stopped", acts.Stopped, DECIDERS, ANY_OPEN, to="stopped", personal=()),
    ),
    deadlines=(
        Deadline(
            "meet",
            starts=frozenset({"posted"}),
            until=frozenset({"meeting_held"}),
            length=OnDay("until_on", working_days=10),
            basis=LOCAL,
        ),
        Deadline(
            "answer",
            starts=frozenset({"objected"}),
            until=frozenset({"objections_answered"}),
            length=Days(60),
            basis=article(87),
            only_if=("category", LAND),
        ),
        Deadline(
            "answer_building",
            starts=frozenset({"objected"}),
            until=frozenset({"objections_answered"}),
            length=Days(30),
            basis=f"Luật Khiếu nại đ. 28 ({UNCHECKED})",
            only_if=("category", BUILDING),
        ),
        Deadline(
            "pay",
            starts=frozenset({"decided"}),
            until=frozenset({"compensated"}),
            length=Days(30),
            basis=article(94),
            only_if=("category", LAND),
        ),
        Deadline(
            "hand_over",
            starts=frozenset({"decided"}),
            until=frozenset({"cleared", "enforcement_decided"}),
            length=OnDay("hand_over_by"),
            basis=f"{LOCAL}; {DECREE}",
        ),
        Deadline(
            "carry_out",
            starts=frozenset({"enforcement_decided"}),
            until=frozenset({"cleared", "enforcement_lifted"}),
            length=OnDay("not_before", working_days=30),
            basis=LOCAL,
        ),
    ),
)
VERSIONS = Versions([CLEARANCE])
