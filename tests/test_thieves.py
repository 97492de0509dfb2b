"""What each thief reads, tried with every key they have on everything they took, from an installation's own files.

Every test ends with its control: the same tools with the right keys do read it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from binhyen.sealing import branches, words
from binhyen.sealing.keys import Identity
from tests import inhabited, thief
from tests.conftest import Town, inhabit
from tests.inhabited import CUSTODIAN, LEAVER, NEIGHBOUR, OFFICE, RECEIVER
from tests.running import Running, copy_of
from tests.thief import Haul, rob

pytestmark = pytest.mark.processes

TALK = {"open question", "open answer"}
# The key to a name that its resident wants kept secret is in two halves, at two offices.
SECRET = {"kept name", "kept number"}
# Why an office asked for a name is sealed to both offices themselves, not to the matter; under its retention key too.
REASON = {"kept reason"}
OPEN = {"open story", "open attachment", "open name", "open number", *TALK, "kept story"}
CLOSED = {"closed story", "closed name", "closed number"}
HANDED = {"handed story"}
LATER = {"later story", "later attachment", "later name", "later number", "later question", "later answer"}


def taken(data: Path) -> Haul:
    """The database and the attachments, without anything else."""
    return Haul.of(*sorted(data.glob("binhyen.sqlite3*")), data / "attachments")


def reads(town: Town, haul: Haul, *identities: Identity, **more: dict[int, bytes]) -> set[str]:
    return rob(haul, *identities, **more).reads(town.known["texts"])


def offices(town: Town) -> list[Identity]:
    return [Identity.from_age(identity) for identity, _seed in town.known["keys"].values()]


@pytest.fixture(scope="module")
def database(town) -> Haul:
    return taken(town.before.data)


@pytest.fixture(scope="module")
def disk(town) -> Haul:
    """All that lies on the server."""
    return Haul.of(town.before.data)


@pytest.fixture(scope="module")
def disk_after(town) -> Haul:
    return Haul.of(town.after.data)


# --- a stolen database --------------------------------------------------------------------------------------------


def test_the_database_and_the_attachments_open_nothing(town, database):
    loot = rob(database)
    assert loot.reads(town.known["texts"]) == set()
    assert (loot.texts, loot.keys) == ([], {})
    assert len(database.ciphertexts) > 100
    assert len(database.locked) > 50
    assert reads(town, database, town.identity(OFFICE), retention=store(town.before)) >= OPEN


def test_the_database_with_the_keys_of_every_office_opens_no_report(town, database):
    assert reads(town, database, *offices(town)) == set()


def taken_while_it_runs(own: Running) -> Haul:
    """A database and its log that fit together: a thief copies again when the log changed in between."""
    for _ in range(5):
        with suppress(FileNotFoundError, sqlite3.DatabaseError):
            return Haul.of(*sorted(own.data.glob("binhyen.sqlite3*")), own.data.parent / "log")
    raise AssertionError("five copies were torn")


def test_the_database_while_it_is_written_opens_nothing(town, tmp_path):
    """With its write-ahead log, which holds the last reports."""
    # A copy: a server that runs also writes what the clock has to say.
    own = copy_of(town.before, tmp_path / "data")
    own.start(own.data.parent / "log")
    try:
        haul = taken_while_it_runs(own)
    finally:
        own.stop()
    assert reads(town, haul) == set()
    assert reads(town, haul, *offices(town)) == set()


def test_a_receipt_opens_its_talk_and_neither_story_nor_name(town, database, disk):
    installation = json.loads((town.before.data / "installation.json").read_text())["id"]
    receipt = words.parse_receipt(town.known["receipts"]["open"])
    resident = branches.stretch(receipt, installation)
    assert reads(town, disk, resident.identity) == TALK
    assert reads(town, database, resident.identity) == set()


# --- a stolen backup ----------------------------------------------------------------------------------------------


def test_a_backup_opens_nothing_without_the_folder_of_its_keys(town, tmp_path):
    made = town.before.command("backup", "--to", str(tmp_path / "b"), "--keys-to", str(tmp_path / "k"))
    assert made.returncode == 0, made.stderr
    backup, both = Haul.of(tmp_path / "b"), Haul.of(tmp_path / "b", tmp_path / "k")
    assert reads(town, backup) == reads(town, both) == set()
    assert reads(town, backup, *offices(town)) == set()
    # Both folders and one office's keys: its reports that were not erased, and no other office's.
    assert reads(town, both, town.identity(OFFICE)) == OPEN | CLOSED | HANDED | REASON
    assert reads(town, both, town.identity(NEIGHBOUR)) == {"neighbour story"}
    assert reads(town, both, town.identity(RECEIVER)) == HANDED


def test_two_offices_together_open_a_name_that_is_kept_secret(town, database, disk):
    """The control of what is said of one: neither half opens it, nor both with the grants still locked."""
    own, custodian = town.identity(OFFICE), town.identity(CUSTODIAN)
    assert not reads(town, disk, own) & SECRET
    assert reads(town, disk, custodian) == REASON
    assert reads(town, disk, own, custodian) >= SECRET
    assert not reads(town, database, own, custodian) & SECRET


# --- a leaver's laptop --------------------------------------------------------------------------------------------


def leavers(town: Town) -> tuple[Identity, Identity]:
    """The phrase's own key, and the office's of before."""
    installation = json.loads((town.before.data / "installation.json").read_text())["id"]
    phrase = town.before.phrase(LEAVER)
    office = thief.office_identity(town.before.data / "binhyen.sqlite3", phrase, installation)
    return branches.stretch(words.parse_phrase(phrase), installation).identity, office


def test_a_leaver_s_keys_open_nothing_that_is_open(town, disk, disk_after):
    """With everything on the server's disk after the office changed its keys, the retention keys too."""
    theirs = leavers(town)
    assert reads(town, disk_after, *theirs) == CLOSED | HANDED | REASON
    assert reads(town, taken(town.after.data), *theirs) == set()
    # Before it, they opened what the office opened; after it, the office opens what they do not.
    assert reads(town, disk, *theirs) >= OPEN
    assert reads(town, disk_after, town.identity(OFFICE, " new")) == OPEN | LATER


