"""A plan as documents: the plan or directive itself, the letter that reminds, the report on what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering import session_papers, street_papers
from binhyen.desk.steering.plan_marks import ABBREVIATIONS
from binhyen.documents import Basis, Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.figures.campaigns import results_of
from binhyen.kinds.session import under
from binhyen.kinds.street import under as streets_under
from binhyen.kinds.task import board
from binhyen.matters import clock, naming
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading
from binhyen.movement.plan_reading import Plan
from binhyen.offices.models import Office, OfficeType
from binhyen.units import tree
from binhyen.units.models import Unit

ORDER = ("purpose", "content", "organisation")
papers = {
    "plan": _("Văn bản kế hoạch"),
    "letter": _("Công văn đôn đốc"),
    "report": _("Báo cáo kết quả"),
}
FORMS = {"directive": Form.DIRECTIVE, "conclusions": Form.NOTICE}
HEADINGS = {
    "purpose": "MỤC ĐÍCH, YÊU CẦU",
    "content": "NỘI DUNG, GIẢI PHÁP",
    "organisation": "TỔ CHỨC THỰC HIỆN",
}
SESSIONS = {"festival": "KẾT QUẢ NGÀY HỘI"}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
MOST_NAMED = 12


@dataclass(frozen=True)
class Issuer:
    """Who a plan's documents come from: the committee by its name of that day, else the office."""

    name: str
    upper: str
    place: str
    abbreviation: str
    authority: str
    title: str


def write(line: Line, _person: Person, code: str) -> Paper | None:
    """The paper, or None where there is nothing to write yet."""
    plan = plan_reading.read(line)
    if code == "plan":
        return plan_paper(line, plan) if plan.tasks else None
    if not plan.version:
        return None
    if code == "letter":
        return letter(line, plan)
    return report(line, plan)


def plan_paper(line: Line, plan: Plan) -> Paper:
    """The plan or directive with its bases, texts and table of tasks."""
    on = plan.issued_on or clock.today()
    issuer = issuer_of(plan, on)
    texts = _texts(line.row)
    form = FORMS.get(plan.form, Form.PLAN)
    return _paper(
        issuer,
        form,
        plan,
        on if plan.version else None,
        subject=_subject(form, texts.get(plan.title, "")),
        blocks=(*_bases(plan), *_sections(plan, texts)),
        recipients=tuple(_recipients(plan, on)),
    )


def _subject(form: Form, title: str) -> str:
    """The title without the type, which stands above it: "KẾ HOẠCH / Phòng, chống tội phạm năm 2026"."""
    said = form.heading
    if said and title.upper().startswith(said + " "):
        rest = title[len(said) + 1 :]
        return rest[:1].upper() + rest[1:]
    return title


def _sections(plan: Plan, texts: Mapping[str, str]) -> Iterator[Block]:
    numbers = iter(ROMAN)
    offices = _names(plan)
    for part in ("purpose", "content"):
        if part in plan.texts:
            yield Heading(f"{next(numbers)}. {HEADINGS[part]}")
            yield from _paragraphs(texts.get(plan.texts[part], ""))
    yield Heading(f"{next(numbers)}. NHIỆM VỤ CỤ THỂ")
    rows = tuple(
        (
            str(task.number),
            texts.get(task.content, ""),
            offices.get(task.lead or 0, "Các đơn vị nhận kế hoạch"),
            "; ".join(offices.get(pk, "") for pk in task.partners),
            texts.get(task.product or "", ""),
            f"{task.due_on:%d/%m/%Y}",
        )
        for task in plan.in_order
    )
    columns = ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn")
    yield Table(columns, rows, widths=(5, 31, 18, 15, 15, 16))
    if "organisation" in plan.texts:
        yield Heading(f"{next(numbers)}. {HEADINGS['organisation']}")
        yield from _paragraphs(texts.get(plan.texts["organisation"], ""))


