"""The words of each part of a document, in their final spelling and punctuation; DOCX and PDF only place them.

The numbers of the parts (ô số) are those of annex I, part II.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from binhyen.documents import layout
from binhyen.documents.grid import Grid, grid
from binhyen.documents.paper import (
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
from binhyen.documents.text import balanced, lines, one_line

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSED = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
SYNTHETIC = "Dữ liệu hư cấu, chỉ để trình diễn"
DOTS = "……"

_CHAPTER = re.compile(r"((?:Phần|Chương|Mục)\s+[\w]+)[.:]?\s+(.+)", re.IGNORECASE)
_END_MARKS = " .;,/"


@dataclass(frozen=True)
class Line:
    """One paragraph of the contents: `lead` in the kind's own weight, then `text`; `keep`: on the next one's page."""

    kind: str  # basis, order, text, part, chapter, section, point, article
    text: str
    lead: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Signing:
    office: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Parts:
    """A whole document, ready to be placed. A part that a document does not have is empty."""

    upper: tuple[str, ...]  # ô 2, the body above
    issuer: tuple[str, ...]  # ô 2
    number: str  # ô 3
    place: str  # ô 4
    heading: str  # ô 5a
    subject: tuple[str, ...]  # ô 5a
    letter_subject: str  # ô 5b
    issued_with: str
    decided_by: str
    addressed_to: tuple[str, ...]  # ô 9a
    contents: tuple[Line | Grid, ...]  # ô 6
    signing: Signing | None  # ô 7
    second_signing: Signing | None
    recipients: tuple[str, ...]  # ô 9b
    synthetic: str
    title: str
    author: str


def parts(paper: Paper) -> Parts:
    letter, regulation = paper.form is Form.LETTER, paper.form is Form.REGULATION
    subject = lines(paper.subject)
    return Parts(
        upper=_head(paper.upper),
        issuer=_head(paper.issuer),
        number="" if regulation else number(paper),
        place="" if regulation else place(paper),
        heading=paper.form.heading,
        subject=() if letter else _fitted(subject, layout.SUBJECT_WIDTH, layout.BODY),
        letter_subject=_letter_subject(subject) if letter else "",
        issued_with=_issued_with(paper) if regulation else "",
        decided_by=one_line(paper.decided_by or paper.issuer).upper() if paper.form is Form.DECISION else "",
        addressed_to=_addressed_to(paper),
        contents=tuple(_contents(paper)),
        signing=_signing(paper.signature),
        second_signing=_signing(paper.second_signature),
        recipients=_recipients(paper),
        synthetic=SYNTHETIC if paper.synthetic else "",
        title=" ".join(subject),
        author=one_line(paper.issuer),
    )


def number(paper: Paper) -> str:
    """Ô 3: a number below 10 is written with a zero before it."""
    given = one_line(paper.number)
    if given.isdecimal():
        given = given.zfill(2)
    return f"Số: {given or DOTS}/{one_line(paper.symbol)}"


def day(date: dt.date | None) -> str:
    """Days below 10, January and February are written with a zero before them."""
    if date is None:
        return f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def place(paper: Paper) -> str:
    """Ô 4. Minutes tell place and time in their first lines, and carry this part only when a date is given."""
    if paper.form is Form.MINUTES and paper.date is None:
        return ""
    return f"{one_line(paper.place) or DOTS}, {day(paper.date)}"


def _capitals(text: str) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines(text))


def _head(text: str) -> tuple[str, ...]:
    """Capitals in lines of like length that fit the left part of the head."""
    return _fitted(_capitals(text), layout.HEAD_LEFT - layout.HEAD_GAP, layout.ISSUER)


def _fitted(given: tuple[str, ...], room: float, size: float) -> tuple[str, ...]:
    return tuple(
        part for line in given for part in balanced(line, room, lambda words: layout.width(words, size))
    )


def _letter_subject(subject: tuple[str, ...]) -> str:
    text = " ".join(subject)
    return text if text.casefold().startswith("v/v") else f"V/v {text}"


def _issued_with(paper: Paper) -> str:
    given = one_line(paper.issued_with).strip("()")
    symbol = one_line(paper.symbol)
    decision = one_line(paper.number) or DOTS
    decision = f"{decision}/{symbol}" if symbol else decision
    return f"({given or f'Kèm theo Quyết định số {decision} {day(paper.date)}'})"


def _addressed_to(paper: Paper) -> tuple[str, ...]:
    """One name stands behind the colon; several stand under it, with a semicolon each and a full stop at the end."""
    names = tuple(name for name in map(one_line, paper.addressed_to) if name)
    return names if len(names) < 2 else _listed(names)


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    bare = [name.removeprefix("-").strip().rstrip(_END_MARKS) for name in names]
    return (*(f"- {name};" for name in bare[:-1]), f"- {bare[-1]}.")


def _recipients(paper: Paper) -> tuple[str, ...]:
    """Ô 9b: "Như trên" when the document is addressed to somebody, and the archive (Lưu) at the end."""
    names = tuple(name for name in map(one_line, paper.recipients) if name)
    if not names and paper.form in (Form.REGULATION, Form.MINUTES):
        return ()
    bare = [name.removeprefix("-").strip().casefold() for name in names]
    if paper.addressed_to and not any(name.startswith("như trên") for name in bare):
        names = ("Như trên", *names)
    if not any(name.startswith("lưu") for name in bare):
        names = (*names, "Lưu: VT")
    return _listed(names)


def _signing(signature: Signature | None) -> Signing | None:
    if signature is None:
        return None
    office = _capitals(f"{signature.authority}\n{signature.title}")
    return Signing(office, one_line(signature.name))


# --- the contents (ô 6) ------------------------------------------------------------------------------------


def _contents(paper: Paper) -> Iterator[Line | Grid]:
    """The blocks in order, the word QUYẾT ĐỊNH after a decision's bases, "./." after the last words."""
    blocks = list(paper.blocks)
    made: list[Line | Grid] = []
    first_act = next((i for i, block in enumerate(blocks) if not isinstance(block, Basis)), len(blocks))
    for i, block in enumerate(blocks):
        if paper.form is Form.DECISION and i == first_act:
            made.append(Line("order", "QUYẾT ĐỊNH:", keep=True))
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        made.extend(_lines(block, following, paper.form))
    if made:
        last = made[-1]
        made[-1] = _ended(last) if isinstance(last, Line) else replace(last, keep=True)
    if len(made) > 1 and isinstance(above := made[-2], Line) and _is_short(made[-1]):
        made[-2] = replace(above, keep=True)
    yield from made


