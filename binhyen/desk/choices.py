"""What a form may offer where a fact points at an office, an area, a matter or a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk import giving, queue, staff_forms
from binhyen.matters import clock, kinds, lowering, naming, rewards
from binhyen.matters.access import records, visible, working_offices
from binhyen.matters.actors import Actor
from binhyen.matters.kinds import Kind
from binhyen.matters.lines import Line, read_lines
from binhyen.offices import certificates
from binhyen.offices.models import Office
from binhyen.procedure import Act, Fact, declared
from binhyen.units import tree
from binhyen.units.folding import fold
from binhyen.units.models import Level, Unit

# A list longer than this is not read but scrolled; the newest come first.
MOST_MATTERS = 200
MOST_LISTED = 300

Options = list[tuple[str, Any]]


@dataclass(frozen=True)
class Asking:
    """Who is asked, in which role, about what. `line` is None while the matter does not exist yet."""

    person: Person
    actor: Actor
    kind: Kind
    on: dt.date
    line: Line | None = None
    page: bool = False  # asked on a page of its own, which can take files

    @property
    def office_id(self) -> int:
        """The office at which they act."""
        assert self.actor.office_id is not None  # a role that works matters is held at an office
        return self.actor.office_id

    @property
    def sealed(self) -> bool:
        """Whether what is written here is sealed: as the matter was, or as its kind says before there is one."""
        return bool(self.line.row.sealed) if self.line else self.kind.sealed


def of(fact: Fact, act: Act, asking: Asking) -> Options:
    """The options of one reference, as (id as text, words)."""
    match fact.kind:
        case "office":
            return _offices(fact, act, asking)
        case "unit" if fact.level == Level.HAMLET:
            return [(str(unit.pk), unit.full_name) for unit in hamlets(asking)]
        case "unit":
            return [(str(unit.pk), unit.full_name) for unit in areas(asking)]
        case "matter":
            return _matters(fact, act, asking)
        case _:
            return [(str(person.pk), str(person)) for person in _colleagues(asking)]


def areas(asking: Asking) -> list[Unit]:
    """The communes that the actor's office answers for, then its own wider area; in a record that other offices have
    a part in, then the communes of those."""
    office = Office.objects.select_related("area").get(pk=asking.office_id)
    communes = tree.communes_under(office.area, asking.on)
    found = communes if office.area in communes else [*communes, office.area]
    if asking.line is None or not asking.kind.standing:
        return found
    others = Unit.objects.filter(offices__in=asking.line.participants).exclude(pk=office.area_id).distinct()
    more = {commune for area in others for commune in tree.communes_under(area, asking.on)} - set(found)
    return found + sorted(more, key=lambda commune: (commune.code, commune.valid_from))


def hamlets(asking: Asking) -> list[Unit]:
    """The hamlets of the commune that the actor's office answers for; of a wider area there are too many to name."""
    commune = Office.objects.select_related("area").get(pk=asking.office_id).area
    return tree.hamlets_of(commune, asking.on) if commune.level == Level.COMMUNE else []


def receivers(asking: Asking) -> list[Office]:
    """The offices that a matter can be handed to: of the same province, not the present one, and, where it is
    sealed, with keys to wrap it to."""
    assert asking.line is not None
    present = asking.line.row.office
    found = (
        Office.objects.on(asking.on).filter(remits__isnull=False).distinct().select_related("area__parent")
    )
    offices = [office for office in found if present is None or office.pk != present.pk]
    if present is not None:
        province = tree.line_up(present.area)[-1]
        offices = [office for office in offices if tree.line_up(office.area)[-1] == province]
    if asking.sealed:
        held = certificates.newest(offices, asking.on)
        offices = [office for office in offices if office.pk in held]
    return sorted(offices, key=lambda office: (present is None or office.pk != present.upper_id, office.name))


def _offices(fact: Fact, act: Act, asking: Asking) -> Options:
    if asking.line is not None and fact.among:
        return _with_part(asking.line, fact.among)
    if asking.line is not None and giving.gives_reading(act):
        return [(str(office.pk), name) for office, name in giving.readers(asking.line, asking.on)]
    if asking.line is not None and fact.name in act.releases and not asking.kind.standing:
        return [(str(office.pk), office.shown_name) for office in giving.sharers(asking.line)]
    if asking.kind.standing and not (asking.line is None and act.sets.get("office") == fact.name):
        return [(str(office.pk), office.shown_name) for office in everywhere(asking.on)]
    if asking.line is not None and act.code == lowering.ASKED:
        below = [office for office in receivers(asking) if lowering.is_below(asking.line, office)]
        return [(str(office.pk), office.shown_name) for office in below]
    if asking.line is not None and act.code == rewards.OFFERED:
        paying = rewards.paying_offices(asking.line.row, asking.on)
        return [(str(office.pk), office.shown_name) for office in paying]
    if act.sets.get("office") != fact.name:
        return [(str(office.pk), office.shown_name) for office in _above(asking)]
    if asking.line is None:
        office = Office.objects.get(pk=asking.office_id)
        return [(str(office.pk), office.shown_name)]
    return [(str(office.pk), office.shown_name) for office in receivers(asking)]


