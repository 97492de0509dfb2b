"""A committee by its journal alone: who was in it on a day, who reads it, what its own records refuse."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.matters import access, clock, verification
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.movement import committees
from binhyen.movement.committees import post, read
from binhyen.offices.demonstration import make_offices
from binhyen.procedure import Corrected, FactsError, NotAllowed

START = dt.date(2022, 1, 10)
NEXT = dt.date(2025, 11, 1)


def text(words: str | None) -> str | None:
    return None if words is None else text_hash(words)


class Town:
    """A committee kept at the city's committee office; `police` and `school` are members' offices."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.office = self.offices["ban-chi-dao-138-thanh-pho-ha-noi"]
        self.police = self.offices["cong-an-xa-huong-son"]
        self.other = self.offices["cong-an-xa-hong-son"]
        self.numbers = count(1)
        self.planner = self.person(self.office, "steering")
        self.by = Actor("steering", self.planner.pk, self.office.pk)
        opening = Opening.unsealed("committee", "by-test")
        facts = committees.Established(text("Ban Chỉ đạo 138"), self.office.pk, self.office.area_id, START)
        documents = ["Ban Chỉ đạo 138"]
        self.matter = open_matter(opening, "established", by=self.by, facts=facts, documents=documents)

    def person(self, office, role="officer") -> Person:
        person = Person.objects.create(username=f"{role}{next(self.numbers)}", full_name="Ai đó")
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2020, 1, 1))
        return person

    def do(self, act: str, facts, *documents: str, by=None) -> int:
        return record(self.matter, act, by=by or self.by, facts=facts, documents=documents).seq

    def join(self, who="Nguyễn Văn A", role="member", office=None, from_on=START, title="Ủy viên") -> int:
        facts = committees.MemberAdded(
            who=text(who),
            title=text(title),
            role=role,
            office=office and office.pk,
            body=None,
            from_on=from_on,
        )
        return self.do("member_added", facts, who, title)

    def leave(self, member: int, to_on=NEXT, office=None) -> int:
        facts = committees.MemberLeft(member=member, office=office and office.pk, to_on=to_on)
        return self.do("member_left", facts)

    def meet(self, on=dt.date(2023, 3, 27), held=True) -> int:
        facts = committees.MeetingCalled(on, text("Phòng họp"), text("Kiểm điểm"))
        meeting = self.do("meeting_called", facts, "Phòng họp", "Kiểm điểm")
        if held:
            self.hold(meeting)
        return meeting

    def hold(self, meeting: int) -> int:
        return self.do("meeting_held", committees.MeetingHeld(meeting, 17, text("Đã họp")), "Đã họp")

    def conclude(self, meeting: int, due_on=dt.date(2023, 6, 30)) -> int:
        facts = committees.Concluded(
            meeting=meeting, text=text("Rà soát"), lead=self.police.pk, product=None, due_on=due_on
        )
        return self.do("concluded", facts, "Rà soát")

    def rename(self, name="Ban Chỉ đạo mới", from_on=NEXT) -> int:
        return self.do("renamed", committees.Renamed(text(name), from_on), name)

    def regulate(self, words: str, from_on: dt.date) -> int:
        return self.do(
            "regulation_issued", committees.RegulationIssued(from_on=from_on, text=text(words)), words
        )

    def void(self, entry: int) -> int:
        return self.do("corrected", Corrected(entry, "mistake"))

    def read(self, on=None):
        return read(line_of(self.matter), on)

    def reads(self, person: Person) -> bool:
        return access.records(person, "committee").filter(pk=self.matter.pk).exists()


@pytest.fixture
def town(db):
    with clock.at(dt.datetime(2026, 6, 15, 2, 20, tzinfo=dt.UTC)):
        yield Town()


def refused(call, *given, **more) -> tuple[str, str]:
    with pytest.raises(FactsError) as caught:
        call(*given, **more)
    return caught.value.field, caught.value.reason


# --- what it says ------------------------------------------------------------------------------------------


def test_each_day_has_its_name_and_its_members(town):
    head = town.join("Bà Hoa", "head")
    town.join("Ông Sơn", "secretary")
    town.join("Ông Đức", "deputy")
    town.rename()
    town.leave(head)
    town.join("Bà Lan", "head", from_on=NEXT)
    committee, before = town.read(), NEXT - dt.timedelta(days=1)
    assert committee.name_on(before) == text("Ban Chỉ đạo 138")
    assert committee.name_on(NEXT) == text("Ban Chỉ đạo mới")
    assert [m.who for m in committee.members_on(before)] == [text("Bà Hoa"), text("Ông Đức"), text("Ông Sơn")]
    assert [m.who for m in committee.members_on(NEXT)] == [text("Bà Lan"), text("Ông Đức"), text("Ông Sơn")]
    assert committee.members_on(START - dt.timedelta(days=1)) == []


def test_read_until_a_day_leaves_out_what_came_later(town):
    member = town.join()
    town.rename()
    town.leave(member)
    town.meet(dt.date(2026, 1, 5), held=False)
    before = town.read(NEXT - dt.timedelta(days=1))
    assert (len(before.names), before.members[0].to_on, before.meetings) == (1, None, ())
    assert (len(town.read().names), town.read().members[0].to_on, len(town.read().meetings)) == (2, NEXT, 1)


