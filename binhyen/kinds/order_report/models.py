"""What everybody may see of an order report, laid out for readers: a cache of the journals, made anew from them
whenever one has gone on. Nothing here is a truth of its own, and nothing here says who reported anything."""

from __future__ import annotations

from django.db import models

from binhyen.matters.models import Matter


class ShownReport(models.Model):
    """One report as readers find it. `head_seq`: up to which entry of its journal it was made.

    `visible`: whether an officer, or the category's rule, let it be seen; what is not visible is kept here without a
    word of it, so that nobody asks its journal again. `latitude`, `longitude`: degrees, already as coarse as its
    category says; null where it has no point. `from_at`: it is shown from this instant. `folded`: its words without
    marks, for search.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="shown_report")
    head_seq = models.PositiveIntegerField()
    short = models.CharField(max_length=10, db_index=True)
    visible = models.BooleanField()
    from_at = models.DateTimeField()
    category = models.CharField(max_length=32)
    state = models.CharField(max_length=32)
    area = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+", db_index=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    text = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    answers = models.TextField(blank=True, default="", help_text="codes parted by spaces")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    supported = models.PositiveIntegerField(default=0)
    transfers = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    merged_into = models.CharField(max_length=64, blank=True, default="")
    folded = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["visible", "area", "-received_at"], name="shown_in_area"),
            models.Index(fields=["visible", "-changed_at"], name="shown_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.short}"


class DrawnPhoto(models.Model):
    """A picture at a width: drawn once, gone with the report's page or whenever it changes."""

    report = models.ForeignKey(ShownReport, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="drawn_photo_once")]


class ShownStep(models.Model):
    """What readers are told of a report's way, in order."""

    report = models.ForeignKey(ShownReport, models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=40)
    at = models.DateTimeField()
    words = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="shown_step_once")]


class ShownPhoto(models.Model):
    """A picture that everybody may see: the report's own, painted over, or of before and after. An address shows no
    other."""

    report = models.ForeignKey(ShownReport, models.CASCADE, related_name="photos", db_index=False)
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    what = models.CharField(max_length=8)
    alt = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="shown_photo_once")]


class NotedReport(models.Model):
    """Up to where what everybody may see of a report was noted as a change. None of one that nobody may see."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="noted_report")
    head_seq = models.PositiveIntegerField()
    state = models.CharField(max_length=32)
    steps = models.PositiveSmallIntegerField()


class ShownChange(models.Model):
    """Something that everybody may see became so, or went on: each has a higher number than those before it.

    `from_step`: the first of its steps that is new. Whoever follows keeps the number up to which they were told.
    """

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    from_step = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_index=True)
