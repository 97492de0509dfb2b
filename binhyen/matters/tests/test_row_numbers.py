"""What the order of rows in the database's file tells of the order in which reports arrived: nothing."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import NewEnvelope, NewGrant, Opening, open_matter
from binhyen.matters.tests.errand import Begun

# What comes with every report; a checkpoint and a register count on purpose.
COUNTED = {"matters_checkpoint", "matters_prooftree", "matters_register"}


def arrive(world, number):
    envelope = NewEnvelope("e1", "intake", "story", "resident", b"sealed %d" % number)
    opening = Opening(
        "errand", {"kind": "errand", "nonce": str(number)}, sealed="browser", lookup_hash=f"{number:064x}"
    )
    facts = Begun(office=world.office.pk, area=world.commune.pk, story=envelope.sha256)
    return open_matter(
        opening,
        "begun",
        by=RESIDENT,
        facts=facts,
        envelopes=[envelope],
        grants=[NewGrant("intake", "office", b"g", world.office.pk)],
    )


def test_no_row_number_counts_arrivals(world):
    for number in range(12):
        arrive(world, number)
    for model in apps.get_app_config("matters").get_models():
        if model._meta.db_table not in COUNTED:
            counted = by_sqlite if connection.vendor == "sqlite" else by_postgresql
            assert not counted(model._meta.db_table, model._meta.pk.column), model._meta.db_table


def by_sqlite(table, key):
    """Whether rows lie in the order of a number of SQLite's own, beside their key."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE rowid <> "{key}"')
        (different,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pragma_index_list(%s) WHERE origin = 'pk'", [table])
        (beside,) = cursor.fetchone()
    return different or beside


def by_postgresql(table, key):
    """Whether a sequence gives a column its numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = %s"
            " AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')",
            [table],
        )
        (sequences,) = cursor.fetchone()
    return sequences
