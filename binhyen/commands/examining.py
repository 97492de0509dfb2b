"""What `binhyen doctor` looks at. Each thing that is wrong is one sentence, with the mend."""

from __future__ import annotations

import datetime as dt
import resource
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from binhyen.accounts import custody, owing
from binhyen.matters import blobs, clock, erasing, regranting, retention, retention_copies
from binhyen.matters.models import Attachment, Grant, Matter
from binhyen.notices import keys, outbox, pushing
from binhyen.notices.models import Recipient
from binhyen.offices import certificates, expiry
from binhyen.offices.models import Office
from binhyen.procedure import ERASED
from binhyen.public.orders.base_map import base_map

# Older than this, a copy of the keys leaves too many reports without one.
COPY_HOURS = 48
HELD, HELD_SECONDS = "database_held", 2
NO_STORE = "retention_store_missing"
ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
SQLITE_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@dataclass(frozen=True)
class Ill:
    """One thing that is wrong: a code for programs, the sentence, and what to do."""

    code: str
    said: str
    mend: str


def examine(data: Path) -> Iterator[Ill]:
    """Everything that is wrong with this installation; what needs the database only where it can be opened."""
    for look in BEFORE:
        yield from look(data)
    if held := _held():
        yield held
        return
    for look in LOOKS:
        yield from look(data)


def _process(_data: Path) -> Iterator[Ill]:
    if settings.DEBUG:
        yield Ill("debug_on", "BINHYEN_DEBUG is set: a debug page shows what residents type.", "Unset it.")
    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        yield Ill(
            "core_dumps_on",
            "Core dumps are on here; `serve` turns its own off.",
            "ulimit -c 0, or LimitCORE=0 in the unit of the service.",
        )


def _files(data: Path) -> Iterator[Ill]:
    secrets = [data / "secret.key", data / "checkpoint.key", retention.path(), keys.path(), pushing.path()]
    if mail := settings.INSTALLATION.mail:
        secrets += [Path(mail.password_file)] if mail.password_file else []
    for path in (data / "installation.json", *secrets):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Ill("readable_by_others", f"{path} can be read by other users.", f"chmod 600 {path}")


def _base_map(_data: Path) -> Iterator[Ill]:
    name = settings.INSTALLATION.base_map
    if not name:
        return
    found = base_map()
    if found is None:
        yield Ill(
            "base_map_missing",
            f"The base map {name} is not in the data directory, or is no PMTiles file of version 3.",
            "Lay it there, or take base_map out of installation.json (docs/order-reports.md).",
        )
    elif not found.attribution:
        yield Ill(
            "base_map_nameless",
            f"The base map {name} does not say whose map it is; OpenStreetMap's licence asks for its name.",
            "Write attribution into its metadata (pmtiles edit), or use another file.",
        )


def _held() -> Ill | None:
    """Whether another program keeps the SQLite file in another journal mode: every connection of ours would wait."""
    if connection.vendor != "sqlite":
        return None
    try:
        with closing(
            sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), timeout=HELD_SECONDS)
        ) as database:
            database.execute("PRAGMA journal_mode=WAL").fetchall()
    except sqlite3.OperationalError as error:
        return Ill(
            HELD,
            f"The database cannot be opened as it must be ({error}); nothing in it was looked at.",
            "Stop every program that has the file open, and start again.",
        )
    return None


def _database(_data: Path) -> Iterator[Ill]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name, wanted in SQLITE_SETTINGS.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                yield Ill(
                    "database_setting",
                    f"The database has {name}={found}, not {wanted}.",
                    "Stop every program that has the file open, and start again.",
                )


def _store(data: Path) -> Iterator[Ill]:
    if not retention.path().is_file():
        yield Ill(
            NO_STORE,
            f"The retention keys are not at {retention.path()}: nothing sealed opens, and no report is taken.",
            "Mount the disk they lie on, or put the newest copy there. Never make an empty file.",
        )
        return
    if not settings.INSTALLATION.demonstration and retention.path().stat().st_dev == data.stat().st_dev:
        yield Ill(
            "retention_store_beside",
            "The retention keys lie on the disk of the data: one copy of that disk has both.",
            "Stop the server, move the file to another disk, and name it as `retention` in installation.json.",
        )
    held = retention.all_ids() | set(
        retention.keys_of(list(Grant.objects.values_list("matter_id", flat=True)))
    )
    granted = set(Grant.objects.values_list("matter_id", flat=True))
    if lost := granted - held:
        yield Ill(
            "grants_without_keys",
            f"{len(lost)} matter(s) have grants but no retention key: they open no more.",
            "If the store was restored from an old copy, look for a newer one.",
        )
    erased = set(Matter.objects.filter(state=ERASED).values_list("pk", flat=True))
    if left := retention.keys_of(erased):
        yield Ill(
            "erased_unfinished",
            f"{len(left)} erased matter(s) still have their key: they can be opened.",
            "Run the worker (binhyen worker), which finishes it.",
        )
    if orphans := held - granted - erased:
        yield Ill(
            "keys_without_grants",
            f"{len(orphans)} retention key(s) belong to no grant.",
            "Harmless; if the database was restored from an old copy, reports since then are missing.",
        )


