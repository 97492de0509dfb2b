"""Who is in a cluster, what they signed, when it binds, what they do together; and with whom a matter may be shared."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.tip import acts as tip_acts
from binhyen.kinds.tip.tests.cluster_town import (
    END,
    NOW,
    OTHER_POLICE,
    OTHER_SIGNER,
    OUTSIDE,
    POLICE,
    SIGNER,
    START,
    Cluster,
)
from binhyen.matters import access, clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Grant, Participant
from binhyen.movement import clusters, sharing
from binhyen.procedure import Corrected, FactsError, NotAllowed

TODAY = NOW.date()


@pytest.fixture
def town(db):
    with clock.at(NOW):
        yield Cluster()


def refused(town, act, reason, slug=SIGNER, **facts):
    before = town.line.row.head_seq
    with pytest.raises(FactsError) as error:
        town.do(act, slug, **facts)
    assert error.value.reason == reason
    assert reason == "part" or reason in town.line.kind.vocabulary().refusals
    assert town.line.row.head_seq == before
    return error.value.field


# --- who is in it ---------------------------------------------------------------------------------------------


def test_parties_and_executors_differ_and_outsiders_see_nothing(town):
    town.gather()
    for slug in (SIGNER, OTHER_SIGNER, POLICE, OTHER_POLICE):
        assert access.get_record(town.person(slug, "officer"), "cluster", town.row.ref) == town.row
    assert not access.records(town.person(OUTSIDE), "cluster").exists()
    assert not access.records(town.person(POLICE, "administrator"), "cluster").exists()
    cluster = town.read()
    assert cluster.parties == [town.pk(SIGNER), town.pk(OTHER_SIGNER)]
    assert cluster.executors == {
        town.pk(POLICE): town.pk(SIGNER),
        town.pk(OTHER_POLICE): town.pk(OTHER_SIGNER),
    }


def test_an_executor_acts_and_does_not_sign(town):
    town.gather()
    with pytest.raises(NotAllowed) as error:
        town.do("party_signed", POLICE, on=TODAY)
    assert error.value.reason == "wrong_part"
    with pytest.raises(NotAllowed):
        town.do("party_signed", SIGNER, "officer", on=TODAY)
    town.do("met", POLICE, "officer", on=TODAY, present=6, minutes="Bàn phương án tuần tra.")


def test_an_office_has_one_place_in_a_cluster(town):
    town.gather()
    assert refused(town, "party_named", "named_already", office=OTHER_POLICE) == "office"
    refused(town, "executor_named", "named_already", office=OTHER_SIGNER, party=SIGNER)
    refused(town, "executor_named", "named_already", office=POLICE, party=SIGNER)
    assert refused(town, "executor_named", "part", office=OUTSIDE, party=OTHER_POLICE) == "party"


def test_a_party_names_its_own_executors(town):
    town.gather()
    refused(town, "executor_named", "not_your_executor", OTHER_SIGNER, office=OUTSIDE, party=SIGNER)
    refused(town, "executor_left", "not_your_executor", OTHER_SIGNER, office=POLICE, on=TODAY)
    town.do("executor_named", OTHER_SIGNER, office=OUTSIDE, party=OTHER_SIGNER)
    assert access.records(town.person(OUTSIDE), "cluster").exists()
    town.do("executor_left", OTHER_SIGNER, office=OUTSIDE, on=TODAY)
    assert not access.records(town.person(OUTSIDE), "cluster").exists()


def test_who_left_sees_nothing_more_though_they_led_it(town):
    town.sign()
    refused(town, "party_left", "lead_first", office=SIGNER, on=TODAY)
    town.do("lead_handed", office=OTHER_SIGNER, from_on=TODAY)
    refused(town, "party_left", "executors_first", OTHER_SIGNER, office=SIGNER, on=TODAY)
    town.do("executor_left", office=POLICE, on=TODAY)
    town.do("party_left", OTHER_SIGNER, office=SIGNER, on=TODAY)
    assert not access.records(town.person(SIGNER), "cluster").exists()
    assert not Participant.objects.filter(matter=town.row, office=town.pk(SIGNER)).exists()
    assert town.read().in_force(TODAY)


def test_the_lead_rotates_among_the_parties(town):
    town.sign()
    assert refused(town, "lead_handed", "part", office=POLICE, from_on=TODAY) == "office"
    refused(town, "lead_handed", "leads_already", office=SIGNER, from_on=TODAY)
    town.do("lead_handed", office=OTHER_SIGNER, from_on=TODAY)
    with pytest.raises(NotAllowed):
        town.do("scope_set", SIGNER, kinds=("tip",), categories=("theft",))
    town.do("scope_set", OTHER_SIGNER, kinds=("tip",), categories=("theft",))
    assert town.read().leads == [(town.pk(SIGNER), START), (town.pk(OTHER_SIGNER), TODAY)]


# --- when it binds --------------------------------------------------------------------------------------------


def test_it_binds_once_every_party_has_signed_the_newest_version(town):
    town.gather()
    assert not clusters.in_force(town.line, TODAY)
    town.do("party_signed", on=TODAY)
    assert town.read().unsigned == [town.pk(OTHER_SIGNER)]
    assert not clusters.in_force(town.line, TODAY)
    refused(town, "party_signed", "signed_already", on=TODAY)
    town.do("party_signed", OTHER_SIGNER, on=TODAY)
    assert clusters.in_force(town.line, TODAY)
    assert not clusters.in_force(town.line, START - dt.timedelta(1))
    assert clusters.in_force(town.line, END)
    assert not clusters.in_force(town.line, END + dt.timedelta(1))


def test_a_new_version_or_a_new_party_asks_for_signatures_again(town):
    town.sign()
    town.do("agreement_issued", text="Thêm họp hằng quý.", from_on=START)
    assert not clusters.in_force(town.line, TODAY)
    for slug in (SIGNER, OTHER_SIGNER):
        town.do("party_signed", slug, on=TODAY)
    assert clusters.in_force(town.line, TODAY)
    town.do("party_named", office="ubnd-xa-phuc-son")
    assert not clusters.in_force(town.line, TODAY)
    town.do("party_signed", "ubnd-xa-phuc-son", on=TODAY)
    assert clusters.in_force(town.line, TODAY)


def test_what_was_signed_under_a_voided_version_counts_for_no_other(town):
    town.gather()
    town.do("party_signed", on=TODAY)
    second = town.do("agreement_issued", text="Bản nhầm.", from_on=START)
    town.do("party_signed", OTHER_SIGNER, on=TODAY)
    record(town.row, "corrected", by=town.actor(SIGNER), facts=Corrected(second.seq, "mistake", None))
    assert [version.signed for version in town.read().versions] == [{town.pk(SIGNER): TODAY}]
    assert not clusters.in_force(town.line, TODAY)


def test_dates_and_texts_that_cannot_be_are_refused_with_what_to_do(town):
    with pytest.raises(FactsError) as error:
        town.form(until_on=START)
    assert (error.value.field, error.value.reason) == ("until_on", "before_start")
    town.form()
    assert refused(town, "party_signed", "nothing_to_sign", on=TODAY) == "on"
    refused(town, "agreement_issued", "after_end", text="Quy chế.", from_on=END + dt.timedelta(1))
    refused(town, "scope_set", "nothing_chosen", kinds=("tip",), categories=())
    refused(town, "border_named", "not_commune", unit=town.offices[SIGNER].area.parent_id)
    refused(town, "border_dropped", "not_border", unit=town.offices[SIGNER].area_id)
    town.do("border_named", unit=town.offices[SIGNER].area_id)
    refused(town, "border_named", "border_already", unit=town.offices[SIGNER].area_id)


def test_an_ended_cluster_does_nothing_more(town):
    town.sign()
    town.do("ended", on=TODAY)
    assert (town.line.row.state, town.line.row.is_open) == ("closed", False)
    assert not clusters.in_force(town.line, TODAY)
    with pytest.raises(NotAllowed):
        town.do("alerted", POLICE, category="theft", urgency="U2", text="Trộm xe.")


# --- what they do together ------------------------------------------------------------------------------------


def test_an_alert_is_acknowledged_once_by_each_other_office(town):
    town.sign()
    alert = town.do(
        "alerted", POLICE, "officer", category="theft", urgency="U1", text="Trộm xe máy, đi về Mỹ Đức."
    )
    refused(town, "alert_acknowledged", "own_alert", POLICE, alert=alert.seq)
    assert refused(town, "alert_acknowledged", "no_such_alert", OTHER_POLICE, alert=1) == "alert"
    assert town.read().waiting(town.read().alerts[0]) == [town.pk(OTHER_SIGNER)]
    with clock.at(NOW + dt.timedelta(hours=25)):
        town.do("alert_acknowledged", SIGNER, alert=alert.seq)
        assert not town.read().alerts[0].in_time
    with clock.at(NOW + dt.timedelta(hours=26)):
        refused(town, "alert_acknowledged", "acknowledged_already", SIGNER, alert=alert.seq)
        town.do("alert_acknowledged", OTHER_POLICE, alert=alert.seq)
    # Its police had it, so the party has it.
    assert town.read().waiting(town.read().alerts[0]) == []
    assert set(town.read().alerts[0].acknowledged) == {town.pk(SIGNER), town.pk(OTHER_POLICE)}


def test_an_alert_within_a_day_is_in_time(town):
    town.sign()
    alert = town.do("alerted", POLICE, category="theft", urgency="U2", text="Trộm trâu bò.")
    with clock.at(NOW + dt.timedelta(hours=23)):
        town.do("alert_acknowledged", OTHER_POLICE, alert=alert.seq)
    assert town.read().alerts[0].in_time


def test_patrols_go_where_the_cluster_is_in_force(town):
    town.gather()
    here = {
        "area": town.offices[SIGNER].area_id,
        "teams": 2,
        "people": 9,
        "findings": 1,
        "text": "Tuần tra đêm.",
    }
    assert refused(town, "patrolled", "not_in_force", POLICE, on=TODAY, **here) == "on"
    refused(town, "alerted", "not_in_force", POLICE, category="theft", urgency="U2", text="Trộm.")
    for slug in (SIGNER, OTHER_SIGNER):
        town.do("party_signed", slug, on=TODAY)
    elsewhere = here | {"area": town.offices[OUTSIDE].area_id}
    assert refused(town, "patrolled", "not_border", POLICE, on=TODAY, **elsewhere) == "area"
    town.do("patrolled", POLICE, "officer", on=TODAY, **here)
    assert [(patrol.people, patrol.findings) for patrol in town.read().patrols] == [(9, 1)]


# --- sharing a matter -----------------------------------------------------------------------------------------


def receivers(town, matter):
    return [(line.row.ref, office) for line, office in sharing.shareable(matter, TODAY)]


def share(town, matter, reader=OTHER_POLICE, slug=POLICE, role="head", cluster=None):
    facts = sharing.Shared((cluster or town.row).ref, town.pk(reader))
    return record(matter, "shared", by=town.actor(slug, role), facts=facts)


def end(town, matter, reader=OTHER_POLICE, slug=POLICE):
    return record(matter, "sharing_ended", by=town.actor(slug), facts=sharing.SharingEnded(town.pk(reader)))


def not_shareable(town, matter, **more):
    with pytest.raises(FactsError) as error:
        share(town, matter, **more)
    assert (error.value.field, error.value.reason) == ("reader", "not_shareable")
    assert not Participant.objects.filter(matter=matter).exclude(part="handler").exists()


def test_a_matter_goes_to_the_executors_of_the_others_that_take_such_matters(town):
    town.sign()
    matter = town.tip()
    # The People's Committee signed, and answers for no tip: it reads none.
    assert receivers(town, matter) == [(town.row.ref, town.pk(OTHER_POLICE))]
    not_shareable(town, matter, reader=OTHER_SIGNER)
    not_shareable(town, matter, reader=OUTSIDE)
    not_shareable(town, matter, reader=POLICE)


def test_a_reader_reads_and_the_handler_still_handles(town):
    town.sign()
    matter = town.tip()
    reader = town.person(OTHER_POLICE, "officer")
    assert not access.visible(reader).exists()
    share(town, matter)
    assert access.get_visible(reader, matter.ref).office == town.offices[POLICE]
    assert not access.visible(town.person(OUTSIDE, "officer")).exists()
    with pytest.raises(NotAllowed) as error:
        record(matter, "check_started", by=town.actor(OTHER_POLICE, "officer"), facts=tip_acts.CheckStarted())
    assert error.value.reason == "wrong_part"
    with pytest.raises(FactsError) as again:
        share(town, matter)
    assert again.value.reason == "reads_already"


def test_only_the_head_of_the_handling_office_consents(town):
    town.sign()
    matter = town.tip()
    with pytest.raises(NotAllowed) as error:
        share(town, matter, role="officer")
    assert error.value.reason == "wrong_role"
    share(town, matter)
    with pytest.raises(NotAllowed):
        end(town, matter, slug=OTHER_POLICE)


def test_only_what_the_parties_agreed_to_share(town):
    town.sign()
    not_shareable(town, town.tip(category="murder"))
    matter = town.tip(category="theft")
    town.do("scope_set", kinds=("tip",), categories=("gambling",))
    not_shareable(town, matter)


@pytest.mark.parametrize("how", ["unsigned", "expired", "ended", "left"])
def test_only_while_the_cluster_is_in_force_and_the_office_in_it(town, how):
    town.sign()
    matter = town.tip()
    if how == "unsigned":
        town.do("agreement_issued", text="Bản hai.", from_on=START)
    elif how == "ended":
        town.do("ended", on=TODAY)
    elif how == "left":
        town.do("executor_left", office=POLICE, on=TODAY)
    if how == "expired":
        with clock.at(dt.datetime(2028, 1, 2, tzinfo=dt.UTC)):
            not_shareable(town, matter)
    else:
        not_shareable(town, matter)


def test_a_conflict_matter_is_never_shared(town):
    """In clear it carries the area of the office above, whoever handles it later."""
    town.sign()
    above = "cong-an-thanh-pho-ha-noi"
    matter = town.tip(above, area=town.offices[above].area_id)
    town.do("executor_named", office=above, party=SIGNER)
    assert receivers(town, matter) == []
    not_shareable(town, matter, slug=above)
    down = tip_acts.Forwarded(town.pk(POLICE))
    record(matter, "forwarded", by=town.actor(above), facts=down)
    with pytest.raises(FactsError):
        share(town, matter)
    assert receivers(town, town.tip(above, area=town.offices[SIGNER].area_id))


def test_what_is_taken_back_is_seen_no_more_and_its_keys_are_gone(town):
    town.sign()
    matter = town.tip()
    share(town, matter)
    for slug in (POLICE, OTHER_POLICE, OUTSIDE):
        for stream in ("intake", "talk"):
            Grant.objects.create(
                matter=matter, stream=stream, holder="office", office_id=town.pk(slug), locked=b"x"
            )
    end(town, matter)
    held = Grant.objects.filter(matter=matter).values_list("office__slug", flat=True)
    assert sorted(held) == [POLICE, POLICE, OUTSIDE, OUTSIDE]
    assert not access.visible(town.person(OTHER_POLICE, "officer")).exists()
    with pytest.raises(FactsError) as error:
        end(town, matter)
    assert error.value.reason == "not_shared"
    share(town, matter)
    assert sharing.readers(line_of(matter)) == {town.pk(OTHER_POLICE): town.row.ref}


def test_who_handled_it_reads_on_and_is_not_stripped_by_the_end_of_a_sharing(town):
    town.sign()
    matter = town.tip()
    share(town, matter)
    record(matter, "forwarded", by=town.actor(POLICE), facts=tip_acts.Forwarded(town.pk(OTHER_POLICE)))
    record(matter, "classified", by=town.actor(OTHER_POLICE), facts=tip_acts.Classified("gambling"))
    record(matter, "forwarded", by=town.actor(OTHER_POLICE), facts=tip_acts.Forwarded(town.pk(OUTSIDE)))
    Grant.objects.create(
        matter=matter, stream="talk", holder="office", office_id=town.pk(OTHER_POLICE), locked=b"x"
    )
    end(town, matter, slug=OUTSIDE)
    assert access.visible(town.person(OTHER_POLICE, "officer")).exists()
    assert Grant.objects.filter(office=town.pk(OTHER_POLICE)).exists()
    with pytest.raises(FactsError):
        end(town, matter, reader=POLICE, slug=OUTSIDE)


def test_the_last_keys_are_never_destroyed(town):
    """The attack: a correction that takes the matter from the one office that can still open it."""
    town.sign()
    matter = town.tip()
    sent = record(matter, "forwarded", by=town.actor(POLICE), facts=tip_acts.Forwarded(town.pk(OUTSIDE)))
    Grant.objects.create(
        matter=matter, stream="intake", holder="office", office_id=town.pk(OUTSIDE), locked=b"x"
    )
    by = Actor("head", town.person(OUTSIDE).pk, town.pk(OUTSIDE))
    record(matter, "corrected", by=by, facts=Corrected(sent.seq, "mistake", None))
    assert Grant.objects.filter(matter=matter).count() == 1


def test_every_version_of_the_law_shares(town):
    for version in line_of(town.tip()).kind.versions.procedures:
        act = version.act("shared")
        assert (act.by, act.parts, act.sets) == ({"head"}, {"handler"}, {"reader": "reader"})
        assert version.act("sharing_ended").releases == ("reader",)
