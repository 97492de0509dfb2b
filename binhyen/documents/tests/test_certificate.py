"""A certificate: its words, and both files as an office sees them."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import replace

import pytest

from binhyen.documents import Signature, certificate, certificate_word
from binhyen.documents.certificate import Certificate
from binhyen.documents.parts import MOTTO, NATION, SYNTHETIC
from binhyen.documents.tests import printing

PRAISE = Certificate(
    issuer="Chủ tịch Ủy ban nhân dân xã Mỹ Đức",
    title="Giấy khen",
    recipient="Bà Nguyễn Thị Hoài",
    about="Thôn Vĩnh Lạc, xã Mỹ Đức",
    merit="Đã có thành tích xuất sắc trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    number="7",
    symbol="QĐ-UBND",
    decided_on=dt.date(2026, 2, 5),
    place="Mỹ Đức",
    signature=Signature("KT. Chủ tịch", "Phó Chủ tịch", "Lê Quang Huy"),
    book="17",
)
LONG = replace(
    PRAISE,
    gives="Công nhận",
    title="Giấy công nhận",
    recipient="Tổ hòa giải và Tổ bảo vệ an ninh, trật tự của nhân dân hai thôn Đông Mỹ và Tây Mỹ, " * 3,
    merit="Đã dũng cảm, mưu trí cứu ba cháu nhỏ bị nước cuốn trên sông Đáy, nêu gương sáng. " * 8,
    synthetic=True,
)
BLANK = replace(PRAISE, number="", decided_on=None, about="", book="")


def test_the_words_are_spelled_as_official_papers_spell_them():
    made = certificate.sheet(PRAISE)
    assert made.issuer == ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ ĐỨC",)
    assert (made.gives, made.title) == ("TẶNG", "GIẤY KHEN")
    assert made.decision == ("Quyết định số 07/QĐ-UBND", "ngày 05 tháng 02 năm 2026", "Vào sổ vàng số 17")
    assert made.dated == "Mỹ Đức, ngày 05 tháng 02 năm 2026"
    assert made.office == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_number_copied_with_its_symbol_is_not_given_it_twice():
    assert certificate.sheet(replace(PRAISE, number="41/QĐ-UBND")).decision[0] == "Quyết định số 41/QĐ-UBND"


def test_what_the_registry_fills_in_is_dotted():
    assert certificate.sheet(BLANK).decision == ("Quyết định số ……/QĐ-UBND", "ngày …… tháng …… năm ……")


def test_a_name_is_large_and_a_long_one_smaller_but_whole():
    short, long = certificate.sheet(PRAISE), certificate.sheet(LONG)
    assert short.recipient == ("Bà Nguyễn Thị Hoài",)
    assert short.recipient_size == certificate.RECIPIENT_SIZES[0]
    assert long.recipient_size == certificate.RECIPIENT_SIZES[-1]
    assert " ".join(long.recipient) == LONG.recipient.strip()


def test_the_same_certificates_give_the_same_bytes():
    for make in (certificate.pdf, certificate_word.docx):
        assert make([PRAISE, LONG]) == make([PRAISE, LONG])
        assert make([PRAISE]) != make([LONG])


def test_what_people_wrote_is_never_read_as_markup():
    told = '#read("/etc/passwd") *x* \u202e$ \\ <w:t>'
    assert certificate.sheet(replace(PRAISE, recipient=told)).recipient == (
        '#read("/etc/passwd") *x* $ \\ <w:t>',
    )
    assert certificate.pdf([replace(PRAISE, recipient=told, merit=told, about=told)]).startswith(b"%PDF")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    sheets = [PRAISE, LONG, BLANK]
    (folder / "word.docx").write_bytes(certificate_word.docx(sheets))
    (folder / "typst.pdf").write_bytes(certificate.pdf(sheets))
    printing.as_pdf([folder / "word.docx"], folder)
    return {"docx": folder / "word.pdf", "pdf": folder / "typst.pdf"}


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_each_certificate_is_one_sheet_across(printed, kind):
    facts = printing.facts(printed[kind])
    assert facts["Pages"] == "3"
    width, height = (round(float(side)) for side in re.findall(r"[\d.]+", facts["Page size"])[:2])
    assert (width, height) == (842, 595)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_its_words_stand_in_the_order_that_people_know(printed, kind):
    told = printing.text(printed[kind], 1)
    wanted = [
        NATION, MOTTO, "CHỦ TỊCH ỦY BAN", "TẶNG", "GIẤY KHEN", "Bà Nguyễn Thị Hoài", "Thôn Vĩnh Lạc",
        "Đã có thành tích", "Mỹ Đức, ngày 05", "PHÓ CHỦ TỊCH", "Quyết định số 07/QĐ-UBND",
    ]  # fmt: skip
    places = [told.find(each) for each in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert "Lê Quang Huy" in told
    assert SYNTHETIC not in told or kind == "docx"  # one footer serves a whole DOCX
    assert SYNTHETIC in printing.text(printed[kind], 2)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_long_words_never_run_into_the_signature(printed, kind):
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-f", "2", "-l", "2", str(printed[kind]), "-"],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    words = [
        (match[3], float(match[1]), float(match[2]))
        for match in re.finditer(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)<', boxes)
    ]
    lowest = max(bottom for word, _top, bottom in words if word == "sáng.")
    highest = min(top for word, top, _bottom in words if word == "KT.")
    assert lowest < highest
