"""The journal told to a reader: who did what, when, with which facts, and what was corrected since.

Nothing here knows a kind: acts, facts and choices come from the kind's words, references are looked up in bulk, so
the number of queries does not grow with the journal.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from binhyen.accounts.models import Person, Role
from binhyen.desk.terms import date_words
from binhyen.matters import clock, kinds, naming
from binhyen.matters.access import records, visible
from binhyen.matters.kinds import Vocabulary
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, Entry, Matter
from binhyen.offices.models import Office
from binhyen.procedure import CORRECTED, Fact, Record, declared, effective
from binhyen.units.models import Unit

# A second act within this time of its writing down was written down as it happened.
AT_ONCE = dt.timedelta(minutes=2)
# From here a number is read in groups of three; below it may be a year.
MANY = 10_000


@dataclass(frozen=True)
class Said:
    """One fact in words. look: "text", "sealed" (an envelope), "prose" (a document), "file" (an open file), "matter"
    (a link within the desk) or "record" (a link to a page: `ref` is its address)."""

    label: Any
    value: Any
    look: str = "text"
    ref: str = ""


@dataclass(frozen=True)
class Told:
    """One entry for a reader."""

    seq: int
    act: Any
    who: str
    when: str
    written: str
    facts: list[Said]
    fate: str = ""
    voided: bool = False
    envelopes: list[str] = field(default_factory=list)


class Names:
    """The things that facts point at, by id: looked up once for a whole journal."""

    def __init__(self, facts: Iterable[Any], person: Person, of: Matter) -> None:
        ids: dict[str, set[Any]] = defaultdict(set)
        for each in facts:
            for fact in declared(type(each)):
                value = getattr(each, fact.name)
                if value is not None and fact.kind in ("office", "unit", "person", "document", "matter"):
                    ids[fact.kind].add(value)
        self.office = {office.pk: office.shown_name for office in Office.objects.filter(pk__in=ids["office"])}
        self.unit = {unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=ids["unit"])}
        self.person = {each.pk: str(each) for each in Person.objects.filter(pk__in=ids["person"])}
        self.document = dict(
            Document.objects.filter(matter=of, sha256__in=ids["document"]).values_list("sha256", "body")
        )
        # Another office's matter stays a reference without a name, even where a fact points at it.
        self.matter: dict[str, Matter] = {
            matter.ref: matter
            for matter in visible(person).filter(ref__in=ids["matter"]).select_related("area")
        }
        self.record = _records(person, ids["matter"] - set(self.matter))


def _records(person: Person, refs: set[str]) -> dict[str, tuple[str, str]]:
    """By reference, the name and address of those standing records that this person may read."""
    kinds_named = Matter.objects.filter(ref__in=refs, standing=True).values_list("kind", flat=True).distinct()
    found: dict[str, tuple[str, str]] = {}
    for code in kinds_named if refs else ():
        kind = kinds.get(code)
        for ref, name in naming.names(records(person, code).filter(ref__in=refs)).items():
            found[ref] = (name, reverse("desk:record", args=[kind.slug, ref]))
    return found


def tell(line: Line, entries: list[Entry], names: Names, words: Vocabulary) -> list[Told]:
    """Every entry in its order. `entries` come with `by` and `office` fetched."""
    counted = {record.seq: record for record in effective(line.records)}
    fates = _fates(line.records, words)
    told = []
    for entry, record in zip(entries, line.records, strict=True):
        voided = record.act != CORRECTED and record.seq not in counted
        facts = counted.get(record.seq, record).facts
        told.append(
            Told(
                seq=record.seq,
                act=words.acts.get(record.act, record.act),
                who=who(entry),
                when=moment(entry.happened_at, entry.precision),
                written=_written(entry),
                facts=facts_in_words(facts, names, words),
                fate=fates.get(record.seq, ""),
                voided=voided,
                envelopes=list(Line.pointers(record.facts, "envelope")),
            )
        )
    return told


def who(entry: Entry) -> str:
    """The person with their role and office, the resident, or the clock."""
    if entry.role == "resident":
        return _("người báo")
    if entry.role == "clock":
        return _("hệ thống tính hạn")
    role = str(Role(entry.role).label) if entry.role in Role.values else entry.role
    parts = [str(entry.by) if entry.by else "", role, entry.office.shown_name if entry.office else ""]
    return ", ".join(part for part in parts if part)


def moment(instant: dt.datetime, precision: str) -> str:
    """An instant with no more precision than was kept."""
    local = instant.astimezone(clock.LEGAL_ZONE)
    day = date_words(local.date())
    if precision == "day":
        return day
    if precision == "hour":
        return _("khoảng %(hour)d giờ ngày %(day)s") % {"hour": local.hour, "day": day}
    return _("%(time)s ngày %(day)s") % {"time": f"{local.hour}:{local.minute:02}", "day": day}


def facts_in_words(facts: Any, names: Names, words: Vocabulary) -> list[Said]:
    """The facts that say something, each with its label."""
    said = []
    for fact in declared(type(facts)):
        # What a browser signed is for `verify`, and for nobody's eyes.
        if fact.name == "signed" and fact.kind == "document":
            continue
        value = getattr(facts, fact.name)
        # A signature, and what a claim is held to, is checked by `verify` and not read by people.
        unsaid = fact.kind in ("signature", "hex") or (fact.kind == "flag" and not value)
        if value is None or value == () or unsaid:
            continue
        said.append(_say(fact, value, names, words))
    return said


def _say(fact: Fact, value: Any, names: Names, words: Vocabulary) -> Said:
    label = words.facts.get(fact.name, fact.name)
    choices = words.choices.get(fact.name, {})
    match fact.kind:
        case "code":
            return Said(label, choices.get(value, value))
        case "codes":
            return Said(label, ", ".join(str(choices.get(code, code)) for code in value))
        case "day":
            return Said(label, date_words(value))
        case "count" if value >= MANY:
            return Said(label, number_format(value, force_grouping=True))
        case "flag":
            return Said(label, _("có"))
        case "name":
            return Said(label, words.deadlines.get(value, value))
        case "instant":
            return Said(label, moment(dt.datetime.fromisoformat(value), "second"))
        case "office" | "unit" | "person":
            return Said(label, getattr(names, fact.kind).get(value, _("không rõ")))
        case "envelope":
            return Said(label, _("niêm phong"), "sealed", value)
        case "document":
            return Said(label, names.document.get(value, ""), "prose")
        case "file":
            return Said(label, _("tải tệp"), "file", value)
        case "matter":
            return _say_matter(label, value, names)
        case "replacement":
            return Said(label, ", ".join(f"{words.facts.get(name, name)}" for name in value))
        case _:
            return Said(label, value)


def _say_matter(label: Any, ref: str, names: Names) -> Said:
    if ref in names.matter:
        return Said(label, names.matter[ref].short_ref, "matter", ref)
    if ref in names.record:
        return Said(label, names.record[ref][0], "record", names.record[ref][1])
    return Said(label, _("vụ việc của đơn vị khác"))


def _fates(records: list[Record], words: Vocabulary) -> dict[int, str]:
    """By entry, what a later correction did to it: the last that counts decides."""
    fates = {}
    voided = {record.seq for record in records} - {record.seq for record in effective(records)}
    for record in records:
        if record.act != CORRECTED:
            continue
        facts: Any = record.facts
        reason = words.choices.get("reason", {}).get(facts.reason, facts.reason)
        place = {"seq": record.seq, "reason": reason}
        if facts.replacement is not None and facts.entry not in voided:
            fates[facts.entry] = _("Đã ghi lại ở mục %(seq)d: %(reason)s.") % place
        elif facts.entry in voided:
            fates[facts.entry] = _("Đã hủy ở mục %(seq)d: %(reason)s.") % place
    return fates


def _written(entry: Entry) -> str:
    """When it was written down, where that is another time than it happened: back-dating is shown."""
    if entry.recorded_at - entry.happened_at <= AT_ONCE:
        return ""
    return _("ghi vào lúc %(when)s") % {"when": moment(entry.recorded_at, entry.precision)}
