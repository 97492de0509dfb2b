"""A model as documents: the guide by which another place can do the same, and the report on what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.plan_papers import Issuer, issuer
from binhyen.documents import Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.documents.parts import day as day_in_words
from binhyen.figures.models import comparison_of, meanwhile
from binhyen.matters import clock, naming
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Document, Matter
from binhyen.movement import words_models
from binhyen.movement.community_models import Model, read
from binhyen.movement.model_adopting import adopters
from binhyen.movement.model_reading import tally
from binhyen.units.models import Unit

PAPERS = {"guide": _("Hướng dẫn xây dựng mô hình"), "report": _("Báo cáo kết quả mô hình")}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
UNTOLD = {
    "not_yet": "Chưa đủ ngày để so sánh",
    "changed": "Địa giới thay đổi trong khoảng này",
    "no_journal": "Nhật ký chưa có từ trước đó",
}


@dataclass(frozen=True)
class Written:
    """A model with its words, about to be set as a document of a day."""

    line: Line
    model: Model
    texts: Mapping[str, str]
    issuer: Issuer
    today: dt.date

    @property
    def on(self) -> dt.date:
        """The day whose places and teams are told: the last one, where the model ended."""
        return self.model.last_day(self.today)

    @property
    def name(self) -> str:
        """As a sentence has it: "mô hình “Tiếng kẻng bình yên”"."""
        name = naming.name_of(self.line)
        return name if name.casefold().startswith("mô hình") else f"Mô hình “{name}”"

    def text(self, sha256: str | None) -> str:
        return self.texts.get(sha256 or "", "")

    def paper(self, form: Form, subject: str, blocks: list[Block], *recipients: str) -> Paper:
        above = (self.issuer.upper,) if self.issuer.upper else ()
        return Paper(
            form=form,
            issuer=self.issuer.name,
            upper=self.issuer.upper,
            number="",
            symbol=f"{form.value}-{self.issuer.abbreviation}",
            place=self.issuer.place,
            date=None,
            subject=subject,
            blocks=tuple(blocks),
            signature=Signature(self.issuer.authority, self.issuer.title, ""),
            recipients=(*above, *recipients, f"Lưu: VT, {self.issuer.abbreviation}"),
            synthetic=settings.INSTALLATION.demonstration,
        )


def ready(line: Line, code: str) -> bool:
    """A model that was nowhere carried out has nothing to report on."""
    return code == "guide" or bool(read(line).sites)


def write(line: Line, _person: Person, code: str) -> Paper | None:
    """The document of this code, in Vietnamese whatever language the reader reads."""
    if not ready(line, code):
        return None
    model, today = read(line), clock.today()
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    with override("vi"):
        written = Written(line, model, texts, issuer(model.office, None, today), today)
        return _guide(written) if code == "guide" else _report(written)


def _guide(written: Written) -> Paper:
    """What it is, how it is done, where it can be seen."""
    model = written.model
    counted = tally(model, written.on)
    blocks: list[Block] = [
        Heading("I. VỀ MÔ HÌNH"),
        Paragraph(f"{_began(written)} {_standing(written)}"),
        Heading("II. CÁCH LÀM"),
        *_paragraphs(written.text(model.method)),
    ]
    numbers = iter(ROMAN[2:])
    if counted.sites:
        blocks += [Heading(f"{next(numbers)}. NƠI CÓ THỂ ĐẾN XEM"), _sites(written)]
    if model.evidence:
        blocks.append(Heading(f"{next(numbers)}. VIỆC ĐÃ LÀM ĐƯỢC"))
        blocks += [p for each in model.evidence for p in _paragraphs(written.text(each.text))]
    blocks += [
        Heading(f"{next(numbers)}. ÁP DỤNG Ở NƠI KHÁC"),
        Paragraph(
            "Đơn vị muốn áp dụng mở mô hình này trong sổ mô hình của Bình Yên và bấm “Áp dụng ở đơn vị mình”; sau đó "
            "ghi địa điểm, số tổ và báo lại kết quả để nơi khác cùng biết. Cách làm được sửa cho hợp với từng nơi."
        ),
    ]
    return written.paper(
        Form.GUIDE, f"Xây dựng {_lowered(written.name)}", blocks, "Các đơn vị muốn áp dụng mô hình"
    )


def _report(written: Written) -> Paper:
    """Where and by how many, what it cost, what was seen, who adopted it."""
    model = written.model
    numbers = iter(ROMAN)
    blocks: list[Block] = [
        Heading(f"{next(numbers)}. KẾT QUẢ CHUNG"),
        Paragraph(f"{_began(written)} {_standing(written)}"),
    ]
    if model.sites_on(written.on):
        blocks += [Heading(f"{next(numbers)}. ĐỊA ĐIỂM THỰC HIỆN"), _sites(written)]
    if model.costs:
        blocks += [Heading(f"{next(numbers)}. KINH PHÍ"), _costs(model)]
    if model.evidence or model.reports:
        blocks.append(Heading(f"{next(numbers)}. VIỆC ĐÃ LÀM ĐƯỢC"))
        told = sorted((*model.evidence, *model.reports), key=lambda each: each.seq)
        blocks += [p for each in told for p in _paragraphs(written.text(each.text))]
    blocks += [Heading(f"{next(numbers)}. TIN BÁO TRƯỚC VÀ SAU"), *_comparison(written)]
    others = adopters(written.line.row)
    if others:
        blocks += [Heading(f"{next(numbers)}. NƠI KHÁC ÁP DỤNG"), *_adopted(others, written.today)]
    if model.evaluations:
        blocks.append(Heading(f"{next(numbers)}. ĐÁNH GIÁ"))
        for each in model.evaluations:
            blocks.append(Paragraph(f"Nhận xét theo số liệu tính đến {day_in_words(each.as_of)}:"))
            blocks += _paragraphs(written.text(each.text))
    if model.ending:
        blocks += [Heading(f"{next(numbers)}. VÌ SAO KẾT THÚC"), *_paragraphs(written.text(model.ending))]
    return written.paper(Form.REPORT, f"Kết quả thực hiện {_lowered(written.name)}", blocks)


def _began(written: Written) -> str:
    """Since when, in which field, from where it was adopted, who recommends it."""
    model = written.model
    area = written.line.row.area
    topic = str(words_models.CHOICES["topic"][model.topic]).lower()
    said = f"{written.name} được thực hiện từ {day_in_words(model.from_on)}"
    said += f" tại {_lowered(area.full_name)}" if area else ""
    source = Matter.objects.select_related("office").filter(ref=model.source).first()
    if source is not None and source.office is not None:
        said += f", áp dụng theo mô hình “{naming.name_of(line_of(source))}” của {source.office.name}"
    said += f", thuộc lĩnh vực {topic}."
    if model.ended_on:
        said += f" Mô hình kết thúc từ {day_in_words(model.ended_on)}."
    return said


def _standing(written: Written) -> str:
    counted = tally(written.model, written.on)
    if not counted.sites:
        return "Chưa có địa điểm thực hiện."
    when = "Khi kết thúc" if written.model.ended_on else f"Tính đến {day_in_words(written.on)}"
    return (
        f"{when}, mô hình có {counted.sites} địa điểm ở {len(counted.communes)} xã, "
        f"phường, với {counted.teams} tổ, {counted.members} thành viên và {counted.households} hộ tham gia."
    )


def _sites(written: Written) -> Table:
    sites = written.model.sites_on(written.on)
    units = Unit.objects.in_bulk([site.commune for site in sites])
    rows = []
    for i, site in enumerate(sites, start=1):
        counted = site.count_on(written.on)
        rows.append(
            (
                str(i),
                f"{written.text(site.place)}, {_lowered(units[site.commune].full_name)}",
                f"{site.from_on:%d/%m/%Y}",
                str(counted.teams),
                str(counted.members),
                str(counted.households),
            )
        )
    columns = ("TT", "Địa điểm", "Từ ngày", "Số tổ", "Thành viên", "Số hộ")
    return Table(columns, tuple(rows), widths=(7, 45, 17, 9, 13, 10), numeric=frozenset({3, 4, 5}))


def _costs(model: Model) -> Table:
    rows = [
        (
            str(each.year),
            str(words_models.CHOICES["funding"][each.funding]),
            number_format(each.amount, force_grouping=True),
        )
        for each in sorted(model.costs, key=lambda each: (each.year, each.seq))
    ]
    if len(rows) > 1:
        whole = sum(each.amount for each in model.costs)
        rows.append(("", "Cộng", number_format(whole, force_grouping=True)))
    return Table(("Năm", "Nguồn", "Số tiền (đồng)"), tuple(rows), widths=(15, 55, 30), numeric=frozenset({2}))


def _comparison(written: Written) -> Iterator[Block]:
    told = comparison_of(written.model, written.today)
    if told is None:
        return
    rows = tuple(
        (
            row.unit.full_name,
            f"{row.span.first:%d/%m/%Y}",
            UNTOLD[row.why] if row.why else str(row.before),
            "–" if row.why else str(row.after),
        )
        for row in told.rows
    )
    yield Paragraph(
        f"Số tin báo đơn vị đã nhận trong {told.days} ngày trước và {told.days} ngày sau ngày bắt đầu ở từng xã, đếm "
        "từ nhật ký:"
    )
    columns = ("Xã, phường", "Từ ngày", "Trước", "Sau")
    yield Table(columns, rows, widths=(36, 18, 28, 18), numeric=frozenset({2, 3}))
    others = tuple(
        (each.unit.full_name, str(each.sessions), str(each.tasks))
        for each in meanwhile(written.model, written.today)
    )
    if others:
        yield Paragraph(f"Trong {told.days} ngày sau ở các xã ấy còn có:")
        heads = ("Xã, phường", "Buổi tuyên truyền", "Nhiệm vụ đã nghiệm thu")
        yield Table(heads, others, widths=(46, 24, 30), numeric=frozenset({1, 2}))
    yield Paragraph(str(told.caution))
    yield Paragraph(str(told.note))


def _adopted(others: list[Line], today: dt.date) -> Iterator[Block]:
    """Who carries it out elsewhere, with how much, and what they reported back."""
    rows: list[tuple[str, ...]] = []
    told: list[Block] = []
    for i, line in enumerate(others, start=1):
        model = read(line)
        counted = tally(model, model.last_day(today))
        office = line.row.office.name if line.row.office else ""
        rows.append((str(i), office, f"{model.from_on:%d/%m/%Y}", str(counted.sites), str(counted.teams)))
        texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
        told += [Paragraph(f"{office}: {' '.join(texts[each.text].split())}") for each in model.reports]
    columns = ("TT", "Đơn vị", "Từ ngày", "Địa điểm", "Số tổ")
    yield Table(columns, tuple(rows), widths=(7, 50, 18, 13, 12), numeric=frozenset({3, 4}))
    yield from told


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _lowered(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


__all__ = ["PAPERS", "ready", "write"]