def letter(line: Line, plan: Plan) -> Paper | None:
    """The letter to those who have not acknowledged or are late; None when there are none."""
    now = clock.now()
    behind = [
        row for row in board.addressees(plan.ref, board.ALL, now) if row["late"] or row["unacknowledged"]
    ]
    if not behind:
        return None
    title = _texts(line.row).get(plan.title, "")
    issuer = issuer_of(plan, clock.today())
    few = len(behind) <= MOST_NAMED
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"Thực hiện {title}{_numbered(plan)}, đến ngày {clock.today():%d/%m/%Y} còn {len(behind)} đơn vị chưa "
            "tiếp nhận hoặc chưa báo cáo đúng hạn các nhiệm vụ được giao (danh sách dưới đây)."
        ),
        Table(
            ("TT", "Đơn vị", "Chưa tiếp nhận", "Quá hạn"),
            tuple(
                (str(i), r["name"], str(r["unacknowledged"]), str(r["late"])) for i, r in enumerate(behind, 1)
            ),
            widths=(6, 58, 18, 18),
            numeric=frozenset({2, 3}),
        ),
        Paragraph(
            f"{issuer.name} đề nghị các đơn vị khẩn trương tiếp nhận, thực hiện và báo cáo kết quả kèm minh chứng; "
            "đơn vị có khó khăn, vướng mắc thì báo cáo ngay để được hướng dẫn."
        ),
    )
    addressed = tuple(r["name"] for r in behind) if few else ("Các đơn vị có tên trong danh sách",)
    return _paper(
        issuer,
        Form.LETTER,
        plan,
        clock.today(),
        subject=f"V/v đôn đốc thực hiện {title[:1].lower()}{title[1:]}",
        blocks=blocks,
        addressed_to=addressed,
        recipients=("Như trên", f"Lưu: VT, {issuer.abbreviation}"),
        number="",
    )


def report(line: Line, plan: Plan) -> Paper:
    """What came of the plan: by task, by area, and what was written down as results."""
    now = clock.now()
    texts = _texts(line.row)
    items = board.by_item(plan.ref, now)
    whole = board.overall(items.values())
    title = texts.get(plan.title, "")
    issuer = issuer_of(plan, clock.today())
    columns = ("Tổng số", "Đã nghiệm thu", "Chờ nghiệm thu", "Đang làm", "Chưa tiếp nhận", "Quá hạn")
    blocks: list[Block] = [
        Heading("I. KẾT QUẢ CHUNG"),
        Paragraph(
            f"{title}{_numbered(plan)} gồm {len(plan.tasks)} nhiệm vụ, giao thành {whole.total} việc. Đến ngày "
            f"{clock.today():%d/%m/%Y} đã nghiệm thu {whole.accepted} việc ({whole.percent}%), "
            f"chưa hoàn thành {whole.undone} việc, quá hạn {whole.late} việc."
        ),
        Heading("II. KẾT QUẢ THEO NHIỆM VỤ"),
        _tallies(
            "Nhiệm vụ",
            columns,
            [
                (f"{t.number}. {texts.get(t.content, '')}", items.get(t.number, board.Tally()))
                for t in plan.in_order
            ],
        ),
    ]
    numbers = iter(ROMAN[2:])
    areas = board.by_area(plan.ref, now)
    if len(areas) > 1:
        blocks.append(Heading(f"{next(numbers)}. KẾT QUẢ THEO ĐỊA BÀN"))
        blocks.append(_tallies("Địa bàn", columns, areas))
    held = under.counted(under.sessions(plan.ref))
    if held:
        blocks.append(Heading(f"{next(numbers)}. {SESSIONS.get(plan.form, 'KẾT QUẢ TUYÊN TRUYỀN')}"))
        blocks += session_papers.blocks(plan, held)
    streets = streets_under.streets(plan.ref)
    if streets:
        blocks.append(Heading(f"{next(numbers)}. CÁC ĐOẠN ĐƯỜNG RA QUÂN"))
        blocks += street_papers.blocks(streets, naming.names(matter for matter, _street in streets))
    if plan.form == "campaign":
        blocks.append(Heading(f"{next(numbers)}. SỐ LIỆU TRONG ĐỢT"))
        figures = tuple(
            (str(each.indicator.word), str(each.indicator.unit), str(each.value))
            for each in results_of(plan, clock.today())
        )
        heads = ("Nội dung", "Đơn vị tính", "Số lượng")
        blocks.append(Table(heads, figures, widths=(60, 20, 20), numeric=frozenset({2})))
    if plan.results:
        blocks.append(Heading(f"{next(numbers)}. ĐÁNH GIÁ"))
        for each in plan.results:
            blocks += _paragraphs(texts.get(each, ""))
    above = (issuer.upper,) if issuer.upper else ()
    return _paper(
        issuer,
        Form.REPORT,
        plan,
        clock.today(),
        subject=f"Kết quả thực hiện {title[:1].lower()}{title[1:]}",
        blocks=tuple(blocks),
        recipients=(*above, "Các đơn vị nhận kế hoạch", f"Lưu: VT, {issuer.abbreviation}"),
        number="",
    )


