"""What is sealed of one matter, handed to the officer's browser to be opened there, and noted as a reading."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from binhyen.accounts.models import Person
from binhyen.desk import names, panel, staff_forms, telling
from binhyen.desk.doors import missing, signed_in
from binhyen.matters import blobs, kinds, readings
from binhyen.matters.access import actor_for, actors_for, get_visible
from binhyen.matters.bundles import bundle, last_ref
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Attachment, Entry, Envelope, Matter
from binhyen.matters.signed import RENEWED, UNREADABLE
from binhyen.offices.models import Office

STREAMS = ("intake", "talk")


@require_POST
@signed_in
def content(_request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """What the Worker opens with which office's keys, words to show it with, and where its attachments are.

    A POST, because it writes down that this person looked. Grants are only those of the reader's own office.
    """
    matter = get_visible(person, ref)
    actor = actor_for(person, matter)
    assert actor.office_id is not None  # a role that works matters is held at an office
    readings.note(matter, person_id=person.pk, office_id=actor.office_id, what=readings.OPENED)
    line = line_of(matter)
    return JsonResponse(
        {
            "office": Office.objects.values_list("slug", flat=True).get(pk=actor.office_id),
            "labels": {
                name: str(words) for name, words in staff_forms.labels(kinds.get(matter.kind)).items()
            },
            "bundle": bundle(matter, STREAMS, holder="office", office_id=actor.office_id),
            "said": _said(line),
            "open": staff_forms.spoken(line),
            "may": {"renew": _may_renew(person, line), "unreadable": _may(person, line, UNREADABLE)},
            "identity": names.shown(person, line, actor),
            "attachments": {
                each.sha256: {
                    "address": reverse("desk:attachment", args=[matter.ref, each.sha256]),
                    "size": each.size,
                }
                for each in Attachment.objects.filter(matter=matter)
            },
        }
    )


@require_POST
@signed_in
def attachment(request: HttpRequest, person: Person, ref: str, sha256: str) -> HttpResponseBase:
    """One sealed attachment, as it lies on the disk. A POST, and noted, for the same reason as the story."""
    matter = get_visible(person, ref)
    actor = actor_for(person, matter)
    assert actor.office_id is not None
    kept = Attachment.objects.filter(matter=matter, sha256=sha256).first()
    if kept is None:
        return missing(request)
    try:
        ciphertext = blobs.opened(kept)
    except (FileNotFoundError, blobs.Unknown):
        return missing(request)
    what = readings.ATTACHMENT
    readings.note(matter, person_id=person.pk, office_id=actor.office_id, what=what, attachment=sha256)
    response = FileResponse(ciphertext, content_type="application/octet-stream")
    response.block_size = blobs.CHUNK
    return response


def last_envelopes(matter: Matter) -> dict[str, str]:
    """The reference of each stream's last envelope: what the next one must come after."""
    return {stream: last_ref(matter, stream) for stream in STREAMS}


def _may_renew(person: Person, line: Line) -> bool:
    """Whether a receipt may be given in the place of a lost one: nobody is given one of a report that was withdrawn."""
    withdrawn = line.standing is not None and line.standing.done.get("withdrawn")
    return not withdrawn and _may(person, line, RENEWED)


def _may(person: Person, line: Line, act: str) -> bool:
    return panel.act_for(line, actors_for(person, line.row), act) is not None


def _said(line: Line) -> dict[str, dict[str, Any]]:
    """By envelope reference: the act, who and when, in the reader's language."""
    words = line.kind.vocabulary()
    refs = dict(Envelope.objects.filter(matter=line.row).values_list("sha256", "ref"))
    entries = Entry.objects.filter(matter=line.row).order_by("seq").select_related("by", "office")
    said: dict[str, dict[str, Any]] = {}
    for entry, record in zip(entries, line.records, strict=True):
        for name in Line.pointers(record.facts, "envelope"):
            if name in refs:
                said[refs[name]] = {
                    "act": str(words.acts.get(record.act, record.act)),
                    "who": telling.who(entry),
                    "when": telling.moment(entry.happened_at, entry.precision),
                }
    return said
