"""The `binhyen` command as scripts rely on it: exit status, output, errors that name the mend."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes
BINHYEN = [sys.executable, "-m", "binhyen.commands.cli"]


def binhyen(*arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("BINHYEN_DATA", "BINHYEN_DATABASE")}
    where = ["--data", str(data)] if data else []
    return subprocess.run(
        [*BINHYEN, *arguments, *where],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "data"
    made = binhyen("demo", "--seed-only", data=data)
    assert made.returncode == 0, made.stderr
    return data


def test_a_demonstration_is_made_once_and_its_year_is_the_newspapers(demo):
    assert binhyen("demo", "--seed-only", data=demo).returncode == 0
    report = binhyen("figures", "annual", "--unit", "Mỹ Đức", "--year", "2016", "--format", "json", data=demo)
    assert report.returncode == 0
    plain = json.loads(report.stdout)
    values = {i["code"]: i["value"] for i in plain["indicators"]}
    assert [values[f"cases_from_tips.{g}"] for g in ("drugs", "gambling", "prostitution")] == [37, 17, 4]
    assert plain["synthetic"] is True
    first = plain["indicators"][0]
    assert set(first) == {"code", "vi", "en", "value", "previous", "parts"}
    assert first["vi"] != first["en"]
    now = json.loads(
        binhyen("figures", "annual", "--unit", "282", "--year", "2016", "--units", "now", data=demo).stdout
    )
    drugs = next(i for i in now["indicators"] if i["code"] == "cases_from_tips.drugs")
    assert drugs["value"] == sum(p["value"] for p in drugs["parts"]) == 37
    assert {p["unit"] for p in drugs["parts"]} == {"Xã Mỹ Đức", "Xã Phúc Sơn", "Xã Hồng Sơn", "Xã Hương Sơn"}


def test_the_secrets_of_an_installation_are_for_its_user_alone(demo):
    for name in ("secret.key", "checkpoint.key", "installation.json", "demonstration-sign-ins.json"):
        assert (demo / name).stat().st_mode & 0o077 == 0, name


def test_an_ambiguous_name_lists_the_codes_and_exits_2(demo):
    asked = binhyen("figures", "annual", "--unit", "Mỹ Đức", "--year", "2025", data=demo)
    assert asked.returncode == 2
    assert "282" in asked.stderr
    assert "10441" in asked.stderr
    assert binhyen("figures", "annual", "--unit", "Nowhere", "--year", "2016", data=demo).returncode == 2


def test_verify_and_replay_find_nothing_and_then_a_changed_byte(demo, tmp_path):
    assert binhyen("verify", data=demo).returncode == 0
    assert binhyen("replay", "--check", data=demo).returncode == 0
    note = tmp_path / "checkpoint.note"
    assert binhyen("checkpoint", "--out", str(note), data=demo).returncode == 0
    assert binhyen("verify", "--against", str(note), data=demo).returncode == 0
    forged = tmp_path / "forged.note"
    forged.write_text(note.read_text().replace("\n1024\n", "\n1025\n"))
    assert binhyen("verify", "--against", str(forged), data=demo).returncode == 2
    with sqlite3.connect(demo / "binhyen.sqlite3") as database:
        # What a thief with the file would do: the triggers go first.
        database.execute("DROP TRIGGER matters_entry_no_UPDATE")
        database.execute(
            "UPDATE matters_entry SET facts = replace(facts, 'unverifiable', 'mediated')"
            " WHERE id = (SELECT id FROM matters_entry WHERE facts LIKE '%unverifiable%' LIMIT 1)"
        )
    found = binhyen("verify", "--format", "json", data=demo)
    assert found.returncode == 1
    assert [f["code"] for f in json.loads(found.stdout)["findings"]] == ["entry_altered"]


def test_errors_name_the_mend(tmp_path, demo):
    missing = binhyen("verify", data=tmp_path / "nothing")
    assert missing.returncode == 2
    assert "binhyen init" in missing.stderr
    assert binhyen("verify", "--against", "/no/such/file", data=demo).returncode == 2
    assert binhyen("no-such-command").returncode == 2
    assert binhyen("figures", "annual", "--unit", "x", data=demo).returncode == 2


def test_a_real_installation_takes_public_keys_and_is_no_place_for_a_demonstration(tmp_path):
    from binhyen.sealing.keys import SigningKey

    keys = [option for _ in range(3) for option in ("--oversight", SigningKey.generate().public)]
    data = tmp_path / "real"
    made = binhyen("init", "--name", "Hà Nội", *keys, data=data)
    assert made.returncode == 0, made.stderr
    assert "shown once" in made.stdout
    assert binhyen("init", "--name", "Hà Nội", *keys, data=data).returncode == 2
    refused = binhyen("demo", "--seed-only", data=data)
    assert refused.returncode == 2
    assert "real installation" in refused.stderr
    assert (
        binhyen(
            "init", "--name", "x", "--oversight", "short", "--threshold", "1", data=tmp_path / "y"
        ).returncode
        == 2
    )
    assert not (tmp_path / "y").exists()


def test_a_point_leads_to_an_office_or_says_why_not(demo):
    inside = binhyen("route", "--lat", "20.6165", "--lon", "105.769", "--category", "sidewalk", data=demo)
    assert inside.returncode == 0, inside.stderr
    assert inside.stdout.splitlines()[0] == "Ủy ban nhân dân xã Hương Sơn"
    border = ["--lat", "20.6949", "--lon", "105.70", "--accuracy", "900", "--format", "json"]
    asked = binhyen("route", *border, data=demo)
    assert asked.returncode == 1
    assert {each["code"] for each in json.loads(asked.stdout)["ask"]} == {"10441", "10465"}
    outside = binhyen("route", "--lat", "21.9", "--lon", "105.7", data=demo)
    assert (outside.returncode, "nằm ngoài" in outside.stdout) == (1, True)
    assert binhyen("route", "--area", "10489", data=demo).stdout.startswith("Công an xã Hương Sơn")
    for wrong in (["--lat", "20.6"], [], ["--area", "10489", "--lat", "20.6", "--lon", "105.7"]):
        assert binhyen("route", *wrong, data=demo).returncode == 2


def test_every_command_explains_itself():
    for command in ([], ["demo"], ["init"], ["serve"], ["worker"], ["tick"], ["verify"], ["replay"], ["checkpoint"],
                    ["figures", "annual"], ["route"]):  # fmt: skip
        helped = binhyen(*command, "--help")
        assert helped.returncode == 0
        assert "Usage" in helped.stdout
