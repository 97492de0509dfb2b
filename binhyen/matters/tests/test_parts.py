"""Offices and their parts: who may act in a record, who reads it, who reads no more; judged before it is written."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.matters import access, kinds, naming, verification
from binhyen.matters.actors import Actor
from binhyen.matters.ids import sha256_hex, text_hash
from binhyen.matters.journal import Draft, NewGrant, Opening, open_matter, record, record_many
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Entry, Grant, Matter, Participant
from binhyen.matters.tests import league
from binhyen.matters.tests.league import SEEN, Formed, Lent, Named, Renamed, Scored, Shown, Titled
from binhyen.offices.models import Office
from binhyen.procedure import PARTS, Corrected, FactsError, NotAllowed, Nothing

DAY = dt.date(2016, 6, 15)


@pytest.fixture(autouse=True)
def _leagues_are_known():
    with league.known():
        yield


class League:
    """A league of alice's office; `other` and `third` are offices with nothing in it yet."""

    def __init__(self, world) -> None:
        self.world, self.numbers = world, count(1)
        self.other, self.third = (
            Office.objects.create(
                slug=slug,
                name=slug,
                name_en=slug,
                type="police",
                area=world.commune,
                valid_from=dt.date(2010, 1, 1),
            )
            for slug in ("other", "third")
        )
        self.row = open_matter(
            Opening.unsealed("league", "by-test"),
            "formed",
            by=world.officer,
            facts=Formed(world.office.pk, sha256_hex(b"First"), DAY),
            documents=["First"],
        )

    def person(self, office: Office, role: str = "officer") -> Person:
        person = Person.objects.create(username=f"p{next(self.numbers)}", full_name="Ai")
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2010, 1, 1))
        return person

    def at(self, office: Office) -> Actor:
        return Actor("officer", self.person(office).pk, office.pk)

    def do(self, act: str, facts=None, by: Actor | None = None, **more) -> int:
        return record(self.row, act, by=by or self.world.officer, facts=facts, **more).seq

    def name(self, part: str, office: Office) -> int:
        return self.do(f"{part}_named", Named(office.pk))

    def rename(self, name: str, from_on: dt.date) -> int:
        return self.do("renamed", Renamed(text_hash(name), from_on), documents=[name])

    def parts(self) -> dict[str, str]:
        return dict(Participant.objects.filter(matter=self.row).values_list("office__slug", "part"))

    def called(self, on: dt.date | None = None) -> str:
        return naming.name_of(line_of(Matter.objects.get(pk=self.row.pk)), on)


@pytest.fixture
def played(world) -> League:
    return League(world)


def refused(call, *given, **more) -> str:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed) as caught:
        call(*given, **more)
    assert Entry.objects.count() == before
    return caught.value.reason


# --- who may act ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", league.NAMED)
def test_an_act_asks_for_its_part_and_no_other_part_will_do(played, part):
    by = played.at(played.other)
    assert refused(played.do, f"by_{part}", by=by) == "wrong_part"
    for other in league.NAMED:
        if other != part:
            played.name(other, played.other)
    assert refused(played.do, f"by_{part}", by=by) == "wrong_part"
    played.name(part, played.other)
    played.do(f"by_{part}", by=by)


def test_an_act_that_names_no_part_asks_for_the_handler(played):
    played.name("member", played.other)
    for act, facts in (("scored", Scored(1)), ("by_handler", None)):
        assert refused(played.do, act, facts, by=played.at(played.other)) == "wrong_part"
        played.do(act, facts)
    played.do("handed", Named(played.other.pk))
    assert refused(played.do, "scored", Scored(2)) == "wrong_part"
    played.do("scored", Scored(2), by=played.at(played.other))


def test_of_several_parts_one_is_enough(played):
    assert refused(played.do, "by_two", by=played.at(played.other)) == "wrong_part"
    played.name("member", played.other)
    played.do("by_two", by=played.at(played.other))
    played.do("by_two")


