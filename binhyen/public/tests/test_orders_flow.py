"""What a report's page asks the server before and beside the report: where it goes, what is near, who sees it too, and
that it is not put right."""

from __future__ import annotations

import hashlib
import json

import pytest

from binhyen.kinds.order_report import acts, shelf
from binhyen.kinds.order_report.reading import read
from binhyen.matters import clock
from binhyen.matters.bundles import bundle
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Envelope, Matter
from binhyen.offices import pointing
from binhyen.offices.directory import for_reading
from binhyen.public import puzzles
from binhyen.public.tests.test_orders import (
    CANARY,
    OFFICE,
    OPEN,
    PLAIN,
    URL,
    accept,
    filed,
    jpeg,
    officer,
    sealed,
)
from binhyen.public.tests.test_plain import quick  # noqa: F401  # a fixture, used by name
from binhyen.receiving import story
from binhyen.sealing import canonical, filing
from binhyen.units.models import Level, Unit

ROUTE, NEAR = "/phan-anh/noi-nhan/", "/phan-anh/gan-day/"
REPLY = "/ma-tra-cuu/tra-loi/"
# In Hương Sơn, well inside; and Mỹ Đức's side of the border with Hồng Sơn.
INSIDE = {"latitude": 20_616_500, "longitude": 105_769_000}


def post(client, path, posted, **more):
    return client.post(path, json.dumps(posted), content_type="application/json", **more)


