"""An objection to a posted list is answered before its commune's council meets, and before the chair decides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from binhyen.kinds.objection import acts
from binhyen.kinds.recognition.procedure import posted_until
from binhyen.kinds.recognition.tests.conftest import FEBRUARY, Town, noon, standing, town  # noqa: F401
from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.procedure import FactsError

DAY = dt.timedelta(1)


def objection(town: Town, category: str = "order", commune: str = "huong-son") -> Matter:
    office = town.offices[f"ubnd-xa-{commune}"]
    facts = acts.Received(category, office.area_id, office.pk, "web")
    opening = Opening.unsealed("objection", settings.INSTALLATION.id)
    return open_matter(opening, "received", by=RESIDENT, facts=facts, at=noon(FEBRUARY))


def hung(town: Town) -> tuple[Matter, dt.date]:
    """A school's file whose list has hung, and the day after."""
    matter = town.checked()
    town.post(matter, FEBRUARY)
    return matter, posted_until(FEBRUARY) + DAY


def test_the_council_waits_until_each_sealed_objection_of_its_commune_is_answered(
    town: Town,
) -> None:
    matter, after = hung(town)
    sent = [objection(town), objection(town)]
    for each in sent:
        with pytest.raises(FactsError) as refused:
            town.vote(matter, after)
        assert (refused.value.field, refused.value.reason) == ("on", "sealed_unanswered")
        record(each, "answered", by=town.committee, facts=acts.Answered("accepted"))
    town.vote(matter, after)


def test_the_decision_waits_for_one_that_came_after_the_vote(town: Town) -> None:
    matter, after = town.voted()
    late = objection(town)
    with pytest.raises(FactsError) as refused:
        town.recognise(matter, after)
    assert refused.value.reason == "sealed_unanswered"
    record(late, "set_aside", by=town.committee, facts=acts.SetAside("other_matter"))
    town.recognise(matter, after)


@pytest.mark.parametrize(("category", "commune"), [("culture", "huong-son"), ("order", "my-duc")])
def test_one_about_other_lists_or_of_another_commune_holds_nothing_up(
    town: Town,
    category: str,
    commune: str,
) -> None:
    matter, after = hung(town)
    objection(town, category, commune)
    town.vote(matter, after)