def _is_short(block: Line | Grid) -> bool:
    """Whether a last paragraph is one line: the one above goes with it, for a signature stands under two at least."""
    if not isinstance(block, Line):
        return False
    return layout.width(f"{block.lead} {block.text}", layout.BODY) + layout.INDENT < layout.LINE


def _lines(block: Block, following: Block | None, form: Form) -> Iterator[Line | Grid]:
    match block:
        case Paragraph(text):
            yield from (Line("text", line) for line in lines(text))
        case Basis(text):
            last = not isinstance(following, Basis)
            yield Line("basis", _based(one_line(text), last=last))
        case Heading(text, level):
            yield _heading(one_line(text), level, form)
        case Article(article, title):
            lead, told = f"Điều {article}.", one_line(title)
            if following is None or told.endswith((".", ";", ":", ",")):
                yield Line("article", told, lead)
            else:
                yield Line("article", "", f"{lead} {told}", keep=True)
        case Table():
            yield grid(block)


def _based(text: str, *, last: bool) -> str:
    """Each basis ends with a semicolon and the last with a full stop, unless a sentence goes on after a comma."""
    if last and text.endswith((",", ":")):
        return text
    return text.rstrip(_END_MARKS) + ("." if last else ";")


def _heading(text: str, level: int, form: Form) -> Line:
    if form is Form.REGULATION and (chapter := _CHAPTER.fullmatch(text)):
        return Line("chapter", chapter[2].upper(), chapter[1], keep=True)
    if level == 1:
        return Line("part", text.upper(), keep=True)
    return Line("section" if level == 2 else "point", text, keep=True)


def _ended(line: Line) -> Line:
    if line.kind in ("part", "chapter", "section", "point", "order"):
        return line
    if line.text:
        return replace(line, text=line.text.rstrip(_END_MARKS) + "./.", keep=True)
    return replace(line, lead=line.lead.rstrip(_END_MARKS) + "./.", keep=True)
