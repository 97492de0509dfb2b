"""Facts hold codes, numbers, dates and references; they survive writing and reading, and refuse the rest."""

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.procedure import (
    Corrected,
    DeadlinePassed,
    FactsError,
    canonical,
    code,
    codes,
    count,
    day,
    declared,
    facts,
    flag,
    from_plain,
    number_text,
    reference,
    time_of_day,
    to_plain,
)

DIGITS = "0123456789"
NUMBER_CHARACTERS = DIGITS + "/-.ABCĐƯỨaàệ"


@dataclass(frozen=True)
class Everything:
    means: str = code("online", "post")
    harms: tuple[str, ...] = codes("drugs", "gambling", "noise")
    persons: int = count(minimum=1)
    decided_on: dt.date = day()
    story: str = reference("envelope")
    unit: int = reference("unit")
    number: str = number_text()
    remote: bool = flag()
    urgency: str | None = code("urgent", "normal", default=None)
    seen_on: dt.date | None = day(optional=True)
    office: int | None = reference("office", optional=True)
    letter: str | None = number_text(optional=True)
    repeats: int | None = count(default=None)
    at: str = time_of_day(default="08:30")


VALUES = {
    "means": st.sampled_from(("online", "post")),
    "harms": st.lists(st.sampled_from(("drugs", "gambling", "noise")), unique=True).map(tuple),
    "persons": st.integers(1, facts.LARGEST),
    "decided_on": st.dates(),
    "story": st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=64),
    "unit": st.integers(0, 2**63 - 1),
    "number": st.tuples(st.sampled_from(DIGITS), st.text(NUMBER_CHARACTERS, max_size=39)).map("".join),
    "remote": st.booleans(),
    "urgency": st.sampled_from(("urgent", "normal", None)),
    "seen_on": st.none() | st.dates(),
    "office": st.none() | st.integers(0, 2**63 - 1),
    "letter": st.sampled_from(("12/QĐ-UBND", None)),
    "repeats": st.none() | st.integers(0, 9),
    "at": st.times().map(lambda time: f"{time:%H:%M}"),
}
everything = st.builds(Everything, **VALUES)
GOOD = Everything("online", ("noise",), 2, dt.date(2024, 2, 10), "abc2", 2**62 + 1, "123/PC-CSĐT")


@given(everything)
def test_facts_survive_writing_and_reading(written: Everything) -> None:
    text = canonical(written)
    read = from_plain(Everything, json.loads(text))
    assert read == written
    assert canonical(read) == text


@given(everything, everything)
def test_different_facts_have_different_bytes(one: Everything, other: Everything) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*VALUES, "name"]), json_values), st.sets(st.sampled_from([*VALUES])))
def test_whatever_is_read_is_what_would_be_written(strange: dict[str, object], gone: set[str]) -> None:
    plain = {name: value for name, value in to_plain(GOOD).items() if name not in gone} | strange
    try:
        read = from_plain(Everything, plain)
    except FactsError:
        return
    assert {name: value for name, value in to_plain(read).items() if name in plain} == plain


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("means", "fax", "choice"),
        ("means", 1, "type"),
        ("means", None, "missing"),
        ("harms", ("noise", "noise"), "duplicate"),
        ("harms", ("fire",), "choice"),
        ("harms", ["noise"], "type"),
        ("harms", "noise", "type"),
        ("persons", 0, "range"),
        ("persons", 2**53, "range"),
        ("persons", True, "type"),
        ("persons", 1.0, "type"),
        ("decided_on", dt.datetime(2024, 2, 10, 8), "type"),
        ("decided_on", "2024-02-10", "type"),
        ("story", "một câu chuyện", "characters"),
        ("story", "", "characters"),
        ("story", 12, "type"),
        ("unit", "12", "type"),
        ("unit", -1, "range"),
        ("unit", 2**63, "range"),
        ("number", "", "length"),
        ("number", "1" * 41, "length"),
        ("number", "ông Nguyễn Văn A", "characters"),
        ("number", "NguyễnVănA", "characters"),
        ("number", "12/Q\u0110-e\u0323", "characters"),
        ("number", "12/\u212b", "characters"),  # the Ångström sign, which is not the letter Å
        ("number", "12\n", "characters"),
        ("number", "\u0661\u0662", "characters"),
        ("remote", 1, "type"),
        ("urgency", "later", "choice"),
        ("at", "8:30", "characters"),
        ("at", "24:00", "characters"),
        ("at", "08:30\n", "characters"),
        ("at", "tối mai", "characters"),
        ("at", dt.time(8, 30), "type"),
    ],
)
def test_refused_facts(name: str, value: object, reason: str) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(FactsError) as caught:
        canonical(dataclasses.replace(GOOD, **changed))
    assert (caught.value.field, caught.value.reason) == (name, reason)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("decided_on", "20240210", "type"),
        ("decided_on", "2024-W06-6", "type"),
        ("decided_on", 20240210, "type"),
        ("decided_on", "2024-02-30", "type"),
        ("unit", 12, "type"),
        ("unit", "012", "type"),
        ("unit", "१२", "type"),
        ("unit", "9" * 30, "type"),
        ("harms", [["noise"]], "type"),
        ("witness", "Nguyễn Văn A", "unknown"),
    ],
)
def test_refused_plain_facts(name: str, value: object, reason: str) -> None:
    with pytest.raises(FactsError) as caught:
        from_plain(Everything, to_plain(GOOD) | {name: value})
    assert (caught.value.field, caught.value.reason) == (name, reason)


