"""How legal terms are counted in Vietnam: working days, last days, and when a term is over.

Sources, and the holidays of each year: docs/calendar.md.
"""

import csv
import datetime as dt
import hashlib
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as package_version
from pathlib import Path
from typing import NamedTuple

import holidays

# Vietnam has kept UTC+7 without summer time since 1975, so a fixed offset is exact and needs no zone files,
# which slim machines lack.
ZONE = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")
SHIPPED_SWAPS = Path(__file__).with_name("swap_days.csv")


@dataclass(frozen=True)
class _Length:
    number: int

    def __post_init__(self) -> None:
        if type(self.number) is not int or self.number < 1:
            raise ValueError(f"a term lasts a whole number from 1, not {self.number!r}")


class Hours(_Length):
    """Plain hours: they run through nights, weekends and holidays."""


class Days(_Length):
    """Calendar days; a last day that is not a working day moves to the next one."""


class WorkingDays(_Length):
    """Days on which offices work."""


class WorkingHours(_Length):
    """Hours during which offices are open, as by-laws on residents' reports count: nights and days off add nothing."""


class Months(_Length):
    """To the same day of a later month (or its last day); moved like Days."""


@dataclass(frozen=True)
class OnDay:
    """Until the end of a day that the act itself says, in the fact of this name: a due date set by decision.

    It is taken as it was said: nobody moves a day that was written into a directive. `working_days`: so many working
    days more, as for the write-up of what was to happen on that day.
    """

    fact: str
    working_days: int = 0


Length = Hours | Days | WorkingDays | WorkingHours | Months | OnDay

# When offices are open on a working day, eight hours in all; an installation may say otherwise (docs/calendar.md).
OFFICE_HOURS = ((dt.time(8), dt.time(12)), (dt.time(13), dt.time(17)))


class Due(NamedTuple):
    """When a term ends: an act recorded before `at` is in time; `on` is the last legal day."""

    at: dt.datetime
    on: dt.date


class Pause(NamedTuple):
    """A time during which a clock stood still."""

    stopped_at: dt.datetime
    resumed_at: dt.datetime


