"""A story through the desk's pages: written, given pictures, read before it is published, and by whom."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.story import acts
from binhyen.kinds.story.tests.conftest import NOON, newsroom, photo, standing  # noqa: F401
from binhyen.matters.models import Matter

LIST = "chi-dao/tin-bai/"
TEXTS = {"title": "Đèn sáng", "lead": "Có đèn.", "body": "Thôn có đèn.\n[ảnh 2]", "named": "nobody"}


class Writer:
    """Somebody at the desk's pages of stories."""

    def __init__(self, person) -> None:
        self.desk = Desk(person)

    def see(self, path: str, status: int = 200) -> str:
        answer = self.desk.see(f"{LIST}{path}")
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    def post(self, path: str, **data):
        return self.desk.post(f"{self.desk.home}{LIST}{path}", data)

    def done(self, path: str, **data) -> None:
        answer = self.post(path, **data)
        assert answer.status_code == 302, answer.content.decode()

    def draft(self, room, **more) -> Matter:
        self.done(
            "moi/",
            office=room.office.pk, area=room.office.area_id, **{"category": "news"} | TEXTS | more,
        )  # fmt: skip
        return Matter.objects.filter(kind="news_story").order_by("-received_on").first()

    def add_picture(self, story, body=None, consent="no_face", **more) -> None:
        file = SimpleUploadedFile("x.jpg", body or photo(), "image/jpeg")
        said = {"file": file, "caption": "Ngọn đèn", "alt": "Một ngọn đèn", "consent": consent} | more
        self.done(f"{story.ref}/picture_added/", **said)


@pytest.fixture
def mai(newsroom):
    return Writer(newsroom.mai)


@pytest.fixture
def binh(newsroom):
    return Writer(newsroom.binh)


def test_a_story_is_written_read_and_published_through_its_pages(newsroom, mai, binh, client):
    assert "Viết bài mới" in mai.see("")
    story = mai.draft(newsroom)
    mai.add_picture(story)
    mai.done(f"{story.ref}/submitted/")
    binh.done(f"{story.ref}/reviewed/", checked=acts.CHECKS)
    binh.done(f"{story.ref}/published/")
    binh.done(f"{story.ref}/featured/", place=1)
    page = binh.see(f"{story.ref}/")
    address = re.search(r'href="(/tin-tuc/[^"]+)"', page)[1]
    assert "đứng thứ 1" in page
    assert client.get(address).status_code == 200


def test_the_forms_of_rewriting_and_correcting_begin_with_the_text(newsroom, mai, binh):
    story = mai.draft(newsroom)
    form = mai.see(f"{story.ref}/rewritten/")
    assert 'value="Đèn sáng"' in form
    assert "Thôn có đèn." in form
    published = newsroom.published(body="Mười đèn.")
    form = binh.see(f"{published.ref}/correction_published/")
    assert "Mười đèn." in form
    assert 'name="wrong"' in form


def test_what_was_typed_stays_when_something_is_missing(newsroom, mai):
    answer = mai.post("moi/", **TEXTS | {"title": "", "category": "news"})
    assert answer.status_code == 422
    assert "Thôn có đèn." in answer.content.decode()


def test_a_writer_is_told_at_the_desk_why_it_cannot_be_reviewed_alone(newsroom, mai):
    story = mai.draft(newsroom)
    mai.done(f"{story.ref}/submitted/")
    answer = mai.post(f"{story.ref}/reviewed/", checked=acts.CHECKS)
    assert answer.status_code == 422
    assert "không tự duyệt được" in answer.content.decode()


def test_a_preview_is_the_page_that_readers_will_see(newsroom, mai, client):
    story = mai.draft(newsroom, kicker="Suối Lim")
    mai.add_picture(story)
    preview = mai.see(f"{story.ref}/xem-truoc/")
    for said in ("Xem trước", "Suối Lim", "Đèn sáng", "Thôn có đèn.", 'alt="Một ngọn đèn"'):
        assert said in preview
    picture = re.search(r'<img src="([^"]+)"', preview)[1]
    answer = mai.desk.get(picture)
    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert drawn.format == "JPEG"
    assert client.get(picture).status_code == 302  # a stranger goes to the door


