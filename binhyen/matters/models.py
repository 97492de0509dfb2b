"""The spine's tables: a matter, its journal, and what hangs on the journal.

A matter's row is a cache of the fold of its entries, written in the same transaction by `journal.record` and by
nothing else. Entries, envelopes and documents are append-only: the database refuses UPDATE and DELETE (migration
0002), because `update()` would bypass any code here. A foreign key has an index of its own only where none of a
constraint begins with it: a new report pays for each with a page of the disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from binhyen.matters.ids import REF_LENGTH, row_id


class NotThroughTheJournal(RuntimeError):
    """Somebody tried to change a matter without recording why."""


class GuardedQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise NotThroughTheJournal("use matters.record()")

    def delete(self) -> NoReturn:
        raise NotThroughTheJournal("nothing in the journal is deleted; record a correction")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotThroughTheJournal("use matters.record()")


if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[int, int]
else:
    _BigInteger = models.BigIntegerField


class RowId(_BigInteger):
    """A random primary key that SQLite takes for the row's own.

    Of a "bigint" it makes an index beside a hidden row number that counts up, and the numbers would tell a thief
    of the file in which order anonymous reports arrived; "integer" is the row number itself.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("default", row_id)
        super().__init__(**options)

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection: Any) -> str | None:
        return self.db_type(connection)


class Guarded(models.Model):
    """A row that only the journal may write."""

    objects = GuardedQuerySet.as_manager()
    written_by_journal: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "written_by_journal"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotThroughTheJournal("use matters.record()")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotThroughTheJournal("nothing in the journal is deleted; record a correction")


class Matter(Guarded):
    """One thing that somebody must see through (or a standing record, which has no end)."""

    id = RowId()
    ref = models.CharField(max_length=REF_LENGTH)
    kind = models.CharField(max_length=32)
    law = models.CharField(max_length=32, help_text="the version of the procedure in force at its receipt")
    standing = models.BooleanField(default=False)
    birth = models.TextField(help_text="birth statement, canonical JSON (SEALING 4)")
    birth_signature = models.BinaryField(default=b"")
    sealed = models.CharField(
        max_length=8, default="", help_text="where it was sealed: browser, server, staff, or not"
    )
    received_on = models.DateField()

    # The fold, cached.
    state = models.CharField(max_length=32)
    category = models.CharField(max_length=32, default="")
    urgency = models.CharField(max_length=2, default="")
    under = models.CharField(
        max_length=REF_LENGTH, null=True, help_text="the record under which it is done, such as a plan"
    )
    item = models.PositiveSmallIntegerField(null=True, help_text="which item of that record")
    area = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+", db_index=False)
    is_open = models.BooleanField()
    due_at = models.DateTimeField(null=True)
    tick_at = models.DateTimeField(null=True, help_text="when the clock next has something to record")
    head_seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["ref"], name="matter_ref_once")]
        indexes = [
            models.Index(fields=["office", "is_open", "due_at"], name="matter_queue"),
            models.Index(fields=["tick_at"], name="matter_tick", condition=models.Q(tick_at__isnull=False)),
            models.Index(fields=["kind", "received_on"], name="matter_kind"),
            # Partial, so that a resident's report, which is under nothing, pays nothing for it.
            models.Index(
                fields=["under", "item", "state"],
                name="matter_under",
                condition=models.Q(under__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.short_ref}"

    @property
    def short_ref(self) -> str:
        """Enough of the reference for people to tell matters apart on a screen: "k3ds-9q2x"."""
        return f"{self.ref[:4]}-{self.ref[4:8]}"


class Entry(Guarded):
    """One act, written once."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=16)
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+", db_index=False)
    happened_at = models.DateTimeField()
    precision = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()
    facts = models.TextField(
        help_text="canonical JSON of the act's facts: codes, integers, dates, references"
    )
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [
            # The lock: of two acts at once on one matter, the second has no place to stand.
            models.UniqueConstraint(fields=["matter", "seq"], name="entry_place"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="entry_from_one"),
        ]
        indexes = [models.Index(fields=["act", "happened_at"], name="entry_act")]

    def __str__(self) -> str:
        return f"{self.act} #{self.seq}"


class EntrySalt(models.Model):
    """The salt of an entry's commitment, beside it so that it can be destroyed (SEALING 9)."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.BinaryField()


class Document(Guarded):
    """Open prose: what an entry says in words that nobody sealed. Named by its SHA-256."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="documents", db_index=False)
    sha256 = models.CharField(max_length=64)
    body = models.TextField()

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["matter", "sha256"], name="document_once")]


class File(Guarded):
    """An open file: the scan of a signed paper, a photo of what was done. Named by its SHA-256.

    The name that somebody's machine gave it is not kept: the program makes one from what it is.
    """

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="files", db_index=False)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["matter", "sha256"], name="file_once")]


class Envelope(Guarded):
    """Sealed prose. The journal names it by the SHA-256 of its ciphertext, so it cannot be exchanged."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="envelopes", db_index=False)
    ref = models.CharField(max_length=40, help_text="the id inside the sealed header")
    stream = models.CharField(max_length=8)
    kind = models.CharField(max_length=16)
    side = models.CharField(max_length=8, help_text="resident or office")
    sha256 = models.CharField(max_length=64)
    ciphertext = models.BinaryField()

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["matter", "ref"], name="envelope_once"),
            models.UniqueConstraint(fields=["matter", "sha256"], name="envelope_hash"),
        ]


