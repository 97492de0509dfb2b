"""Grants lie in the database under their matter's retention key, and the key lies elsewhere."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from binhyen.matters import grants, retention
from binhyen.matters.actors import RESIDENT
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import NewGrant, Opening, open_matter
from binhyen.matters.models import Grant, Matter
from binhyen.matters.tests.errand import Begun
from binhyen.sealing.encoding import from_b64url


@pytest.fixture(autouse=True)
def store(tmp_path, settings):
    settings.RETENTION_KEYS = tmp_path / "elsewhere" / "keys.sqlite3"
    retention.make()
    return settings.RETENTION_KEYS


def arrive(world, ciphertext=b"wrapped for the office", **more):
    given = [
        NewGrant("intake", "office", ciphertext, world.office.pk),
        NewGrant("talk", "author", b"wrapped for the author"),
    ]
    opening = Opening.unsealed("errand", "by-test")
    facts = Begun(office=world.office.pk, area=world.commune.pk)
    return open_matter(opening, "begun", by=RESIDENT, facts=facts, **({"grants": given} | more))


def read(world, matter):
    found = bundle(matter, ("intake", "talk"), holder="office", office_id=world.office.pk)["grants"]
    return [from_b64url(each["ciphertext"]) for each in found]


def raw(path):
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


def test_a_grant_lies_encrypted_and_is_handed_out_as_it_came(world):
    matter = arrive(world)
    lying = [bytes(each) for each in Grant.objects.values_list("locked", flat=True)]
    assert len(lying) == 2
    assert not any(b"wrapped" in each for each in lying)
    assert read(world, matter) == [b"wrapped for the office"]


def test_a_grant_without_its_key_opens_nothing(world):
    matter = arrive(world)
    retention.destroy([matter.pk])
    assert read(world, matter) == []


def test_a_grant_moved_to_another_place_opens_nothing(world):
    """The attack: who can write to the database moves the author's grant to an office, or to another stream."""
    arrive(world)
    grant = Grant.objects.get(holder="author")
    for change in ({"stream": "intake"}, {"holder": "office"}, {"office_id": world.office.pk}):
        moved = Grant(
            **(
                {f: getattr(grant, f) for f in ("matter_id", "stream", "holder", "office_id", "locked")}
                | change
            )
        )
        with pytest.raises(grants.GrantSpoiled):
            grants.opened([moved])
    other = arrive(world, grants=[NewGrant("intake", "office", b"x", world.office.pk)])
    grant.matter = other
    with pytest.raises(grants.GrantSpoiled):
        grants.opened([grant])


def test_every_matter_has_a_key_of_its_own_and_what_is_open_has_none(world):
    first, second = arrive(world), arrive(world)
    plain = arrive(world, grants=[])
    keys = retention.keys_of([first.pk, second.pk, plain.pk])
    assert len({*keys.values()}) == 2
    assert plain.pk not in keys


def test_the_key_is_on_the_disk_before_the_grant_is(world, store):
    """Another process, which sees only what was committed, has the key while the grant is still being written."""
    matter = arrive(world)
    assert connection.in_atomic_block
    program = (
        f"import sqlite3; store = sqlite3.connect({str(store)!r});"
        f"print(store.execute('SELECT count(*) FROM keys WHERE id = ?', [{matter.pk}]).fetchone()[0])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "1"


def test_a_matter_that_gets_its_first_grant_later_gets_a_key_then(world):
    matter = arrive(world, grants=[])
    Grant.objects.bulk_create(
        grants.locked(matter, [NewGrant("intake", "office", b"later", world.office.pk)])
    )
    assert read(world, matter) == [b"later"]


def test_no_new_key_is_made_in_the_place_of_one_that_is_gone(world):
    """Else a hand-over would look well, beside grants that open no more."""
    matter = arrive(world)
    retention.destroy([matter.pk])
    with pytest.raises(retention.KeyGone):
        grants.locked(matter, [NewGrant("talk", "office", b"again", world.office.pk)])


def test_a_store_that_is_not_mounted_is_not_made_anew(world, settings, tmp_path):
    settings.RETENTION_KEYS = tmp_path / "not" / "mounted"
    with pytest.raises(retention.StoreMissing):
        arrive(world)
    assert not Matter.objects.exists()


def test_keys_made_ahead_are_marked_until_a_matter_takes_them(world, monkeypatch):
    matter = arrive(world)
    assert matter.pk not in retention.all_ids()
    assert grants.sweep() == 0
    assert retention.all_ids() == {matter.pk}
    # Nobody takes the others: after some days they go, and the one that was taken stays.
    later = time.time() + 10 * retention.DAY
    monkeypatch.setattr(time, "time", lambda: later)
    assert grants.sweep() == retention.SUPPLY - 1
    assert read(world, matter) == [b"wrapped for the office"]


def test_a_process_takes_no_key_that_may_be_swept_away(world, monkeypatch):
    arrive(world)
    later = time.time() + 10 * retention.DAY
    monkeypatch.setattr(time, "time", lambda: later)
    grants.sweep()
    matter = arrive(world)
    assert read(world, matter) == [b"wrapped for the office"]


def test_a_destroyed_key_is_nowhere_in_the_files(world, store):
    """Not in the pages of the store, nor in free ones, nor in its write-ahead log."""
    matters = [arrive(world) for _ in range(5)]
    key = retention.key_of(matters[2].pk)
    assert key in raw(store)
    assert retention.destroy([matters[2].pk]) == 1
    assert key not in raw(store)
    assert retention.key_of(matters[1].pk) in raw(store)
    log = store.with_name(f"{store.name}-wal")
    assert not log.exists() or not log.stat().st_size


def test_the_store_overwrites_what_it_deletes_and_is_for_its_user_alone(store):
    reader = retention.connect(store)
    assert reader.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    retention.spare()
    for each in store.parent.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600, each
    assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700


def test_nothing_but_a_number_and_a_key_is_kept_of_a_matter(world, store):
    arrive(world)
    grants.sweep()
    columns = [row[1:3] for row in sqlite3.connect(store).execute("PRAGMA table_info(keys)")]
    assert columns == [("id", "INTEGER"), ("key", "BLOB")]


def test_what_lay_open_before_is_encrypted_by_the_migration(world):
    """And given back as it was when the migration is taken back."""
    from django.apps import apps

    matter = arrive(world, grants=[])
    Grant.objects.create(
        matter=matter, stream="intake", holder="office", office=world.office, locked=b"as it came"
    )
    migration = import_module("binhyen.matters.migrations.0008_locked_grants")
    editor = SimpleNamespace(connection=connection)
    migration.lock(apps, editor)
    assert bytes(Grant.objects.get().locked) != b"as it came"
    assert read(world, matter) == [b"as it came"]
    migration.unlock(apps, editor)
    assert bytes(Grant.objects.get().locked) == b"as it came"
