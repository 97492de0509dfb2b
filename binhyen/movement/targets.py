"""What a plan may set as a target. Nothing else can be: the list is the choices of the fact itself.

A target changes what people do. One that counted accusations would be met by accusing, and one that counted those who
petition would be met by silencing them; so no figure of tips, cases, persons, complaints or petitioners is here. What
is here counts the work of offices (README, what it refuses).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A figure that may be a target: the indicator counted, and, for a share, the indicator it is a share of.

    Progress is computed from the yearly figures (`figures.targets`); nobody types it.
    """

    code: str
    indicator: str
    of: str = ""

    @property
    def percent(self) -> bool:
        return bool(self.of)


MEASURES = (
    Measure("tasks_done", "tasks.accepted", of="tasks.received"),
    Measure("tasks_on_time", "tasks.reported_on_time", of="tasks.received"),
    Measure("tips_answered_on_time", "tips.answered_on_time", of="tips.answered"),
    Measure("meetings_held", "steering.meetings"),
    Measure("plans_issued", "steering.plans"),
)
BY_CODE = {measure.code: measure for measure in MEASURES}
CODES = tuple(BY_CODE)
