"""An order report from a resident to what everybody may read: nothing before it was checked, nothing of who told."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from binhyen.kinds.order_report import acts, limits, shelf
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.reading import read
from binhyen.matters import clock, files
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Entry, Matter
from binhyen.public.tests.test_plain import quick  # noqa: F401  # a fixture, used by name
from binhyen.receiving import story

URL, OFFICE, COMMUNE = "/bao-tin/gui/", "ubnd-xa-huong-son", "10489"
PLAIN = "/phan-anh/bao/khong-javascript/"
CANARY = "canary7f3a"
OPEN = {
    "description": "Bàn ghế chiếm hết vỉa hè.",
    "place": "Trước cổng chợ Bến",
    "latitude": 20_621_200,
    "longitude": 105_771_100,
    "accuracy_m": 12,
    "answers": ["by_goods", "way_blocked"],
}


def sealed(resident, **more):
    body = story.compose(text=f"Chủ quán tên {CANARY}.", commune=(COMMUNE, "Xã Hương Sơn"))
    return resident.seals(
        **({"office": OFFICE, "category": "sidewalk", "kind": "order_report", "story": body} | more)
    )


def filed(client, resident, said=OPEN, **more):
    made = sealed(resident, **more)
    answer = client.post(URL, json.dumps(made.posted | {"open": said}), content_type="application/json")
    assert answer.status_code == 201, answer.content
    return Matter.objects.get(ref=made.matter)


def officer(matter):
    return Actor("officer", None, matter.office_id)


def jpeg(colour="grey"):
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return files.clean(out.getvalue())


def accept(matter, category="sidewalk", urgency="U3"):
    due = limits.due_on("normal", clock.today())
    record(matter, "accepted", by=officer(matter), facts=acts.Accepted(category, urgency, "normal", due))


def test_it_is_received_with_what_is_said_in_the_open_and_nothing_of_who_told(client, resident):
    matter = filed(client, resident)
    entry = Entry.objects.get(matter=matter)
    facts = json.loads(entry.facts)
    assert (facts["latitude"], facts["longitude"], facts["accuracy_m"]) == (20621200, 105771100, 12)
    assert facts["answers"] == ["by_goods", "way_blocked"]
    assert {each.body for each in Document.objects.filter(matter=matter)} == {
        OPEN["description"],
        OPEN["place"],
    }
    assert (entry.role, entry.precision, matter.office.slug, matter.category) == (
        "resident", "hour", OFFICE, "sidewalk",
    )  # fmt: skip
    assert CANARY not in entry.facts
    assert [clock.deadline for clock in line_of(matter).standing.clocks] == ["receive"]


def test_nobody_sees_it_before_it_was_checked_and_then_nobody_sees_more(client, resident):
    matter = filed(client, resident)
    address = f"/phan-anh/{matter.ref[:8]}/"
    assert client.get(address).status_code == 404
    assert OPEN["place"] not in client.get("/phan-anh/").content.decode()
    assert not ShownReport.objects.get(matter=matter).text
    record(
        matter,
        "shown",
        by=officer(matter),
        facts=acts.Shown(text_hash("Bàn ghế trên vỉa hè.")),
        documents=["Bàn ghế trên vỉa hè."],
    )
    page = client.get(address)
    assert page.status_code == 200
    assert "Bàn ghế trên vỉa hè." in page.content.decode()
    assert OPEN["description"] not in page.content.decode()
    assert OPEN["place"] in client.get("/phan-anh/").content.decode()
    record(matter, "hidden", by=officer(matter), facts=acts.Hidden("names_somebody"))
    assert client.get(address).status_code == 404
    assert not ShownReport.objects.get(matter=matter).text


def test_a_harmless_category_is_seen_at_once_and_its_photo_only_as_shown(client, resident):
    matter = filed(client, resident, OPEN | {"answers": ["light_row"]}, category="street_light")
    assert client.get(f"/phan-anh/{matter.ref[:8]}/").status_code == 200
    photo = jpeg()
    address = f"/phan-anh/anh/{photo.sha256}-480.jpg"
    assert client.get(address).status_code == 404
    facts = acts.PhotoShown(photo.sha256, text_hash("Cột đèn số 4"))
    record(matter, "photo_shown", by=officer(matter), facts=facts, documents=["Cột đèn số 4"], files=[photo])
    assert client.get(address)["Content-Type"] == "image/jpeg"
    matter.refresh_from_db()
    record(
        matter, "photo_hidden", by=officer(matter), facts=acts.PhotoHidden(matter.head_seq, "shows_somebody")
    )
    assert client.get(address).status_code == 404


def test_it_is_answered_with_proof_and_closed_is_counted_apart(client, resident):
    matter = filed(client, resident)
    accept(matter)
    record(matter, "shown", by=officer(matter), facts=acts.Shown())
    proof = jpeg("green")
    answer = "Đã dọn bàn ghế sáng nay."
    facts = acts.Answered(proof.sha256, text_hash(answer))
    record(matter, "answered", by=officer(matter), facts=facts, documents=[answer], files=[proof])
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("resolved", False)
    page = client.get(f"/phan-anh/{matter.ref[:8]}/").content.decode()
    assert answer in page
    assert proof.sha256 in page
    report = read(line_of(matter).effective)
    assert (report.transfers, report.reopened) == (0, 0)
    record(matter, "reopened", by=Actor("head", None, matter.office_id), facts=acts.Reopened("seen_again"))
    assert read(line_of(matter).effective).reopened == 1
    matter.refresh_from_db()
    assert matter.is_open


@pytest.mark.parametrize(
    "said",
    [
        {"latitude": 20_600_000},
        {"latitude": 51_500_000, "longitude": 100_000},
        {"latitude": "20", "longitude": 105_000_000},
        {"answers": ["light_one"]},
        {"answers": ["way_left", "way_blocked"]},
        {"answers": "by_goods"},
        {"name": "An"},
        {"description": 3},
        [],
        "x",
    ],
)
def test_what_is_said_in_the_open_is_taken_whole_or_not_at_all(client, resident, said):
    made = sealed(resident)
    answer = client.post(
        URL, json.dumps(made.posted | {"open": said or [1]}), content_type="application/json"
    )
    assert answer.status_code == 400
    assert not Matter.objects.exists()


def test_too_long_a_description_is_refused_in_words(client, resident):
    made = sealed(resident)
    posted = made.posted | {"open": {"description": "a" * 4001}}
    assert client.post(URL, json.dumps(posted), content_type="application/json").status_code == 413


def test_a_report_about_the_office_says_nothing_in_the_open(client, resident):
    made = sealed(resident, office="thanh-tra-thanh-pho-ha-noi", area="01")
    answer = client.post(URL, json.dumps(made.posted | {"open": OPEN}), content_type="application/json")
    assert answer.status_code == 400
    assert (
        client.post(URL, json.dumps(made.posted | {"open": {}}), content_type="application/json").status_code
        == 201
    )


def test_a_tip_says_nothing_in_the_open(client, resident):
    made = resident.seals()
    assert (
        client.post(
            URL, json.dumps(made.posted | {"open": OPEN}), content_type="application/json"
        ).status_code
        == 400
    )


def test_a_coarse_category_shows_no_point_that_leads_to_a_door(client, resident):
    matter = filed(client, resident, OPEN | {"answers": ["noise_karaoke"]}, category="noise")
    record(matter, "shown", by=officer(matter), facts=acts.Shown())
    shelf.tend()
    shown = ShownReport.objects.get(matter=matter)
    assert 0 < abs(shown.latitude - 20.6212) < 0.002
    # And not before a day has passed: from the hour one could guess who told.
    assert client.get(f"/phan-anh/{matter.ref[:8]}/").status_code == 404
    assert shown.from_at > clock.now()


ANSWERS = {
    "category": "sidewalk",
    "commune": COMMUNE,
    "place": "Trước cổng chợ Bến",
    "description": "Bàn ghế chiếm hết vỉa hè.",
    "text": f"Hỏi ông {CANARY}.",
    "conflict": "no",
    "name": "",
    "contact": "",
    "understood": "on",
}


@pytest.mark.usefixtures("quick")
def test_without_javascript_it_is_one_page_and_ends_with_ten_words(client, resident):
    assert client.get(PLAIN).status_code == 200
    page = client.post(PLAIN, ANSWERS)
    assert page.status_code == 201, page.content.decode()
    matter = Matter.objects.get()
    assert (matter.kind, matter.sealed, matter.office.slug) == ("order_report", "server", OFFICE)
    assert set(Document.objects.values_list("body", flat=True)) == {ANSWERS["place"], ANSWERS["description"]}
    assert resident.made.keys[OFFICE] is not None


@pytest.mark.usefixtures("quick")
def test_without_javascript_what_is_about_the_office_is_sealed_whole(client, resident):
    page = client.post(PLAIN, ANSWERS | {"conflict": "yes"})
    assert page.status_code == 201, page.content.decode()
    matter = Matter.objects.get()
    assert (matter.office.slug, matter.area.code) == ("thanh-tra-thanh-pho-ha-noi", "01")
    assert not Document.objects.exists()


@pytest.mark.usefixtures("quick")
def test_without_javascript_what_was_typed_is_kept(client, resident):
    page = client.post(PLAIN, ANSWERS | {"place": ""})
    assert page.status_code == 422
    assert ANSWERS["description"] in page.content.decode()
    assert not Matter.objects.exists()


def looked_up(client, made):
    asked = json.dumps({"lookup": made.keys.lookup.hex()})
    return client.post("/ma-tra-cuu/tra/", asked, content_type="application/json").json()


def test_whoever_told_reads_by_receipt_why_it_was_refused_though_nobody_else_does(client, resident):
    made = sealed(resident)
    posted = json.dumps(made.posted | {"open": OPEN})
    assert client.post(URL, posted, content_type="application/json").status_code == 201
    matter = Matter.objects.get(ref=made.matter)
    assert looked_up(client, made)["answers"] == []
    said = "Hãy gọi công an xã."
    facts = acts.Refused("crime_to_police", text_hash(said))
    record(matter, "refused", by=officer(matter), facts=facts, documents=[said])
    (answer,) = looked_up(client, made)["answers"]
    assert (answer["text"], answer["reason"]) == (said, "Là tin về tội phạm: hãy báo công an")
    assert client.get(f"/phan-anh/{matter.ref[:8]}/").status_code == 404


def test_no_door_lets_a_report_about_an_office_say_anything_in_the_open(resident):
    from binhyen.matters.actors import RESIDENT
    from binhyen.matters.journal import Opening, open_matter
    from binhyen.procedure import FactsError
    from binhyen.units.models import Unit

    province = Unit.objects.get(code="01", level="province")
    facts = acts.Received("sidewalk", province.pk, 1, "visit", description=text_hash("x"))
    opening = Opening.unsealed("order_report", "by-demo")
    with pytest.raises(FactsError, match="not_in_the_open"):
        open_matter(opening, "received", by=RESIDENT, facts=facts, documents=["x"])
