"""A worker that is killed with kill -9 while it sends: before the server has the mail, and after, before it can write
so down. None is lost. What was handed over and not written down comes a second time as the very same mail."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests import running
from tests.mailbox import SENDER, Mailbox
from tests.running import Running, free_port

pytestmark = pytest.mark.processes
NOON = dt.datetime(2026, 12, 3, 5, tzinfo=dt.UTC)

# The worker's part in it, at an instant, of a form that was posted before.
ROUND = """
import datetime as dt, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.commands import serving
from binhyen.matters import clock
from binhyen.notices.models import Notice
from binhyen.public.orders import following
with clock.at(dt.datetime.fromisoformat(sys.argv[2])):
    for to in sys.argv[3:]:
        following.ask(to, "vi", None, "", None)
    serving.work_once()
print(*Notice.objects.values_list("state", flat=True))
"""


class Killing(Mailbox):
    """A server in whose hands a worker dies, once: at "rcpt", before it has the mail, or at "data", when it has it."""

    at = ""
    worker: subprocess.Popen[str] | None = None

    def kill(self, at: str) -> None:
        if self.at == at and self.worker is not None:
            self.at = ""
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker.wait()

    async def handle_RCPT(self, *arguments: Any) -> str:
        self.kill("rcpt")
        return await super().handle_RCPT(*arguments)

    async def handle_DATA(self, *arguments: Any) -> str:
        answer = await super().handle_DATA(*arguments)
        self.kill("data")
        return answer


@pytest.fixture
def post() -> Iterator[Killing]:
    made = Killing(free_port())
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    yield made
    server.stop()


@pytest.fixture
def own(tmp_path: Path, post: Killing) -> Running:
    made = running.made(tmp_path / "data", BINHYEN_DATABASE="")
    path = made.data / "installation.json"
    mail = {"host": "127.0.0.1", "port": post.port, "tls": "none", "sender": SENDER}
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"mail": mail}), encoding="utf-8"
    )
    return made


def work(own: Running, post: Killing, minutes: int, *asked: str) -> tuple[int, str]:
    """One round so many minutes after noon: how it ended, and the states of the notices."""
    at = (NOON + dt.timedelta(minutes=minutes)).isoformat()
    post.worker = subprocess.Popen(
        [sys.executable, "-c", ROUND, str(own.data), at, *asked],
        stdout=subprocess.PIPE, text=True, env=os.environ | own.environment,
    )  # fmt: skip
    out, _ = post.worker.communicate(timeout=300)
    return post.worker.returncode, out.strip()


def test_killed_before_the_server_has_it_nothing_is_lost_and_it_comes_once(own, post):
    post.at = "rcpt"
    assert work(own, post, 0, "lan@example.vn") == (-signal.SIGKILL, "")
    assert post.came == []
    # Whoever comes next cannot know that nobody sends it any more, until the lease is over.
    assert work(own, post, 14) == (0, "sending")
    assert work(own, post, 16) == (0, "sent")
    assert work(own, post, 40) == (0, "sent")
    assert len(post.came) == 1


def test_killed_when_the_server_has_it_the_same_mail_comes_again_under_the_same_name(own, post):
    post.at = "data"
    assert work(own, post, 0, "lan@example.vn") == (-signal.SIGKILL, "")
    assert len(post.came) == 1
    assert work(own, post, 14) == (0, "sending")
    assert len(post.came) == 1
    assert work(own, post, 16) == (0, "sent")
    assert work(own, post, 40) == (0, "sent")
    first, second = post.raw
    assert first == second
    assert post.came[0]["Message-ID"] == post.came[1]["Message-ID"]


def test_one_that_was_not_reached_goes_at_once_with_the_next_worker(own, post):
    post.at = "data"
    assert work(own, post, 0, "lan@example.vn", "minh@example.vn")[0] == -signal.SIGKILL
    assert work(own, post, 1) == (0, "sending sent") or work(own, post, 1) == (0, "sent sending")
    assert sorted(str(mail["To"]) for mail in post.came) == ["lan@example.vn", "minh@example.vn"]


def test_doctor_says_what_did_not_get_through_and_says_no_address(own, post):
    post.answers["rcpt"] = ["550 <lan@example.vn>: no such user"]
    work(own, post, 0, "lan@example.vn")
    said = own.command("doctor", "--format", "json")
    found = {each["code"]: each["said"] for each in json.loads(said.stdout)["findings"]}
    assert (
        "1 notice(s) by email did not get through (smtp_550); nobody tries any more."
        in found["notices_not_sent"]
    )
    assert "mail_not_set" not in found
    assert "lan@" not in said.stdout + said.stderr
    (own.data / "notices.key").chmod(0o644)
    codes = [
        each["code"] for each in json.loads(own.command("doctor", "--format", "json").stdout)["findings"]
    ]
    assert "readable_by_others" in codes
    (own.data / "notices.key").unlink()
    codes = [
        each["code"] for each in json.loads(own.command("doctor", "--format", "json").stdout)["findings"]
    ]
    assert "notices_key_missing" in codes


def test_a_backup_holds_the_key_apart_and_a_restored_installation_reaches_who_asked(own, post, tmp_path):
    work(own, post, 0, "lan@example.vn")
    copy, keys = tmp_path / "copy", tmp_path / "keys"
    assert own.command("backup", "--to", str(copy), "--keys-to", str(keys)).returncode == 0
    assert (keys / "notices.key").read_bytes() == (own.data / "notices.key").read_bytes()
    assert not list(copy.rglob("notices.key"))
    secret = (keys / "notices.key").read_bytes()
    assert not [path for path in copy.rglob("*") if path.is_file() and secret in path.read_bytes()]
    other = Running(tmp_path / "other", dict(own.environment))
    (made,) = copy.iterdir()
    assert other.command("restore", "--from", str(made), "--keys-from", str(keys)).returncode == 0
    assert work(other, post, 24 * 60, "lan@example.vn")[0] == 0
    assert [str(mail["To"]) for mail in post.came] == ["lan@example.vn"] * 2
