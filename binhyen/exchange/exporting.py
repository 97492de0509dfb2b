"""Give the standing records out as tables: what stands today, not how it came to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from binhyen.documents.sheet import Cell, Sheet
from binhyen.exchange.areas import Areas
from binhyen.exchange.cells import write
from binhyen.exchange.tables import GROUPS, TABLES
from binhyen.matters import clock, naming
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import committees, community_models, instruments, plan_reading, plans
from binhyen.offices.models import Office
from binhyen.units.models import Level, Unit

Row = dict[str, Any]
_WIDTHS = {"prose": 60, "line": 30, "day": 12, "past": 12, "count": 8, "code": 22, "flag": 8}


def sheets(groups: Collection[str] = GROUPS) -> dict[str, Sheet]:
    """The tables of these groups, by their codes."""
    export = _Export()
    rows: dict[str, Callable[[], Iterator[Row]]] = {
        "units": export.units,
        "offices": export.offices,
        "instruments": export.instruments,
        "committees": export.committees,
        "committee_members": export.members,
        "plans": export.plans,
        "plan_tasks": export.tasks,
        "plan_addressees": export.addressees,
        "plan_targets": export.targets,
        "models": export.models,
        "model_sites": export.sites,
    }
    made: dict[str, Sheet] = {}
    for table in TABLES:
        if table.group not in groups:
            continue
        cells: list[tuple[Cell, ...]] = [
            tuple(write(column, row.get(column.code)) for column in table.columns)
            for row in rows[table.code]()
        ]
        heads = tuple(column.heading for column in table.columns)
        widths = tuple(max(_WIDTHS.get(column.kind, 20), 8) for column in table.columns)
        made[table.code] = Sheet(table.sheet, heads, cells, widths)
    return made


class _Export:
    """One export: areas, codes of offices and the plans are read once."""

    def __init__(self) -> None:
        self._areas = Areas()
        self._units = {unit.pk: unit for unit in Unit.objects.select_related("parent")}
        self._slugs = dict(Office.objects.values_list("pk", "slug"))
        self._plans: list[tuple[plan_reading.Plan, Line]] | None = None

    def units(self) -> Iterator[Row]:
        order = list(Level.values)
        rank = {level: place for place, level in enumerate(order)}
        for unit in sorted(self._units.values(), key=lambda u: (rank[u.level], u.code, u.valid_from)):
            parent = unit.parent
            yield {
                "code": unit.code,
                "name": unit.name,
                "prefix": unit.prefix,
                "level": unit.level,
                "parent": self._areas.written(parent, parent.level, unit.valid_from, unit.valid_to)
                if parent
                else None,
                "parent_level": parent.level if parent else None,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
                "synthetic": unit.synthetic,
            }

    def offices(self) -> Iterator[Row]:
        for office in Office.objects.select_related("area", "upper").prefetch_related("remits"):
            area = office.area
            yield {
                "slug": office.slug,
                "name": office.name,
                "name_en": office.name_en,
                "type": office.type,
                "area": self._areas.written(area, area.level, office.valid_from, office.valid_to),
                "area_level": area.level,
                "upper": office.upper.slug if office.upper else None,
                "duty_phone": office.duty_phone,
                "valid_from": office.valid_from,
                "valid_to": office.valid_to,
                "remits": [
                    f"{remit.kind}: {remit.categories}" if remit.categories else remit.kind
                    for remit in office.remits.all()
                ],
            }

    def instruments(self) -> Iterator[Row]:
        for line, texts in _read(Matter.objects.filter(kind=instruments.KIND)):
            records = line.effective
            facts: Any = records[0].facts
            ended: list[Any] = [record.facts for record in records if record.act == "repealed"]
            yield {
                "key": line.row.ref,
                "office": self._slugs[facts.office],
                "form": facts.form,
                "number": facts.number,
                "title": texts[facts.title],
                "issuer": texts[facts.issuer],
                "issued_on": facts.issued_on,
                "in_force_on": facts.in_force_on,
                "replaces": facts.replaces,
                "repealed_on": ended[-1].on if ended else None,
            }

    def committees(self) -> Iterator[Row]:
        for line, texts in _read(_active_committees()):
            said = committees.read(line)
            area = self._units[line.row.area_id or 0]
            yield {
                "key": line.row.ref,
                "office": self._slugs[line.row.office_id or 0],
                "area": self._areas.written(area, None, said.from_on),
                "name": texts[said.names[-1].text],
                "from_on": said.from_on,
                "instrument": said.instrument,
            }

    def members(self) -> Iterator[Row]:
        for line, texts in _read(_active_committees()):
            for member in sorted(committees.read(line).members, key=lambda each: (each.from_on, each.seq)):
                yield {
                    "committee": line.row.ref,
                    "who": texts[member.who],
                    "title": texts[member.title],
                    "role": member.role,
                    "office": self._slugs.get(member.office or 0),
                    "body": texts.get(member.body or ""),
                    "from_on": member.from_on,
                    "to_on": member.to_on,
                }

    def _said(self) -> list[tuple[plan_reading.Plan, Line]]:
        if self._plans is None:
            rows = Matter.objects.filter(kind=plans.KIND, is_open=True).order_by("pk")
            self._plans = [(plan_reading.read(line), line) for line in read_lines(rows)]
            self._plans.sort(key=lambda each: (each[0].year, each[0].office, each[0].ref))
        return self._plans

    def plans(self) -> Iterator[Row]:
        called = naming.names_of(line for _said, line in self._said())
        for said, line in self._said():
            texts = _texts([line])[line.row.pk]
            area = self._units[said.area]
            row = {
                "key": said.ref,
                "office": self._slugs[said.office],
                "area": self._areas.written(area, None, said.starts_on, said.ends_on),
                "title": called[said.ref],
                "instrument": list(dict.fromkeys(said.instruments)),
                "state": "issued" if line.row.state == "issued" else "draft",
            }
            same = ("form", "year", "starts_on", "ends_on", "committee", "upper", "number", "issued_on")
            yield (
                row
                | {name: getattr(said, name) for name in same}
                | {part: texts[text] for part, text in said.texts.items()}
            )

    def tasks(self) -> Iterator[Row]:
        for said, line in self._said():
            texts = _texts([line])[line.row.pk]
            for task in said.in_order:
                yield {
                    "plan": said.ref,
                    "number": task.number,
                    "content": texts[task.content],
                    "product": texts.get(task.product or ""),
                    "audience": task.audience,
                    "lead": self._slugs.get(task.lead or 0),
                    "partners": [self._slugs[partner] for partner in task.partners],
                    "due_on": task.due_on,
                    "upper_task": task.upper_task,
                }

    def addressees(self) -> Iterator[Row]:
        for said, _line in self._said():
            for office in sorted(self._slugs[each] for each in said.offices):
                yield {"plan": said.ref, "office": office}
            for kind, area in said.groups:
                yield {"plan": said.ref, "type": kind, "area": self._area(said, area)}

    def targets(self) -> Iterator[Row]:
        for said, _line in self._said():
            for target in said.targets.values():
                yield {
                    "plan": said.ref,
                    "measure": target.measure,
                    "value": target.value,
                    "area": self._area(said, target.area),
                }

    def models(self) -> Iterator[Row]:
        lines = list(read_lines(_models()))
        called, texts = naming.names_of(lines), _texts(lines)
        standing = {line.row.ref for line in lines}
        for line in lines:
            said = community_models.read(line)
            yield {
                "key": said.ref,
                "office": self._slugs[said.office],
                "area": self._areas.written(self._units[said.area], None, said.from_on),
                "name": called[said.ref],
                "topic": said.topic,
                "from_on": said.from_on,
                "method": texts[line.row.pk][said.method],
                # One that ended is not in the file: here it would be missing.
                "source": said.source if said.source in standing else None,
            }

    def sites(self) -> Iterator[Row]:
        today = clock.today()
        for line, texts in _read(_models()):
            for site in community_models.read(line).sites_on(today):
                count = site.count_on(today)
                yield {
                    "model": line.row.ref,
                    "commune": self._areas.written(self._units[site.commune], Level.COMMUNE, site.from_on),
                    "hamlet": self._areas.written(self._units[site.hamlet], Level.HAMLET, site.from_on)
                    if site.hamlet
                    else None,
                    "place": texts[site.place],
                    "from_on": site.from_on,
                    "teams": count.teams,
                    "members": count.members,
                    "households": count.households,
                }

    def _area(self, said: plan_reading.Plan, area: int | None) -> str | None:
        if area is None:
            return None
        return self._areas.written(self._units[area], None, said.starts_on, said.ends_on)


def _active_committees() -> Any:
    return Matter.objects.filter(kind=committees.KIND, is_open=True)


def _models() -> Any:
    return Matter.objects.filter(kind=community_models.KIND, is_open=True).order_by("ref")


def _read(rows: Any) -> Iterator[tuple[Line, Mapping[str, str]]]:
    """The lines of these records, in the order of their references, each with its texts by their hashes."""
    lines = list(read_lines(rows.order_by("ref")))
    texts = _texts(lines)
    for line in lines:
        yield line, texts[line.row.pk]


def _texts(lines: Collection[Line]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {line.row.pk: {} for line in lines}
    documents = Document.objects.filter(matter__in=list(found)).values_list("matter_id", "sha256", "body")
    for matter, name, body in documents:
        found[matter][name] = body
    return found
