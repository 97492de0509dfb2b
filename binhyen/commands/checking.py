"""verify, replay and checkpoint, as a person or a script calls them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from binhyen.accounts import membership
from binhyen.matters import notes, verification
from binhyen.matters.models import Matter
from binhyen.matters.verification import Finding
from binhyen.offices import directory as offices_directory
from binhyen.public import proving

MEANINGS = {
    "act_unsigned": "the office that it names did not sign this act",
    "attachment_altered": "a sealed attachment is missing, or not the one that was taken",
    "birth_altered": "the birth statement is not the one this reference was made from",
    "birth_unsigned": "the birth statement is not signed by whom it names",
    "certificate_missing": "a certificate that the checkpoint saw is gone, or is another one",
    "chain_broken": "does not follow the entry before it",
    "checkpoint_leaves_altered": "the leaves kept for this checkpoint do not give the signed root",
    "claim_unsigned": "this claim of a reward is not signed by the receipt of its day",
    "document_altered": "a document is not the one the journal names",
    "document_missing": "a document that the journal names is gone, or is another one",
    "entry_altered": "the entry was changed after it was written",
    "entry_missing": "an entry is missing",
    "entry_rewritten": "the entry is not the one the checkpoint saw",
    "envelope_altered": "a sealed envelope is not the one the journal names",
    "envelope_missing": "a sealed envelope that the journal names is gone, or is another one",
    "file_altered": "an open file is not the one the journal names",
    "file_missing": "an open file that the journal names is gone, or is another one",
    "head_differs": "the row's head is not the last entry",
    "history_illegal": "the journal tells a history that its procedure does not allow",
    "journal_empty": "the matter has no journal",
    "key_unsigned": "keys are wrapped to somebody of this office whom no signed statement names",
    "matter_missing": "the matter was there at the checkpoint and is gone",
    "oversight_altered": "the oversight keys are not those that the checkpoint saw",
    "participants_differ": "the offices that may see it are not those of the journal",
    "payment_unclaimed": "this payment of a reward does not open the claim that it names",
    "receipt_unsigned": "this change of receipt is not signed by whom it names, or does not follow",
    "regranting_unsigned": "the office did not sign these keys given anew, or what it signed is gone",
    "rotation_broken": "this rotation of the talk's recipient is not the office's, or does not follow",
    "salt_missing": "the entry's salt was destroyed, so its facts cannot be checked",
    "statement_broken": "the statements of who was given this office's keys do not hold from this one on",
}


def key(directory: Path) -> bytes:
    """The seed that signs this installation's checkpoints (32 bytes)."""
    return base64.b64decode((directory / "checkpoint.key").read_text())


def public_key(directory: Path) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(key(directory)).public_key().public_bytes_raw()


def checkpoint(directory: Path, out: Path | None) -> None:
    """Make a checkpoint, keep it beside the data, and write or print its note."""
    installation = json.loads((directory / "installation.json").read_text())["id"]
    with transaction.atomic():
        made = proving.make_checkpoint(installation, key(directory), offices_directory.head())
    kept = directory / "checkpoints"
    kept.mkdir(mode=0o700, exist_ok=True)
    (kept / f"{made.number:06d}.note").write_text(made.note, encoding="utf-8")
    if out is None:
        click.echo(made.note, nl=False)
    else:
        out.write_text(made.note, encoding="utf-8")


def verify(directory: Path, against: Path | None, form: str) -> int:
    """Exit status 0 when nothing is wrong, 1 when something is, 2 when the checkpoint is not one of ours."""
    findings = list(_with_progress("verify", verification.verify))
    findings += [Finding(*found) for found in membership.findings()]
    if against is not None:
        try:
            findings += verification.verify_against(
                against.read_text(encoding="utf-8"), public_key(directory)
            )
        except notes.NoteRefused as refused:
            click.echo(f"{against} is not a checkpoint of this installation: {refused}", err=True)
            return 2
    return _say(findings, form)


def replay(form: str) -> int:
    """Exit status 0 when every row is the fold of its journal, 1 when one is not."""
    return _say(list(_with_progress("replay", verification.replay)), form)


def _with_progress(label: str, check: Callable[..., Iterator[Finding]]) -> list[Finding]:
    import sys

    if not sys.stderr.isatty():
        return list(check())
    with click.progressbar(length=Matter.objects.count(), label=label, file=sys.stderr) as bar:
        return list(check(bar.update))


def _say(findings: list[Finding], form: str) -> int:
    matters = Matter.objects.count()
    if form == "json":
        found = [{"code": f.code, "matter": f.matter, "seq": f.seq} for f in findings]
        click.echo(json.dumps({"matters": matters, "findings": found}, indent=2))
    else:
        for f in findings:
            place = f"{f.matter or 'checkpoint'}{f' entry {f.seq}' if f.seq else ''}"
            click.echo(f"{place}: {_meaning(f.code)}")
        click.echo(f"{matters} journals checked, {len(findings)} finding(s)")
    return 1 if findings else 0


def _meaning(code: str) -> str:
    if code.startswith("row_differs_"):
        return f"the row's {code.removeprefix('row_differs_')} is not what the journal says"
    return MEANINGS[code]