def _with_part(line: Line, part: str) -> Options:
    """The offices that have this part in it now."""
    found = Office.objects.filter(pk__in=line.participants).order_by("name")
    return [(str(office.pk), office.shown_name) for office in found if part in line.parts_of(office.pk)]


def everywhere(on: dt.date) -> list[Office]:
    """Every office that exists: a committee's members and a plan's addressees come from any body."""
    return list(Office.objects.on(on).only("pk", "name", "name_en").order_by("name"))


class NamedOffice(forms.CharField):
    """An office by its name, where there are too many to list: typed with or without marks, in any case."""

    def __init__(self, options: Options) -> None:
        super().__init__(
            max_length=160,
            help_text=gettext_lazy("Gõ tên đơn vị, có dấu hay không dấu đều được."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )
        self.by_id = dict(options)
        self.by_name: dict[str, list[str]] = {}
        for pk, name in options:
            self.by_name.setdefault(fold(str(name)), []).append(pk)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text or text in self.by_id:
            return text
        folded = fold(text)
        found = self.by_name.get(folded) or [
            pk for name, pks in self.by_name.items() if folded in name for pk in pks
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Không có đơn vị nào tên như vậy. Hãy gõ đúng tên đầy đủ."))
        some = "; ".join(str(self.by_id[pk]) for pk in found[:5])
        raise ValidationError(
            _("Nhiều đơn vị có tên gần như vậy: %(some)s… Hãy gõ tên đầy đủ.") % {"some": some}
        )


def _above(asking: Asking) -> list[Office]:
    """The offices above the actor's, nearest first."""
    office = Office.objects.select_related("upper").get(pk=asking.office_id).upper
    found = []
    while office is not None:
        if office.in_force(asking.on):
            found.append(office)
        office = office.upper
    return found


def _colleagues(asking: Asking) -> list[Person]:
    today = asking.on
    held = Person.objects.filter(memberships__office=asking.office_id, memberships__from_on__lte=today)
    return list(held.exclude(memberships__to_on__lte=today).distinct().order_by("full_name"))


def kind_of(fact: Fact, asking: Asking) -> Kind:
    """Which kind of matter a fact points at: the one that the fact is named after, else the matter's own."""
    try:
        return kinds.get(fact.name)
    except KeyError:
        return asking.kind


def _matters(fact: Fact, act: Act, asking: Asking) -> Options:
    kind = kind_of(fact, asking)
    found = visible(asking.person).filter(kind=kind.code).select_related("area")
    if kind.standing:
        found = records(asking.person, kind.code)
        if not asking.kind.standing:
            found = found.filter(is_open=True)  # what a matter goes by is in force
    if asking.line is not None:
        found = found.exclude(pk=asking.line.row.pk)
        if giving.gives_reading(act):
            found = found.filter(ref__in=giving.clusters(asking.line, asking.on))
        standing = staff_forms.standing_links(act.code, asking.line)
        if standing is not None:
            found = found.filter(ref__in=standing)
    newest = list(found.order_by("-received_on", "-id")[:MOST_MATTERS])
    numbers = queue.register_numbers(newest, list(working_offices(asking.person)))
    return [(line.row.ref, _label(line, numbers.get(line.row.pk, ""))) for line in read_lines(newest)]


def _label(line: Line, number: str) -> str:
    """What tells a matter from its like: its numbers, what it is about, where, when."""
    matter = line.row
    opening = line.records[0].facts
    numbers = [getattr(opening, fact.name) for fact in declared(type(opening)) if fact.kind == "number"]
    if line.kind.standing:
        named = naming.name_of(line)
        return " · ".join(part for part in (*numbers, named) if part)
    day = clock.legal_date(line.records[0].happened_at)
    parts = [
        number and _("số %(number)s") % {"number": number},
        *(each for each in numbers if each),
        str(queue.title_of(matter)),
        matter.area.full_name if matter.area else "",
        f"{day.day}-{day.month}-{day.year}",
        matter.short_ref,
    ]
    return " · ".join(part for part in parts if part)
