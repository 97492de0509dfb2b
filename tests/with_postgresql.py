"""Run a command against a PostgreSQL that lives only as long as the command: `with_postgresql.py pytest …`.

A throw-away cluster in a temporary directory, on a Unix socket of its own, with durability on as in production. With
`--forgetful` before the command it waits for no disk: for tests that kill nothing and look into no file.
PostgreSQL refuses to run as root, so root runs it as the user "postgres" that Debian's package makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path:
    """Where Debian keeps the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        sys.exit("PostgreSQL is not installed. As root: apt-get install postgresql   (or: make setup)")
    return found[-1].parent


def as_owner(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


# What a crash would cost is no subject of a test that ends with its cluster.
FORGETFUL = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main(command: list[str], *, durable: bool = True) -> int:
    binaries = programs()
    home = Path(tempfile.mkdtemp(prefix="binhyen-postgresql-"))
    data, socket = home / "data", home / "socket"
    socket.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        shutil.chown(socket, "postgres", "postgres")
        home.chmod(0o755)
    options = f"-c listen_addresses='' -c unix_socket_directories={socket} "
    options += " -c max_connections=300 -c shared_buffers=256MB"
    options += "" if durable else FORGETFUL

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            as_owner([str(binaries / program), *arguments]), cwd=home, check=True, stdout=subprocess.DEVNULL
        )

    try:
        run("initdb", "-D", str(data), "-A", "trust", "-U", "binhyen", "-E", "UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
        run("createdb", "-h", str(socket), "-U", "binhyen", "binhyen")
        environment = os.environ | {"BINHYEN_DATABASE": f"postgresql://binhyen@/binhyen?host={socket}"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    forgetful = asked[:1] == ["--forgetful"]
    if not asked[forgetful:]:
        sys.exit("usage: with_postgresql.py [--forgetful] COMMAND [ARGUMENT ...]")
    sys.exit(main(asked[forgetful:], durable=not forgetful))
