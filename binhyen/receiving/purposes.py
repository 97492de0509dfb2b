"""What a resident may seal to an office, and for what: each purpose is a kind, with what its first act says in clear.

The door that takes what was sealed (filing.py) knows none of them by name. A page of its own asks the questions of
each: the report is one, a proposal to commend somebody another (sealed_pages.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from binhyen.kinds.nomination import acts as nomination
from binhyen.kinds.objection import acts as objection
from binhyen.kinds.order_report import acts as order
from binhyen.kinds.order_report import opening
from binhyen.kinds.order_report.categories import BY_CODE as ORDER_CATEGORIES
from binhyen.kinds.tip import acts as tip
from binhyen.matters.offences import BY_CODE
from binhyen.movement import awards


@dataclass(frozen=True)
class Clear:
    """All that stands in clear of what was sealed: the category and area of its birth, whose office it is, and the hash
    of the story. `channel`: by which door it came; `said`: what whoever wrote it says in the open, where a purpose asks
    for something; `reader`: an office that is told of what is open, and handles nothing."""

    category: str
    area: int
    office: int
    story: str
    channel: str = "web"
    said: opening.Said | None = None
    reader: int | None = None


@dataclass(frozen=True)
class Purpose:
    """`kind`, opened by `act`, whose facts `facts` makes; `categories`: what it may be about. `opens`: reads what is
    said in the open, given the category; None where everything is sealed. Raises opening.Unfit."""

    kind: str
    categories: Collection[str]
    facts: Callable[[Clear], Any]
    act: str = "received"
    opens: Callable[[object, str], opening.Said] | None = None


def _tip(clear: Clear) -> tip.Received:
    return tip.Received(
        category=clear.category,
        area=clear.area,
        office=clear.office,
        channel=clear.channel,
        urgency=BY_CODE[clear.category].urgency,
        story=clear.story,
    )


def _nomination(clear: Clear) -> nomination.Received:
    return nomination.Received(
        category=clear.category,
        area=clear.area,
        office=clear.office,
        channel=clear.channel,
        story=clear.story,
    )


def _objection(clear: Clear) -> objection.Received:
    return objection.Received(
        category=clear.category,
        area=clear.area,
        office=clear.office,
        channel=clear.channel,
        story=clear.story,
    )


def _order(clear: Clear) -> order.Received:
    assert clear.said is not None
    return order.Received(
        category=clear.category,
        area=clear.area,
        office=clear.office,
        channel=clear.channel,
        urgency=ORDER_CATEGORIES[clear.category].urgency,
        story=clear.story,
        reader=clear.reader,
        **clear.said.facts,
    )


PURPOSES = {
    purpose.kind: purpose
    for purpose in (
        Purpose("tip", BY_CODE, _tip),
        Purpose("nomination", awards.KINDS, _nomination),
        Purpose("objection", objection.LISTS, _objection),
        Purpose("order_report", ORDER_CATEGORIES, _order, opens=opening.said),
    )
}
