"""`binhyen oversight`: what a holder of an oversight key does, on a machine without an installation or a network."""

from __future__ import annotations

import os
from pathlib import Path

import click

from binhyen.commands.calling import fail
from binhyen.sealing import recovery_requests, requests
from binhyen.sealing.directory import recipient_words, signers
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.recovery_requests import RecoveryRequest
from binhyen.sealing.requests import Request, RequestRefused

MENDS = {
    "malformed": "is not a request. Write one with:  binhyen certificates export  or  binhyen recovery request",
    "not_a_key": "is not an oversight key. Make one with:  binhyen oversight key --out FILE",
    "forged": "says that the office's present keys ask for it, and they do not. Sign nothing; ask the office.",
    "other": "is about something else than the file before it. Sign each request by itself.",
    "out_of_turn": "does not follow the certificate it comes with. Sign nothing; export the request anew.",
}
IN = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def oversight() -> None:
    """The keys that vouch for offices. Use them offline: neither command needs an installation."""


@oversight.command("key")
@click.option("--out", required=True, type=OUT, help="Where to write the key. Refused when the file exists.")
def make_key(out: Path) -> None:
    """Make an oversight key, and print its public half for `binhyen init --oversight`."""
    key = SigningKey.generate()
    write_new(out, requests.dump_key(key))
    click.echo(key.public)
    click.echo(f"{out} signs for this holder. Keep it offline, and a copy of it elsewhere.", err=True)


@oversight.command("sign")
@click.argument("request", metavar="REQUEST.json", type=IN)
@click.option("--key", "key_file", required=True, type=IN, help="The oversight key's file.")
@click.option("--out", required=True, type=OUT, help="Where to write the signed request.")
@click.option("--yes", is_flag=True, help="Sign without asking. What is signed is printed all the same.")
def sign(request: Path, key_file: Path, out: Path, yes: bool) -> None:
    """Show in words what is asked for (an office's certificate, a recovery set), and sign it."""
    asked = _read_either(request)
    try:
        key = requests.read_key(_text(key_file))
    except RequestRefused as refusal:
        fail(f"{key_file} {MENDS[refusal.code]}")
    of_recovery = isinstance(asked, RecoveryRequest)
    for line in recovery_in_words(asked) if isinstance(asked, RecoveryRequest) else in_words(asked, key):
        click.echo(line)
    if not yes and not click.confirm("Sign this?", default=False):
        fail("Nothing was signed.")
    signed = asked.signed_by(key)
    write_new(out, signed.dump())
    back = "recovery" if of_recovery else "certificates"
    click.echo(f"{out}: {len(signed.signatures)} signature(s). Bring it back to:  binhyen {back} take-in")


def in_words(asked: Request, key: SigningKey) -> list[str]:
    """What a signature would say, so that nobody signs what they have not read."""
    document = asked.document
    return [
        f"Installation  {document['installation']}",
        f"Office        {document['name']} ({document['office']})",
        f"Area          {document['area']}",
        f"Answers for   {', '.join(document['remit']) or 'nothing'}",
        f"Serial        {document['serial']}",
        f"Valid         {document['valid_from']} to {document['valid_to']}",
        f"Keys          {' '.join(recipient_words(document['recipient']))}",
        f"Signing key   {document['signing_key']}",
        f"Asked for by  {_asker(asked)}",
        f"Before it     {_before(asked, key)}",
    ]


def recovery_in_words(asked: RecoveryRequest) -> list[str]:
    """The same for a recovery recipient, which opens more than any office's key."""
    document = asked.document
    return [
        f"Installation  {document['installation']}",
        f"Province      {document['area']}",
        f"Recovery set  {document['serial']}: whoever brings its holders together opens EVERY office of the province",
        f"Recipient     {document['recipient']}",
        f"In words      {' '.join(recipient_words(document['recipient']))}",
        "Compare it with recipient.txt of the set, in the hands of its holders, before you sign.",
    ]


def _asker(asked: Request) -> str:
    if asked.is_vouched_for():
        kept = "new keys" if asked.changes_keys() else "the same keys, for longer"
        return f"the holder of the office's present keys ({kept})"
    if asked.previous is None:
        return (
            "nobody yet: these are its first keys. Compare the eight words with the office before you sign."
        )
    return "NOT the holder of its present keys. Sign only when the office tells you in person that they are lost."


def _before(asked: Request, key: SigningKey) -> str:
    if asked.previous is None:
        return "no certificate"
    signatures = asked.previous["signatures"]
    yours = isinstance(signatures, dict) and _signed_before(asked, key)
    serial = asked.previous["document"]["serial"]
    return f"serial {serial}, {'signed by this key' if yours else 'not signed by this key'}"


def _signed_before(asked: Request, key: SigningKey) -> bool:
    assert asked.previous is not None
    return bool(signers(asked.previous["document"], asked.previous["signatures"], [key.public]))


def _read_either(path: Path) -> Request | RecoveryRequest:
    text = _text(path)
    if not recovery_requests.is_one(text):
        return read_request(path)
    try:
        return recovery_requests.read(text)
    except RequestRefused as refusal:
        fail(f"{path} {MENDS[refusal.code]}")


def read_request(path: Path) -> Request:
    """The request in a file; the command ends with the mend when it is none."""
    try:
        return requests.read(_text(path))
    except RequestRefused as refusal:
        fail(f"{path} {MENDS[refusal.code]}")


def write_new(path: Path, text: str) -> None:
    """Write a file of its user's own; what exists is never written over."""
    try:
        # Made with its mode, not changed to it: between the two somebody else could open it.
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
    except FileExistsError:
        fail(f"{path} exists already, and nothing is written over it. Choose another name.")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}. Choose another place.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
