"""What the resident's door writes down of its own: nothing of anybody."""

from __future__ import annotations

from django.db import models


class SolvedPuzzle(models.Model):
    """A puzzle that was solved and counted. `name`: the SHA-256 of its nonce; `until`: an hour, and then it goes."""

    name = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)
