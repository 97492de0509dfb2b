"""The papers of a campaign: the submission to whoever decides, and the minutes of the council.

Who is proposed is sealed, so these papers name nobody: each proposal stands there by its number in the register, and
its own sheet, with the name, is printed in the browser of whoever may open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk import queue
from binhyen.desk.steering.commendation_papers import LAW, campaign_named
from binhyen.desk.steering.committee_papers import PEOPLES_COMMITTEE, lowered
from binhyen.documents import Basis, Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.documents.parts import day as day_in_words
from binhyen.matters import access
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document
from binhyen.movement.emulation import read
from binhyen.offices.models import Office

PAPERS = {"submission": _("Tờ trình"), "minutes": _("Biên bản họp hội đồng")}


@dataclass(frozen=True)
class Proposal:
    """One proposal as a paper may show it: its number in the register, what it is, what the council found."""

    number: str
    category: str
    nominee: str
    vote: Any


def write(line: Line, person: Person, code: str) -> Paper | None:
    """The paper of this code, in Vietnamese whatever language the reader reads; None while nothing is to be told."""
    with override("vi"):
        found = _proposals(line, person)
        if code == "submission":
            return _submission(line, found) if found else None
        voted = [each for each in found if each.vote is not None]
        return _minutes(line, voted) if code == "minutes" and voted else None


def _proposals(line: Line, person: Person) -> list[Proposal]:
    """The proposals under it that this person may see, by number."""
    rows = list(access.visible(person).filter(under=line.row.ref))
    numbers = queue.register_numbers(rows, list(access.working_offices(person)))
    found = []
    for each in read_lines(rows):
        said: dict[str, Any] = {record.act: record.facts for record in each.effective}
        words = each.kind.vocabulary()
        checked = said.get("verified")
        found.append(
            Proposal(
                numbers.get(each.row.pk, each.row.short_ref),
                str(words.choices["category"].get(each.row.category, "")),
                str(words.choices["nominee"][checked.nominee]) if checked else "",
                said.get("voted"),
            )
        )
    return sorted(
        found, key=lambda each: [int(n) if n.isdecimal() else 0 for n in each.number.split("/")][::-1]
    )


def _paper(line: Line, form: Form, symbol: str, subject: str, blocks: list[Block], **more: Any) -> Paper:
    office = line.row.office
    assert office is not None
    upper = office.area.parent.full_name if office.area.parent else ""
    return Paper(
        form=form,
        issuer=office.name,
        upper=upper,
        number="",
        symbol=symbol,
        place=office.area.name,
        subject=subject,
        blocks=tuple(blocks),
        synthetic=settings.INSTALLATION.demonstration,
        **more,
    )


def _submission(line: Line, found: list[Proposal]) -> Paper:
    campaign, name = read(line), campaign_named(line)
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    blocks: list[Block] = [
        Basis(f"Căn cứ {LAW}"),
        Paragraph(f"Thực hiện {name}, phát động từ {day_in_words(campaign.from_on)};"),
        Paragraph(
            "Sau khi xác minh từng trường hợp, kính trình xem xét, khen thưởng các cá nhân, tập thể theo danh sách "
            "dưới đây. Họ tên và thành tích của từng trường hợp ghi ở hồ sơ kèm theo, mang cùng số thứ tự trong sổ."
        ),
        Table(
            ("TT", "Số trong sổ", "Loại khen thưởng", "Đối tượng"),
            tuple(
                (str(n), each.number, each.category, each.nominee) for n, each in enumerate(found, start=1)
            ),
            widths=(8, 20, 42, 30),
        ),
    ]
    if campaign.criteria:
        blocks.append(Paragraph("Tiêu chí của đợt thi đua:"))
        blocks += [Paragraph(f"{number}. {bodies.get(text, '')}") for number, text in campaign.criteria]
    blocks.append(Paragraph("Kính trình xem xét, quyết định."))
    return _paper(
        line,
        Form.SUBMISSION,
        "TTr-HĐTĐKT",
        f"Về việc đề nghị khen thưởng theo {name}",
        blocks,
        date=None,
        signature=Signature("TM. HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG", "CHỦ TỊCH", ""),
        addressed_to=(f"Chủ tịch {PEOPLES_COMMITTEE} {_area(line)}",),
        recipients=("Như trên", "Lưu: VT, hồ sơ"),
    )


def _minutes(line: Line, voted: list[Proposal]) -> Paper:
    campaign, name = read(line), campaign_named(line)
    days = sorted({each.vote.held_on for each in voted})
    offices = {o.pk: o.name for o in Office.objects.filter(pk__in=[pk for pk, _role in campaign.council])}
    roles = line.kind.vocabulary().choices["role"]
    held = ", ".join(day_in_words(each) for each in days)
    sitting = [
        (str(n), offices[pk], str(roles[role])) for n, (pk, role) in enumerate(campaign.council, start=1)
    ]
    blocks: list[Block] = [
        Paragraph(f"Thời gian: {held}. Địa điểm: ……"),
        Heading("I. Thành phần"),
    ]
    if sitting:
        blocks.append(Table(("TT", "Đơn vị", "Vai trò trong hội đồng"), tuple(sitting), widths=(8, 56, 36)))
    first = voted[0].vote
    blocks += [
        Paragraph(f"Hội đồng có {first.seats} ủy viên, có mặt {first.present}."),
        Heading("II. Kết quả biểu quyết"),
        Table(
            ("TT", "Số trong sổ", "Đối tượng", "Có mặt", "Tán thành", "Không", "Trắng"),
            tuple(
                (
                    str(n), each.number, each.nominee, f"{each.vote.present}/{each.vote.seats}",
                    str(each.vote.in_favour), str(each.vote.against), str(each.vote.abstained),
                )
                for n, each in enumerate(voted, start=1)
            ),
            widths=(8, 20, 24, 14, 14, 10, 10),
            numeric=frozenset({3, 4, 5, 6}),
        ),
        Paragraph("Biên bản đã được đọc lại cho các ủy viên nghe và thống nhất."),
    ]  # fmt: skip
    return _paper(
        line,
        Form.MINUTES,
        "BB-HĐTĐKT",
        f"Họp Hội đồng thi đua - khen thưởng xét khen thưởng theo {name}",
        blocks,
        date=None,
        signature=Signature("", "CHỦ TỌA", ""),
        second_signature=Signature("", "THƯ KÝ", ""),
    )


def _area(line: Line) -> str:
    area = line.row.area
    return lowered(area.full_name) if area else ""
