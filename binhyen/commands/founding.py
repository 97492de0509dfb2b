"""`binhyen init`: a real installation. It takes oversight's public keys, and never sees a private one."""

from __future__ import annotations

from pathlib import Path

import click


def found(directory: Path, *, name: str, database: str, hosts: tuple[str, ...], https: bool) -> None:
    """Make the data directory. Refuses to touch one that holds an installation."""
    from binhyen.commands.calling import fail
    from binhyen.site import installation

    if installation.exists(directory):
        fail(f"{directory} already holds an installation. Choose another directory with --data.")
    installation.create(
        directory,
        name=name,
        demonstration=False,
        database=database,
        hosts=hosts or installation.Installation.hosts,
        https=https,
    )


def settle(oversight: tuple[str, ...], threshold: int, administrator: str) -> None:
    """Make the tables, the directory with its oversight keys, and the first administrator."""
    from django.conf import settings
    from django.core.management import call_command

    from binhyen.accounts.models import Person
    from binhyen.offices import directory
    from binhyen.sealing import branches, words

    call_command("migrate", verbosity=0, interactive=False)
    keys = dict(_labelled(key, number) for number, key in enumerate(oversight, 1))
    directory.make(settings.INSTALLATION.id, keys, threshold)
    phrase = words.generate_phrase()
    stretched = branches.stretch(phrase, settings.INSTALLATION.id)
    Person.objects.create_person(
        administrator, stretched.sign_in, full_name=administrator, recipient=stretched.identity.recipient
    )
    click.echo(f"Installation {settings.INSTALLATION.id}: {settings.INSTALLATION.name}")
    click.echo("Directory root, for posters and the report page:")
    click.echo("  " + " ".join(directory.words(directory.current())))
    click.echo(
        f"Administrator {administrator}. Write this phrase down on paper; it is shown once and kept nowhere:"
    )
    click.echo("  " + " ".join(words.shown(phrase)))
    click.echo("At the first sign-in a second factor is asked for.")
    click.echo(f"Serve it with:  binhyen serve --data {settings.DATA}")


def _labelled(key: str, number: int) -> tuple[str, str]:
    public, _, label = key.partition("=")
    return public, label or f"oversight {number}"
