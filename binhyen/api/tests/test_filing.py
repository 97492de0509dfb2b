"""A post from another program: what is seen stands in the open once checked, who told is sealed, and once is once."""

from __future__ import annotations

import hashlib
import json as plain
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from binhyen.api import keys, posting
from binhyen.api.models import ApiKey, ApiPost
from binhyen.api.tests.conftest import (
    COMMUNE,
    OFFICE,
    PAVEMENT,
    ROOT,
    inside,
    on_the_border,
    opened,
    show,
)
from binhyen.kinds.order_report import opening
from binhyen.matters import clock
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Entry, Grant, Matter, Participant
from binhyen.offices.models import Office, Remit
from binhyen.sealing import canonical

CANARY = "canary7f3a"


def test_a_post_is_answered_with_a_token_until_the_report_may_be_seen(app):
    answer = app.post(**PAVEMENT)
    assert answer.status_code == 200
    ((told),) = answer.json()
    assert set(told) == {"token", "service_notice", "account_id"}
    matter = Matter.objects.get()
    assert (matter.kind, matter.sealed, matter.office.slug) == ("order_report", "server", OFFICE)
    entry = Entry.objects.get()
    assert (plain.loads(entry.facts)["channel"], entry.role, entry.precision) == (
        "open311",
        "resident",
        "hour",
    )
    assert app.get(f"tokens/{told['token']}.json").json() == [
        {"service_request_id": "", "token": told["token"]}
    ]
    short = show(matter)
    assert app.get(f"tokens/{told['token']}.json").json() == [
        {"service_request_id": short, "token": told["token"]}
    ]
    root = ElementTree.fromstring(app.get(f"tokens/{told['token']}.xml").content)
    assert root.findtext("request/service_request_id") == short
    assert app.get("tokens/none.json").status_code == 404


