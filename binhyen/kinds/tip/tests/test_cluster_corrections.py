"""What made a sharing lawful stands: somebody reads a tip because of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from binhyen.kinds.tip.tests.cluster_town import NOW, OTHER_POLICE, OTHER_SIGNER, POLICE, SIGNER, Cluster
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.matters.models import Entry
from binhyen.movement import clusters, sharing
from binhyen.procedure import Corrected, FactsError, to_plain


@pytest.fixture
def town(db):
    with clock.at(NOW):
        town = Cluster()
        town.sign()
        yield town


def seq(town: Cluster, act: str) -> int:
    return Entry.objects.filter(matter=town.row, act=act).order_by("-seq")[0].seq


def correct(town: Cluster, entry: int, facts: Any = None) -> None:
    plain = None if facts is None else to_plain(facts)
    record(town.row, "corrected", by=town.actor(SIGNER), facts=Corrected(entry, "mistake", plain))


def share(town: Cluster) -> None:
    shared = sharing.Shared(town.row.ref, town.pk(OTHER_POLICE))
    record(town.tip(), "shared", by=town.actor(POLICE), facts=shared)


GROUNDS = ("party_named", "executor_named", "agreement_issued", "scope_set", "party_signed")


@pytest.mark.parametrize("act", GROUNDS)
def test_before_anything_was_shared_an_entry_is_voided(town, act):
    correct(town, seq(town, act))
    assert not clusters.in_force(town.line, clock.today()) or act in (
        "executor_named",
        "scope_set",
        "party_named",
    )


@pytest.mark.parametrize("act", GROUNDS)
def test_after_a_sharing_what_it_rests_on_stands(town, act):
    share(town)
    with pytest.raises(FactsError) as caught:
        correct(town, seq(town, act))
    assert (caught.value.field, caught.value.reason) == ("entry", "shared_since")
    assert clusters.in_force(town.line, clock.today())


def test_nor_is_its_time_moved_away_from_under_a_sharing(town):
    share(town)
    facts: Any = town.line.records[0].facts
    short = clusters.Formed(**{**vars(facts), "until_on": facts.from_on + dt.timedelta(1)})
    with pytest.raises(FactsError):
        correct(town, 1, short)


def test_an_entry_after_the_sharing_and_one_that_it_does_not_rest_on_are_corrected(town):
    share(town)
    correct(town, seq(town, "border_named"))
    with clock.at(NOW + dt.timedelta(hours=1)):
        town.do("agreement_issued", text="Bản nhầm.", from_on=town.start)
        correct(town, seq(town, "agreement_issued"))
        assert clusters.in_force(town.line, clock.today())


def test_the_end_of_a_cluster_lies_after_its_beginning_in_a_correction_too(town):
    facts: Any = town.line.records[0].facts
    with pytest.raises(FactsError) as caught:
        correct(town, 1, clusters.Formed(**{**vars(facts), "until_on": facts.from_on}))
    assert caught.value.reason == "before_start"
    assert town.read().parties == [town.pk(SIGNER), town.pk(OTHER_SIGNER)]
