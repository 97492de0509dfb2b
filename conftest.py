"""Fixtures for every room's tests. The database is SQLite unless BINHYEN_DATABASE names a PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest

# Its mail box is used in several rooms.
pytest_plugins = ["tests.mailbox"]

UTC = dt.UTC
SEALING = Path(__file__).parent / "binhyen" / "sealing"


@pytest.fixture(scope="session", autouse=True)
def _attachments_elsewhere(tmp_path_factory):
    """Sealed attachments and retention keys never lie in the checkout, whichever test makes them."""
    from django.conf import settings

    settings.ATTACHMENTS = tmp_path_factory.mktemp("attachments")
    settings.RETENTION_KEYS = tmp_path_factory.mktemp("retention") / "keys.sqlite3"
    settings.NOTICE_KEYS = tmp_path_factory.mktemp("notices")


@pytest.fixture(scope="session", autouse=True)
def _sign_ins_hashed_quickly():
    from tests import cheap

    with cheap.hashing():
        yield


# Whoever is asked in these runs in another process or in a browser, and stretches in earnest; so must the test.
OTHERS_STRETCH = ("browser", "processes", "load", "scan")


@pytest.fixture(scope="module", autouse=True)
def _words_stretched_quickly(request):
    """Where the stretch is neither the subject nor done by somebody else too, it costs nothing."""
    from tests import cheap

    with contextlib.ExitStack() as stack:
        tests = [item for item in request.session.items if item.path == request.path]
        elsewhere = any(test.get_closest_marker(marker) for test in tests for marker in OTHERS_STRETCH)
        if not elsewhere and SEALING not in request.path.parents:
            stack.enter_context(cheap.stretching())
        yield


@pytest.fixture(autouse=True)
def _nobody_has_reported_yet():
    """One process plays thousands of residents behind one address; each test begins with a quiet hour."""
    from binhyen.public import puzzles, schedule
    from binhyen.receiving import filing

    puzzles.clear()
    filing.forget()
    schedule.clear()


@pytest.fixture(autouse=True)
def _in_the_first_language():
    """A page asked for in English leaves English on for whatever runs next in the same thread."""
    from django.utils import translation

    translation.activate("vi")


@pytest.fixture
def mid_2016():
    """An ordinary working instant of 2016: Wednesday 15 June, 9:20 in Vietnam."""
    return dt.datetime(2016, 6, 15, 2, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """A transaction around all tests of a module, for what is slow to make and the same for each of them.

    It is undone after the last; each test undoes its own changes, in the savepoint that `db` gives it. Rows are shared,
    objects are not: a test that changes one fetches it first.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def _database_to_empty(django_db_setup, django_db_blocker):
    """pytest-django makes a database when a test that was collected asks it for one. A run of nothing but tests that
    commit has none such, and would empty the installation's own."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from binhyen.site import settings

    if connection.settings_dict["NAME"] != settings.database_of(settings.DATABASE_URL)["NAME"]:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def empty_database(_database_to_empty, django_db_blocker):
    """A database whose tests commit, emptied by taking the append-only triggers off and putting them back.

    Django's own transactional tests empty tables with TRUNCATE or DELETE, which the journal's triggers refuse,
    as they should; so this fixture stands in their place.
    """
    from importlib import import_module

    from django.core.management import call_command
    from django.db import connection

    from binhyen.matters import append_only

    tables = (
        *import_module("binhyen.matters.migrations.0002_append_only").TABLES,
        "matters_file",
        "matters_attachment",
        "accounts_membershipstatement",
        "matters_retiredreceipt",
    )
    with django_db_blocker.unblock():
        yield
        with connection.schema_editor(atomic=False) as editor:
            append_only.release(editor, *tables)
        call_command("flush", verbosity=0, interactive=False)
        with connection.schema_editor(atomic=False) as editor:
            append_only.protect(editor, *tables)