def _tallies(first: str, columns: tuple[str, ...], rows: list[tuple[str, board.Tally]]) -> Table:
    cells = tuple(
        (
            name,
            str(t.total),
            str(t.accepted),
            str(t.reported),
            str(t.working),
            str(t.unacknowledged),
            str(t.late),
        )
        for name, t in rows
    )
    return Table(
        (first, *columns), cells, widths=(34, 10, 12, 12, 10, 12, 10), numeric=frozenset(range(1, 7))
    )


def issuer_of(plan: Plan, on: dt.date) -> Issuer:
    return issuer(plan.office, plan.committee, on)


def issuer(office_id: int, committee_ref: str | None, on: dt.date) -> Issuer:
    """An office, or the committee that it keeps by its name of that day, as the head of its documents."""
    office = Office.objects.select_related("area", "upper").get(pk=office_id)
    committee = Matter.objects.filter(ref=committee_ref).first() if committee_ref else None
    name = (naming.name_of(line_of(committee), on) if committee else "") or office.name
    province = tree.line_up(office.area)[-1]
    upper = office.upper.name if office.upper else ""
    if not upper and office.type == OfficeType.PARTY_COMMITTEE:
        upper = office.area.full_name if office.area == province else province.full_name
    by_head = (
        "TM. BAN CHỈ ĐẠO" if committee or office.type == OfficeType.PARTY_COMMITTEE else "THỦ TRƯỞNG ĐƠN VỊ"
    )
    title = "TRƯỞNG BAN" if by_head.startswith("TM.") else ""
    return Issuer(
        name, upper, office.area.name, ABBREVIATIONS.get(OfficeType(office.type), "CQ"), by_head, title
    )


def _paper(
    issuer: Issuer,
    form: Form,
    plan: Plan,
    date: dt.date | None,
    *,
    subject: str,
    blocks: tuple[Block, ...],
    recipients: tuple[str, ...],
    addressed_to: tuple[str, ...] = (),
    number: str | None = None,
) -> Paper:
    said = plan.number if number is None else number
    figure, _slash, symbol = (said or "").partition("/")
    own = "-".join(part for part in (form.value, issuer.abbreviation) if part)
    return Paper(
        form=form,
        issuer=issuer.name,
        upper=issuer.upper,
        number=figure,
        symbol=symbol or own,
        place=issuer.place,
        date=date,
        subject=subject,
        blocks=blocks,
        signature=Signature(issuer.authority, issuer.title, ""),
        recipients=recipients,
        addressed_to=addressed_to,
        synthetic=settings.INSTALLATION.demonstration,
    )


def _numbered(plan: Plan) -> str:
    said = f" số {plan.number}" if plan.number else ""
    return f"{said} ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else said


def _bases(plan: Plan) -> Iterator[Basis]:
    rows = Matter.objects.filter(ref__in=plan.instruments, kind="instrument")
    lines = {line.row.ref: line for line in read_lines(rows)}
    for ref in plan.instruments:
        if ref not in lines:
            continue
        facts: Any = lines[ref].effective[0].facts
        texts = _texts(lines[ref].row)
        form = str(lines[ref].kind.vocabulary().choices["form"][facts.form])
        yield Basis(
            f"Căn cứ {form} số {facts.number} ngày {facts.issued_on:%d/%m/%Y} của {texts.get(facts.issuer, '')} "
            f"về {texts.get(facts.title, '')};"
        )


def _recipients(plan: Plan, on: dt.date) -> Iterator[str]:
    labels = dict(OfficeType.choices)
    areas = {
        unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=[a for _t, a in plan.groups if a])
    }
    for kind, area in plan.groups:
        where = areas.get(area or 0, "")
        yield f"{str(labels[kind]).capitalize()} cấp xã{' thuộc ' + where if where else ''}"
    names = list(Office.objects.filter(pk__in=plan.offices).order_by("name").values_list("name", flat=True))
    if len(names) <= MOST_NAMED:
        yield from names
    elif names:
        yield f"{len(names)} đơn vị trong danh sách nhận"
    yield "Lưu: VT"


def _names(plan: Plan) -> dict[int, str]:
    wanted = {
        pk for task in plan.tasks.values() for pk in (*task.partners, *([task.lead] if task.lead else []))
    }
    return dict(Office.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _texts(row: Matter) -> dict[str, str]:
    return dict(Document.objects.filter(matter=row).values_list("sha256", "body"))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())
