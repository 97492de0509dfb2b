"""`binhyen export-matter` and `member-identity`: a sealed matter as files that plain `age` opens, with the keys.

The server gives ciphertexts; what opens them comes from the member's phrase, on a machine of the member's own.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click

from binhyen.commands.calling import fail, on_installation

_HERE = Path(__file__).parent
STREAMS = ("intake", "talk")


@click.command("export-matter")
@on_installation
@click.argument("ref", metavar="REF")
@click.option(
    "--by", required=True, metavar="USERNAME", help="A member of an office that reads it; it is noted."
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder.",
)
def export_matter(directory: Path, ref: str, by: str, out: Path) -> None:
    """Write a sealed matter as age files, with how to open them. Nothing is opened here."""
    from binhyen.accounts.models import Person
    from binhyen.matters import readings
    from binhyen.matters.access import actor_for, get_visible
    from binhyen.matters.models import Matter

    person = Person.objects.filter(username=by, is_active=True).first()
    try:
        matter = get_visible(person, ref) if person else None
        actor = actor_for(person, matter) if person and matter else None
    except Matter.DoesNotExist:
        matter = actor = None
    if person is None or matter is None or actor is None or actor.office_id is None or not matter.birth:
        # One answer for all of it: which of them is so is nobody's business.
        fail(f"{by} reads no sealed matter {ref}.")
    try:
        out.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        fail(f"{out} is there already. Choose a new folder.")
    # Before anything is written, so that no copy lies somewhere that nobody was noted for.
    readings.note(matter, person_id=person.pk, office_id=actor.office_id, what=readings.EXPORTED)
    count = _write(matter, person, actor.office_id, out)
    click.echo(f"{out}: {count} sealed file(s). README.txt says how to open them, away from this server.")


def _write(matter: Any, person: Any, office_id: int, out: Path) -> int:
    from binhyen.accounts.models import WrappedKey
    from binhyen.matters import blobs
    from binhyen.matters.bundles import bundle
    from binhyen.matters.models import Attachment
    from binhyen.sealing.encoding import from_b64url

    found = bundle(matter, STREAMS, holder="office", office_id=office_id)
    for folder in ("grants", "envelopes", "attachments", "identity"):
        (out / folder).mkdir(mode=0o700)
    keys, name = _grants(matter, office_id), _name(matter)
    for place, sealed in (keys | name).items():
        (out / place).write_bytes(sealed)
    for number, row in enumerate(found["envelopes"], 1):
        path = out / "envelopes" / f"{number:02}-{row['kind']}.{row['stream']}.age"
        path.write_bytes(from_b64url(row["ciphertext"]))
    attachments = Attachment.objects.filter(matter=matter).order_by("sha256")
    for attachment in attachments:
        with (
            blobs.opened(attachment) as ciphertext,
            (out / "attachments" / f"{attachment.sha256}.age").open("wb") as file,
        ):
            shutil.copyfileobj(ciphertext, file)
    for key in WrappedKey.objects.filter(office=office_id, member=person):
        (out / f"office-keys-{key.serial}.age").write_bytes(bytes(key.ciphertext))
    # What was signed about the matter: with it, whoever checks knows whose words and keys the rest must be.
    signed = {name: value for name, value in found.items() if name not in ("grants", "envelopes")}
    (out / "signed.json").write_text(
        json.dumps(signed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    shutil.copyfile(_HERE / "matter_export_files" / "open.sh", out / "open.sh")
    told = (_HERE / "matter_export_files" / "README.txt").read_text(encoding="utf-8")
    installation = found["birth"]["installation"]
    (out / "README.txt").write_text(told.replace("INSTALLATION", installation), encoding="utf-8")
    return len(keys) + len(name) + len(found["envelopes"]) + len(attachments)


def _grants(matter: Any, office_id: int) -> dict[str, bytes]:
    """The matter's keys for this office, by path: one for each stream and turn, and its half of the key to the name."""
    from binhyen.matters.grants import opened
    from binhyen.matters.models import Grant
    from binhyen.sealing.birth import IDENTITY

    rows = Grant.objects.filter(
        matter=matter, holder="office", office=office_id, stream__in=(*STREAMS, IDENTITY)
    )
    return {
        "identity/half.age" if row.stream == IDENTITY else f"grants/{row.stream}-{row.turn}.age": ciphertext
        for row, ciphertext in opened(rows)
    }


def _name(matter: Any) -> dict[str, bytes]:
    """The envelope of the resident's name, by path; none in a report from before there was one."""
    from binhyen.matters.models import Envelope
    from binhyen.sealing import identity

    row = Envelope.objects.filter(matter=matter, stream=identity.STREAM, kind=identity.KIND).first()
    return {"identity/name.age": bytes(row.ciphertext)} if row else {}


@click.command("member-identity")
@click.option("--installation", required=True, metavar="ID", help="As README.txt of the export names it.")
def member_identity(installation: str) -> None:
    """On a member's own machine: print the age identity of a phrase, which is asked for and not shown."""
    from binhyen.sealing import branches, words

    try:
        phrase = words.parse_phrase(click.prompt("Phrase", hide_input=True, err=True))
    except words.WordsError:
        fail("These are not the eight words of a phrase.")
    click.echo(branches.stretch(phrase, installation).identity.reveal_age())
