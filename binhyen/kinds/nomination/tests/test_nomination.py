"""A proposal by its journal: its terms, the council before the head, two pairs of eyes, and the decision it came to."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.nomination import acts, judging
from binhyen.matters import clock
from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import emulation
from binhyen.movement.tests.test_commendations import Hall
from binhyen.procedure import FactsError, NotAllowed

YES = acts.Voted(dt.date(2026, 3, 2), seats=9, in_favour=6, against=1, abstained=0)


class Town(Hall):
    """The People's Committee of a commune, with a proposal that somebody sent in."""

    def propose(self, category="sudden", at=None) -> Matter:
        facts = acts.Received(category, self.office.area_id, self.office.pk, "web")
        return open_matter(
            Opening.unsealed("nomination", "by-test"), "received", by=RESIDENT, facts=facts, at=at
        )

    def upto(self, *steps, by=None) -> Matter:
        matter = self.propose()
        for act, facts in steps:
            self.do(matter, act, facts, by=by)
        return matter

    def submitted(self, by=None) -> Matter:
        return self.upto(
            ("verified", acts.Verified("person", "sudden")),
            ("submitted", acts.Submitted("5/TTr", clock.today())),
            by=by,
        )

    def chosen(self) -> Matter:
        matter = self.submitted()
        self.do(matter, "voted", YES)
        self.do(matter, "chosen", acts.Chosen("merit_note"), by=self.head)
        return matter


@pytest.fixture(scope="module")
def made(shared):
    return Town()


@pytest.fixture
def town(made, db):
    return made


def terms(matter):
    return {each.deadline: each for each in line_of(matter).clocks}


def refused(reason):
    return pytest.raises(FactsError, match=reason)


def test_a_sudden_deed_is_submitted_within_five_working_days_of_its_receipt(town):
    thursday = dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC)
    matter = town.propose(at=thursday)
    assert terms(matter)["submit_sudden"].due_on == dt.date(2026, 3, 12)
    assert "chưa đối chiếu" in terms(matter)["submit_sudden"].basis
    town.do(matter, "verified", acts.Verified("person", "sudden"), by=None)
    town.do(matter, "submitted", acts.Submitted("5/TTr", clock.today()))
    assert not terms(matter)["submit_sudden"].is_open


def test_another_kind_of_commendation_has_no_term_before_it_is_placed(town):
    matter = town.propose("regular")
    assert terms(matter) == {}
    campaign = town.launch(days=20)
    closes = emulation.read(line_of(campaign)).closes_on
    town.do(matter, "placed", acts.Placed(campaign.ref, closes))
    assert terms(matter)["submit_campaign"].due_on == closes
    assert Matter.objects.get(pk=matter.pk).under == campaign.ref


def test_a_campaign_says_its_own_last_day_and_one_that_is_over_takes_nobody(town):
    matter, campaign = town.propose("regular"), town.launch(days=20)
    assert judging.closing_day({"emulation": campaign.ref}) == clock.today() + dt.timedelta(20)
    assert judging.closing_day({"emulation": "nothing"}) is None
    with refused("other_day"):
        town.do(matter, "placed", acts.Placed(campaign.ref, clock.today()))
    town.do(campaign, "closed", emulation.Closed(clock.today()))
    with refused("campaign_over"):
        town.do(matter, "placed", acts.Placed(campaign.ref, clock.today() + dt.timedelta(20)))


def test_nobody_is_chosen_before_the_council_voted(town):
    matter = town.submitted()
    with pytest.raises(NotAllowed):
        town.do(matter, "chosen", acts.Chosen("merit_note"), by=town.head)


def test_a_vote_needs_a_quorum_and_no_more_hands_than_seats(town):
    matter = town.submitted()
    with refused("no_quorum"):
        town.do(matter, "voted", acts.Voted(clock.today(), 9, 5, 0, 0))
    with refused("more_than_seats"):
        town.do(matter, "voted", acts.Voted(clock.today(), 9, 8, 1, 1))
    town.do(matter, "voted", acts.Voted(clock.today(), 9, 6, 0, 0))


