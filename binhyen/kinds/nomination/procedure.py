"""Đề nghị khen thưởng: from whoever proposes somebody, sealed, to the decision that names them.

Most proposals end without a name becoming public, so who is proposed, by whom and for what stays sealed to the end; the
decision is another record (movement/commendations.py), and this one says by its reference that it came to one.

Law 06/2022/QH15. The steps (tờ trình, council, decision) are those of practice [T]; terms in days could not be found in
the law and are defaults of this program that say so.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.nomination import acts
from binhyen.matters import identity, receipts, regranting, talk
from binhyen.movement import awards
from binhyen.procedure import (
    Act,
    Deadline,
    Months,
    OnDay,
    Procedure,
    State,
    Versions,
    WorkingDays,
    keeping,
)

OFFICE = frozenset({"officer", "head"})
HEAD = frozenset({"head"})
TAKERS = frozenset({"resident", "officer", "head", "registry"})

STATES = (
    State("received"),
    State("verified"),
    State("submitted"),
    State("voted"),
    State("chosen"),
    State("awarded", open=False),
    State("not_chosen", open=False),
    State("unreadable", open=False),
    State("erased", open=False),
)
BEFORE_COUNCIL = frozenset({"received", "verified"})
UNDECIDED = frozenset({"received", "verified", "submitted", "voted"})
ENDED = frozenset({"awarded", "not_chosen", "unreadable"})

DEFAULT = "Mặc định, chưa đối chiếu"
# So much of the council must be there, and more than half of those there in favour [local default].
QUORUM = (2, 3)

# A proposal that led to nothing is nobody's business for long; what led to a decision has the decision. The law of
# archives may ask for more [?]: an installation sets its own (docs/retention.md).
KEEPS = keeping.Keeps(Months(24))

NOMINATION = Procedure(
    kind="nomination",
    version="2024",
    in_force_from=dt.date(2024, 1, 1),
    in_force_to=None,
    basis="Luật Thi đua, khen thưởng 06/2022/QH15",
    states=STATES,
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
        Act(
            "verified",
            acts.Verified,
            OFFICE,
            BEFORE_COUNCIL,
            to="verified",
            sets={"category": "category"},
            personal=(),
        ),
        Act("placed", acts.Placed, OFFICE, BEFORE_COUNCIL, sets={"under": "emulation"}, personal=()),
        *talk.acts(OFFICE),
        Act("submitted", acts.Submitted, OFFICE, frozenset({"verified"}), to="submitted", personal=()),
        Act(
            "voted",
            acts.Voted,
            OFFICE,
            frozenset({"submitted", "voted"}),
            to="voted",
            basis=awards.LAW,
            personal=(),
        ),
        # The council first: whoever leads the office never chooses alone, least of all one of their own.
        Act("chosen", acts.Chosen, HEAD, frozenset({"voted"}), to="chosen", personal=()),
        Act("not_chosen", acts.NotChosen, HEAD, UNDECIDED, to="not_chosen", personal=()),
        Act("awarded", acts.Awarded, OFFICE, frozenset({"chosen"}), to="awarded", personal=()),
        Act(
            "forwarded",
            acts.Forwarded,
            OFFICE,
            BEFORE_COUNCIL,
            to="received",
            sets={"office": "office"},
            personal=(),
        ),
        *identity.acts(OFFICE, HEAD, "Luật 91/2025/QH15"),
        *receipts.acts(OFFICE),
        regranting.ACT,
        Act("unreadable", talk.Unreadable, OFFICE, frozenset({"received"}), to="unreadable", personal=()),
        Act(
            "reopened",
            acts.Reopened,
            HEAD,
            frozenset({"not_chosen", "unreadable", "chosen"}),
            to="received",
            personal=(),
        ),
        *keeping.acts(ENDED, HEAD),
    ),
    deadlines=(
        # A deed is praised while it is remembered.
        Deadline(
            "submit_sudden",
            starts=frozenset({"received", "reopened"}),
            until=frozenset({"submitted", "not_chosen"}),
            length=WorkingDays(5),
            basis=DEFAULT,
            only_if=("category", ("sudden",)),
        ),
        Deadline(
            "submit_campaign",
            starts=frozenset({"placed"}),
            until=frozenset({"submitted", "not_chosen"}),
            length=OnDay("closes_on"),
            basis="Theo đợt thi đua",
            extends={"placed": OnDay("closes_on")},
        ),
        Deadline(
            "choose",
            starts=frozenset({"submitted"}),
            until=frozenset({"chosen", "not_chosen"}),
            length=WorkingDays(10),
            basis=DEFAULT,
        ),
    ),
    keeps=KEEPS,
)
VERSIONS = Versions([NOMINATION])
