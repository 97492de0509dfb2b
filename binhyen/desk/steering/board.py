"""The board of a plan: at a glance who has not acknowledged, who is late, who is done, down to the evidence.

The same page for 22 addressees and for 3,321: totals, then fifty addressees at a time, those who need attention first.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import plans, record
from binhyen.desk.steering.page import show
from binhyen.documents.sheet import Sheet, xlsx
from binhyen.kinds.task import board
from binhyen.matters import clock, kinds, naming
from binhyen.matters.files import EXCEL
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.movement import plan_reading

PAGE = 50
FILTERS = (
    (board.ALL, _("Tất cả")),
    (board.UNACKNOWLEDGED, _("Chưa tiếp nhận")),
    (board.LATE, _("Quá hạn")),
    (board.WAITING, _("Chờ nghiệm thu")),
    (board.DONE, _("Đã xong")),
)
LOOKS = {
    "issued": "new",
    "reported": "warning",
    "accepted": "good",
    "returned": "running",
    "left_undone": "stopped",
}


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
    context = {
        "section": plans.SECTION,
        "matter": line.row,
        "name": naming.name_of(line),
        "tally": board.overall(items.values()),
        "items": [(number, tasks[number], items.get(number, board.Tally())) for number in sorted(tasks)],
        "numbers": sorted(tasks),
        "areas": board.by_area(ref, now),
        "rows": [_row(row, sorted(tasks)) for row in board.rows(ref, [r["office_id"] for r in page], now)],
        "page": page,
        "query": f"loc={chosen}",
        "chosen": chosen,
        "filters": FILTERS,
        "acting": acting and line.row.state == "issued",
        "reminded": int(reminded)
        if reminded.isascii() and reminded.isdigit() and len(reminded) < 6
        else None,
        "on": now,
    }
    return show(request, "desk/steering/board.html", context)


def _row(row: board.Row, numbers: list[int]) -> dict[str, Any]:
    cells = [row.cells.get(number) for number in numbers]
    return {
        "name": row.name,
        "area": row.area,
        "cells": [
            {"ref": c.ref, "words": _said(c), "look": "late" if c.late else LOOKS.get(c.state, "plain")}
            if c
            else None
            for c in cells
        ],
    }


def _said(cell: board.Cell) -> str:
    """A cell in words: its state, and that it is late, so that colour says nothing alone."""
    state = str(kinds.get("task").vocabulary().states[cell.state])
    return gettext("%(state)s, quá hạn") % {"state": state} if cell.late else state


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
                (row.name, row.area, *(_said(row.cells[n]) if n in row.cells else "" for n in numbers))
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
