"""The second factor: asked for, given once, needed for everything, and not stolen with the database."""

import json
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.utils import timezone

from binhyen.accounts import sign_in
from binhyen.accounts.tests.authenticator import SecurityKey
from binhyen.accounts.tests.conftest import BRANCH, OTHER_BRANCH, Desk

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
QUEUE = "/ban-lam-viec/hang-viec/"
SECURITY = "/ban-lam-viec/bao-mat/"


def code_of(secret=SECRET, periods=0):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + periods))


@pytest.fixture(autouse=True)
def a_real_installation(real):
    """Everything here is asked of a real installation unless a test says otherwise."""


@pytest.fixture
def app(mai):
    return totp.TOTP.activate(mai, SECRET).instance


@pytest.fixture
def codes(mai, app):
    return RecoveryCodes.activate(mai).generate_codes()


@pytest.fixture
def security_key(mai):
    """Mai's key, added through the page."""
    desk = Desk(SERVER_NAME="localhost")
    desk.sign_in()
    key = SecurityKey()
    options = desk.tell("bao-mat/khoa/bat-dau/").json()["options"]
    added = desk.tell("bao-mat/khoa/", {"credential": key.create(options), "name": "Khóa của Mai"})
    assert added.status_code == 200, added.content
    return key


def test_the_phrase_alone_leads_to_the_second_step(desk, mai, app):
    told = desk.sign_in().json()
    assert told["next"] == "second_factor"
    assert told["methods"] == ["totp"]
    assert "person" not in told
    assert desk.get("/ban-lam-viec/toi/").status_code == 401
    assert desk.get(SECURITY).status_code == 302


def test_a_code_of_the_app_opens_the_desk(desk, mai, app):
    desk.sign_in()
    waiting = desk.cookies["desk"].value
    told = desk.tell("buoc-hai/", {"code": code_of()}).json()
    assert told["next"] == "desk"
    assert told["person"]["username"] == "mai"
    assert desk.cookies["desk"].value != waiting
    assert desk.get(QUEUE).status_code == 200


def test_a_wrong_code_says_so(desk, mai, app):
    desk.sign_in()
    for wrong in ("000000", "", "abc", "１２３４５６", "\x00", "9" * 5000):
        answer = desk.tell("buoc-hai/", {"code": wrong})
        if answer.status_code == 401:
            assert answer.json()["next"] == "second_factor"
            assert answer.json()["message"]
    assert desk.get(QUEUE).content == "hàng việc".encode()  # the stub page has no guard: nobody is signed in
    assert desk.get("/ban-lam-viec/toi/").status_code == 401


def test_a_code_is_used_once_in_every_process(desk, mai, app):
    """The attack: read over a shoulder, typed again. allauth's own memory of it is emptied here."""
    from django.core.cache import cache

    code = code_of()
    desk.sign_in()
    assert desk.tell("buoc-hai/", {"code": code}).status_code == 200
    cache.clear()
    other = Desk()
    other.sign_in()
    assert other.tell("buoc-hai/", {"code": code}).status_code == 401
    assert other.tell("buoc-hai/", {"code": code_of(periods=-1)}).status_code == 401
    assert other.tell("buoc-hai/", {"code": code_of(periods=1)}).status_code == 200


def test_guessing_codes_ends_in_waiting(desk, mai, app):
    desk.sign_in()
    for _ in range(5):
        desk.tell("buoc-hai/", {"code": "000000"})
    answer = desk.tell("buoc-hai/", {"code": code_of()})
    assert answer.status_code == 401
    assert "đợi" in answer.json()["message"]


def test_allauth_counts_tries_without_keeping_an_address(desk, mai, app):
    from django.core.cache import cache

    desk.sign_in(REMOTE_ADDR="203.0.113.77")
    desk.tell("buoc-hai/", {"code": "000000"}, REMOTE_ADDR="203.0.113.77")
    kept = str(dict(cache._cache))
    assert "login_failed" in kept
    assert "203.0.113" not in kept


def test_nobody_waits_without_the_phrase(desk, mai, app):
    assert desk.tell("buoc-hai/", {"code": code_of()}).json()["next"] == "sign_in"
    assert desk.tell("buoc-hai/khoa/").json()["next"] == "sign_in"


def test_waiting_for_the_second_step_has_an_end(desk, mai, app):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk.sign_in()
        clock.shift(timedelta(minutes=10, seconds=1))
        assert desk.tell("buoc-hai/", {"code": code_of()}).json()["next"] == "sign_in"


def test_a_recovery_code_works_once(desk, mai, codes):
    desk.sign_in()
    assert desk.tell("buoc-hai/", {"code": codes[3]}).json()["next"] == "desk"
    again = Desk()
    again.sign_in()
    assert again.tell("buoc-hai/", {"code": codes[3]}).status_code == 401
    assert again.tell("buoc-hai/", {"code": codes[4]}).status_code == 200


def test_a_security_key_opens_the_desk(mai, security_key):
    desk = Desk(SERVER_NAME="localhost")
    assert desk.sign_in().json()["methods"] == ["webauthn", "recovery_codes"]
    options = desk.tell("buoc-hai/khoa/").json()["options"]
    answer = desk.tell("buoc-hai/", {"credential": security_key.get(options)})
    assert answer.json()["next"] == "desk"


def test_a_strange_or_replayed_key_does_not(mai, security_key):
    desk = Desk(SERVER_NAME="localhost")
    desk.sign_in()
    options = desk.tell("buoc-hai/khoa/").json()["options"]
    right = security_key.get(options)
    assert desk.tell("buoc-hai/", {"credential": SecurityKey().get(options)}).status_code == 401
    phished = SecurityKey(origin="https://binh-yen.example")
    phished.id, phished.private = security_key.id, security_key.private
    assert desk.tell("buoc-hai/", {"credential": phished.get(options)}).status_code == 401
    assert desk.tell("buoc-hai/", {"credential": right}).status_code == 200
    replaying = Desk(SERVER_NAME="localhost")
    replaying.sign_in()
    replaying.tell("buoc-hai/khoa/")
    assert replaying.tell("buoc-hai/", {"credential": right}).status_code == 401


