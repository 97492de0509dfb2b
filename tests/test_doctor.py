"""`binhyen doctor`: a healthy installation has nothing, and each thing that is broken is said with its mend."""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from binhyen.public.tests import pmtiles
from tests import running
from tests.running import Running
from tests.test_erased_files import erase, lived, play

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Running:
    return running.made(tmp_path_factory.mktemp("demo") / "data", BINHYEN_DATABASE="")


@pytest.fixture
def own(demo, tmp_path) -> Running:
    return running.copy_of(demo, tmp_path / "data")


def findings(own: Running) -> set[str]:
    done = own.command("doctor", "--format", "json")
    found = {each["code"] for each in json.loads(done.stdout)["findings"]}
    assert done.returncode == (1 if found else 0)
    # What this machine is like, and what the demonstration is by its nature.
    return found - {"core_dumps_on", "office_of_one"}


def test_a_healthy_installation_has_nothing(own):
    assert findings(own) == set()


def test_open_permissions_are_found(own):
    (own.data / "secret.key").chmod(0o644)
    assert findings(own) == {"readable_by_others"}


def test_a_missing_store_is_found(own):
    shutil.rmtree(own.data / "retention")
    assert findings(own) == {"retention_store_missing"}


def test_grants_without_their_keys_are_found(own):
    with closing(sqlite3.connect(own.data / "retention" / "keys.sqlite3")) as store, store:
        store.execute("DELETE FROM keys")
    assert findings(own) == {"grants_without_keys"}


# A command of ours, on another day.
ON = """
import datetime as dt, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.commands.cli import main
from binhyen.matters import clock
with clock.at(dt.datetime.fromisoformat(sys.argv[2] + "T12:00:00+07:00")):
    main(sys.argv[3:])
"""


def on(own: Running, day: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ON, str(own.data), day, *arguments],
        capture_output=True, text=True, check=False, env=os.environ | own.environment,
    )  # fmt: skip


def of_erased(own: Running, day: str) -> tuple[tuple[int, int, int], str, set[str]]:
    """What doctor says of erased matters on that day: three counts, one sentence, and its findings of them."""
    said = json.loads(on(own, day, "doctor", "--format", "json").stdout)
    counts = said["erased"], said["erased_waiting"], said["erased_still_open"]
    lines = on(own, day, "doctor").stdout.splitlines()
    (sentence,) = [line for line in lines if "cannot be opened any more" in line]
    found = {each["code"] for each in said["findings"]}
    about = {"erased_unfinished", "erased_key_in_copy", "retention_copy_expired"}
    return counts, sentence, found & about


def test_an_erased_matter_is_gone_on_the_day_its_last_copy_expired_and_not_a_day_before(own, tmp_path):
    gone = play(own, str(tmp_path / "mirror"))
    last = dt.date.fromisoformat(gone.unopenable_from)
    (copy,) = (tmp_path / "mirror").iterdir()
    waits = "0 erased matter(s) cannot be opened any more; 1 until their last copy goes"
    before = (last - dt.timedelta(days=1)).isoformat()
    assert on(own, before, "retention", "mirror", "--to", str(tmp_path / "mirror")).returncode == 0
    assert of_erased(own, before) == ((0, 1, 0), waits, set())
    # The day has come and nobody took the copy away.
    counts, sentence, found = of_erased(own, gone.unopenable_from)
    assert counts == (0, 0, 1)
    assert sentence.startswith("0 erased matter(s) cannot be opened any more; 0 until")
    assert sentence.endswith("; 1 should be gone and may still be opened")
    assert found == {"erased_key_in_copy", "retention_copy_expired"}
    # Nor when nobody can look into it.
    away = copy.rename(tmp_path / copy.name)
    assert of_erased(own, gone.unopenable_from)[0] == (0, 0, 1)
    away.rename(copy)
    assert on(own, gone.unopenable_from, "retention", "mirror", "--to", str(copy.parent)).returncode == 0
    assert not copy.exists()
    over = "1 erased matter(s) cannot be opened any more; 0 until their last copy goes"
    assert of_erased(own, gone.unopenable_from) == ((1, 0, 0), over, set())
    # Another one is not counted with it, and all that was never erased has its key.
    another = play(own)
    assert of_erased(own, another.unopenable_from)[0] == (2, 0, 0)
    with the_store(own) as rows:
        kept = {each for (each,) in rows.execute("SELECT id FROM keys")}
    with the_database(own) as rows:
        matters = rows.execute("SELECT id FROM matters_matter WHERE sealed <> ''").fetchall()
    assert {each for (each,) in matters} - kept == {gone.pk, another.pk}
    with the_store(own) as rows:
        rows.execute("INSERT INTO keys VALUES (?, ?)", (gone.pk, gone.key))
    counts, _sentence, found = of_erased(own, another.unopenable_from)
    # The copies of those days should have gone by then; they can be looked into, and hold neither.
    assert (counts, found) == ((1, 0, 1), {"erased_unfinished", "retention_copy_expired"})


