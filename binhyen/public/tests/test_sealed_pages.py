"""What a resident seals besides a report: it goes where it belongs, says nothing in clear, is talked about alike."""

from __future__ import annotations

import json

import pytest

from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Matter
from binhyen.movement.emulation import KIND as CAMPAIGN
from binhyen.offices.directory import for_reading
from binhyen.public.tests.test_plain import quick  # noqa: F401  # a fixture, used by name
from binhyen.receiving import purposes, story
from binhyen.sealing import filing

PLAIN = "/de-nghi-khen/khong-javascript/"
PROPOSED = {
    "category": "sudden",
    "commune": "10489",
    "conflict": "no",
    "nominee": "Anh Sông canary7f3a",
    "text": "Cứu hai cháu nhỏ.",
    "name": "",
    "contact": "",
    "understood": "on",
}
URL, OFFICE, COMMUNE = "/bao-tin/gui/", "ubnd-xa-huong-son", "10489"
CANARY = "Anh Sông canary7f3a"


def post(client, path, posted):
    return client.post(path, json.dumps(posted), content_type="application/json")


def proposal(resident, **more):
    """A proposal sealed as a browser seals it."""
    body = story.compose(text="Cứu hai cháu nhỏ.", commune=(COMMUNE, "Xã Hương Sơn")) | {"nominee": CANARY}
    given = {"office": OFFICE, "category": "sudden", "kind": "nomination", "story": body} | more
    return resident.seals(**given)


def test_a_proposal_goes_to_the_peoples_committee_and_names_nobody_in_clear(client, resident):
    filed = proposal(resident)
    answer = post(client, URL, filed.posted)
    assert answer.status_code == 201, answer.json()
    assert [each["what"] for each in answer.json()["next"]] == ["Trình khen thưởng đột xuất"]
    matter = Matter.objects.get(ref=filed.matter)
    assert (matter.kind, matter.category, matter.state, matter.sealed) == (
        "nomination", "sudden", "received", "browser",
    )  # fmt: skip
    assert matter.office.slug == OFFICE
    entry = Entry.objects.get(matter=matter)
    assert "Sông" not in entry.facts
    assert (entry.precision, entry.role) == ("hour", "resident")
    assert post(client, URL, filed.posted).json()["code"] == "already_stored"


def test_its_office_opens_it_and_no_other_could(client, resident):
    filed = proposal(resident)
    post(client, URL, filed.posted)
    matter = Matter.objects.get(ref=filed.matter)
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    opened = resident.made.keys[OFFICE].read_matter(held, for_reading())
    assert opened.intake.messages[0].content["nominee"] == CANARY


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"category": "gambling"}, "unknown_place"),
        ({"kind": "task"}, "unknown_place"),
        ({"kind": "case"}, "unknown_place"),
        ({"kind": CAMPAIGN}, "unknown_place"),
        # Sealed to an office that does not answer for it: to the police, or a tip to the People's Committee.
        ({"office": "cong-an-xa-huong-son"}, "directory"),
        ({"kind": "tip", "category": "gambling"}, "directory"),
    ],
)
def test_what_is_no_purpose_or_goes_elsewhere_is_refused_and_nothing_is_kept(client, resident, more, code):
    answer = post(client, URL, proposal(resident, **more).posted)
    assert answer.json()["code"] == code
    assert answer.json()["kept"] is False
    assert not Matter.objects.exists()


def test_a_directory_that_changed_comes_back_of_the_same_kind(client, resident):
    body = proposal(resident, office="cong-an-xa-huong-son").posted
    assert post(client, URL, body).json()["directory"]["kind"] == "nomination"
    tip = resident.seals(office="cong-an-xa-hong-son").posted
    assert post(client, URL, tip).json()["directory"]["kind"] == "tip"


