"""`binhyen api-key`, as an operator calls it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from binhyen.api import keys
from binhyen.api.models import ApiKey
from binhyen.commands import api_keys, calling

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(monkeypatch, tmp_path):
    """The command on the database of the tests: Django is set up already."""
    monkeypatch.setattr(calling, "set_up", lambda data, **_: tmp_path)
    return lambda *arguments: CliRunner().invoke(api_keys.api_key, arguments)


def test_a_key_is_shown_once_and_files_until_it_is_revoked(call):
    made = call("add", "Ứng dụng Hà Nội", "--per-hour", "5")
    assert made.exit_code == 0, made.output
    key = made.output.split()[-1]
    held, _secret = keys.find(key)
    assert (held.name, held.per_hour, held.per_day) == ("Ứng dụng Hà Nội", 5, 1_000)
    listed = call("list", "--format", "json")
    assert key not in listed.output
    assert [(row["name"], row["reports"]) for row in json.loads(listed.output)] == [("Ứng dụng Hà Nội", 0)]
    assert call("revoke", "Ứng dụng Hà Nội").exit_code == 0
    assert keys.find(key) is None
    assert "revoked" in call("list").output


def test_a_name_is_used_once_and_is_one_line(call):
    call("add", "An")
    for name in ("An", "", "hai\ndòng", "a" * 61):
        refused = call("add", name)
        assert (refused.exit_code, "key" in refused.output or "name" in refused.output) == (2, True)
    assert call("revoke", "nobody").exit_code == 2
    assert ApiKey.objects.count() == 1