def test_of_what_it_could_not_look_at_doctor_says_nothing(own):
    play(own)
    shutil.rmtree(own.data / "retention")
    said = json.loads(own.command("doctor", "--format", "json").stdout)
    assert (said["erased"], said["erased_waiting"], said["erased_still_open"]) == (None, None, None)
    assert "cannot be opened any more" not in own.command("doctor").stdout


def test_debug_is_found(own):
    own.environment["BINHYEN_DEBUG"] = "1"
    try:
        assert findings(own) == {"debug_on"}
    finally:
        del own.environment["BINHYEN_DEBUG"]


@contextmanager
def the_database(own: Running) -> Iterator[sqlite3.Connection]:
    """As whoever holds the machine writes into it: past the triggers, which are put back."""
    with closing(sqlite3.connect(own.data / "binhyen.sqlite3")) as rows, rows:
        triggers = rows.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            rows.execute(f"DROP TRIGGER {name}")
        yield rows
        for _name, sql in triggers:
            rows.execute(sql)


@contextmanager
def the_store(own: Running) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(own.data / "retention" / "keys.sqlite3")) as rows, rows:
        yield rows


def settle(own: Running, **changes: Any) -> None:
    """Write this into installation.json."""
    path = own.data / "installation.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes), encoding="utf-8")


def mirror(own: Running, to: Path) -> None:
    assert own.command("retention", "mirror", "--to", str(to)).returncode == 0


@pytest.fixture
def real(own, tmp_path) -> Running:
    """The same data, and nobody calls it a demonstration; it sends no mail, on purpose."""
    settle(own, demonstration=False, mail=False)
    return own


def test_keys_beside_the_data_and_without_a_copy_are_found(real, tmp_path):
    assert findings(real) == {"retention_store_beside", "retention_copy_old"}
    mirror(real, tmp_path / "mirror")
    assert findings(real) == {"retention_store_beside"}
    with the_store(real) as rows:
        before = (dt.date.today() - dt.timedelta(days=4)).isoformat()
        rows.execute("UPDATE copies SET made_on = ?", [before])
    assert findings(real) == {"retention_store_beside", "retention_copy_old"}
    mirror(real, tmp_path / "elsewhere")
    assert findings(real) == {"retention_store_beside"}


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second disk")
def test_keys_on_another_disk_are_not_beside_the_data(real, tmp_path):
    mirror(real, tmp_path / "mirror")
    other = Path("/dev/shm") / f"binhyen-{os.getpid()}"
    if Path("/dev/shm").stat().st_dev == real.data.stat().st_dev:
        pytest.skip("needs a second disk")
    shutil.copytree(real.data / "retention", other)
    try:
        settle(real, retention=str(other / "keys.sqlite3"))
        assert findings(real) == set()
        (other / "keys.sqlite3").chmod(0o640)
        assert findings(real) == {"readable_by_others"}
    finally:
        shutil.rmtree(other)


