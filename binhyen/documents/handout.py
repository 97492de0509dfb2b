"""A sheet for a class or a hamlet's meeting: questions on their own pages, then the answers for whoever asks them.

It is no administrative document, so it has no head and no signature (NĐ 30/2020 does not know it).
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

import typst
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from binhyen.documents import word
from binhyen.documents.grid import grid
from binhyen.documents.paper import Table
from binhyen.documents.text import one_line
from binhyen.documents.typeset import fonts

_HERE = Path(__file__).parent
WIDTHS = (9, 13, 58, 20)


@dataclass(frozen=True)
class Question:
    """One question. `answers`: (letter, words), in order; `right`: the letter of the right one."""

    number: int
    text: str
    answers: tuple[tuple[str, str], ...]
    right: str
    why: str


@dataclass(frozen=True)
class Handout:
    """A sheet in words, in whichever language. `columns`: of the answers: number, right, why, hands counted."""

    title: str
    about: str
    how: str
    questions: tuple[Question, ...]
    answers_title: str
    answers_how: str
    columns: tuple[str, str, str, str]
    source: str = ""
    synthetic: str = ""


def pdf(sheet: Handout) -> bytes:
    """The sheet as PDF. What people wrote is data, never markup; the same sheet gives the same bytes."""
    return typst.compile(
        _HERE / "handout.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"sheet": json.dumps(dataclasses.asdict(sheet))},
        format="pdf",
        timestamp=0,
    )


def docx(sheet: Handout) -> bytes:
    """The sheet as DOCX, to be changed for one's own class."""
    document = word.empty(sheet.title, sheet.source, sheet.synthetic)
    document.add_paragraph(one_line(sheet.title).upper(), "Tên loại")
    document.add_paragraph(one_line(sheet.about), "Trích yếu")
    document.add_paragraph(one_line(sheet.how), "Căn cứ")
    for question in sheet.questions:
        asked = document.add_paragraph(style="Nội dung")
        asked.paragraph_format.keep_with_next = True
        asked.paragraph_format.space_before = Pt(10)
        asked.add_run(f"{question.number}. ").bold = True
        asked.add_run(one_line(question.text)).bold = True
        for letter, answer in question.answers:
            given = document.add_paragraph(f"{letter}. {one_line(answer)}", "Nội dung")
            given.paragraph_format.keep_with_next = letter != question.answers[-1][0]
    document.add_paragraph(style="Nội dung").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(one_line(sheet.answers_title).upper(), "Tên loại")
    document.add_paragraph(one_line(sheet.answers_how), "Căn cứ")
    rows = tuple((str(q.number), q.right, one_line(q.why), "") for q in sheet.questions)
    word.add_grid(document, grid(Table(sheet.columns, rows, widths=WIDTHS)))
    if sheet.source:
        document.add_paragraph(one_line(sheet.source), "Căn cứ")
    return word.packed(document)
