"""A certificate as DOCX: the same words and the same frame as the PDF, to be corrected in an office's own program.

The frame is one picture in the header, behind the words, so that typing never moves it; several certificates are pages
of one file.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from binhyen.documents import certificate as sheets
from binhyen.documents.certificate import Certificate, Sheet
from binhyen.documents.word import blank, packed

RED, SOFT = RGBColor(0x9A, 0x1B, 0x1E), RGBColor(0x5B, 0x52, 0x48)
SIDES, TOP, BOTTOM = 34.0, 25.0, 22.0
FACE = 118.0
"""Millimetres from the top margin to the foot: there the signature stands whatever is above it."""
FOOT = 43.0
LEADING = 1.15 * 25.4 / 72
"""Millimetres that a line takes for each point of its size."""


@dataclass(frozen=True)
class _Look:
    """`apart`: points between the letters."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: RGBColor | None = None
    apart: float = 0.0


def docx(certificates: Sequence[Certificate]) -> bytes:
    """The certificates as one DOCX, a page each, without macros and links. The same ones give the same bytes."""
    document = Document(io.BytesIO(blank()))
    made = [sheets.sheet(each) for each in certificates]
    _describe(document, certificates)
    _set_page(document, made)
    for each in made:
        _face(document, each)
    return packed(document)


def _describe(document: Docx, certificates: Sequence[Certificate]) -> None:
    core = document.core_properties
    core.title = " · ".join(dict.fromkeys(each.title for each in certificates))[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = core.category = ""
    core.language = "vi-VN"
    days = [each.decided_on for each in certificates if each.decided_on]
    core.created = core.modified = dt.datetime.combine(min(days, default=dt.date(2000, 1, 1)), dt.time())


def _set_page(document: Docx, made: Sequence[Sheet]) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in sheets.PAGE)
    section.left_margin = section.right_margin = Mm(SIDES)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(3)
    head = section.header.paragraphs[0]
    _lay_behind(head.add_run())
    section.footer.paragraphs[0].style = "Chân trang"
    section.footer.paragraphs[0].add_run(next((each.synthetic for each in made if each.synthetic), ""))


def _lay_behind(run: Run) -> None:
    """The frame over the whole sheet, behind what is written: an inline picture made to float."""
    width, height = (Mm(side) for side in sheets.PAGE)
    run.add_picture(io.BytesIO(sheets.frame()), width, height)
    (inline,) = run._r.iter(qn("wp:inline"))
    anchor = OxmlElement("wp:anchor")
    for name, value in (
        ("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0"), ("simplePos", "0"), ("relativeHeight", "0"),
        ("behindDoc", "1"), ("locked", "1"), ("layoutInCell", "1"), ("allowOverlap", "1"),
    ):  # fmt: skip
        anchor.set(name, value)
    simple = OxmlElement("wp:simplePos")
    simple.set("x", "0")
    simple.set("y", "0")
    anchor.append(simple)
    for direction in ("H", "V"):
        position, offset = OxmlElement(f"wp:position{direction}"), OxmlElement("wp:posOffset")
        position.set("relativeFrom", "page")
        offset.text = "0"
        position.append(offset)
        anchor.append(position)
    kept = {child.tag: child for child in inline}
    anchor.append(kept[qn("wp:extent")])
    anchor.append(OxmlElement("wp:wrapNone"))
    for tag in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        anchor.append(kept[qn(tag)])
    inline.getparent().replace(inline, anchor)


def _face(document: Docx, it: Sheet) -> None:
    """One page: a row of a fixed height for the words, a row for the foot, so that neither pushes the other."""
    width = sheets.PAGE[0] - 2 * SIDES
    table = document.add_table(2, 2)
    table.style, table.autofit, table.alignment = "Khung", False, WD_TABLE_ALIGNMENT.CENTER
    left = width * 0.5
    for row, height in zip(table.rows, (FACE, FOOT), strict=True):
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell, wide in zip(row.cells, (left, width - left), strict=True):
            cell.width = Mm(wide)
    face = table.rows[0].cells[0].merge(table.rows[0].cells[1])
    _words(face, it)
    decision, signing = table.rows[1].cells
    _decision(decision, it)
    _signing(signing, it)
    # Word wants a paragraph after a table. The rows fill a page, so that the next sheet begins on its own.
    after = document.add_paragraph("", "Khoảng cách")
    after.paragraph_format.line_spacing = Pt(1)


@dataclass(frozen=True)
class _Said:
    """Some lines of one look, with millimetres of air above them where there is room for it."""

    lines: tuple[str, ...]
    size: float
    air: float
    look: _Look = _Look()

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def _words(cell: _Cell, it: Sheet) -> None:
    said = [
        _Said((it.nation,), 13.5, 1, _Look(bold=True)),
        _Said((it.motto,), 14, 1, _Look(bold=True, underlined=True)),
        _Said(it.issuer, sheets.ISSUER, 9, _Look(bold=True, colour=RED)),
        _Said((it.gives,) if it.gives else (), sheets.GIVES, 4, _Look(bold=True, apart=2.5)),
        _Said((it.title,), sheets.TITLE, 3, _Look(bold=True, colour=RED, apart=2.5)),
        _Said(it.recipient, it.recipient_size, 4, _Look(bold=True)),
        _Said(it.about, sheets.ABOUT, 2, _Look(colour=SOFT)),
        _Said(it.merit, it.merit_size, 5, _Look(italic=True)),
    ]
    said = [each for each in said if each.lines]
    # A row of exact height cuts what it cannot hold: long words take the air, never a line.
    share = (FACE - sum(each.height for each in said)) / sum(each.air for each in said)
    for number, each in enumerate(said):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        _say(paragraph, each.lines, each.size, each.air * min(1.0, max(0.0, share)), each.look)


def _decision(cell: _Cell, it: Sheet) -> None:
    # From the bottom of the row: what is above the words is air.
    paragraph = cell.paragraphs[0]
    _say(paragraph, it.decision, sheets.FOOT, FOOT - len(it.decision) * sheets.FOOT * LEADING - 1)
    paragraph.alignment, paragraph.paragraph_format.left_indent = SIDE.LEFT, Mm(3)


def _signing(cell: _Cell, it: Sheet) -> None:
    _say(cell.paragraphs[0], (it.dated,), sheets.FOOT, 0, _Look(italic=True))
    _say(cell.add_paragraph(), it.office, sheets.FOOT, 1, _Look(bold=True))
    written = (2 + len(it.office)) * sheets.FOOT * LEADING + 3
    _say(cell.add_paragraph(), (it.signer,), sheets.FOOT + 1, max(0.0, FOOT - written), _Look(bold=True))


def _say(
    paragraph: Paragraph, lines: tuple[str, ...], size: float, before: float, look: _Look = _Look()
) -> None:
    """Lines of one paragraph, centred, `before` millimetres under what is above."""
    form = paragraph.paragraph_format
    paragraph.alignment, form.space_before, form.space_after = SIDE.CENTER, Mm(before), Pt(0)
    form.line_spacing = 1.0
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if number < len(lines) - 1:
            run.add_break()
        font = run.font
        font.size, font.bold, font.italic, font.underline = Pt(size), look.bold, look.italic, look.underlined
        if look.colour is not None:
            font.color.rgb = look.colour
        if look.apart:
            spacing = OxmlElement("w:spacing")
            spacing.set(qn("w:val"), str(round(look.apart * 20)))
            run._r.get_or_add_rPr().insert_element_before(
                spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u"
            )
