"""The spelling and punctuation that annex I asks of each part."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from binhyen.documents import Article, Basis, Form, Heading, Paragraph, Table
from binhyen.documents.layout import LINE
from binhyen.documents.parts import Line, day, parts
from binhyen.documents.tests.papers import DECISION, LETTER, MINUTES, PLAN, REGULATION, REPORT


def contents(*blocks, form=Form.PLAN) -> list[str]:
    made = parts(dataclasses.replace(PLAN, form=form, blocks=blocks)).contents
    return [" ".join(part for part in (line.lead, line.text) if part) for line in made]


@pytest.mark.parametrize(
    ("date", "told"),
    [
        (dt.date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (dt.date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, "ngày …… tháng …… năm ……"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(date, told):
    assert day(date) == told


@pytest.mark.parametrize(
    ("number", "told"), [("7", "Số: 07/"), ("12", "Số: 12/"), ("", "Số: ……/"), ("0a", "Số: 0a/")]
)
def test_a_number_below_ten_has_a_zero(number, told):
    assert parts(dataclasses.replace(PLAN, number=number)).number == f"{told}KH-BCĐ"


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    assert contents(Basis("Căn cứ A"), Basis("Căn cứ B;"), Basis("Căn cứ C;"), Paragraph("D")) == [
        "Căn cứ A;",
        "Căn cứ B;",
        "Căn cứ C.",
        "D./.",
    ]


def test_a_basis_that_a_sentence_goes_on_from_keeps_its_comma():
    assert contents(Basis("Thực hiện A,"), Paragraph("Ban Chỉ đạo làm B"))[0] == "Thực hiện A,"


@pytest.mark.parametrize("text", ["Hết", "Hết.", "Hết./.", "Hết;", "Hết ./."])
def test_the_last_words_end_with_the_closing_mark_once(text):
    assert contents(Paragraph(text)) == ["Hết./."]


def test_a_document_that_ends_with_a_table_gets_no_closing_mark():
    made = parts(dataclasses.replace(PLAN, blocks=(Paragraph("A."), Table(("x",), (("y",),))))).contents
    assert made[0] == Line("text", "A.")


def test_a_decision_decides_after_its_bases():
    told = contents(Basis("Căn cứ A"), Article(1, "Lập B."), Paragraph("C."), form=Form.DECISION)
    assert told == ["Căn cứ A.", "QUYẾT ĐỊNH:", "Điều 1. Lập B.", "C./."]
    assert contents(Article(1, "Lập B."), form=Form.DECISION)[0] == "QUYẾT ĐỊNH:"


def test_an_article_s_title_is_bold_and_its_sentence_is_not():
    title, _text, sentence = parts(
        dataclasses.replace(PLAN, blocks=(Article(1, "Phạm vi"), Paragraph("A."), Article(2, "Giao B.")))
    ).contents
    assert (title.lead, title.text) == ("Điều 1. Phạm vi", "")
    assert (sentence.lead, sentence.text) == ("Điều 2.", "Giao B./.")


def test_an_authority_is_named_over_a_decision_s_bases():
    assert parts(DECISION).decided_by == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC"
    assert parts(dataclasses.replace(DECISION, decided_by="")).decided_by == "ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC"
    assert parts(PLAN).decided_by == ""


def test_a_regulation_names_its_decision_and_has_no_number_of_its_own():
    made = parts(REGULATION)
    assert (made.number, made.place) == ("", "")
    assert made.issued_with == "(Kèm theo Quyết định số 12/QĐ-BCĐ ngày 05 tháng 3 năm 2026)"
    assert made.contents[0] == Line("chapter", "QUY ĐỊNH CHUNG", "Chương I", keep=True)
    assert made.recipients == ()


def test_minutes_without_a_date_have_no_place_and_date():
    assert parts(MINUTES).place == ""
    assert parts(dataclasses.replace(MINUTES, date=dt.date(2026, 3, 27))).place.startswith("Mỹ Đức, ngày 27")


def test_a_letter_has_no_type_and_its_subject_begins_with_v_v():
    made = parts(LETTER)
    assert (made.heading, made.subject) == ("", ())
    assert made.letter_subject.startswith("V/v phối hợp")
    again = dataclasses.replace(LETTER, subject=made.letter_subject)
    assert parts(again).letter_subject == made.letter_subject


def test_one_addressee_stands_alone_and_several_are_listed():
    assert parts(REPORT).addressed_to == ("Ban Chỉ đạo 138 thành phố Hà Nội",)
    assert parts(LETTER).addressed_to == (
        "- Công an xã Phúc Sơn;",
        "- Công an xã Hồng Sơn;",
        "- Ban Chỉ huy Quân sự các xã trong cụm liên kết số 3.",
    )


def test_whom_a_document_is_addressed_to_comes_first_among_the_recipients():
    assert parts(LETTER).recipients[0] == "- Như trên;"
    assert parts(DECISION).recipients[0] == "- Như Điều 3;"


def test_headings_take_capitals_by_their_level():
    assert contents(Heading("I. Mục đích"), Heading("1. Yêu cầu", 2), Paragraph("A"))[:2] == [
        "I. MỤC ĐÍCH",
        "1. Yêu cầu",
    ]


@pytest.mark.parametrize("level", [0, 4])
def test_a_heading_has_three_levels(level):
    with pytest.raises(ValueError, match="level"):
        Heading("x", level)


@pytest.mark.parametrize(
    ("rows", "widths"), [((("a",),), ()), ((("a", "b"),), (1,)), ((("a", "b"),), (1, 0))]
)
def test_a_table_that_does_not_add_up_is_refused(rows, widths):
    with pytest.raises(ValueError, match="table"):
        Table(("x", "y"), rows, widths)


def test_a_table_s_columns_share_the_line_and_hold_their_longest_word():
    told = "Rà soát, lập danh sách các tụ điểm phức tạp về ma túy, cờ bạc"
    made = parts(
        dataclasses.replace(PLAN, blocks=(Table(("TT", "Nhiệm vụ", "Hạn"), (("1", told, "31/12/2026"),)),))
    )
    (grid,) = made.contents
    assert sum(grid.shares) == pytest.approx(1)
    assert grid.shares[1] > 0.6
    assert grid.shares[2] * LINE > 20
    assert grid.alignments == ("center", "left", "left")


def test_a_short_last_line_is_kept_with_the_one_above_it():
    """A signature stands under two lines of text at least, so the last two paragraphs go together when one is short."""
    long = (
        "Các đơn vị nhận kế hoạch tổ chức thực hiện và báo cáo kết quả kèm minh chứng trước ngày cuối tháng. "
        * 2
    )
    kept = [
        [
            line.keep
            for line in parts(dataclasses.replace(REPORT, blocks=tuple(map(Paragraph, texts)))).contents
        ]
        for texts in (["Một.", "Hai.", "Ba."], ["Một.", "Hai.", long])
    ]
    assert kept == [[False, True, True], [False, False, True]]
