"""Titles counted; and what figures say for a criterion: more reports, cases or persons never lower anything."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from binhyen.figures import recognition, suppression, title_evidence
from binhyen.figures.annual import one
from binhyen.figures.indicators import BY_INDICATOR
from binhyen.kinds.case import acts as case_acts
from binhyen.kinds.recognition import acts, criteria
from binhyen.kinds.recognition.criteria import MEASURES
from binhyen.kinds.recognition.tests.conftest import FEBRUARY, Town, noon, standing, town  # noqa: F401
from binhyen.kinds.recognition.titles import CODES, TITLES
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import NewEnvelope, Opening, open_matter

DAY = dt.timedelta(1)


def figure(town: Town, code: str, year: int = 2026) -> int:
    return one(town.commune, year, f"recognition.{code}").value


# --- counting -----------------------------------------------------------------------------------------------


def test_a_title_counts_in_the_commune_and_the_year_of_its_decision(town: Town) -> None:
    matter, after = town.voted()
    assert (figure(town, "registered"), figure(town, "safe_body")) == (1, 0)
    town.recognise(matter, after)
    found = one(town.commune, 2026, "recognition.safe_body")
    assert [(e.matter, e.area_id) for e in found.evidence] == [(matter.ref, town.commune.pk)]
    assert one(town.offices["ubnd-thanh-pho-ha-noi"].area, 2026, "recognition.safe_body").value == 1
    assert figure(town, "safe_body", 2027) == 0


def test_a_title_that_was_revoked_counts_no_more(town: Town) -> None:
    matter, after = town.voted()
    town.recognise(matter, after)
    said = acts.Revoked("9/QĐ-UBND", after, "false_file", text_hash("Sai."))
    town.do(matter, "revoked", town.chair, said, after, "Sai.")
    assert figure(town, "safe_body") == 0


def test_families_count_as_many_as_the_decision_says_where_their_hamlet_lies(town: Town) -> None:
    on = dt.date(2026, 10, 1)
    matter = town.open("cultural_family", on, households=120)
    town.assess(matter, on, by=town.committee)
    town.post(matter, on)
    after = on + 20 * DAY
    town.file(matter, after, by=town.committee)
    town.check(matter, after, by=town.committee)
    town.find(matter, after)
    town.recognise(matter, after, households=118)
    assert figure(town, "cultural_family") == 118


def test_nobody_may_be_set_a_number_of_titles():
    codes = [code for code in BY_INDICATOR if code.startswith("recognition.")]
    assert len(codes) == 7
    assert {BY_INDICATOR[code].counts for code in codes} == {"titles"}


# --- reporting more never lowers ----------------------------------------------------------------------------


def test_no_measure_counts_cases_persons_or_what_is_held_against_anybody():
    assert set(recognition.FIGURE_OF) == set(MEASURES)
    for measure, code in recognition.FIGURE_OF.items():
        assert not code.startswith(("cases", "persons")), measure
        if code in BY_INDICATOR:
            assert BY_INDICATOR[code].counts in ("work", "reports", "titles"), measure
    # What people reported is told, and speaks, only from where it can point at nobody.
    assert MEASURES["tips_given"] == suppression.LEAST


FIGURES = st.dictionaries(st.sampled_from(sorted(MEASURES)), st.integers(0, 6))


@given(before=FIGURES, more=FIGURES)
def test_no_criterion_falls_when_any_figure_rises(before: dict[str, int], more: dict[str, int]) -> None:
    after = {each: before.get(each, 0) + more.get(each, 0) for each in {*before, *more}}
    for criterion in criteria.CRITERIA:
        first, then = criteria.proposed(criterion, before), criteria.proposed(criterion, after)
        assert first in (None, "met")
        assert not (first == "met" and then != "met"), criterion.code


def tip(town: Town, day: int) -> None:
    """A tip that an officer of the commune's police took down."""
    office = town.offices["cong-an-xa-huong-son"]
    opening = Opening("tip", {"nonce": str(day), "kind": "tip"}, sealed="staff")
    envelope = NewEnvelope("intake", "intake", "story", "office", f"sealed {day}".encode())
    facts = tip_acts.Received("gambling", office.area_id, office.pk, "phone", story=envelope.sha256)
    open_matter(
        opening, "received", by=town.police, facts=facts, at=noon(FEBRUARY + day * DAY), envelopes=[envelope]
    )


def case(town: Town, number: int) -> None:
    facts = case_acts.Opened(
        "drug_trade", FEBRUARY, town.commune.pk, town.offices["cong-an-xa-huong-son"].pk, f"{number}/QĐ", 9
    )
    opening = Opening.unsealed("case", settings.INSTALLATION.id)
    open_matter(opening, "opened", by=town.police, facts=facts, at=noon(FEBRUARY))


def marks(town: Town) -> dict[str, str | None]:
    """What the figures propose for every criterion of every title of this commune."""
    found = {}
    for title in TITLES:
        evidence = title_evidence.draw(title.code, town.area_of(title.code), 2026)
        found |= {each.code: evidence.proposed(each) for each in criteria.of(title.code)}
    return found


@pytest.mark.parametrize("add", [tip, case])
def test_reporting_more_never_lowers_a_hamlets_recognition(
    town: Town,
    add: Callable[[Town, int], None],
) -> None:
    """With real records: whatever is reported or opened in the area, no proposed mark falls."""
    seen = [marks(town)]
    assert set(seen[0]) == set(criteria.CODES)
    for number in range(1, 8):
        add(town, number)
        seen.append(marks(town))
    for before, after in itertools.pairwise(seen):
        assert {code for code, mark in before.items() if mark == "met" and after[code] != "met"} == set()
    if add is tip:
        assert seen[0]["area_movement"] is None
        assert seen[-1]["area_movement"] == "met"
    else:
        assert seen[0] == seen[-1]


def test_reports_do_not_change_what_the_procedure_allows(town: Town) -> None:
    """The same file with the same marks comes to the same title, with no report in the commune or with many."""
    for number in range(8):
        tip(town, number + 1)
        case(town, number)
    matter, after = town.voted()
    town.recognise(matter, after)
    matter.refresh_from_db()
    assert matter.state == "recognised"


def test_a_small_number_of_tips_is_told_to_nobody_who_has_a_part_in_the_file(town: Town) -> None:
    drawn = title_evidence.draw("safe_residential_area", town.hamlet(), 2026).drawn["tips_given"]
    assert (drawn.figure.value, drawn.cell.hidden) == (0, True)
    for number in range(5):
        tip(town, number)
    drawn = title_evidence.draw("safe_residential_area", town.hamlet(), 2026).drawn["tips_given"]
    assert str(drawn.cell) == "5"


def test_every_title_draws_what_its_criteria_ask_for(town: Town) -> None:
    for code in CODES:
        evidence = title_evidence.draw(code, town.area_of(code), 2026)
        wanted = {each for criterion in criteria.of(code) for each in criterion.measures}
        assert {each for each in wanted if recognition.FIGURE_OF[each] in BY_INDICATOR} == set(evidence.drawn)
