"""Strangers' programs against the real server: a fuzzer over everything that is described, and two independent clients.

They live in an environment of their own (`make scan` makes build/scan), so each is a process that is told an address
and a key. Marker `scan`.
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import Running, served

pytestmark = pytest.mark.scan
ROOT = Path(__file__).parent.parent
BIN = ROOT / "build/scan/bin"
CLIENTS = Path(__file__).with_name("open311_clients.py")
PATH = "/open311/v2"
# Everything that says that a server is wrong; whether it takes what the description allows, the other tests say.
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
CHECKS += ",unsupported_method,allow_header_conformance"


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    assert (BIN / "python").exists(), "make scan makes the environment that this needs"
    yield from served(tmp_path_factory.mktemp("scan"))


@pytest.fixture(scope="module")
def key(running) -> str:
    made = running.command("api-key", "add", "Thử máy", "--per-hour", "100000", "--per-day", "1000000")
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def described(running: Running, key: str) -> dict[str, Any]:
    """The description as the server gives it, with what a stranger who has a key would write into it."""
    with urllib.request.urlopen(running.address + PATH + "/openapi.json", timeout=10) as answer:
        told = json.load(answer)
    for path in told["paths"].values():
        for kind in path.get("post", {}).get("requestBody", {}).get("content", {}).values():
            properties = kind["schema"]["properties"]
            properties["api_key"] = {"const": key}
            if "jurisdiction_id" in properties:
                # One of a few, so that reports are filed and not only refused.
                properties["jurisdiction_id"] = {"enum": ["10489", "10465", "01", ""]}
    return told


def test_no_5xx_and_nothing_that_is_not_described(running, key, tmp_path):
    schema = tmp_path / "openapi.json"
    schema.write_text(json.dumps(described(running, key)))
    ran = subprocess.run(
        [
            BIN / "schemathesis", "run", schema, "-u", running.address + PATH, "-n", "40", "--seed", "311",
            "--phases", "coverage,fuzzing", "--checks", CHECKS, "--no-color",
        ],
        capture_output=True, text=True, check=False, timeout=580, cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
    assert "9 passed" in ran.stdout


def clients(running: Running, key: str, *what: str) -> Any:
    """What an independent client made of the server."""
    ran = subprocess.run(
        [BIN / "python", CLIENTS, running.address + PATH, key, *what],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3_000:]
    return json.loads(ran.stdout)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_the_same_in_both_formats(running, key, form):
    read = clients(running, key, "georeport", form)
    assert {"sidewalk", "street_light"} <= set(read["services"])
    assert read["definition"]["service_code"] == "sidewalk"
    assert len(read["requests"]) >= 2
    first = read["requests"][0]
    assert read["one"]["service_request_id"] == first["service_request_id"]
    assert {row["status"] for row in read["closed"]} == {"closed"}
    assert all(row["service_code"] and row["address"] for row in read["requests"])


def test_civicbot_files_a_report_and_reads_it_again(running, key):
    told = clients(running, key, "civicbot")
    (filed,) = told["filed"]
    assert filed["service_request_id"], "a broken street light is public at once"
    assert told["read"]["description"] == "Ba đèn hỏng ở đầu ngõ."
    assert told["read"]["service_name"] == "Đèn đường hỏng"
    assert told["read"]["lat"] == pytest.approx(20.6212)
    (waits,) = told["waits"]
    assert told["token"] == [{"service_request_id": "", "token": waits["token"]}]
    assert told["refused"] == 403
