"""A name or a code means one unit at one time, or the asker is told which ones it could be."""

from datetime import date

import pytest
from django.db.models.functions import Upper
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from binhyen.units import names
from binhyen.units.folding import fold, fragment, spelt_fragment
from binhyen.units.models import Level, Unit


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Mỹ Đức", "my duc"),
        ("  HƯƠNG   SƠN ", "huong son"),
        ("Đốc Tín", "doc tin"),
        ("Phù Lưu Tế", "phu luu te"),
        ("My\u0303\u0309", "my"),
    ],
)
def test_folding(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("name", "folded", "spelt"),
    [
        ("Thôn Suối Lim", "thon-suoi-lim", "tho_2n-suo_2_1i-lim"),
        ("Thôn Hà Đông", "thon-ha-dong", "tho_2n-ha_0-d_o_2ng"),
        ("Thôn Há Đông", "thon-ha-dong", "tho_2n-ha_1-d_o_2ng"),
        ("Tổ dân phố số 3 (mới)", "to-dan-pho-so-3-moi", "to_2_9-da_2n-pho_2_1-so_2_1-3-mo_r_1i"),
        ("Thôn Nghĩa Ước", "thon-nghia-uoc", "tho_2n-nghi_3a-u_ro_r_1c"),
    ],
)
def test_a_name_in_a_links_fragment_without_its_marks_and_spelt_with_them(name, folded, spelt):
    assert (fragment(name), spelt_fragment(name)) == (folded, spelt)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "typed", ["Mỹ Đức", "my duc", "MỸ ĐỨC", "Huyện Mỹ Đức", "huyen my duc", "H. Mỹ Đức", "H.Mỹ Đức", "282"]
)
def test_in_2016_my_duc_was_the_district(units, typed):
    assert names.resolve(typed, 2016) == units["282"]


def test_in_2025_my_duc_was_two_things(units):
    with pytest.raises(names.Ambiguous) as told:
        names.resolve("Mỹ Đức", 2025)
    assert told.value.candidates == (units["282"], units["10441"])
    assert "Huyện Mỹ Đức (282" in str(told.value)
    with translation.override("en"):
        assert "282" in str(told.value)


def test_a_prefix_or_a_day_settles_it(units):
    assert names.resolve("huyện Mỹ Đức", 2025) == units["282"]
    assert names.resolve("xã Mỹ Đức", 2025) == units["10441"]
    assert names.resolve("Mỹ Đức", date(2025, 6, 30)) == units["282"]
    assert names.resolve("Mỹ Đức", date(2025, 7, 1)) == units["10441"]
    assert names.resolve("Mỹ Đức", 2025, level=Level.DISTRICT) == units["282"]


def test_in_2026_my_duc_is_the_commune(units):
    assert names.resolve("Mỹ Đức", 2026) == units["10441"]
    with pytest.raises(names.Unknown):
        names.resolve("huyện Mỹ Đức", 2026)


@pytest.mark.parametrize(
    ("when", "name"), [(2016, "Bột Xuyên"), (date(2025, 3, 1), "Mỹ Xuyên"), (2026, "Phúc Sơn")]
)
def test_one_code_three_communes(units, when, name):
    assert names.resolve("10459", when).name == name


def test_a_code_reused_within_a_year_is_ambiguous(units):
    with pytest.raises(names.Ambiguous) as told:
        names.resolve("10459", 2025)
    assert [unit.name for unit in told.value.candidates] == ["Mỹ Xuyên", "Phúc Sơn"]


def test_a_name_that_begins_like_a_prefix(units):
    assert names.resolve("Xuy Xá", 2016).code == "10471"
    assert names.resolve("xa xuy xa", 2016).code == "10471"
    with pytest.raises(names.Unknown):
        names.resolve("thị trấn Xuy Xá", 2016)


def test_abbreviations(units):
    assert names.resolve("TP Hà Nội", 2026) == names.resolve("TP.Hà Nội", 2026) == units["01"]
    assert names.resolve("TT. Đại Nghĩa", 2016) == units["10441-2008"]


def test_a_hamlet_gives_way_to_a_commune_of_its_name(units):
    commune = units["10489"]
    hamlet = Unit.objects.create(
        code="10489-99",
        name="Hương Sơn",
        prefix="Thôn",
        level=Level.HAMLET,
        parent=commune,
        valid_from=date(2025, 7, 1),
    )
    assert names.resolve("Hương Sơn", 2026) == commune
    assert names.resolve("thôn Hương Sơn", 2026) == hamlet
    assert names.resolve("Bến Thị", 2026).level == Level.HAMLET


@pytest.mark.parametrize("typed", ["", "   ", "Mỹ", "99999", "'; DROP TABLE", "huyện"])
def test_unknown_names(units, typed):
    with pytest.raises(names.Unknown) as told:
        names.resolve(typed, 2016)
    assert "2016" in str(told.value)


def test_the_folded_column_follows_the_name_however_it_is_written(units):
    unit = units["10441"]
    unit.name = "Đồng Quê"
    unit.save(update_fields=["name"])
    unit.refresh_from_db()
    assert unit.folded == "dong que"
    Unit.objects.filter(pk=unit.pk).update(name="Ốc Đảo")
    unit.refresh_from_db()
    assert unit.folded == "oc dao"
    unit.name = "Ưu Điểm"
    Unit.objects.bulk_update([unit], ["name"])
    unit.refresh_from_db()
    assert unit.folded == "uu diem"
    with pytest.raises(TypeError):
        Unit.objects.filter(pk=unit.pk).update(name=Upper("name"))


def test_search_while_typing(units):
    assert [unit.name for unit in names.search("Tiến", 2016)] == ["An Tiến", "Hợp Tiến", "Hùng Tiến"]
