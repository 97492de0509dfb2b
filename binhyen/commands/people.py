"""`binhyen people`: inviting somebody to an office, also after they lost everything, and ending their work there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from binhyen.commands.calling import fail, on_installation

if TYPE_CHECKING:
    from binhyen.offices.models import Office

ROLES = ("officer", "head", "steering", "oversight", "administrator", "registry")


@click.group()
def people() -> None:
    """Who works at which office. Keys are given by colleagues, never by a command."""


@people.command()
@on_installation
@click.argument("username")
@click.option("--name", "full_name", default="", help="Full name; needed for somebody new.")
@click.option("--office", "slug", required=True, metavar="SLUG", help="The office they work at.")
@click.option("--role", required=True, type=click.Choice(ROLES))
def invite(directory: Path, username: str, full_name: str, slug: str, role: str) -> None:
    """Print a code with which somebody makes their phrase. Whoever had one loses it, and every key with it."""
    from binhyen.accounts import joining
    from binhyen.accounts.models import Role

    try:
        invited = joining.invite(username, _office(slug), Role(role), full_name)
    except joining.Unfit as problem:
        fail(f"{problem}.")
    if invited.again:
        click.echo(
            f"{username} had a phrase. It opens nothing any more; keys, second factors and sessions are gone,\n"
            "and every member of their offices is shown that this happened."
        )
    click.echo(
        f"Give this code to {invited.person.full_name} by hand. It is shown once, works once, for seven days:"
    )
    click.echo("  " + " ".join(invited.code))
    click.echo(
        "They enter it at /ban-lam-viec/moi-vao/. A colleague then compares eight words and gives the keys."
    )


@people.command()
@on_installation
@click.argument("username")
@click.option("--office", "slug", required=True, metavar="SLUG", help="The office they leave.")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The first day they are gone. Default: today."
)
def leave(directory: Path, username: str, slug: str, on: Any) -> None:
    """End somebody's work at an office. From that day the server hands them no key and no matter of it."""
    from binhyen.accounts import leaving
    from binhyen.accounts.models import Person
    from binhyen.units import days

    person = Person.objects.filter(username=username).first()
    if person is None:
        fail(f"Nobody is called {username}. Give the user name they sign in with.")
    day = on.date() if on else days.today()
    try:
        leaving.leave(person, _office(slug), day)
    except leaving.NotThere:
        fail(f"{username} does not work at {slug} on that day. Name the office with --office.")
    click.echo(f"{username} no longer works at {slug} from {day.isoformat()} on.")
    click.echo(
        "Whoever copied the office's keys still has them: a member should now make new ones, and sign that"
    )
    click.echo("the old were taken back (the desk's page “Khóa của đơn vị”).")


def _office(slug: str) -> Office:
    from binhyen.offices.models import Office
    from binhyen.units import days

    office = Office.objects.on(days.today()).filter(slug=slug).first()
    if office is None:
        fail(f"There is no office {slug} today. `binhyen records export --only offices` lists them.")
    return office
