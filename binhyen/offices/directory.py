"""The directory of offices: whose signatures vouch for an office's keys, and what it all comes to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from binhyen.offices.models import Certificate, Directory, OversightKey
from binhyen.sealing import directory as sealing
from binhyen.sealing import reading


class NoDirectory(LookupError):
    """The installation has no oversight keys yet: nobody could trust an office's."""


def make(installation: str, keys: Mapping[str, str], threshold: int) -> Directory:
    """Begin the directory with its oversight keys, {public key: label}, of which `threshold` must sign."""
    if not 1 <= threshold <= len(keys):
        raise ValueError("the threshold is between one and the number of keys")
    with transaction.atomic():
        directory = Directory.objects.create(installation=installation, threshold=threshold)
        OversightKey.objects.bulk_create(
            OversightKey(directory=directory, public_key=public, label=label)
            for public, label in keys.items()
        )
    return directory


def current() -> Directory:
    """This installation's directory. Raises NoDirectory."""
    directory = Directory.objects.prefetch_related("keys").order_by("pk").first()
    if directory is None:
        raise NoDirectory("no oversight keys: run `binhyen init` and enter their public halves")
    return directory


def roots(directory: Directory) -> list[str]:
    """The public oversight keys, in order."""
    return sorted(key.public_key for key in directory.keys.all())


def words(directory: Directory) -> tuple[str, ...]:
    """The eight words printed on posters, by which a resident knows that the keys are the right ones."""
    return sealing.root_words(roots(directory))


def for_browser() -> dict[str, Any]:
    """What a browser needs to verify certificates: {installation, roots, threshold, words}."""
    directory = current()
    return {
        "installation": directory.installation,
        "roots": roots(directory),
        "threshold": directory.threshold,
        "words": list(words(directory)),
    }


def for_reading() -> reading.Directory:
    """The directory as sealing's own functions take it."""
    directory = current()
    return reading.Directory(directory.installation, tuple(roots(directory)), directory.threshold)


def head() -> str:
    """SHA-256 of every certificate's office, serial and hash, in order: a checkpoint commits to it."""
    rows = Certificate.objects.order_by("office__slug", "serial").values_list(
        "office__slug", "serial", "hash"
    )
    return hashlib.sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()