def ask(client, point, accuracy_m=10, category="sidewalk", conflict=False):
    answer = post(
        client, ROUTE, point | {"accuracy_m": accuracy_m, "category": category, "conflict": conflict}
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def shown(client, resident, said=OPEN, **more):
    matter = filed(client, resident, said, **more)
    record(matter, "shown", by=officer(matter), facts=acts.Shown())
    shelf.tend()
    return matter


# --- where it goes ----------------------------------------------------------------------------------------


def test_a_point_leads_to_the_office_that_answers_there_and_says_why(client, resident):
    found = ask(client, INSIDE)
    assert found["commune"] == {"code": "10489", "name": "Xã Hương Sơn"}
    assert found["office"]["id"] == OFFICE
    assert found["ask"] == []
    assert found["because"][0] == "Điểm này nằm trong Xã Hương Sơn."
    assert len(found["because"]) == 2
    above = ask(client, INSIDE, conflict=True)
    assert above["office"]["id"] != OFFICE


def test_near_a_border_it_is_asked_and_outside_it_is_said_so(client, resident):
    hong_son = Unit.objects.on(clock.today()).get(code="10465", level=Level.COMMUNE)
    north = max(point[1] for point in json.loads(hong_son.boundary)["coordinates"][0])
    border = {"latitude": round(north * 1e6), "longitude": 105_690_000}
    near = ask(client, border, accuracy_m=3_000)
    assert {"10465", "10459"} <= {each["code"] for each in near["ask"]}
    assert "ranh giới" in near["because"][1]
    outside = ask(client, {"latitude": 21_900_000, "longitude": 105_700_000})
    assert (outside["commune"], outside["office"], outside["ask"]) == (None, None, [])
    assert "nằm ngoài" in outside["because"][0]
    assert ask(client, INSIDE, accuracy_m=9_000)["commune"] is None, "a device that does not know where it is"


@pytest.mark.parametrize(
    "changed",
    [{"latitude": 20.6}, {"category": "murder"}, {"conflict": "no"}, {"who": "me"}, {"accuracy_m": None}],
)
def test_a_question_that_is_none_is_refused(client, resident, changed):
    asked = INSIDE | {"accuracy_m": 5, "category": "sidewalk", "conflict": False} | changed
    assert post(client, ROUTE, asked).status_code == 400
    assert client.get(ROUTE).status_code == 405


def test_a_point_far_from_the_commune_that_was_chosen_is_refused_in_words(client, resident):
    far = OPEN | {"latitude": 20_720_000, "longitude": 105_700_000}
    made = sealed(resident)
    answer = post(client, URL, made.posted | {"open": far})
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (422, "too_far", False)
    assert "chọn lại xã" in answer.json()["message"]
    assert not Matter.objects.filter(ref=made.matter).exists()
    # With what the device may be off, and half a kilometre, it is still of that commune.
    boundary = json.loads(Unit.objects.on(clock.today()).get(code="10489").boundary)
    longitude, latitude = (
        round(each * 1e6) for each in min(boundary["coordinates"][0], key=lambda at: at[1])
    )
    below = OPEN | {"latitude": latitude - 5_400, "longitude": longitude}  # 600 m
    assert (
        post(client, URL, sealed(resident).posted | {"open": below | {"accuracy_m": 200}}).status_code == 201
    )
    assert (
        post(client, URL, sealed(resident).posted | {"open": below | {"accuracy_m": 10}}).status_code == 422
    )


def test_where_no_border_is_known_no_point_is_far(client, resident):
    Unit.objects.filter(code="10489").update(boundary=None)
    commune = Unit.objects.on(clock.today()).get(code="10489", level=Level.COMMUNE)
    assert not pointing.is_far(commune, 21.9, 105.7, 5, clock.today())


# --- what is near -----------------------------------------------------------------------------------------


def near(client, point=OPEN, words="bàn ghế chiếm vỉa hè", category="sidewalk"):
    asked = {name: point[name] for name in ("latitude", "longitude")}
    answer = post(client, NEAR, asked | {"accuracy_m": 10, "category": category, "words": words})
    assert answer.status_code == 200, answer.content
    return answer.json()["reports"]


def test_what_may_be_seen_near_by_is_suggested_with_its_reasons(client, resident):
    assert near(client) == []
    hidden = filed(client, resident)
    assert near(client) == [], "nobody has checked it"
    matter = shown(client, resident)
    (found,) = near(client, OPEN | {"latitude": OPEN["latitude"] + 360})
    assert found["ref"] == matter.ref[:8] != hidden.ref[:8]
    assert found["because"] == ["cách chừng 40 m", "cùng loại việc", "lời tả giống nhau"]
    assert found["url"] == f"/phan-anh/{matter.ref[:8]}/"
    assert CANARY not in json.dumps(found)
    accept(matter)
    answer = "Đã dọn."
    facts = acts.Closed("private_matter", text_hash(answer))
    record(matter, "closed", by=officer(matter), facts=facts, documents=[answer])
    assert near(client) == [], "it has ended"


def test_a_coarse_place_is_no_finer_for_whoever_asks_again_and_again(client, resident):
    said = OPEN | {"answers": []}
    matter = shown(client, resident, said, category="land_encroachment")
    row = shelf.at(matter.ref[:8])
    (found,) = near(
        client,
        {"latitude": round(row.latitude * 1e6), "longitude": round(row.longitude * 1e6)},
        category="land_encroachment",
    )
    assert found["because"][0] == "ngay chỗ ấy", (
        "the middle of the square that everybody sees, not where it was told"
    )
    assert (row.latitude, row.longitude) != (OPEN["latitude"] / 1e6, OPEN["longitude"] / 1e6)


# --- I see it too -----------------------------------------------------------------------------------------


def support(client, matter, **more):
    return post(client, f"/phan-anh/{matter.ref[:8]}/toi-cung-thay/", {} | more)


def test_one_more_who_saw_it_is_counted_and_nobody_is_written_down(client, resident):
    matter = shown(client, resident)
    answer = support(client, matter)
    assert (answer.status_code, answer.json()) == (201, {"code": "counted", "supported": 1})
    page = client.post(f"/phan-anh/{matter.ref[:8]}/toi-cung-thay/")
    assert page.status_code == 201
    assert "2 người khác cũng thấy" in page.content.decode()
    assert read(line_of(matter).effective).supported == 2
    entries = Entry.objects.filter(matter=matter, act="supported")
    assert {(each.role, each.precision, each.facts) for each in entries} == {("resident", "hour", "{}")}
    assert not answer.cookies
    assert not page.cookies
    assert "Tôi cũng thấy" in client.get(f"/phan-anh/{matter.ref[:8]}/").content.decode()


def test_what_nobody_sees_or_what_has_ended_takes_no_more(client, resident):
    assert support(client, filed(client, resident)).status_code == 404
    matter = shown(client, resident)
    accept(matter)
    facts = acts.Closed("private_matter", text_hash("Việc riêng."))
    record(matter, "closed", by=officer(matter), facts=facts, documents=["Việc riêng."])
    assert support(client, matter).status_code == 409
    assert client.post(f"/phan-anh/{matter.ref[:8]}/toi-cung-thay/").status_code == 409
    assert "Tôi cũng thấy" not in client.get(f"/phan-anh/{matter.ref[:8]}/").content.decode()


def test_when_it_is_crowded_a_puzzle_is_owed_as_for_a_report(client, resident, settings):
    matter = shown(client, resident)
    puzzles.clear()
    free = settings.INSTALLATION.free_reports[0]
    for _ in range(free):
        assert support(client, matter).status_code == 201
    owed = support(client, matter)
    assert (owed.status_code, owed.json()["code"]) == (429, "puzzle")
    another = client.post(
        f"/phan-anh/{matter.ref[:8]}/toi-cung-thay/", HTTP_SEC_FETCH_SITE="cross-site", HTTP_HOST="testserver"
    )
    assert another.status_code == 403


# --- not put right ----------------------------------------------------------------------------------------


def ended(client, resident):
    made = sealed(resident)
    assert post(client, URL, made.posted | {"open": OPEN}).status_code == 201
    matter = Matter.objects.get(ref=made.matter)
    accept(matter)
    proof = jpeg("green")
    facts = acts.Answered(proof.sha256, text_hash("Đã dọn."))
    record(matter, "answered", by=officer(matter), facts=facts, documents=["Đã dọn."], files=[proof])
    return made, matter


def lookup(client, made):
    return post(client, "/ma-tra-cuu/tra/", {"lookup": made.keys.lookup.hex()}).json()


def test_whoever_reported_says_that_it_is_not_put_right_and_it_is_open_again(client, resident):
    made, matter = ended(client, resident)
    assert lookup(client, made)["may_dispute"] is True
    talk = filing.read_talk(made.keys, bundle(matter, ("talk",), holder="author"), for_reading())
    signed = filing.seal_reply(made.keys, talk, story.message(f"Vẫn còn {CANARY}."), kind="disputed")
    answer = post(client, REPLY, {"lookup": made.keys.lookup.hex(), "reply": signed})
    assert answer.status_code == 201, answer.content
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("reopened", True)
    entry = Entry.objects.filter(matter=matter).latest("seq")
    assert (entry.act, entry.role) == ("disputed", "resident")
    assert CANARY not in entry.facts
    assert Envelope.objects.filter(matter=matter, kind="disputed").count() == 1
    again = lookup(client, made)
    assert again["may_dispute"] is False
    assert again["next"], "it has new terms"


def test_it_is_not_said_of_what_is_open_nor_of_a_kind_that_has_no_such_act(client, resident):
    made = sealed(resident)
    post(client, URL, made.posted | {"open": OPEN})
    matter = Matter.objects.get(ref=made.matter)
    assert lookup(client, made)["may_dispute"] is False
    talk = filing.read_talk(made.keys, bundle(matter, ("talk",), holder="author"), for_reading())
    signed = filing.seal_reply(made.keys, talk, story.message("Chưa."), kind="disputed")
    assert post(client, REPLY, {"lookup": made.keys.lookup.hex(), "reply": signed}).status_code == 409
    tip = resident.seals()
    assert post(client, URL, tip.posted).status_code == 201
    assert post(client, "/ma-tra-cuu/tra/", {"lookup": tip.keys.lookup.hex()}).json()["may_dispute"] is False


# --- the hash of what is said in the open -----------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_without_javascript_the_story_carries_the_hash_of_what_is_said_in_the_open(
    client, resident, monkeypatch
):
    stories = []
    compose = story.compose

    def noted(**said):
        stories.append(compose(**said))
        return stories[-1]

    monkeypatch.setattr(story, "compose", noted)
    finished = []
    finish = filing.finish_tip
    monkeypatch.setattr(
        filing,
        "finish_tip",
        lambda started, body, *more: finished.append(body) or finish(started, body, *more),
    )
    answers = {
        "category": "sidewalk", "commune": "10489", "place": "Cổng chợ\u200b Bến", "description": "Bàn ghế.\r\nGhế.",
        "text": "", "conflict": "no", "name": "", "contact": "", "understood": "on",
    }  # fmt: skip
    assert client.post(PLAIN, answers).status_code == 201
    said = {"description": "Bàn ghế.\nGhế.", "place": "Cổng chợ Bến"}
    assert finished[0]["open_sha256"] == hashlib.sha256(canonical.encode(said)).hexdigest()
    assert client.post(PLAIN, answers | {"conflict": "yes"}).status_code == 201
    assert "open_sha256" not in finished[1]


def test_the_page_asks_every_question_and_holds_no_field_that_a_form_could_send(client, resident):
    page = client.get("/phan-anh/bao/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "form-action 'none'" in page["Content-Security-Policy"]
    names = [
        "photo",
        "group",
        "category",
        "asks",
        "where",
        "commune",
        "place",
        "near",
        "details",
        "conflict",
        "name",
        "check",
    ]
    places = [html.index(f'data-screen="{name}"') for name in names]
    assert places == sorted(places)
    assert ' name="' not in html.partition("<form")[2].partition("</form>")[0]
    assert 'aria-labelledby="where-title' in html, "the map of the communes"
    assert "/phan-anh/bao/khong-javascript/" in html
    for door in ("/", "/cung-giu-binh-yen/"):
        assert 'href="/phan-anh/bao/"' in client.get(door).content.decode()
