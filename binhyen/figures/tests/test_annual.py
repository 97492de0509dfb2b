"""The yearly report over a small world and over the synthetic 2016."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.figures.annual import annual, one
from binhyen.kinds.case import acts as case_acts
from binhyen.kinds.tip import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.offices.demonstration import make_offices
from binhyen.offices.models import Office
from binhyen.procedure import Corrected
from binhyen.units import names
from binhyen.units.models import Unit

JUNE = dt.datetime(2016, 6, 15, 2, 20, tzinfo=dt.UTC)
JUNE_15 = dt.date(2016, 6, 15)


class Year:
    """alice's commune in 2016: what she records, and what the report then says."""

    def __init__(self) -> None:
        make_offices()
        self.office = Office.objects.get(slug="cong-an-xa-huong-son-2016")
        self.alice = Actor("officer", None, self.office.pk)

    def tip(self, category: str = "drug_trade", area: Unit | None = None) -> Matter:
        facts = acts.Received(category, (area or self.office.area).pk, self.office.pk, "phone")
        return open_matter(Opening.unsealed("tip", "by-test"), "received", by=self.alice, facts=facts)

    def case(
        self,
        category: str = "drug_trade",
        persons: int = 2,
        on: dt.date = JUNE_15,
        area: Unit | None = None,
    ) -> Matter:
        facts = case_acts.Opened(
            category, on, (area or self.office.area).pk, self.office.pk, "12/QĐ-KT", persons
        )
        return open_matter(Opening.unsealed("case", "by-test"), "opened", by=self.alice, facts=facts)

    def attribute(self, tip: Matter, case: Matter) -> None:
        record(tip, "attributed", by=self.alice, facts=acts.Attributed(case.ref))

    def value(self, code: str, unit: str = "huyện Mỹ Đức", year: int = 2016, units: str = "then") -> int:
        return one(names.resolve(unit, year), year, code, units).value


@pytest.fixture
def year(db):
    with clock.at(JUNE):
        yield Year()


def test_two_tips_that_led_to_one_case_count_once(year):
    case = year.case()
    year.attribute(year.tip(), case)
    assert (year.value("cases_from_tips.drugs"), year.value("persons_from_tips.drugs")) == (1, 2)
    year.attribute(year.tip(), case)
    assert (year.value("cases_from_tips.drugs"), year.value("persons_from_tips.drugs")) == (1, 2)
    assert year.value("tips.received") == 2


def test_a_case_that_no_tip_led_to_is_not_counted(year):
    year.case()
    assert year.value("cases_from_tips.total") == 0


def test_a_detached_or_corrected_attribution_no_longer_counts(year):
    case, tip = year.case(), year.tip()
    year.attribute(tip, case)
    record(tip, "detached", by=year.alice, facts=acts.Detached(case.ref, "wrong_case"))
    assert year.value("cases_from_tips.drugs") == 0
    year.attribute(tip, case)
    assert year.value("cases_from_tips.drugs") == 1
    record(tip, "corrected", by=year.alice, facts=Corrected(4, "mistake", None))
    assert year.value("cases_from_tips.drugs") == 0


def test_a_struck_case_is_not_counted_and_a_recategorised_one_moves(year):
    first, second = year.case(), year.case()
    for case in (first, second):
        year.attribute(year.tip(), case)
    record(first, "struck", by=year.alice, facts=case_acts.Struck("entered_twice"))
    record(second, "recategorised", by=year.alice, facts=case_acts.Recategorised("gambling"))
    record(second, "persons_counted", by=year.alice, facts=case_acts.PersonsCounted(9))
    assert (year.value("cases_from_tips.drugs"), year.value("cases_from_tips.gambling")) == (0, 1)
    assert year.value("persons_from_tips.gambling") == 9


def test_a_case_counts_in_the_year_it_was_opened_whenever_it_was_entered(year):
    year.attribute(year.tip(), year.case(on=dt.date(2015, 12, 30)))
    assert year.value("cases_from_tips.drugs") == 0
    assert one(names.resolve("huyện Mỹ Đức", 2015), 2015, "cases_from_tips.drugs").value == 1


def test_answered_on_time_is_judged_by_when_it_was_recorded(year):
    tips = [year.tip(), year.tip()]
    for tip, days in zip(tips, (10, 30), strict=True):
        with clock.at(JUNE + dt.timedelta(days=days)):
            record(tip, "concluded", by=year.alice, facts=acts.Concluded("unverifiable"), happened_at=JUNE)
            record(tip, "result_notified", by=year.alice, facts=acts.ResultNotified("phone", JUNE.date()))
    assert (year.value("tips.answered"), year.value("tips.answered_on_time")) == (2, 1)


def test_parts_add_up_then_and_now(year):
    places = [names.resolve(code, 2016) for code in ("10444", "10447", "10456", "10459", "10489")]
    for place in places:
        year.attribute(year.tip(area=place), year.case(area=place))
    then = one(names.resolve("huyện Mỹ Đức", 2016), 2016, "cases_from_tips.drugs")
    assert sum(p.value for p in then.parts) == then.value == 5
    assert len(then.parts) == 22
    assert not any(p.estimated for p in then.parts)
    with clock.at(dt.datetime(2026, 11, 23, tzinfo=dt.UTC)):
        now = one(names.resolve("huyện Mỹ Đức", 2016), 2016, "cases_from_tips.drugs", "now")
    by_name = {p.unit.full_name: (p.value, p.estimated) for p in now.parts}
    # Đồng Tâm was divided, so what it adds to Phúc Sơn is an estimate; Mỹ Thành and Bột Xuyên went there whole.
    assert by_name == {
        "Xã Mỹ Đức": (0, False),
        "Xã Phúc Sơn": (4, True),
        "Xã Hồng Sơn": (0, False),
        "Xã Hương Sơn": (1, False),
    }


def test_what_was_recorded_for_the_whole_district_is_a_part_of_its_own(year):
    district = names.resolve("huyện Mỹ Đức", 2016)
    year.tip(area=district)
    figure = one(district, 2016, "tips.received")
    assert [(p.unit, p.value) for p in figure.parts if p.value] == [(district, 1)]


def test_last_year_is_unknown_until_the_journal_reaches_it(year):
    year.tip()
    assert one(names.resolve("huyện Mỹ Đức", 2016), 2016, "tips.received").previous is None
    assert one(names.resolve("huyện Mỹ Đức", 2017), 2017, "tips.received").previous == 1


def test_every_figure_opens_to_entries_that_add_up_to_it(year):
    year.attribute(year.tip(), year.case(persons=4))
    for figure in annual(names.resolve("huyện Mỹ Đức", 2016), 2016).figures:
        assert sum(e.amount for e in figure.evidence) == figure.value
        for e in figure.evidence:
            assert Matter.objects.get(ref=e.matter).entries.filter(seq=e.seq).exists()


def test_the_journal_head_changes_with_every_entry(year):
    district = names.resolve("huyện Mỹ Đức", 2016)
    before = annual(district, 2016).journal_head
    assert annual(district, 2016).journal_head == before
    year.tip()
    assert annual(district, 2016).journal_head != before