@pytest.mark.parametrize(
    "wreck",
    [
        lambda answer: {},
        lambda answer: {**answer, "response": {}},
        lambda answer: {**answer, "response": 3},
        lambda answer: {**answer, "rawId": "!!"},
        lambda answer: {**answer, "response": {**answer["response"], "clientDataJSON": "AA"}},
        lambda answer: {**answer, "response": {**answer["response"], "authenticatorData": "AA"}},
        lambda answer: {**answer, "response": {**answer["response"], "signature": ""}},
        lambda answer: {**answer, "response": {**answer["response"], "clientDataJSON": "e30"}},
    ],
)
def test_nonsense_from_a_key_is_refused_without_a_fault(mai, security_key, wreck):
    desk = Desk(SERVER_NAME="localhost")
    desk.sign_in()
    options = desk.tell("buoc-hai/khoa/").json()["options"]
    answer = desk.tell("buoc-hai/", {"credential": wreck(security_key.get(options))})
    assert answer.status_code == 401


def test_the_secrets_of_the_second_factor_are_not_readable_in_the_database(mai, codes):
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    assert SECRET not in kept
    assert not any(code in kept for code in codes)


def test_another_installations_key_does_not_open_them(mai, app, settings):
    settings.SECRET_KEY = "another"
    desk = Desk()
    desk.sign_in()
    assert desk.tell("buoc-hai/", {"code": code_of()}).status_code == 401


# --- nobody past sign-in without one -------------------------------------------------------------------


def test_a_real_officer_without_a_second_factor_sees_the_security_page_only(desk, mai):
    told = desk.sign_in().json()
    assert told["next"] == "security"
    assert told["url"] == SECURITY
    assert "offices" not in told
    assert "offices" not in desk.get("/ban-lam-viec/toi/").json()
    refused = desk.get(QUEUE)
    assert refused.status_code == 403
    assert refused.json()["next"] == "security"
    page = desk.get(QUEUE, headers={"Accept": "text/html"})
    assert page.status_code == 302
    assert page.url == SECURITY
    assert desk.get(SECURITY).status_code == 200
    assert desk.post("/ban-lam-viec/dang-xuat/").status_code == 200


def test_in_english_too(desk, mai):
    desk.sign_in()
    page = desk.get("/en" + QUEUE, headers={"Accept": "text/html"})
    assert page.url == "/en" + SECURITY


@pytest.mark.parametrize(
    ("demonstration", "invented"), [(True, True), (True, False), (False, True), (False, False)]
)
def test_only_an_invented_officer_of_a_demonstration_goes_without(
    desk, mai, settings, demonstration, invented
):
    import dataclasses

    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, demonstration=demonstration)
    mai.demonstration = invented
    mai.save()
    answer = desk.sign_in()
    if demonstration and invented:
        assert answer.json()["next"] == "desk"
        assert desk.get(QUEUE).status_code == 200
    elif invented:
        # Phrases that lie in a demonstration's file open nothing in a real installation.
        assert answer.status_code == 401
    else:
        assert answer.json()["next"] == "security"
        assert desk.get(QUEUE).status_code == 403


def test_an_invented_officer_who_added_one_is_asked_for_it(desk, mai, app, playing):
    mai.demonstration = True
    mai.save()
    assert desk.sign_in().json()["next"] == "second_factor"


def test_an_invented_officers_session_ends_where_the_demonstration_does(desk, mai, settings):
    import dataclasses

    mai.demonstration = True
    mai.save()
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, demonstration=True)
    desk.sign_in()
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, demonstration=False)
    assert desk.get("/ban-lam-viec/toi/").status_code == 401


def test_a_session_from_before_the_second_factor_is_worth_nothing_after(mai):
    """The attack: somebody with the phrase signed in first and waits for the owner to add a factor."""
    waiting, owner = Desk(), Desk()
    waiting.sign_in()
    owner.sign_in()
    owner.get(SECURITY + "ung-dung/")
    secret = owner.session["mfa.totp.secret"]
    assert owner.post(SECURITY + "ung-dung/", {"code": code_of(secret)}).status_code == 302
    assert owner.get(QUEUE).status_code == 200
    assert waiting.get(SECURITY).status_code == 302
    assert waiting.get("/ban-lam-viec/toi/").status_code == 401
    assert waiting.post(SECURITY + "ung-dung/go/").status_code == 302
    assert Authenticator.objects.filter(user=mai, type="totp").exists()


def test_strangers_pass_the_gate_as_strangers(desk, db):
    assert desk.get(QUEUE).status_code == 200  # the desk's own views send them away
    assert desk.get(SECURITY).url == "/ban-lam-viec/"


def test_every_answer_carries_the_token_for_the_next_request(desk, mai, app):
    for answer in (desk.sign_in("mai", OTHER_BRANCH), desk.sign_in("mai", BRANCH), desk.tell("buoc-hai/")):
        assert json.loads(answer.content)["csrf"]


def test_fresh_means_minutes(desk, mai, app):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk.sign_in()
        desk.tell("buoc-hai/", {"code": code_of()})
        clock.shift(sign_in.FRESH_SECONDS + 1)
        assert desk.post(SECURITY + "ung-dung/go/").url == SECURITY + "xac-nhan/"
        assert Authenticator.objects.filter(user=mai, type="totp").exists()