def test_an_act_that_asks_for_no_part_takes_anybody_in_the_role(played):
    played.do("by_nobody_special", by=played.at(played.third))
    person = played.person(played.third, "administrator")
    by = Actor("administrator", person.pk, played.third.pk)
    assert refused(played.do, "by_nobody_special", by=by) == "wrong_role"


def test_the_handler_has_no_part_but_its_own(played):
    assert refused(played.do, "by_member") == "wrong_part"
    played.name("member", played.world.office)
    played.do("by_member")
    played.do("by_handler")


def test_a_part_is_had_within_the_same_transaction_and_not_before(played):
    by = played.at(played.other)
    named = Draft(played.row, "member_named", played.world.officer, Named(played.other.pk))
    acting = Draft(played.row, "by_member", by, Nothing())
    assert refused(record_many, [acting, named]) == "wrong_part"
    record_many([named, acting])
    assert played.parts()["other"] == "member"


def test_the_row_says_the_strongest_part(played):
    for part in reversed(league.NAMED):
        played.name(part, played.other)
        assert played.parts()["other"] == part
    assert line_of(played.row).parts_of(played.other.pk) == frozenset(league.NAMED)
    played.do("handed", Named(played.other.pk))
    assert played.parts() == {"other": PARTS[0], "commune": "reader"}
    assert list(verification.replay()) == []


# --- who goes ---------------------------------------------------------------------------------------------------


def test_whoever_is_released_acts_and_reads_no_more(played):
    played.name("member", played.other)
    theirs = played.person(played.other)
    assert access.get_record(theirs, "league", played.row.ref) == played.row
    played.do("left", Named(played.other.pk))
    assert "other" not in played.parts()
    with pytest.raises(Matter.DoesNotExist):
        access.get_record(theirs, "league", played.row.ref)
    assert refused(played.do, "by_member", by=played.at(played.other)) == "wrong_part"


def test_a_part_that_was_given_twice_is_taken_back_twice(played):
    for _ in range(2):
        played.name("member", played.other)
    played.do("left", Named(played.other.pk))
    assert played.parts()["other"] == "member"
    played.do("left", Named(played.other.pk))
    assert "other" not in played.parts()


def test_a_former_handler_of_a_record_is_released_too_and_the_present_one_cannot_be(played):
    played.do("handed", Named(played.other.pk))
    assert played.parts() == {"commune": "reader", "other": "handler"}
    by = played.at(played.other)
    played.do("left", Named(played.world.office.pk), by=by)
    played.do("left", Named(played.other.pk), by=by)
    assert played.parts() == {"other": "handler"}


def test_a_release_that_is_voided_gives_the_part_back(played):
    played.name("member", played.other)
    left = played.do("left", Named(played.other.pk))
    played.do("corrected", Corrected(left, "mistake"))
    assert played.parts()["other"] == "member"
    assert list(verification.replay()) == []


def lent(played, league_ref: str | None = None) -> Matter:
    """A matter that the third office gave alice's, with keys of both."""
    grants = [
        NewGrant("intake", "office", b"alice", played.world.office.pk),
        NewGrant("intake", "office", b"third", played.third.pk),
    ]
    facts = Lent(played.world.office.pk, played.third.pk, league_ref)
    opening = Opening.unsealed("loan", "by-test")
    return open_matter(opening, "lent", by=played.at(played.third), facts=facts, grants=grants)


def holders(matter: Matter) -> set[tuple[str, str]]:
    return set(Grant.objects.filter(matter=matter).values_list("office__slug", "stream"))


def test_the_keys_of_whoever_is_released_are_destroyed_with_the_act(played):
    loan, by = lent(played), played.world.officer
    given = [NewGrant(stream, "office", b"keys", played.other.pk) for stream in ("intake", "talk")]
    record(loan, "shown", by=by, facts=Shown(played.other.pk), grants=given)
    assert ("other", "intake") in holders(loan)
    record(loan, "shown_no_more", by=by, facts=Shown(played.other.pk))
    # The talk is a stream to which nobody else holds a key: the last ones are never destroyed.
    assert holders(loan) == {("commune", "intake"), ("third", "intake"), ("other", "talk")}
    assert not Participant.objects.filter(matter=loan, office=played.other).exists()