def test_a_leaver_who_copied_every_key_reads_nothing_that_came_later(town, disk, disk_after):
    """The matters' own keys too, from a disk that was copied while they still worked there."""
    copied = rob(disk, *leavers(town))
    assert len(copied.keys) > 20
    read = reads(town, disk_after, *copied.keys.values())
    assert not read & (LATER | SECRET)
    assert read == OPEN | CLOSED | HANDED | REASON


# --- the administrator, at rest -----------------------------------------------------------------------------------


def test_the_whole_disk_of_the_server_opens_nothing(town, disk):
    """Database, attachments, retention keys, both key files; every number on it is tried as a key."""
    loot = rob(disk)
    assert loot.reads(town.known["texts"]) == set()
    assert (loot.texts, loot.keys) == ([], {})
    assert len(disk.retention) > 50
    # The control: one office's key among the files, in whatever form, is found and used.
    for form in (town.identity(OFFICE).reveal(), town.identity(OFFICE).reveal().hex().encode()):
        found = Haul([*disk.values, form], disk.locked, disk.retention)
        assert reads(town, found) == OPEN | CLOSED | HANDED | REASON


def test_what_was_erased_opens_for_nobody(town, disk, disk_after):
    gone = {name for name in town.known["texts"] if name.startswith("erased")}
    assert len(gone) == 4
    for haul in (disk, disk_after):
        assert not reads(town, haul, *offices(town)) & gone


def store(running: Running) -> dict[int, bytes]:
    return thief.keys_in(running.data / "retention" / "keys.sqlite3")


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not os.environ.get("BINHYEN_DATABASE"), reason="needs a PostgreSQL")
def test_a_dump_of_postgresql_opens_nothing(tmp_path):
    import subprocess

    import psycopg

    from tests.with_postgresql import programs

    url = os.environ["BINHYEN_DATABASE"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE robbed")
    own = Running(tmp_path / "data", {"BINHYEN_DATABASE": url.replace("/binhyen?", "/robbed?")})
    inhabit("born", own, tmp_path / "known.json")
    lived = Town(own, own, json.loads((tmp_path / "known.json").read_text()))
    with (tmp_path / "dump.sql").open("wb") as dump:
        here = own.environment["BINHYEN_DATABASE"]
        subprocess.run([str(programs() / "pg_dump"), here], stdout=dump, check=True)
    haul = Haul.of(tmp_path / "dump.sql", own.data / "attachments")
    with psycopg.connect(here) as rows:
        haul.locked = thief.placed(rows.execute(thief.GRANTS))
        haul.locked += thief.placed_reasons(rows.execute(thief.REASONS))
    assert reads(lived, haul) == set()
    assert reads(lived, haul, *offices(lived)) == set()
    assert reads(lived, haul, lived.identity(inhabited.OFFICE), retention=store(own)) >= OPEN
