"""What a page asks of the database does not grow with the addressees: 3 here and 60 there, and 3,321 in a country."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.accounts import sign_in
from binhyen.accounts.models import Person
from binhyen.kinds.task import board, issuing
from binhyen.kinds.task.tests.conftest import Steering, office
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.movement import plans

FEW, MANY = 3, 60
DUE_ON = dt.date(2016, 6, 15)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=sign_in.BACKEND)
    session = client.session
    session[sign_in.PROVED] = True
    session.save()
    return client


def issued(steering: Steering, addressees: int) -> Matter:
    """A plan of three tasks, of which the last has a partner, to this many offices of the district's communes."""
    communes = [each.area for each in steering.communes]
    offices = [
        office(f"to-{addressees}-{n}", f"Tổ {n}", "team", communes[n % len(communes)])
        for n in range(addressees)
    ]
    plan = steering.draft()
    for number, content in enumerate(("Rà soát", "Tuyên truyền", "Báo cáo"), start=1):
        steering.task(plan, number, content, DUE_ON)
    partner = plans.PartnerSet(3, steering.associations[0].pk)
    record(plan, "partner_set", by=steering.by, facts=partner)
    record(plan, "target_set", by=steering.by, facts=plans.TargetSet("tasks_done", 90))
    steering.address(plan, *offices)
    steering.issue(plan, dt.date(2016, 1, 11))
    return plan


def queries(client: Client, *addresses: str) -> list[int]:
    """How many queries each of these pages takes; the first look pays for what is looked up once."""
    counted = []
    for address in addresses:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counted.append(len(asked))
    return counted


@pytest.fixture
def both(steering: Steering) -> tuple[Matter, Matter]:
    return issued(steering, FEW), issued(steering, MANY)


@pytest.mark.parametrize("page", ["board", "plan_progress"])
def test_the_committees_pages_cost_the_same_for_few_and_for_many(steering, both, page):
    planner = signed_in(steering.planner)
    few, many = (reverse(f"desk:{page}", args=[plan.ref]) for plan in both)
    asked = queries(planner, few, many, f"{many}?trang=2")
    assert asked[0] == asked[1] == asked[2]


def test_the_plans_own_page_costs_the_same_for_few_and_for_many(steering, both):
    planner = signed_in(steering.planner)
    asked = queries(planner, *(reverse("desk:record", args=["ke-hoach", plan.ref]) for plan in both))
    assert asked[0] == asked[1]


def test_an_addressees_pages_cost_the_same_among_few_and_among_many(steering, both):
    asked = []
    for plan in both:
        task = Matter.objects.filter(under=plan.ref, item=1).order_by("office__slug").first()
        assert task is not None
        person = Person.objects.get(pk=steering.officer_of(task.office).person_id)
        asked.append(
            queries(
                signed_in(person),
                reverse("desk:record", args=["nhiem-vu", task.ref]),
                reverse("desk:queue"),
                reverse("desk:records", args=["nhiem-vu"]),
                reverse("desk:record", args=["ke-hoach", plan.ref]),
            )
        )
    assert asked[0] == asked[1]


def test_acknowledging_costs_an_office_its_own_tasks_only(steering, both):
    asked = []
    for plan in both:
        task = Matter.objects.filter(under=plan.ref, item=1).order_by("office__slug").first()
        by = steering.officer_of(task.office)
        with CaptureQueriesContext(connection) as counted:
            assert issuing.acknowledge(plan, by=by) == 3
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_the_board_counts_every_addressee_of_the_many(steering, both):
    _few, many = both
    tallies = board.by_item(many.ref, clock.now())
    assert [tally.total for tally in tallies.values()] == [MANY] * 3
    page = signed_in(steering.planner).get(reverse("desk:board", args=[many.ref]))
    assert page.context["page"].paginator.count == MANY
