"""A training: twenty officers behind one address come to their office on one morning, and somebody there guesses."""

from __future__ import annotations

import dataclasses
import json

import pytest
from django.core.cache import cache
from django.test import Client

from binhyen.accounts import joining, throttle
from binhyen.accounts.models import Role
from binhyen.accounts.tests.authenticator import SecurityKey
from binhyen.accounts.tests.test_second_factor import code_of
from binhyen.offices import demonstration
from binhyen.sealing.device import LENGTH, MAGIC
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity

pytestmark = pytest.mark.django_db
DESK = "/ban-lam-viec/"
TWENTY = [f"hoc{number:02}" for number in range(20)]
WRONG = "ee" * 32


@pytest.fixture(autouse=True)
def uncounted():
    throttle.clear()
    cache.clear()


@pytest.fixture
def office(settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-real", demonstration=False)
    return demonstration.make_offices()["cong-an-xa-huong-son"]


class Learner:
    """Somebody who was invited, at a machine of their own; all machines share the hall's address."""

    def __init__(self, username, office):
        self.username = username
        self.code = " ".join(joining.invite(username, office, Role.OFFICER, username.title()).code)
        self.branch = f"{TWENTY.index(username) + 1:064x}"
        self.client = Client(SERVER_NAME="localhost")
        self.key = SecurityKey()

    def tell(self, path, body):
        return self.client.post(DESK + path, json.dumps(body), content_type="application/json")

    def joins(self):
        named = {"username": self.username, "code": self.code}
        assert self.tell("moi-vao/ma/", named).status_code == 200
        phrase = {"sign_in": self.branch, "recipient": Identity.generate().recipient}
        assert self.tell("moi-vao/ma/", named | phrase).json()["next"] == "security"
        self.client.get(DESK + "bao-mat/ung-dung/")
        self.secret = self.client.session["mfa.totp.secret"]
        code = {"code": code_of(self.secret)}
        assert self.client.post(DESK + "bao-mat/ung-dung/", code).status_code == 302

    def signs_in(self):
        named = {"username": self.username, "sign_in": self.branch}
        assert self.tell("dang-nhap/", named).json()["next"] == "second_factor"
        code = {"code": code_of(self.secret, periods=1)}
        assert self.tell("buoc-hai/", code).json()["next"] == "desk"

    def adds_a_device(self):
        asked = self.tell("khoa/thiet-bi/bat-dau/", {"sign_in": self.branch})
        assert asked.status_code == 200, asked.content
        wrapped = b64url(MAGIC + bytes(LENGTH - len(MAGIC)))
        made = self.key.create(asked.json()["options"])
        return self.tell("khoa/thiet-bi/", {"credential": made, "wrapped": wrapped, "label": "Máy học"})

    def unlocks(self):
        asked = self.tell("khoa/thiet-bi/mo/bat-dau/", {}).json()["options"]
        return self.tell("khoa/thiet-bi/mo/", {"credential": self.key.get(asked)})


def guess(username):
    body = json.dumps({"username": username, "sign_in": WRONG})
    return Client().post(DESK + "dang-nhap/", body, content_type="application/json").status_code


def test_twenty_officers_join_add_a_device_and_unlock_in_one_morning(office):
    learners = [Learner(username, office) for username in TWENTY]
    for learner in learners:
        learner.joins()
        learner.client.post(DESK + "dang-xuat/")
        learner.signs_in()
        assert learner.adds_a_device().status_code == 200
        assert learner.unlocks().status_code == 200
    # What they did right eats nothing of what the hall has: a guesser there is slowed down where any guesser is.
    answers = [guess(f"name{number}") for number in range(61)]
    assert answers == [401] * 60 + [429]


def test_whoever_is_signed_in_works_on_beside_somebody_who_guesses(office):
    lan = Learner("hoc00", office)
    lan.joins()
    assert [guess("hoc00") for _ in range(6)] == [401] * 5 + [429]
    assert 429 in [guess(f"name{number}") for number in range(60)]
    assert lan.adds_a_device().status_code == 200
    assert lan.unlocks().status_code == 200


def test_who_has_a_phrase_does_not_keep_the_hashing_busy_either(office):
    lan = Learner("hoc00", office)
    lan.joins()
    named = {"username": lan.username, "sign_in": lan.branch}
    answers = [lan.tell("dang-nhap/", named).status_code for _ in range(throttle.RIGHT_BY_PERSON.limit)]
    # Joining was two of them.
    assert answers == [200] * (len(answers) - 2) + [429] * 2
