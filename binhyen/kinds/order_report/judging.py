"""What the procedure of an order report cannot say, as it looks at other entries, other reports or the calendar."""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.order_report import acts, limits
from binhyen.kinds.order_report.categories import BY_CODE, QUESTION_OF
from binhyen.kinds.order_report.procedure import WORKED
from binhyen.kinds.order_report.reading import read
from binhyen.matters import identity, receipts
from binhyen.matters.judging import Asked
from binhyen.matters.kinds import Visit
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter
from binhyen.procedure import FactsError
from binhyen.units.models import Level, Unit
from binhyen.units.places import LATITUDES, LONGITUDES

MOST_PHOTOS = 6
IMPORTED = "imported"


def judge(asked: Asked) -> None:
    identity.judge(asked)
    receipts.judge(asked)
    facts = asked.facts
    if isinstance(facts, acts.Received):
        _judge_received(facts)
    elif isinstance(facts, acts.Accepted) and facts.due_on != limits.due_on(facts.complexity, asked.on):
        raise FactsError("due_on", "other_day")
    elif isinstance(facts, acts.EndedElsewhere | acts.PictureBrought):
        if read(asked.line.effective).channel != IMPORTED:
            raise FactsError("", "not_imported")
    elif isinstance(facts, acts.Merged):
        _judge_merge(asked, facts)
    elif isinstance(facts, acts.PhotoShown) and len(read(asked.line.effective).photos) >= MOST_PHOTOS:
        raise FactsError("photo", "too_many_photos")
    elif isinstance(facts, acts.PhotoHidden):
        if facts.entry not in {photo.entry for photo in read(asked.line.effective).photos}:
            raise FactsError("entry", "no_such_photo")
    elif isinstance(facts, acts.Shown) and facts.text is None and read(asked.line.effective).told is None:
        raise FactsError("text", "nothing_to_show")


def possible(line: Line, act: str) -> bool:
    """What is copied from another place is copied by the import alone, where its numbers and pictures are known."""
    return act not in ("ended_elsewhere", "picture_brought")


def visited(line: Line, _on: dt.date) -> Visit | None:
    """A report that was taken on and waits for somebody to go there."""
    if line.row.state not in WORKED:
        return None
    report = read(line.effective)
    found = ("answered",) if line.row.state == "in_progress" else ("begun", "answered")
    place = tuple(filter(None, (report.place, report.told)))
    return Visit(BY_CODE[report.category].word, place, report.point, found)


def _judge_received(facts: acts.Received) -> None:
    if (facts.latitude is None) != (facts.longitude is None):
        raise FactsError("longitude", "missing")
    for name, (least, most) in (("latitude", LATITUDES), ("longitude", LONGITUDES)):
        value = getattr(facts, name)
        if value is not None and not least <= value <= most:
            raise FactsError(name, "range")
    told = (facts.description, facts.place, facts.latitude, facts.reader, *facts.answers)
    if any(each is not None for each in told) and not _in_a_commune(facts.area):
        # About an office's own people: that is taken above it, and nothing in clear says which commune it is.
        raise FactsError("description", "not_in_the_open")
    if facts.reader is not None and (facts.latitude is None or facts.reader == facts.office):
        # Told for the sake of a border; and whoever handles it is no reader.
        raise FactsError("reader", "no_border")
    asked = {ask.code for ask in BY_CODE[facts.category].asks}
    if any(QUESTION_OF[answer] not in asked for answer in facts.answers):
        raise FactsError("answers", "choice")


def _in_a_commune(area: int) -> bool:
    return Unit.objects.filter(pk=area, level__in=(Level.COMMUNE, Level.HAMLET)).exists()


def _judge_merge(asked: Asked, facts: acts.Merged) -> None:
    into = Matter.objects.filter(ref=facts.into, kind=asked.line.row.kind).first()
    if into is None or into.pk == asked.line.row.pk or into.office_id != asked.by.office_id:
        raise FactsError("into", "no_such_report")
    if into.state == "merged":
        raise FactsError("into", "merged_itself")
