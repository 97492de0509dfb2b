"""A throw-away installation with the demonstration's data, and servers on it, for measuring and for load tests.

Everything runs in processes of its own, as it would in an office: the measuring process imports no Django.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psutil

ROOT = Path(__file__).resolve().parent.parent
BINHYEN = (sys.executable, "-m", "binhyen.commands.cli")
START_SECONDS = 60
WORKERS = 2


@dataclass(frozen=True)
class Stage:
    """One installation: its data directory and how its processes are told about it."""

    directory: Path
    database: str

    @property
    def engine(self) -> str:
        return "PostgreSQL" if self.database else "SQLite"

    @property
    def environment(self) -> dict[str, str]:
        chosen = os.environ | {"BINHYEN_DATA": str(self.directory), "PYTHONPATH": str(ROOT)}
        chosen.pop("DJANGO_SETTINGS_MODULE", None)
        return chosen | {"BINHYEN_DATABASE": self.database}

    def run(self, *command: str) -> str:
        """Run a command on this installation; its standard output. Raises CalledProcessError, saying what it wrote."""
        done = subprocess.run(
            command, env=self.environment, cwd=self.directory, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def binhyen(self, *arguments: str) -> str:
        """The `binhyen` command on this installation."""
        return self.run(*BINHYEN, *arguments)

    def set(self, **keys: object) -> None:
        """Change the installation's settings. A load comes from one address, so by default it owes no work."""
        path = self.directory / "installation.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | keys))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What a query answers, past the product: a test must not ask the code it tests."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()
        import sqlite3

        with contextlib.closing(sqlite3.connect(self.directory / "binhyen.sqlite3", timeout=60)) as embedded:
            return embedded.execute(sql).fetchall()


@contextlib.contextmanager
def stage(seeded: bool = True) -> Iterator[Stage]:
    """A new installation: on SQLite, or on the PostgreSQL that BINHYEN_DATABASE names, in a database of its own.

    Not `seeded`: an empty directory and database, to be made into one by whoever asks.
    """
    with tempfile.TemporaryDirectory(prefix="binhyen-stage-") as home, _database() as database:
        made = Stage(Path(home) / "data", database)
        made.directory.mkdir(mode=0o700)
        if seeded:
            made.binhyen("demo", "--data", str(made.directory), "--seed-only")
            made.set(free_reports=[10**9, 10**9])
        yield made


@contextlib.contextmanager
def _database() -> Iterator[str]:
    url = os.environ.get("BINHYEN_DATABASE", "")
    if not url:
        yield ""
        return
    import psycopg

    name = f"binhyen_stage_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Server:
    """A server in a process group of its own, so that all of it can be stopped, or killed, at once."""

    stage: Stage
    command: Sequence[str]
    port: int
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    process: subprocess.Popen[bytes] | None = None

    def start(self, path: str = "/khoe/") -> Server:
        """Start it and wait until it answers this path."""
        self.process = subprocess.Popen(
            self.command,
            env=self.stage.environment,
            cwd=self.stage.directory,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port, path):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.said()}")
            time.sleep(0.02)
        return self

    def said(self) -> str:
        """What it wrote to its log."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def members(self) -> list[psutil.Process]:
        """Every process of its group."""
        assert self.process is not None
        found = []
        for each in psutil.process_iter():
            with contextlib.suppress(ProcessLookupError, psutil.Error):
                if os.getpgid(each.pid) == self.process.pid and each.status() != psutil.STATUS_ZOMBIE:
                    found.append(each)
        return found

    def memory(self) -> tuple[float, float]:
        """Megabytes of all its processes: resident (shared pages counted once for each), and proportional."""
        each = [process.memory_full_info() for process in self.members()]
        return sum(m.rss for m in each) / 2**20, sum(m.pss for m in each) / 2**20

    def kill(self) -> None:
        """SIGKILL to every process at once, as when the power fails for this program."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop; kill what stays."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=15)
        self.kill()


def serve(on: Stage, workers: int = WORKERS) -> Server:
    """The product's server, started as an office starts it."""
    port = free_port()
    command = [*BINHYEN, "serve", "--data", str(on.directory), "--port", str(port), "--workers", str(workers)]
    return Server(on, command, port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str) -> bool:
    """Whether the server answers this path with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
