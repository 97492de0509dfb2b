"""A sheet for a class: questions first, answers apart, in both forms, whatever was written into it."""

from __future__ import annotations

import io
import subprocess

import docx
import pytest

from binhyen.documents import handout
from binhyen.documents.handout import Handout, Question

WHY = '#read("/etc/passwd") *đậm* & <b>: luật nói thế.'


def sheet(questions: int = 12) -> Handout:
    asked = Question(1, "Có cháy, gọi số nào?", (("A", "113"), ("B", "114")), "B", WHY)
    return Handout(
        title="Em biết luật đến đâu",
        about="Phòng cháy. Học sinh.",
        how="Giơ tay. Không ghi tên.",
        questions=tuple(
            Question(n, asked.text, asked.answers, asked.right, asked.why) for n in range(1, questions + 1)
        ),
        answers_title="Đáp án",
        answers_how="Đếm số tay.",
        columns=("Câu", "Đúng", "Vì sao", "Số tay đúng"),
        source="Công an xã (thử)",
        synthetic="Hư cấu",
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    out = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return out.stdout.decode().rstrip("\f").split("\f")


def test_the_answers_stand_on_no_page_with_a_question() -> None:
    text = pages(handout.pdf(sheet()))
    asking = [page for page in text if "Có cháy" in page]
    answering = [page for page in text if "luật nói thế" in page]
    assert asking
    assert answering
    assert not set(asking) & set(answering)
    assert WHY.split(":")[0].split()[-1] in " ".join(answering)


@pytest.mark.parametrize("make", [handout.pdf, handout.docx])
def test_the_same_sheet_gives_the_same_bytes(make) -> None:
    assert make(sheet(2)) == make(sheet(2))


def test_the_word_file_can_be_changed_for_one_s_own_class() -> None:
    document = docx.Document(io.BytesIO(handout.docx(sheet(2))))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[:3] == ["EM BIẾT LUẬT ĐẾN ĐÂU", "Phòng cháy. Học sinh.", "Giơ tay. Không ghi tên."]
    assert text.index("2. Có cháy, gọi số nào?") < text.index("ĐÁP ÁN")
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", "B", WHY, ""]
