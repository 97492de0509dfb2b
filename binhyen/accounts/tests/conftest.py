"""Mai and Bình work at Công an xã Hương Sơn; Quang is a stranger there. Sign-in branches stand for phrases."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest
from django.conf import settings as installed
from django.test import Client, override_settings
from django.urls import clear_url_caches

from binhyen.accounts import demonstration as officers
from binhyen.accounts import throttle
from binhyen.accounts.models import Membership, Person, Role
from binhyen.offices import demonstration

BRANCH = "ab" * 32
OTHER_BRANCH = "cd" * 32


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "binhyen.accounts.tests.addresses"
    clear_url_caches()
    throttle.clear()
    from django.core.cache import cache

    cache.clear()
    yield
    clear_url_caches()


@pytest.fixture
def real(settings):
    """A real installation."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-real", demonstration=False)


@pytest.fixture
def playing(settings):
    """A demonstration."""
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-demo", demonstration=True)


@pytest.fixture(scope="module")
def demonstrated(shared):
    """The officers of the demonstration with their offices' keys: twelve phrases are stretched, once for a module."""
    played = dataclasses.replace(installed.INSTALLATION, id="by-demo", demonstration=True)
    with override_settings(INSTALLATION=played):
        return officers.make("by-demo")


@pytest.fixture
def offices(db):
    return demonstration.make_offices()


@pytest.fixture
def mai(offices):
    person = Person.objects.create_person("mai", BRANCH, full_name="Nguyễn Thị Mai", recipient="age1mai")
    Membership.objects.create(
        person=person,
        office=offices["cong-an-xa-huong-son"],
        role=Role.OFFICER,
        from_on=date(2025, 7, 1),
    )
    return person


@pytest.fixture
def quang(offices):
    return Person.objects.create_person("quang", OTHER_BRANCH, full_name="Trần Quang")


class Desk(Client):
    """The desk's document: posts JSON, remembers the session."""

    def tell(self, address, content=None, **extra):
        return self.post(
            f"/ban-lam-viec/{address}",
            json.dumps({} if content is None else content),
            content_type="application/json",
            **extra,
        )

    def sign_in(self, username="mai", branch=BRANCH, **extra):
        return self.tell("dang-nhap/", {"username": username, "sign_in": branch}, **extra)


@pytest.fixture
def desk():
    return Desk()
