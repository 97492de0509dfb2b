"""The documents of a committee, each of its own day: what was decided under an old name keeps the old name.

Every renewal, regulation and meeting has its own, so its code ends with the number of its entry.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.documents import (
    Article,
    Basis,
    Block,
    Form,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from binhyen.documents.parts import day as day_in_words
from binhyen.matters import access
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Document, Matter
from binhyen.movement import instruments, words_committees, words_instruments
from binhyen.movement.committees import Committee, Meeting, Member, Regulation, post, read
from binhyen.offices.models import Office

# Which law a People's Committee stood on, from the day it came into force.
LAWS = (
    (dt.date(2004, 7, 1), "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003"),
    (dt.date(2016, 1, 1), "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"),
    (dt.date(2025, 3, 1), "Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025"),
    (dt.date(2025, 6, 16), "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"),
)
_ARTICLE = re.compile(r"Điều\s+(\d{1,3})\s*[.:]\s*(.+)", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:Phần|Chương|Mục)\s+\w+\s*[.:]?\s+.+", re.IGNORECASE)
PEOPLES_COMMITTEE = "Ủy ban nhân dân"


@dataclass(frozen=True)
class Cited:
    """An instrument that a document stands on."""

    form: str
    number: str
    title: str
    issuer: str
    issued_on: dt.date

    @property
    def basis(self) -> str:
        named = f"{self.form} số {self.number} {day_in_words(self.issued_on)} của {self.issuer}"
        return f"{named} {self.title[:1].lower()}{self.title[1:]}"


@dataclass(frozen=True)
class Written:
    """A committee with the words of its texts, about to be set as a document."""

    line: Line
    person: Person
    committee: Committee
    bodies: Mapping[str, str]

    def text(self, sha256: str | None) -> str:
        return self.bodies.get(sha256 or "", "")

    def name(self, on: dt.date) -> str:
        return self.text(self.committee.name_on(on))

    @property
    def area(self) -> Any:
        return self.line.row.area

    @property
    def government(self) -> str:
        return f"{PEOPLES_COMMITTEE} {lowered(self.area.full_name)}"

    def cited(self, ref: str | None) -> Cited | None:
        """The instrument, when there is one that this person may read."""
        row = access.records(self.person, instruments.KIND).filter(ref=ref).first() if ref else None
        return _cited(row) if row else None

    def holder(self, on: dt.date, role: str) -> str:
        member = self.committee.holder_on(on, role)
        return self.text(member.who) if member else ""

    def paper(
        self, form: Form, symbol: str, subject: str, blocks: list[Block], on: dt.date, **more: Any
    ) -> Paper:
        """A document of the committee itself, numbered and dated by the registry."""
        whole: dict[str, Any] = {
            "issuer": self.name(on),
            "upper": self.government,
            "number": "",
            "date": None,
            "signature": Signature("TM. Ban Chỉ đạo", "Trưởng ban", self.holder(on, "head")),
        } | more
        return Paper(
            form=form,
            symbol=symbol,
            place=self.area.name,
            subject=subject,
            blocks=tuple(blocks),
            synthetic=settings.INSTALLATION.demonstration,
            **whole,
        )


def codes(line: Line) -> dict[str, Any]:
    """The documents that can be written, by code."""
    committee = read(line)
    found: dict[str, Any] = {}
    for renewal in committee.renewals:
        found[f"renewal-{renewal.seq}"] = _("Quyết định")
    for regulation in committee.regulations:
        found[f"regulation-{regulation.seq}"] = _("Quy chế")
    for meeting in committee.meetings:
        if meeting.held:
            found[f"minutes-{meeting.seq}"] = _("Biên bản")
        if meeting.conclusions:
            found[f"conclusions-{meeting.seq}"] = _("Thông báo kết luận")
    return found


def write(line: Line, person: Person, code: str) -> Paper | None:
    """The document of this code, in Vietnamese whatever language the reader reads."""
    if code not in codes(line):
        return None
    kind, _dash, seq = code.partition("-")
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    with override("vi"):
        return _WRITERS[kind](Written(line, person, read(line), bodies), int(seq))


def _renewal(written: Written, seq: int) -> Paper:
    renewal = next(each for each in written.committee.renewals if each.seq == seq)
    on = renewal.from_on
    name = written.name(on)
    decision, founding = written.cited(renewal.instrument), written.cited(written.committee.instrument)
    issuer = decision.issuer if decision else written.government
    number, _slash, symbol = decision.number.partition("/") if decision else ("", "", "QĐ-UBND")
    bases = [Basis(f"Căn cứ {law}") for law in law_of(on)]
    if founding and founding != decision:
        bases.append(Basis(f"Căn cứ {founding.basis}"))
    effect = f"từ {day_in_words(on)}" if decision is None or on != decision.issued_on else "kể từ ngày ký"
    blocks: list[Block] = [
        *bases,
        Basis("Theo đề nghị của Cơ quan Thường trực Ban Chỉ đạo"),
        Article(1, f"Kiện toàn {name} (sau đây gọi là Ban Chỉ đạo), gồm các ông, bà có tên sau đây:"),
        _members(written, on),
        Article(
            2,
            "Ban Chỉ đạo hoạt động theo Quy chế do Trưởng Ban Chỉ đạo ban hành; các thành viên làm việc theo chế độ "
            "kiêm nhiệm và thực hiện nhiệm vụ do Trưởng Ban Chỉ đạo phân công.",
        ),
        Article(
            3,
            f"Quyết định này có hiệu lực {effect}, thay thế các quyết định trước đây về thành viên Ban Chỉ đạo. "
            "Thủ trưởng các cơ quan, đơn vị liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành "
            "Quyết định này.",
        ),
    ]
    governs = issuer.casefold().startswith(PEOPLES_COMMITTEE.casefold())
    return written.paper(
        Form.DECISION,
        symbol,
        f"Về việc kiện toàn {name}",
        blocks,
        on,
        issuer=issuer,
        upper="",
        number=number,
        date=decision.issued_on if decision else None,
        decided_by=f"Chủ tịch {issuer}" if governs else issuer,
        signature=Signature("", "Chủ tịch", "") if governs else Signature(f"TM. {issuer}", "", ""),
        recipients=("Như Điều 3", "Ban Chỉ đạo cấp trên (để báo cáo)", "Lưu: VT"),
    )


def _members(written: Written, on: dt.date) -> Table:
    offices = _offices(member.office for member in written.committee.members_on(on))
    roles = words_committees.CHOICES["role"]
    rows = [
        (str(i), written.text(member.who), _post(written, member, offices), str(roles[member.role]))
        for i, member in enumerate(written.committee.members_on(on), 1)
    ]
    return Table(
        ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Vai trò"), tuple(rows), widths=(8, 34, 44, 30)
    )


def _post(written: Written, member: Member, offices: Mapping[int, str]) -> str:
    body = offices.get(member.office or 0, "") or written.text(member.body)
    return post(written.text(member.title), body)


def _regulation(written: Written, seq: int) -> Paper:
    issued: Regulation = next(each for each in written.committee.regulations if each.seq == seq)
    decision = written.cited(issued.instrument)
    number, _slash, symbol = decision.number.partition("/") if decision else ("", "", "QĐ-BCĐ")
    return written.paper(
        Form.REGULATION,
        symbol,
        f"Hoạt động của {written.name(issued.from_on)}",
        clauses(written.text(issued.text)),
        issued.from_on,
        number=number,
        date=decision.issued_on if decision else None,
    )


def clauses(text: str) -> list[Block]:
    """One line each: chapters, articles, and what stands under them."""
    found: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if article := _ARTICLE.fullmatch(line):
            found.append(Article(int(article[1]), article[2]))
        elif _CHAPTER.fullmatch(line):
            found.append(Heading(line))
        else:
            found.append(Paragraph(line))
    return found


def _minutes(written: Written, seq: int) -> Paper:
    meeting = _meeting(written, seq)
    chair, secretary = written.holder(meeting.on, "head"), written.holder(meeting.on, "secretary")
    blocks: list[Block] = [
        Paragraph(f"Thời gian: {day_in_words(meeting.on)}."),
        Paragraph(f"Địa điểm: {_ended(written.text(meeting.place))}"),
        Paragraph(f"Thành phần tham dự: {meeting.present} người."),
        Heading("1. Nội dung cuộc họp", 2),
        Paragraph(written.text(meeting.agenda)),
        Heading("2. Diễn biến cuộc họp", 2),
        Paragraph(written.text(meeting.minutes)),
    ]
    if meeting.conclusions:
        offices = _offices(each.lead for each in meeting.conclusions)
        blocks.append(Heading("3. Kết luận", 2))
        blocks += [
            Paragraph(
                f"- {_bare(written.text(each.text))}: {offices.get(each.lead, '')} chủ trì, "
                f"hoàn thành chậm nhất {day_in_words(each.due_on)}."
            )
            for each in meeting.conclusions
        ]
    blocks.append(
        Paragraph("Biên bản được lập cùng ngày, đã đọc lại cho những người dự họp nghe và thống nhất.")
    )
    return written.paper(
        Form.MINUTES,
        "BB-BCĐ",
        f"Họp {written.name(meeting.on)}",
        blocks,
        meeting.on,
        signature=Signature("", "Chủ tọa", chair),
        second_signature=Signature("", "Thư ký", secretary),
    )


def _conclusions(written: Written, seq: int) -> Paper:
    meeting = _meeting(written, seq)
    name = written.name(meeting.on)
    offices = _offices(each.lead for each in meeting.conclusions)
    rows = [
        (
            str(i),
            written.text(each.text),
            offices.get(each.lead, ""),
            written.text(each.product),
            f"{each.due_on:%d/%m/%Y}",
        )
        for i, each in enumerate(meeting.conclusions, 1)
    ]
    intro = (
        f"{day_in_words(meeting.on).capitalize()}, tại {_bare(written.text(meeting.place))}, {name} đã họp. "
        "Sau khi nghe báo cáo và ý kiến của các thành viên, cuộc họp thống nhất kết luận như sau:"
    )
    blocks: list[Block] = [
        Paragraph(intro),
        Table(
            ("TT", "Nội dung", "Đơn vị chủ trì", "Sản phẩm", "Thời hạn"),
            tuple(rows),
            widths=(8, 46, 30, 26, 22),
        ),
        Paragraph(
            "Các đơn vị chủ trì tổ chức thực hiện và báo cáo kết quả về Cơ quan Thường trực Ban Chỉ đạo để theo dõi, "
            "tổng hợp."
        ),
    ]
    return written.paper(
        Form.NOTICE,
        "TB-BCĐ",
        f"Kết luận cuộc họp {day_in_words(meeting.on)} của {name}",
        blocks,
        meeting.on,
        recipients=("Các thành viên Ban Chỉ đạo", *dict.fromkeys(offices.values()), "Lưu: VT"),
    )


def _meeting(written: Written, seq: int) -> Meeting:
    meeting = written.committee.meeting(seq)
    assert meeting is not None  # its code was among those of the record
    return meeting


def _cited(row: Matter) -> Cited:
    facts: Any = line_of(row).effective[0].facts
    bodies = dict(Document.objects.filter(matter=row).values_list("sha256", "body"))
    form = str(words_instruments.CHOICES["form"][facts.form])
    return Cited(
        form, facts.number, bodies.get(facts.title, ""), bodies.get(facts.issuer, ""), facts.issued_on
    )


def law_of(on: dt.date) -> list[str]:
    """The law on which a People's Committee stood on a day; none before the first known."""
    return [law for since, law in LAWS if since <= on][-1:]


def _offices(ids: Any) -> dict[int, str]:
    """The names that a Vietnamese document says."""
    return dict(Office.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "name"))


def lowered(area: str) -> str:
    return f"{area[:1].lower()}{area[1:]}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".;:,")


def _ended(text: str) -> str:
    return f"{_bare(text)}."


_WRITERS: Mapping[str, Callable[[Written, int], Paper]] = {
    "renewal": _renewal,
    "regulation": _regulation,
    "minutes": _minutes,
    "conclusions": _conclusions,
}
