"""An administrative document as data: what Nghị định 30/2020/NĐ-CP, annex I, asks for, and nothing of how it looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The type of a document (Điều 7); its value is the abbreviation in the symbol (annex III).

    The annex knows neither a registration nor a self-assessment: their abbreviations are this program's own.
    """

    DECISION = "QĐ"
    DIRECTIVE = "CT"
    GUIDE = "HD"
    PLAN = "KH"
    REPORT = "BC"
    LETTER = ""
    MINUTES = "BB"
    NOTICE = "TB"
    REGULATION = "QC"
    SUBMISSION = "TTr"
    REGISTRATION = "ĐK"
    SELF_ASSESSMENT = "TC"

    @property
    def heading(self) -> str:
        """The type's name as printed; a letter (công văn) has none."""
        return _HEADINGS[self]


_HEADINGS = {
    Form.DECISION: "QUYẾT ĐỊNH",
    Form.DIRECTIVE: "CHỈ THỊ",
    Form.GUIDE: "HƯỚNG DẪN",
    Form.PLAN: "KẾ HOẠCH",
    Form.REPORT: "BÁO CÁO",
    Form.LETTER: "",
    Form.MINUTES: "BIÊN BẢN",
    Form.NOTICE: "THÔNG BÁO",
    Form.REGULATION: "QUY CHẾ",
    Form.SUBMISSION: "TỜ TRÌNH",
    Form.REGISTRATION: "BẢN ĐĂNG KÝ",
    Form.SELF_ASSESSMENT: "BẢN TỰ CHẤM",
}


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    """ "I. ..." in bold capitals (1), "1. ..." in bold (2), "a) ..." in italic (3); in a regulation "Chương I. ..."."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True)
class Article:
    """ "Điều 1. ...": a title in bold, or, when it ends like a sentence, the article's own text."""

    number: int
    title: str


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the line (any unit), `numeric` the columns that are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has columns")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has a cell for each column")
        if self.widths and (len(self.widths) != len(self.columns) or min(self.widths) <= 0):
            raise ValueError("a table has a width above zero for each column, or none")


@dataclass(frozen=True)
class Basis:
    """ "Căn cứ ...": the law or the need that a document stands on."""

    text: str


Block = Paragraph | Heading | Article | Table | Basis


@dataclass(frozen=True)
class Signature:
    """Who signs: authority "TM. BAN CHỈ ĐẠO" (one line each, broken by a newline), then the title, then the name."""

    authority: str
    title: str
    name: str


@dataclass(frozen=True)
class Paper:
    """A document. An empty number or a missing date leaves a dotted place for the registry to fill in."""

    form: Form
    issuer: str
    upper: str
    number: str
    symbol: str
    place: str
    date: dt.date | None
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature | None
    second_signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    synthetic: bool = False
    decided_by: str = ""
    """A decision's authority, printed over its bases; the issuer when empty ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ...")."""
    issued_with: str = ""
    """A regulation's line under its title; made of number, symbol and date when empty."""
