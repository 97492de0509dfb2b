"""After erasing: what is left on the disk, looked for as a thief would, in a real installation's own files."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests import running, thief
from tests.running import Running

pytestmark = pytest.mark.processes

# Both are played in processes of their own, on an installation that was made by the command. The first files a tip with
# an attachment and ends it, and prints what there is of it; the second erases it when its term is over.
LIVED = """
import base64, json, sys
from pathlib import Path
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.test.utils import setup_test_environment
setup_test_environment()
from binhyen.kinds.tip import acts
from binhyen.matters import blobs, clock, grants, retention
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Grant, Matter
from binhyen.accounts.models import Membership
from tests.inhabited import OFFICE, Scene

row = Matter.objects.get(ref=Scene(Path("nowhere")).files("gone", "call", attached=True).matter)
head = Membership.objects.get(office__slug=OFFICE, role="head")
by = Actor("head", head.person_id, head.office_id)
record(row, "concluded", by=by, facts=acts.Concluded("unverifiable"))
record(row, "result_notified", by=by, facts=acts.ResultNotified("in_person", clock.today()))
def plain(bytes_):
    return base64.b64encode(bytes_).decode()
rows = list(Grant.objects.filter(matter=row))
attached = row.attachments.get()
with blobs.opened(attached) as file:
    print(json.dumps({
        "ref": row.ref, "pk": row.pk, "key": plain(retention.key_of(row.pk)),
        "grants": [plain(bytes(each.locked)) for each in rows],
        "inside": [plain(ciphertext) for _each, ciphertext in grants.opened(rows)],
        "file": file.name, "content": plain(file.read()),
    }))
"""
ERASED = """
import datetime as dt, sys
from pathlib import Path
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.matters import clock, keeping, retention_copies
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.accounts.models import Membership
from binhyen.procedure import Erased

row = Matter.objects.get(ref=sys.argv[2])
head = Membership.objects.get(office=row.office_id, role="head")
with clock.at(clock.now() + dt.timedelta(days=3700)):
    if len(sys.argv) == 4:
        retention_copies.copy_to(Path(sys.argv[3]))
    facts = Erased(keeping.said_by_the_program("erased")["unopenable_from"])
    record(row, "erased", by=Actor("head", head.person_id, head.office_id), facts=facts)
print(facts.unopenable_from.isoformat())
"""


@dataclass
class Gone:
    """What there is of a matter before it is erased, and the day from which nobody opens it."""

    ref: str
    pk: int
    key: bytes
    grants: list[bytes]
    inside: list[bytes]
    file: Path
    content: bytes
    unopenable_from: str = ""


def run(running: Running, script: str, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(running.data), *more],
        capture_output=True, text=True, check=False, env=os.environ | running.environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def lived(running: Running) -> Gone:
    """A tip with an attachment, ended."""
    said = json.loads(run(running, LIVED))
    plain = base64.b64decode
    return Gone(
        said["ref"], said["pk"], plain(said["key"]), [plain(each) for each in said["grants"]],
        [plain(each) for each in said["inside"]], Path(said["file"]), plain(said["content"]),
    )  # fmt: skip


def erase(running: Running, gone: Gone, *mirror: str) -> Gone:
    """Erase it after its term, once the keys were copied to `mirror` where one is given."""
    return replace(gone, unopenable_from=run(running, ERASED, gone.ref, *mirror))


def play(running: Running, *mirror: str) -> Gone:
    return erase(running, lived(running), *mirror)


def files(place: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Running:
    return running.made(tmp_path_factory.mktemp("demo") / "data", BINHYEN_DATABASE="")


def test_nothing_of_it_is_left_in_sqlite_s_own_files(demo, tmp_path):
    """Pages, free pages and write-ahead logs, of the database and of the store of keys; and the attachment's file."""
    own = running.copy_of(demo, tmp_path / "data")
    gone = lived(own)
    before = files(own.data)
    assert len(gone.grants) == 5  # the story, the talk twice, and both halves of the key to a name
    assert len(gone.content) > 4_000
    there = (gone.key, *gone.grants, gone.content)
    assert all(each in before for each in there), "the control: it was there"
    assert gone.file.is_relative_to(own.data)
    erase(own, gone)
    after = files(own.data)
    assert not [each for each in (*there, *gone.inside, gone.content[:500]) if each in after]
    assert not gone.file.exists()
    assert not [path for path in own.data.rglob("*") if gone.file.name in path.name]
    assert own.command("verify").returncode == 0
    assert own.command("replay", "--check").returncode == 0


def test_a_backup_from_before_opens_until_the_copies_of_the_keys_have_rolled(demo, tmp_path):
    own = running.copy_of(demo, tmp_path / "data")
    gone = lived(own)
    made = own.command("backup", "--to", str(tmp_path / "b"), "--keys-to", str(tmp_path / "k"))
    database = Path(made.stdout.strip()) / "binhyen.sqlite3"
    (before,) = (tmp_path / "k").glob("retention-*.sqlite3")
    installation = json.loads((own.data / "installation.json").read_text())["id"]
    gone = erase(own, gone)
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
    gone = play(own, str(tmp_path / "mirror"))
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
    assert not [each for each in (gone.key, *gone.inside, gone.content) if each in everything]
