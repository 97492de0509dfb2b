"""Whatever is posted to a form without JavaScript, and to Open311, is answered: never with a failure.

Hypothesis writes into each field what no browser would, leaves fields out, sends them twice, and sends files that are
none. A few answers of each form are right, so that what is made gets as deep as it can.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.api import keys, posting, updating
from binhyen.offices import demonstration
from binhyen.public import plain, puzzles
from binhyen.public.tests.test_orders import ANSWERS as ORDERED
from binhyen.public.tests.test_plain import ANSWERS
from binhyen.public.tests.test_sealed_pages import PROPOSED
from binhyen.sealing.branches import StretchQueue
from binhyen.sealing.words import generate_receipt, shown

pytestmark = [pytest.mark.django_db, pytest.mark.scan]
TRIES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FORMS = {
    "/bao-tin/khong-javascript/": ANSWERS,
    "/phan-anh/bao/khong-javascript/": ORDERED,
    "/de-nghi-khen/khong-javascript/": PROPOSED,
    "/ma-tra-cuu/khong-javascript/": {
        "words": " ".join(shown(generate_receipt())),
        "wants": "read",
        "sure": "1",
    },
    "/bang-chung/khong-javascript/": {"proof": "binhyen-proof/1"},
    "/bao-tin/khong-javascript/da-giu/": {"words": " ".join(shown(generate_receipt()))},
}
FILED = {
    "service_code": "sidewalk",
    "jurisdiction_id": "10489",
    "description": "x",
    "lat": "20.6",
    "long": "105.7",
}
FILED |= {
    "attribute[walked]": "way_left",
    "first_name": "An",
    "media_url": "",
    "extensions": "true",
    "token": "",
}
# What forms break on: no text, much of it, NUL, halves of pairs, marks that turn, numbers that are none.
NASTY = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u202e",
    "\ufeff",
    "\ud800",
    "é" * 5_000,
    "nan",
    "-1",
    "1e999",
    "９",
    "<!--",
    "%00",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
KINDS = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
ASKED = ["requests.json", "requests.xml", "servicerequestupdates.xml"]


def changed(right: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A form that is right but for some fields: left out, nonsense, or given twice."""
    field = st.one_of(TEXTS, st.lists(TEXTS, min_size=2, max_size=3))
    wrong = st.dictionaries(st.sampled_from(sorted(right)), field, max_size=4)
    strange = st.dictionaries(st.text("abc[]_.", min_size=1, max_size=8), TEXTS, max_size=2)
    without = st.sets(st.sampled_from(sorted(right)), max_size=3)
    return st.builds(
        lambda wrong, strange, without: {
            name: value for name, value in (right | wrong | strange).items() if name not in without
        },
        wrong,
        strange,
        without,
    )


def sendable(form: dict[str, Any]) -> dict[str, Any]:
    """Without halves of surrogate pairs, which have no bytes: they are sent as raw bytes elsewhere."""

    def text(value: Any) -> Any:
        if isinstance(value, list):
            return [text(each) for each in value]
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    return {text(name): text(value) for name, value in form.items()}


@pytest.fixture(scope="module")
def _offices(shared):
    return demonstration.make(site.INSTALLATION.id)


@pytest.fixture
def stranger(_offices, db, monkeypatch):
    for module in (plain, posting, updating):
        monkeypatch.setattr(module, "QUEUE", StretchQueue())
    return Client(raise_request_exception=True)


@pytest.mark.parametrize("path", FORMS)
def test_no_form_without_javascript_fails(stranger, path):
    @TRIES
    @given(changed(FORMS[path]), st.booleans(), st.binary(max_size=60))
    def ask(form, attached, body):
        puzzles.clear()
        given = sendable(form)
        if attached:
            given["attached"] = SimpleUploadedFile("a", body)
        assert stranger.post(path, given).status_code < 500

    ask()


@pytest.mark.parametrize("path", FORMS)
def test_no_body_that_is_no_form_fails(stranger, path):
    @TRIES
    @given(
        st.binary(max_size=200),
        st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]),
    )
    def ask(body, kind):
        puzzles.clear()
        assert stranger.generic("POST", path, body, kind).status_code < 500

    ask()


@pytest.mark.parametrize("what", ASKED)
def test_no_post_to_open311_fails(stranger, what):
    key = keys.make("Thử", 1_000_000, 1_000_000).reveal()

    @TRIES
    @given(changed(FILED), st.booleans(), st.binary(max_size=60))
    def ask(form, attached, body):
        given = sendable(form) | {"api_key": key}
        if attached:
            given["media"] = SimpleUploadedFile("a", body)
        assert stranger.post("/open311/v2/" + what, given).status_code < 500

    ask()


@pytest.mark.parametrize("what", ASKED)
def test_no_question_to_open311_fails(stranger, what):
    names = ["service_request_id", "service_code", "status", "start_date", "end_date", "page", "page_size"]
    names += ["jurisdiction_id", "extensions", "locale"]

    @TRIES
    @given(st.dictionaries(st.sampled_from(names), TEXTS, max_size=5))
    def ask(asked):
        assert stranger.get("/open311/v2/" + what, sendable(asked)).status_code < 500

    ask()
