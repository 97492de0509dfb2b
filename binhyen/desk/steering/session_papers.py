"""What came of a plan's sessions, as a part of its report."""

from __future__ import annotations

from collections.abc import Iterator

from binhyen.documents import Block, Paragraph, Table
from binhyen.kinds.session import under
from binhyen.movement import festival
from binhyen.movement.plan_reading import Plan

COLUMNS = ("Địa bàn", "Buổi đã tổ chức", "Nơi tổ chức Ngày hội", "Số người dự")


def blocks(plan: Plan, counted: under.Counted) -> Iterator[Block]:
    """In Vietnamese, as the report is; counted from the sessions, typed by nobody."""
    whole = counted.whole
    places = f", Ngày hội được tổ chức ở {whole.festivals} nơi" if whole.festivals else ""
    yield Paragraph(
        f"Đã tổ chức {whole.held} buổi{places}, với {_number(whole.people)} lượt người dự"
        f"{f'; còn {whole.ahead} buổi đã lên lịch' if whole.ahead else ''}."
    )
    if plan.form == festival.FORM and (missing := [u.full_name for u, t in counted.areas if not t.festivals]):
        yield Paragraph(f"Chưa ghi nhận Ngày hội ở: {', '.join(missing)}.")
    rows = tuple(
        (unit.full_name, str(tally.held), str(tally.festivals), _number(tally.people))
        for unit, tally in counted.areas
    )
    rows = (*rows, ("Tổng số", str(whole.held), str(whole.festivals), _number(whole.people)))
    yield Table(COLUMNS, rows, widths=(40, 20, 20, 20), numeric=frozenset({1, 2, 3}))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
