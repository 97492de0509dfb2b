"""`binhyen doctor`: a healthy installation has nothing, and each thing that is broken is said with its mend."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from tests import running
from tests.running import Running
from tests.test_erased_files import play

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


def test_an_erased_matter_is_gone_only_when_no_copy_has_its_key(own, tmp_path):
    gone = play(own)
    said = json.loads(own.command("doctor", "--format", "json").stdout)
    assert (said["erased"], said["erased_waiting"]) in {(1, 0), (0, 1)}
    with closing(sqlite3.connect(own.data / "retention" / "keys.sqlite3")) as store, store:
        store.execute("INSERT INTO keys VALUES (?, ?)", (gone.pk, gone.key))
    assert "erased_unfinished" in findings(own)


def test_debug_is_found(own):
    own.environment["BINHYEN_DEBUG"] = "1"
    try:
        assert findings(own) == {"debug_on"}
    finally:
        del own.environment["BINHYEN_DEBUG"]
