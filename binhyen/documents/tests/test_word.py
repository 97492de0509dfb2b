"""The DOCX against Nghị định 30/2020/NĐ-CP, annex I: margins, fonts, sizes, order, for every form."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import docx as reader
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml.ns import qn

from binhyen.documents import Paper, docx
from binhyen.documents import parts as words
from binhyen.documents.tests.papers import DECISION, EVERY, LETTER, MINUTES, PLAN

NAMES = [paper.form.name for paper in EVERY]
every_form = pytest.mark.parametrize("paper", EVERY, ids=NAMES)

# Sizes that annex I, part II allows; weight and slope that it wants.
ANNEX = {
    "Quốc hiệu": (12, 13, True, False),
    "Tiêu ngữ": (13, 14, True, False),
    "Cơ quan chủ quản": (12, 13, False, False),
    "Cơ quan": (12, 13, True, False),
    "Số, ký hiệu": (13, 13, False, False),
    "Địa danh, thời gian": (13, 14, False, True),
    "Tên loại": (13, 14, True, False),
    "Trích yếu": (13, 14, True, False),
    "Trích yếu công văn": (12, 13, False, False),
    "Căn cứ": (13, 14, False, True),
    "Nội dung": (13, 14, False, False),
    "Quyền hạn, chức vụ": (13, 14, True, False),
    "Người ký": (13, 14, True, False),
    "Nơi nhận": (12, 12, True, True),
    "Danh sách nơi nhận": (11, 11, False, False),
    "Số trang": (13, 14, False, False),
}


def opened(paper: Paper):
    return reader.Document(io.BytesIO(docx(paper)))


def whole(length) -> int:
    """Millimetres; the file counts in twentieths of a point."""
    return round(length.mm)


def paragraphs(document) -> list:
    """Every paragraph of the body, those of tables too, in the order of the file."""
    return [
        reader.text.paragraph.Paragraph(element, document)
        for element in document.element.body.iter(qn("w:p"))
    ]


def styled(document, style: str) -> list[str]:
    return [
        paragraph.text
        for paragraph in paragraphs(document)
        if document.styles.get_by_id(paragraph._p.style, WD_STYLE_TYPE.PARAGRAPH).name == style
    ]


@every_form
def test_the_page_is_a4_with_the_annex_s_margins(paper):
    (section,) = opened(paper).sections
    assert (whole(section.page_width), whole(section.page_height)) == (210, 297)
    assert 20 <= whole(section.top_margin) <= 25
    assert 20 <= whole(section.bottom_margin) <= 25
    assert 30 <= whole(section.left_margin) <= 35
    assert 15 <= whole(section.right_margin) <= 20


@pytest.mark.parametrize("name", ANNEX)
def test_each_part_has_the_size_and_weight_of_the_annex(name):
    least, most, bold, italic = ANNEX[name]
    font = opened(DECISION).styles[name].font
    assert least <= font.size.pt <= most
    assert (font.bold, font.italic) == (bold, italic)


@every_form
def test_every_letter_is_times_new_roman_in_black(paper):
    document = opened(paper)
    for used in {paragraph._p.style for paragraph in paragraphs(document)}:
        style = document.styles.get_by_id(used, WD_STYLE_TYPE.PARAGRAPH)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            assert fonts.get(qn(f"w:{script}")) == "Times New Roman", style.name
        assert str(style.font.color.rgb) == "000000"
    for run in document.element.body.iter(qn("w:r")):
        assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is None


@every_form
def test_the_parts_stand_in_the_annex_s_order(paper):
    """Read row by row, the head's table first: Quốc hiệu beside the issuer, the number beside the place."""
    document, parts = opened(paper), words.parts(paper)
    head = document.tables[0]
    left, right = head.rows[0].cells
    assert [each.text for each in left.paragraphs if each.text] == [*parts.upper, *parts.issuer]
    assert [each.text for each in right.paragraphs if each.text] == [words.NATION, words.MOTTO]
    left, right = head.rows[1].cells
    assert [each.text for each in left.paragraphs if each.text] == [
        each for each in (parts.number, parts.letter_subject) if each
    ]
    assert right.text == parts.place
    told = [paragraph.text for paragraph in paragraphs(document) if paragraph.text]
    first = next(block for block in parts.contents if isinstance(block, words.Line))
    wanted = [
        words.NATION,
        words.MOTTO,
        parts.number,
        parts.place,
        parts.heading,
        "\n".join(parts.subject),
        parts.decided_by,
    ]
    places = [told.index(each) for each in wanted if each]
    begins = first.lead or first.text
    places.append(next(i for i, line in enumerate(told) if line.startswith(begins)))
    assert places == sorted(places)
    assert told.index(parts.signing.name) > places[-1]