def test_keys_are_destroyed_only_with_the_last_part(played):
    loan, by = lent(played), played.world.officer
    grant = NewGrant("intake", "office", b"keys", played.other.pk)
    record(loan, "shown", by=by, facts=Shown(played.other.pk), grants=[grant])
    record(loan, "shown", by=by, facts=Shown(played.other.pk))
    record(loan, "shown_no_more", by=by, facts=Shown(played.other.pk))
    assert ("other", "intake") in holders(loan)
    record(loan, "shown_no_more", by=by, facts=Shown(played.other.pk))
    assert ("other", "intake") not in holders(loan)


def test_a_refused_release_destroys_nothing(played):
    loan, by = lent(played), played.world.officer
    grant = NewGrant("intake", "office", b"keys", played.other.pk)
    record(loan, "shown", by=by, facts=Shown(played.other.pk), grants=[grant])
    release = Draft(loan, "shown_no_more", by, Shown(played.other.pk))
    with pytest.raises(NotAllowed):
        record_many([release, Draft(loan, "asked_back", by, Nothing())])
    assert ("other", "intake") in holders(loan)


def test_each_side_of_a_loan_corrects_its_own_entries(played):
    loan, third = lent(played), played.at(played.third)
    theirs = record(loan, "asked_back", by=third, facts=None).seq
    ours = record(loan, "used", by=played.world.officer, facts=None).seq
    for entry, by in ((theirs, played.world.officer), (ours, third)):
        assert refused(record, loan, "corrected", by=by, facts=Corrected(entry, "mistake")) == "wrong_part"
    record(loan, "corrected", by=third, facts=Corrected(theirs, "mistake"))
    record(loan, "corrected", by=played.world.officer, facts=Corrected(ours, "mistake"))
    assert [each.act for each in line_of(loan).effective] == ["lent"]


# --- judged first -----------------------------------------------------------------------------------------------


def test_a_judge_is_asked_before_the_act_with_the_line_as_it_stands(played):
    assert SEEN == [("formed", 0, None)]
    played.do("scored", Scored(3))
    played.do("scored", Scored(5))
    assert SEEN[1:] == [("scored", 1, None), ("scored", 2, 3)]


def test_what_a_judge_refuses_is_not_written(played):
    played.do("scored", Scored(3))
    before = (Entry.objects.count(), Matter.objects.get(pk=played.row.pk).head_hash)
    with pytest.raises(FactsError) as caught:
        played.do("scored", Scored(3))
    assert (caught.value.field, caught.value.reason) == ("points", "not_more")
    assert (Entry.objects.count(), Matter.objects.get(pk=played.row.pk).head_hash) == before


def test_the_second_of_two_acts_is_judged_with_the_first_and_takes_it_along(played):
    by, before = played.world.officer, Entry.objects.count()
    grown = [Draft(played.row, "scored", by, Scored(points)) for points in (1, 2)]
    record_many(grown)
    assert SEEN[1:] == [("scored", 1, None), ("scored", 2, 1)]
    shrunk = [Draft(played.row, "scored", by, Scored(points)) for points in (9, 4)]
    with pytest.raises(FactsError):
        record_many(shrunk)
    assert Entry.objects.count() == before + 2
    # The other way round: what one batch says of two records is all written or none of it.
    loan = Draft(lent(played), "used", by, Nothing())
    count_before = Entry.objects.count()
    with pytest.raises(FactsError):
        record_many([loan, Draft(played.row, "scored", by, Scored(0))])
    assert Entry.objects.count() == count_before


def test_a_judge_is_not_asked_what_the_procedure_forbids(played):
    SEEN.clear()
    refused(played.do, "by_member")
    assert SEEN == []