def _copies(_data: Path) -> Iterator[Ill]:
    if not retention.path().is_file():
        return
    made, today = retention_copies.made(), clock.today()
    if not settings.INSTALLATION.demonstration and (
        not made or today - made[0].made_on > dt.timedelta(hours=COPY_HOURS)
    ):
        yield Ill(
            "retention_copy_old",
            f"The newest copy of the retention keys is of {made[0].made_on}."
            if made
            else "The keys have no copy.",
            "binhyen retention mirror --to DIR, every hour, to another machine.",
        )
    for copy in made:
        if copy.expires_on <= today:
            yield Ill(
                "retention_copy_expired",
                f"{copy.path} should have gone on {copy.expires_on}; what was erased before may still open with it.",
                f"binhyen retention mirror --to {copy.place}",
            )


def _erased(_data: Path) -> Iterator[Ill]:
    """Whether what can no longer be opened, by the word of the journal, is in no copy that can be looked into."""
    if not retention.path().is_file():
        return
    over = {entry.matter_id: entry for entry in erasing.due()}
    for copy in retention_copies.made():
        for matter in retention_copies.held(copy.path, over) if copy.path.is_file() else ():
            entry = over[matter]
            yield Ill(
                "erased_key_in_copy",
                f"{entry.matter.short_ref} was to be gone on {erasing.opens_until(entry)}, "
                f"and {copy.path} has its key.",
                f"Remove {copy.path}.",
            )


def _attachments(_data: Path) -> Iterator[Ill]:
    kept = Attachment.objects.exclude(matter__state=ERASED)
    if missing := sum(not _is_there(each) for each in kept.iterator()):
        yield Ill(
            "attachments_missing",
            f"{missing} sealed attachment(s) are not on the disk.",
            "Bring back `attachments/` from the backup; `binhyen verify` names the matters.",
        )
    known = set(Attachment.objects.values_list("ref", flat=True))
    folder = Path(settings.ATTACHMENTS) / "kept"
    if orphans := [path for path in folder.rglob("*") if path.is_file() and path.name not in known]:
        yield Ill(
            "attachments_orphaned",
            f"{len(orphans)} file(s) in {folder} belong to no matter.",
            "Reports since the database was restored are missing; if it never was, remove them.",
        )


def _is_there(attachment: Attachment) -> bool:
    try:
        blobs.opened(attachment).close()
    except FileNotFoundError:
        return False
    return True


def _offices(_data: Path) -> Iterator[Ill]:
    for each in expiry.standings(clock.now()):
        if each.is_ending:
            yield Ill(
                "certificate_ending",
                f"{each.office.slug}: {each.in_words()}.",
                "Ask for the next at the desk, and have oversight sign it (binhyen certificates export).",
            )
    held = certificates.every(Office.objects.on(clock.today()))
    for owes in owing.owed(held):
        yield Ill("new_keys_owed", f"{owes.office.slug} owes itself new keys: {_why(owes)}.", _mend(owes))
    for office, number in regranting.left_over(held).items():
        yield Ill(
            "matters_on_old_keys",
            f"{number} open matter(s) of {held[office][-1].office.slug} still open with its keys of before.",
            "A member gives them anew at the desk, on the page of the office's certificate.",
        )
    for alone in custody.endangered():
        yield Ill(
            "office_of_one",
            f"One phrase lost would close {alone.standing.office.slug} for ever.",
            "Let a second member join, or keep a copy for recovery, at the desk under its keys.",
        )


def _notices(_data: Path) -> Iterator[Ill]:
    """Whether whoever asked to be told is told."""
    mail = settings.INSTALLATION.mail
    if mail is None and not settings.INSTALLATION.demonstration:
        yield Ill(
            "mail_not_set",
            "No e-mail server is named: nobody can follow order reports by e-mail.",
            'Name one as `mail` in installation.json, or say `"mail": false` if that is meant.',
        )
    if mail and mail.tls == "none" and mail.host not in ON_THIS_MACHINE:
        yield Ill(
            "mail_in_clear",
            f"E-mail goes to {mail.host} without TLS: whoever is on the way reads who follows what.",
            'Set "tls" of `mail` to "starttls" or "tls".',
        )
    if Recipient.objects.exists() and not keys.path().is_file():
        yield Ill(
            "notices_key_missing",
            f"{keys.path()} is not there: none of those who asked to be told can be reached.",
            "Bring it back from the folder of the backups' keys.",
        )
    for (channel, code, given_up), number in outbox.problems().items():
        tried = "nobody tries any more" if given_up else "they are tried again"
        yield Ill(
            "notices_not_sent",
            f"{number} notice(s) by {channel} did not get through ({code}); {tried}.",
            "See what the code means in docs/notices.md.",
        )


def _why(owes: owing.Owed) -> str:
    left = [f"who was given the present ones is gone ({', '.join(owes.left)})"] if owes.left else []
    return "; ".join([*left, *(["they were opened with the recovery set"] if owes.disclosed else [])])


def _mend(owes: owing.Owed) -> str:
    if owes.asked:
        return "They wait for oversight's signatures (binhyen certificates export)."
    return (
        "A member makes them at the desk, under its keys, and oversight signs (binhyen certificates export)."
    )


LOOKS: tuple[Callable[[Path], Iterator[Ill]], ...] = (
    _database, _store, _copies, _erased, _attachments, _offices, _notices,
)  # fmt: skip
BEFORE: tuple[Callable[[Path], Iterator[Ill]], ...] = (_process, _files, _base_map)
__all__ = ["HELD", "NO_STORE", "Ill", "examine"]