def test_a_copy_that_should_have_gone_is_found(own, tmp_path):
    mirror(own, tmp_path / "mirror")
    (copy,) = (tmp_path / "mirror").iterdir()
    old = copy.rename(copy.with_name("retention-2026-01-01.sqlite3"))
    with the_store(own) as rows:
        rows.execute("UPDATE copies SET name = ?, made_on = '2026-01-01'", [old.name])
    assert findings(own) == {"retention_copy_expired"}
    mirror(own, tmp_path / "mirror")
    assert not old.exists()
    assert findings(own) == set()


def test_a_key_that_belongs_to_nothing_is_found(own):
    with the_store(own) as rows:
        rows.execute("INSERT INTO keys VALUES (7, ?)", [bytes(32)])
    assert findings(own) == {"keys_without_grants"}
    with the_store(own) as rows:
        rows.execute("DELETE FROM keys WHERE id = 7")
    assert findings(own) == set()


def test_a_copy_that_still_opens_what_the_journal_calls_gone_is_found(own, tmp_path):
    gone = lived(own)
    mirror(own, tmp_path / "mirror")
    (copy,) = (tmp_path / "mirror").iterdir()
    erase(own, gone)
    assert findings(own) == set(), "the day that `erased` names has not come"
    with the_database(own) as rows:
        facts = json.dumps({"unopenable_from": dt.date.today().isoformat()})
        rows.execute("UPDATE matters_entry SET facts = ? WHERE act = 'erased'", [facts])
    assert findings(own) == {"erased_key_in_copy"}
    copy.unlink()
    assert findings(own) == set()


def test_files_that_are_missing_or_nobodys_are_found(own):
    ref = "a" * 26
    file = own.data / "attachments" / "kept" / "aa" / ref
    with the_database(own) as rows:
        (matter,) = rows.execute("SELECT id FROM matters_matter WHERE sealed <> '' LIMIT 1").fetchone()
        kept = (7, matter, ref, "0" * 64, 1)
        rows.execute(
            "INSERT INTO matters_attachment (id, matter_id, ref, sha256, size) VALUES (?, ?, ?, ?, ?)", kept
        )
    assert findings(own) == {"attachments_missing"}
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert findings(own) == set()
    stray = file.with_name("a" * 25 + "b")
    stray.write_bytes(b"x")
    assert findings(own) == {"attachments_orphaned"}
    stray.unlink()
    assert findings(own) == set()


def test_a_certificate_that_ends_soon_is_found(own):
    with the_database(own) as rows:
        asked = "SELECT id, valid_to FROM offices_certificate LIMIT 1"
        row, until = rows.execute(asked).fetchone()
        soon = (dt.datetime.now(dt.UTC) + dt.timedelta(days=10)).strftime("%Y-%m-%d %H:%M:%S")
        rows.execute("UPDATE offices_certificate SET valid_to = ? WHERE id = ?", [soon, row])
    assert findings(own) == {"certificate_ending"}
    with the_database(own) as rows:
        rows.execute("UPDATE offices_certificate SET valid_to = ? WHERE id = ?", [until, row])
    assert findings(own) == set()


def named(own: Running, code: str) -> list[str]:
    said = json.loads(own.command("doctor", "--format", "json").stdout)["findings"]
    return [each["said"] for each in said if each["code"] == code]