def test_neither_page_nor_picture_of_a_draft_is_another_office_s(newsroom, mai):
    story = mai.draft(newsroom)
    mai.add_picture(story)
    picture = re.search(r'<img src="([^"]+)"', mai.see(f"{story.ref}/xem-truoc/"))[1]
    hai = Writer(newsroom.hai)
    hai.see(f"{story.ref}/", 404)
    hai.see(f"{story.ref}/xem-truoc/", 404)
    assert hai.desk.get(picture).status_code == 404


def test_a_paper_is_refused_where_a_picture_is_asked_for(newsroom, mai):
    story = mai.draft(newsroom)
    assert 'accept=".jpg,.jpeg,.png,.webp"' in mai.see(f"{story.ref}/picture_added/")
    paper = SimpleUploadedFile("x.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
    said = {"caption": "Giấy", "alt": "Tờ giấy", "consent": "no_face"}
    answer = mai.post(f"{story.ref}/picture_added/", file=paper, **said)
    assert answer.status_code == 422
    assert "Chỗ này chỉ nhận ảnh" in answer.content.decode()
    assert "Tờ giấy" in answer.content.decode()


def test_a_picture_s_acts_stand_beside_it_and_know_which_it_is(newsroom, mai):
    story = mai.draft(newsroom)
    mai.add_picture(story, consent="not_yet")
    page = mai.see(f"{story.ref}/")
    assert "Chưa hỏi xong" in page
    agreed = re.search(rf"{story.ref}/(picture_agreed/\?picture=\d+)", page)[1]
    assert "Ngọn đèn" in mai.see(f"{story.ref}/{agreed}")
    mai.done(f"{story.ref}/{agreed}", consent="adults_agreed")
    page = mai.see(f"{story.ref}/")
    assert "picture_agreed" not in page
    mai.done(f"{story.ref}/" + re.search(rf"{story.ref}/(picture_dropped/\?picture=\d+)", page)[1])
    assert "Chưa có ảnh" in mai.see(f"{story.ref}/")


def test_the_desk_s_panel_offers_what_needs_no_file_and_is_about_something(newsroom, mai):
    story = newsroom.draft()
    panel = mai.desk.get(f"{mai.desk.home}viec/{story.ref}/").content.decode()
    assert f"/{story.ref}/submitted/" in panel
    assert "Đèn sáng đường thôn" in panel
    assert "picture_added" not in panel
    assert "picture_dropped" not in panel
    form = mai.desk.get(f"{mai.desk.home}viec/{story.ref}/rewritten/").content.decode()
    assert "Đèn sáng đường thôn" in form


def test_a_long_text_is_folded_in_the_journal(newsroom, mai):
    story = newsroom.draft(body="Rất dài. " * 100)
    assert re.search(r"<details><summary>Rất dài\.", mai.see(f"{story.ref}/"))


@pytest.mark.parametrize("size", ["0", "99999", "x", "2400"])
def test_no_other_width_of_a_draft_s_picture_is_drawn(newsroom, mai, size):
    story = mai.draft(newsroom)
    mai.add_picture(story)
    picture = re.search(r'<img src="([^"]+)"', mai.see(f"{story.ref}/xem-truoc/"))[1]
    assert mai.desk.get(re.sub(r"-\d+\.jpg", f"-{size}.jpg", picture)).status_code == 404


def test_the_list_says_the_section_and_since_when(newsroom, mai):
    newsroom.published()
    assert "Cách làm hay, đăng 20-11-2026" in mai.see("")
    assert dt.date(2026, 11, 20) == NOON.date()


def test_whoever_reviews_reads_the_whole_above_what_is_to_be_ticked(newsroom, mai, binh):
    story = mai.draft(newsroom)
    mai.add_picture(story)
    mai.done(f"{story.ref}/submitted/")
    form = binh.see(f"{story.ref}/reviewed/")
    for said in ("Thôn có đèn.", "Ngọn đèn", "Không nhận ra ai trong ảnh", "Không nêu tên ai"):
        assert form.index(said) < form.index('name="checked"')


def test_the_first_form_says_how_to_write_and_gives_the_text_a_page(newsroom, mai):
    form = mai.see("moi/")
    assert "Mỗi dòng là một đoạn." in form
    assert 'rows="18"' in form
