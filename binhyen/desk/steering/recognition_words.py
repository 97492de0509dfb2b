"""A title's file in the words of its documents: whom it is for, what is given, who writes to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from binhyen.documents import Block, Form, Paper, Signature
from binhyen.kinds.recognition import naming, titles, words
from binhyen.kinds.recognition.reading import Dossier
from binhyen.matters.lines import Line
from binhyen.offices.models import Office, OfficeType
from binhyen.units import tree
from binhyen.units.models import Level, Unit

PEOPLES_COMMITTEE = "Ủy ban nhân dân"
ABBREVIATIONS = {OfficeType.PEOPLES_COMMITTEE: "UBND", OfficeType.POLICE: "CA"}
# Who signs for an applicant.
SIGNERS = {
    OfficeType.SCHOOL: "Hiệu trưởng",
    OfficeType.ENTERPRISE: "Giám đốc",
    OfficeType.PEOPLES_COMMITTEE: "Chủ tịch",
}
# The instruments as a document cites them, by how the titles name them.
CITED = {
    titles.ORDER: "Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ trưởng Bộ Công an quy định khu dân cư, "
    "xã, phường, thị trấn, cơ quan, doanh nghiệp, cơ sở giáo dục đạt tiêu chuẩn “An toàn về an ninh, trật tự”",
    titles.CULTURE: "Nghị định số 86/2023/NĐ-CP ngày 07 tháng 12 năm 2023 của Chính phủ quy định về khung tiêu chuẩn "
    "và trình tự, thủ tục, hồ sơ xét tặng danh hiệu “Gia đình văn hóa”, “Thôn, tổ dân phố văn hóa”, “Xã, phường, thị "
    "trấn tiêu biểu”",
    titles.CULTURE_2018: "Nghị định số 122/2018/NĐ-CP ngày 17 tháng 9 năm 2018 của Chính phủ quy định về xét tặng danh "
    "hiệu “Gia đình văn hóa”, “Thôn văn hóa”, “Làng văn hóa”, “Ấp văn hóa”, “Bản văn hóa”, “Tổ dân phố văn hóa”",
    titles.LOCAL: "Quy định của địa phương về công nhận cơ quan đạt chuẩn văn hóa",
}
CITED |= {titles.ORDER_2025: f"{CITED[titles.ORDER]}, được sửa đổi, bổ sung bởi Thông tư số 48/2025/TT-BCA"}


@dataclass(frozen=True)
class Written:
    """A file with the words of its texts and the names of its bodies, about to be set as a document."""

    line: Line
    dossier: Dossier
    texts: Mapping[str, str]
    offices: Mapping[int, Office]
    area: Unit

    def text(self, sha256: str | None) -> str:
        return self.texts.get(sha256 or "", "")

    @property
    def facts(self) -> Any:
        return self.dossier.registered

    @property
    def decider(self) -> Office:
        return self.offices[self.facts.decider]

    @property
    def checker(self) -> Office:
        return self.offices[self.facts.checker]

    @property
    def applicant(self) -> Office:
        return self.offices[self.facts.applicant]

    @property
    def title(self) -> str:
        return str(words.CHOICES["title"][self.facts.title])

    @property
    def quoted(self) -> str:
        """What is given, as a decision words it."""
        if self.dossier.title.by_police:
            return "đạt tiêu chuẩn “An toàn về an ninh, trật tự”"
        return f"đạt danh hiệu “{self.title}”"

    @property
    def subject(self) -> str:
        """The same under a document's type, its quoted name on a line of its own."""
        return f"{self.quoted} năm {self.facts.year}".replace(" “", "\n“", 1)

    @property
    def who(self) -> str:
        """Whom the title is for, inside a sentence."""
        if not self.dossier.title.of_area:
            return self.applicant.name
        return lowered(naming.area_name(self.area))

    @property
    def issuer(self) -> tuple[str, str]:
        """Who applies, and the body above it: a hamlet under its commune, an office by itself."""
        if self.area.level == Level.HAMLET:
            assert self.area.parent is not None
            return self.area.full_name, f"Ủy ban nhân dân {lowered(self.area.parent.full_name)}"
        return self.applicant.name, ""

    @property
    def head(self) -> str:
        """Who answers for a hamlet, for an office its own name."""
        if self.area.level != Level.HAMLET:
            return self.applicant.name
        return f"Trưởng {lowered(self.area.full_name)}"

    @property
    def cited(self) -> str:
        return CITED[self.dossier.title.basis(self.line.row.law)]

    @property
    def place(self) -> str:
        return tree.commune_of(self.area).name

    def applied(self, form: Form, subject: str, blocks: list[Block], date: dt.date | None) -> Paper:
        """A document of the applicant."""
        issuer, upper = self.issuer
        hamlet = self.area.level == Level.HAMLET
        signer = SIGNERS.get(OfficeType(self.applicant.type), "Thủ trưởng đơn vị")
        return Paper(
            form=form,
            issuer=issuer,
            upper=upper,
            number="",
            symbol=form.value if hamlet else symbol(form, self.applicant),
            place=self.place,
            date=date,
            subject=subject,
            blocks=tuple(blocks),
            signature=Signature("", self.head if hamlet else signer, ""),
            recipients=tuple(dict.fromkeys((self.checker.name, self.decider.name))),
            synthetic=settings.INSTALLATION.demonstration,
        )

    def decided(self, form: Form, subject: str, blocks: list[Block], **more: Any) -> Paper:
        """A document of the body that decides."""
        whole: dict[str, Any] = {
            "number": "",
            "symbol": symbol(form, self.decider),
            "date": None,
            "signature": Signature(f"TM. {PEOPLES_COMMITTEE}", "Chủ tịch", ""),
            "recipients": tuple(
                name for name in dict.fromkeys((self.head, self.checker.name)) if name != self.decider.name
            ),
        } | more
        return Paper(
            form=form,
            issuer=self.decider.name,
            upper="",
            place=self.decider.area.name,
            subject=subject,
            blocks=tuple(blocks),
            synthetic=settings.INSTALLATION.demonstration,
            **whole,
        )


def lowered(name: str) -> str:
    """A unit's name inside a sentence: "xã Hương Sơn"."""
    return f"{name[:1].lower()}{name[1:]}"


def capital(text: str) -> str:
    """The same at the beginning of one."""
    return f"{text[:1].upper()}{text[1:]}"


def symbol(form: Form, office: Office) -> str:
    """What stands behind the number: "QĐ-UBND"."""
    own = ABBREVIATIONS.get(OfficeType(office.type), "")
    return f"{form.value}-{own}" if own else form.value
