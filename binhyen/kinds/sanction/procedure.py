"""Xử phạt vi phạm hành chính: minutes, decision, compliance, enforcement, as the competent body's papers say them.

It mirrors and decides nothing: each step stands here by the number of its paper and by counts, so that the commune
knows what came of what it saw, and whoever was sanctioned keeps every term that is theirs. Terms are those of the Law
on Handling of Administrative Violations as officers know it; its articles could not be read, and each says so.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.sanction import acts
from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    Act,
    Days,
    Deadline,
    OnDay,
    Procedure,
    State,
    Versions,
    WorkingDays,
)

KIND = "sanction"
DOERS = frozenset({"officer", "head", "registry"})
UNCHECKED = "mặc định, chưa đối chiếu"
LAW = "Luật Xử lý vi phạm hành chính 2012, sửa đổi 2020, 2025"


def article(number: int) -> str:
    return f"Luật XLVPHC đ. {number} ({UNCHECKED})"


UNDECIDED = frozenset({"minuted", "explaining"})
STANDS = frozenset({"decided", "suspended", "enforcing"})
DONE = frozenset({"complied", "enforced"})
DECISIONS = frozenset({"decided", "not_sanctioned", "criminal_referred"})
MORE_TIME = OnDay("decide_by")

SANCTION = Procedure(
    kind=KIND,
    version="2025",
    in_force_from=dt.date(2013, 7, 1),
    in_force_to=None,
    basis=f"{LAW}; NĐ 282/2025/NĐ-CP",
    states=(
        State("minuted"),
        State("explaining"),
        State("decided"),
        State("suspended"),
        State("enforcing"),
        State("complied", open=False),
        State("enforced", open=False),
        State("not_sanctioned", open=False),
        State("criminal", open=False),
        State("revoked", open=False),
    ),
    acts=(
        Act(
            "minutes_made",
            acts.MinutesMade,
            DOERS,
            None,
            to="minuted",
            sets={"office": "office", "area": "area", "category": "field", "under": "street"},
            basis=article(58),
            personal=(),
        ),
        Act(
            "decided",
            acts.Decided,
            DOERS,
            UNDECIDED,
            to="decided",
            basis=article(66),
            personal=(),
        ),
        Act(
            "not_sanctioned",
            acts.NotSanctioned,
            DOERS,
            UNDECIDED,
            to="not_sanctioned",
            basis=article(65),
            personal=(),
        ),
        Act(
            "criminal_referred",
            acts.Numbered,
            DOERS,
            UNDECIDED,
            to="criminal",
            basis=article(62),
            personal=(),
        ),
        Act(
            "explanation_asked",
            acts.ExplanationAsked,
            DOERS,
            frozenset({"minuted"}),
            to="explaining",
            basis=article(61),
            personal=(),
        ),
        Act(
            "explanation_heard",
            acts.ExplanationHeard,
            DOERS,
            frozenset({"explaining"}),
            to="minuted",
            basis=article(61),
            personal=(),
        ),
        Act(
            "explanation_waived",
            acts.ExplanationWaived,
            DOERS,
            UNDECIDED,
            to="minuted",
            basis=article(61),
            personal=(),
        ),
        Act("lengthened", acts.Lengthened, DOERS, UNDECIDED, basis=article(66), personal=()),
        Act("served", acts.Served, DOERS, frozenset({"decided"}), once=True, basis=article(70), personal=()),
        Act(
            "complied",
            acts.Complied,
            DOERS,
            frozenset({"decided", "enforcing"}),
            to="complied",
            basis=article(73),
            personal=(),
        ),
        Act(
            "enforcement_decided",
            acts.EnforcementDecided,
            DOERS,
            frozenset({"decided"}),
            to="enforcing",
            basis=article(86),
            personal=(),
        ),
        Act(
            "enforced",
            acts.Enforced,
            DOERS,
            frozenset({"enforcing"}),
            to="enforced",
            basis=article(86),
            personal=(),
        ),
        Act("complained", acts.Complained, DOERS, STANDS | DONE, basis=article(15), personal=()),
        Act("complaint_answered", acts.ComplaintAnswered, DOERS, ANY, basis=article(15), personal=()),
        Act(
            "suspended",
            acts.Numbered,
            DOERS,
            frozenset({"decided", "enforcing"}),
            to="suspended",
            basis=article(15),
            personal=(),
        ),
        Act(
            "resumed",
            acts.Resumed,
            DOERS,
            frozenset({"suspended"}),
            to="decided",
            basis=article(15),
            personal=(),
        ),
        Act(
            "revoked",
            acts.Revoked,
            DOERS,
            STANDS | DONE,
            to="revoked",
            basis=article(18),
            personal=(),
        ),
        Act("attributed", acts.Attributed, DOERS, ANY_OPEN, personal=()),
    ),
    deadlines=(
        Deadline(
            "decide",
            starts=frozenset({"minutes_made"}),
            until=DECISIONS,
            length=MORE_TIME,
            extends={"lengthened": MORE_TIME, "explanation_asked": MORE_TIME},
            basis=article(66),
        ),
        Deadline(
            "serve",
            starts=frozenset({"decided"}),
            until=frozenset({"served", "complied", "revoked"}),
            length=WorkingDays(2),
            basis=article(70),
        ),
        # Theirs, not the office's: it stands here so that nobody enforces before it is over.
        Deadline(
            "comply",
            starts=frozenset({"served"}),
            until=frozenset({"complied", "enforcement_decided", "revoked"}),
            length=OnDay("comply_by"),
            stops=frozenset({"suspended"}),
            resumes=frozenset({"resumed"}),
            basis=article(73),
        ),
        Deadline(
            "enforce",
            starts=frozenset({"enforcement_decided"}),
            until=frozenset({"enforced", "complied", "revoked"}),
            length=Days(30),
            basis=f"NĐ 166/2013/NĐ-CP ({UNCHECKED})",
        ),
        Deadline(
            "answer_complaint",
            starts=frozenset({"complained"}),
            until=frozenset({"complaint_answered", "revoked"}),
            length=Days(30),
            basis=f"Luật Khiếu nại đ. 28 ({UNCHECKED})",
        ),
    ),
)
VERSIONS = Versions([SANCTION])
