"""Areas with their history. A code or a name says nothing without a date: 10459 has been three communes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.units.folding import fold


class Level(models.TextChoices):
    PROVINCE = "province", _("tỉnh, thành phố")
    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã, phường")
    HAMLET = "hamlet", _("thôn, tổ dân phố")


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> Self:
        """The units in force on that day."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lte=day)

    def within(self, first: date, until: date) -> Self:
        """The units in force on any day of [first, until)."""
        return self.filter(valid_from__lt=until).exclude(valid_to__lte=first)

    def bulk_create(self, objs: Iterable[Unit], *args: Any, **kwargs: Any) -> list[Unit]:
        units = list(objs)
        for unit in units:
            unit.folded = fold(unit.name)
        return super().bulk_create(units, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Unit], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        units, names = list(objs), set(fields)
        if "name" in names:
            names.add("folded")
            for unit in units:
                unit.folded = fold(unit.name)
        return super().bulk_update(units, sorted(names), *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        name = kwargs.get("name")
        if isinstance(name, str):
            kwargs["folded"] = fold(name)
        elif name is not None and "folded" not in kwargs:
            # The database would compute the name, and nobody its folded form.
            raise TypeError("give a unit its name as text, so that its folded name can follow")
        return super().update(**kwargs)


class Unit(models.Model):
    """One area from the day it was made until the day it was changed: a merger makes a new one.

    `valid_to` is the first day on which it no longer exists; null while it does.
    """

    code = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=24)
    level = models.CharField(max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    boundary = models.TextField(null=True, blank=True)
    boundary_source = models.CharField(max_length=60, blank=True, default="")
    folded = models.CharField(max_length=120, db_index=True, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_code_on_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="unit_level_known"),
            models.CheckConstraint(
                condition=models.Q(level=Level.PROVINCE, parent__isnull=True)
                | (~models.Q(level=Level.PROVINCE) & models.Q(parent__isnull=False)),
                name="unit_under_another_or_province",
            ),
            # A boundary without a source would pass an invented line off as a surveyed one.
            models.CheckConstraint(
                condition=models.Q(boundary__isnull=True) | ~models.Q(boundary_source=""),
                name="unit_boundary_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """With its prefix: "Xã Hương Sơn"."""
        return f"{self.prefix} {self.name}"

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Succession(models.Model):
    """People of one unit came under another on a day, by a legal act.

    `population_share` is the part (0..1) of the from-unit's people that went to the to-unit; 0 when only
    land went there.
    """

    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    population_share = models.DecimalField(max_digits=7, decimal_places=6)
    legal_act = models.CharField(max_length=200)
    effective_on = models.DateField()

    class Meta:
        ordering = ["effective_on", "from_unit", "to_unit"]
        constraints = [
            models.UniqueConstraint(fields=["from_unit", "to_unit"], name="succession_once"),
            models.CheckConstraint(
                condition=models.Q(population_share__gte=0, population_share__lte=1),
                name="succession_share_is_a_part",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_unit=models.F("to_unit")), name="succession_to_another_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit} -> {self.to_unit} ({self.effective_on})"

    @property
    def partial(self) -> bool:
        """Whether the from-unit was divided: figures carried over such a step are estimates."""
        return Succession.objects.filter(from_unit=self.from_unit_id).exclude(pk=self.pk).exists()
