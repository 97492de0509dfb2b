"""`binhyen recovery release`, `rewrap` and `give`: real use, from the installation to the offline machine and back.

Only `rewrap` meets a secret; it needs no installation, and imports nothing of Django's.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from binhyen.commands.calling import fail
from binhyen.commands.oversight import write_new
from binhyen.sealing import recovery_use
from binhyen.sealing.directory import root_words
from binhyen.sealing.membership import MembershipRefused
from binhyen.sealing.recovery_use import UseRefused

REFUSED = {
    "malformed": "is not what `binhyen recovery release` or `rewrap` writes. Carry the file over again.",
    "not_an_identity": "the identity is not one line AGE-SECRET-KEY-1…: did every `age -d` before it succeed?",
    "wrong_identity": "does not open with this identity: it belongs to another recovery set.",
    "unsigned": "holds keys that oversight's signatures do not name. Give them to nobody.",
    "words": "the eight words are not those of this recipient. Somebody's key may have been put in the member's"
    " place: ask the member in person, and begin again.",
}
NOT_TAKEN = {
    "not_a_member": "that person does not work at the office today.",
    "wrong_recipient": "that person's key is another one now. Wrap to the present one.",
    "wrong_day": "it was made neither today nor yesterday. Wrap again.",
    "out_of_turn": "somebody was given keys meanwhile. Release again, and wrap again.",
}


def release(slug: str, out: Path, yes: bool) -> None:
    from binhyen.accounts import recovering
    from binhyen.offices.models import Office

    office = Office.objects.select_related("area").filter(slug=slug).first()
    if office is None:
        fail(f"There is no office {slug}. List them with:  binhyen recovery status")
    click.echo(
        f"{office.name}: this marks the recovery set as used. All members and oversight will see it, and the"
    )
    click.echo("office then owes new keys, the province a new set.")
    if not yes and not click.confirm("Release?", default=False):
        fail("Nothing was released.")
    if out.exists():
        fail(f"{out} exists already, and nothing is written over it. Choose another name.")
    try:
        released = recovering.release(office)
    except recovering.NotReleased:
        fail(
            "No copy of its present keys was kept. Nobody but a member who still has a phrase can open them."
        )
    write_new(out, released.dump())
    click.echo(f"{out}: carry it to the machine without a network, and there:  binhyen recovery rewrap")


def rewrap(path: Path, identity: str, person: str, recipient: str, words: str, out: Path) -> None:
    try:
        released = recovery_use.read_release(_text(path))
        click.echo(f"{released.name} ({released.office}), installation {released.installation}")
        click.echo(f"Its directory's eight words, as on posters: {' '.join(root_words(released.roots))}")
        given = recovery_use.rewrap(
            released,
            recovery_use.read_identity(identity),
            recovery_use.Member(person, recipient, words),
            datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date(),
        )
    except UseRefused as refused:
        fail(
            REFUSED[refused.code]
            if refused.code in ("not_an_identity", "words")
            else f"{path} {REFUSED[refused.code]}"
        )
    except MembershipRefused:
        fail(f"{person} is no user name.")
    write_new(out, recovery_use.dump_given(released.office, given))
    click.echo(
        f"{out}: {len(given)} key(s) for {person}. Switch this machine off when the file is carried away."
    )


def give(path: Path) -> None:
    from binhyen.accounts import membership, recovering
    from binhyen.offices.models import Office

    try:
        slug, given = recovery_use.read_given(_text(path))
    except UseRefused as refused:
        fail(f"{path} {REFUSED[refused.code]}")
    office = Office.objects.filter(slug=slug).first()
    if office is None:
        fail(f"{path} is for an office that is not here: {slug}")
    try:
        person = recovering.give(office, given)
    except recovering.NotAwaited:
        fail("No such keys were released, or they were given already. Begin with:  binhyen recovery release")
    except (membership.NotTaken, MembershipRefused) as refusal:
        fail(
            NOT_TAKEN.get(
                refusal.code, "its signature does not hold: it is not what the office's own keys signed."
            )
        )
    click.echo(f"{office.name}: {person.full_name} can open its matters again. It now owes new keys.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