def test_missing_fact_is_refused_and_a_later_one_with_a_default_is_not() -> None:
    plain = to_plain(GOOD)
    del plain["urgency"]
    assert from_plain(Everything, plain) == GOOD
    del plain["means"]
    with pytest.raises(FactsError, match="means: missing"):
        from_plain(Everything, plain)


def test_an_id_of_63_bits_keeps_its_last_digit() -> None:
    assert to_plain(GOOD)["unit"] == "4611686018427387905"


def test_canonical_bytes_are_sorted_and_utf8() -> None:
    assert canonical(DeadlinePassed("forward", "2024-03-05T02:00:00+00:00")) == (
        b'{"deadline":"forward","due_at":"2024-03-05T02:00:00+00:00"}'
    )
    assert "CSĐT".encode() in canonical(GOOD)


@pytest.mark.parametrize(
    ("deadline", "due_at"),
    [
        ("Không đúng hạn", "2024-03-05T02:00:00+00:00"),
        ("forward", "2024-03-05T02:00:00Z"),
        ("forward", "2024-03-05T09:00:00+07:00"),
        ("forward", "2024-03-05T02:00:00"),
        ("forward", "tomorrow"),
    ],
)
def test_the_clocks_note_has_one_form(deadline: str, due_at: str) -> None:
    with pytest.raises(FactsError):
        canonical(DeadlinePassed(deadline, due_at))


def test_a_replacement_is_json() -> None:
    assert from_plain(Corrected, to_plain(Corrected(1, "mistake", {"a": [1]}))).replacement == {"a": [1]}
    nested: dict[str, object] = {}
    for _ in range(100_000):
        nested = {"a": nested}
    broken: Any
    for broken in ({"a": object()}, {"a": 2**60}, {"a": float("nan")}, {1: "a"}, ["a"], nested):
        with pytest.raises(FactsError):
            canonical(Corrected(1, "mistake", broken))


def test_a_form_reads_what_to_ask_for() -> None:
    asked = {fact.name: fact for fact in declared(Everything)}
    assert asked["means"].choices == ("online", "post")
    assert (asked["office"].kind, asked["office"].optional, asked["office"].numeric) == ("office", True, True)
    assert asked["persons"].minimum == 1
    assert {field.name: field.metadata["kind"] for field in dataclasses.fields(Everything)} == {
        name: fact.kind for name, fact in asked.items()
    }


@dataclass
class Thawed:
    means: str = code("online")


@dataclass(frozen=True)
class Prose:
    note: str = ""


@dataclass(frozen=True)
class Wrong:
    persons: str = count()


@dataclass(frozen=True)
class NeverAbsent:
    means: str = code("online", default=None)


@dataclass(frozen=True)
class EitherId:
    story: str | int = reference("envelope")


@pytest.mark.parametrize("cls", [Thawed, Prose, Wrong, NeverAbsent, EitherId, str])
def test_a_class_that_is_no_facts_class(cls: type) -> None:
    with pytest.raises(TypeError):
        declared(cls)


def test_a_reference_points_at_something_known() -> None:
    with pytest.raises(ValueError, match="points at"):
        reference("household")
