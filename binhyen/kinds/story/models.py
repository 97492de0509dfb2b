"""What is published, laid out for readers: a cache of the journals, made anew from them whenever one has gone on.

Nothing here is a truth of its own. A row says up to which entry of its journal it was made; `shelf` compares, and lays
out anew. Readers are not counted: there is no column in which it could be done.
"""

from __future__ import annotations

from django.db import models

from binhyen.matters.models import Matter


class PublishedStory(models.Model):
    """A story as readers find it, or, once it was taken down, that it was there.

    `short`: the first letters of its reference, which its address ends with. `folded`: its words without marks, for
    search. `place` and `featured_at`: where the editor put it.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="shelved")
    head_seq = models.PositiveIntegerField()
    short = models.CharField(max_length=8, db_index=True)
    slug = models.CharField(max_length=80)
    category = models.CharField(max_length=32)
    kicker = models.TextField()
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    byline = models.TextField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    why_down = models.CharField(max_length=32)
    place = models.PositiveIntegerField(null=True)
    featured_at = models.DateTimeField(null=True)
    folded = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["-published_at"], name="story_latest")]

    def __str__(self) -> str:
        return self.title


class PublishedCorrection(models.Model):
    """What was wrong, as readers are told."""

    story = models.ForeignKey(PublishedStory, models.CASCADE, related_name="corrections")
    at = models.DateTimeField()
    wrong = models.TextField()


class PublishedPicture(models.Model):
    """A picture that a published story shows; `number` counts from 1. An address shows no other."""

    story = models.ForeignKey(PublishedStory, models.CASCADE, related_name="pictures", db_index=False)
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.TextField()
    alt = models.TextField()
    credit = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="picture_place")]


class Drawn(models.Model):
    """A picture at a size, or a story's card: drawn once, gone with the story's page or whenever it changes."""

    story = models.ForeignKey(PublishedStory, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "name"], name="drawn_once")]
