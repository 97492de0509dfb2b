"""Terms by name: Tết, swapped Saturdays, year ends, month ends; and what holds for every term."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.procedure import (
    VIETNAM,
    ZONE,
    Calendar,
    Days,
    Hours,
    Length,
    Months,
    Pause,
    SwapTable,
    SwapTableError,
    WorkingDays,
    end_of,
    local_date,
    vietnam,
)
from binhyen.procedure.tests.named import at

DOCUMENT = Path(__file__).parents[3] / "docs" / "calendar.md"


def dates(year: int, text: str) -> set[dt.date]:
    """The dates of a cell such as "1-1, 8-2 to 12-2"; a date of another year has it: 27-12-2014."""
    found = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        ends = [re.split("-", end) for end in part.split(" to ")]
        first, last = (
            dt.date(int((*end, str(year))[2]), int(end[1]), int(end[0])) for end in (ends[0], ends[-1])
        )
        found |= {first + dt.timedelta(days=n) for n in range((last - first).days + 1)}
    return found


def documented() -> list[tuple[int, set[dt.date], set[dt.date]]]:
    rows = [line.split("|") for line in DOCUMENT.read_text().splitlines() if re.match(r"\| 20\d\d ", line)]
    return [(int(row[1]), dates(int(row[1]), row[2]), dates(int(row[1]), row[3])) for row in rows]


def test_document_covers_each_year() -> None:
    assert [year for year, _, _ in documented()] == list(range(2015, 2028))


@pytest.mark.parametrize(("year", "off", "worked"), documented())
def test_weekdays_off_are_those_of_the_decisions(year: int, off: set[dt.date], worked: set[dt.date]) -> None:
    first = dt.date(year, 1, 1)
    days = {first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days)}
    weekdays = {each for each in days if each.weekday() < 5}
    assert {each for each in weekdays if not VIETNAM.is_working_day(each)} == off
    assert {each for each in days - weekdays if VIETNAM.is_working_day(each)} == {
        each for each in worked if each.year == year
    }


@pytest.mark.parametrize("year", range(2015, 2041))
def test_labour_code_counts_ten_days_and_eleven_since_2021(year: int) -> None:
    plain = Calendar(VIETNAM._holidays_of, SwapTable({}, {}, ""))
    swapped = SwapTable.read().working
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days)]
    off = [
        each
        for each in days
        if each.weekday() < 5 and not plain.is_working_day(each) and swapped.get(each) is not False
    ]
    assert len(off) == (11 if year >= 2021 else 10)


@pytest.mark.parametrize(
    ("start", "length", "due_on"),
    [
        # The first day is not counted (BLDS 147(2)).
        ("2024-03-04 09:00", Days(1), "2024-03-05"),
        ("2024-03-04 23:59", Days(1), "2024-03-05"),
        # A last day on a Sunday moves to Monday.
        ("2024-03-04 09:00", Days(20), "2024-03-25"),
        # Tết 2016: off 6-2 to 14-2.
        ("2016-02-01 08:00", Days(5), "2016-02-15"),
        ("2016-02-04 08:00", WorkingDays(3), "2016-02-16"),
        # Tết 2024: off 8-2 to 14-2.
        ("2024-01-20 08:00", Days(20), "2024-02-15"),
        ("2024-02-07 16:00", WorkingDays(3), "2024-02-19"),
        # Tết 2026: off 14-2 to 22-2.
        ("2026-02-12 08:00", WorkingDays(2), "2026-02-23"),
        ("2026-01-27 08:00", Days(20), "2026-02-23"),
        # Saturday 4-5-2024 was worked for Monday 29-4.
        ("2024-04-26 08:00", WorkingDays(1), "2024-05-02"),
        ("2024-04-26 08:00", WorkingDays(3), "2024-05-04"),
        ("2024-04-14 08:00", Days(20), "2024-05-04"),
        ("2026-01-08 08:00", WorkingDays(2), "2026-01-10"),
        ("2026-08-21 08:00", WorkingDays(1), "2026-08-22"),
        # Over a year end; 1-1-2023 was a Sunday, so Monday 2-1 was off.
        ("2022-12-29 08:00", WorkingDays(2), "2023-01-03"),
        ("2018-12-28 08:00", Days(3), "2019-01-02"),
        ("2021-12-20 08:00", Months(1), "2022-01-20"),
        # A last day of 30-4 or 1-5 moves behind both, and behind the days in lieu of them.
        ("2025-04-10 08:00", Days(20), "2025-05-05"),
        ("2016-04-10 08:00", Days(20), "2016-05-04"),
        ("2026-04-11 08:00", Days(20), "2026-05-04"),
        ("2023-04-01 08:00", Months(1), "2023-05-04"),
        # Month ends: no such day in the month, so its last day (BLDS 148(3)).
        ("2023-01-31 08:00", Months(1), "2023-02-28"),
        ("2024-01-31 08:00", Months(1), "2024-02-29"),
        ("2023-10-31 08:00", Months(4), "2024-02-29"),
        ("2024-03-31 08:00", Months(1), "2024-05-02"),
        # 24-11 is no holiday until the Labour Code says so.
        ("2026-11-23 08:00", WorkingDays(1), "2026-11-24"),
    ],
)
def test_day_terms(start: str, length: Length, due_on: str) -> None:
    due = VIETNAM.add(at(start), length)
    assert due.on == dt.date.fromisoformat(due_on)
    assert due.at == at(f"{due_on} 00:00") + dt.timedelta(days=1)
    assert due.at.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    ("start", "hours", "due_at", "due_on"),
    [
        ("2024-02-09 18:00", 24, "2024-02-10 18:00", "2024-02-10"),  # the eve and the first day of Tết
        ("2024-02-09 18:00", 48, "2024-02-11 18:00", "2024-02-11"),  # a Sunday
        ("2024-12-31 09:00", 24, "2025-01-01 09:00", "2025-01-01"),
        ("2024-03-04 00:00", 24, "2024-03-05 00:00", "2024-03-04"),  # 24:00 belongs to the day it ends
    ],
)
def test_hours_run_through_tet_and_are_not_moved(start: str, hours: int, due_at: str, due_on: str) -> None:
    assert VIETNAM.add(at(start), Hours(hours)) == (at(due_at), dt.date.fromisoformat(due_on))


def test_legal_day_is_the_day_in_vietnam() -> None:
    # 23:30 UTC on the 3rd is already the 4th in Hanoi.
    start = dt.datetime(2024, 3, 3, 23, 30, tzinfo=dt.UTC)
    assert VIETNAM.add(start, Days(1)).on == dt.date(2024, 3, 5)
    with pytest.raises(ValueError, match="time zone"):
        VIETNAM.add(dt.datetime(2024, 3, 4), Days(1))


@pytest.mark.parametrize("number", [0, -1, True, 1.5])
def test_a_term_is_a_positive_whole_number(number: int) -> None:
    for length in (Hours, Days, WorkingDays, Months):
        with pytest.raises(ValueError, match="whole number"):
            length(number)


def test_a_clock_stopped_on_the_weekend_its_term_ended_has_nothing_left() -> None:
    # 19 days from 4-3 end on Saturday 23-3, moved to Monday 25-3; stopped on the Sunday between.
    pause = Pause(at("2024-03-24 10:00"), at("2024-03-27 10:00"))
    assert VIETNAM.add(at("2024-03-04 09:00"), Days(19), (pause,)).on == dt.date(2024, 3, 27)


# Swap tables of an installation


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "swaps.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_installation_replaces_the_swap_table(tmp_path: Path) -> None:
    # utf-8-sig, CRLF: as a spreadsheet saves it.
    path = table(
        tmp_path,
        "date,kind,decision\r\n2026-11-24,off,Luật số 1\r\n2026-11-28,working,Luật số 1\r\n",
        "utf-8-sig",
    )
    calendar = vietnam(path)
    assert not calendar.is_working_day(dt.date(2026, 11, 24))
    assert calendar.is_working_day(dt.date(2026, 11, 28))
    assert calendar.version != VIETNAM.version
    assert calendar.version == vietnam(path).version
    # A calendar that other rooms already hold takes the table too.
    held = vietnam()
    held.use(SwapTable.read(path))
    assert not held.is_working_day(dt.date(2026, 11, 24))
    assert held.version == calendar.version


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("day,kind,decision\n", 1),
        ("", 1),
        ("date,kind,decision\n24/11/2026,off,x\n", 2),
        ("date,kind,decision\n2026-11-24,holiday,x\n", 2),
        ("date,kind,decision\n2026-11-24,off, \n", 2),
        ("date,kind,decision\n2026-11-24,off\n", 2),
        ("date,kind,decision\n2026-11-24,off,x,y\n", 2),
        ("date,kind,decision\n2026-11-24,off,x\n2026-11-24,working,x\n", 3),
    ],
)
def test_broken_swap_table_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(SwapTableError) as caught:
        SwapTable.read(table(tmp_path, text))
    assert caught.value.line == line


# What holds for every term

instants = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2027, 11, 30)).map(
    lambda moment: moment.replace(tzinfo=dt.UTC)
)
day_lengths = st.one_of(
    st.builds(Days, st.integers(1, 130)),
    st.builds(WorkingDays, st.integers(1, 90)),
    st.builds(Months, st.integers(1, 6)),
)
lengths = st.one_of(day_lengths, st.builds(Hours, st.integers(1, 200)))
near = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """The Vietnamese calendar, or one with holidays and swaps strewn at random."""
    if draw(st.booleans()):
        return VIETNAM
    off = draw(st.frozensets(near, max_size=30))
    swaps = draw(st.dictionaries(near, st.booleans(), max_size=20))
    return Calendar(lambda year: {each for each in off if each.year == year}, SwapTable(swaps, {}, ""))


@st.composite
def moments(draw: st.DrawFn) -> dt.datetime:
    """Mostly where random calendars have their holidays."""
    if draw(st.booleans()):
        return draw(instants)
    return dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=draw(st.integers(0, 120_000)))


@given(calendars(), moments(), moments(), lengths)
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, one: dt.datetime, other: dt.datetime, length: Length
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.add(earlier, length) <= calendar.add(later, length)


@given(calendars(), moments(), lengths, st.integers(1, 40))
def test_a_longer_term_is_never_due_earlier(
    calendar: Calendar, start: dt.datetime, length: Length, more: int
) -> None:
    longer = type(length)(length.number + more)
    assert calendar.add(start, length) <= calendar.add(start, longer)


@given(calendars(), moments(), day_lengths)
def test_a_day_term_ends_at_the_end_of_a_working_day(
    calendar: Calendar, start: dt.datetime, length: Length
) -> None:
    due = calendar.add(start, length)
    assert calendar.is_working_day(due.on)
    assert due.at == end_of(due.on)
    assert due.at.astimezone(ZONE).time() == dt.time()
    assert due.on > local_date(start)


@given(calendars(), moments(), st.integers(1, 90))
def test_working_days_are_exactly_that_many(calendar: Calendar, start: dt.datetime, number: int) -> None:
    due = calendar.add(start, WorkingDays(number))
    first = local_date(start)
    counted = (first + dt.timedelta(days=n) for n in range(1, (due.on - first).days + 1))
    assert sum(map(calendar.is_working_day, counted)) == number


@given(calendars(), moments(), st.integers(1, 130))
def test_calendar_days_move_over_days_off_only(calendar: Calendar, start: dt.datetime, number: int) -> None:
    due = calendar.add(start, Days(number))
    plain = local_date(start) + dt.timedelta(days=number)
    assert plain <= due.on
    between = (plain + dt.timedelta(days=n) for n in range((due.on - plain).days))
    assert not any(map(calendar.is_working_day, between))


@given(calendars(), moments(), lengths, st.floats(0, 1), st.integers(0, 200_000))
def test_a_pause_never_shortens_and_one_within_a_day_changes_nothing(
    calendar: Calendar, start: dt.datetime, length: Length, share: float, minutes: int
) -> None:
    due = calendar.add(start, length)
    stopped = start + (due.at - start) * share * 0.999
    resumed = stopped + dt.timedelta(minutes=minutes)
    paused = calendar.add(start, length, (Pause(stopped, resumed),))
    assert paused >= due
    if isinstance(length, Hours):
        assert paused.at - due.at == resumed - stopped
    elif local_date(stopped) == local_date(resumed):
        assert paused == due
