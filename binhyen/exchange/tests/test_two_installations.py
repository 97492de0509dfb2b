"""From one installation to another, for real: two databases, the command, and the same board."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from binhyen.exchange.tests.town import MEMBERS, Installation

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation.made(tmp_path_factory.mktemp("empty") / "data")


@pytest.fixture(scope="module")
def first(empty: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = empty.copied(tmp_path_factory.mktemp("first") / "data")
    made.call("populate")
    return made


@pytest.mark.parametrize("name", ["records.xlsx", "records"])
def test_a_second_installation_has_the_same_board(
    first: Installation, empty: Installation, tmp_path: Path, name: str
) -> None:
    out = str(tmp_path / name)
    exported = first.command("records", "export", "--out", out)
    assert exported.returncode == 0, exported.stderr

    second = empty.copied(tmp_path / "second")
    ground = second.command("records", "import", out, "--by", "admin", "--format", "json")
    # The administrator enters areas and offices, and works at no office: the records are not theirs to make.
    assert ground.returncode == 1, ground.stderr
    told = json.loads(ground.stdout)
    assert told["tables"]["units"]["refused"] == told["tables"]["offices"]["refused"] == 0
    assert {problem["code"] for problem in told["problems"]} == {"no_role", "record_refused"}

    second.call("appoint")
    dry = second.command("records", "import", out, "--by", "planner", "--dry-run", "--format", "json")
    assert (dry.returncode, json.loads(dry.stdout)["issued"]) == (0, {"plans": 1, "tasks": 50})
    assert second.call("tell") == []
    imported = second.command("records", "import", out, "--by", "planner", "--format", "json")
    assert imported.returncode == 0, imported.stdout + imported.stderr
    counted = json.loads(imported.stdout)["tables"]
    assert {code: count["added"] for code, count in counted.items()} == {
        "units": 0, "offices": 0, "instruments": 2, "committees": 1, "committee_members": 4, "plans": 1,
        "plan_tasks": 2, "plan_addressees": 25, "plan_targets": 1, "models": 1, "model_sites": 1,
    }  # fmt: skip

    (here,), (there,) = first.call("tell"), second.call("tell")
    assert here == there
    assert len(there["rows"]) == 25
    assert all(items == [1, 2] for _name, _area, items in there["rows"])
    assert [tally["total"] for tally in there["by_item"].values()] == [25, 25]
    assert there["models"] == [
        ["Tiếng kẻng", "1. Đặt kẻng.\n2. Mỗi xóm một tổ.", "Thị trấn Đại Nghĩa", "Xóm Đông", 4, 20]
    ]
    assert {member[0] for member in there["members"]} == {member["who"] for member in MEMBERS}
    assert second.command("verify").returncode == 0
    assert second.command("replay", "--check").returncode == 0

    again = second.command("records", "import", out, "--by", "planner", "--format", "json")
    assert again.returncode == 0
    for code, count in json.loads(again.stdout)["tables"].items():
        assert (count["added"], count["refused"]) == (0, 0), code
        assert count["known"] > 0, code
    assert second.call("tell") == [there]