def test_a_council_that_is_not_for_it_by_more_than_half_binds_the_head(town):
    matter = town.submitted()
    town.do(matter, "voted", acts.Voted(clock.today(), 9, 3, 2, 1))
    with refused("council_against"):
        town.do(matter, "chosen", acts.Chosen("merit_note"), by=town.head)
    town.do(matter, "voted", YES)
    town.do(matter, "chosen", acts.Chosen("merit_note"), by=town.head)


def test_a_form_that_this_level_does_not_give_is_not_chosen(town):
    matter = town.submitted()
    town.do(matter, "voted", YES)
    with refused("not_given_here"):
        town.do(matter, "chosen", acts.Chosen("merit_certificate"), by=town.head)


def test_a_campaign_s_own_rule_of_whom_and_what_holds(town):
    campaign = town.launch(days=20)
    town.do(campaign, "awards_set", emulation.AwardsSet(("collective",), ("praise_letter",)))
    placed = ("placed", acts.Placed(campaign.ref, emulation.read(line_of(campaign)).closes_on))
    matter = town.upto(("verified", acts.Verified("person", "regular")), placed)
    submitting = acts.Submitted("5/TTr", clock.today())
    with refused("not_nominated_here"):
        town.do(matter, "submitted", submitting)
    town.do(matter, "verified", acts.Verified("collective", "regular"))
    town.do(matter, "submitted", submitting)
    town.do(matter, "voted", YES)
    with refused("not_in_campaign"):
        town.do(matter, "chosen", acts.Chosen("merit_note"), by=town.head)
    town.do(matter, "chosen", acts.Chosen("praise_letter"), by=town.head)


def test_the_head_may_still_not_choose_and_says_why_by_a_code(town):
    matter = town.submitted()
    town.do(matter, "voted", YES)
    with pytest.raises(NotAllowed):
        town.do(matter, "not_chosen", acts.NotChosen("nominee_declines"))
    town.do(matter, "not_chosen", acts.NotChosen("nominee_declines"), by=town.head)
    assert not Matter.objects.get(pk=matter.pk).is_open


def test_who_found_it_to_be_so_does_not_choose_too(town):
    matter = town.submitted(by=town.head)
    town.do(matter, "voted", YES)
    with refused("own_check"):
        town.do(matter, "chosen", acts.Chosen("merit_note"), by=town.head)


def test_a_decision_answers_as_many_proposals_as_it_names_people(town):
    first, second, decision = town.chosen(), town.chosen(), town.decide()
    with refused("nobody_left"):
        town.do(first, "awarded", acts.Awarded(decision.ref))
    town.commend(decision)
    town.do(first, "awarded", acts.Awarded(decision.ref))
    with refused("nobody_left"):
        town.do(second, "awarded", acts.Awarded(decision.ref))
    assert Matter.objects.get(pk=first.pk).state == "awarded"


def test_only_a_decision_of_the_same_office_and_form_will_do(town):
    matter = town.chosen()
    other = town.decide("praise_letter")
    town.commend(other)
    with refused("other_form_decided"):
        town.do(matter, "awarded", acts.Awarded(other.ref))
    with refused("no_such_decision"):
        town.do(matter, "awarded", acts.Awarded(matter.ref))


def test_withdrawing_ends_nothing_and_the_office_may_write_to_the_end(town):
    matter = town.chosen()
    procedure = line_of(matter).procedure
    assert procedure.act("withdrawn").targets == frozenset()
    assert procedure.act("asked").origin.value == "any_kept"


def test_no_fact_of_a_proposal_can_say_who_it_is_about(town):
    procedure = line_of(town.propose()).procedure
    for act in procedure.acts:
        fields = {f.metadata["kind"] for f in act.facts.__dataclass_fields__.values()}
        assert not fields & {"person", "file"}, act.code
