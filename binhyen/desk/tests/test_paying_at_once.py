"""Two counters and one code, in a database whose transactions are real."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from django.db import connection

from binhyen.accounts import throttle
from binhyen.desk.tests.conftest import Desk, Playing
from binhyen.desk.tests.test_paying import PAGE, Town
from binhyen.matters import rewards
from binhyen.matters.models import Entry
from binhyen.offices import demonstration


@pytest.fixture
def open_town(empty_database, settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-demo")
    throttle.clear()
    return Town(Playing(demonstration.make("by-demo")))


def test_two_payers_at_the_same_moment_pay_once(open_town, client):
    town = open_town
    shown = town.claimed(client)
    payers = [town.kim, *(town.person(name, town.till, "registry") for name in ("lan", "nga", "oanh"))]
    desks = [Desk(person) for person in payers]
    for desk in desks:
        desk.raise_request_exception = False
    answers = []
    together = threading.Barrier(len(desks))

    def pay(desk):
        together.wait()
        posted = {"claim": shown.written(), "wants": "pay"}
        # A database in memory lets nobody wait for a lock: whoever meets one presses again.
        while (answer := desk.post(desk.home + PAGE, posted)).status_code >= 500:
            pass
        answers.append(answer.content.decode())
        connection.close()

    threads = [threading.Thread(target=pay, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Entry.objects.filter(act=rewards.PAID).count() == 1
    told = ["Bạn đã chi khoản này" in said for said in answers]
    assert sorted(told) == [False, False, False, True]
    assert sum("Đừng chi lần nữa" in said for said in answers) == 3
