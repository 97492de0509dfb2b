"""Signing in through the desk's JSON doors: what is said, what is kept, what an attacker gets."""

import base64
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from binhyen.accounts import sessions, throttle
from binhyen.accounts.models import Membership, Person, Role, WrappedKey
from binhyen.accounts.tests.conftest import BRANCH, OTHER_BRANCH, Desk


@pytest.fixture(autouse=True)
def demonstration(playing):
    """Most of these people are invented officers of a demonstration; real ones are in test_second_factor."""


@pytest.fixture
def mai(mai):
    mai.demonstration = True
    mai.save()
    return mai


def test_the_right_secret_opens_the_desk(desk, mai):
    answer = desk.sign_in()
    assert answer.status_code == 200
    told = answer.json()
    assert told["next"] == "desk"
    assert told["person"] == {
        "username": "mai",
        "full_name": "Nguyễn Thị Mai",
        "recipient": "age1mai",
        "devices": False,
    }
    [office] = told["offices"]
    assert office["id"] == "cong-an-xa-huong-son"
    assert office["roles"] == [{"code": "officer", "words": "cán bộ thụ lý"}]
    assert desk.get("/ban-lam-viec/hang-viec/").status_code == 200


@pytest.mark.parametrize("typed", ["MAI", "  mai ", "Mai"])
def test_a_name_is_taken_however_it_is_typed(desk, mai, typed):
    assert desk.sign_in(typed).status_code == 200


def test_wrong_name_wrong_secret_and_left_people_hear_the_same(desk, mai, quang):
    quang.is_active = False
    quang.save()
    answers = [desk.sign_in("mai", OTHER_BRANCH), desk.sign_in("nobody"), desk.sign_in("quang", OTHER_BRANCH)]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.json()["message"] for answer in answers}) == 1
    assert all(answer.json()["next"] == "sign_in" for answer in answers)


def test_the_message_is_in_the_readers_language(mai):
    body = json.dumps({"username": "mai", "sign_in": OTHER_BRANCH})
    answers = [
        Desk().post(f"{prefix}/ban-lam-viec/dang-nhap/", body, content_type="application/json").json()
        for prefix in ("", "/en")
    ]
    assert answers[0]["message"].startswith("Tên đăng nhập hoặc cụm tám từ không đúng")
    assert answers[1]["message"].startswith("The user name or the eight words are wrong")


def test_an_unknown_name_costs_a_hash_too(desk, mai, monkeypatch):
    from binhyen.accounts import hashing

    spent = []
    encode, verify = hashing.BranchHasher.encode, hashing.BranchHasher.verify
    monkeypatch.setattr(
        hashing.BranchHasher, "encode", lambda self, *a: spent.append("hash") or encode(self, *a)
    )
    monkeypatch.setattr(
        hashing.BranchHasher, "verify", lambda self, *a: spent.append("hash") or verify(self, *a)
    )
    for name in ("mai", "nobody", "\x00", "ß" * 400):
        spent.clear()
        assert desk.sign_in(name, OTHER_BRANCH).status_code == 401
        assert spent == ["hash"], name


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'"mai"',
        b"{}",
        b'{"username": "mai"}',
        b'{"username": 1, "sign_in": 2}',
        b'{"username": "mai", "sign_in": "short"}',
        b'{"username": "mai", "sign_in": "' + b"AB" * 32 + b'"}',
        b"[" * 20_000,
        b'{"username": "' + b"m" * 40_000 + b'"}',
    ],
)
def test_nonsense_is_refused_without_a_fault(desk, mai, body):
    answer = desk.post("/ban-lam-viec/dang-nhap/", body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["\ud800", "\x00mai", "mai\x00", "' OR 1=1 --", "ｍａｉ"])
def test_a_name_no_database_can_hold_is_nobodys(desk, mai, name):
    assert desk.sign_in(name).status_code == 401


def test_reading_is_refused_where_only_posting_is_meant(desk):
    assert desk.get("/ban-lam-viec/dang-nhap/").status_code == 405
    assert desk.get("/ban-lam-viec/dang-xuat/").status_code == 405


def test_posting_needs_the_csrf_token(mai):
    careful = Desk(enforce_csrf_checks=True)
    assert careful.sign_in().status_code == 403


