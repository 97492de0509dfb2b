"""Text from people is printed, never interpreted: not as markup, not as XML, not as a command of typst."""

from __future__ import annotations

import dataclasses
import io
import unicodedata

import docx as reader
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.documents import (
    Article,
    Basis,
    Form,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    docx,
    pdf,
)
from binhyen.documents.tests import printing
from binhyen.documents.text import balanced, clean

MARKUP = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    '#panic("x")',
    "$x^2$ *a* _b_ `c` <d> @e ~ \\ // f /* g */ - + = h",
    "</w:t></w:r><w:r><w:t>&amp;",
    "]]> <!-- {{ x }} {% x %}",
    "= Tiêu đề",
    '"; #sys.inputs; "',
]


def everywhere(text: str, form: Form = Form.DECISION) -> Paper:
    """A paper with the same text in every place that takes one."""
    return Paper(
        form=form,
        issuer=text,
        upper=text,
        number=text,
        symbol=text,
        place=text,
        date=None,
        subject=text,
        blocks=(
            Basis(text),
            Paragraph(text),
            Heading(text),
            Heading(text, 2),
            Heading(text, 3),
            Article(1, text),
            Table((text, text), ((text, text), ("", text)), numeric=frozenset({1})),
            Paragraph(text),
        ),
        signature=Signature(text, text, text),
        second_signature=Signature(text, text, text),
        recipients=(text, text),
        addressed_to=(text, text),
        decided_by=text,
        issued_with=text,
        synthetic=True,
    )


def body(data: bytes) -> str:
    document = reader.Document(io.BytesIO(data))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_words_in_a_docx(text):
    # The "./." at the end takes the place of the marks that the text ends with.
    paper = everywhere(f"{text} hết")
    assert body(docx(paper)).count(" ".join(f"{text} hết".split())) >= 4


@pytest.mark.browser
@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_words_in_a_pdf(text, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(
        pdf(dataclasses.replace(everywhere("x"), subject=text, blocks=(Paragraph(f"{text} hết"),)))
    )
    assert f"{' '.join(text.split())} hết./." in printing.text(path)


def test_no_file_is_read_into_a_pdf():
    """`#read` of the template itself would grow the document by its pages."""
    asked = pdf(everywhere('#read("paper.typ")'))
    assert len(asked) < 2 * len(pdf(everywhere("Xin đọc tệp paper.typ")))


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcde\nf"),
        ("một\u202ehai\u202c\u2066ba\u2069\u200f\u200ebốn\u061c", "mộthaibabốn"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\r\nb\rc\vd\fe\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        ("\ud800lẻ\udfff", "lẻ"),
        ("a\ufffeb\uffffc\ufdd0d\U0001ffffe", "abcde"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hằng"), "Nguyễn Thị Hằng"),
        ("a\tb", "a b"),
    ],
)
def test_what_cannot_be_printed_is_taken_out(given_text, wanted):
    assert clean(given_text) == wanted


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "\u202e", "", " ", "\n\n", "😀 العربية עברית 漢字", "a" * 3000, "ă " * 3000]
)
@pytest.mark.parametrize("form", list(Form), ids=lambda form: form.name)
def test_no_text_stops_a_document(text, form):
    paper = everywhere(text, form)
    assert reader.Document(io.BytesIO(docx(paper)))
    assert pdf(paper).startswith(b"%PDF-")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_makes_both_documents(text):
    paper = everywhere(text)
    docx(paper)
    pdf(paper)


@settings(deadline=None)
@given(st.text(alphabet="ab \n", max_size=200), st.integers(1, 40))
def test_balancing_loses_no_word_and_fills_no_line_beyond_its_room(text, room):
    lines = balanced(text, room, len)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= room or " " not in line for line in lines)


def test_balancing_makes_lines_of_like_length():
    assert balanced("aaaa bbbb cccc dd", 14, len) == ("aaaa bbbb", "cccc dd")
