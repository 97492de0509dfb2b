"""Desks with a remit, the certificates that vouch for their keys, and the keys that sign those."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.units.models import Unit


class OfficeType(models.TextChoices):
    POLICE = "police", _("công an")
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("sở, phòng, thanh tra")
    PARTY_COMMITTEE = "party_committee", _("cấp ủy, ban chỉ đạo")
    FRONT = "front", _("Mặt trận, đoàn thể")
    SCHOOL = "school", _("trường học")
    AGENCY = "agency", _("cơ quan")
    ENTERPRISE = "enterprise", _("doanh nghiệp")
    TEAM = "team", _("tổ, đội ở cơ sở")


class OfficeQuerySet(models.QuerySet["Office"]):
    def on(self, day: date) -> Self:
        """The offices that exist on that day."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lte=day)


class Office(models.Model):
    """A desk of a body, in an area, under an upper office. `valid_to` is the first day it is gone."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    type = models.CharField(max_length=20, choices=OfficeType.choices)
    area = models.ForeignKey(Unit, models.PROTECT, related_name="offices")
    upper = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="lower")
    duty_phone = models.CharField(max_length=30, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="office_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(type__in=OfficeType.values), name="office_type_known"),
            models.CheckConstraint(
                condition=models.Q(upper__isnull=True) | ~models.Q(upper=models.F("id")),
                name="office_not_above_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Remit(models.Model):
    """What an office answers for: a kind, and which of its categories (codes parted by spaces; "" is all)."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="remits")
    kind = models.CharField(max_length=40)
    categories = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["office", "kind"]
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="remit_once_for_a_kind")]

    def __str__(self) -> str:
        return f"{self.office}: {self.kind} {self.categories or '*'}"

    def covers(self, category: str) -> bool:
        return not self.categories or category in self.categories.split()


class AppendOnly(models.QuerySet["Certificate"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError("a certificate is never changed: issue the next serial")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a certificate is never changed: issue the next serial")

    def delete(self) -> NoReturn:
        raise TypeError("a certificate is never deleted: it lapses, or the next serial replaces it")


class Certificate(models.Model):
    """What oversight signed about an office's keys. Rows are added, never changed.

    `document` and `signatures` are the canonical JSON that was signed and the signatures over it; the other
    columns repeat what the document says, so that the newest is found without parsing.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="certificates")
    serial = models.PositiveIntegerField()
    document = models.TextField()
    signatures = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["office", "serial"]
        constraints = [models.UniqueConstraint(fields=["office", "serial"], name="certificate_serial_once")]

    def __str__(self) -> str:
        return f"{self.office} #{self.serial}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # force_insert: an existing primary key then fails in the database instead of silently overwriting.
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a certificate is never deleted: it lapses, or the next serial replaces it")

    @property
    def recipient(self) -> str:
        """What is sealed to. A renewal keeps it; other keys have another one."""
        named: str = json.loads(self.document)["recipient"]
        return named

    def for_browser(self) -> dict[str, Any]:
        """What a browser verifies: {document, signatures, hash}."""
        return self.as_posted() | {"hash": self.hash}

    def as_posted(self) -> dict[str, Any]:
        """The same for a page that must be small: whoever verifies it works the hash out."""
        return {"document": json.loads(self.document), "signatures": json.loads(self.signatures)}


class CertificateRequest(models.Model):
    """The next certificate of an office, asked for by a member and waiting for oversight's signatures.

    `signature` is that of the office's present signing key over `document` ("" when there is none, or it was lost);
    `signatures` are oversight's so far. An office waits for one certificate at a time.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="certificate_request")
    document = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=100, blank=True, default="")
    signatures = models.TextField(default="{}")
    statements = models.TextField(
        default="[]", help_text="with new keys: who was given them, signed with them (sealing.membership)"
    )
    asked_on = models.DateField()

    class Meta:
        ordering = ["office"]

    def __str__(self) -> str:
        return f"{self.office} {self.hash[:8]}"


class RequestedKey(models.Model):
    """An office's new keys, wrapped to a member's or the recovery recipient, until their certificate is in force."""

    request = models.ForeignKey(CertificateRequest, models.CASCADE, related_name="keys")
    recipient = models.CharField(max_length=80)
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "recipient"], name="requested_once_for_a_recipient")
        ]

    def __str__(self) -> str:
        return f"{self.request} -> {self.recipient[:12]}"


class Directory(models.Model):
    """How many oversight keys must sign a certificate. An installation has one directory."""

    installation = models.CharField(max_length=40, unique=True)
    threshold = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "directories"
        constraints = [
            models.CheckConstraint(condition=models.Q(threshold__gte=1), name="directory_needs_a_signature")
        ]

    def __str__(self) -> str:
        return f"{self.installation}: {self.threshold}"


class OversightKey(models.Model):
    """The public half of a key that lives offline (Ed25519, base64url) and who holds it."""

    directory = models.ForeignKey(Directory, models.PROTECT, related_name="keys")
    public_key = models.CharField(max_length=64)
    label = models.CharField(max_length=120)

    class Meta:
        ordering = ["directory", "public_key"]
        constraints = [models.UniqueConstraint(fields=["directory", "public_key"], name="oversight_key_once")]

    def __str__(self) -> str:
        return self.label


class RecoverySet(models.Model):
    """A recovery recipient of a province that oversight stands for: who keeps its identity, and how, is not known here.

    `used_on`: its identity was put together for an office; it counts as disclosed, and nothing is wrapped to it again.
    """

    area = models.ForeignKey(Unit, models.PROTECT, related_name="recovery_sets")
    serial = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80, unique=True)
    document = models.TextField()
    signatures = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    taken_in_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["area", "serial"]
        constraints = [models.UniqueConstraint(fields=["area", "serial"], name="recovery_serial_once")]

    def __str__(self) -> str:
        return f"{self.area} #{self.serial}"

    def for_browser(self) -> dict[str, Any]:
        """What a browser verifies before it wraps: {document, signatures}."""
        return {"document": json.loads(self.document), "signatures": json.loads(self.signatures)}


class RecoveryCopy(models.Model):
    """An office's keys of one certificate, wrapped (age) to a recovery recipient. The server cannot open it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="recovery_copies")
    serial = models.PositiveIntegerField()
    set = models.ForeignKey(RecoverySet, models.PROTECT, related_name="copies")
    ciphertext = models.BinaryField()
    kept_on = models.DateField()
    kept_by = models.CharField(max_length=60, help_text="the user name of the member whose browser made it")

    class Meta:
        ordering = ["office", "serial"]
        verbose_name_plural = "recovery copies"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "serial", "set"], name="recovery_copy_once_for_a_serial"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} #{self.serial} -> {self.set}"


class RecoveryDrill(models.Model):
    """A decoy that holders were given to open. `words_hash` is of the words inside it: who says them, opened it."""

    set = models.ForeignKey(RecoverySet, models.PROTECT, related_name="drills")
    words_hash = models.CharField(max_length=64, unique=True)
    begun_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["set", "id"]

    def __str__(self) -> str:
        return f"{self.set}, {self.begun_on}"


class RecoveryUse(models.Model):
    """That an office's recovery copy left this installation, and to whom the keys were given again."""

    copy = models.ForeignKey(RecoveryCopy, models.PROTECT, related_name="uses")
    released_on = models.DateField()
    given_on = models.DateField(null=True, blank=True)
    given_to = models.CharField(max_length=60, blank=True, default="", help_text="a member's user name")

    class Meta:
        ordering = ["copy", "id"]

    def __str__(self) -> str:
        return f"{self.copy}, {self.released_on}"
