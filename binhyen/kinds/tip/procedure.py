"""Tố giác, tin báo về tội phạm: receiving a crime tip, passing it on, mirroring the decision, answering.

The office never decides a criminal matter here. It receives, checks first, transfers, and mirrors by its document
number what the body that has the power decided (BLTTHS 2015 art. 145-150). Each number below stands beside its
article; a tip keeps the version that was in force when it was received.

Read with: BLTTHS 2003 art. 103 (to 2017); BLTTHS 2015 art. 144-150, 134 and TTLT 01/2017 as amended by TTLT
01/2021 (from 2018); the reorganisation of the police on 1-3-2025 with HD 11/HD-BCA-V03 and Law 99/2025/QH15.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.tip import acts
from binhyen.matters import identity, lowering, receipts, regranting, rewards, talk
from binhyen.matters.offences import in_group
from binhyen.movement import sharing
from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    Act,
    Days,
    Deadline,
    Hours,
    Months,
    Procedure,
    State,
    Versions,
    Withheld,
    WorkingDays,
    keeping,
)

OFFICE = frozenset({"officer", "head"})
HEAD = frozenset({"head"})
TAKERS = frozenset({"resident", "officer", "head", "registry"})

STATES = (
    State("received"),
    State("classified"),
    State("emergency"),
    State("checking"),
    State("forwarded"),
    State("being_resolved"),
    State("suspended"),
    State("rerouted"),
    State("resolved"),
    State("answered", open=False),
    State("merged", open=False),
    State("unreadable", open=False),
    State("erased", open=False),
)

# Law 35/2013 art. 3, Law 13/2022: what must be prosecuted, and violence at home or against a child, is never offered
# mediation in place of protection. The program holds it, not a notice.
PROTECTED = frozenset(in_group("violence"))
NO_MEDIATION = "Luật 35/2013 đ. 3; Luật 13/2022"

# No article could be read that says how long the content of a tip is kept at the office that received it: ten years,
# on the long side because erasing cannot be undone, until the installation sets its own (docs/retention.md).
KEEPS = keeping.Keeps(Months(120))

WITH_OFFICE = frozenset({"received", "classified", "emergency", "checking", "rerouted", "being_resolved"})
FIRST_STEPS = frozenset({"received", "classified", "emergency", "checking"})
WITH_DECIDER = frozenset({"forwarded", "being_resolved"})
ENDED = frozenset({"answered", "merged", "unreadable"})


def _acts(
    forwarded_outside: type,
    *,
    investigators_in_communes: bool,
    duty: str,
    intake: str,
    decision: str,
    extension: str,
    secrecy: str,
) -> tuple[Act, ...]:
    """The acts common to every version, on the articles of the day."""
    found = [
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
                "remote": "remote",
            },
            basis=duty,
            personal=("story", "identity"),
        ),
        Act(
            "classified",
            acts.Classified,
            OFFICE,
            FIRST_STEPS | {"rerouted", "forwarded"},
            to="classified",
            sets={"category": "category", "urgency": "urgency"},
            basis=intake,
            personal=(),
        ),
        Act(
            "emergency_dispatched", acts.EmergencyDispatched, OFFICE, FIRST_STEPS, to="emergency", personal=()
        ),
        Act(
            "check_started",
            acts.CheckStarted,
            OFFICE,
            FIRST_STEPS - {"checking"},
            to="checking",
            basis=intake,
            personal=(),
        ),
        *talk.acts(OFFICE, rated_in=frozenset({"answered"})),
        Act(
            "forwarded",
            acts.Forwarded,
            OFFICE,
            WITH_OFFICE,
            to="forwarded",
            sets={"office": "office"},
            basis=intake,
            personal=(),
        ),
        Act(
            "forwarded_outside",
            forwarded_outside,
            OFFICE,
            WITH_OFFICE | {"forwarded"},
            to="forwarded",
            basis=intake,
            personal=(),
        ),
        Act(
            "receipt_confirmed",
            acts.ReceiptConfirmed,
            OFFICE,
            frozenset({"forwarded"}),
            to="being_resolved",
            basis=intake,
            personal=(),
        ),
        Act(
            "rerouted",
            acts.Rerouted,
            OFFICE,
            FIRST_STEPS,
            to="rerouted",
            sets={"office": "office"},
            basis=intake,
            personal=(),
            withholds=(Withheld("as_kind", frozenset({"dispute"}), "category", PROTECTED, NO_MEDIATION),),
        ),
        Act(
            "suspended",
            acts.Suspended,
            OFFICE,
            WITH_DECIDER,
            to="suspended",
            basis="BLTTHS 2015 đ. 148",
            personal=(),
        ),
        Act(
            "resumed",
            acts.Resumed,
            OFFICE,
            frozenset({"suspended"}),
            to="being_resolved",
            basis="BLTTHS 2015 đ. 149",
            personal=(),
        ),
        Act(
            "result_mirrored",
            acts.ResultMirrored,
            OFFICE,
            WITH_DECIDER,
            to="resolved",
            basis=decision,
            personal=(),
        ),
        Act(
            "concluded",
            acts.Concluded,
            OFFICE,
            WITH_OFFICE,
            to="resolved",
            personal=(),
            withholds=(Withheld("conclusion", frozenset({"mediated"}), "category", PROTECTED, NO_MEDIATION),),
        ),
        # Each head consents for the matters of their office; the other office reads, and this one still handles.
        Act(
            sharing.SHARED,
            sharing.Shared,
            HEAD,
            ANY_OPEN,
            sets={"reader": "reader"},
            basis="Quy chế phối hợp của cụm",
            personal=(),
        ),
        Act(sharing.ENDED, sharing.SharingEnded, HEAD, ANY, personal=(), releases=("reader",)),
        *identity.acts(OFFICE, HEAD, secrecy),
        *receipts.acts(OFFICE),
        *lowering.acts(HEAD),
        *rewards.acts(HEAD, frozenset({"answered"})),
        regranting.ACT,
        # Merging decides how the tip is worked, and answers nobody: its informant is told the result like the other's.
        Act("merged", acts.Merged, OFFICE, FIRST_STEPS, to="merged", personal=()),
        Act("unreadable", talk.Unreadable, OFFICE, FIRST_STEPS | {"rerouted"}, to="unreadable", personal=()),
        Act("attributed", acts.Attributed, OFFICE, ANY, personal=()),
        Act("detached", acts.Detached, OFFICE, ANY, personal=()),
        Act(
            "result_notified",
            acts.ResultNotified,
            OFFICE,
            frozenset({"resolved", "merged"}),
            to="answered",
            personal=("answer",),
        ),
        Act(
            "reopened",
            acts.Reopened,
            HEAD,
            ENDED | {"resolved"},
            to="classified",
            personal=(),
        ),
    ]
    found += [
        Act("extended", acts.Extended, OFFICE, WITH_DECIDER, basis=extension, personal=(), once=True),
        Act("extended_again", acts.Extended, OFFICE, WITH_DECIDER, basis=extension, personal=(), once=True),
    ]
    if investigators_in_communes:
        # HD 11/HD-BCA-V03: a provincial investigator posted in the commune resolves it when assigned.
        found.append(
            Act(
                "investigator_assigned",
                acts.InvestigatorAssigned,
                OFFICE,
                frozenset({"classified", "checking", "forwarded"}),
                to="being_resolved",
                basis="HD 11/HD-BCA-V03",
                personal=(),
            )
        )
    return (*found, *keeping.acts(ENDED, HEAD))


PASSED_ON = frozenset(
    {"forwarded", "forwarded_outside", "rerouted", "concluded", "merged", "emergency_dispatched"}
)
DECIDED = frozenset({"result_mirrored", "concluded", "merged"})


def _decide(basis: str, *, extensions: dict[str, Months]) -> Deadline:
    return Deadline(
        "decide",
        starts=frozenset({"received", "reopened"}),
        until=DECIDED,
        length=Days(20),
        basis=basis,
        stops=frozenset({"suspended"}),
        resumes=frozenset({"resumed"}),
        resume_length=Months(1),  # BLTTHS 2015 art. 149
        extends=extensions,
    )


# BLTTHS 2003 art. 103(2): 20 days; many circumstances or several places, not over 2 months in all. It had neither
# suspension of a tip nor a second extension, and no hours for passing on.
BLTTHS_2003 = Procedure(
    kind="tip",
    version="2003",
    in_force_from=dt.date(2004, 7, 1),
    in_force_to=dt.date(2017, 12, 31),
    basis="BLTTHS 2003 đ. 101-103; TTLT 06/2013/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC",
    states=tuple(state for state in STATES if state.code != "suspended"),
    acts=tuple(
        act
        for act in _acts(
            acts.ForwardedOutsideUntil2025,
            investigators_in_communes=False,
            duty="BLTTHS 2003 đ. 101",
            intake="TTLT 06/2013",
            decision="BLTTHS 2003 đ. 103(2)",
            extension="BLTTHS 2003 đ. 103(2)",
            secrecy="BLTTHS 2003 đ. 7",
        )
        if act.code not in ("suspended", "resumed", "extended_again")
    ),
    deadlines=(
        Deadline(
            "decide",
            starts=frozenset({"received", "reopened"}),
            until=DECIDED,
            length=Days(20),
            basis="BLTTHS 2003 đ. 103(2)",
            extends={"extended": Months(2)},
        ),
    ),
    keeps=KEEPS,
)


def _deadlines_of_2015(pass_on: str) -> tuple[Deadline, ...]:
    return (
        Deadline(
            "pass_on", frozenset({"received"}), PASSED_ON, Hours(24), pass_on, only_if=("remote", (False,))
        ),
        Deadline(
            "pass_on_remote",
            frozenset({"received"}),
            PASSED_ON,
            Hours(48),
            pass_on,
            only_if=("remote", (True,)),
        ),
        # The receiving body writes to the procuracy and to the informant that it has the tip.
        Deadline(
            "intake_notice",
            frozenset({"forwarded_outside"}),
            frozenset({"receipt_confirmed", "result_mirrored"}),
            WorkingDays(3),
            "TTLT 01/2017 đ. 14(1)",
        ),
        # 20 days from receipt; extended, not over 2 months; the procuracy once more, not over 2 months: 4 in all.
        _decide("BLTTHS 2015 đ. 147", extensions={"extended": Months(2), "extended_again": Months(4)}),
        Deadline(
            "notify_result",
            frozenset({"result_mirrored", "concluded"}),
            frozenset({"result_notified"}),
            Days(3),
            "TTLT 01/2017 đ. 14(3)",
        ),
    )


BLTTHS_2015 = Procedure(
    kind="tip",
    version="2018",
    in_force_from=dt.date(2018, 1, 1),
    in_force_to=dt.date(2025, 2, 28),
    basis="BLTTHS 2015 đ. 144-150; TTLT 01/2017, sửa đổi bởi TTLT 01/2021",
    states=STATES,
    acts=_acts(
        acts.ForwardedOutsideUntil2025,
        investigators_in_communes=False,
        duty="BLTTHS 2015 đ. 145(1)",
        intake="TTLT 01/2017; TT 28/2020/TT-BCA",
        decision="BLTTHS 2015 đ. 147(1)",
        extension="BLTTHS 2015 đ. 147(2)",
        secrecy="BLTTHS 2015 đ. 56",
    ),
    deadlines=_deadlines_of_2015("TTLT 01/2017"),
    keeps=KEEPS,
)

BLTTHS_2015_TWO_TIERS = Procedure(
    kind="tip",
    version="2025",
    in_force_from=dt.date(2025, 3, 1),
    in_force_to=None,
    basis="BLTTHS 2015 đ. 144-150, Luật 99/2025/QH15; TTLT 02/2025; HD 11/HD-BCA-V03",
    states=STATES,
    acts=_acts(
        acts.ForwardedOutside,
        investigators_in_communes=True,
        duty="BLTTHS 2015 đ. 145(1)",
        intake="TTLT 01/2017; HD 11/HD-BCA-V03",
        decision="BLTTHS 2015 đ. 147(1)",
        extension="BLTTHS 2015 đ. 147(2)",
        secrecy="BLTTHS 2015 đ. 56",
    ),
    # Whether TTLT 01/2021 kept exactly 24 and 48 hours could not be read; the text of 2017 is applied.
    deadlines=_deadlines_of_2015("TTLT 01/2017, TTLT 01/2021"),
    keeps=KEEPS,
)

VERSIONS = Versions([BLTTHS_2003, BLTTHS_2015, BLTTHS_2015_TWO_TIERS])