class SwapTableError(ValueError):
    """A line of the swap table that cannot be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"swap table, line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class SwapTable:
    """Days off given in exchange for a Saturday worked, as decided each year.

    `working` maps a date to True (offices work) or False (off); it overrides holidays and weekends.
    """

    working: Mapping[dt.date, bool]
    decisions: Mapping[dt.date, str]
    digest: str

    @classmethod
    def read(cls, path: Path = SHIPPED_SWAPS) -> "SwapTable":
        """Read a CSV file with the columns date, kind (off or working), decision. Raises SwapTableError."""
        # utf-8-sig: people edit this file in spreadsheets, which put a mark at its beginning.
        text = path.read_text(encoding="utf-8-sig")
        rows = csv.DictReader(text.splitlines())
        if rows.fieldnames != ["date", "kind", "decision"]:
            raise SwapTableError(1, "the columns must be date,kind,decision")
        working: dict[dt.date, bool] = {}
        decisions: dict[dt.date, str] = {}
        for row in rows:
            if None in row or None in row.values():
                raise SwapTableError(rows.line_num, "a line is date,kind,decision")
            day = cls._day(rows.line_num, row["date"])
            if day in working:
                raise SwapTableError(rows.line_num, f"{day} stands twice")
            if row["kind"] not in ("off", "working"):
                raise SwapTableError(rows.line_num, "kind must be off or working")
            if not row["decision"].strip():
                raise SwapTableError(rows.line_num, "name the decision")
            working[day] = row["kind"] == "working"
            decisions[day] = row["decision"].strip()
        days = ";".join(f"{day}={working[day]}" for day in sorted(working))
        return cls(working, decisions, hashlib.sha256(days.encode()).hexdigest()[:12])

    @staticmethod
    def _day(line: int, text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise SwapTableError(line, f"{text!r} is not a date such as 2026-02-17") from error


class Calendar:
    """Which days are working days, and when a term that starts at an instant is over.

    holidays_of: gives the public holidays of a year (weekends need not be among them).
    version: names the holidays and the swap table, to be kept beside a due date that was told to somebody.
    """

    def __init__(
        self, holidays_of: Callable[[int], Iterable[dt.date]], swaps: SwapTable, name: str = "holidays"
    ) -> None:
        self._holidays_of = lru_cache(maxsize=None)(lambda year: frozenset(holidays_of(year)))
        self._name = name
        self._open: tuple[tuple[dt.time, dt.time], ...] = OFFICE_HOURS
        self.use(swaps)

    def use(self, swaps: SwapTable) -> None:
        """Take an installation's own swap table in place of the present one."""
        self._swaps = swaps

    def open_during(self, hours: Sequence[tuple[dt.time, dt.time]]) -> None:
        """Take an installation's own office hours: from and until, in their order. Raises ValueError."""
        times = [time for pair in hours for time in pair]
        if not times or times != sorted(set(times)):
            raise ValueError("office hours follow one another, each from an earlier to a later time")
        self._open = tuple(hours)

    @property
    def version(self) -> str:
        return f"{self._name}+swaps-{self._swaps.digest}"

    def is_working_day(self, day: dt.date) -> bool:
        swapped = self._swaps.working.get(day)
        if swapped is not None:
            return swapped
        return day.weekday() < 5 and day not in self._holidays_of(day.year)

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself, or the first working day after it."""
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day

    def add(self, start: dt.datetime, length: Length, pauses: Sequence[Pause] = ()) -> Due:
        """When a term is over. The day of `start` is not counted; hours count from the instant itself.

        During a pause the clock stands still: what remained on the day it stopped
        remains on the day it resumes.
        """
        if start.tzinfo is None:
            raise ValueError("a term starts at an instant with a time zone")
        if isinstance(length, Hours):
            stood = sum((pause.resumed_at - pause.stopped_at for pause in pauses), dt.timedelta())
            at = (start + dt.timedelta(hours=length.number) + stood).astimezone(dt.UTC)
            return Due(at, local_date(at - dt.datetime.resolution))
        if isinstance(length, OnDay):
            raise TypeError("a day that an act says is not counted: read it from the act's facts")
        if isinstance(length, WorkingHours):
            at = self._after_open(start, dt.timedelta(hours=length.number), pauses)
            return Due(at, local_date(at - dt.datetime.resolution))
        if isinstance(length, WorkingDays):
            last = self.after_working_days(local_date(start), length.number)
            for pause in pauses:
                left = self._working_days_between(local_date(pause.stopped_at), last)
                last = self.after_working_days(local_date(pause.resumed_at), left)
        else:
            last = last_day_of(local_date(start), length)
            for pause in pauses:
                left = max((last - local_date(pause.stopped_at)).days, 0)
                last = local_date(pause.resumed_at) + dt.timedelta(days=left)
        on = self.next_working_day(last)
        return Due(end_of(on), on)

    def ends_on(self, from_on: dt.date, length: Days | WorkingDays | Months) -> dt.date:
        """The last day of a term that a day begins, which is not counted; a last day off moves on (BLDS 147, 148)."""
        return self.add(end_of(from_on) - dt.timedelta(hours=12), length).on

    def after_working_days(self, day: dt.date, number: int) -> dt.date:
        """The day so many working days after a day, which is not counted; the day itself for none."""
        for _ in range(number):
            day = self.next_working_day(day + dt.timedelta(days=1))
        return day

    def _after_open(self, start: dt.datetime, left: dt.timedelta, pauses: Sequence[Pause]) -> dt.datetime:
        """The instant at which offices have been open so long since `start`, leaving out what stood still."""
        for pause in pauses:
            left -= sum(
                (end - begin for begin, end in self._open_between(start, pause.stopped_at)), dt.timedelta()
            )
            left, start = max(left, dt.timedelta()), pause.resumed_at
        for begin, end in self._open_between(start, None):
            if end - begin >= left:
                return (begin + left).astimezone(dt.UTC)
            left -= end - begin
        raise AssertionError("offices open again")

    def _open_between(
        self, start: dt.datetime, until: dt.datetime | None
    ) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """The times at which offices are open, from one instant to another (None: without end)."""
        day = local_date(start)
        while until is None or day <= local_date(until):
            for opens, closes in self._open if self.is_working_day(day) else ():
                begin = max(dt.datetime.combine(day, opens, ZONE), start)
                end = dt.datetime.combine(day, closes, ZONE)
                end = end if until is None else min(end, until)
                if begin < end:
                    yield begin, end
            day += dt.timedelta(days=1)

    def _working_days_between(self, after: dt.date, until: dt.date) -> int:
        days = (after + dt.timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(1 for day in days if self.is_working_day(day))


def local_date(instant: dt.datetime) -> dt.date:
    """The legal date of an instant."""
    return instant.astimezone(ZONE).date()


def end_of(day: dt.date) -> dt.datetime:
    """24:00 of a legal day, as a UTC instant: the first instant that is too late."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZONE).astimezone(dt.UTC)


def last_day_of(start: dt.date, length: Days | Months) -> dt.date:
    """The last day of a term that no day off moves."""
    if isinstance(length, Days):
        return start + dt.timedelta(days=length.number)
    years, month = divmod(start.year * 12 + start.month - 1 + length.number, 12)
    return dt.date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


# The library counts 24 November, and a day in lieu of it, from 2026 on. It is a Party resolution (80-NQ/TW)
# and an order to amend art. 112(1) of the Labour Code (30/NQ-CP); no such amendment could be read. An office
# gains no day by a law not yet made: once it is, the swap table says so with one line a year, or this goes.
_NOT_ENACTED = "Ngày Văn hóa Việt Nam"


def vietnamese_holidays(year: int) -> frozenset[dt.date]:
    """Public holidays of the Labour Code, and the days off in lieu of one that fell on a weekend."""
    found = holidays.country_holidays("VN", years=year, expand=False, language="vi")
    return frozenset(day for day, name in found.items() if not name.startswith(_NOT_ENACTED))


def vietnam(swap_file: Path = SHIPPED_SWAPS) -> Calendar:
    """The Vietnamese calendar over an installation's own swap table."""
    return Calendar(vietnamese_holidays, SwapTable.read(swap_file), f"holidays-{package_version('holidays')}")


VIETNAM = vietnam()