class Attachment(Guarded):
    """A sealed attachment of a report: its ciphertext is a file of that reference (matters/blobs.py).

    Which attachments a report has is said inside its sealed story; here stands what the server must keep whole.
    """

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments", db_index=False)
    ref = models.CharField(max_length=REF_LENGTH)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta(Guarded.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["matter", "sha256"], name="attachment_hash"),
            models.UniqueConstraint(fields=["ref"], name="attachment_ref_once"),
        ]


class Grant(models.Model):
    """A matter's identity wrapped to an office or to the resident. Destroying grants destroys content."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="grants")
    stream = models.CharField(max_length=8)
    holder = models.CharField(max_length=8, help_text="office or author")
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+", db_index=False)
    turn = models.PositiveSmallIntegerField(
        default=0, help_text="which identity of the stream: 0 of its birth, then that of each rotation"
    )
    serial = models.PositiveIntegerField(
        default=1,
        help_text="the certificate of the office whose recipient it was wrapped to, or an earlier one",
    )
    locked = models.BinaryField(help_text="its ciphertext under the retention key (matters/grants.py)")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "stream", "turn", "office"],
                condition=models.Q(holder="office"),
                name="grant_office_once_a_turn",
            ),
            models.UniqueConstraint(
                fields=["matter", "stream", "turn"],
                condition=models.Q(holder="author"),
                name="grant_author_once_a_turn",
            ),
        ]


class Receipt(models.Model):
    """SHA-256 of the look-up branch -> the matter. The words themselves are nowhere."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="receipt")
    lookup_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lookup_hash"], name="receipt_lookup_once")]


class RetiredReceipt(models.Model):
    """SHA-256 of a look-up branch that finds nothing any more: kept to tell whoever types its words when they were
    replaced, and by whom. It points at no matter."""

    id = RowId()
    lookup_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, help_text="first_use: by its holder; lost: by the office")
    replaced_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lookup_hash"], name="retired_lookup_once")]


class Participant(models.Model):
    """An office with a part in a matter: handler, reader, custodian, partner. A fold of the journal, cached."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="participants", db_index=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    part = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "office"], name="participant_once")]


class Reading(models.Model):
    """Who looked: an officer opened a matter, or fetched it for the search index in the browser. Append-only."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    attachment = models.CharField(
        max_length=64, null=True, help_text="the SHA-256 of the one that was opened"
    )
    read_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["read_at"], name="reading_when"),
            # Asked at every batch of the search index. By person alone SQLite would look through all they ever read,
            # and a desk that is unlocked every day reads thousands a day.
            models.Index(fields=["matter", "person", "what", "read_at"], name="reading_today"),
        ]


class Register(models.Model):
    """The last number given in an office's register of a kind in a year. Its row is the lock."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="register_once")]


class RegisterNumber(models.Model):
    """A matter's number in an office's register. Never shown to residents (SEALING 13)."""

    id = RowId()
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="numbers", db_index=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "year", "number"], name="number_once"),
            models.UniqueConstraint(fields=["matter", "office"], name="number_per_office"),
        ]


class Checkpoint(models.Model):
    """A signed head of all matters: the note, and the leaves its tree was made of."""

    number = models.PositiveIntegerField(primary_key=True)
    note = models.TextField()
    leaves = models.BinaryField(help_text="zlib of the leaves, in tree order")
    made_at = models.DateTimeField()


class ProofLeaf(models.Model):
    """The hash of a proof that was signed, and the checkpoint that holds it. It points at no matter and no day."""

    id = RowId()
    leaf = models.CharField(max_length=64)
    checkpoint = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leaf"], name="proof_leaf_once")]


class ProofTree(models.Model):
    """The leaves of one checkpoint's tree of proofs, in their order, fillers among them."""

    checkpoint = models.PositiveIntegerField(primary_key=True)
    leaves = models.BinaryField()