def test_signing_in_hands_out_the_next_csrf_token(mai):
    careful = Desk(enforce_csrf_checks=True)
    careful.cookies["csrftoken"] = "a" * 32
    told = careful.sign_in(headers={"X-CSRFToken": "a" * 32}).json()
    assert careful.tell("dang-xuat/", headers={"X-CSRFToken": "a" * 32}).status_code == 403
    assert careful.tell("dang-xuat/", headers={"X-CSRFToken": told["csrf"]}).status_code == 200


def test_a_planted_session_is_not_the_one_signed_in(desk, mai, quang):
    """Session fixation: somebody left their own cookie in this browser."""
    quang.demonstration = True
    quang.save()
    attacker = Desk()
    attacker.sign_in("quang", OTHER_BRANCH)
    planted = attacker.cookies["desk"].value
    desk.cookies["desk"] = planted
    assert desk.sign_in().status_code == 200
    assert desk.cookies["desk"].value != planted
    assert attacker.get("/ban-lam-viec/toi/").status_code == 401


def test_signing_in_twice_ends_the_session_before(desk, mai):
    desk.sign_in()
    first = desk.cookies["desk"].value
    desk.sign_in()
    again = Desk()
    again.cookies["desk"] = first
    assert again.get("/ban-lam-viec/toi/").status_code == 401


def test_signing_out_ends_the_session_on_the_server(desk, mai):
    desk.sign_in()
    cookie = desk.cookies["desk"].value
    assert desk.tell("dang-xuat/").json()["next"] == "sign_in"
    desk.cookies["desk"] = cookie
    assert desk.get("/ban-lam-viec/toi/").status_code == 401
    assert not Session.objects.exists()


def test_a_session_ends_after_twelve_hours_of_work_too(desk, mai):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        desk.sign_in()
        clock.shift(timedelta(hours=11, minutes=50))
        session = desk.session
        session["touched"] = True
        session.save()
        assert desk.get("/ban-lam-viec/toi/").status_code == 200
        clock.shift(timedelta(minutes=11))
        assert desk.get("/ban-lam-viec/toi/").status_code == 401


def test_somebody_switched_off_is_out_at_once(desk, mai):
    desk.sign_in()
    Person.objects.filter(pk=mai.pk).update(is_active=False)
    assert desk.get("/ban-lam-viec/toi/").status_code == 401


def test_a_new_phrase_ends_every_session(desk, mai):
    desk.sign_in()
    mai.set_password(OTHER_BRANCH)
    mai.save()
    assert desk.get("/ban-lam-viec/toi/").status_code == 401


def test_a_copy_of_the_database_opens_no_session(desk, mai):
    desk.sign_in()
    cookie = desk.cookies["desk"].value
    row = Session.objects.get()
    assert row.session_key == sessions.row_name(cookie) != cookie
    thief = Desk()
    thief.cookies["desk"] = row.session_key
    assert thief.get("/ban-lam-viec/toi/").status_code == 401
    for hidden in ("mai", "_auth_user", cookie):
        assert hidden not in row.session_data
        assert hidden not in base64.urlsafe_b64decode(row.session_data + "==").decode("latin1")


def test_after_five_slips_one_waits_even_with_the_right_secret(desk, mai):
    for _ in range(5):
        assert desk.sign_in("mai", OTHER_BRANCH).status_code == 401
    answer = desk.sign_in()
    assert answer.status_code == 429
    assert "đợi" in answer.json()["message"]


