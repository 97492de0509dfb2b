"""Công nhận danh hiệu: one title of one year, for one hamlet, commune, agency, enterprise or school.

The applicant registers, marks itself by criterion and files; the commune's police (or the deciding body) checks; the
list hangs for ten days and every objection is answered; a council votes; the chair decides. The file lies
with whoever's turn it is. Until 30-6-2025 the districts decided some of them; a matter keeps the law of its receipt.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.recognition import acts
from binhyen.kinds.recognition.titles import (
    CULTURAL,
    CULTURE,
    CULTURE_2018,
    FAMILY,
    LOCAL,
    ORDER,
    ORDER_2025,
    ORDERED,
    UNCHECKED,
    V2022,
    V2024,
    V2025,
)
from binhyen.procedure import (
    ANY_OPEN,
    VIETNAM,
    Act,
    Days,
    Deadline,
    Nothing,
    OnDay,
    Procedure,
    State,
    Versions,
    WorkingDays,
)

DOERS = frozenset({"officer", "head", "registry"})
# The decision is the chair's; a clerk copies it by its number.
DECIDERS = frozenset({"head", "registry"})
HANDLER = frozenset({"handler"})
APPLICANT = frozenset({"member"})
CHECKER = frozenset({"partner"})
DECIDER = frozenset({"issuer"})
EXAMINING = frozenset({"filed", "checked"})
ENDS = frozenset({"recognised", "not_recognised"})
# NĐ 86/2023: the list is told to the people for ten days; the same for every title, where no other is known.
POSTING = Days(10)


def posted_until(from_on: dt.date) -> dt.date:
    """The last day on which a list posted from this day hangs: the day it was hung is not counted, and a last day
    that is no working day moves to the next one (BLDS art. 147, 148)."""
    return VIETNAM.ends_on(from_on, POSTING)


STATES = (
    State("registered"),
    State("filed"),
    State("checked"),
    State("voted"),
    State("recognised", open=False),
    State("not_recognised", open=False),
    State("revoked", open=False),
    State("withdrawn", open=False),
)

ACTS = (
    Act(
        "registered",
        acts.Registered,
        DOERS,
        None,
        to="registered",
        sets={
            "category": "title",
            "year": "year",
            "area": "area",
            "office": "applicant",
            "member": "applicant",
            "partner": "checker",
            "issuer": "decider",
        },
        personal=(),
    ),
    Act("assessed", acts.Assessed, DOERS, frozenset({"registered"}), personal=()),
    Act(
        "filed", acts.Filed, DOERS, frozenset({"registered"}), to="filed", sets={"office": "to"}, personal=()
    ),
    Act(
        "checked",
        acts.Checked,
        DOERS,
        frozenset({"filed"}),
        to="checked",
        sets={"office": "to"},
        parts=CHECKER,
        personal=(),
    ),
    Act("posted", acts.Posted, DOERS, frozenset({"registered", "checked"}), once=True, personal=()),
    Act("objection_noted", acts.ObjectionNoted, DOERS, ANY_OPEN, parts=HANDLER | DECIDER, personal=()),
    Act("objection_answered", acts.ObjectionAnswered, DOERS, ANY_OPEN, parts=HANDLER | DECIDER, personal=()),
    Act("found", acts.Found, DOERS, frozenset({"checked", "voted"}), parts=DECIDER, personal=()),
    Act(
        "council_met",
        acts.CouncilMet,
        DOERS,
        frozenset({"checked"}),
        to="voted",
        parts=DECIDER,
        personal=(),
    ),
    Act(
        "recognised",
        acts.Recognised,
        DECIDERS,
        frozenset({"checked", "voted"}),
        to="recognised",
        parts=DECIDER,
        personal=(),
    ),
    Act(
        "not_recognised",
        acts.NotRecognised,
        DECIDERS,
        frozenset({"checked", "voted"}),
        to="not_recognised",
        parts=DECIDER,
        personal=(),
    ),
    Act(
        "returned",
        acts.Returned,
        DOERS,
        EXAMINING,
        to="registered",
        sets={"office": "to"},
        parts=HANDLER,
        personal=(),
    ),
    Act(
        "revoked",
        acts.Revoked,
        DECIDERS,
        frozenset({"recognised"}),
        to="revoked",
        parts=DECIDER,
        personal=(),
    ),
    Act("withdrawn", Nothing, DOERS, ANY_OPEN, to="withdrawn", parts=APPLICANT, personal=()),
)


def _deadlines(culture: str, culture_read: bool) -> tuple[Deadline, ...]:
    """The terms. `culture`: the decree of cultural titles; `culture_read`: whether its days were read."""
    said = culture if culture_read else f"{culture} ({UNCHECKED})"
    registered, filed = frozenset({"registered"}), frozenset({"filed"})
    return (
        Deadline(
            "rate",
            starts=registered,
            until=frozenset({"posted"}),
            length=OnDay("file_by"),
            basis=f"{said}: bình xét xong trước ngày 25-11",
            only_if=("category", FAMILY),
        ),
        Deadline(
            "file",
            starts=registered,
            until=filed,
            length=OnDay("file_by"),
            basis=LOCAL,
            only_if=("category", ORDERED | CULTURAL),
        ),
        Deadline(
            "file_again",
            starts=frozenset({"returned"}),
            until=filed,
            length=OnDay("due_on"),
            basis=LOCAL,
        ),
        Deadline(
            "check",
            starts=filed,
            until=frozenset({"checked", "returned"}),
            length=WorkingDays(10),
            basis=LOCAL,
            only_if=("category", ORDERED | CULTURAL),
        ),
        Deadline(
            "post",
            starts=frozenset({"checked"}),
            until=frozenset({"posted", "returned"}),
            length=WorkingDays(5),
            basis=LOCAL,
            only_if=("category", ORDERED | CULTURAL),
        ),
        # Ten days that the list hangs, and ten for the council.
        Deadline(
            "council",
            starts=frozenset({"posted"}),
            until=frozenset({"council_met"}),
            length=Days(20),
            basis=LOCAL,
            only_if=("category", ORDERED | CULTURAL),
        ),
        Deadline(
            "file_list",
            starts=frozenset({"posted"}),
            until=filed,
            length=Days(20),
            basis=LOCAL,
            only_if=("category", FAMILY),
        ),
        Deadline(
            "decide_families",
            starts=filed,
            until=ENDS | {"returned"},
            length=Days(10),
            basis=f"{said}: 10 ngày từ khi nhận đủ hồ sơ",
            only_if=("category", FAMILY),
        ),
        Deadline(
            "decide",
            starts=frozenset({"council_met"}),
            until=ENDS,
            length=Days(10),
            basis=LOCAL,
            only_if=("category", ORDERED | CULTURAL),
        ),
    )


def _version(
    version: str, since: dt.date, until: dt.date | None, basis: str, deadlines: tuple[Deadline, ...]
) -> Procedure:
    return Procedure(
        kind="recognition",
        version=version,
        in_force_from=since,
        in_force_to=until,
        basis=basis,
        states=STATES,
        acts=ACTS,
        deadlines=deadlines,
    )


VERSIONS = Versions(
    [
        _version(
            V2022,
            dt.date(2022, 2, 10),
            dt.date(2024, 1, 29),
            f"{ORDER}; {CULTURE_2018}",
            _deadlines(CULTURE_2018, False),
        ),
        _version(
            V2024,
            dt.date(2024, 1, 30),
            dt.date(2025, 6, 30),
            f"{ORDER}; {CULTURE}",
            _deadlines(CULTURE, True),
        ),
        _version(V2025, dt.date(2025, 7, 1), None, f"{ORDER_2025}; {CULTURE}", _deadlines(CULTURE, True)),
    ]
)
