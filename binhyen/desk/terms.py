"""Terms of law in words: what is left, until when, on which article. Never a colour alone, never a bare number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.matters import clock as matters_clock
from binhyen.procedure import Clock, Hours, Standing, WorkingHours

# From here on a running term is shown as one that ends soon.
SOON = 0.75
_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Term:
    """One clock for a reader. state: running, soon, late, met, met_late or stopped."""

    name: Any
    state: str
    words: str
    until: str
    percent: int
    basis: str

    @property
    def look(self) -> str:
        """The piece `components/clock.html` to show it with."""
        return "late" if self.state == "met_late" else self.state


def term(clock: Clock, name: Any, now: dt.datetime) -> Term:
    """The clock as it stands at `now`."""
    state = clock.state(now)
    used = clock.used(now)
    if state == "running" and used >= SOON:
        state = "soon"
    return Term(name, state, _words(clock, state, now), _until(clock), round(used * 100), clock.basis)


def terms(standing: Standing, names: Any, now: dt.datetime) -> list[Term]:
    """Every clock of a matter: what presses first, then what stands still, then what is over."""
    order = {"late": 0, "running": 1, "stopped": 2, "met_late": 3, "met": 3}
    clocks = sorted(standing.clocks, key=lambda clock: (order[clock.state(now)], clock.due_at))
    return [term(clock, names.get(clock.deadline, clock.deadline), now) for clock in clocks]


def pressing(standing: Standing) -> Clock | None:
    """The running clock that ends first."""
    running = [clock for clock in standing.clocks if clock.runs]
    return min(running, key=lambda clock: clock.due_at, default=None)


def date_words(day: dt.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _words(clock: Clock, state: str, now: dt.datetime) -> str:
    if state == "met":
        return _("xong đúng hạn")
    if state == "met_late":
        assert clock.met_at is not None
        return _("xong, quá hạn %(span)s") % {"span": _over(clock, clock.met_at)}
    if state == "stopped":
        return _("đang dừng theo quy định")
    if state == "late":
        return _("quá hạn %(span)s") % {"span": _over(clock, now)}
    if isinstance(clock.length, Hours | WorkingHours):
        return _("còn %(span)s") % {"span": _hours(clock.due_at - now)}
    days = (clock.due_on - matters_clock.legal_date(now)).days
    return _("còn %(span)s") % {"span": _days(days)} if days else _("hết hạn hôm nay")


def _over(clock: Clock, at: dt.datetime) -> str:
    """How far past its end: the day after the last day of a term in days is one day over."""
    if isinstance(clock.length, Hours | WorkingHours):
        return _hours(at - clock.due_at)
    return _days((matters_clock.legal_date(at) - clock.due_on).days)


def _hours(span: dt.timedelta) -> str:
    """Minutes in the last hour, whole hours until two days, whole days beyond."""
    if span >= 48 * _HOUR:
        return _days(span.days)
    hours = span // _HOUR
    if hours:
        return ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours}
    minutes = max(int(span.total_seconds() // 60), 1)
    return ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes}


def _days(days: int) -> str:
    return ngettext("%(n)d ngày", "%(n)d ngày", days) % {"n": days}


def _until(clock: Clock) -> str:
    if isinstance(clock.length, Hours | WorkingHours):
        local = clock.due_at.astimezone(matters_clock.LEGAL_ZONE)
        return _("đến %(time)s ngày %(day)s") % {
            "time": f"{local.hour}:{local.minute:02}",
            "day": date_words(local.date()),
        }
    return _("đến hết ngày %(day)s") % {"day": date_words(clock.due_on)}
