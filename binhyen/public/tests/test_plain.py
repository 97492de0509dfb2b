"""The pages without JavaScript: sealed here knowingly, everything typed kept, words stretched outside transactions."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.utils import translation

from binhyen.matters.bundles import bundle
from binhyen.matters.models import Matter
from binhyen.offices.directory import for_reading
from binhyen.public import plain
from binhyen.receiving import stretching, unanswered
from binhyen.sealing import words as wording
from binhyen.sealing.branches import Busy, StretchQueue
from binhyen.sealing.spelling import fold

REPORT, RECEIPT = "/bao-tin/khong-javascript/", "/ma-tra-cuu/khong-javascript/"
STORY = "Sòng bạc sau chợ, tối nào cũng có. Tên canary-7f3a."
ANSWERS = {
    "category": "gambling",
    "commune": "10489",
    "conflict": "no",
    "hamlet": "Thôn Suối Lim",
    "place": "nhà cuối ngõ",
    "story": STORY,
    "name": "",
    "contact": "",
    "understood": "on",
}


@pytest.fixture
def quick(monkeypatch):
    """A queue without the guard, for what is tested inside a transaction."""
    monkeypatch.setattr(plain, "QUEUE", StretchQueue())


def words_of(answer):
    found = re.search(r'<ol class="receipt-words".*?</ol>', answer.content.decode(), re.S)
    return re.findall(r"<li>(.*?)</li>", found[0])


def files(client, **changes):
    return client.post(REPORT, ANSWERS | changes)


def test_a_report_is_sealed_stored_and_answered_by_a_receipt(client, resident, quick):
    answer = files(client)
    assert answer.status_code == 201
    assert len(words_of(answer)) == 10
    assert "<svg" in answer.content.decode()
    assert STORY not in answer.content.decode()
    matter = Matter.objects.get()
    assert (matter.sealed, matter.office.slug, matter.area.code) == (
        "server",
        "cong-an-xa-huong-son",
        "10489",
    )
    keys = resident.made.keys[matter.office.slug]
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    sealed = keys.read_matter(held, for_reading()).intake.messages[0].content
    assert (sealed["text"], sealed["hamlet"], sealed["commune"]["code"]) == (STORY, "Thôn Suối Lim", "10489")


def test_a_training_behind_one_address_is_taken_without_javascript_too(client, made, quick):
    for turn in range(20):
        assert client.post(REPORT, ANSWERS | {"story": f"Tin thứ {turn}."}).status_code == 201
    assert Matter.objects.count() == 20


def test_a_report_about_the_office_goes_above(client, made, quick):
    assert files(client, conflict="yes").status_code == 201
    matter = Matter.objects.get()
    assert (matter.office.slug, matter.area.code) == ("cong-an-thanh-pho-ha-noi", "01")


def test_words_are_in_no_address_title_or_cookie(client, made, quick):
    answer = files(client)
    page = answer.content.decode()
    words = words_of(answer)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    addresses = " ".join(
        re.findall(r'(?:href|action|src)="([^"]*)"', page) + re.findall(r"<title>(.*?)</title>", page)
    )
    assert " ".join(words) not in addresses
    assert "+".join(words) not in addresses


def test_neither_story_nor_words_reach_a_log(client, made, quick, caplog, capfd):
    caplog.set_level("DEBUG")
    words = words_of(files(client))
    client.post(RECEIPT, {"words": " ".join(words)})
    client.post(RECEIPT, {"words": " ".join(words[::-1])})
    files(client, category="")
    said = caplog.text + "".join(capfd.readouterr())
    assert "canary-7f3a" not in said
    assert " ".join(words) not in said
    assert " ".join(words[::-1]) not in said


BAD = {
    "category": ("", "Hãy chọn một loại việc.", "Choose what the report is about."),
    "commune": ("", "Hãy chọn xã, phường nơi việc xảy ra.", "Choose the commune where it happens."),
    "conflict": ("", "Hãy chọn một mục", "Choose one: this decides"),
    "story": ("  ", "Hãy viết ít nhất một câu", "Write at least one sentence"),
    "understood": ("", "Hãy đánh dấu nếu bạn vẫn muốn gửi", "Tick this if you still want to send"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("field", BAD)
def test_a_missing_answer_is_named_and_the_rest_is_kept(client, made, field, language):
    value, vietnamese, english = BAD[field]
    answer = client.post(("/en" if language == "en" else "") + REPORT, ANSWERS | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (vietnamese if language == "vi" else english) in page
    assert 'value="nhà cuối ngõ"' in page
    assert field == "story" or STORY in page
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"category": "protest"}, {"commune": "99999"}, {"story": "a" * 20_001}, {"name": "a" * 121}]
)
def test_what_the_form_does_not_offer_is_refused(client, made, changes):
    answer = files(client, **changes)
    assert answer.status_code == 422
    assert not Matter.objects.exists()


@pytest.mark.parametrize("story", ["\x00", "a\x00b", "\ud800"])
def test_bytes_no_keyboard_makes_do_no_harm(client, made, quick, story):
    answer = client.post(REPORT, ANSWERS | {"story": story.encode("utf-8", "surrogatepass")})
    assert answer.status_code in (201, 400, 422)


class Full(StretchQueue):
    def stretch(self, words, installation):
        raise Busy("busy")


@pytest.mark.parametrize(("language", "said"), [("", "Máy chủ đang bận"), ("/en", "The server is busy")])
def test_a_full_queue_keeps_what_was_typed(client, made, monkeypatch, language, said):
    monkeypatch.setattr(plain, "QUEUE", Full())
    answer = client.post(language + REPORT, ANSWERS)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert said in page
    assert STORY in page


def test_words_are_never_stretched_inside_a_transaction(made):
    words = wording.generate_receipt()
    with transaction.atomic(), pytest.raises(stretching.InsideTransaction):
        stretching.QUEUE.stretch(words, "by-none")


def test_a_browser_sealed_matter_asks_again_before_it_is_opened_here(client, resident, quick):
    filed = resident.seals()
    client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    words = " ".join(wording.shown(filed.words))
    asked = client.post(RECEIPT, {"words": words})
    assert asked.status_code == 200
    assert "Tôi hiểu, vẫn mở ở đây" in asked.content.decode()
    assert "Đã đến nơi nhận" not in asked.content.decode()
    opened = client.post(RECEIPT, {"words": words, "sure": "1"})
    assert "Đã đến nơi nhận" in opened.content.decode()


WRONG = {
    "none": ("", "Hãy gõ mười từ trên biên nhận.", "Type the ten words"),
    "nine": ("bà " * 9, "Bạn đã gõ 9", "You typed 9"),
    "unknown": ("xyz" + " bà" * 9, "Từ thứ 1 không có trong danh sách", "Word 1 is not in the list"),
    "unfitting": ("bà " * 10, "chưa khớp", "do not fit"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_words_are_told_where_and_kept(client, made, wrong, language):
    typed, vietnamese, english = WRONG[wrong]
    answer = client.post(("/en" if language == "en" else "") + RECEIPT, {"words": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (vietnamese if language == "vi" else english) in page
    assert typed.strip() in page


def test_right_words_of_nobody_are_not_found_and_kept(client, made, quick):
    typed = " ".join(wording.shown(wording.generate_receipt()))
    answer = client.post(RECEIPT, {"words": typed})
    assert answer.status_code == 404
    assert typed in answer.content.decode()


def test_an_empty_message_is_asked_for(client, resident, quick):
    filed = resident.seals(written="server")
    from binhyen.receiving.filing import store

    store(filed.posted, written="server")
    words = " ".join(wording.shown(filed.words))
    answer = client.post(RECEIPT, {"words": words, "wants": "reply", "text": " "})
    assert answer.status_code == 422
    assert "Hãy viết lời nhắn trước khi gửi." in answer.content.decode()


def test_a_message_posted_again_is_said_once(client, resident, quick):
    from binhyen.public.tests.test_talking import office_asks

    filed = resident.seals()
    client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    typed = {"words": " ".join(wording.shown(filed.words)), "sure": "1", "wants": "reply"}
    replied = Matter.objects.get().entries.filter(act="replied")
    for _time in range(2):
        answer = client.post(RECEIPT, typed | {"text": "Tối qua.\r\nHai người."})
        assert (answer.status_code, "Đã gửi." in answer.content.decode()) == (200, True)
        assert replied.count() == 1
    office_asks(resident, filed)
    client.post(RECEIPT, typed | {"text": "Tối qua.\r\nHai người."})
    assert replied.count() == 2


@pytest.mark.parametrize(("language", "said"), [("", "hãy gọi trực ban"), ("/en", "call the duty desk")])
def test_a_message_that_must_wait_stays_on_the_page(client, resident, quick, monkeypatch, language, said):
    monkeypatch.setattr(unanswered, "MOST_MESSAGES", 1)
    filed = resident.seals()
    client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    typed = {"words": " ".join(wording.shown(filed.words)), "sure": "1", "wants": "reply"}
    assert client.post(RECEIPT, typed | {"text": "Một."}).status_code == 200
    answer = client.post(language + RECEIPT, typed | {"text": "Hai người, một xe."})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert said in page
    assert "Hai người, một xe." in page
    assert Matter.objects.get().entries.filter(act="replied").count() == 1


@pytest.mark.parametrize(
    ("language", "said"), [("", "còn dưới 10000 ký tự"), ("/en", "under 10000 characters")]
)
def test_too_long_a_message_is_said_before_it_is_sealed(client, resident, quick, language, said):
    filed = resident.seals()
    client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    typed = {"words": " ".join(wording.shown(filed.words)), "sure": "1", "wants": "reply"}
    answer = client.post(language + RECEIPT, typed | {"text": "ế" * 10_001})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert client.post(RECEIPT, typed | {"text": "😀" * 10_000}).status_code == 200
    assert Matter.objects.get().entries.filter(act="replied").count() == 1


@pytest.mark.parametrize(
    ("language", "said"), [("", "đơn vị trả lời cả bạn"), ("/en", "the office answers you too")]
)
def test_a_report_that_is_worked_with_another_is_told_what_follows(client, resident, quick, language, said):
    from binhyen.public.tests.test_talking import merged

    first, second = resident.seals(), resident.seals(text="Cũng việc ấy.")
    for filed in (first, second):
        client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    merged(second, first)
    typed = {"words": " ".join(wording.shown(second.words)), "sure": "1"}
    page = client.post(language + RECEIPT, typed).content.decode()
    assert said in page
    assert "BLTTHS 2015 đ. 56" in page
    assert client.post(RECEIPT, typed | {"wants": "reply", "text": "Thêm."}).status_code == 200


@pytest.mark.parametrize("url", [REPORT, RECEIPT])
def test_another_site_cannot_post_here(client, made, url):
    answer = client.post(url, ANSWERS, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_question_to_each_wrong_word_is_written_in_both_languages():
    codes = [
        ("count", None),
        ("unknown_word", 3),
        ("check", 4),
        ("check", None),
        ("ambiguous", None),
        ("is_phrase", None),
    ]
    from binhyen.public.forms import words_wrong

    for code, position in codes:
        suggestion = "gạo" if position else None
        wrong = wording.WordsError(code, position=position, suggestion=suggestion)
        told = []
        for language in ("vi", "en"):
            with translation.override(language):
                told.append(words_wrong(wrong, "a b"))
        assert told[0] != told[1]
        assert not any("{" in each for each in told)


@pytest.mark.parametrize("field", ["story", "place", "name"])
def test_a_receipt_in_the_report_is_caught_before_it_is_sealed(client, made, quick, field):
    spilled = " ".join(wording.shown(wording.generate_receipt()))
    typed = {field: spilled, "identity": "call" if field == "name" else "none"}
    answer = files(client, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "có vẻ có mười từ" in page
    assert re.search(r'<input type="checkbox" name="not_receipt"', page)
    assert not Matter.objects.exists()
    assert files(client, **typed, not_receipt="on").status_code == 201


@pytest.mark.parametrize(("language", "said"), [("", "nên chưa gửi"), ("/en", "it was not sent")])
def test_the_receipt_in_a_message_is_caught_whatever_is_ticked(client, made, quick, language, said):
    words = words_of(files(client))
    typed = {
        "words": " ".join(words),
        "wants": "reply",
        "text": f"Mã {fold(' '.join(words[2:]))}",
        "not_receipt": "on",
    }
    answer = client.post(language + RECEIPT, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Matter.objects.get().entries.count() == 1


def test_what_came_after_ones_own_last_word_is_marked_new(client, resident, quick):
    from binhyen.public.tests.test_talking import office_asks

    filed = resident.seals()
    client.post("/bao-tin/gui/", filed.posted, content_type="application/json")
    typed = {"words": " ".join(wording.shown(filed.words)), "sure": "1"}

    def marks():
        return re.findall(r'<p class="who">.*?</p>', client.post(RECEIPT, typed).content.decode())

    office_asks(resident, filed)
    assert ["Mới" in mark for mark in marks()] == [True]
    assert ["Mới" in mark for mark in marks()] == [True]  # looking is written down nowhere
    client.post(RECEIPT, typed | {"wants": "reply", "text": "Tối qua."})
    office_asks(resident, filed, "Mấy giờ?")
    assert ["Mới" in mark for mark in marks()] == [False, False, True]