# --- who reads ----------------------------------------------------------------------------------------------------


def test_a_record_is_read_by_whoever_has_a_part_and_works_there(played):
    played.name("reader", played.other)
    reads = {
        "officer": True, "head": True, "steering": True,
        "administrator": False, "oversight": False, "registry": False,
    }  # fmt: skip
    for role, may in reads.items():
        person = played.person(played.other, role)
        assert access.records(person, "league").filter(pk=played.row.pk).exists() is may, role
    assert not access.records(played.person(played.third), "league").exists()
    assert not access.records(played.world.charlie, "league").exists()


def test_a_record_is_no_matter_and_of_its_own_kind_only(played):
    person = played.world.alice
    assert played.row not in access.visible(person)
    with pytest.raises(Matter.DoesNotExist):
        access.get_visible(person, played.row.ref)
    with pytest.raises(Matter.DoesNotExist):
        access.get_record(person, "plan", played.row.ref)
    loan = lent(played)
    with pytest.raises(Matter.DoesNotExist):
        access.get_record(person, "loan", loan.ref)
    assert list(access.readable(person, "loan")) == [loan]


def test_whoever_was_given_something_under_a_record_reads_it(played):
    theirs = played.person(played.third)
    assert not access.records(theirs, "league").exists()
    lent(played, played.row.ref)
    assert access.get_record(theirs, "league", played.row.ref) == played.row
    # And somebody who left reads nothing from that day on.
    Membership.objects.filter(person=theirs).update(to_on=DAY)
    with pytest.raises(Matter.DoesNotExist):
        access.get_record(theirs, "league", played.row.ref)


def test_a_shared_record_is_read_by_everybody_who_works_here_today(played):
    kinds._register["league"] = league.kind(shared=True)
    for role in ("officer", "administrator", "oversight", "registry"):
        assert access.records(played.person(played.third, role), "league").exists(), role
    left = played.person(played.third)
    Membership.objects.filter(person=left).update(to_on=DAY)
    for nobody in (left, played.world.charlie):
        assert not access.records(nobody, "league").exists()


# --- what it is called ----------------------------------------------------------------------------------------------


def test_a_record_has_the_name_of_the_day(played):
    played.rename("Second", dt.date(2016, 7, 1))
    played.rename("Third", dt.date(2016, 9, 1))
    assert played.called() == "Third"
    days = {
        dt.date(2016, 1, 1): "First",  # before it was formed: the first name there is
        dt.date(2016, 6, 30): "First",
        dt.date(2016, 7, 1): "Second",
        dt.date(2016, 8, 31): "Second",
        dt.date(2016, 9, 1): "Third",
    }
    assert {on: played.called(on) for on in days} == days


def test_a_name_that_was_voided_is_none(played):
    renamed = played.rename("Second", DAY)
    played.do("corrected", Corrected(renamed, "mistake"))
    assert played.called() == "First"


def test_somebodys_title_is_not_the_name_of_the_record(played):
    played.do("titled", Titled(sha256_hex(b"Head")), documents=["Head"])
    assert Document.objects.filter(matter=played.row, body="Head").exists()
    assert played.called() == "First"


def test_many_names_are_one_query(played, django_assert_num_queries):
    facts = Formed(played.world.office.pk, sha256_hex(b"Another"), DAY)
    opening = Opening.unsealed("league", "by-test")
    other = open_matter(opening, "formed", by=played.world.officer, facts=facts, documents=["Another"])
    lines = [line_of(played.row), line_of(other)]
    with django_assert_num_queries(1):
        assert naming.names_of(lines) == {played.row.ref: "First", other.ref: "Another"}
    assert naming.names_of([]) == {}


def test_a_matter_is_called_after_what_it_is_about(played):
    assert naming.name_of(line_of(lent(played))) == "A loan"
    assert naming.name_of(line_of(played.world.begin())) == ""
