"""Two counters and one code, in a database whose transactions are real and whose writers wait for each other."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from django.db import connection, connections

from binhyen.accounts import throttle
from binhyen.desk.tests.conftest import Desk, Playing
from binhyen.desk.tests.test_paying import PAGE, Town
from binhyen.matters import rewards, verification
from binhyen.matters.models import Entry
from binhyen.offices import demonstration


@pytest.fixture
def waiting_database(empty_database, tmp_path):
    """SQLite in memory refuses whoever meets a lock, and a test would have to try again over every other failure too:
    a copy in a file lets them wait, as it does where it is used. PostgreSQL does so everywhere."""
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "counters.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    memory, described = connections["default"], connections.settings["default"]
    connections.settings["default"] = described | {"NAME": str(file)}
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"], connections["default"] = described, memory


@pytest.fixture
def open_town(waiting_database, settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-demo")
    throttle.clear()
    return Town(Playing(demonstration.make("by-demo")))


def at_once(desks, posted):
    """The answers to the same post of several desks, each from a thread of its own; a failure is not hidden."""
    answers, together = [], threading.Barrier(len(desks))

    def pay(desk):
        desk.raise_request_exception = False
        together.wait()
        try:
            answers.append(desk.post(desk.home + PAGE, posted))
        finally:
            connection.close()

    threads = [threading.Thread(target=pay, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_two_payers_at_the_same_moment_pay_once(open_town, client):
    town = open_town
    shown = town.claimed(client)
    payers = [town.kim, *(town.person(name, town.till, "registry") for name in ("lan", "nga", "oanh"))]
    answers = at_once([Desk(person) for person in payers], {"claim": shown.written(), "wants": "pay"})
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    told = {answer.status_code: answer.content.decode() for answer in answers}
    assert "Bạn đã chi khoản này" in told[200]
    assert "Đừng chi lần nữa" in told[409]
    (paid,) = Entry.objects.filter(act=rewards.PAID)
    assert f"người chi: {paid.by}" in told[409]
    assert list(verification.verify()) == []


def test_one_payer_who_presses_twice_pays_once_and_is_told_so_twice(open_town, client):
    town = open_town
    shown = town.claimed(client)
    answers = at_once([Desk(town.kim), Desk(town.kim)], {"claim": shown.written(), "wants": "pay"})
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("Bạn đã chi khoản này" in answer.content.decode() for answer in answers)
    assert Entry.objects.filter(act=rewards.PAID).count() == 1