def test_whoever_leads_the_office_is_proposed_above_it(client, resident):
    filed = proposal(resident, office="thanh-tra-thanh-pho-ha-noi", area="01")
    assert post(client, URL, filed.posted).status_code == 201
    matter = Matter.objects.get()
    assert (matter.office.slug, matter.area.code) == ("thanh-tra-thanh-pho-ha-noi", "01")


def test_it_is_talked_about_withdrawn_and_looked_up_like_a_report_in_words_of_its_own(client, resident):
    filed = proposal(resident)
    post(client, URL, filed.posted)
    lookup = filed.keys.lookup.hex()
    shown = post(client, "/ma-tra-cuu/tra/", {"lookup": lookup}).json()
    assert shown["state_words"] == "Đã đến nơi nhận"
    assert shown["category"] == "Khen thưởng đột xuất"
    assert "khen" in shown["withdrawing"]
    assert not shown["may_rate"]
    talk = filing.read_talk(filed.keys, shown["bundle"], for_reading())
    sealed = filing.seal_reply(filed.keys, talk, story.message("Còn bà Nhàn cũng thấy."))
    answer = post(client, "/ma-tra-cuu/tra-loi/", {"lookup": lookup, "reply": sealed})
    assert answer.status_code == 201
    # Rating is for what was answered by law: a proposal has no such act, and none is written.
    talk = filing.read_talk(
        filed.keys, bundle(Matter.objects.get(), ("talk",), holder="author"), for_reading()
    )
    rated = filing.seal_reply(filed.keys, talk, story.message("Tốt."), kind="rated_well")
    assert post(client, "/ma-tra-cuu/tra-loi/", {"lookup": lookup, "reply": rated}).status_code == 409
    head = Actor("head", None, Matter.objects.get().office_id)
    from binhyen.kinds.nomination import acts

    record(Matter.objects.get(), "not_chosen", by=head, facts=acts.NotChosen("commended_before"))
    shown = post(client, "/ma-tra-cuu/tra/", {"lookup": lookup}).json()
    assert shown["state_words"] == "Lần này chưa khen được"
    assert not shown["may_withdraw"]


def test_the_page_carries_its_own_kind_and_no_hamlets(client, made):
    table = client.get("/de-nghi-khen/").context["table"]
    assert table["kind"] == "nomination"
    assert {table["offices"][area["office"]]["type"] for area in table["areas"]} == {"peoples_committee"}
    assert all("hamlets" not in area for area in table["areas"])


@pytest.mark.parametrize("conflict", ["no", "yes"])
def test_without_javascript_it_is_sealed_here_to_the_same_office(client, resident, quick, conflict):
    answer = client.post(PLAIN, PROPOSED | {"conflict": conflict, "name": "Bà Nhàn"})
    assert answer.status_code == 201
    matter = Matter.objects.get()
    assert (matter.kind, matter.sealed) == ("nomination", "server")
    assert matter.office.slug == (OFFICE if conflict == "no" else "thanh-tra-thanh-pho-ha-noi")
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    content = (
        resident.made.keys[matter.office.slug].read_matter(held, for_reading()).intake.messages[0].content
    )
    assert (content["nominee"], content["identity"]) == (CANARY, "call")


def test_without_javascript_what_is_missing_is_said_and_what_was_typed_stays(client, made):
    answer = client.post(PLAIN, PROPOSED | {"text": "", "understood": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy viết ít nhất một câu về việc tốt ấy." in page
    assert "Anh Sông canary7f3a" in page
    assert not Matter.objects.exists()


def test_every_purpose_opens_its_kind_with_facts_of_that_kind():
    from binhyen.matters import clock, kinds

    for purpose in purposes.PURPOSES.values():
        act = kinds.get(purpose.kind).versions.on(clock.today()).act(purpose.act)
        category = next(iter(purpose.categories))
        said = purpose.opens(None, category) if purpose.opens else None
        facts = purpose.facts(purposes.Clear(category, 1, 2, "e" * 64, "web", said))
        assert isinstance(facts, act.facts)
        assert act.origin is None
        assert "resident" in act.by
