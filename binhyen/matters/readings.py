"""Who looked. Fetching ciphertext for the search index in the browser is kept apart from opening a matter."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from binhyen.matters import clock
from binhyen.matters.among import among
from binhyen.matters.models import Matter, Reading

OPENED = "opened"
ATTACHMENT = "attachment"
IDENTITY = "identity"
REQUEST = "identity_request"
EXPORTED = "exported"
FETCHED_FOR_INDEX = "fetched_for_index"

# What somebody looked at, apart from what was only fetched to be searched in.
LOOKED = (OPENED, ATTACHMENT, IDENTITY, REQUEST, EXPORTED)
SHORT = 8
WORDS = {
    OPENED: _("mở nội dung"),
    EXPORTED: _("lấy ra thành tệp niêm phong"),
    ATTACHMENT: _("mở tệp kèm"),
    IDENTITY: _("mở tên người báo"),
    REQUEST: _("đọc lý do xin mở tên"),
    FETCHED_FOR_INDEX: _("lấy về để tìm kiếm"),
}


def note(
    matter: Matter, *, person_id: int, office_id: int, what: str, attachment: str | None = None
) -> Reading:
    """Write down that this person, at this office, looked. Readings are append-only."""
    return Reading.objects.create(
        matter=matter,
        person_id=person_id,
        office_id=office_id,
        what=what,
        attachment=attachment,
        read_at=clock.now(),
    )


def in_words(reading: Reading) -> str:
    """What was looked at; an attachment by the beginning of its hash, because its name is sealed."""
    said = str(WORDS[reading.what])
    return f"{said} {reading.attachment[:SHORT]}" if reading.attachment else said


def note_fetched(matters: Collection[Matter], *, person_id: int, office_of: Mapping[int, int]) -> None:
    """Write down that these were fetched to be searched: once a day for each person and matter, because a desk is
    unlocked many times a day and the rows must still be read by somebody."""
    now = clock.now()
    day = clock.coarsen(now, "day")
    today = Reading.objects.filter(
        matter__in=among(each.pk for each in matters),
        person_id=person_id,
        what=FETCHED_FOR_INDEX,
        read_at__gte=day,
    )
    noted = set(today.values_list("matter_id", "office_id"))
    Reading.objects.bulk_create(
        Reading(
            matter=each,
            person_id=person_id,
            office_id=office_of[each.pk],
            what=FETCHED_FOR_INDEX,
            read_at=now,
        )
        for each in matters
        if (each.pk, office_of[each.pk]) not in noted
    )
