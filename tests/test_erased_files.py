"""After erasing: what is left on the disk, looked for as a thief would, in a real installation's own files."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import running, thief
from tests.running import Running

pytestmark = pytest.mark.processes

# Played in a process of its own, on an installation that was made by the command: one ended tip with an attachment's
# file is erased after its term. Prints what was there before.
PLAY = """
import base64, datetime as dt, json, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.kinds.tip import acts
from binhyen.matters import clock, grants, keeping, retention, retention_copies
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Grant, Matter
from binhyen.accounts.models import Membership
from binhyen.procedure import Erased

led = Membership.objects.filter(role="head").values("office")
row = Matter.objects.filter(state__in=["received", "classified", "checking"], office__in=led).exclude(sealed="").first()
head = Membership.objects.filter(office=row.office_id, role="head").first()
by = Actor("head", head.person_id, head.office_id)
record(row, "concluded", by=by, facts=acts.Concluded("unverifiable"))
record(row, "result_notified", by=by, facts=acts.ResultNotified("in_person", clock.today()))
found = {"ref": row.ref, "key": base64.b64encode(retention.key_of(row.pk)).decode(), "pk": row.pk}
rows = list(Grant.objects.filter(matter=row))
found["grants"] = [base64.b64encode(bytes(each.locked)).decode() for each in rows]
found["inside"] = [base64.b64encode(ciphertext).decode() for _each, ciphertext in grants.opened(rows)]
with clock.at(clock.now() + dt.timedelta(days=3700)):
    if sys.argv[2] == "mirrored":
        retention_copies.copy_to(__import__("pathlib").Path(sys.argv[3]))
    facts = Erased(keeping.said_by_the_program("erased")["unopenable_from"])
    record(row, "erased", by=by, facts=facts)
    found["unopenable_from"] = facts.unopenable_from.isoformat()
print(json.dumps(found))
"""


@dataclass
class Gone:
    """What was there before a matter was erased."""

    ref: str
    pk: int
    key: bytes
    grants: list[bytes]
    inside: list[bytes]
    unopenable_from: str


def play(running: Running, *more: str) -> Gone:
    done = subprocess.run(
        [sys.executable, "-c", PLAY, str(running.data), *(more or ("alone",))],
        capture_output=True, text=True, check=False, env=os.environ | running.environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    plain = base64.b64decode
    return Gone(
        said["ref"], said["pk"], plain(said["key"]), [plain(each) for each in said["grants"]],
        [plain(each) for each in said["inside"]], said["unopenable_from"],
    )  # fmt: skip


def files(place: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Running:
    return running.made(tmp_path_factory.mktemp("demo") / "data", BINHYEN_DATABASE="")


def test_nothing_of_it_is_left_in_sqlite_s_own_files(demo, tmp_path):
    """Pages, free pages and write-ahead logs, of the database and of the store of keys."""
    own = running.copy_of(demo, tmp_path / "data")
    before = files(own.data)
    gone = play(own)
    assert len(gone.grants) == 5  # the story, the talk twice, and both halves of the key to a name
    assert all(each in before for each in (gone.key, *gone.grants)), "the control: it was there"
    after = files(own.data)
    assert not [each for each in (gone.key, *gone.grants, *gone.inside) if each in after]
    assert own.command("verify").returncode == 0
    assert own.command("replay", "--check").returncode == 0


def test_a_backup_from_before_opens_until_the_copies_of_the_keys_have_rolled(demo, tmp_path):
    own = running.copy_of(demo, tmp_path / "data")
    made = own.command("backup", "--to", str(tmp_path / "b"), "--keys-to", str(tmp_path / "k"))
    database = Path(made.stdout.strip()) / "binhyen.sqlite3"
    (before,) = (tmp_path / "k").glob("retention-*.sqlite3")
    installation = json.loads((own.data / "installation.json").read_text())["id"]
    gone = play(own)
    opened = set()
    for sign_in in own.sign_ins["sign_ins"]:
        try:
            key = thief.office_identity(database, sign_in["phrase"], installation)
        except LookupError:
            continue
        # With the old copy of the keys the old backup opens; with the store as it is now, not that matter.
        opened |= thief.steal(database, key, thief.keys_in(before)).opened
        now = thief.keys_in(own.data / "retention" / "keys.sqlite3")
        assert gone.ref not in thief.steal(database, key, now).opened
    assert gone.ref in opened


def test_erased_names_the_day_on_which_the_last_copy_goes(demo, tmp_path):
    own = running.copy_of(demo, tmp_path / "data")
    gone = play(own, "mirrored", str(tmp_path / "mirror"))
    (copy,) = (tmp_path / "mirror").iterdir()
    assert gone.pk in thief.keys_in(copy)
    made_on = copy.name.removeprefix("retention-").removesuffix(".sqlite3")
    assert gone.unopenable_from > made_on


@pytest.mark.skipif(not os.environ.get("BINHYEN_DATABASE"), reason="needs a PostgreSQL")
def test_what_postgresql_keeps_is_worthless(tmp_path):
    """Dead rows go with VACUUM. The write-ahead log may keep grants for a while: locked ones, never their inside."""
    import psycopg

    url = os.environ["BINHYEN_DATABASE"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE erased")
        row = server.execute("SHOW data_directory").fetchone()
    own = running.made(tmp_path / "data", BINHYEN_DATABASE=url.replace("/binhyen?", "/erased?"))
    gone = play(own)
    with psycopg.connect(own.environment["BINHYEN_DATABASE"], autocommit=True) as server:
        server.execute("VACUUM FULL")
        server.execute("CHECKPOINT")
    assert row
    cluster = Path(row[0])
    assert not [each for each in gone.grants if each in files(cluster / "base")]
    everything = files(cluster) + files(own.data)
    assert not [each for each in (gone.key, *gone.inside) if each in everything]
