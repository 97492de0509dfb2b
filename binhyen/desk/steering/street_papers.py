"""The papers of the streets of a campaign: minutes of one street's round, and what came of all, as a part of a report.

In Vietnamese whatever language the reader reads; counted from the journal, typed by nobody. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from binhyen.accounts.models import Person
from binhyen.desk.steering.plan_marks import ABBREVIATIONS
from binhyen.documents import Block, Form, Heading, Paper, Paragraph, Signature, Table
from binhyen.documents.parts import day as day_in_words
from binhyen.kinds.street import under, words
from binhyen.kinds.street.procedure import LOOKS
from binhyen.kinds.street.reading import Street, read
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, Matter
from binhyen.offices.models import Office, OfficeType

PAPERS = {"minutes": _("Biên bản ra quân")}
COUNTS = ("Nội dung", "Số lượng")


def write(line: Line, _person: Person, _code: str) -> Paper | None:
    """The minutes of a street that was worked; None before that."""
    street = read(line)
    if not street.worked:
        return None
    office = Office.objects.select_related("area", "upper").get(pk=street.office)
    stretch = Document.objects.get(matter=line.row, sha256=street.stretch).body
    with override("vi"):
        upper = office.upper.name if office.upper and office.type != OfficeType.PEOPLES_COMMITTEE else ""
        return Paper(
            form=Form.MINUTES,
            issuer=office.name,
            upper=upper,
            number="",
            symbol=f"BB-{ABBREVIATIONS.get(OfficeType(office.type), 'CQ')}",
            place=office.area.name,
            date=street.worked_on,
            subject=f"Ra quân bảo đảm trật tự đường phố: {stretch}",
            blocks=tuple(_minutes(street, stretch)),
            signature=Signature("", "Người lập biên bản", ""),
            second_signature=Signature("", "Đại diện thôn, tổ dân phố", ""),
            synthetic=settings.INSTALLATION.demonstration,
        )


def _minutes(street: Street, stretch: str) -> Iterator[Block]:
    assert street.worked_on is not None
    yield Heading("1. Thời gian, địa điểm, lực lượng", 2)
    yield Paragraph(
        f"{day_in_words(street.worked_on).capitalize()}, tại {stretch}, {str(words.TEAMS[street.team]).lower()} "
        f"gồm {street.people} người đã kiểm tra, nhắc nhở việc sử dụng vỉa hè, lòng đường."
    )
    yield Heading("2. Hiện trạng", 2)
    yield _table(street.findings, "Không có vật gì lấn chiếm vỉa hè, lòng đường.")
    yield Heading("3. Đã làm", 2)
    yield _table(street.results, "Không phải xử lý.")
    yield Paragraph(
        "Người có đồ vật được dời, đưa đi có quyền nhận lại theo quy định, và khiếu nại đến người đứng đầu đơn vị."
    )
    yield Paragraph("Biên bản được lập cùng ngày, đã đọc lại cho những người có mặt nghe và thống nhất.")


def _table(counts: object, otherwise: str) -> Block:
    assert isinstance(counts, dict)
    rows = tuple((str(words.FACTS[code]), str(number)) for code, number in counts.items() if number)
    return Table(COUNTS, rows, widths=(75, 25), numeric=frozenset({1})) if rows else Paragraph(otherwise)


def blocks(streets: Sequence[tuple[Matter, Street]], names: dict[str, str]) -> Iterator[Block]:
    """What came of a plan's streets, as a part of its report."""
    whole = under.tally(streets)
    ahead = f"; còn {whole.ahead} đoạn đã lên lịch" if whole.ahead else ""
    done = ", ".join(
        f"{number} {str(words.FACTS[code]).lower()}" for code, number in whole.results.items() if number
    )
    told = f": {done}" if done else ""
    yield Paragraph(
        f"Đã ra quân ở {whole.worked} đoạn đường{ahead}, tìm thấy {whole.found} chỗ lấn chiếm{told}."
    )
    for share in whole.shares.values():
        if share.percent is not None:
            yield Paragraph(
                f"Sau {share.days} ngày: {share.again} trên {share.looked} đoạn được xem lại bị lấn chiếm lại "
                f"({share.percent}%)."
            )
    heads = ("Đoạn đường", "Ngày", "Tìm thấy", *(f"Sau {days} ngày" for days, _until in LOOKS.values()))
    rows = tuple(
        (
            names.get(matter.ref, ""),
            f"{street.worked_on or street.on:%d/%m/%Y}",
            str(street.found) if street.worked else "",
            *(
                str(words.CHOICES["state"][street.looks[act].state]) if act in street.looks else ""
                for act in LOOKS
            ),
        )
        for matter, street in streets
    )
    yield Table(heads, rows, widths=(34, 14, 10, 14, 14, 14), numeric=frozenset({2}))
