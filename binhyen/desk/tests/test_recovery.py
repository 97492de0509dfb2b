"""The page of recovery from the server's side: who reads it, who may keep a copy, and of what."""

from __future__ import annotations

import dataclasses
import json

import pytest

from binhyen.accounts.models import Person
from binhyen.accounts.tests.conftest import demonstrated  # noqa: F401  # a fixture, used by name
from binhyen.offices import recovery
from binhyen.offices.models import Office, RecoveryCopy
from binhyen.sealing.encoding import b64url
from binhyen.units import days

POLICE = "cong-an-xa-huong-son"
ADDRESS = "/ban-lam-viec/khoa/du-phong/"


@pytest.fixture
def made(demonstrated, db, settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-demo", demonstration=True)
    return demonstrated


@pytest.fixture
def as_person(client):
    def sign_in(username):
        client.force_login(Person.objects.get(username=username))
        return client

    return sign_in


def body(made, office=POLICE, serial=1, **changes):
    newest = recovery.newest_set(Office.objects.get(slug=office).area)
    wrapped = b64url(made.offices.keys[office].wrap(newest.recipient))
    row = {"office": office, "set": newest.hash, "copies": [{"serial": serial, "ciphertext": wrapped}]}
    return json.dumps({"offices": [row | changes]})


def keep(client, posted):
    return client.post(ADDRESS, posted, content_type="application/json")


def test_a_member_keeps_a_copy_and_is_named(made, as_person):
    RecoveryCopy.objects.filter(office__slug=POLICE).delete()
    client = as_person("huongson")
    assert keep(client, body(made)).status_code == 201
    copy = RecoveryCopy.objects.get(office__slug=POLICE)
    assert (copy.kept_by, copy.kept_on, copy.serial) == ("huongson", days.today(), 1)
    assert "huongson" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"set": "0" * 64},
        {"copies": []},
        {"copies": [{"serial": 2, "ciphertext": b64url(b"age-encryption.org/v1\n")}]},
        {"copies": [{"serial": 1, "ciphertext": b64url(b"AGE-SECRET-KEY-1")}]},
        {"copies": [{"serial": True, "ciphertext": b64url(b"age-encryption.org/v1\n")}]},
        {"copies": "x"},
    ],
)
def test_what_is_no_copy_of_ones_own_keys_is_not_kept(made, as_person, changes):
    before = bytes(RecoveryCopy.objects.get(office__slug=POLICE).ciphertext)
    assert keep(as_person("huongson"), body(made, **changes)).status_code == 422
    assert bytes(RecoveryCopy.objects.get(office__slug=POLICE).ciphertext) == before


def test_nobody_keeps_a_copy_of_another_office_s_keys(made, as_person):
    for username in ("hongson", "giamsat", "bcd138"):
        assert keep(as_person(username), body(made)).status_code == 404
    assert not RecoveryCopy.objects.exclude(kept_by="").exists()


def test_an_officer_reads_of_their_own_office_and_oversight_of_all(made, as_person):
    own = as_person("huongson").get(ADDRESS).content.decode()
    assert "Công an xã Hương Sơn" in own
    assert "Công an xã Hồng Sơn" not in own
    all_of_them = as_person("giamsat").get(ADDRESS).content.decode()
    assert "Công an xã Hồng Sơn" in all_of_them
    # Who keeps no keys is handed none, wrapped or not.
    assert "data-recovery" in own
    assert "data-recovery" not in all_of_them


def test_a_used_set_is_told_and_nothing_is_wrapped_to_it(made, as_person):
    newest = recovery.newest_set(Office.objects.get(slug=POLICE).area)
    newest.used_on = days.today()
    newest.save()
    client = as_person("huongson")
    shown = client.get(ADDRESS).content.decode()
    assert "phải làm bộ mới" in shown
    assert "data-recovery" not in shown
    assert keep(client, body(made)).status_code == 422
