"""Devices that unlock the desk: added with the phrase, believed when they answer, and nobody else's."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from fido2.utils import websafe_decode

from binhyen.accounts import devices, joining, leaving, throttle
from binhyen.accounts.models import Device, Membership, Person, Role
from binhyen.accounts.tests.authenticator import SecurityKey
from binhyen.offices import demonstration
from binhyen.sealing.device import LENGTH, MAGIC
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity
from binhyen.units import days

pytestmark = pytest.mark.django_db
KEYS = "/ban-lam-viec/khoa/thiet-bi/"
BRANCHES = {"mai": "ab" * 32, "quang": "cd" * 32}
COPY = MAGIC + bytes(LENGTH - len(MAGIC))


@pytest.fixture(autouse=True)
def uncounted():
    throttle.clear()
    cache.clear()


@pytest.fixture
def office():
    return demonstration.make_offices()["cong-an-xa-huong-son"]


class Seat:
    """Somebody who is signed in, as an invented officer without a second factor."""

    def __init__(self, username, office):
        self.person = Person.objects.create_person(
            username,
            BRANCHES[username],
            full_name=username.title(),
            recipient=Identity.generate().recipient,
            demonstration=True,
        )
        Membership.objects.create(person=self.person, office=office, role=Role.OFFICER, from_on=days.today())
        self.client = Client(SERVER_NAME="localhost")
        self.sign_in()

    def tell(self, path, body=None):
        return self.client.post(path, json.dumps(body or {}), content_type="application/json")

    def sign_in(self):
        branch = BRANCHES[self.person.username]
        answered = self.tell(
            "/ban-lam-viec/dang-nhap/", {"username": self.person.username, "sign_in": branch}
        )
        assert answered.json()["next"] == "desk", answered.content

    def begin(self, branch=None):
        return self.tell(KEYS + "bat-dau/", {"sign_in": branch or BRANCHES[self.person.username]})

    def add(self, key, label="Máy trực", wrapped=COPY):
        created = key.create(self.begin().json()["options"])
        return self.tell(KEYS, {"credential": created, "wrapped": b64url(wrapped), "label": label})

    def asked(self):
        return self.tell(KEYS + "mo/bat-dau/").json()["options"]

    def answer(self, credential):
        return self.tell(KEYS + "mo/", {"credential": credential})

    def unlock(self, key):
        return self.answer(key.get(self.asked()))


@pytest.fixture
def mai(playing, office):
    return Seat("mai", office)


@pytest.fixture
def quang(playing, office):
    return Seat("quang", office)


@pytest.fixture
def playing(settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, demonstration=True)


def test_a_device_is_added_with_the_phrase_and_hands_out_its_copy(mai):
    assert mai.client.get("/ban-lam-viec/toi/").json()["person"]["devices"] is False
    key = SecurityKey(counts=True)
    assert mai.add(key).status_code == 200
    assert mai.client.get("/ban-lam-viec/toi/").json()["person"]["devices"] is True
    given = mai.unlock(key)
    assert (given.status_code, given.json()["next"]) == (200, "desk")
    assert given.json()["wrapped"] == b64url(COPY)
    assert mai.unlock(key).status_code == 200
    page = mai.client.get("/ban-lam-viec/khoa/", headers={"Accept": "text/html-fragment"}).content.decode()
    assert "Máy trực" in page


def test_the_session_alone_neither_adds_a_device_nor_is_handed_a_copy(mai):
    for branch in ("ef" * 32, "", "nonsense", BRANCHES["quang"]):
        assert mai.begin(branch or "-").status_code == 422
    made = SecurityKey().create({"publicKey": {"challenge": b64url(bytes(32))}})
    assert mai.tell(KEYS, {"credential": made, "wrapped": b64url(COPY)}).status_code == 422
    assert not Device.objects.exists()
    key = SecurityKey()
    mai.add(key)
    seen = [mai.client.get(path).content for path in ("/ban-lam-viec/toi/", "/ban-lam-viec/khoa/")]
    seen.append(mai.tell(KEYS + "mo/bat-dau/").content)
    assert not any(b64url(COPY).encode() in each for each in seen)


def test_the_copy_s_form_is_the_only_one_taken(mai):
    for wrong in (b"", b"age-encryption.org/v1", COPY[:-1], COPY + b"x", b"x" + COPY[1:]):
        assert mai.add(SecurityKey(), wrapped=wrong).status_code == 422
    assert not Device.objects.exists()


def test_an_answer_counts_once(mai):
    key = SecurityKey()
    mai.add(key)
    answer = key.get(mai.asked())
    assert mai.answer(answer).status_code == 200
    assert mai.answer(answer).status_code == 422
    # The same answer, in a session that was copied before it was used.
    session = mai.client.session
    session[devices.UNLOCKING] = {
        "challenge": json.loads(_client_data(answer))["challenge"],
        "user_verification": "required",
        "at": 1e12,
    }
    session.save()
    assert mai.answer(answer).status_code == 422


def _client_data(answer):
    return websafe_decode(answer["response"]["clientDataJSON"])


def test_an_old_question_is_not_answered(mai):
    key = SecurityKey()
    mai.add(key)
    asked = mai.asked()
    with time_machine.travel(timezone.now() + timedelta(seconds=devices.LASTS + 1)):
        assert mai.answer(key.get(asked)).status_code == 422


def test_a_clone_is_refused_when_it_counts_what_was_counted(mai):
    key = SecurityKey(counts=True)
    mai.add(key)
    for _ in range(3):
        assert mai.unlock(key).status_code == 200
    key.count = 1
    assert mai.unlock(key).status_code == 422
    key.step = key.count = 0
    assert mai.unlock(key).status_code == 422


def test_a_device_that_did_not_verify_its_user_is_not_believed(mai):
    key = SecurityKey()
    assert mai.add(SecurityKey(verifies=False)).status_code == 422
    mai.add(key)
    key.verified = 0
    assert mai.unlock(key).status_code == 422


@pytest.mark.parametrize("origin", ["http://evil.localhost", "https://localhost", "http://localhost:81"])
def test_a_page_at_another_address_gets_nothing(mai, origin):
    key = SecurityKey()
    assert mai.add(SecurityKey(origin=origin)).status_code == 422
    mai.add(key)
    key.origin = origin
    assert mai.unlock(key).status_code == 422


def test_a_page_inside_another_site_s_page_gets_nothing(mai):
    key, framed = SecurityKey(), SecurityKey()
    framed.framed = True
    assert mai.add(framed).status_code == 422
    mai.add(key)
    key.framed = True
    assert mai.unlock(key).status_code == 422


def test_somebody_else_s_device_unlocks_nothing_of_mine(mai, quang):
    his, hers = SecurityKey(), SecurityKey()
    quang.add(his)
    assert mai.tell(KEYS + "mo/bat-dau/").status_code == 409
    mai.add(hers)
    assert mai.answer(his.get(mai.asked())).status_code == 422
    # A device is one person's: the same credential is not added twice, for anybody.
    assert mai.add(his).status_code == 422
    theirs = Device.objects.get(person=quang.person)
    assert mai.tell(f"{KEYS}{theirs.pk}/go/").status_code == 404
    assert Device.objects.filter(pk=theirs.pk).exists()


def test_a_device_taken_away_opens_nothing(mai):
    lost, kept = SecurityKey(), SecurityKey()
    mai.add(lost)
    mai.add(kept)
    asked = mai.asked()
    pk = Device.objects.order_by("pk").first().pk
    assert mai.tell(f"{KEYS}{pk}/go/").status_code == 200
    assert mai.answer(lost.get(asked)).status_code == 422
    assert mai.unlock(kept).status_code == 200
    assert mai.tell(f"{KEYS}{pk}/go/").status_code == 404


def test_another_phrase_ends_the_devices_of_the_one_before(mai, office):
    key = SecurityKey()
    mai.add(key)
    Person.objects.filter(pk=mai.person.pk).update(recipient=Identity.generate().recipient)
    assert mai.tell(KEYS + "mo/bat-dau/").status_code == 409
    joining.invite("mai", office, Role.OFFICER)
    assert not Device.objects.exists()


def test_whoever_works_nowhere_any_more_has_no_device(mai, quang, office):
    mai.add(SecurityKey())
    quang.add(SecurityKey())
    leaving.leave(mai.person, office, days.today())
    assert [device.person for device in Device.objects.all()] == [quang.person]


def test_nobody_has_devices_without_end(mai):
    for _ in range(devices.MOST):
        assert mai.add(SecurityKey(), label="").status_code == 200
        throttle.clear()
    assert mai.begin().status_code == 409
    assert Device.objects.order_by("pk").last().label == f"Thiết bị số {devices.MOST}"


def test_answers_are_counted_like_any_try_to_come_in(mai):
    mai.add(SecurityKey())
    tried = [mai.unlock(SecurityKey()).status_code for _ in range(7)]
    assert tried == [422] * 5 + [429] * 2
    assert mai.begin().status_code == 429


@pytest.mark.parametrize("credential", [None, 3, "x", [], {}, {"id": "AA", "rawId": "AA", "response": {}}])
def test_nonsense_is_refused_and_never_a_fault(mai, credential):
    mai.begin()
    assert mai.tell(KEYS, {"credential": credential, "wrapped": b64url(COPY)}).status_code == 422
    mai.add(SecurityKey())
    mai.asked()
    assert mai.answer(credential).status_code == 422
    assert mai.client.post(KEYS + "mo/", b"[", content_type="application/json").status_code == 422
    assert mai.client.post(KEYS, b"\xff", content_type="application/json").status_code == 422


def test_a_stranger_is_asked_to_sign_in(mai):
    stranger = Client(SERVER_NAME="localhost")
    for path in ("", "bat-dau/", "mo/bat-dau/", "mo/", "1/go/"):
        assert stranger.post(KEYS + path).status_code == 401


def test_the_make_of_an_authenticator_is_not_kept(mai):
    mai.add(SecurityKey())
    device = Device.objects.get()
    assert len(bytes(device.public_key)) < 100
    assert {field.name for field in Device._meta.get_fields()} == {
        "id", "person", "recipient", "credential_id", "public_key", "sign_count", "spent", "ciphertext",
        "label", "added_on",
    }  # fmt: skip
