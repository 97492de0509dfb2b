"""A document as DOCX, to be corrected, numbered and signed in an office's own word processor."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from binhyen.documents import layout, parts
from binhyen.documents.grid import Grid
from binhyen.documents.paper import Paper
from binhyen.documents.parts import Line, Parts
from binhyen.documents.styles import define, set_language

_SIDES = {"left": SIDE.LEFT, "center": SIDE.CENTER, "right": SIDE.RIGHT}
_STYLES = {
    "basis": "Căn cứ",
    "order": "Lời quyết định",
    "text": "Nội dung",
    "part": "Heading 1",
    "chapter": "Chương",
    "section": "Heading 2",
    "point": "Heading 3",
    "article": "Điều",
}
# A file's time inside the archive: fixed, so that the same paper gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(paper: Paper) -> bytes:
    """The document as DOCX, without macros and links. The same paper gives the same bytes."""
    made = parts.parts(paper)
    document = Document(io.BytesIO(blank()))
    _describe(document, made.title, made.author, paper.date)
    _set_page(document, made.synthetic)
    _head(document, made)
    _title(document, made)
    for block in made.contents:
        if isinstance(block, Line):
            _line(document, block)
        else:
            add_grid(document, block)
    _foot(document, made)
    return packed(document)


@cache
def blank() -> bytes:
    """A document with the styles and nothing in it, made once: it takes longer than what is written into it."""
    document, made = Document(), io.BytesIO()
    define(document)
    document.save(made)
    return made.getvalue()


def packed(document: Docx) -> bytes:
    raw, made = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def empty(title: str, author: str, footer: str) -> Docx:
    """A document with the styles and the page of all of them, and nothing in it yet."""
    document = Document(io.BytesIO(blank()))
    _describe(document, title, author, None)
    _set_page(document, footer)
    return document


def _describe(document: Docx, title: str, author: str, date: dt.date | None) -> None:
    core = document.core_properties
    # The format holds 255 letters in each of these.
    core.title, core.author = title[:255], author[:255]
    core.last_modified_by = core.comments = core.keywords = core.category = ""
    core.language = "vi-VN"
    core.created = core.modified = dt.datetime.combine(date or dt.date(2000, 1, 1), dt.time())
    set_language(document, "vi-VN")
    # python-docx's own starting document brings a picture of itself.
    relations = document.part.package.rels
    for key in [
        key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]


# --- the page ----------------------------------------------------------------------------------------------


def _set_page(document: Docx, foot: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in layout.PAGE)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = "Số trang"
    _field(number, "PAGE")
    section.first_page_header.paragraphs[0].style = "Số trang"
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].style = "Chân trang"
        footer.paragraphs[0].add_run(foot)


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", "code", "separate", "shown", "end"):
        if kind == "code":
            part = OxmlElement("w:instrText")
            part.text = code
        elif kind == "shown":
            part = OxmlElement("w:t")
            part.text = "2"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


# --- ô 1 to 5, 9a ------------------------------------------------------------------------------------------


def _head(document: Docx, made: Parts) -> None:
    table = _frame(document, (layout.HEAD_LEFT, layout.HEAD_RIGHT), rows=2)
    issuer, nation = table.rows[0].cells
    _several(
        issuer, [*((line, "Cơ quan chủ quản") for line in made.upper), *((i, "Cơ quan") for i in made.issuer)]
    )
    _rule(issuer, made.issuer, layout.ISSUER, layout.HEAD_LEFT, layout.RULE_SHARE)
    _several(nation, [(parts.NATION, "Quốc hiệu"), (parts.MOTTO, "Tiêu ngữ")])
    _rule(nation, (parts.MOTTO,), layout.MOTTO, layout.HEAD_RIGHT, 1.0)
    number, place = table.rows[1].cells
    lines = [(made.number, "Số, ký hiệu"), (made.letter_subject, "Trích yếu công văn")]
    _several(number, [(text, style) for text, style in lines if text])
    _several(place, [(made.place, "Địa danh, thời gian")])


def _title(document: Docx, made: Parts) -> None:
    if made.heading:
        document.add_paragraph(made.heading, "Tên loại").paragraph_format.space_before = Pt(16)
        if made.subject:
            document.add_paragraph("\n".join(made.subject), "Trích yếu")
        if made.issued_with:
            document.add_paragraph(made.issued_with, "Kèm theo")
        if made.subject:
            _rule(document, made.subject, layout.BODY, layout.LINE, layout.RULE_SHARE)
        document.add_paragraph("", "Khoảng cách")
    if made.decided_by:
        document.add_paragraph(made.decided_by, "Tên loại").paragraph_format.space_after = Pt(8)
    _addressed(document, made)


def _addressed(document: Docx, made: Parts) -> None:
    if not made.addressed_to:
        return
    if not made.heading:
        document.add_paragraph("", "Khoảng cách")
    if len(made.addressed_to) == 1:
        paragraph = document.add_paragraph(f"{parts.ADDRESSED} {made.addressed_to[0]}", "Kính gửi")
        paragraph.alignment = SIDE.CENTER
    else:
        document.add_paragraph(parts.ADDRESSED, "Kính gửi").paragraph_format.left_indent = Mm(25)
        for name in made.addressed_to:
            listed = document.add_paragraph(name, "Kính gửi").paragraph_format
            # Under the colon: "Kính gửi:" is 19 mm wide.
            listed.space_after = Pt(4)
            listed.left_indent, listed.first_line_indent = Mm(47), Mm(-3)
    document.add_paragraph("", "Khoảng cách")


def _frame(document: Docx, widths: tuple[float, ...], rows: int) -> Table:
    """A table without lines, whose cells touch the margins."""
    table: Table = document.add_table(rows, len(widths))
    _fix_widths(table, widths)
    table.style = "Khung"
    for row in table.rows:
        _unsplit(row._tr)
    return table


def _several(cell: _Cell, lines: list[tuple[str, str]]) -> None:
    """Fills a cell; its first paragraph is there already."""
    first = cell.paragraphs[0]
    first.style = lines[0][1] if lines else "Khoảng cách"
    for i, (text, style) in enumerate(lines):
        if i == 0:
            first.add_run(text)
        else:
            cell.add_paragraph(text, style)


def _rule(place: Docx | _Cell, above: tuple[str, ...], size: float, column: float, share: float) -> None:
    """A line under some words: the upper border of a paragraph that is indented to its length."""
    if not above:
        return
    longest = max(layout.width(line, size) for line in above)
    if share == 1.0:
        longest = layout.MOTTO_WIDTH
    indent = (column - min(longest, column) * share) / 2
    paragraph = place.add_paragraph("", "Đường kẻ")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)


# --- ô 6 ---------------------------------------------------------------------------------------------------


def _line(document: Docx, line: Line) -> None:
    paragraph = document.add_paragraph(style=_STYLES[line.kind])
    if line.lead:
        paragraph.add_run(line.lead).bold = True
    if line.kind == "chapter":
        paragraph.add_run().add_break()
    elif line.lead and line.text:
        paragraph.add_run(" ")
    if line.text:
        paragraph.add_run(line.text)
    if line.keep:
        paragraph.paragraph_format.keep_with_next = True


def add_grid(document: Docx, grid: Grid) -> None:
    """A table under what stands there already."""
    table = document.add_table(1, len(grid.columns))
    table.style = "Table Grid"
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        _several(cell, [(column, "Đầu bảng")])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    for values in grid.rows:
        for i, cell in enumerate(table.add_row().cells):
            _several(cell, [(line, "Ô bảng") for line in values[i].split("\n")])
            for paragraph in cell.paragraphs:
                paragraph.alignment = _SIDES[grid.alignments[i]]
    for row in table.rows:
        _unsplit(row._tr)
    _fix_widths(table, tuple(share * layout.LINE for share in grid.shares))
    document.add_paragraph("", "Khoảng cách").paragraph_format.keep_with_next = grid.keep
    if grid.keep:
        _keep_last(table)


def _keep_last(table: Table) -> None:
    """The last rows go to another page with the signature that stands under them."""
    for row in table.rows[-2:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _unsplit(row: object) -> None:
    """A row does not break over two pages."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.insert(0, OxmlElement("w:cantSplit"))