def test_what_is_public_at_once_has_its_number_at_once(app):
    answer = app.post("requests.xml", **PAVEMENT | {"service_code": "street_light"})
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == Matter.objects.get().ref[:8]
    assert root.find("request/token") is None


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def everything_stored() -> str:
    """Every value of every row of the database."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [
                    bytes(v).decode("utf-8", "replace") if isinstance(v, bytes | memoryview) else str(v)
                    for v in row
                ]
    return "\n".join(found)


def test_who_told_is_sealed_to_the_office_and_device_and_account_are_kept_nowhere(app, made, caplog):
    app.post(
        **PAVEMENT,
        first_name="Nguyễn",
        last_name=f"Văn {CANARY}a",
        email=f"{CANARY}b@example.org",
        phone=f"0900{CANARY}c",
        device_id=f"{CANARY}d",
        deviceid=f"{CANARY}e",
        account_id=f"{CANARY}f",
    )
    assert CANARY not in everything_stored()
    assert CANARY not in caplog.text
    matter = Matter.objects.get()
    assert set(Document.objects.values_list("body", flat=True)) == {
        PAVEMENT["description"],
        PAVEMENT["address_string"],
    }
    read, who = opened(made, matter)
    assert who.name == f"Nguyễn Văn {CANARY}a"
    assert who.contact == f"0900{CANARY}c, {CANARY}b@example.org"
    (story,) = read.intake.messages
    assert story.content["text"] == "Gửi qua: Ứng dụng của thôn."
    assert story.content["commune"] == {"code": COMMUNE, "name": "Xã Hương Sơn"}


def test_the_office_sees_whether_what_stands_in_the_open_was_altered(app, made):
    more = {"description": " Bàn\0 ghế.\r\n", "attribute[walked]": "way_left"} | inside()
    matter = app.files(**more)
    read, _who = opened(made, matter)
    kept = opening.spoken(line_of(matter))
    assert kept["description"] == "Bàn ghế."
    named = read.intake.messages[0].content["open_sha256"]
    assert named == hashlib.sha256(canonical.encode(kept)).hexdigest()


def test_without_a_name_it_is_anonymous(app, made):
    _read, who = opened(made, app.files())
    assert who is None


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("Nguyễn", "Văn An", "Nguyễn Văn An"),
        ("An", "Nguyễn Văn", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "", "Nguyễn Văn An"),
        ("", "Trần Thị Hà", "Trần Thị Hà"),
        ("Hà", "Trần Thị", "Trần Thị Hà"),
        ("Mary", "Smith", "Mary Smith"),
    ],
)
def test_a_vietnamese_name_is_one_name_again(first, last, whole):
    from binhyen.api.naming import joined

    assert joined(first, last) == whole


def test_the_point_says_which_office_it_is_for(app):
    matter = app.files(jurisdiction_id="", **inside())
    assert (matter.office.slug, matter.area.code) == (OFFICE, COMMUNE)
    facts = plain.loads(Entry.objects.get(matter=matter).facts)
    assert facts["latitude"] == round(float(inside()["lat"]) * 1_000_000)


def test_near_a_border_the_lower_code_answers_and_both_sides_are_told(app, made):
    point, codes = on_the_border()
    given = {name: value for name, value in PAVEMENT.items() if name != "jurisdiction_id"}
    answer = app.post(**given, **point)
    assert answer.status_code == 200, answer.content.decode()
    matter = Matter.objects.get()
    assert matter.area.code == min(codes)
    assert "sát ranh giới" in answer.json()[0]["service_notice"]
    read, _who = opened(made, matter)
    assert answer.json()[0]["service_notice"] in read.intake.messages[0].content["text"]
    parts = dict(Participant.objects.filter(matter=matter).values_list("office__area__code", "part"))
    assert parts == {min(codes): "handler", max(codes): "reader"}
    reader = Office.objects.get(pk=plain.loads(Entry.objects.get(matter=matter).facts)["reader"])
    assert reader.name in answer.json()[0]["service_notice"]
    # It reads what is open, and holds no key to what is sealed.
    assert not Grant.objects.filter(matter=matter, office=reader).exists()


def test_well_inside_a_commune_no_other_office_is_told(app):
    matter = app.files(jurisdiction_id="", **inside())
    assert Participant.objects.get(matter=matter).part == "handler"


def test_where_one_office_answers_on_both_sides_nobody_is_told_twice(app):
    point, codes = on_the_border()
    beside = Office.objects.get(area__code=max(codes), slug__startswith="ubnd-")
    Remit.objects.filter(office=beside, kind="order_report").delete()
    remit = Remit.objects.filter(office__area__code=min(codes), kind="order_report").get()
    Remit.objects.create(office=Office.objects.get(slug="thanh-tra-thanh-pho-ha-noi"), kind="order_report")
    matter = app.files(jurisdiction_id="", **point)
    reader = Participant.objects.get(matter=matter, part="reader").office
    assert reader.slug == "thanh-tra-thanh-pho-ha-noi"
    remit.delete()
    one = app.files(jurisdiction_id="", **point, description="Lại bày ra.")
    assert Participant.objects.get(matter=one).part == "handler"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "gambling"}, 404),
        ({"jurisdiction_id": ""}, 400),
        ({"jurisdiction_id": "", "address_string": ""}, 400),
        ({"jurisdiction_id": "", "address_string": "", "address_id": "7"}, 400),
        ({"jurisdiction_id": "99999"}, 404),
        ({"jurisdiction_id": "01"}, 400),
        ({"lat": "20.6"}, 400),
        ({"lat": "x", "long": "y"}, 400),
        ({"lat": "nan", "long": "inf"}, 400),
        ({"lat": "51.5", "long": "-0.1"}, 400),
        ({"description": "a" * 4001}, 400),
        ({"address_string": "a" * 301}, 400),
        ({"address_string": "", "description": ""}, 400),
        ({"attribute[walked]": "light_one"}, 400),
        ({"attribute[lights]": "light_one"}, 400),
        ({"attribute[walked]": ["way_left", "way_blocked"]}, 400),
        ({"attribute[nonsense]": "x"}, 400),
        ({"first_name": "a" * 121}, 400),
        ({"email": "a" * 300}, 400),
        ({"media_url": "file:///etc/passwd"}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(app, changed, status):
    answer = app.post(**PAVEMENT | changed)
    assert answer.status_code == status, answer.content.decode()
    assert answer.json()[0]["code"] == status
    assert not Matter.objects.exists()
    assert not ApiPost.objects.exists()


def test_a_point_outside_what_was_named_is_refused_and_one_in_the_province_is_taken(app):
    assert app.post(**PAVEMENT | inside() | {"jurisdiction_id": "10465"}).status_code == 400
    assert app.post(**PAVEMENT | inside() | {"jurisdiction_id": "01"}).status_code == 200


def test_the_same_post_again_is_the_same_report(app):
    first, again = (app.post(**PAVEMENT).json() for _ in range(2))
    assert first == again
    assert Matter.objects.count() == 1
    app.post(**PAVEMENT | {"description": "Lại chiếm."})
    assert Matter.objects.count() == 2
    other = keys.make("Ứng dụng khác").reveal()
    app.client.post(ROOT + "requests.json", PAVEMENT | {"api_key": other})
    assert Matter.objects.count() == 3
    import datetime as dt

    with clock.at(clock.now() + dt.timedelta(minutes=21)):
        posting.sweep()
        app.post(**PAVEMENT)
    assert Matter.objects.count() == 4


def test_while_it_is_being_filed_the_same_post_waits(app, monkeypatch):
    monkeypatch.setattr(posting, "_file", lambda *_: app.post(**PAVEMENT) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app.post(**PAVEMENT)
    assert not ApiPost.objects.exists()


def test_without_a_key_in_force_nothing_is_taken(app):
    for key in ("", "by_wrong", "x" * 1_000):
        answer = app.client.post(ROOT + "requests.json", PAVEMENT | {"api_key": key})
        assert (answer.status_code, answer.json()[0]["code"]) == (403, 403)
    keys.revoke("Ứng dụng của thôn")
    assert app.post(**PAVEMENT).status_code == 403
    assert not Matter.objects.exists()


def test_a_key_in_an_address_is_refused_as_it_is_known_to_others_now(app):
    answer = app.client.post(f"{ROOT}requests.json?api_key={app.key}", PAVEMENT)
    assert answer.status_code == 400
    assert app.key not in answer.content.decode()


def test_a_key_files_no_more_than_its_quota(app):
    ApiKey.objects.update(per_hour=1, per_day=3)
    import datetime as dt

    start = clock.now().replace(hour=2, minute=10, second=0)
    with clock.at(start):
        assert app.post(**PAVEMENT).status_code == 200
        over = app.post(**PAVEMENT | {"description": "Hai."})
        assert (over.status_code, over.json()[0]["code"], over["Retry-After"]) == (429, 429, "3001")
    for hour in (1, 2):
        with clock.at(start + dt.timedelta(hours=hour)):
            assert app.post(**PAVEMENT | {"description": f"Giờ {hour}."}).status_code == 200
    with clock.at(start + dt.timedelta(hours=3)):
        # 12:10 in Vietnam: until midnight.
        assert int(app.post(**PAVEMENT)["Retry-After"]) == 11 * 3600 + 50 * 60 + 1
    assert Matter.objects.count() == 3


def test_the_key_is_nowhere_and_shows_nothing(app):
    app.files()
    assert app.key not in everything_stored()
    secret = keys.KeySecret(app.key)
    assert app.key not in f"{secret!r} {secret}"


def test_the_resident_can_have_ten_words_of_their_own(app):
    answer = app.post(**PAVEMENT, extensions="true").json()[0]
    words = answer["receipt"].split()
    assert len(words) == 10
    from django.conf import settings

    from binhyen.sealing.branches import stretch
    from binhyen.sealing.words import parse_receipt

    keys_of = stretch(parse_receipt(answer["receipt"]), settings.INSTALLATION.id)
    found = app.client.post(
        "/ma-tra-cuu/tra/", plain.dumps({"lookup": keys_of.lookup.hex()}), "application/json"
    )
    assert found.json()["bundle"]["matter"] == Matter.objects.get().ref
    assert "receipt" not in app.post(**PAVEMENT | {"description": "Khác."}).json()[0]


def test_a_body_that_is_no_form_is_an_error_and_no_failure(app):
    for kind, body in (
        ("application/json", b"{}"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
        ("text/plain", b"\xff"),
    ):
        answer = app.client.generic("POST", ROOT + "requests.xml", body, kind)
        assert answer.status_code in (400, 403), kind
        assert ElementTree.fromstring(answer.content).tag == "errors"


def test_an_unknown_file_field_is_refused(app):
    answer = app.post(**PAVEMENT, passport=SimpleUploadedFile("a.jpg", b"x"))
    assert answer.status_code == 400


def test_no_session_and_no_cookie(app):
    assert not app.post(**PAVEMENT).cookies
    assert reverse("open311:requests", args=["json"]) == ROOT + "requests.json"
