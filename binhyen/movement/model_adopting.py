"""One act for a model somewhere else: the adopter's own record, with the name, topic and method of the source."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import community_models as models
from binhyen.movement.model_reading import read
from binhyen.offices.models import Office
from binhyen.procedure import FactsError


def adopt(source: Matter, *, by: Actor, name: str, from_on: dt.date, at: dt.datetime | None = None) -> Matter:
    """The new record of the actor's office, in its area. Raises FactsError when the source ended, is this office's own,
    or was adopted by it already."""
    assert by.office_id is not None
    if not source.is_open:
        raise FactsError("source", "ended")
    if adopted_by(source, by.office_id) is not None:
        raise FactsError("source", "adopted_already")
    said = read(line_of(source))
    method = Document.objects.get(matter=source, sha256=said.method).body
    facts = models.Adopted(
        name=text_hash(name),
        office=by.office_id,
        area=Office.objects.get(pk=by.office_id).area_id,
        topic=said.topic,
        from_on=from_on,
        method=text_hash(method),
        source=source.ref,
    )
    opening = Opening.unsealed(models.KIND, settings.INSTALLATION.id)
    documents = list(dict.fromkeys((name, method)))
    return open_matter(opening, "adopted", by=by, facts=facts, documents=documents, at=at)


def adopted_by(source: Matter, office: int) -> Matter | None:
    """The record by which this office carries the model out, if it does."""
    found = Matter.objects.filter(kind=models.KIND, under=source.ref, office=office, is_open=True)
    return found.first()


def adopters(source: Matter) -> list[Line]:
    """The records of those who adopted it, those who ended included, the latest first."""
    found = Matter.objects.filter(kind=models.KIND, under=source.ref).select_related("office", "area")
    return list(read_lines(found.order_by("-received_on", "-id")))


__all__ = ["adopt", "adopted_by", "adopters"]
