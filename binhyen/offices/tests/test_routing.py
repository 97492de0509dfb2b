"""The same question has the same answer, explained; the browser's table gives the answers `route` gives."""

import json
import random
from datetime import date

import pytest
from django.utils import translation

from binhyen.offices import routing
from binhyen.offices.models import Office, Remit

NOW = date(2026, 11, 23)


def codes(routed):
    return [because.code for because in routed.because]


def test_a_commune_has_its_own_police(offices, units):
    routed = routing.route(units["10489"], "tip", "gambling", False, NOW)
    assert routed.office == offices["cong-an-xa-huong-son"]
    assert routed.area_shown == units["10489"]
    assert codes(routed) == ["kind"]
    assert routed.because[0].words == "Ở Xã Hương Sơn, việc này do Công an xã Hương Sơn phụ trách."
    with translation.override("en"):
        assert "Huong Son Commune Police" in routed.because[0].words


def test_a_hamlet_is_never_named(offices, units):
    routed = routing.route(units["10489-01"], "tip", "gambling", False, NOW)
    assert routed.office == offices["cong-an-xa-huong-son"]
    assert routed.area_shown == units["10489"]
    assert codes(routed) == ["hamlet", "kind"]


def test_a_former_commune_is_the_one_that_holds_most_of_its_people(offices, units):
    routed = routing.route(units["10444-2008"], "tip", "gambling", False, NOW)
    assert routed.office == offices["cong-an-xa-phuc-son"]
    assert codes(routed) == ["succeeded", "kind"]


def test_another_kind_goes_to_the_peoples_committee(offices, units):
    routed = routing.route(units["10489"], "order_report", "noise", False, NOW)
    assert routed.office == offices["ubnd-xa-huong-son"]


def test_without_an_office_of_its_own_the_commune_goes_up(offices, units):
    routed = routing.route(units["10081"], "tip", "gambling", False, NOW)
    assert routed.office == offices["cong-an-thanh-pho-ha-noi"]
    assert routed.area_shown == units["10081"]
    assert codes(routed) == ["none_here", "kind"]


def test_a_conflict_goes_above_and_hides_the_commune(offices, units):
    routed = routing.route(units["10489"], "tip", "gambling", True, NOW)
    assert routed.office == offices["cong-an-thanh-pho-ha-noi"]
    assert routed.area_shown == units["01"]
    assert codes(routed) == ["kind", "conflict"]


def test_in_2016_the_district_was_above(offices, units):
    on = date(2016, 5, 1)
    routed = routing.route(units["10459-2008"], "tip", "gambling", False, on)
    assert routed.office == offices["cong-an-xa-bot-xuyen-2016"]
    above = routing.route(units["10459-2008"], "tip", "gambling", True, on)
    assert above.office == offices["cong-an-huyen-my-duc"]


def test_after_march_2025_the_city_was_above_the_old_communes(offices, units):
    on = date(2025, 4, 1)
    above = routing.route(units["10489-2008"], "tip", "gambling", True, on)
    assert above.office == offices["cong-an-thanh-pho-ha-noi"]


def test_nobody_answers(offices, units):
    with pytest.raises(routing.NoOffice) as told:
        routing.route(units["10489"], "patrol", "", False, NOW)
    assert told.value.code == "nobody"
    assert "Hương Sơn" in str(told.value)


def test_nobody_is_above_the_city(offices, units):
    with pytest.raises(routing.NoOffice) as told:
        routing.route(units["10081"], "tip", "gambling", True, NOW)
    assert told.value.code == "nobody_above"
    assert "Công an thành phố Hà Nội" in str(told.value)


def test_an_office_named_for_a_category_comes_first(offices, units):
    committee = offices["ubnd-xa-huong-son"]
    Remit.objects.create(office=committee, kind="tip", categories="noise waste")
    routed = routing.route(units["10489"], "tip", "waste", False, NOW)
    assert routed.office == committee
    assert codes(routed) == ["category"]
    assert routing.route(units["10489"], "tip", "gambling", False, NOW).office.slug == "cong-an-xa-huong-son"


def test_the_table_has_the_communes_that_can_also_be_passed_over(offices, units):
    table = routing.table("tip", NOW)
    json.dumps(table)
    assert [row["code"] for row in table["areas"]] == ["10441", "10459", "10465", "10489"]
    assert table["areas"][3] == {
        "code": "10489",
        "name": "Xã Hương Sơn",
        "office": "cong-an-xa-huong-son",
        "upper": "cong-an-thanh-pho-ha-noi",
        "special": [],
    }
    assert table["offices"]["cong-an-thanh-pho-ha-noi"]["area"] == {"code": "01", "name": "Thành phố Hà Nội"}
    assert len(routing.table("tip", date(2016, 5, 1))["areas"]) == 22


def chosen_by_a_browser(table, code, category, conflict):
    row = next(row for row in table["areas"] if row["code"] == code)
    choice = next((special for special in row["special"] if category in special["categories"]), row)
    return choice["upper"] if conflict else choice["office"]


@pytest.mark.parametrize("seed", range(12))
def test_the_table_and_route_agree_however_remits_are_cut(offices, units, seed):
    chance = random.Random(seed)
    categories = ["a", "b", "c"]
    Remit.objects.filter(kind="tip").delete()
    ministry = Office.objects.create(
        slug="bo", name="Bộ", name_en="Ministry", type="police", area=units["01"], valid_from=date(2000, 1, 1)
    )
    Office.objects.filter(slug="cong-an-thanh-pho-ha-noi").update(upper=ministry)
    for office in Office.objects.on(NOW).exclude(pk=ministry.pk):
        if chance.random() < 0.7:
            some = chance.sample(categories, chance.choice([0, 1, 2]))
            Remit.objects.create(office=office, kind="tip", categories=" ".join(some))
    table = routing.table("tip", NOW)
    for row in table["areas"]:
        for category in categories:
            for conflict in (False, True):
                unit = units[row["code"]]
                routed = routing.route(unit, "tip", category, conflict, NOW)
                assert routed.office.slug == chosen_by_a_browser(table, row["code"], category, conflict)


def test_the_table_costs_the_same_for_one_commune_or_many(offices, units, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        routing.table("tip", NOW)
