"""A real installation of the demonstration, served by the real server, for tests that go through the doors."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BINHYEN = [sys.executable, "-m", "binhyen.commands.cli"]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Running:
    """A served demonstration. `address` ends without a slash; `phrases` are by user name."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    address: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def sign_ins(self) -> dict[str, Any]:
        return json.loads((self.data / "demonstration-sign-ins.json").read_text(encoding="utf-8"))

    def phrase(self, username: str) -> str:
        return next(s["phrase"] for s in self.sign_ins["sign_ins"] if s["username"] == username)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*BINHYEN, *arguments, "--data", str(self.data)],
            capture_output=True, text=True, check=False, env=os.environ | self.environment, timeout=300,
        )  # fmt: skip

    def figure(self, unit: str, year: int, code: str) -> int:
        """One figure of the yearly report, as a script would ask for it."""
        asked = self.command("figures", "annual", "--unit", unit, "--year", str(year))
        assert asked.returncode == 0, asked.stderr
        return next(i["value"] for i in json.loads(asked.stdout)["indicators"] if i["code"] == code)

    def start(self, log: Path, port: int = 0) -> None:
        """Serve; returns when the first page answers."""
        port = port or free_port()
        self.address = f"http://127.0.0.1:{port}"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [*BINHYEN, "demo", "--data", str(self.data), "--port", str(port), "--workers", "2"],
                stdout=out, stderr=subprocess.STDOUT, env=os.environ | self.environment, start_new_session=True,
            )  # fmt: skip
        for _ in range(600):
            try:
                with urllib.request.urlopen(self.address + "/khoe/", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    raise RuntimeError(log.read_text(encoding="utf-8")[-2000:]) from None
                time.sleep(0.1)
        raise RuntimeError("the server did not answer within a minute")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise
            self.process = None


def made(data: Path, **environment: str) -> Running:
    """A demonstration in this directory, made by the command.

    On SQLite it is made once in each run of tests: two dozen modules want one of their own, and making one takes
    a core a quarter of a minute. They share its keys and words, and nothing that they do to it.
    """
    running = Running(data, environment)
    on_sqlite = not (os.environ | environment).get("BINHYEN_DATABASE")
    if on_sqlite and environment.keys() <= {"BINHYEN_DATABASE"}:
        shutil.copytree(_demonstration(), data)
    else:
        _seed(running)
    return running


@functools.cache
def _demonstration() -> Path:
    """Made by whichever process of this run comes first; the last one to leave takes it away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    home = Path(tempfile.gettempdir()) / f"binhyen-demonstration-{run}"
    with _alone_in(home):
        if not (home / "made").exists():
            shutil.rmtree(home / "data", ignore_errors=True)
            _seed(Running(home / "data", {"BINHYEN_DATABASE": ""}))
            (home / "made").touch()
        used = os.open(home / "used", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(used, fcntl.LOCK_SH)
    atexit.register(_leave, home, used)
    return home / "data"


@contextlib.contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """The only process to make or to take away this directory."""
    turn = _turn(home)
    try:
        yield
    finally:
        os.close(turn)


def _turn(home: Path) -> int:
    while True:
        home.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(home / "turn", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Whoever had the turn before may have been the last, and have taken all of it away.
            with contextlib.suppress(FileNotFoundError):
                if (home / "turn").stat().st_ino == os.fstat(lock).st_ino:
                    return lock
            os.close(lock)


def _leave(home: Path, used: int) -> None:
    with _alone_in(home), contextlib.suppress(BlockingIOError):
        fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(home, ignore_errors=True)


def _seed(running: Running) -> None:
    seeded = running.command("demo", "--seed-only")
    assert seeded.returncode == 0, seeded.stderr


def served(home: Path) -> Iterator[Running]:
    """A demonstration of its own beneath this directory, served as long as a fixture is used."""
    running = made(home / "data")
    running.start(home / "log")
    yield running
    running.stop()


def copy_of(running: Running, data: Path) -> Running:
    """Another installation with the same data: making one takes seconds, copying one does not."""
    shutil.copytree(running.data, data)
    return Running(data, dict(running.environment))