def test_regulations_are_counted_and_conclusions_belong_to_their_meeting(town):
    town.regulate("Điều 1. Một", START)
    town.regulate("Điều 1. Hai", NEXT)
    first, second = town.meet(), town.meet(dt.date(2026, 4, 2))
    town.conclude(second, dt.date(2026, 6, 30))
    committee = town.read()
    assert [(each.version, each.text) for each in committee.regulations] == [
        (1, text("Điều 1. Một")),
        (2, text("Điều 1. Hai")),
    ]
    assert committee.meeting(first).conclusions == ()
    assert [each.due_on for each in committee.meeting(second).conclusions] == [dt.date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("Trưởng Công an xã", "Công an xã Hương Sơn", "Trưởng Công an xã Hương Sơn"),
        ("Phó Giám đốc", "Sở Tư pháp", "Phó Giám đốc, Sở Tư pháp"),
        ("Giám đốc Sở Tư pháp", "Sở Tư pháp", "Giám đốc Sở Tư pháp"),
        ("Bí thư", "", "Bí thư"),
    ],
)
def test_a_post_says_its_body_once(title, body, said):
    assert post(title, body) == said


# --- who reads it ------------------------------------------------------------------------------------------


def test_a_member_s_office_reads_until_its_last_member_leaves(town):
    officer, stranger = town.person(town.police), town.person(town.other)
    assert not town.reads(officer)
    first = town.join("Một", office=town.police)
    second = town.join("Hai", office=town.police)
    assert (town.reads(officer), town.reads(stranger)) == (True, False)
    town.leave(first, office=town.police)
    assert town.reads(officer)
    town.leave(second, office=town.police)
    assert not town.reads(officer)
    assert town.reads(town.planner)


def test_a_member_s_office_may_not_write(town):
    officer = town.person(town.police)
    town.join(office=town.police)
    with pytest.raises(NotAllowed):
        town.do("renewed", committees.Renewed(NEXT), by=Actor("officer", officer.pk, town.police.pk))


# --- what it refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["head", "standing_deputy"])
def test_one_at_a_time_leads(town, role):
    first = town.join("Một", role)
    assert refused(town.join, "Hai", role, from_on=NEXT) == ("role", f"{role}_serves")
    town.leave(first, NEXT)
    assert refused(town.join, "Hai", role, from_on=NEXT - dt.timedelta(days=1)) == ("role", f"{role}_serves")
    town.join("Hai", role, from_on=NEXT)
    assert town.read().holder_on(NEXT, role).who == text("Hai")


def test_who_leaves_must_be_there_with_their_own_office(town):
    member = town.join(office=town.police)
    without = town.join("Không có đơn vị")
    assert refused(town.leave, 99) == ("member", "no_such_member")
    assert refused(town.leave, member, office=town.other) == ("office", "other_office")
    assert refused(town.leave, member) == ("office", "other_office")
    assert refused(town.leave, without, office=town.police) == ("office", "other_office")
    assert refused(town.leave, without, START - dt.timedelta(days=1)) == ("to_on", "before_joining")
    town.leave(member, office=town.police)
    assert refused(town.leave, member, office=town.police) == ("member", "left_already")
    voided = town.join("Ghi nhầm")
    town.void(voided)
    assert refused(town.leave, voided) == ("member", "no_such_member")


def test_nothing_is_before_the_founding_or_out_of_order(town):
    early = START - dt.timedelta(days=1)
    assert refused(town.join, from_on=early) == ("from_on", "before_founding")
    assert refused(town.meet, early, held=False) == ("on", "before_founding")
    assert refused(town.do, "dissolved", committees.Dissolved(early)) == ("on", "before_founding")
    town.rename()
    assert refused(town.rename, "Tên cũ hơn", NEXT - dt.timedelta(days=1)) == ("from_on", "before_last_name")
    town.regulate("Một", NEXT)
    assert refused(town.regulate, "Hai", START) == ("from_on", "before_last_regulation")


def test_a_meeting_is_held_once_and_concludes_after(town):
    coming = town.meet(dt.date(2026, 6, 16), held=False)
    assert refused(town.hold, coming) == ("meeting", "not_yet")
    assert refused(town.conclude, coming) == ("meeting", "not_held")
    assert refused(town.hold, 99) == ("meeting", "no_such_meeting")
    meeting = town.meet()
    assert refused(town.hold, meeting) == ("meeting", "held_already")
    assert refused(town.conclude, meeting, dt.date(2023, 3, 26)) == ("due_on", "before_meeting")
    town.conclude(meeting, dt.date(2023, 3, 27))


def test_a_correction_is_judged_with_all_that_follows(town):
    first = town.join("Một", "head")
    left = town.leave(first)
    second = town.join("Hai", "head", from_on=NEXT)
    assert refused(town.void, first) == ("entry", "later_entry")
    assert refused(town.void, left) == ("entry", "later_entry")
    town.void(second)
    town.void(left)
    assert [each.who for each in town.read().members_on(NEXT)] == [text("Một")]


def test_a_dissolved_committee_takes_no_more(town):
    town.do("dissolved", committees.Dissolved(dt.date(2026, 5, 1)))
    assert town.read().dissolved_on == dt.date(2026, 5, 1)
    town.matter.refresh_from_db()
    assert (town.matter.state, town.matter.is_open) == ("dissolved", False)
    with pytest.raises(NotAllowed):
        town.join()


def test_the_row_is_the_fold(town):
    member = town.join("Một", "head", town.police)
    town.conclude(town.meet())
    town.leave(member, office=town.police)
    assert list(verification.replay()) == []
    assert list(verification.verify()) == []
