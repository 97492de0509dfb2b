"""The documents of a cluster: its regulation as it stands, minutes of meetings, reports of patrols, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.committee_papers import clauses
from binhyen.documents import Article, Basis, Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.documents.parts import day as day_in_words
from binhyen.matters import naming
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.matters.offences import BY_CODE
from binhyen.movement import cluster_figures
from binhyen.movement.clusters import Cluster, read
from binhyen.offices.models import Office, OfficeType
from binhyen.units import tree
from binhyen.units.models import Unit

# The abbreviation of who issues, in a document's symbol (NĐ 30/2020, annex III).
ABBREVIATIONS = {
    OfficeType.POLICE: "CA",
    OfficeType.PEOPLES_COMMITTEE: "UBND",
    OfficeType.PARTY_COMMITTEE: "BCĐ",
}
TITLES = {OfficeType.POLICE: "Trưởng Công an", OfficeType.PEOPLES_COMMITTEE: "Chủ tịch"}


@dataclass(frozen=True)
class Written:
    """A cluster with the words of its texts, about to be set as a document."""

    cluster: Cluster
    name: str
    bodies: Mapping[str, str]
    offices: Mapping[int, Office]
    units: Mapping[int, Unit]
    shares: list[cluster_figures.Share]

    def text(self, sha256: str) -> str:
        return self.bodies.get(sha256, "")

    def office(self, pk: int) -> str:
        return self.offices[pk].name

    def unit(self, pk: int) -> str:
        """A commune's name as it stands within a sentence."""
        name = self.units[pk].full_name
        return f"{name[:1].lower()}{name[1:]}"

    def paper(self, form: Form, subject: str, blocks: list[Block], by: int, **more: Any) -> Paper:
        """A document of one of the offices, numbered and dated by its registry."""
        office = self.offices[by]
        whole: dict[str, Any] = {
            "number": "",
            "date": None,
            "signature": _signature(office),
            "upper": _upper(office),
        } | more
        return Paper(
            form=form,
            issuer=office.name,
            symbol=f"{form.value}-{ABBREVIATIONS.get(OfficeType(office.type), 'CQ')}",
            place=office.area.name,
            subject=subject,
            blocks=tuple(blocks),
            synthetic=settings.INSTALLATION.demonstration,
            **whole,
        )


def _upper(office: Office) -> str:
    """The body above, in a document's head; a People's Committee stands there alone."""
    if office.type == OfficeType.PEOPLES_COMMITTEE:
        return ""
    return office.upper.name if office.upper else tree.line_up(office.area)[-1].full_name


def _signature(office: Office) -> Signature:
    kind = OfficeType(office.type)
    if kind == OfficeType.PEOPLES_COMMITTEE:
        return Signature("TM. Ủy ban nhân dân", TITLES[kind], "")
    return Signature("", TITLES.get(kind, "Thủ trưởng đơn vị"), "")


def codes(line: Line) -> dict[str, Any]:
    """The documents that can be written, by code."""
    cluster = read(line)
    found: dict[str, Any] = {}
    if cluster.versions:
        found["agreement"] = _("Quy chế phối hợp")
    found |= {f"minutes-{each.seq}": _("Biên bản") for each in cluster.meetings}
    found |= {f"patrol-{each.seq}": _("Báo cáo tuần tra chung") for each in cluster.patrols}
    found |= {f"review-{each.seq}": _("Sơ kết, tổng kết") for each in cluster.reviews}
    return found


def write(line: Line, _person: Person, code: str) -> Paper | None:
    """The document of this code, in Vietnamese whatever language the reader reads."""
    if code not in codes(line):
        return None
    kind, _dash, seq = code.partition("-")
    cluster = read(line)
    units = {*cluster.border, *(patrol.area for patrol in cluster.patrols)}
    with override("vi"):
        written = Written(
            cluster,
            naming.name_of(line),
            dict(Document.objects.filter(matter=line.row).values_list("sha256", "body")),
            {o.pk: o for o in Office.objects.filter(pk__in=cluster.ever).select_related("area", "upper")},
            {unit.pk: unit for unit in Unit.objects.filter(pk__in=units).select_related("parent")},
            cluster_figures.shares(line.row),
        )
        return _WRITERS[kind](written, int(seq or 0))


def _agreement(written: Written, _seq: int) -> Paper:
    """A text that has articles of its own is the regulation; any other is put into the usual one."""
    cluster = written.cluster
    version = cluster.versions[-1]
    agreed = clauses(written.text(version.text))
    articles = [block.number for block in agreed if isinstance(block, Article)]
    blocks = [*agreed, *_joined(written, max(articles) + 1)] if articles else _usual(written, agreed)
    return written.paper(
        Form.REGULATION,
        f"Phối hợp bảo đảm an ninh, trật tự trong {written.name}",
        blocks,
        cluster.lead,
        signature=None,
        issued_with=f"Bản thứ {version.number}, áp dụng từ {day_in_words(version.from_on)}",
    )


