"""Backup and restore as an operator calls them, and what a stolen backup gives away."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests import running, thief
from tests.running import Running

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Running:
    return running.made(tmp_path_factory.mktemp("demo") / "data", BINHYEN_DATABASE="")


@pytest.fixture(scope="module")
def backup(demo, tmp_path_factory) -> tuple[Path, Path]:
    home = tmp_path_factory.mktemp("backup")
    made = demo.command("backup", "--to", str(home / "data"), "--keys-to", str(home / "keys"))
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip()), home / "keys"


def identity(demo: Running, database: Path):
    installation = json.loads((demo.data / "installation.json").read_text())["id"]
    return thief.office_identity(database, demo.phrase("huongson"), installation)


def restored(demo: Running, source: Path, keys: Path, to: Path, *more: str):
    again = Running(to, demo.environment)
    return again, again.command("restore", "--from", str(source), "--keys-from", str(keys), *more)


def test_a_stolen_backup_opens_nothing_even_with_an_offices_key(demo, backup):
    folder, keys = backup
    database = folder / "binhyen.sqlite3"
    key = identity(demo, database)
    loot = thief.steal(database, key, {})
    assert loot.matters
    assert loot.opened == set()
    # The control: with the keys as well, what the office may read opens.
    store = next(keys.glob("retention-*.sqlite3"))
    assert thief.steal(database, key, thief.keys_in(store)).opened


def test_no_key_and_no_password_lies_in_the_backup(demo, backup):
    folder, _keys = backup
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    secrets = [(demo.data / name).read_bytes().strip() for name in ("secret.key", "checkpoint.key")]
    secrets += thief.keys_in(demo.data / "retention" / "keys.sqlite3").values()
    assert not [each for each in secrets if each in everything]
    assert json.loads((folder / "installation.json").read_text())["database"] == ""


def test_a_backup_is_for_its_user_alone(backup):
    for top in backup:
        for path in [top, *top.rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_restore_brings_everything_back(demo, backup, tmp_path):
    again, done = restored(demo, *backup, tmp_path / "again")
    assert done.returncode == 0, done.stdout + done.stderr
    for command in (("verify",), ("replay", "--check")):
        said = again.command(*command, "--format", "json")
        assert said.returncode == 0, said.stdout
        assert said.stdout == demo.command(*command, "--format", "json").stdout
    asked = ("figures", "annual", "--unit", "282", "--year", "2016")
    assert again.command(*asked).stdout == demo.command(*asked).stdout
    here, there = (each / "binhyen.sqlite3" for each in (demo.data, again.data))
    keys = thief.keys_in(again.data / "retention" / "keys.sqlite3")
    assert thief.steal(there, identity(demo, there), keys) == thief.steal(here, identity(demo, here), keys)


def test_a_damaged_backup_is_refused_and_nothing_is_restored(demo, backup, tmp_path):
    source = tmp_path / "copy"
    shutil.copytree(backup[0], source)
    database = source / "binhyen.sqlite3"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    again, done = restored(demo, source, backup[1], tmp_path / "again")
    assert done.returncode == 2
    assert "binhyen.sqlite3 is not what was written" in done.stderr
    assert not again.data.exists()


def test_a_backup_that_was_cut_short_is_none(demo, backup, tmp_path):
    source = tmp_path / "copy"
    shutil.copytree(backup[0], source)
    (source / "backup.json").unlink()
    assert restored(demo, source, backup[1], tmp_path / "again")[1].returncode == 2


def test_a_restore_goes_over_no_installation(demo, backup):
    _again, done = restored(demo, *backup, demo.data)
    assert done.returncode == 2
    assert "already holds an installation" in done.stderr


def test_keys_and_backup_never_lie_in_one_folder(demo, tmp_path):
    for to, keys_to in (("one", "one"), ("one", "one/keys"), ("one/data", "one")):
        made = demo.command("backup", "--to", str(tmp_path / to), "--keys-to", str(tmp_path / keys_to))
        assert made.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_copies_of_the_keys_roll_within_thirty_days(demo, tmp_path):
    made = demo.command("retention", "mirror", "--to", str(tmp_path))
    assert made.returncode == 0, made.stderr
    (copy,) = tmp_path.iterdir()
    assert thief.keys_in(copy) == thief.keys_in(demo.data / "retention" / "keys.sqlite3")
    old, other = tmp_path / "retention-2020-01-01.sqlite3", tmp_path / "something-else"
    shutil.copy(copy, old)
    other.write_bytes(b"not ours")
    assert demo.command("retention", "mirror", "--to", str(tmp_path)).returncode == 0
    assert sorted(tmp_path.iterdir()) == sorted([copy, other])


@pytest.mark.skipif(not os.environ.get("BINHYEN_DATABASE"), reason="needs a PostgreSQL")
def test_a_backup_of_postgresql_comes_back(tmp_path):
    import psycopg

    url = os.environ["BINHYEN_DATABASE"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE backed_up")
        server.execute("CREATE DATABASE restored")
    first, second = (url.replace("/binhyen?", f"/{name}?") for name in ("backed_up", "restored"))
    demo = running.made(tmp_path / "data", BINHYEN_DATABASE=first)
    made = demo.command("backup", "--to", str(tmp_path / "b"), "--keys-to", str(tmp_path / "k"))
    assert made.returncode == 0, made.stderr
    again = Running(tmp_path / "again", {"BINHYEN_DATABASE": ""})
    asked = ("--from", made.stdout.strip(), "--keys-from", str(tmp_path / "k"), "--database", second)
    done = again.command("restore", *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    assert again.command("verify").stdout == demo.command("verify").stdout