@every_form
def test_the_contents_are_justified_and_indented(paper):
    document = opened(paper)
    for name in ("Nội dung", "Căn cứ", "Điều", "Heading 1"):
        form = document.styles[name].paragraph_format
        assert form.alignment == SIDE.JUSTIFY
        assert 10 <= round(form.first_line_indent.mm, 1) <= 12.7
        assert form.space_after.pt >= 6
        assert 1 <= form.line_spacing <= 1.5


@every_form
def test_lines_are_borders_and_never_underscores(paper):
    document = opened(paper)
    told = "\n".join(paragraph.text for paragraph in paragraphs(document))
    assert "__" not in told
    assert "---" not in told
    rules = styled(document, "Đường kẻ")
    assert len(rules) == (2 if paper is LETTER else 3)
    border = document.styles["Đường kẻ"].element.pPr.find(qn("w:pBdr")).find(qn("w:top"))
    assert border.get(qn("w:val")) == "single"


def test_the_line_under_the_motto_is_as_long_as_the_motto():
    cell = opened(DECISION).tables[0].rows[0].cells[1]
    form = cell.paragraphs[-1].paragraph_format
    length = cell.width.mm - form.left_indent.mm - form.right_indent.mm
    assert length == pytest.approx(56.14, abs=0.3)  # measured in the font


def test_the_line_under_the_issuer_is_a_third_to_a_half_of_it():
    paper = dataclasses.replace(DECISION, issuer="BAN CHỈ ĐẠO 138 XÃ MỸ ĐỨC")
    cell = opened(paper).tables[0].rows[0].cells[0]
    form = cell.paragraphs[-1].paragraph_format
    length = cell.width.mm - form.left_indent.mm - form.right_indent.mm
    assert 61.7 / 3 <= length <= 61.7 / 2


@every_form
def test_the_page_number_is_a_field_that_the_first_page_lacks(paper):
    (section,) = opened(paper).sections
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert [code.text for code in header._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert header.style.paragraph_format.alignment == SIDE.CENTER
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_a_table_repeats_its_head_and_splits_no_row():
    (table,) = (table for table in opened(PLAN).tables if table.style.name == "Table Grid")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert len(table.rows) == 21
    sides = {cell.paragraphs[0].alignment for cell in table.columns[5].cells[1:]}
    assert sides == {SIDE.RIGHT}


def test_recipients_end_with_the_archive_and_a_full_stop():
    assert styled(opened(LETTER), "Nơi nhận") == ["Nơi nhận:"]
    assert styled(opened(LETTER), "Danh sách nơi nhận") == [
        "- Như trên;",
        "- Phòng Tham mưu, Công an thành phố (để báo cáo);",
        "- Lưu: VT.",
    ]


def test_a_document_without_number_and_date_leaves_dotted_places():
    document = opened(PLAN)
    assert styled(document, "Số, ký hiệu") == ["Số: ……/KH-BCĐ"]
    assert styled(document, "Địa danh, thời gian") == ["Mỹ Đức, ngày …… tháng …… năm ……"]


def test_minutes_have_two_signatures_beside_each_other():
    (row,) = (table.rows[0] for table in opened(MINUTES).tables if "THƯ KÝ" in table.rows[0].cells[0].text)
    left, right = (cell.text.split("\n") for cell in row.cells)
    assert (left[0], left[-1]) == ("THƯ KÝ", "Vũ Thị Quỳnh")
    assert (right[0], right[-1]) == ("CHỦ TỌA", "Nguyễn Văn Thắng")


@every_form
def test_the_file_says_what_it_is_and_holds_nothing_active(paper):
    data = docx(paper)
    core = reader.Document(io.BytesIO(data)).core_properties
    assert core.title == words.parts(paper).title
    assert core.author == words.parts(paper).author
    assert core.language == "vi-VN"
    assert "python-docx" not in core.comments
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        relations = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations
    assert not [name for name in names if "vba" in name or "embeddings" in name or "thumbnail" in name]


@every_form
def test_the_same_paper_gives_the_same_bytes(paper):
    assert docx(paper) == docx(paper)


def test_only_a_synthetic_document_says_so():
    for paper, wanted in ((PLAN, words.SYNTHETIC), (LETTER, "")):
        (section,) = opened(paper).sections
        assert section.footer.paragraphs[0].text == wanted
        assert section.first_page_footer.paragraphs[0].text == wanted
