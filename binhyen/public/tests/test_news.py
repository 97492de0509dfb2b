"""The news as readers find it: what stands there, what is gone, what is searched, and that nobody is counted."""

from __future__ import annotations

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from binhyen.kinds.story import acts, shelf
from binhyen.kinds.story.models import Drawn, PublishedPicture, PublishedStory
from binhyen.kinds.story.tests.conftest import NOON, newsroom, photo, standing  # noqa: F401
from binhyen.matters import clock, pictures
from binhyen.public import news

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def path_of(story) -> str:
    shelf.tend()
    return news.address(PublishedStory.objects.get(pk=story.pk))


def read(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    assert not answer.cookies
    return answer.content.decode()


# --- the front page ---------------------------------------------------------------------------------------


def test_the_front_page_says_when_there_is_nothing(client, newsroom):
    assert "Chưa có tin, bài nào" in read(client, "/tin-tuc/")


def test_what_the_editor_chose_stands_first_and_the_latest_ten_beside_it(client, newsroom):
    first, second = (
        newsroom.published(picture=True, minutes=n, title=f"Nên xem {n}") for n in (90, 95)
    )  # fmt: skip
    for minutes in range(1, 13):
        newsroom.published(title=f"Tin {minutes:02}", minutes=minutes)
    newsroom.feature(first, place=2)
    newsroom.feature(second, place=1)
    page = read(client, "/tin-tuc/")
    titles = re.findall(r"Nên xem \d+|Tin \d\d", page)
    assert titles == ["Nên xem 95", "Nên xem 90", *(f"Tin {n:02}" for n in range(1, 11))]
    assert "Xem các tin, bài trước" in page
    newsroom.do(second, "unfeatured", by=newsroom.binh)
    assert re.findall(r"Nên xem \d+", read(client, "/tin-tuc/")) == ["Nên xem 90"]


def test_each_says_its_section_and_its_time(client, newsroom):
    newsroom.published(category="warnings")
    page = read(client, "/tin-tuc/")
    assert "Cảnh báo · Xã Hương Sơn" in page
    assert "12:00, 20/11/2026" in page


def test_a_draft_is_nowhere(client, newsroom):
    draft = newsroom.draft(title="Chưa ai duyệt")
    newsroom.do(draft, "submitted", acts.Submitted())
    newsroom.review(draft)
    for path in ("/tin-tuc/", "/tin-tuc/kho/", "/tin-tuc/tim/?q=duyet", "/tin-tuc/atom.xml", "/sitemap.xml"):
        assert "Chưa ai duyệt" not in read(client, path)
        assert "chua-ai-duyet" not in read(client, path)
    read(client, f"/tin-tuc/chua-ai-duyet-{draft.ref[:8]}/", 404)


# --- a story ----------------------------------------------------------------------------------------------


def test_a_story_is_read_at_its_title_and_the_end_of_its_reference(client, newsroom):
    story = newsroom.published(picture=True, byline="Ban biên tập", kicker="Suối Lim")
    path = path_of(story)
    assert path == f"/tin-tuc/den-sang-duong-thon-{story.ref[:8]}/"
    page = read(client, path)
    for said in ("Đèn sáng đường thôn", "Suối Lim", "<h2>Ai làm</h2>", "<li>Tổ tự quản</li>", "Ban biên tập"):
        assert said in page
    assert 'alt="Con đường có đèn"' in page
    assert "<script>" not in page


def test_another_title_leads_to_the_story_s_own_address(client, newsroom):
    story = newsroom.published()
    answer = client.get(f"/tin-tuc/dau-de-cu-{story.ref[:8]}/")
    assert (answer.status_code, answer["Location"]) == (301, path_of(story))


def test_a_correction_is_shown_with_its_day_and_the_address_follows_the_title(client, newsroom):
    story = newsroom.published()
    before = path_of(story)
    with clock.at(NOON + dt.timedelta(days=1)):
        newsroom.correct(story, wrong="Có 12 đèn, không phải 10.", title="Mười hai ngọn đèn")
    after = path_of(story)
    page = read(client, after)
    assert "Có 12 đèn, không phải 10." in page
    assert "12:00, 21/11/2026" in page
    assert client.get(before)["Location"] == after


def test_what_was_taken_down_says_so_and_not_a_word_of_it_is_left(client, newsroom):
    story = newsroom.published(picture=True, title="Bà Tám bắt trộm", named="in_office")
    path = path_of(story)
    picture = read(client, path).split('<img src="')[1].split('"')[0]
    assert client.get(picture).status_code == 200
    newsroom.take_down(story)
    page = read(client, path, 410)
    assert "Bà Tám" not in page
    assert "Bài này đã được gỡ" in page
    assert client.get(picture).status_code == 404
    assert "Bà Tám" not in read(client, "/tin-tuc/")
    assert "Bà Tám" not in read(client, "/tin-tuc/tim/?q=tam")
    row = PublishedStory.objects.get(pk=story.pk)
    assert (row.title, row.folded, row.slug) == ("", "", "")
    assert not Drawn.objects.exists()


def test_why_it_was_taken_down_is_told_where_it_points_at_nobody(client, newsroom):
    silent, said = newsroom.published(minutes=1), newsroom.published()
    paths = path_of(silent), path_of(said)
    newsroom.take_down(silent, "consent_withdrawn")
    newsroom.take_down(said, "wrong")
    assert "nội dung sai" not in read(client, paths[0], 410)
    assert "đồng ý" not in read(client, paths[0], 410)
    assert "nội dung sai" in read(client, paths[1], 410)


def test_the_page_around_a_story_is_english_and_the_story_is_said_to_be_vietnamese(client, newsroom):
    page = read(client, "/en" + path_of(newsroom.published()))
    assert '<html lang="en">' in page
    assert '<article lang="vi">' in page
    assert "Good ways of working" in page


# --- pictures and cards -----------------------------------------------------------------------------------


def test_a_picture_is_served_at_its_widths_alone_and_never_larger_than_it_is(client, newsroom):
    path = path_of(newsroom.published(picture=True))
    srcset = re.findall(r"(/tin-tuc/anh/\S+-(\d+)\.jpg) (\d+)w", read(client, path))
    assert [int(width) for _address, width, _w in srcset] == [240, 480, 800]
    for address, width, _w in srcset:
        answer = client.get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == news.A_WEEK
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert drawn.width == int(width)
            assert not drawn.getexif()
    read(client, srcset[0][0].replace("-240", "-4000"), 404)
    read(client, srcset[0][0].replace("-240", "-x"), 404)
    assert pictures.widths_of(300) == [240]
    assert pictures.widths_of(100) == [100]


def test_a_picture_is_drawn_once(client, newsroom):
    path = path_of(newsroom.published(picture=True))
    address = read(client, path).split('<img src="')[1].split('"')[0]
    bodies = {client.get(address).content for _ in range(3)}
    assert len(bodies) == 1
    assert Drawn.objects.count() == 1


def test_a_picture_that_was_removed_is_gone_from_the_story_and_from_its_address(client, newsroom):
    story = newsroom.published(picture=True)
    path = path_of(story)
    address = read(client, path).split('<img src="')[1].split('"')[0]
    seq = next(entry.seq for entry in story.entries.all() if entry.act == "picture_added")
    newsroom.do(story, "picture_removed", acts.PictureDropped(seq))
    read(client, address, 404)
    assert "<img" not in read(client, path).split("<article")[1]


def test_a_card_is_a_png_of_the_size_that_others_show_and_changes_its_name_with_its_words(client, newsroom):
    story = newsroom.published()
    path = path_of(story)
    card = re.search(r'og:image" content="http://testserver(\S+)"', read(client, path))[1]
    answer = client.get(card)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", news.A_WEEK)
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    assert len(answer.content) < 60_000
    newsroom.correct(story, title="Đầu đề khác")
    read(client, card, 404)


# --- search -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["Đèn đường", "den duong", "DEN  DUONG", "dđèn", "suoi lim", "tự quản"])
def test_search_needs_no_marks(client, newsroom, question):
    newsroom.published()
    found = "Đèn sáng đường thôn" in read(client, f"/tin-tuc/tim/?q={question}")
    assert found == (question != "dđèn")


def test_those_with_the_words_in_the_title_come_first(client, newsroom):
    newsroom.published(title="Cũ nhưng đúng: lừa đảo", minutes=50)
    newsroom.published(title="Mới", body="Có một câu về lừa đảo.")
    page = read(client, "/tin-tuc/tim/?q=lua+dao")
    assert page.index("Cũ nhưng đúng") < page.index(">Mới<")


@pytest.mark.parametrize("question", ["%25", "_", "' OR 1=1 --", "<script>", "a" * 5000, "%00", "x " * 500])
def test_whatever_is_asked_is_answered(client, newsroom, question):
    newsroom.published()
    page = read(client, f"/tin-tuc/tim/?q={question}")
    assert "Đèn sáng" not in page
    assert "<script>" not in page


def test_a_question_is_not_stored_on_the_way_and_not_carried_to_the_other_language(client, newsroom):
    answer = client.get("/tin-tuc/tim/?q=ma+tuy")
    assert answer["Cache-Control"] == "no-store"
    assert "/en/tin-tuc/tim/?q=" not in answer.content.decode()


# --- lists and what programs read -------------------------------------------------------------------------


def test_a_section_and_the_archive_are_read_page_by_page(client, newsroom, monkeypatch):
    monkeypatch.setattr(news, "PAGE", 2)
    for n in range(3):
        newsroom.published(title=f"Tin {n}", minutes=n, category="law")
    newsroom.published(title="Khác", minutes=9)
    assert re.findall(r"Tin \d", read(client, "/tin-tuc/chuyen-muc/hieu-luat/")) == ["Tin 0", "Tin 1"]
    assert re.findall(r"Tin \d", read(client, "/tin-tuc/chuyen-muc/hieu-luat/?trang=2")) == ["Tin 2"]
    assert "Khác" in read(client, "/tin-tuc/kho/?trang=2")
    read(client, "/tin-tuc/chuyen-muc/khong-co/", 404)


def test_every_section_has_an_address():
    assert set(news.ADDRESSES.values()) == set(acts.CATEGORIES)


def test_the_feed_is_atom_and_an_entry_keeps_its_name(client, newsroom):
    story = newsroom.published(title="Một & <hai>")

    def feed():
        answer = client.get("/tin-tuc/atom.xml")
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ET.fromstring(answer.content)

    before = feed()
    assert before.find("a:entry/a:title", ATOM).text == "Một & <hai>"
    with clock.at(NOON + dt.timedelta(days=1)):
        newsroom.correct(story, title="Khác")
    after = feed()
    name = before.find("a:entry/a:id", ATOM).text
    assert name == after.find("a:entry/a:id", ATOM).text
    assert re.fullmatch(r"tag:[a-z.]+,2026-11-20:tin-tuc/[a-z2-7]{26}", name)
    assert after.find("a:entry/a:updated", ATOM).text.startswith("2026-11-21")
    assert after.find("a:entry/a:published", ATOM).text.startswith("2026-11-20")
    for wanted in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert after.find(wanted, ATOM) is not None, wanted


def test_the_map_of_the_site_names_stories_and_no_desk(client, newsroom):
    path = path_of(newsroom.published())
    page = read(client, "/sitemap.xml")
    assert f"http://testserver{path}</loc><lastmod>2026-11-20" in page
    assert "ban-lam-viec" not in page
    assert "ma-tra-cuu" not in page


def test_programs_are_asked_to_leave_the_desk_and_receipts_alone(client, db):
    page = read(client, "/robots.txt")
    for path in ("/ban-lam-viec/", "/en/ban-lam-viec/", "/ma-tra-cuu/", "/tin-tuc/tim/"):
        assert f"Disallow: {path}\n" in page
    assert "Disallow: /bao-tin/\n" not in page
    assert "Sitemap: http://testserver/sitemap.xml" in page


# --- the shelf --------------------------------------------------------------------------------------------


def laid():
    """Every row that is laid out, as it would be compared."""
    stories = list(PublishedStory.objects.order_by("pk").values())
    return stories, list(PublishedPicture.objects.order_by("story", "number").values_list("sha256", "alt"))


def test_the_shelf_is_nothing_but_the_journals(newsroom):
    story = newsroom.published(picture=True)
    newsroom.feature(story)
    shelf.tend()
    before = laid()
    PublishedStory.objects.all().delete()
    shelf.tend()
    assert laid() == before


def test_a_row_that_somebody_wrote_is_no_story(client, newsroom):
    """What is not as its journal says is laid out anew; what was no story is taken off."""
    draft, story = newsroom.draft(), newsroom.published()
    shelf.tend()
    PublishedStory.objects.filter(pk=story.pk).update(title="Giả", head_seq=1)
    PublishedStory.objects.create(
        matter=draft, head_seq=99, short=draft.ref[:8], published_at=NOON, title="Giả", slug="gia"
    )
    page = read(client, "/tin-tuc/")
    assert "Giả" not in page
    assert "Đèn sáng đường thôn" in page


def test_an_undisturbed_shelf_costs_two_questions(newsroom):
    newsroom.published(picture=True)
    shelf.tend()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shelf.tend()
    assert len(asked) == 2


@pytest.mark.parametrize("path", ["/tin-tuc/", "/tin-tuc/kho/", "/tin-tuc/chuyen-muc/cach-lam-hay/"])
def test_a_list_asks_as_often_for_one_story_as_for_many(client, newsroom, path):
    counted = []
    for more in (1, 6):
        for n in range(more):
            newsroom.published(picture=True, minutes=n + 10 * more)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_reading_writes_nothing_down(client, newsroom):
    path = path_of(newsroom.published(picture=True))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert not [each for each in asked if not each["sql"].startswith("SELECT")]


def test_a_page_that_one_has_is_not_sent_again_and_what_was_taken_down_is_gone_at_once(client, newsroom):
    story = newsroom.published()
    path = path_of(story)
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache"
    again = {"If-None-Match": first["ETag"]}
    kept = client.get(path, headers=again)
    assert (kept.status_code, kept.content, kept["Cache-Control"]) == (304, b"", "no-cache")
    newsroom.take_down(story)
    gone = client.get(path, headers=again)
    assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")


def test_a_photo_from_a_phone_is_served_without_where_it_was_taken(client, newsroom):
    story = newsroom.draft()
    newsroom.add_picture(story, body=photo(3000, 1500))
    newsroom.do(story, "submitted", acts.Submitted())
    newsroom.review(story)
    newsroom.do(story, "published")
    page = read(client, path_of(story))
    assert 'width="2400" height="1200"' in page