def test_others_elsewhere_cannot_lock_mai_out(desk, mai):
    for _ in range(10):
        desk.sign_in("mai", OTHER_BRANCH, REMOTE_ADDR="203.0.113.9")
    assert desk.sign_in("mai", BRANCH, REMOTE_ADDR="203.0.113.80").status_code == 429
    assert desk.sign_in("mai", BRANCH, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_no_number_of_tries_from_elsewhere_makes_mai_wait(desk, mai):
    """The attack: somebody knows her user name and has a few networks, and wants her out of the desk for an hour."""
    for network in range(4):
        answers = [
            desk.sign_in("mai", OTHER_BRANCH, REMOTE_ADDR=f"203.0.{network}.9").status_code for _ in range(70)
        ]
        assert answers == [401] * 5 + [429] * 65
    assert desk.sign_in("mai", BRANCH, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_sixty_one_tries_under_one_name_leave_a_colleague_beside_them_alone(desk, mai):
    for _ in range(61):
        desk.sign_in("nobody", OTHER_BRANCH)
    assert desk.sign_in().status_code == 200


def test_what_a_network_was_refused_is_counted_under_nobodys_name(desk, mai):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for number in range(60):
            desk.sign_in(f"name{number}", OTHER_BRANCH)
        clock.shift(599)
        assert {desk.sign_in("mai", OTHER_BRANCH).status_code for _ in range(20)} == {429}
        clock.shift(2)
        for _ in range(4):
            assert desk.sign_in("mai", OTHER_BRANCH).status_code == 401
        assert desk.sign_in().status_code == 200


def test_waiting_is_over_after_a_while(desk, mai):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(6):
            desk.sign_in("mai", OTHER_BRANCH)
        clock.shift(301)
        assert desk.sign_in().status_code == 200


def test_a_network_that_tries_every_name_waits(desk, mai):
    for number in range(60):
        desk.sign_in(f"name{number}", OTHER_BRANCH)
    assert desk.sign_in().status_code == 429


def test_a_header_does_not_change_where_a_try_came_from(desk, mai):
    for number in range(5):
        desk.sign_in("mai", OTHER_BRANCH, headers={"X-Forwarded-For": f"203.0.{number}.1"})
    assert desk.sign_in(headers={"X-Forwarded-For": "192.0.2.200"}).status_code == 429


def test_no_address_and_no_name_is_kept_anywhere(desk, mai, caplog):
    desk.sign_in("mai", OTHER_BRANCH, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="CANARY-AGENT")
    desk.sign_in("mai", BRANCH, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="CANARY-AGENT")
    kept = [
        str(dict(cache._cache)),
        caplog.text,
        str([vars(t) for t in (throttle.BY_NETWORK, throttle.BY_PERSON_AND_NETWORK)]),
    ]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept.append(f"{cursor.fetchall()}")
    for canary in ("203.0.113", "CANARY-AGENT"):
        assert not any(canary in text for text in kept)


def test_tokens_mean_nothing_the_next_day():
    with time_machine.travel("2026-11-23 10:00", tick=False):
        first = throttle.token("network", "203.0.113.0/24")
        assert first == throttle.token("network", "203.0.113.0/24")
    with time_machine.travel("2026-11-24 10:00", tick=False):
        assert throttle.token("network", "203.0.113.0/24") != first


def test_counters_do_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(throttle, "_MOST_COUNTERS", 100)
    counting = throttle.Throttle(limit=1, seconds=60)
    for number in range(1000):
        counting.spend(str(number))
    assert len(counting._counts) <= 100
    assert not counting.spend("999")


def test_who_am_i(desk, mai, offices):
    assert desk.get("/ban-lam-viec/toi/").json()["next"] == "sign_in"
    police = offices["cong-an-xa-huong-son"]
    WrappedKey.objects.create(office=police, serial=1, member=mai, ciphertext=b"age")
    WrappedKey.objects.create(
        office=offices["cong-an-xa-hong-son"], serial=1, member=mai, ciphertext=b"where she never worked"
    )
    Membership.objects.create(
        person=mai,
        office=offices["ubnd-xa-huong-son"],
        role=Role.REGISTRY,
        from_on=date(2025, 7, 1),
        to_on=date(2025, 8, 1),
    )
    desk.sign_in()
    told = desk.get("/ban-lam-viec/toi/").json()
    [office] = told["offices"]
    assert office["keys"] == [
        {"serial": 1, "ciphertext": base64.b64encode(b"age").decode(), "certificate": None}
    ]


def test_a_leaver_gets_no_keys(desk, mai, offices):
    police = offices["cong-an-xa-huong-son"]
    WrappedKey.objects.create(office=police, serial=1, member=mai, ciphertext=b"age")
    Membership.objects.filter(person=mai).update(to_on=date(2026, 1, 1))
    desk.sign_in()
    assert desk.get("/ban-lam-viec/toi/").json()["offices"] == []
