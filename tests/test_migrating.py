"""Rows that an earlier version wrote, through a real `migrate`: what was sealed still opens, and lies open no more."""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.running import BINHYEN

pytestmark = pytest.mark.processes

# Makes the tables of an earlier version and fills them by that version's models. Prints the ciphertexts by grant.
BEFORE = """
import base64, datetime as dt, hashlib, json, sys
from pathlib import Path
from binhyen.commands import demonstration
demonstration.prepare(Path(sys.argv[1]))
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
node = ("matters", sys.argv[2])
call_command("migrate", *node, verbosity=0)
models = MigrationLoader(connection).project_state(node).apps.get_model
Unit, Office = models("units", "Unit"), models("offices", "Office")
Matter, Grant, Receipt = (models("matters", name) for name in ("Matter", "Grant", "Receipt"))
day = dt.date(2026, 7, 1)
area = Unit.objects.create(
    code="01", name="Hà Nội", folded="ha noi", prefix="Thành phố", level="province", valid_from=day
)
offices = [
    Office.objects.create(slug=slug, name=slug, name_en=slug, type="police", area=area, valid_from=day)
    for slug in ("ca-mot", "ca-hai")
]
# More than the migration takes at once, with a matter whose grants fall on both sides of the cut.
grants, by = [], {}
for number in range(1, 261):
    ref = f"{number:03d}".replace("0", "a").replace("1", "b").replace("8", "c").replace("9", "d").rjust(26, "z")
    matter = Matter.objects.create(
        id=number * 7919, ref=ref, kind="tip", law="tip/2026", birth="{}", sealed="browser", received_on=day,
        state="received", area=area, office=offices[0], is_open=True, head_seq=1, head_hash=f"{number:064x}",
    )
    Receipt.objects.create(matter=matter, lookup_hash=hashlib.sha256(ref.encode()).hexdigest())
    for stream, holder, office in (
        ("intake", "office", offices[0]), ("talk", "office", offices[0]), ("talk", "author", None),
    ) + ((("intake", "office", offices[1]),) if number % 10 == 0 else ()):
        wrapped = b"age-encryption.org/v1 " + hashlib.sha512(f"{ref}{stream}{holder}{office}".encode()).digest()
        grants.append(Grant(
            id=len(grants) + 1, matter=matter, stream=stream, holder=holder, office=office, ciphertext=wrapped
        ))
        by[f"{ref} {stream} {holder} {office.slug if office else ''}"] = base64.b64encode(wrapped).decode()
Grant.objects.bulk_create(grants)
print(json.dumps(by))
"""

# What this version makes of them; "back" takes the migration away again.
AFTER = """
import base64, json, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
how = sys.argv[2]
if how == "back":
    call_command("migrate", "matters", "0007_statements_append_only", verbosity=0)
    Grant = MigrationLoader(connection).project_state(("matters", "0007_statements_append_only")).apps.get_model(
        "matters", "Grant"
    )
    opened = [(row, bytes(row.ciphertext)) for row in Grant.objects.select_related("matter", "office")]
else:
    call_command("migrate", verbosity=0)
    from binhyen.matters import grants
    from binhyen.matters.models import Grant, Receipt
    assert Receipt.objects.count() == 260
    rows = list(Grant.objects.select_related("matter", "office"))
    assert {(row.turn, row.serial) for row in rows} == {(0, 1)}
    opened = grants.opened(rows)
print(json.dumps({
    f"{row.matter.ref} {row.stream} {row.holder} {row.office.slug if row.office else ''}":
    base64.b64encode(ciphertext).decode() for row, ciphertext in opened
}))
"""

# Every trigger, by name and table: a table that SQLite makes anew loses its own.
TRIGGERS = """
import json, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.db import connection
asked = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
with connection.cursor() as cursor:
    cursor.execute(asked[connection.vendor])
    print(json.dumps(sorted(map(list, cursor.fetchall()))))
"""

FROM = ["0002_append_only", "0007_statements_append_only"]


def play(script: str, data: Path, *more: str, database: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", script, str(data), *more],
        capture_output=True, text=True, check=False, env=os.environ | {"BINHYEN_DATABASE": database}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def triggers(data: Path, database: str) -> Any:
    return play(TRIGGERS, data, database=database)


def made_anew(data: Path, database: str) -> Any:
    """The triggers of an installation that never was of an earlier version."""
    environment = os.environ | {"BINHYEN_DATABASE": database}
    command = [*BINHYEN, "demo", "--seed-only", "--data", str(data)]
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=300)
    return triggers(data, database)


def migrates(data: Path, version: str, database: str) -> dict[str, str]:
    """From that version to this one, back before the grants were locked, and again."""
    before = play(BEFORE, data, version, database=database)
    assert len(before) == 260 * 3 + 26
    assert play(AFTER, data, "on", database=database) == before
    assert play(AFTER, data, "back", database=database) == before
    assert play(AFTER, data, "again", database=database) == before
    return before


def inside(data: Path, given: dict[str, str]) -> list[str]:
    """Whose grants lie somewhere in the files as they were sealed."""
    everything = b"\0".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())
    return [name for name, wrapped in given.items() if base64.b64decode(wrapped) in everything]


@pytest.mark.parametrize("version", FROM)
def test_grants_of_an_earlier_version_are_locked_and_open(tmp_path, version):
    data = tmp_path / "data"
    given = migrates(data, version, "")
    assert inside(data, given) == []
    with closing(sqlite3.connect(data / "retention" / "keys.sqlite3")) as store:
        keys = {each for (each,) in store.execute("SELECT id FROM keys")}
    assert keys >= {number * 7919 for number in range(1, 261)}
    assert triggers(data, "") == made_anew(tmp_path / "fresh", "")


def test_they_lay_open_before(tmp_path):
    """The control of the test above: it would have found them."""
    given = play(BEFORE, tmp_path / "data", FROM[1], database="")
    assert len(inside(tmp_path / "data", given)) == len(given)


@pytest.mark.skipif(not os.environ.get("BINHYEN_DATABASE"), reason="needs a PostgreSQL")
def test_grants_of_an_earlier_version_are_locked_and_open_on_postgresql(tmp_path):
    import psycopg

    url = os.environ["BINHYEN_DATABASE"]
    names = [*(f"migrated_{version[:4]}" for version in FROM), "made_anew"]
    with psycopg.connect(url, autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
    *migrated, anew = (url.replace("/binhyen?", f"/{name}?") for name in names)
    fresh = made_anew(tmp_path / "fresh", anew)
    for version, database in zip(FROM, migrated, strict=True):
        given = migrates(tmp_path / version, version, database)
        with psycopg.connect(database) as asked:
            kept = {bytes(each) for (each,) in asked.execute("SELECT locked FROM matters_grant")}
        assert len(kept) == len(given)
        assert not kept & {base64.b64decode(each) for each in given.values()}
        assert triggers(tmp_path / version, database) == fresh
