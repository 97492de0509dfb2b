"""The counting of order reports: what was put right is never added to what was closed, and what was opened again is
neither."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from binhyen.figures.annual import one
from binhyen.figures.indicators import INDICATORS
from binhyen.kinds.order_report import acts, limits
from binhyen.kinds.order_report.categories import BY_CODE, CATEGORIES, in_group
from binhyen.matters import clock, files
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Entry
from binhyen.offices.demonstration import make_offices
from binhyen.units import names

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)  # a Monday, nine o'clock there
PARTS = [each for each in INDICATORS if each.code.startswith("orders.")]
HERE, THERE = "ubnd-xa-huong-son", "ubnd-xa-my-duc"


def count(code: str, year: int = 2026) -> int:
    return one(names.resolve("xã Hương Sơn", 2026), year, f"orders.{code}").value


def counts() -> dict[str, int]:
    told = {code: count(code) for code in ("received", "resolved", "closed", "on_time")}
    return {code: n for code, n in told.items() if n}


class Report:
    """One report of Hương Sơn, and what is done about it after some hours."""

    def __init__(self, category: str = "sidewalk") -> None:
        self.office = make_offices()[HERE]
        self.category, self.hours = category, 0.0
        facts = acts.Received(category, self.office.area_id, self.office.pk, "web")
        with clock.at(MORNING):
            opening = Opening.unsealed("order_report", settings.INSTALLATION.id)
            self.matter = open_matter(opening, "received", by=RESIDENT, facts=facts)

    def do(self, act: str, facts: object, hours: float = 1, role: str = "officer", **more: object) -> Report:
        self.hours += hours
        self.matter.refresh_from_db()
        with clock.at(MORNING + dt.timedelta(hours=self.hours)):
            record(self.matter, act, by=Actor(role, None, self.matter.office_id), facts=facts, **more)
        return self

    def accept(self, category: str = "", urgency: str = "U3") -> Report:
        due_on = limits.due_on("normal", clock.legal_date(MORNING))
        return self.do("accepted", acts.Accepted(category or self.category, urgency, "normal", due_on))

    def put_right(self, hours: float = 1) -> Report:
        facts = acts.Answered(PROOF.sha256, text_hash("Đã dọn."))
        return self.do("answered", facts, hours, documents=["Đã dọn."], files=[PROOF])

    def close(self, hours: float = 1) -> Report:
        facts = acts.Closed("planned_later", text_hash("Quý sau."))
        return self.do("closed", facts, hours, documents=["Quý sau."])


PROOF = files.clean(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


def test_put_right_and_closed_are_two_figures():
    Report().accept().put_right()
    Report().accept().close()
    Report()
    assert counts() == {"received": 3, "resolved": 1, "closed": 1, "on_time": 2}
    assert count("received", 2025) == 0


def test_what_ended_after_its_day_is_not_on_time():
    Report().accept().put_right(hours=24 * 20)
    assert counts() == {"received": 1, "resolved": 1}


def test_the_urgent_have_four_working_hours():
    Report("obstacle").accept(urgency="U1").put_right(hours=30)
    assert counts() == {"received": 1, "resolved": 1}


def test_what_was_opened_again_is_neither_until_it_ends_anew():
    report = Report().accept().put_right().do("reopened", acts.Reopened("seen_again"), role="head")
    assert counts() == {"received": 1}
    report.accept().close()
    assert counts() == {"received": 1, "closed": 1, "on_time": 1}


def test_what_was_passed_on_counts_once_where_the_thing_is():
    there = make_offices()[THERE]
    report = Report().do("forwarded", acts.Forwarded(there.pk))
    report.do("forwarded", acts.Forwarded(report.office.pk))
    assert counts() == {"received": 1}


def behind(code: str) -> list[tuple[int, int | None]]:
    """The entries behind a figure, with the office of each."""
    found = one(names.resolve("xã Hương Sơn", 2026), 2026, f"orders.{code}").evidence
    kept = Entry.objects.in_bulk()
    by = {(entry.matter.ref, entry.seq): entry.office_id for entry in kept.values()}
    return [(each.seq, by[each.matter, each.seq]) for each in found]


def test_each_passing_on_is_its_sender_s_and_each_opening_anew_counts():
    offices = make_offices()
    report = Report().do("forwarded", acts.Forwarded(offices[THERE].pk))
    report.do("forwarded", acts.Forwarded(offices[HERE].pk))
    assert behind("passed_on") == [(2, offices[HERE].pk), (3, offices[THERE].pk)]
    report.accept().put_right().do("reopened", acts.Reopened("seen_again"), role="head")
    report.accept().close().do("reopened", acts.Reopened("seen_again"), role="head")
    assert behind("opened_again") == [(6, offices[HERE].pk), (9, offices[HERE].pk)]
    assert (count("passed_on", 2025), count("opened_again", 2025)) == (0, 0)


def test_a_group_counts_what_the_office_classed_last():
    Report("sidewalk").accept("street_light")
    assert (count("street"), count("services")) == (0, 1)


def test_each_category_is_counted_within_its_group_as_the_office_classed_it_last():
    Report().accept()
    Report().accept("roadway")
    Report("waste").accept("burning")
    Report("noise")
    told = {
        indicator.code.removeprefix("orders."): count(indicator.code.removeprefix("orders."))
        for indicator in PARTS
    }
    assert {code: n for code, n in told.items() if n} == {
        "received": 4,
        "street": 2,
        "street.sidewalk": 1,
        "street.roadway": 1,
        "environment": 1,
        "environment.burning": 1,
        "noise": 1,
    }


def test_the_categories_of_a_group_add_up_to_it_and_one_alone_is_not_said_twice():
    details = [indicator for indicator in PARTS if indicator.detail]
    assert {indicator.code.rpartition(".")[2] for indicator in details} == {
        category.code for category in CATEGORIES if len(in_group(category.group)) > 1
    }
    assert all(f"orders.{BY_CODE[each.code.rpartition('.')[2]].group}." in each.code for each in details)


def test_an_entry_stands_behind_each_of_them():
    report = Report("waste")
    figure = one(names.resolve("xã Hương Sơn", 2026), 2026, "orders.environment.waste")
    assert [(each.matter, each.seq) for each in figure.evidence] == [(report.matter.ref, 1)]
