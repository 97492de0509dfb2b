"""What a street's procedure cannot say alone: days, points, counts that agree, the plan that it is under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from binhyen.kinds.street import acts
from binhyen.kinds.street.procedure import LOOKS
from binhyen.kinds.street.reading import Street, begun, read, take
from binhyen.kinds.street.words import ACTS
from binhyen.matters.judging import Asked, judge_again
from binhyen.matters.kinds import Visit
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter
from binhyen.procedure import CORRECTED, FactsError
from binhyen.units.places import LATITUDES, LONGITUDES


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the reasons with their mend are in words.REFUSALS."""
    if asked.act == CORRECTED:
        judge_again(asked, begun, take, refuse, at=lambda record: record.happened_at)
        return
    refuse(read(asked.line) if asked.line.records else None, asked.act, asked.facts, asked.on)
    if isinstance(asked.facts, acts.Planned):
        _under(asked.facts.plan)


def refuse(street: Street | None, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, done on this day, contradicts the street as it stands."""
    if street is None:
        _planned(facts)
    elif rule := _RULES.get(act):
        rule(street, facts, on)


def _planned(facts: acts.Planned) -> None:
    if (facts.latitude is None) != (facts.longitude is None):
        raise FactsError("longitude", "half_a_point")
    for name, (least, most) in (("latitude", LATITUDES), ("longitude", LONGITUDES)):
        value = getattr(facts, name)
        if value is not None and not least <= value <= most:
            raise FactsError(name, "range")


def _worked(street: Street, facts: acts.Worked, _on: dt.date) -> None:
    if facts.on < street.on:
        raise FactsError("on", "before_its_day")
    found = sum(getattr(facts, name) for name in acts.FINDINGS)
    done = max(getattr(facts, name) for name in acts.RESULTS)
    if done > found:
        raise FactsError("moved", "more_than_found")


def _looked(act: str, street: Street, facts: acts.LookedAgain, on: dt.date) -> None:
    since, _until = LOOKS[act]
    if street.worked_on is None or (on - street.worked_on).days < since:
        raise FactsError("", "too_early")
    # How it was after 7 days is not seen after 30: it would count for a day on which nobody looked.
    if any(LOOKS[made] > LOOKS[act] for made in street.looks):
        raise FactsError("", "later_look")
    if (facts.state == acts.CLEAR) != (facts.found == 0):
        raise FactsError("found", "clear_and_found")


_RULES: Mapping[str, Callable[[Street, Any, dt.date], None]] = {
    "worked": _worked,
    **{act: partial(_looked, act) for act in LOOKS},
}


def begins(line: Line, act: str) -> dict[str, Any]:
    """The day and the team as they are planned."""
    if act not in ("worked", "moved"):
        return {}
    planned = [each.facts for each in line.effective if isinstance(each.facts, acts.Planned | acts.Moved)]
    return {"on": planned[-1].on, "team": planned[-1].team} if planned else {}


def visited(line: Line, on: dt.date) -> Visit | None:
    """A street that is to be worked, or looked at again, on a day."""
    street = read(line)
    look = street.look_due(on)
    if not look and not (line.row.state == "planned" and street.on <= on):
        return None
    return Visit(ACTS[look or "worked"], (street.stretch,), street.point, (look,) if look else ())


def _under(plan: str | None) -> None:
    """A street is worked under a plan that its addressees have: no draft, and none that was closed."""
    if plan and not Matter.objects.filter(ref=plan, kind="plan", state__in=("issued", "amending")).exists():
        raise FactsError("plan", "plan_not_issued")
