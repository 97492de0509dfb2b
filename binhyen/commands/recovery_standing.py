"""`binhyen recovery request`, `take-in` and `status`: the set as the installation knows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from binhyen.accounts import custody
from binhyen.commands.calling import fail
from binhyen.commands.oversight import MENDS, write_new
from binhyen.matters import clock
from binhyen.offices import drills, recovery
from binhyen.sealing import recovery_requests, words
from binhyen.sealing.recovery import RecoveryRefused
from binhyen.sealing.requests import RequestRefused
from binhyen.units import names
from binhyen.units.models import Level, Unit

SAYS = {
    "endangered": "ENDANGERED: one lost phrase closes its matters for ever. Add a member, or keep a copy.",
    "rotate": "ROTATE: its keys were opened with the recovery set. It needs new keys, and the province a new set.",
    "no_copy": "no copy of its present keys: a member makes one at the desk.",
    "drill": "kept, but the set was not drilled for a year:  binhyen recovery drill",
    "well": "kept, and the set was drilled.",
}
REFUSED = {
    "wrong_installation": "it is another installation's.",
    "unsigned": "too few oversight keys of this installation signed it. Bring the others' files along.",
    "malformed": "it is no recovery statement.",
}


def request(area: str, recipient: str, out: Path) -> None:
    try:
        asked = recovery.ask(_province(area), recipient)
    except recovery.NotTaken as refused:
        fail(str(refused))
    write_new(out, asked.dump())
    click.echo(f"{out}: have it signed with  binhyen oversight sign")


def take_in(files: Sequence[Path]) -> None:
    try:
        signed = recovery_requests.merge(recovery_requests.read(_text(path)) for path in files)
    except RequestRefused as refused:
        fail(f"{files[0]} {MENDS[refused.code]}")
    try:
        taken = recovery.take_in(_province(signed.document["area"]), signed.document, signed.signatures)
    except RecoveryRefused as unsigned:
        fail(f"{files[0]} cannot be taken in: {REFUSED[unsigned.code]}")
    except recovery.NotTaken as refusal:
        fail(f"{files[0]} cannot be taken in: {refusal}")
    click.echo(
        f"{taken.area} {taken.serial}: members can now keep a copy of their office's keys for recovery"
    )


def status(form: str) -> int:
    found = custody.every()
    if form == "json":
        click.echo(json.dumps([each.plain() for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(f"{each.office.slug:44} {each.holders} member(s); {SAYS[each.code]}")
    return 1 if any(each.code in ("endangered", "rotate") for each in found) else 0


def drill(area: str, out: Path) -> None:
    newest = recovery.newest_set(_province(area))
    if newest is None:
        fail("this province has no recovery set yet. Make one with:  binhyen recovery make")
    if out.exists():
        fail(f"{out} exists already, and nothing is written over it. Choose another name.")
    out.write_bytes(drills.begin(newest))
    click.echo(f"{out}: the holders open it as the set's README.txt says, and bring eight words back")


def drilled(text: str) -> None:
    try:
        done = drills.opened(text)
    except (words.WordsError, drills.NotOpened):
        fail("these words were in no decoy that is still to be opened. Compare them with what age printed.")
    click.echo(f"{done.set.area} {done.set.serial}: drilled on {done.opened_on}")


def _province(area: str) -> Unit:
    try:
        return names.resolve(area, clock.today(), level=Level.PROVINCE)
    except (names.Ambiguous, names.Unknown) as problem:
        fail(str(problem))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