def _joined(written: Written, first: int) -> list[Block]:
    """What the journal says besides the agreed text: the border, the scope, who takes part and has signed."""
    return [
        Article(first, "Địa bàn giáp ranh và phạm vi chia sẻ"),
        Paragraph(_border(written)),
        Paragraph(_scope(written.cluster)),
        Article(first + 1, "Thời hạn"),
        Paragraph(_term(written.cluster)),
        Article(first + 2, "Các bên tham gia, đơn vị thực hiện"),
        _parties(written),
        Article(first + 3, "Ký kết"),
        *_signing(written),
    ]


def _usual(written: Written, agreed: list[Block]) -> list[Block]:
    """The regulation as clusters usually write it, with the agreed text as its third chapter."""
    return [
        Heading("Chương I. Quy định chung"),
        Article(1, "Các bên tham gia và đơn vị thực hiện"),
        Paragraph(f"Quy chế này quy định việc phối hợp trong {written.name} giữa các bên sau đây:"),
        _parties(written),
        Article(2, "Địa bàn giáp ranh"),
        Paragraph(_border(written)),
        Article(3, "Thời hạn"),
        Paragraph(_term(written.cluster)),
        Heading("Chương II. Trao đổi thông tin"),
        Article(4, "Phạm vi chia sẻ"),
        Paragraph(_scope(written.cluster)),
        Paragraph(
            "Việc chia sẻ từng tin do thủ trưởng đơn vị đang thụ lý quyết định; đơn vị được chia sẻ chỉ đọc, không sao "
            "chép. Không chia sẻ tin liên quan đến người của cơ quan mình hoặc cơ quan bạn."
        ),
        Article(5, "Báo động"),
        Paragraph(
            "Khi có vụ việc liên quan đến địa bàn giáp ranh, đơn vị phát hiện báo ngay cho các đơn vị trong cụm; "
            "đơn vị nhận xác nhận trong 24 giờ. Báo động không ghi tên người và không chép nội dung tin báo."
        ),
        Heading("Chương III. Nội dung phối hợp"),
        Article(6, "Các nội dung các bên thống nhất"),
        *agreed,
        Heading("Chương IV. Tổ chức thực hiện"),
        Article(7, "Cụm trưởng"),
        Paragraph(
            f"Cụm trưởng do các bên luân phiên đảm nhiệm; hiện nay là {written.office(written.cluster.lead)}. Cụm "
            "trưởng chủ trì các cuộc họp, sơ kết, tổng kết và tổng hợp số liệu của cụm."
        ),
        Article(8, "Ký kết"),
        *_signing(written),
    ]


def _term(cluster: Cluster) -> str:
    begins = max(cluster.from_on, cluster.versions[-1].from_on)
    return (
        f"Quy chế có hiệu lực từ {day_in_words(begins)} khi tất cả các bên đã ký, đến hết "
        f"{day_in_words(cluster.until_on)}."
    )


def _signing(written: Written) -> list[Block]:
    signed = written.cluster.versions[-1].signed
    parties = written.cluster.parties
    rows = tuple((written.office(pk), _signed(signed.get(pk)), "") for pk in parties)
    heads = ("Bên ký", "Ngày ký", "Người đại diện ký tên, đóng dấu")
    return [
        Paragraph(f"Quy chế được lập thành {len(parties)} bản có giá trị như nhau, mỗi bên giữ một bản."),
        Table(heads, rows, widths=(45, 20, 35)),
    ]


def _parties(written: Written) -> Table:
    rows = []
    for i, party in enumerate(written.cluster.parties, 1):
        acting = [written.office(pk) for pk, whose in written.cluster.executors.items() if whose == party]
        rows.append((str(i), written.office(party), "; ".join(acting) or written.office(party)))
    return Table(("TT", "Bên tham gia", "Đơn vị thực hiện"), tuple(rows), widths=(8, 46, 46))


def _border(written: Written) -> str:
    names = [written.unit(pk) for pk in written.cluster.border]
    return (
        f"Dải giáp ranh gồm: {', '.join(names)}."
        if names
        else "Các bên xác định dải giáp ranh bằng văn bản riêng."
    )


def _scope(cluster: Cluster) -> str:
    names = [str(BY_CODE[code].word).lower() for code in cluster.categories]
    if not names:
        return "Các bên chưa thống nhất phạm vi chia sẻ."
    return f"Các bên chia sẻ tố giác, tin báo về tội phạm thuộc các loại: {', '.join(names)}."


