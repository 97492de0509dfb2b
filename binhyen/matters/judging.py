"""What a procedure cannot say alone: whether an act agrees with other records, judged before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from binhyen.matters.actors import Actor
    from binhyen.matters.lines import Line


@dataclass(frozen=True)
class Asked:
    """An act about to be recorded: on which line, by whom, with which facts, at what instant and legal date."""

    line: Line
    act: str
    by: Actor
    facts: Any
    at: dt.datetime
    on: dt.date


# Raises FactsError(fact, reason); the kind's words say the reason with its mend.
Judge = Callable[[Asked], None]
