"""What a sanction or a clearance leaves to whoever it concerns, as a paper to hand over: what, where, until when.

In Vietnamese whatever language the reader reads. Nobody is named: it goes with the paper whose number it bears. Its
days are counted from the days on the papers, as everywhere. No article of it could be read, and the paper says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.plan_marks import ABBREVIATIONS
from binhyen.desk.terms import date_words
from binhyen.documents import Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.kinds.clearance import reading as clearances
from binhyen.kinds.clearance.reading import Clearance
from binhyen.kinds.sanction import limits, words
from binhyen.kinds.sanction import reading as sanctions
from binhyen.kinds.sanction.reading import Sanction
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.offices.models import Office, OfficeType
from binhyen.procedure import VIETNAM, Days, Months

PAPERS = {"rights": _("Thông báo quyền của người bị ảnh hưởng")}
HEADS = ("Quyền", "Gửi đến đâu", "Đến hết ngày", "Căn cứ")
COMPLAIN, SUE = Days(90), Months(12)
COMPLAINTS, COURTS = "Luật Khiếu nại đ. 9", "Luật Tố tụng hành chính đ. 116"


@dataclass(frozen=True)
class Right:
    """One right: what it is, where it is used, until when in words, and its article."""

    what: str
    where: str
    until: str
    basis: str


def write_sanction(line: Line, _person: Person, _code: str) -> Paper | None:
    """From the minutes on."""
    sanction = sanctions.read(line)
    office = _office(sanction.office)
    with override("vi"):
        of = f"Quyết định số {sanction.number}" if sanction.number else f"Biên bản số {sanction.minutes}"
        subject = f"Quyền của người bị xử phạt vi phạm hành chính ({of})"
        field = str(words.FIELDS[sanction.field])
        about = (
            f"Biên bản vi phạm hành chính số {sanction.minutes} lập ngày {date_words(sanction.made_on)}, lĩnh vực "
            f"{field[0].lower()}{field[1:]}."
        )
        if sanction.number and sanction.decided_on:
            about += f" Quyết định xử phạt số {sanction.number} ngày {date_words(sanction.decided_on)}."
        notes = (
            "Chưa hết thời hạn giải trình hoặc chưa nghe giải trình thì chưa ai được ra quyết định xử phạt.",
            "Chưa giao quyết định và chưa hết mười ngày chấp hành thì chưa ai được cưỡng chế.",
            "Không ai được gây khó khăn vì đã khiếu nại, khởi kiện. Trong khi chờ, người khiếu nại có quyền đề nghị "
            "tạm đình chỉ quyết định.",
        )
        return _paper(
            office,
            subject,
            about,
            of_sanction(sanction, office.name),
            notes,
            f"Người có tên trong {of[0].lower()}{of[1:]}",
        )


def of_sanction(sanction: Sanction, office: str) -> Iterator[Right]:
    """The rights that stand, in the order in which they run out."""
    if sanction.explainable and not sanction.number:
        for how, label in (("in_person", "trực tiếp"), ("in_writing", "bằng văn bản")):
            until = VIETNAM.ends_on(sanction.made_on, limits.ASK[how])
            yield Right(f"Yêu cầu giải trình {label}", office, date_words(until), "Luật XLVPHC đ. 61")
    yield Right(
        "Tự chấp hành, không bị cưỡng chế",
        office,
        date_words(sanction.comply_by) if sanction.comply_by else "10 ngày từ ngày nhận quyết định",
        "Luật XLVPHC đ. 73",
    )
    yield from _taken_further(sanction.served_on, "Người đã ra quyết định xử phạt", "ngày nhận quyết định")


def write_clearance(line: Line, _person: Person, _code: str) -> Paper | None:
    """From the notice on: before it no household knows of anything that it could object to."""
    clearance = clearances.read(line)
    if clearance.noticed_on is None:
        return None
    office = _office(clearance.office)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    title, place = texts.get(clearance.title, ""), texts.get(clearance.place, "")
    with override("vi"):
        notes = (
            "Trước khi phê duyệt phương án: đã niêm yết đủ ngày, đã họp với các hộ, mọi hộ không đồng ý đã được "
            "trả lời bằng văn bản.",
            "Trước khi cưỡng chế: hết thời hạn thông báo và thời hạn bàn giao, đã chi trả đủ, đã vận động, thuyết "
            "phục, đã báo trước. Có hộ khiếu nại chưa được trả lời thì chưa ai được cưỡng chế.",
            "Nhận tiền bồi thường, hỗ trợ không làm mất quyền khiếu nại, khởi kiện.",
        )
        about = (
            f"{title}: {place}. {clearance.households} hộ; thông báo ngày {date_words(clearance.noticed_on)}."
        )
        return _paper(
            office, f"Quyền của các hộ trong khu vực {title}", about, of_clearance(clearance, office.name), notes,
            "Các hộ trong khu vực",
        )  # fmt: skip


def of_clearance(clearance: Clearance, office: str) -> Iterator[Right]:
    """What each household may object to, where, until when."""
    posted = date_words(clearance.posted[1]) if clearance.posted else "ngày niêm yết cuối cùng"
    law = "Luật Đất đai 2024 đ. {}".format
    hung = f"{office}, nhà văn hóa thôn"
    yield Right("Xem phương án niêm yết, góp ý, nói không đồng ý", hung, posted, law(87))
    yield Right("Dự họp, được trả lời từng ý kiến bằng văn bản", office, "trước khi phê duyệt", law(87))
    if clearance.terms.with_support:
        paid = "30 ngày từ ngày quyết định"
        yield Right("Nhận bồi thường, hỗ trợ trước khi giao đất", office, paid, law(94))
    if clearance.hand_over_by:
        by = date_words(clearance.hand_over_by)
        yield Right("Tự bàn giao, không bị cưỡng chế", office, by, law(89))
    if clearance.not_before:
        last = date_words(clearance.not_before - dt.timedelta(1))
        yield Right("Tự bàn giao sau quyết định cưỡng chế", office, last, law(89))
    yield from _taken_further(
        clearance.decided_on, "Người đã ra quyết định", "ngày nhận hoặc biết quyết định"
    )


def _taken_further(known_on: dt.date | None, body: str, begins: str) -> Iterator[Right]:
    """The complaint and the lawsuit: by the day where it is known, else in words."""
    for what, where, length, words_, basis in (
        ("Khiếu nại", body, COMPLAIN, "90 ngày", COMPLAINTS),
        ("Khởi kiện, không cần khiếu nại trước", "Tòa án nhân dân khu vực", SUE, "một năm", COURTS),
    ):
        until = date_words(VIETNAM.ends_on(known_on, length)) if known_on else f"{words_} từ {begins}"
        yield Right(what, where, until, basis)


def _office(pk: int) -> Office:
    return Office.objects.select_related("area", "upper").get(pk=pk)


def _paper(
    office: Office, subject: str, about: str, rights: Iterator[Right], notes: tuple[str, ...], to: str
) -> Paper:
    return Paper(
        form=Form.NOTICE,
        issuer=office.name,
        upper=office.upper.name if office.upper and office.type != OfficeType.PEOPLES_COMMITTEE else "",
        number="",
        symbol=f"TB-{ABBREVIATIONS.get(OfficeType(office.type), 'CQ')}",
        place=office.area.name,
        date=None,
        subject=subject,
        blocks=tuple(_blocks(office, about, rights, notes)),
        signature=Signature("", "Thủ trưởng đơn vị", ""),
        addressed_to=(to,),
        synthetic=settings.INSTALLATION.demonstration,
    )


def _blocks(office: Office, about: str, rights: Iterator[Right], notes: tuple[str, ...]) -> Iterator[Block]:
    yield Paragraph(about)
    yield Heading("1. Ông, bà có quyền", 2)
    rows = tuple((each.what, each.where, each.until, each.basis) for each in rights)
    yield Table(HEADS, rows, widths=(30, 26, 20, 24))
    yield Heading("2. Điều chưa ai được làm", 2)
    for note in notes:
        yield Paragraph(note)
    yield Heading("3. Hỏi và nộp đơn ở đâu", 2)
    phone = f", điện thoại {office.duty_phone}" if office.duty_phone else ""
    yield Paragraph(
        f"Bộ phận tiếp công dân, {office.name}{phone}. Nộp trực tiếp hoặc qua bưu điện; người nhận phải ghi giấy biên "
        "nhận. Ngày cuối trùng ngày nghỉ thì tính sang ngày làm việc kế tiếp."
    )
    yield Paragraph(
        "Điều khoản và thời hạn trên ghi theo mặc định, chưa đối chiếu với văn bản gốc; văn bản nào ghi thời hạn dài "
        "hơn thì theo thời hạn dài hơn."
    )
