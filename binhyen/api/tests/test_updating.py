"""A later word: from the program that filed the report and from nobody else, sealed, and no state is changed by it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.api import keys
from binhyen.api.tests.conftest import PAVEMENT, ROOT, opened, show
from binhyen.api.tests.test_filing import everything_stored
from binhyen.matters.models import Entry, Matter, Receipt

CANARY = "canary7f3a"
UPDATE = "servicerequestupdates.json"


@pytest.fixture
def report(app):
    token = app.post(**PAVEMENT).json()[0]["token"]
    matter = Matter.objects.get()
    return matter, token, show(matter)


def test_it_is_sealed_into_the_talk_and_changes_no_state(app, made, report):
    matter, _token, short = report
    answer = app.post(UPDATE, service_request_id=short, description=f"Vẫn còn {CANARY}.", status="closed")
    assert answer.status_code == 200, answer.content.decode()
    assert set(answer.json()[0]) == {"update_id"}
    assert CANARY not in everything_stored()
    matter.refresh_from_db()
    assert matter.state == "received"
    assert (
        list(Entry.objects.filter(matter=matter).order_by("seq").values_list("act", flat=True))[-1]
        == "replied"
    )
    read, _who = opened(made, matter)
    (message,) = read.talk.messages
    assert message.content["text"] == f"Vẫn còn {CANARY}.\n\nstatus: closed"
    # What was sealed is nobody's to read here.
    assert app.get(UPDATE, service_request_id=short).json() == []


def test_before_it_may_be_seen_its_token_names_it(app):
    token = app.post(**PAVEMENT).json()[0]["token"]
    assert app.post(UPDATE, token=token, description="Thêm.").status_code == 200
    unseen = Matter.objects.get().ref[:8]
    assert app.post(UPDATE, service_request_id=unseen, description="Thêm.").status_code == 404


def test_nobody_elses_key_says_anything_about_it(app, report):
    _matter, token, short = report
    other = {"api_key": keys.make("Ứng dụng khác").reveal(), "description": "Giả."}
    answer = app.client.post(ROOT + UPDATE, other | {"service_request_id": short})
    assert answer.status_code == 403
    assert app.client.post(ROOT + UPDATE, other | {"token": token}).status_code == 404
    assert (
        app.client.post(ROOT + UPDATE, {"service_request_id": short, "description": "x"}).status_code == 403
    )
    assert not Entry.objects.filter(act="replied").exists()


def test_the_same_word_twice_is_said_once(app, report):
    _matter, _token, short = report
    first, again = (
        app.post(UPDATE, service_request_id=short, description="Vẫn còn.").json() for _ in range(2)
    )
    assert first == again
    assert Entry.objects.filter(act="replied").count() == 1


def test_whoever_took_the_receipt_over_speaks_alone(app, report):
    matter, _token, short = report
    Receipt.objects.filter(matter=matter).update(lookup_hash="0" * 64)
    answer = app.post(UPDATE, service_request_id=short, description="Vẫn còn.")
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"description": ""}, 400),
        ({"description": "a" * 4001}, 400),
        ({"service_request_id": ""}, 400),
        ({"service_request_id": "zzzzzzzz"}, 404),
        ({"service_request_id": "", "token": "none"}, 404),
        ({"media": SimpleUploadedFile("a.jpg", b"x")}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused(app, report, given, status):
    answer = app.post(UPDATE, **{"service_request_id": report[2], "description": "Vẫn còn."} | given)
    assert answer.status_code == status
    assert not Entry.objects.filter(act="replied").exists()
