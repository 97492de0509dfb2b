"""Where an installation lives on disk: its data directory, its identity, its secrets.

A data directory holds `installation.json` (id, whether it is a demonstration, its database), `secret.key`
(Django's), `checkpoint.key` (signs checkpoints), the SQLite file and the checkpoints. Everything the
deployment decides is read here and nowhere else.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

DATA_VARIABLE = "BINHYEN_DATA"


@dataclass(frozen=True)
class Mail:
    """The server that takes e-mail from this installation. `tls`: "starttls", "tls" from the first byte, or "none",
    which only a server on this machine may be. `password_file`: the file with the password of `user`. `links`: where
    links in mails lead, "" for the first of `hosts`."""

    host: str
    sender: str
    port: int = 587
    tls: str = "starttls"
    user: str = ""
    password_file: str = ""
    links: str = ""

    def __post_init__(self) -> None:
        if self.tls not in ("starttls", "tls", "none"):
            raise ValueError(f'"tls" of "mail" is "starttls", "tls" or "none", not {self.tls!r}')


@dataclass(frozen=True)
class Installation:
    """The facts of one installation. `database` is "" for the embedded SQLite or a postgresql:// URL.

    `free_reports`: how many reports an hour, from one network and from all, are taken before a browser is asked for
    work (docs/adr/0010-work-when-it-is-crowded.md). `retention`: the file of the retention keys, "" for the one in the
    data directory. `keep_months`: by kind, for how many months sealed content is kept after a matter ended.
    `order_days`: by class ("normal", "complex"), in how many working days an order report is answered. `office_hours`:
    from and until on a working day, as "08:00". `base_map`: the name of a .pmtiles file in the data directory, ""
    for none (docs/order-reports.md). `mail`: None, nobody decided; False, no e-mail is sent, on purpose.
    `push`: whether it speaks with the push services of browsers' makers.
    """

    id: str
    name: str
    demonstration: bool
    database: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    free_reports: tuple[int, int] = (40, 600)
    retention: str = ""
    keep_months: dict[str, int] = field(default_factory=dict)
    order_days: dict[str, int] = field(default_factory=dict)
    office_hours: tuple[tuple[str, str], ...] = (("08:00", "12:00"), ("13:00", "17:00"))
    base_map: str = ""
    mail: Mail | Literal[False] | None = None
    push: bool = False

    def __post_init__(self) -> None:
        # The file is served to everybody: a path would lead out of the directory, another file may be a secret.
        if self.base_map and not re.fullmatch(r"[\w-][\w.-]*\.pmtiles", self.base_map):
            raise ValueError("base_map must be the name of a .pmtiles file in the data directory")


def data_directory() -> Path:
    """The data directory this process works on (`--data` or BINHYEN_DATA; ./data when neither is given)."""
    return Path(os.environ.get(DATA_VARIABLE) or "data").resolve()


def exists(directory: Path) -> bool:
    """Whether an installation was made there."""
    return (directory / "installation.json").is_file()


def create(
    directory: Path,
    *,
    name: str,
    demonstration: bool,
    database: str = "",
    hosts: tuple[str, ...] = Installation.hosts,
    https: bool = False,
) -> Installation:
    """Make a new installation in an empty directory; its secrets are readable by this user alone."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Installation(
        id="by-" + base64.b32encode(secrets.token_bytes(10)).decode().lower(),
        name=name,
        demonstration=demonstration,
        database=database,
        hosts=hosts,
        https=https,
    )
    _write_private(directory / "secret.key", secrets.token_urlsafe(50))
    _write_private(directory / "checkpoint.key", base64.b64encode(secrets.token_bytes(32)).decode())
    # Written last: a directory without it is not an installation, so a crash here is simply done again.
    _write_private(directory / "installation.json", json.dumps(asdict(made), indent=2, ensure_ascii=False))
    return made


def load(directory: Path) -> Installation:
    """The installation in this directory. Raises FileNotFoundError when there is none."""
    raw = json.loads((directory / "installation.json").read_text())
    raw["hosts"] = tuple(raw["hosts"])
    if "free_reports" in raw:
        network, everybody = raw["free_reports"]
        raw["free_reports"] = (int(network), int(everybody))
    if raw.get("mail"):
        raw["mail"] = Mail(**raw["mail"])
    return Installation(**raw)


def secret(directory: Path, name: str) -> str:
    """One of the installation's secret files ("secret.key", "checkpoint.key")."""
    return (directory / name).read_text().strip()


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