def _signed(on: dt.date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else "…………"


def _minutes(written: Written, seq: int) -> Paper:
    meeting = next(each for each in written.cluster.meetings if each.seq == seq)
    blocks: list[Block] = [
        Paragraph(f"Thời gian: {day_in_words(meeting.on)}."),
        Paragraph(
            f"Thành phần: đại diện các bên và đơn vị thực hiện của {written.name}, {meeting.present} người dự."
        ),
        Heading("1. Nội dung và kết luận", 2),
        *_paragraphs(written.text(meeting.minutes)),
        Paragraph("Biên bản được lập cùng ngày, đã đọc lại cho những người dự họp nghe và thống nhất."),
    ]
    return written.paper(
        Form.MINUTES,
        f"Họp {written.name}",
        blocks,
        meeting.office,
        signature=Signature("", "Chủ tọa", ""),
        second_signature=Signature("", "Thư ký", ""),
    )


def _patrol(written: Written, seq: int) -> Paper:
    patrol = next(each for each in written.cluster.patrols if each.seq == seq)
    area = written.unit(patrol.area)
    rows = (
        ("Số tổ tham gia", str(patrol.teams)),
        ("Số người tham gia", str(patrol.people)),
        ("Số vụ phát hiện", str(patrol.findings)),
    )
    blocks: list[Block] = [
        Basis(
            f"Thực hiện Quy chế phối hợp của {written.name}, {written.office(patrol.office)} báo cáo như sau:"
        ),
        Heading("1. Thời gian, địa bàn, lực lượng", 2),
        Paragraph(f"{day_in_words(patrol.on).capitalize()}, các đơn vị trong cụm tuần tra chung tại {area}."),
        Table(("Nội dung", "Kết quả"), rows, widths=(70, 30), numeric=frozenset({1})),
        Heading("2. Việc đã làm", 2),
        *_paragraphs(written.text(patrol.text)),
    ]
    subject = f"Kết quả tuần tra chung tại {area} {day_in_words(patrol.on)}"
    recipients = _others(written, patrol.office)
    return written.paper(Form.REPORT, subject, blocks, patrol.office, recipients=recipients)


def _review(written: Written, seq: int) -> Paper:
    review = next(each for each in written.cluster.reviews if each.seq == seq)
    year, cluster = review.on.year, written.cluster
    period = cluster_figures.Period(year, review.on)
    figures = cluster_figures.figures(cluster, written.shares, period)
    rows = (
        ("Báo động trong cụm", str(figures.alerts)),
        ("Báo động được nhận trong 24 giờ", str(figures.in_time)),
        ("Tin đã chia sẻ", str(figures.shared)),
        ("Cuộc họp", str(figures.meetings)),
        ("Cuộc tuần tra chung", str(figures.patrols)),
        ("Lượt người tuần tra", str(figures.people)),
        ("Vụ phát hiện khi tuần tra", str(figures.findings)),
    )
    strip = tuple(
        (
            written.units[each.unit].full_name,
            *map(str, (each.patrols, each.findings, each.alerts, each.shared)),
        )
        for each in cluster_figures.strip(cluster, written.shares, period)
    )
    blocks: list[Block] = [
        Heading("I. Số liệu"),
        Paragraph(f"Số liệu năm {year}, tính từ nhật ký của cụm đến {day_in_words(review.on)}:"),
        Table(("Chỉ tiêu", "Số lượng"), rows, widths=(75, 25), numeric=frozenset({1})),
    ]
    if strip:
        heads = ("Địa bàn giáp ranh", "Tuần tra", "Vụ phát hiện", "Báo động", "Tin chia sẻ")
        blocks.append(Table(heads, strip, widths=(36, 16, 16, 16, 16), numeric=frozenset({1, 2, 3, 4})))
    blocks += [Heading("II. Đánh giá, phương hướng"), *_paragraphs(written.text(review.text))]
    stage = "Sơ kết" if review.stage == "mid_term" else "Tổng kết"
    subject = f"{stage} thực hiện Quy chế phối hợp của {written.name}"
    return written.paper(
        Form.REPORT, subject, blocks, cluster.lead, recipients=_others(written, cluster.lead)
    )


def _others(written: Written, but: int) -> tuple[str, ...]:
    return (*(written.office(pk) for pk in written.cluster.parties if pk != but), "Lưu: VT")


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in map(str.strip, text.splitlines()) if line]


_WRITERS: Mapping[str, Callable[[Written, int], Paper]] = {
    "agreement": _agreement,
    "minutes": _minutes,
    "patrol": _patrol,
    "review": _review,
}