def test_an_office_of_one_is_found(own):
    """Hương Sơn has two members; with one of them gone, one phrase lost would close it."""
    slug = "cong-an-xa-huong-son"
    assert not [said for said in named(own, "office_of_one") if slug in said]
    with the_database(own) as rows:
        office = "SELECT id FROM offices_office WHERE slug = ?"
        (key,) = rows.execute(
            f"SELECT id FROM accounts_wrappedkey WHERE office_id = ({office}) ORDER BY id LIMIT 1", [slug]
        ).fetchone()
        rows.execute("UPDATE accounts_wrappedkey SET serial = 99 WHERE id = ?", [key])
    assert not [said for said in named(own, "office_of_one") if slug in said], (
        "its copy for recovery opens it"
    )
    with the_database(own) as rows:
        rows.execute(f"UPDATE offices_recoverycopy SET serial = 99 WHERE office_id = ({office})", [slug])
    assert [said for said in named(own, "office_of_one") if slug in said]
    with the_database(own) as rows:
        rows.execute("UPDATE accounts_wrappedkey SET serial = 1 WHERE id = ?", [key])
    assert not [said for said in named(own, "office_of_one") if slug in said]


def other_keys(own: Running, slug: str) -> None:
    """The office's next certificate, for other keys, as if oversight had signed it: doctor checks no signature."""
    columns = "office_id, signatures, hash, valid_from, valid_to"
    with the_database(own) as rows:
        asked = "SELECT document FROM offices_certificate JOIN offices_office o ON o.id = office_id WHERE slug = ?"
        document = json.loads(rows.execute(asked, [slug]).fetchone()[0]) | {
            "recipient": "age1new",
            "serial": 2,
        }
        rows.execute(
            f"INSERT INTO offices_certificate (serial, document, {columns}) SELECT 2, ?, "
            "office_id, signatures, 'another', valid_from, valid_to FROM offices_certificate "
            "WHERE office_id = (SELECT id FROM offices_office WHERE slug = ?)",
            [json.dumps(document), slug],
        )


def test_an_office_that_owes_itself_new_keys_and_what_it_did_not_give_anew_are_found(own):
    slug = "cong-an-xa-huong-son"
    left = own.command("people", "leave", "huongson.truong", "--office", slug)
    assert left.returncode == 0, left.stderr
    assert findings(own) == {"new_keys_owed"}
    (said,) = named(own, "new_keys_owed")
    assert slug in said
    assert "Trần Văn Bình" in said
    other_keys(own, slug)
    assert findings(own) == {"matters_on_old_keys"}
    (said,) = named(own, "matters_on_old_keys")
    assert slug in said
    with the_database(own) as rows:
        rows.execute("UPDATE matters_grant SET serial = 2")
    assert findings(own) == set()


def test_core_dumps_are_found(own):
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("this machine allows none")
    codes = {}
    for allowed in (hard, 0):
        done = subprocess.run(
            [*running.BINHYEN, "doctor", "--format", "json", "--data", str(own.data)],
            capture_output=True, text=True, check=False, env=os.environ | own.environment,
            preexec_fn=lambda soft=allowed: resource.setrlimit(resource.RLIMIT_CORE, (soft, hard)),
        )  # fmt: skip
        codes[allowed] = {each["code"] for each in json.loads(done.stdout)["findings"]}
    assert "core_dumps_on" in codes[hard]
    assert "core_dumps_on" not in codes[0]


def test_a_database_that_another_program_holds_in_another_mode_is_found(own):
    with closing(sqlite3.connect(own.data / "binhyen.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM matters_matter").fetchone()
        assert findings(own) == {"database_held"}
        assert own.command("doctor").stdout.endswith("1 finding(s)\n")
    assert findings(own) == set()


def test_a_base_map_that_is_missing_or_names_nobody_is_found(own):
    settle(own, base_map="xa.pmtiles")
    assert findings(own) == {"base_map_missing"}
    pmtiles.write(own.data / "xa.pmtiles", pmtiles.land(), pmtiles.VECTOR, (20.6, 105.8), "")
    assert findings(own) == {"base_map_nameless"}
    pmtiles.write(own.data / "xa.pmtiles", pmtiles.land(), pmtiles.VECTOR, (20.6, 105.8))
    assert findings(own) == set()
