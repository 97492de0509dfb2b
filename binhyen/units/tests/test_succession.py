"""Where former units are counted now, and what lies under what."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from binhyen.units import succession, tree
from binhyen.units.models import Level, Succession, Unit

NOW = date(2026, 11, 23)


def test_a_chain_of_two_mergers(units):
    start = units["10459-2008"]
    assert succession.today(start, date(2024, 12, 31)) == [(start, 1, False)]
    assert succession.today(start, date(2025, 1, 1)) == [(units["10459-2025"], 1, False)]
    assert succession.today(start, date(2025, 7, 1)) == [(units["10459"], 1, False)]


def test_a_divided_unit_is_an_estimate_even_where_all_its_people_went_one_way(units):
    assert succession.today(units["10444-2008"], NOW) == [(units["10459"], Decimal(1), True)]
    assert units["10444-2008"].successions.get(to_unit=units["10459"]).partial
    assert not units["10447-2008"].successions.get().partial


def test_a_unit_that_has_not_changed_is_its_own_answer(units):
    assert succession.today(units["01"], NOW) == [(units["01"], 1, False)]


def test_shares_multiply_along_a_chain_and_add_up_where_ways_meet(units):
    def made(code, since):
        return Unit.objects.create(
            code=code, name=code, prefix="Xã", level=Level.COMMUNE, parent=units["01"], valid_from=since
        )

    start, left, right, end = (
        made("90001", date(2000, 1, 1)),
        made("90002", date(2001, 1, 1)),
        made("90003", date(2001, 1, 1)),
        made("90004", date(2002, 1, 1)),
    )
    for a, b, share, day in [
        (start, left, "0.25", date(2001, 1, 1)),
        (start, right, "0.75", date(2001, 1, 1)),
        (left, end, "1", date(2002, 1, 1)),
        (right, end, "0.5", date(2002, 1, 1)),
        (right, units["10441"], "0.5", date(2002, 1, 1)),
    ]:
        Succession.objects.create(
            from_unit=a, to_unit=b, population_share=Decimal(share), legal_act="thử", effective_on=day
        )
    assert succession.today(start, date(2001, 6, 1)) == [
        (left, Decimal("0.25"), True),
        (right, Decimal("0.75"), True),
    ]
    parts = {part.unit: part for part in succession.today(start, NOW)}
    assert parts[end].share == Decimal("0.625")
    assert parts[units["10441"]].share == Decimal("0.375")
    assert parts[end].estimated


def test_many_units_take_one_query_for_each_change(units, django_assert_num_queries):
    communes = tree.communes_under(units["282"], 2016)
    with django_assert_num_queries(3):
        held = succession.today_of(communes, NOW)
    assert all(sum(part.share for part in parts) == 1 for parts in held.values())


def test_the_district_is_four_communes_today(units):
    communes = succession.communes_today(units["282"], date(2016, 1, 1), NOW)
    assert [commune.code for commune in communes] == ["10441", "10459", "10465", "10489"]


def test_communes_under(units):
    assert len(tree.communes_under(units["282"], date(2016, 12, 31))) == 22
    assert len(tree.communes_under(units["282"], date(2025, 1, 1))) == 20
    assert tree.communes_under(units["282"], NOW) == []
    assert len(tree.communes_under(units["01"], date(2016, 12, 31))) == 22
    assert len(tree.communes_under(units["01"], 2025)) == 20 + 5
    assert tree.communes_under(units["10441"], NOW) == [units["10441"]]


def test_hamlets_and_the_line_up(units):
    hamlets = tree.hamlets_of(units["10489"])
    assert [hamlet.code for hamlet in hamlets] == [f"10489-0{n}" for n in range(1, 6)]
    assert tree.hamlets_of(units["10489"], 2016) == []
    assert tree.line_up(hamlets[0]) == [hamlets[0], units["10489"], units["01"]]
    assert tree.commune_of(hamlets[0]) == units["10489"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_to": date(2000, 1, 1)},
        {"level": "planet"},
        {"parent": None},
        {"boundary": "{}"},
    ],
)
def test_the_database_refuses_what_cannot_be(units, wrong):
    fields = {
        "code": "1",
        "name": "a",
        "prefix": "Xã",
        "level": Level.COMMUNE,
        "parent": units["01"],
        "valid_from": date(2000, 1, 1),
        **wrong,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**fields)
