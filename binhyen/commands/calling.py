"""How a command is called: on which installation, and how it says that it cannot be carried out.

Each command works on one installation (`--data DIR` or BINHYEN_DATA). Django is set up only once it is known
which, so `--help` is quick and needs none.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

DATA_HELP = "The installation's data directory (or BINHYEN_DATA). Default: ./data"
DATA_VARIABLE = "BINHYEN_DATA"


class Wrong(click.ClickException):
    """The call cannot be carried out as it was made: exit status 2, with the mend."""

    exit_code = 2


def fail(message: str) -> NoReturn:
    raise Wrong(message)


def set_up(data: str | None, *, needs_installation: bool = True) -> Path:
    """Choose the installation and start Django on it."""
    directory = Path(data or os.environ.get(DATA_VARIABLE) or "data").resolve()
    if needs_installation and not (directory / "installation.json").is_file():
        fail(
            f"There is no installation in {directory}.\n"
            f"Make one with:  binhyen init --data {directory}\nor try one with: binhyen demo --data {directory}"
        )
    os.environ[DATA_VARIABLE] = str(directory)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
    import django

    django.setup()
    return directory


def on_installation(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command on an existing installation: takes `--data`, gets the directory first."""

    @click.option("--data", "data", metavar="DIR", default=None, help=DATA_HELP)
    @functools.wraps(command)
    def called(data: str | None, **options: Any) -> Any:
        if command.__name__ == "serve":
            os.environ["BINHYEN_STATIC"] = "hashed"
        return command(set_up(data), **options)

    return called
