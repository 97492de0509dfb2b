"""The days of a sanction that follow from another day: counted from the day on the paper, not from its writing down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from binhyen.matters.lines import Line
from binhyen.procedure import VIETNAM, Days, Months, WorkingDays

# Article 58 and Decree 118/2021 article 12, likewise [?]: minutes, from the day on which the breach was found.
MINUTES = WorkingDays(2)
# Article 66, as the committee's people know it; its text could not be read [?].
DECIDE = WorkingDays(7)
EXPLAINED = Months(1)
LONGER: Mapping[str, WorkingDays | Months] = {
    "file_moved": WorkingDays(10),
    "complex": Months(1),
    "very_complex": Months(2),
}
# Article 61: asked for in person within two working days of the minutes, in writing within five.
ASK = {"in_person": WorkingDays(2), "in_writing": WorkingDays(5)}
# Article 73.
COMPLY = Days(10)


def known_decide_by(values: Mapping[str, Any], _line: Line | None) -> dt.date | None:
    """What minutes say of the last day to decide; None until their day is said."""
    return VIETNAM.ends_on(values["made_on"], DECIDE) if values.get("made_on") else None


def known_comply_by(values: Mapping[str, Any], _line: Line | None) -> dt.date | None:
    """Until when a decision that was served, or stands again, is to be complied with; None until that day is said."""
    begun = values.get("served_on") or values.get("on")
    return VIETNAM.ends_on(begun, COMPLY) if begun else None
