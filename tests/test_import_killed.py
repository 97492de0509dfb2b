"""An import of order reports whose process is killed: called again it takes in what is missing, and nothing twice."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from binhyen.receiving.tests.web import picture
from tests.running import BINHYEN, made

pytestmark = pytest.mark.processes
ROWS = 400
HEADS = "service_request_id,service_code,description,jurisdiction_id,status,requested_datetime,media_url"


def test_none_is_missing_and_none_is_twice_after_a_kill(tmp_path: Path) -> None:
    running = made(tmp_path / "data")
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(picture())
    path, report = tmp_path / "reports.csv", tmp_path / "refused.csv"
    rows = [
        f"{n},waste,Rác {n}.,10489,{('open', 'closed')[n % 2]},2026-08-30T08:00:00+07:00,{'' if n % 9 else 'a.jpg'}"
        for n in range(ROWS)
    ]
    path.write_text("\n".join([HEADS, *rows, "x,gambling,Không nhận.,10489,open,,"]) + "\n", encoding="utf-8")
    command = [
        "orders",
        "import",
        "--from",
        str(path),
        "--source",
        "cu",
        "--by",
        "ubnd",
        "--pictures",
        str(folder),
    ]
    command += ["--report", str(report), "--format", "json"]

    def here(what: str) -> int:
        with sqlite3.connect(running.data / "binhyen.sqlite3", timeout=30) as database:
            return int(database.execute(what).fetchone()[0])

    imported = "SELECT count(*) FROM matters_document WHERE body LIKE 'cu #%' AND body NOT LIKE '%:%'"
    pictures = "SELECT count(*) FROM matters_entry WHERE act = 'picture_brought'"
    process = subprocess.Popen(
        [*BINHYEN, *command, "--data", str(running.data)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | running.environment,
    )  # fmt: skip
    until = time.monotonic() + 120
    while here(imported) < 40 and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    process.wait()
    before = here(imported)
    assert 40 <= before < ROWS

    # The line of another kind is refused, which the exit status says, and the table why.
    for added, known in ((ROWS - before, before), (0, ROWS)):
        done = running.command(*command)
        assert done.returncode == 1, done.stderr
        counted = json.loads(done.stdout)["tables"]["order_reports"]
        assert counted == {"added": added, "known": known, "refused": 1}
        assert here(imported) == ROWS
        assert here(pictures) == len(range(0, ROWS, 9))
    told = report.read_text(encoding="utf-8-sig")
    assert f"{ROWS + 2}" in told
    assert "unknown_code" in told
