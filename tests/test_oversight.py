"""A real installation from oversight's keys to the report page, by the commands and with nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes
BINHYEN = [sys.executable, "-m", "binhyen.commands.cli"]
SLUG = "cong-an-xa-thu-nghiem"

UNITS = """code,name,prefix,level,parent,parent_level,valid_from
01,Thử Nghiệm,Thành phố,province,,,2000-01-01
10000,Thử,Xã,commune,01,province,2000-01-01
"""
OFFICES = f"""slug,name,type,area,area_level,upper,valid_from,remits
cong-an-tinh,Công an thành phố,police,01,province,,2000-01-01,tip
{SLUG},Công an xã Thử,police,10000,commune,cong-an-tinh,2000-01-01,tip
"""

# What the browser of the office's first member does: it makes the keys, and asks.
ASK = """
import sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from datetime import date
from django.utils import timezone
from binhyen.accounts.models import Membership, Person
from binhyen.offices import directory, requesting
from binhyen.offices.models import Office
from binhyen.sealing import membership
from binhyen.sealing.office import OfficeKeys
for office in Office.objects.filter(remits__isnull=False):
    member = Person.objects.get()
    Membership.objects.create(person=member, office=office, role="head", from_on=date(2020, 1, 1))
    keys = OfficeKeys.generate(directory.current().installation, office.slug)
    document = requesting.draft(
        office, recipient=keys.identity.recipient, signing_key=keys.signing.public, now=timezone.now()
    )
    wrapped = requesting.Wrapped(member.recipient, keys.wrap(member.recipient))
    said = membership.statement(
        installation=keys.installation, office=office.slug, serial=1, act="member_added", person=member.username,
        recipient=member.recipient, by=member.username, on=date.today().isoformat(),
    )
    statements = [{"document": said, "signature": membership.sign(said, keys.signing)}]
    requesting.ask(office, document, "", (wrapped,), timezone.now(), statements)
"""

OFFERED = """
import sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from django.test import Client
from binhyen.accounts.models import WrappedKey
page = Client().get("/bao-tin/", secure=True, headers={"host": "localhost"}).content.decode()
print(page.count(sys.argv[2]), WrappedKey.objects.count())
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("BINHYEN_DATA", "BINHYEN_DATABASE")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


def binhyen(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*BINHYEN, *arguments)


def well(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> list[tuple[Path, str]]:
    """Three holders' key files, each with its public half."""
    folder = tmp_path_factory.mktemp("holders")
    files = [folder / f"holder-{number}.json" for number in (1, 2, 3)]
    return [(file, well(binhyen("oversight", "key", "--out", str(file))).strip()) for file in files]


@pytest.fixture(scope="module")
def installed(keys, tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("real") / "data"
    roots = [option for _file, public in keys for option in ("--oversight", public)]
    well(binhyen("init", "--name", "Thử Nghiệm", *roots, "--data", str(data)))
    tables = data.parent / "records"
    tables.mkdir()
    (tables / "units.csv").write_text(UNITS, encoding="utf-8")
    (tables / "offices.csv").write_text(OFFICES, encoding="utf-8")
    well(binhyen("records", "import", str(tables), "--data", str(data)))
    return data


def test_a_key_is_its_holders_alone_and_is_never_written_over(keys):
    file, public = keys[0]
    assert file.stat().st_mode & 0o077 == 0
    again = binhyen("oversight", "key", "--out", str(file))
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert json.loads(file.read_text())["public"] == public


def test_from_three_keys_to_the_report_page(keys, installed, tmp_path):
    offered = [sys.executable, "-c", OFFERED, str(installed), SLUG]
    at = ["--data", str(installed)]
    assert "no certificate yet" in well(binhyen("certificates", "list", *at))
    well(run(sys.executable, "-c", ASK, str(installed)))
    assert "0 of 2 signatures" in well(binhyen("certificates", "list", *at))
    out = tmp_path / "requests"
    well(binhyen("certificates", "export", "--out", str(out), *at))
    requests = sorted(out.iterdir())
    assert len(requests) == 2
    commune = next(path for path in requests if path.name.startswith(SLUG))
    for path in requests:
        for number in (0, 1):
            signed = tmp_path / f"{path.stem}-{number}.json"
            done = binhyen(
                "oversight", "sign", str(path), "--key", str(keys[number][0]), "--out", str(signed), "--yes"
            )
            assert "Compare the eight words" in well(done)
    first, second = (str(tmp_path / f"{commune.stem}-{number}.json") for number in (0, 1))
    # One holder today, another tomorrow: the signatures are added up.
    short = binhyen("certificates", "take-in", first, *at)
    assert short.returncode == 1
    assert "1 of 2 signatures" in short.stdout
    assert "null" in json.dumps([each["serial"] for each in _listed(at) if each["office"] == SLUG])
    assert "keys for 1 member(s)" in well(binhyen("certificates", "take-in", second, *at))
    upper = [str(path) for path in tmp_path.glob("cong-an-tinh-*.json")]
    well(binhyen("certificates", "take-in", *upper, *at))
    shown, wrapped = well(run(*offered)).split()
    assert int(shown) > 0
    assert wrapped == "2"
    assert binhyen("verify", *at).returncode == 0
    again = binhyen("certificates", "take-in", first, *at)
    assert again.returncode == 2
    assert "already" in again.stderr


def _listed(at: list[str]) -> list[dict[str, object]]:
    return json.loads(well(binhyen("certificates", "list", "--format", "json", *at)))


def test_what_must_not_be_signed_is_refused_with_the_mend(keys, tmp_path):
    scribble = tmp_path / "scribble.json"
    scribble.write_text("{}")
    refused = binhyen(
        "oversight", "sign", str(scribble), "--key", str(keys[0][0]), "--out", str(tmp_path / "x")
    )
    assert refused.returncode == 2
    assert "binhyen certificates export" in refused.stderr
    assert not (tmp_path / "x").exists()
