"""Many at once, against the real server: nothing refused, nothing twice, nothing lost when it is killed.

Runs on SQLite, or on the PostgreSQL that BINHYEN_DATABASE names.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks import load, stage
from benchmarks.stage import Server, Stage

pytestmark = pytest.mark.load

REPORTS = 2000
CLIENTS = 64
AGAIN = 100
FILE = "/bao-tin/gui/"
SETTINGS = "binhyen.site.settings"


@pytest.fixture(scope="module")
def installation() -> Iterator[Stage]:
    with stage.stage() as made:
        yield made


@pytest.fixture(scope="module")
def reports(installation: Stage) -> list[dict[str, Any]]:
    """Reports as browsers seal them; some more than are filed at first, for the test that kills the server."""
    file = installation.directory / "reports.jsonl"
    made = REPORTS + 800
    subprocess.run(
        [sys.executable, "-m", "benchmarks.reports", str(made), str(file)],
        env=installation.environment | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        check=True,
    )
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def server(installation: Stage) -> Iterator[Server]:
    served = stage.serve(installation).start()
    yield served
    served.stop()


def bodies(some: list[dict[str, Any]]) -> list[bytes]:
    return [json.dumps(report["posted"]).encode() for report in some]


def stored(installation: Stage) -> set[str]:
    return {str(ref) for (ref,) in installation.rows("SELECT ref FROM matters_matter")}


def test_64_clients_file_2000_reports_and_officers_number_them(
    installation: Stage, reports: list[dict[str, Any]], server: Server
):
    before = len(stored(installation))
    first = reports[:REPORTS]
    filed = load.run(server.port, FILE, bodies(first), CLIENTS)
    assert filed["failed"] == 0, filed["statuses"]
    assert {report["matter"] for report in first} <= stored(installation)
    assert len(stored(installation)) == before + REPORTS

    again = load.run(server.port, FILE, bodies(first[:AGAIN]), CLIENTS)
    assert again["failed"] == 0, again["statuses"]
    assert len(stored(installation)) == before + REPORTS

    # Numbers come at the first act of an officer; now all officers act at once, from two processes.
    numbered_before = register(installation)
    acting = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.load.acting", str(part), "2"],
            env=installation.environment | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        )
        for part in range(2)
    ]
    assert [process.wait(timeout=300) for process in acting] == [0, 0]
    numbers = register(installation)
    assert sum(map(len, numbers.values())) >= sum(map(len, numbered_before.values())) + REPORTS
    for place, given in numbers.items():
        assert sorted(given) == list(range(1, len(given) + 1)), place
    installation.binhyen("verify")
    installation.binhyen("replay", "--check")


def register(installation: Stage) -> dict[tuple[object, ...], list[int]]:
    """The numbers given, by office, kind and year."""
    given: dict[tuple[object, ...], list[int]] = {}
    rows = installation.rows("SELECT office_id, kind, year, number FROM matters_registernumber")
    for office, kind, year, number in rows:
        given.setdefault((office, kind, year), []).append(int(str(number)))
    return given


@pytest.mark.parametrize("round_", range(3))
def test_a_report_acknowledged_is_on_disk_when_the_server_is_killed(
    installation: Stage, reports: list[dict[str, Any]], round_: int
):
    share = reports[REPORTS + round_ * 260 : REPORTS + (round_ + 1) * 260]
    served = stage.serve(installation).start()
    acknowledged: list[str] = []
    posting = [
        threading.Thread(target=post_each, args=(served.port, share[part::8], acknowledged))
        for part in range(8)
    ]
    for thread in posting:
        thread.start()
    deadline = time.monotonic() + 60
    wanted = random.Random(round_).randint(20, 120)
    while len(acknowledged) < wanted and time.monotonic() < deadline:
        time.sleep(0.001)
    served.kill()
    for thread in posting:
        thread.join(timeout=30)
    assert len(acknowledged) >= wanted
    again = stage.serve(installation).start()
    try:
        assert set(acknowledged) <= stored(installation)
        # What was not acknowledged is posted again by its resident, whether or not it had arrived.
        answers = load.run(again.port, FILE, bodies(share), 8)
        assert answers["failed"] == 0, answers["statuses"]
        refs = Counter(report["matter"] for report in share)
        assert set(refs) <= stored(installation)
    finally:
        again.stop()
    installation.binhyen("verify")
    installation.binhyen("replay", "--check")


def post_each(port: int, some: list[dict[str, Any]], acknowledged: list[str]) -> None:
    """Post one after another until the server is gone."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for report in some:
        try:
            connection.request(
                "POST", FILE, json.dumps(report["posted"]), {"Content-Type": "application/json"}
            )
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return
        if 200 <= answer.status < 300:
            acknowledged.append(report["matter"])
