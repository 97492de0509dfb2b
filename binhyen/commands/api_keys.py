"""`binhyen api-key`: which programs may file order reports by Open311, and how many."""

from __future__ import annotations

import json
from pathlib import Path

import click

from binhyen.commands.calling import fail, on_installation

MOST = 1_000_000


@click.group("api-key")
def api_key() -> None:
    """Keys of programs that file order reports (docs/open311.md). Reading needs none."""


@api_key.command()
@on_installation
@click.argument("name")
@click.option("--per-hour", default=120, show_default=True, type=click.IntRange(1, MOST))
@click.option("--per-day", default=1_000, show_default=True, type=click.IntRange(1, MOST))
def add(directory: Path, name: str, per_hour: int, per_day: int) -> None:
    """Make a key for a program. NAME is told to the offices that read what it files. The key is shown once."""
    from binhyen.api import keys
    from binhyen.documents.text import one_line

    if not name or one_line(name) != name or len(name) > 60:
        fail("Give the program a name of one line, with 60 letters at most.")
    try:
        secret = keys.make(name, per_hour, per_day)
    except keys.Taken:
        fail(f"There is a key called {name} already. Choose another name; a revoked one is never used again.")
    click.echo("Give this key to whoever runs the program. It is shown once, and kept nowhere:")
    click.echo(f"  {secret.reveal()}")


@api_key.command("list")
@on_installation
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(directory: Path, form: str) -> None:
    """Every key: since when, until when, how many it may file, and how many reports came of it."""
    from django.db.models import Count

    from binhyen.api.models import ApiKey

    rows = [
        {
            "name": held.name,
            "made_on": held.made_on.isoformat(),
            "revoked_on": held.revoked_on.isoformat() if held.revoked_on else None,
            "per_hour": held.per_hour,
            "per_day": held.per_day,
            "reports": held.reports,
        }
        for held in ApiKey.objects.annotate(reports=Count("posts__matter")).order_by("name")
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        ended = f", revoked {row['revoked_on']}" if row["revoked_on"] else ""
        quota = f"{row['per_hour']} an hour, {row['per_day']} a day"
        click.echo(f"{row['name']}: since {row['made_on']}{ended}; {quota}; {row['reports']} report(s)")


@api_key.command()
@on_installation
@click.argument("name")
def revoke(directory: Path, name: str) -> None:
    """End a key at once. What it filed stays; it can neither file nor add a word any more."""
    from binhyen.api import keys

    if not keys.revoke(name):
        fail(f"No key called {name} is in force. See: binhyen api-key list")
    click.echo(f"{name} is revoked.")
