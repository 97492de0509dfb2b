"""The board of a plan: at a glance who has not acknowledged, who is late, who is done, down to the evidence.

The same page for 22 addressees and for 3,321: totals, then fifty addressees at a time, those who need attention first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import plans, record
from binhyen.desk.steering import tasks as tasks_section
from binhyen.desk.steering.page import show
from binhyen.desk.terms import date_words
from binhyen.documents.sheet import Sheet, xlsx
from binhyen.kinds.task import board
from binhyen.matters import clock, naming
from binhyen.matters.files import EXCEL
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.movement import plan_reading
from binhyen.offices.models import Office

PAGE = 50
FILTERS = (
    (board.ALL, _("Tất cả")),
    (board.UNACKNOWLEDGED, _("Chưa tiếp nhận")),
    (board.LATE, _("Quá hạn")),
    (board.WAITING, _("Chờ nghiệm thu")),
    (board.DONE, _("Đã xong")),
)


@require_GET
@signed_in_page
def of_plan(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Totals, tasks, areas, and one page of addressees by their tasks."""
    line = record.found(person, plans.SECTION, ref)
    now = clock.now()
    chosen = request.GET.get("loc", board.ALL)
    if chosen not in board.FILTERS:
        chosen = board.ALL
    page = Paginator(board.addressees(ref, chosen, now), PAGE).get_page(request.GET.get("trang"))
    items = board.by_item(ref, now)
    tasks = _tasks(line)
    acting = any(actor.office_id == line.row.office_id for actor in record.actors(person, line))
    reminded = request.GET.get("da-nhac", "")
    ordered = [row["office_id"] for row in page]
    names = _names(ordered)
    context = {
        "section": plans.SECTION,
        "matter": line.row,
        "name": naming.name_of(line),
        "tally": board.overall(items.values()),
        "items": [(number, tasks[number], items.get(number, board.Tally())) for number in sorted(tasks)],
        "numbers": sorted(tasks),
        "areas": board.by_area(ref, now),
        "rows": [_row(row, sorted(tasks), names) for row in board.rows(ref, ordered, now)],
        "page": page,
        "query": f"loc={chosen}",
        "chosen": chosen,
        "filters": FILTERS,
        "acting": acting and line.row.state == "issued",
        "reminded": int(reminded)
        if reminded.isascii() and reminded.isdigit() and len(reminded) < 6
        else None,
        "on": date_words(clock.legal_date(now)),
    }
    return show(request, "desk/steering/board.html", context)


def _row(row: board.Row, numbers: list[int], names: Mapping[int, str]) -> dict[str, Any]:
    shown = {number: {"ref": cell.ref} | _said(cell) for number, cell in row.cells.items()}
    return {
        "name": names.get(row.office, row.name),
        "area": row.area,
        "cells": [(number, shown.get(number)) for number in numbers],
    }


def _said(cell: board.Cell) -> dict[str, str]:
    return tasks_section.state_shown(cell.state, late=cell.late)


def _names(offices: Iterable[int]) -> dict[int, str]:
    """What the offices are called in the reader's language."""
    return {office.pk: office.shown_name for office in Office.objects.filter(pk__in=list(offices))}


def _tasks(line: Line) -> dict[int, str]:
    plan = plan_reading.read(line)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    return {number: texts.get(task.content, "") for number, task in plan.tasks.items()}


@require_GET
@signed_in_page
def as_table(_request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The whole board as a workbook: by task, by area, by addressee."""
    line = record.found(person, plans.SECTION, ref)
    now = clock.now()
    response = HttpResponse(xlsx(list(_sheets(line, now))), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="bang-theo-doi-{line.row.short_ref}.xlsx"'
    return response


def _sheets(line: Line, now: Any) -> list[Sheet]:
    ref, tasks = line.row.ref, _tasks(line)
    items = board.by_item(ref, now)
    counted = tuple(str(words) for words in TALLY.values())
    offices = [each["office_id"] for each in board.addressees(ref, board.ALL, now)]
    numbers = sorted(tasks)

    return [
        Sheet(
            str(_("Theo nhiệm vụ")),
            (str(_("Số")), str(_("Việc phải làm")), *counted),
            [(n, tasks[n], *_counts(items.get(n, board.Tally()))) for n in numbers],
        ),
        Sheet(
            str(_("Theo địa bàn")),
            (str(_("Địa bàn")), *counted),
            [(name, *_counts(tally)) for name, tally in board.by_area(ref, now)],
        ),
        Sheet(
            str(_("Theo đơn vị")),
            (str(_("Đơn vị")), str(_("Địa bàn")), *(f"{_('Nhiệm vụ')} {n}" for n in numbers)),
            [
                (
                    row.name,
                    row.area,
                    *(_said(row.cells[n])["state"] if n in row.cells else "" for n in numbers),
                )
                for row in board.rows(ref, offices, now)
            ],
        ),
    ]


TALLY = {
    "total": _("Tổng số"),
    "unacknowledged": _("Chưa tiếp nhận"),
    "working": _("Đang làm"),
    "reported": _("Chờ nghiệm thu"),
    "accepted": _("Đã nghiệm thu"),
    "undone": _("Chưa hoàn thành"),
    "late": _("Quá hạn"),
}


def _counts(tally: board.Tally) -> tuple[int, ...]:
    return tuple(getattr(tally, name) for name in TALLY)
