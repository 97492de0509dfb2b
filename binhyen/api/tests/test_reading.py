"""What everybody may read of order reports, to the letter of GeoReport v2, in both formats."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from binhyen.api.tests.conftest import COMMUNE, ROOT, answer_with_proof, officer, show
from binhyen.kinds.order_report import acts, limits, shelf
from binhyen.kinds.order_report.categories import CATEGORIES, CODES
from binhyen.kinds.order_report.models import ShownReport
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.matters.offences import BY_CODE as OFFENCES
from binhyen.offices import certificates
from binhyen.offices.directory import for_reading
from binhyen.receiving import story
from binhyen.receiving.filing import store
from binhyen.sealing import filing

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


def xml(answer):
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def json(answer):
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return answer.json()


def accept(matter):
    due = limits.due_on("normal", clock.today())
    record(matter, "accepted", by=officer(matter), facts=acts.Accepted("sidewalk", "U3", "normal", due))


def test_discovery_says_where_and_in_which_formats(app):
    told = json(app.get("discovery.json"))
    assert set(told) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = told["endpoints"]
    assert endpoint["url"] == "http://testserver" + ROOT
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["type"] in ("production", "test")
    assert set(endpoint["formats"]) == {"text/xml", "application/json"}
    root = xml(app.get("discovery.xml"))
    assert root.tag == "discovery"
    assert root.findtext("endpoints/endpoint/url") == endpoint["url"]


def test_every_category_is_a_service_and_nothing_else_is(app):
    told = json(app.get("services.json"))
    assert [each["service_code"] for each in told] == list(CODES)
    for each in told:
        assert set(each) == {
            "service_code", "service_name", "description", "metadata", "type", "keywords", "group",
        }  # fmt: skip
        assert each["group"]
        assert isinstance(each["metadata"], bool)
    root = xml(app.get("services.xml"))
    assert (root.tag, {each.tag for each in root}) == ("services", {"service"})
    assert root.findtext("service/metadata") == "true"
    assert len(root) == len(CATEGORIES)


@pytest.mark.parametrize("code", [*sorted(OFFENCES), "tip", "denunciation", "Sidewalk", "%00", "a.b"])
def test_a_tip_is_no_service(app, code):
    if code in CODES:
        pytest.fail("a category of tips became one of order reports")
    for form in ("json", "xml"):
        assert app.get(f"services/{code}.{form}").status_code == 404
    assert app.post(service_code=code, jurisdiction_id=COMMUNE, description="x").status_code == 404
    assert json(app.get("requests.json", service_code=code.replace("%00", "\0"))) == []


def test_a_definition_is_an_object_with_the_categorys_own_questions(app):
    told = json(app.get("services/sidewalk.json"))
    assert told["service_code"] == "sidewalk"
    first, second = told["attributes"]
    assert (first["code"], first["datatype"], second["datatype"]) == (
        "blocked_by", "multivaluelist", "singlevaluelist",
    )  # fmt: skip
    assert set(first) == {
        "variable", "code", "datatype", "required", "datatype_description", "order", "description", "values",
    }  # fmt: skip
    assert {"key": "by_goods", "name": "Hàng hóa, bàn ghế"} in first["values"]
    root = xml(app.get("services/sidewalk.xml"))
    assert root.tag == "service_definition"
    assert root.findtext("attributes/attribute/values/value/key") == "by_goods"
    assert json(app.get("services/fallen_tree.json"))["attributes"] == []


def test_a_report_is_answered_once_it_may_be_seen_with_every_field(app):
    matter = app.files()
    assert json(app.get("requests.json")) == []
    assert app.get(f"requests/{matter.ref[:8]}.json").status_code == 404
    short = show(matter)
    (row,) = json(app.get("requests.json"))
    assert list(row) == FIELDS
    assert (row["service_request_id"], row["status"], row["service_code"]) == (short, "open", "sidewalk")
    assert row["description"] == "Bàn ghế chiếm hết vỉa hè."
    assert row["address"] == "Trước cổng chợ Bến, Xã Hương Sơn"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["requested_datetime"])
    assert json(app.get(f"requests/{short}.json")) == [row]
    root = xml(app.get(f"requests/{short}.xml"))
    assert (root.tag, [each.tag for each in root]) == ("service_requests", ["request"])
    assert [each.tag for each in root[0]] == FIELDS
    assert (root.findtext("request/description"), root.findtext("request/lat")) == (row["description"], "")


def test_how_it_ended_is_told_with_the_picture_of_now(app):
    matter = app.files()
    accept(matter)
    short = show(matter)
    proof = answer_with_proof(matter)
    (row,) = json(app.get("requests.json", status="closed"))
    assert (row["status"], row["media_url"]) == ("closed", f"http://testserver/phan-anh/anh/{proof}-480.jpg")
    assert "Đã dọn bàn ghế sáng nay." in row["status_notes"]
    assert json(app.get("requests.json", status="open")) == []
    assert app.client.get(row["media_url"]).status_code == 200
    told = json(app.get("servicerequestupdates.json", service_request_id=short))
    assert [each["status"] for each in told] == ["open", "closed"]
    assert told[-1]["media_url"] == row["media_url"]
    assert set(told[0]) == {
        "update_id", "service_request_id", "status", "updated_datetime", "description", "media_url",
    }  # fmt: skip
    root = xml(app.get("servicerequestupdates.xml"))
    assert (root.tag, {each.tag for each in root}) == ("service_request_updates", {"request_update"})
    record(matter, "hidden", by=officer(matter), facts=acts.Hidden("names_somebody"))
    assert json(app.get("servicerequestupdates.json", service_request_id=short)) == []
    assert json(app.get("requests.json")) == []


def test_numbers_override_every_other_filter_and_unknown_ones_are_left_out(app):
    one, other = (show(app.files(description=text)) for text in ("Một.", "Hai."))
    asked = f"{one}, {other},zzzzzzzz"
    found = json(
        app.get("requests.json", service_request_id=asked, status="closed", start_date="2001-01-01T00:00:00Z")
    )
    assert {row["service_request_id"] for row in found} == {one, other}


def test_the_last_ninety_days_and_what_may_not_be_asked(app):
    short = show(app.files())
    with clock.at(clock.now() + dt.timedelta(days=91)):
        assert json(app.get("requests.json")) == []
        found = json(app.get("requests.json", start_date=(clock.now() - dt.timedelta(days=100)).isoformat()))
        assert [row["service_request_id"] for row in found] == [short]
    for asked in (
        {"start_date": "2020-01-01T00:00:00Z", "end_date": "2020-12-01T00:00:00Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"start_date": "hôm qua"},
        {"start_date": "0001-01-01T00:00:00+14:00"},
        {"start_date": "9999-12-31T23:59:59Z"},
        {"status": "fixed"},
        {"page": "0"},
        {"page": "x"},
        {"page_size": "-1"},
    ):
        answer = app.get("requests.json", **asked)
        assert answer.status_code == 400, asked
        ((code, words),) = [tuple(each.values()) for each in json(answer)]
        assert (code, bool(words)) == (400, True)
    assert (
        len(json(app.get("requests.json", start_date="", end_date="", status="", service_code="", page="")))
        == 1
    )
    # An offset whose plus sign became a space on its way.
    assert json(app.get("requests.json", start_date="2026-01-01T00:00:00 07:00")) == []


def test_pages_and_places(app):
    numbers = {show(app.files(description=f"Việc {n}.")) for n in range(3)}
    pages = [json(app.get("requests.json", page=n, page_size=2)) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert {row["service_request_id"] for page in pages for row in page} == numbers
    assert len(json(app.get("requests.json", jurisdiction_id=COMMUNE))) == 3
    assert len(json(app.get("requests.json", jurisdiction_id="01"))) == 3
    assert json(app.get("requests.json", jurisdiction_id="10465")) == []
    for path in (
        "requests.json",
        "services.json",
        "servicerequestupdates.json",
        "requests/abc.json",
        "tokens/a.json",
    ):
        assert app.get(path, jurisdiction_id="nowhere").status_code == 404


def test_extensions_are_added_when_they_are_asked_for_and_words_come_in_english_too(app):
    show(
        app.files(**{"attribute[walked]": "way_left", "attribute[blocked_by][]": ["by_goods", "by_vehicles"]})
    )
    (row,) = json(app.get("requests.json", extensions="true"))
    more = row["extended_attributes"]
    assert [each["key"] for each in more["answers"]] == ["way_left", "by_goods", "by_vehicles"]
    assert more["jurisdiction_id"] == COMMUNE
    assert json(app.get("requests.json", locale="en"))[0]["service_name"] != row["service_name"]
    root = xml(app.get("requests.xml", extensions="true"))
    assert root.findtext("request/extended_attributes/answers/answer/key") == "way_left"


def test_a_thousand_rows_cost_no_more_questions_than_one(app, django_assert_max_num_queries):
    show(app.files())
    shelf.tend()
    with django_assert_max_num_queries(8):
        assert len(json(app.get("requests.json"))) == 1
    kept = ShownReport.objects.get()
    app.files(description="Việc nữa.")
    for n in range(12):
        matter = app.files(description=f"Việc {n}.")
        show(matter)
    shelf.tend()
    assert kept.visible
    with django_assert_max_num_queries(8):
        assert len(json(app.get("requests.json"))) == 13


def test_errors_are_arrays_in_the_format_that_was_asked_for(app):
    assert json(app.get("requests/none.json"))[0]["code"] == 404
    root = xml(app.get("requests/none.xml"))
    assert (root.tag, root[0].tag, root.findtext("error/code")) == ("errors", "error", "404")
    assert root.findtext("error/description")
    assert json(app.get("nothing/here.json"))[0]["code"] == 404
    assert xml(app.client.get(ROOT + "services/a%0A.%C2%B5")).findtext("error/code") == "404"
    assert xml(app.client.get(ROOT)).findtext("error/code") == "404"
    assert xml(app.get("requests.html")).findtext("error/code") == "404"
    for method in ("put", "delete", "patch"):
        answer = getattr(app.client, method)(ROOT + "requests.json")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert app.client.post(ROOT + "services.json").status_code == 405


def test_what_was_sent_is_never_in_an_error(app):
    for path in ("requests/canary7f3a.json", "services/canary7f3a.xml", "tokens/canary7f3a.json"):
        assert b"canary" not in app.get(path).content
    answer = app.get("requests.xml", start_date="<canary7f3a>")
    assert (answer.status_code, b"canary" in answer.content) == (400, False)


def test_a_place_that_would_lead_to_a_door_is_coarse_and_its_hour_late(app):
    from binhyen.api.tests.conftest import inside

    point = inside()
    matter = app.files(service_code="noise", **point)
    show(matter)
    assert json(app.get("requests.json")) == []
    with clock.at(clock.now() + dt.timedelta(hours=30)):
        (row,) = json(app.get("requests.json"))
    assert (row["lat"], row["long"]) != (float(point["lat"]), float(point["long"]))
    assert abs(row["lat"] - float(point["lat"])) < 0.002


def test_a_tip_moves_nothing_that_is_answered(app, made):
    """The attack: counting, numbering or dating what arrives by asking here before and after."""
    short = show(app.files())
    paths = [
        "services.json",
        "requests.json",
        "requests.xml",
        f"requests/{short}.json",
        "servicerequestupdates.json",
    ]
    before = [(answer.content, dict(answer.headers)) for answer in map(app.get, [*paths, "discovery.json"])]
    held = certificates.current(made.offices["cong-an-xa-huong-son"], clock.now())
    body = story.compose(text="Sòng bạc sau chợ.", commune=(COMMUNE, "Xã Hương Sơn"))
    tip = {"kind": "tip", "category": "gambling", "area": COMMUNE, "story": body}
    filed = filing.file_tip(for_reading(), held.for_browser(), clock.now(), **tip)
    store(filed.posted, written="browser")
    assert Matter.objects.filter(kind="tip").exists()
    after = [(answer.content, dict(answer.headers)) for answer in map(app.get, [*paths, "discovery.json"])]
    assert before == after
    assert app.get(f"requests/{filed.matter[:8]}.json").status_code == 404
