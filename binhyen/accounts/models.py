"""People who work at a desk, the roles they hold from one day to another, and who was given which office's keys."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NoReturn, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.offices.models import Office

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, username: str, sign_in: str, **fields: Any) -> Person:
        """A person whose password is the sign-in branch (hex) of a phrase that never comes here."""
        if not USERNAME.fullmatch(username):
            raise ValueError("a user name is made of a-z, 0-9, dot, dash and underscore")
        person = self.model(username=username, **fields)
        person.set_password(sign_in)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. No e-mail, no telephone, no super user: rights come from memberships alone.

    `recipient` is the age public key of the phrase's x25519 branch: office keys are wrapped to it.
    `demonstration` marks the invented officers of a demonstration, who alone may go without a second factor.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    recipient = models.CharField(max_length=80, blank=True, default="")
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = PersonManager()

    class Meta:
        ordering = ["username"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.full_name or self.username


class Role(models.TextChoices):
    OFFICER = "officer", _("cán bộ thụ lý")
    HEAD = "head", _("thủ trưởng đơn vị")
    STEERING = "steering", _("cán bộ ban chỉ đạo")
    OVERSIGHT = "oversight", _("cán bộ giám sát")
    ADMINISTRATOR = "administrator", _("quản trị hệ thống")
    REGISTRY = "registry", _("văn thư")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> Self:
        """Those in force on that day, of people who may still sign in, at offices that still exist."""
        return (
            self.filter(from_on__lte=on, person__is_active=True, office__valid_from__lte=on)
            .exclude(to_on__lte=on)
            .exclude(office__valid_to__lte=on)
        )


class Membership(models.Model):
    """A person's role at an office from a day until the day before `to_on` (null: until further notice)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    office = models.ForeignKey(Office, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["office", "role", "person", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "role", "from_on"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gt=models.F("from_on")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.office} ({self.role})"


class WrappedKey(models.Model):
    """An office's secret, encrypted (age) to one member's recipient. The server cannot open it.

    `serial` is the office certificate whose keys these are.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="wrapped_keys")
    serial = models.PositiveIntegerField()
    member = models.ForeignKey(Person, models.PROTECT, related_name="wrapped_keys")
    ciphertext = models.BinaryField()

    class Meta:
        ordering = ["office", "serial", "member"]
        constraints = [
            models.UniqueConstraint(fields=["office", "serial", "member"], name="wrapped_once_for_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.office} #{self.serial} -> {self.member}"


class StatementQuerySet(models.QuerySet["MembershipStatement"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError("a statement is never changed: the next one says what changed")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a statement is never changed: the next one says what changed")

    def delete(self) -> NoReturn:
        raise TypeError("a statement is never deleted: the next one says what changed")


class MembershipStatement(models.Model):
    """An office's signed word that a member was given its keys, or that they were taken back. Added, never changed.

    `document` is the canonical JSON that was signed (binhyen.sealing.membership); `seq` counts an office's from 1.
    `withheld`: whom it names had left when the new keys came into force, and was handed none.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="statements")
    seq = models.PositiveIntegerField()
    document = models.TextField()
    signature = models.CharField(max_length=86)
    # Null, not a default: SQLite would make the table anew for one, and its triggers would be gone.
    withheld = models.BooleanField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["office", "seq"]
        constraints = [models.UniqueConstraint(fields=["office", "seq"], name="statement_seq_once")]

    def __str__(self) -> str:
        return f"{self.office} ({self.seq})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a statement is never deleted: the next one says what changed")


class Invitation(models.Model):
    """Lets one person make a phrase, once. `code_hash` is keyed, so a copy of the database lets nobody in.

    `again` marks that somebody who had a phrase lost it: all members of their offices are shown that it happened.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    last_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    again = models.BooleanField(default=False)

    class Meta:
        ordering = ["person", "id"]

    def __str__(self) -> str:
        return f"{self.person}, {self.made_on}"


class Device(models.Model):
    """An authenticator that unlocks the desk beside the phrase: a credential of its own, and what it opens.

    `ciphertext` is the person's identity under a key that only the authenticator works out; nothing in this row
    opens it. It stands for one `recipient` only: a new phrase is another one, and the copy is worth nothing.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="devices")
    recipient = models.CharField(max_length=80)
    credential_id = models.CharField(max_length=1364, unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    # SHA-256 of the last challenge that it answered: an answer is taken once, by whichever process.
    spent = models.CharField(max_length=64, blank=True, default="")
    ciphertext = models.BinaryField()
    label = models.CharField(max_length=60)
    added_on = models.DateField()

    class Meta:
        ordering = ["person", "id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.label}"
