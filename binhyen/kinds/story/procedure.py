"""Tin, bài: a story of the movement's newsroom, from the first draft to the page that says it was taken down.

No text is published that only one person has seen: whoever wrote last does not review (judging.py). A correction is the
one exception, because it cannot wait: the head or the planner answers for it, and the text that was wrong stays in the
journal. Taking down, and taking a picture out, is for everybody who works here: it harms nobody and must be quick.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from binhyen.kinds.story import acts
from binhyen.procedure import Act, Deadline, Nothing, Procedure, State, Versions, WorkingDays

# "story" alone is what a resident tells, under seal.
KIND = "news_story"
WRITERS = frozenset({"officer", "head", "steering"})
# Who answers for what stands on the front page.
EDITORS = frozenset({"head", "steering"})
# The office that wrote it, and the one above that was asked to review.
EITHER = frozenset({"handler", "partner"})
UNSEEN = frozenset({"draft", "returned", "reviewed"})
WAITING = UNSEEN | {"submitted"}
PUBLISHED = frozenset({"published"})
# What the public side knows of: the story, or that it was taken down.
SHOWN = ("published", "taken_down")
LOCAL = "Quy chế biên tập của đơn vị (mặc định, chưa đối chiếu)"
PICTURES = {
    "1": "BLDS 2005 đ. 31; BLDS 2015 đ. 32 (chưa đối chiếu)",
    "2026": "Luật 91/2025/QH15 đ. 9, 24",
}


def _draft(code: str, facts: type, origin: frozenset[str] | None, **more: Any) -> Act:
    """Writing, in whatever way: what it leaves is a draft, to be reviewed anew."""
    return Act(code, facts, WRITERS, origin, to="draft", personal=(), **more)


def _published(code: str, facts: type, by: frozenset[str], **more: Any) -> Act:
    return Act(code, facts, by, PUBLISHED, parts=EITHER, personal=(), **more)


def _procedure(version: str, first: dt.date, last: dt.date | None, basis: str) -> Procedure:
    pictures = PICTURES[version]
    return Procedure(
        kind=KIND,
        version=version,
        in_force_from=first,
        in_force_to=last,
        basis=basis,
        states=(
            State("draft"),
            State("submitted"),
            State("returned"),
            State("reviewed"),
            State("published", open=False),
            State("taken_down", open=False),
            State("discarded", open=False),
        ),
        acts=(
            _draft(
                "drafted",
                acts.Drafted,
                None,
                sets={"office": "office", "area": "area", "category": "category"},
            ),
            Act(
                "submitted",
                acts.Submitted,
                WRITERS,
                frozenset({"draft", "returned"}),
                to="submitted",
                sets={"partner": "reviewer"},
                basis=LOCAL,
                personal=(),
            ),
            Act(
                "reviewed",
                acts.Reviewed,
                WRITERS,
                frozenset({"submitted"}),
                to="reviewed",
                parts=EITHER,
                basis=LOCAL,
                personal=(),
            ),
            Act(
                "returned",
                acts.Returned,
                WRITERS,
                frozenset({"submitted"}),
                to="returned",
                parts=EITHER,
                personal=(),
            ),
            Act("published", Nothing, WRITERS, frozenset({"reviewed"}), to="published", personal=()),
            Act("recalled", Nothing, WRITERS, frozenset({"submitted"}), to="draft", personal=()),
            _draft("rewritten", acts.Rewritten, UNSEEN, sets={"category": "category"}),
            _draft("picture_added", acts.PictureAdded, UNSEEN, basis=pictures),
            _draft("picture_agreed", acts.PictureAgreed, UNSEEN, basis=pictures),
            _draft("picture_dropped", acts.PictureDropped, UNSEEN),
            _published("correction_published", acts.CorrectionPublished, EDITORS),
            _published("featured", acts.Featured, EDITORS),
            _published("unfeatured", Nothing, EDITORS),
            _published("picture_removed", acts.PictureDropped, WRITERS, basis=pictures),
            _published("taken_down", acts.TakenDown, WRITERS, to="taken_down"),
            Act("discarded", Nothing, WRITERS, WAITING, to="discarded", personal=()),
        ),
        deadlines=(
            Deadline(
                "review",
                starts=frozenset({"submitted"}),
                until=frozenset({"reviewed", "returned", "recalled"}),
                length=WorkingDays(3),
                basis=LOCAL,
            ),
        ),
    )


VERSIONS = Versions(
    [
        _procedure("1", dt.date(2004, 1, 1), dt.date(2025, 12, 31), LOCAL),
        # Consent to personal data, of children too, from 1-1-2026.
        _procedure("2026", dt.date(2026, 1, 1), None, f"{LOCAL}; Luật 91/2025/QH15"),
    ]
)
