"""The terms of the law: each title, each day, over Tết and other holidays; and who decides under which law."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.recognition import acts, criteria, deciding
from binhyen.kinds.recognition.procedure import VERSIONS, posted_until
from binhyen.kinds.recognition.tests.conftest import Town, noon
from binhyen.kinds.recognition.titles import CODES, ORDERED, TITLES
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.lines import line_of
from binhyen.procedure import FactsError

D = dt.date


@pytest.mark.parametrize(
    ("hung_on", "last"),
    [
        (D(2026, 5, 4), D(2026, 5, 14)),  # an ordinary week: the day it was hung is not counted
        (D(2026, 5, 6), D(2026, 5, 18)),  # the tenth day is a Saturday
        (D(2026, 2, 5), D(2026, 2, 23)),  # the tenth day lies in Tết 2026, which ends on Sunday 22 February
        (D(2026, 2, 2), D(2026, 2, 12)),  # the last working days before Tết
        (D(2026, 4, 20), D(2026, 5, 4)),  # 30 April, 1 May, and a weekend
        (D(2026, 8, 21), D(2026, 9, 3)),  # 31 August is off in exchange for a Saturday, then the National Day
        (D(2026, 12, 22), D(2027, 1, 4)),  # New Year's Day
    ],
)
def test_a_list_hangs_ten_days_and_to_the_next_working_day(hung_on: dt.date, last: dt.date) -> None:
    assert posted_until(hung_on) == last


# (title, registered on, the terms that then run with their last days)
REGISTERED = [
    ("safe_residential_area", D(2026, 2, 3), {"file": D(2026, 11, 30)}),
    ("safe_commune", D(2026, 3, 31), {"file": D(2026, 11, 30)}),
    ("safe_agency", D(2026, 1, 5), {"file": D(2026, 11, 30)}),
    ("safe_enterprise", D(2026, 2, 3), {"file": D(2026, 11, 30)}),
    ("safe_school", D(2026, 2, 3), {"file": D(2026, 11, 30)}),
    ("cultural_family", D(2026, 9, 1), {"rate": D(2026, 11, 24)}),
    ("cultural_hamlet", D(2026, 9, 1), {"file": D(2026, 11, 30)}),
    ("cultural_agency", D(2026, 9, 1), {"file": D(2026, 11, 30)}),
]


@pytest.mark.parametrize(("title", "on", "terms"), REGISTERED)
def test_each_title_begins_with_its_own_term(town: Town, title: str, on: dt.date, terms: object) -> None:
    standing = line_of(town.open(title, on)).standing
    assert {clock.deadline: clock.due_on for clock in standing.clocks} == terms


def test_every_title_stands_in_the_table_above():
    assert {title for title, _on, _terms in REGISTERED} == set(CODES)


def test_a_file_s_terms_over_tet(town: Town) -> None:
    """Handed in on the Tuesday before Tết 2026: ten working days to check go over the nine days off."""
    matter = town.open(on=D(2026, 2, 3))
    town.assess(matter, D(2026, 2, 3))
    town.file(matter, D(2026, 2, 10))
    assert _running(matter) == {"check": D(2026, 3, 3)}
    town.check(matter, D(2026, 2, 12))
    assert _running(matter) == {"post": D(2026, 2, 26)}
    town.post(matter, D(2026, 2, 13))
    # Ten days that it hangs and ten for the council: 5 March.
    assert _running(matter) == {"council": D(2026, 3, 5)}
    town.find(matter, D(2026, 2, 26))
    town.vote(matter, D(2026, 2, 26))
    # The tenth day is Sunday 8 March.
    assert _running(matter) == {"decide": D(2026, 3, 9)}
    town.recognise(matter, D(2026, 3, 2))
    assert _running(matter) == {}


def test_the_families_of_a_hamlet_are_posted_first_and_decided_in_ten_days(town: Town) -> None:
    matter = town.open("cultural_family", D(2026, 10, 1), households=120)
    town.assess(matter, D(2026, 11, 2), by=town.committee)
    town.post(matter, D(2026, 11, 3))
    # Rated in time; the list hangs until the 13th.
    assert _running(matter) == {"file_list": D(2026, 11, 23)}
    town.file(matter, D(2026, 11, 16), by=town.committee)
    # The tenth day from the whole file is Thursday 26 November.
    assert _running(matter) == {"decide_families": D(2026, 11, 26)}


def test_rating_on_25_november_is_too_late(town: Town) -> None:
    matter = town.open("cultural_family", D(2026, 10, 1), households=120)
    town.assess(matter, D(2026, 11, 2), by=town.committee)
    town.post(matter, D(2026, 11, 25))
    clock = next(c for c in line_of(matter).clocks if c.deadline == "rate")
    assert clock.state(noon(D(2026, 11, 26))) == "met_late"


def _running(matter) -> dict[str, dt.date]:
    return {clock.deadline: clock.due_on for clock in line_of(matter).clocks if clock.runs}


# --- registering in Quarter I -------------------------------------------------------------------------------


@pytest.mark.parametrize("title", sorted(ORDERED))
def test_after_31_march_a_title_of_the_circular_is_registered_for_next_year(town: Town, title: str) -> None:
    with pytest.raises(FactsError) as refused:
        town.open(title, D(2026, 4, 1), year=2026)
    assert (refused.value.field, refused.value.reason) == ("year", "after_quarter_one")
    assert town.open(title, D(2026, 4, 1), year=2027).pk


def test_a_clerk_copies_a_paper_that_was_handed_in_in_time(town: Town) -> None:
    facts = town.registered("safe_residential_area", D(2026, 4, 20), year=2026)
    opening = Opening.unsealed("recognition", "copied")
    assert open_matter(opening, "registered", by=town.clerk, facts=facts, at=noon(D(2026, 4, 20))).pk


def test_cultural_titles_have_no_quarter(town: Town) -> None:
    assert town.open("cultural_hamlet", D(2026, 9, 1)).pk


# --- the law of the day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "version", "says"),
    [
        (D(2022, 2, 10), "2022", "NĐ 122/2018/NĐ-CP"),
        (D(2024, 1, 29), "2022", "NĐ 122/2018/NĐ-CP"),
        (D(2024, 1, 30), "2024", "NĐ 86/2023/NĐ-CP"),
        (D(2025, 6, 30), "2024", "NĐ 86/2023/NĐ-CP"),
        (D(2025, 7, 1), "2025", "TT 48/2025/TT-BCA"),
    ],
)
def test_the_law_of_a_day(on: dt.date, version: str, says: str) -> None:
    procedure = VERSIONS.on(on)
    assert procedure.version == version
    assert says in procedure.basis


@pytest.mark.parametrize(
    ("title", "before", "since"),
    [
        ("safe_residential_area", "commune", "commune"),
        ("safe_commune", "district", "province"),
        ("safe_agency", "district", "commune"),
        ("safe_enterprise", "district", "commune"),
        ("safe_school", "district", "commune"),
        ("cultural_family", "commune", "commune"),
        ("cultural_hamlet", "district", "commune"),
        ("cultural_agency", "district", "commune"),
    ],
)
def test_who_decides(title: str, before: str, since: str) -> None:
    found = next(each for each in TITLES if each.code == title)
    assert [found.decider(version) for version in ("2022", "2024", "2025")] == [before, before, since]


def test_the_office_that_decides_is_found_by_the_area(town: Town) -> None:
    on = D(2026, 2, 3)
    commune = deciding.bodies("safe_commune", town.commune, "2025", on)
    assert commune.decider == town.offices["ubnd-thanh-pho-ha-noi"].pk
    hamlet = deciding.bodies("safe_residential_area", town.hamlet(), "2025", on)
    assert hamlet.decider == town.offices["ubnd-xa-huong-son"].pk
    assert hamlet.checker == town.offices["cong-an-xa-huong-son"].pk
    families = deciding.bodies("cultural_family", town.hamlet(), "2025", on)
    assert families.checker == families.decider == town.offices["ubnd-xa-huong-son"].pk


def test_where_nobody_decides_it_is_said(town: Town) -> None:
    with pytest.raises(deciding.NoBody) as missing:
        deciding.bodies("safe_school", town.commune, "2024", D(2025, 2, 3))
    assert missing.value.reason == "no_decider"


def test_every_term_names_what_it_stands_on():
    for version in VERSIONS.procedures:
        for deadline in version.deadlines:
            assert deadline.basis.startswith(("NĐ", "Quy định của địa phương"))
    assert all(criteria.of(code) for code in CODES)
    assert acts.Registered.__dataclass_fields__["title"].metadata["choices"] == CODES