def _fix_widths(table: Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


# --- ô 7 and 9b --------------------------------------------------------------------------------------------


def _foot(document: Docx, made: Parts) -> None:
    document.add_paragraph("", "Khoảng cách").paragraph_format.keep_with_next = True
    if made.second_signing is not None:
        half = layout.LINE / 2
        left, right = _frame(document, (half, half), rows=1).rows[0].cells
        _sign(left, made.second_signing)
        _sign(right, made.signing)
        document.add_paragraph("", "Khoảng cách")
        _send(_frame(document, (half, half), rows=1).rows[0].cells[0], made.recipients)
    else:
        # A row does not break, so a long list of recipients takes several.
        beside = int(layout.RECIPIENTS_BESIDE)
        chunks = [made.recipients[i : i + beside] for i in range(0, len(made.recipients), beside)]
        table = _frame(document, (layout.LINE * 0.46, layout.LINE * 0.54), rows=max(1, len(chunks)))
        left, right = table.rows[0].cells
        _send(left, chunks[0] if chunks else ())
        _sign(right, made.signing)
        for row, names in zip(table.rows[1:], chunks[1:], strict=False):
            _several(row.cells[0], [(name, "Danh sách nơi nhận") for name in names])
            _sign(row.cells[1], None)
    # Word wants a paragraph after the last table.
    document.add_paragraph("", "Khoảng cách")


def _sign(cell: _Cell, who: parts.Signing | None) -> None:
    if who is None:
        cell.paragraphs[0].style = "Khoảng cách"
        return
    _several(cell, [(line, "Quyền hạn, chức vụ") for line in who.office])
    name = cell.add_paragraph(who.name, "Người ký")
    name.paragraph_format.space_before = Mm(layout.SIGNING_GAP)


def _send(cell: _Cell, names: tuple[str, ...]) -> None:
    label = [(parts.RECIPIENTS, "Nơi nhận")] if names else []
    _several(cell, [*label, *((name, "Danh sách nơi nhận") for name in names)])
