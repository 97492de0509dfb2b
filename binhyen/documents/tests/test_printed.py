"""Both files as an office sees them: the DOCX printed by LibreOffice, the PDF read by Poppler."""

from __future__ import annotations

from dataclasses import replace

import pytest

from binhyen.documents import Form, Paragraph, Table, docx, pdf
from binhyen.documents import parts as words
from binhyen.documents.tests import printing
from binhyen.documents.tests.papers import DECISION, EVERY, LETTER, MINUTES, PLAN, REPORT

pytestmark = pytest.mark.browser

NAMES = [paper.form.name for paper in EVERY]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The PDF of each form, by ("docx" or "pdf", form)."""
    folder = tmp_path_factory.mktemp("printed")
    sources = []
    for paper in EVERY:
        sources.append(folder / f"{paper.form.name}.docx")
        sources[-1].write_bytes(docx(paper))
        (folder / f"{paper.form.name}.typst.pdf").write_bytes(pdf(paper))
    printing.as_pdf(sources, folder)
    return {("docx", name): folder / f"{name}.pdf" for name in NAMES} | {
        ("pdf", name): folder / f"{name}.typst.pdf" for name in NAMES
    }


def in_order(told: str, wanted: list[str]) -> None:
    """Each of the words stands behind the ones before it."""
    place = 0
    for each in wanted:
        found = told.find(each, place)
        assert found >= 0, f"{each!r} is not behind {told[max(0, place - 60) : place]!r}"
        place = found + len(each)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("paper", EVERY, ids=NAMES)
def test_the_parts_are_seen_in_the_order_of_the_annex(printed, kind, paper):
    parts = words.parts(paper)
    told = printing.text(printed[kind, paper.form.name])
    title = [parts.heading, *parts.subject] if parts.heading else ["Kính gửi:"]
    wanted = [words.NATION, words.MOTTO, parts.number, parts.place, *title]
    in_order(told, [each for each in wanted if each])
    in_order(told, [*parts.upper[:1], *parts.issuer, *title])
    first = next(block for block in parts.contents if isinstance(block, words.Line))
    ending = [parts.signing.office[-1], parts.signing.name]
    in_order(told, [title[-1], *(first.lead or first.text).split()[:4], *ending])
    if parts.recipients:
        in_order(told, [title[-1], words.RECIPIENTS, parts.recipients[0], parts.recipients[-1]])


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_a4(printed, kind, name):
    assert printing.facts(printed[kind, name])["Page size"].endswith("(A4)")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_pages_are_numbered_from_the_second_in_the_top_margin(printed, kind):
    plan = printed[kind, "PLAN"]
    pages = int(printing.facts(plan)["Pages"])
    assert pages >= 3
    assert "1" not in printing.lines(plan, 1)
    for page in range(2, pages + 1):
        assert printing.lines(plan, page)[0] == str(page)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_table_s_head_is_repeated_and_all_its_rows_are_there(printed, kind):
    plan = printed[kind, "PLAN"]
    heads = [page for page in (1, 2, 3) if "Đơn vị phối" in printing.text(plan, page)]
    assert heads == [2, 3]
    (table,) = (block for block in PLAN.blocks if hasattr(block, "rows"))
    told = printing.text(plan)
    assert all(row[-1] in told for row in table.rows)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_signature_never_stands_alone_on_a_page(printed, kind):
    decision = printed[kind, "DECISION"]
    assert printing.facts(decision)["Pages"] == "2"
    in_order(printing.text(decision, 2), ["Điều 3.", "Quyết định này./.", "CHỦ TỊCH", "Nguyễn Văn Thắng"])


@pytest.fixture(scope="module")
def ended_by_a_table(tmp_path_factory):
    """The pages of a report that ends with a table of so many rows, by kind and rows; around the end of the page."""
    folder, sources, printed = tmp_path_factory.mktemp("ended"), [], {}
    for count in ROWS:
        rows = tuple((str(number), f"Đơn vị thứ {number}.", "1") for number in range(1, count + 1))
        paper = replace(REPORT, blocks=(Paragraph("Kết quả:"), Table(("TT", "Đơn vị", "Số vụ"), rows)))
        sources.append(folder / f"{count}.docx")
        sources[-1].write_bytes(docx(paper))
        printed["docx", count], printed["pdf", count] = folder / f"{count}.pdf", folder / f"{count}.typst.pdf"
        printed["pdf", count].write_bytes(pdf(paper))
    printing.as_pdf(sources, folder)
    return printed


ROWS = range(16, 26)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_table_s_last_rows_go_with_the_signature_under_its_repeated_head(ended_by_a_table, kind):
    turned = 0
    for count in ROWS:
        printed = ended_by_a_table[kind, count]
        pages = int(printing.facts(printed)["Pages"])
        in_order(
            printing.text(printed, pages),
            [f"Đơn vị thứ {count - 1}.", f"Đơn vị thứ {count}.", "Nguyễn Văn Thắng"],
        )
        if pages == 2:
            turned += 1
            assert "Số vụ" in printing.text(printed, 2)
    assert 0 < turned < len(ROWS), "the rows did not reach the end of the page"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_long_list_of_recipients_is_there_to_the_last(tmp_path, kind):
    names = tuple(f"Đơn vị thứ {number}" for number in range(90))
    source, printed = tmp_path / "long.docx", tmp_path / "long.pdf"
    for blocks in ((Paragraph("Kết quả tốt."),), (Table(("TT", "Đơn vị"), (("1", "Một"),)),)):
        paper = replace(REPORT, blocks=blocks, recipients=names)
        if kind == "pdf":
            printed.write_bytes(pdf(paper))
        else:
            source.write_bytes(docx(paper))
            printing.as_pdf([source], tmp_path)
        in_order(printing.text(printed), [f"- {name};" for name in names])


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_minutes_are_signed_by_the_secretary_on_the_left(printed, kind):
    rows = printing.lines(printed[kind, "MINUTES"], 1)
    assert "THƯ KÝ CHỦ TỌA" in rows
    assert "Vũ Thị Quỳnh Nguyễn Văn Thắng" in rows
    assert MINUTES.signature.title == "CHỦ TỌA"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_only_a_synthetic_document_says_so_on_every_page(printed, kind):
    plan = printed[kind, "PLAN"]
    for page in (1, 2, 3):
        assert printing.lines(plan, page)[-1] == words.SYNTHETIC
    assert words.SYNTHETIC not in printing.text(printed[kind, "LETTER"])


@pytest.mark.parametrize("name", NAMES)
def test_fonts_are_embedded_and_are_the_project_s_own(printed, name):
    fonts = printing.fonts(printed["pdf", name])
    assert fonts
    for font in fonts:
        assert "Tinos" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"]


def test_a_pdf_carries_its_subject_and_issuer(printed):
    facts = printing.facts(printed["pdf", "DECISION"])
    assert facts["Title"] == words.parts(DECISION).title
    assert "XÃ MỸ ĐỨC" in facts["Author"]


def test_a_letter_has_its_subject_under_the_number(printed):
    for kind in ("docx", "pdf"):
        told = printing.text(printed[kind, Form.LETTER.name])
        in_order(
            told,
            ["Số: 145/CAX-TH", "V/v phối hợp", "Kính gửi:", "- Công an xã Phúc Sơn;", "cụm liên kết số 3."],
        )
    assert LETTER.form.heading == ""
