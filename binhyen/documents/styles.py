"""The styles of a DOCX: one for each part, under the part's own name, so that a clerk changes one by its style."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from binhyen.documents import layout

FONT = "Times New Roman"
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_BLACK = RGBColor(0, 0, 0)


@dataclass(frozen=True)
class Look:
    size: float
    side: SIDE = SIDE.CENTER
    bold: bool = False
    italic: bool = False
    indent: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    keep: bool = False


def _body(*, bold: bool = False, italic: bool = False, keep: bool = False) -> Look:
    gap, spacing = layout.PARAGRAPH_GAP, layout.LINE_SPACING
    return Look(layout.BODY, SIDE.JUSTIFY, bold, italic, layout.INDENT, after=gap, spacing=spacing, keep=keep)


LOOKS = {
    "Quốc hiệu": Look(layout.NATION, bold=True),
    "Tiêu ngữ": Look(layout.MOTTO, bold=True),
    "Cơ quan chủ quản": Look(layout.ISSUER),
    "Cơ quan": Look(layout.ISSUER, bold=True),
    "Số, ký hiệu": Look(layout.NUMBER, before=6),
    "Trích yếu công văn": Look(layout.LETTER_SUBJECT, before=6),
    "Địa danh, thời gian": Look(layout.PLACE, italic=True, before=6),
    "Tên loại": Look(layout.BODY, bold=True, keep=True),
    "Trích yếu": Look(layout.BODY, bold=True),
    "Kèm theo": Look(layout.BODY, italic=True),
    "Kính gửi": Look(layout.BODY, SIDE.LEFT),
    "Nội dung": _body(),
    "Căn cứ": _body(italic=True),
    "Điều": _body(),
    "Lời quyết định": Look(layout.BODY, bold=True, before=6, after=6, keep=True),
    "Chương": Look(layout.BODY, bold=True, before=6, after=6, keep=True),
    "Heading 1": _body(bold=True, keep=True),
    "Heading 2": _body(bold=True, keep=True),
    "Heading 3": _body(italic=True, keep=True),
    "Đầu bảng": Look(layout.TABLE, bold=True, before=2, after=2),
    "Ô bảng": Look(layout.TABLE, SIDE.LEFT, before=2, after=2),
    "Quyền hạn, chức vụ": Look(layout.BODY, bold=True, keep=True),
    "Người ký": Look(layout.BODY, bold=True),
    "Nơi nhận": Look(layout.RECIPIENTS_LABEL, SIDE.LEFT, bold=True, italic=True),
    "Danh sách nơi nhận": Look(layout.RECIPIENTS, SIDE.LEFT, indent=-2, left=2),
    "Số trang": Look(layout.PAGE_NUMBER),
    "Chân trang": Look(layout.FOOTER, italic=True),
    "Khoảng cách": Look(6.0, SIDE.LEFT),
}


# Of the hundred and sixty styles that python-docx brings, those that a document here is made of.
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "header", "footer"} | {
    f"heading {level}{linked}" for level in (1, 2, 3) for linked in ("", " char")
}


def define(document: Docx) -> None:
    """Gives a new document all the styles above and no others, and takes the theme's fonts and colours out of it."""
    _drop_others(document)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _set_fonts(fonts)
    _apply(document.styles["Normal"], Look(layout.BODY, SIDE.LEFT))
    known = {style.name for style in document.styles}
    for name, look in LOOKS.items():
        style = (
            document.styles[name]
            if name in known
            else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _apply(style, look)
    _define_rule(document)
    _define_frame(document)


def _drop_others(document: Docx) -> None:
    """A clerk's list of styles then holds the parts of an official document, and finding one by name is quick."""
    root = document.styles.element
    kept = {name.casefold() for name in _KEPT}
    for element in root.findall(qn("w:style")):
        if element.find(qn("w:name")).get(qn("w:val")).casefold() not in kept:
            root.remove(element)
    known = {element.get(qn("w:styleId")) for element in root.findall(qn("w:style"))}
    for element in root.findall(qn("w:style")):
        for tag in ("w:basedOn", "w:next", "w:link"):
            pointed = element.find(qn(tag))
            if pointed is not None and pointed.get(qn("w:val")) not in known:
                element.remove(pointed)


def set_language(document: Docx, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
        element.set(qn("w:eastAsia"), language)


def _apply(style: ParagraphStyle, look: Look) -> None:
    style.font.name, style.font.size = FONT, Pt(look.size)
    style.font.bold, style.font.italic, style.font.color.rgb = look.bold, look.italic, _BLACK
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties.find(qn("w:rFonts")))
    # Sizes and weights of scripts other than Latin have elements of their own.
    for tag, value in (("w:szCs", str(round(look.size * 2))), ("w:bCs", look.bold), ("w:iCs", look.italic)):
        _set_complex(properties, tag, value)
    form = style.paragraph_format
    form.alignment, form.keep_with_next = look.side, look.keep
    form.left_indent, form.first_line_indent = Mm(look.left), Mm(look.indent)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.spacing
    form.widow_control = True


_AFTER = {
    "w:bCs": ("w:b",),
    "w:iCs": ("w:i",),
    "w:szCs": ("w:sz",),
}


def _set_complex(properties: BaseOxmlElement, tag: str, value: str | bool) -> None:
    """The schema wants each of these right behind its twin for Latin."""
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    element = OxmlElement(tag)
    element.set(qn("w:val"), value if isinstance(value, str) else str(int(value)))
    twin = properties.find(qn(_AFTER[tag][0]))
    twin.addnext(element)


def _set_fonts(fonts: BaseOxmlElement) -> None:
    """The font for every script: without east-asian and complex ones, a reader may take another for some letters."""
    fonts.attrib.clear()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)


def _define_rule(document: Docx) -> None:
    """A paragraph of two points, of which only the upper border is seen."""
    style = document.styles.add_style("Đường kẻ", WD_STYLE_TYPE.PARAGRAPH)
    _apply(style, Look(2.0, SIDE.LEFT))
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    form.space_before = Pt(2)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _define_frame(document: Docx) -> None:
    """A table style without lines or padding."""
    style = document.styles.add_style("Khung", WD_STYLE_TYPE.TABLE)
    properties, margins = OxmlElement("w:tblPr"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)
