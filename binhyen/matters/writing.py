"""How judged acts become rows: entries, what came with them, caches, and who has a part. Only `journal` calls it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from django.db import transaction

from binhyen.matters.lines import Line
from binhyen.matters.models import (
    Attachment,
    Document,
    Entry,
    EntrySalt,
    Envelope,
    File,
    Grant,
    Matter,
    Participant,
    Receipt,
)
from binhyen.matters.numbering import give_numbers
from binhyen.procedure import ERASED

BATCH = 500
Prose = TypeVar("Prose", Document, File)


@dataclass
class Written:
    """The rows that acts make, until all of them are judged."""

    entries: list[Entry] = field(default_factory=list)
    salts: list[EntrySalt] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def add(self, other: Written) -> None:
        for name in vars(self):
            getattr(self, name).extend(getattr(other, name))


def write(lines: Iterable[Line], written: Written) -> None:
    """Write the rows of these lines, their caches, participants and numbers. Call it inside a transaction."""
    changed = [line for line in lines if line.changed]
    new = [line for line in changed if line.new]
    for line in changed:
        line.cache()
    Matter.written_by_journal.bulk_create([line.row for line in new], batch_size=BATCH)
    known = [line.row for line in changed if not line.new]
    _update(known)
    Entry.written_by_journal.bulk_create(written.entries, batch_size=BATCH)
    EntrySalt.objects.bulk_create(written.salts, batch_size=BATCH)
    Envelope.written_by_journal.bulk_create(written.envelopes, batch_size=BATCH)
    Attachment.written_by_journal.bulk_create(written.attachments, batch_size=BATCH)
    known_rows = {row.pk for row in known}
    documents = _not_yet_kept(Document, written.documents, known_rows)
    Document.written_by_journal.bulk_create(documents, batch_size=BATCH)
    File.written_by_journal.bulk_create(_not_yet_kept(File, written.files, known_rows), batch_size=BATCH)
    Receipt.objects.bulk_create(written.receipts, batch_size=BATCH)
    _write_grants(written.grants, {line.row.pk for line in new})
    for line in changed:
        _destroy_grants(line)
    _erase([line for line in changed if line.row.state == ERASED])
    _write_participants(changed)
    give_numbers(changed)


def _update(rows: list[Matter]) -> None:
    """Most acts are about one matter, and one row is updated plainly in a fraction of the time."""
    if len(rows) == 1:
        cached = {field: getattr(rows[0], field) for field in Line.CACHED}
        Matter.written_by_journal.filter(pk=rows[0].pk).update(**cached)
    elif rows:
        Matter.written_by_journal.bulk_update(rows, Line.CACHED, batch_size=BATCH)


def _not_yet_kept(model: type[Prose], rows: list[Prose], known: set[int]) -> list[Prose]:
    """The rows to be written: what a matter says twice, such as the title of two members, it keeps once."""
    once = {(row.matter_id, row.sha256): row for row in rows}
    names = list(once)
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        matters = {matter for matter, _name in some} & known
        kept = model.objects.filter(matter__in=matters, sha256__in={name for _matter, name in some})
        for key in kept.values_list("matter_id", "sha256") if matters else ():
            once.pop(key, None)
    return list(once.values())


def _write_grants(grants: list[Grant], new: set[int]) -> None:
    for grant in grants:
        # A grant given again to the same holder replaces the one before (an office's new certificate).
        if grant.matter_id not in new:
            same = Grant.objects.filter(matter=grant.matter, stream=grant.stream, turn=grant.turn)
            same.filter(holder=grant.holder, office=grant.office).delete()
    Grant.objects.bulk_create(grants, batch_size=BATCH)


def _destroy_grants(line: Line) -> None:
    """Whoever an act released from the matter opens it no more: their keys to it are destroyed with the act.

    Only where the office that handles it holds the same keys: the last ones are never destroyed here.
    """
    lost = line.parted
    if not lost:
        return
    held = Grant.objects.filter(matter=line.row, holder="office", office=line.row.office_id)
    streams = list(held.values_list("stream", flat=True))
    Grant.objects.filter(matter=line.row, holder="office", office__in=lost, stream__in=streams).delete()


def _erase(lines: list[Line]) -> None:
    """Nobody's keys to an erased matter are left; what lies outside the database goes once this is committed."""
    # Not above: what destroys files knows of the journal, which knows of this module.
    from binhyen.matters import erasing

    erased = {line.row.pk for line in lines}
    if erased:
        Grant.objects.filter(matter__in=erased).delete()
        transaction.on_commit(partial(erasing.destroy, erased))


def _write_participants(lines: list[Line]) -> None:
    rows = []
    for line in lines:
        if not line.participants_changed:
            continue
        if not line.new:
            Participant.objects.filter(matter=line.row).delete()
        rows += [
            Participant(matter=line.row, office_id=office, part=part)
            for office, part in line.participants.items()
        ]
    Participant.objects.bulk_create(rows, batch_size=BATCH)
