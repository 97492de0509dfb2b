"""The index in the Worker, asked directly in a browser: folding, order, snippets, what is alike and why, hints.

Modules under test: static/js/sealing/ search, postings, folding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from binhyen.matters.offence_words import WORDS
from binhyen.units.folding import fold
from tests.browser import sealing_page

pytestmark = pytest.mark.browser

HINTS = [{"code": code, "label": code, "words": list(words)} for code, words in WORDS.items()]
CLEAR = {
    "title": "Đánh bạc", "place": "Xã Hương Sơn", "area": "10489", "number": "12/2026", "short": "abcd-efgh",
    "state": "Mới", "received_on": "2026-11-20",
}  # fmt: skip


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with sealing_page.opened_page(chromium) as opened:
        yield opened


def told(page: Page, texts: list[Any], ask: str) -> Any:
    """The index holds these texts (or (text, clear) pairs) as m0, m1, …; `ask` is a script over it."""
    held = [
        {"ref": f"m{i}", "texts": [text], "clear": CLEAR | more}
        for i, (text, more) in enumerate(each if isinstance(each, tuple) else (each, {}) for each in texts)
    ]
    script = f"""async ([held, hints]) => {{
        const {{ fold, prepared }} = await import("/js/sealing/folding.js");
        const {{ createIndex }} = await import("/js/sealing/search.js");
        const index = createIndex(hints);
        held.forEach((each) => index.put(prepared(each)));
        return {ask};
    }}"""
    return page.evaluate(script, [held, HINTS])


def refs(answer: dict[str, Any]) -> list[str]:
    return [hit["ref"] for hit in answer["hits"]]


NAMES = ["Đặng Ngọc Ánh", "ĐƯỜNG Đê", "Nguyễn  Huệ", "Ấp Bắc ươm tơ", "Khuê Dương", "O\u0302ng Quy\u0300nh"]


def test_folding_is_that_of_the_server(page: Page) -> None:
    for name in NAMES:
        assert " ".join(told(page, [], f"fold({name!r})").split()) == fold(name)


STORIES = ["Sòng bạc sau chợ Đục Khê, tối nào cũng có.", "Mất trộm con bò.", "Bạc màu, song cửa gãy."]


@pytest.mark.parametrize(
    "query", ["sòng bạc", "song bac", "SONG BẠC", "sòng bạ", "  bạc, sòng ", "so\u0300ng ba\u0323c"]
)
def test_marks_case_order_and_an_unfinished_word_do_not_matter(page: Page, query: str) -> None:
    found = refs(told(page, STORIES, f"index.search({query!r})"))
    assert set(found) == {"m0", "m2"}


def test_side_by_side_and_as_written_comes_first(page: Page) -> None:
    assert refs(told(page, STORIES, "index.search('song bac')"))[0] == "m0"
    both = ["Ở đó có ban dâm.", "Ở đó có bán dâm."]
    assert refs(told(page, both, "index.search('bán dâm')")) == ["m1", "m0"]


@pytest.mark.parametrize(
    "query", ["12/2026", "abcd-efgh", "hương sơn", "20/11/2026", "2026-11-20", "đánh bạc", "m0"]
)
def test_what_stands_in_clear_is_found_too(page: Page, query: str) -> None:
    other = (
        "x",
        {
            "title": "Trộm",
            "place": "Xã Phúc",
            "number": "7/2025",
            "short": "zzzz",
            "received_on": "2025-01-02",
        },
    )
    assert refs(told(page, [("y", {}), other], f"index.search({query!r})")) == ["m0"]


def test_what_was_found_is_marked_and_nothing_is_lost_or_added(page: Page) -> None:
    (hit,) = told(page, STORIES[:1], "index.search('chợ đục')")["hits"]
    assert [piece["text"] for piece in hit["pieces"] if piece["hit"]] == ["chợ", "Đục"]
    assert "".join(piece["text"] for piece in hit["pieces"]) == STORIES[0]
    far = "đầu " * 300 + "con dao phay" + " cuối" * 300
    (hit,) = told(page, [far], "index.search('dao')")["hits"]
    shown = "".join(piece["text"] for piece in hit["pieces"])
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "con dao phay" in shown
    assert len(shown) < 250


def test_what_was_taken_out_or_changed_is_not_found_as_it_was(page: Page) -> None:
    change = "index.put(prepared({ref: 'm0', clear: {}, texts: ['Mất xe.']})), index.drop('m1')"
    script = f"({change}, [index.search('sòng bạc'), index.search('mất'), index.size()])"
    gone, changed, size = told(page, STORIES, script)
    assert refs(gone) == ["m2"]
    assert refs(changed) == ["m0"]
    assert size == 2


@pytest.mark.parametrize(
    "query", ["", "  ", "…", "constructor", "__proto__", "a" * 5000, "\\u0000", "toString"]
)
def test_odd_questions_are_answered_with_nothing(page: Page, query: str) -> None:
    assert told(page, STORIES, f"index.search({query!r})") == {"total": 0, "hits": []}


WEIGHED = [
    "trộm " + "việc " * 40,
    "trộm gà",
    "trộm trộm trộm gà",
    "trộmcắp gà",
    ("gà", {"title": "Trộm"}),
    "gà",
]


def test_a_word_weighs_more_in_clear_oftener_in_a_shorter_text_and_whole(page: Page) -> None:
    other = [f"Chuyện {i}" for i in range(20)]
    found = refs(told(page, WEIGHED + other, "index.search('trom')"))
    assert found[:3] == ["m4", "m2", "m1"]
    assert set(found[3:]) == {"m0", "m3"}


def test_a_rare_word_tells_more_than_one_that_everybody_uses(page: Page) -> None:
    held = ["xe dao", "xe xe dao dao", *["xe đò"] * 20, "xe xe xe mác dao", "xe mác mác mác dao"]
    assert refs(told(page, held, "index.search('xe mac')")) == ["m23", "m22"]


def test_words_of_the_whole_index_go_with_the_last_matter_that_has_them(page: Page) -> None:
    script = """(index.drop('m0'), index.drop('m2'), index.put(prepared({ref: 'm1', clear: {}, texts: ['Mất xe.']})),
        ['sòng', 'song cua', 'bò', 'hương sơn', 'xe'].map((each) => index.search(each).total))"""
    assert told(page, STORIES, script) == [0, 0, 0, 0, 1]


GUESTHOUSE = (
    "Nhà nghỉ Hoa Mai cạnh cầu Phù Lưu Tế cho thuê theo giờ, khách ra vào suốt đêm, biển số xe che kín."
)
AGAIN = "Tôi ở gần cầu Phù Lưu Tế. Nhà nghỉ Hoa Mai có chuyện lạ: khách ra vào suốt đêm, ai cũng che mặt."


def test_two_reports_of_one_thing_are_alike_and_the_reason_is_told(page: Page) -> None:
    (found,) = told(
        page, [GUESTHOUSE, (AGAIN, {"received_on": "2026-11-23"}), "Chuyện khác hẳn."], "index.alike('m0')"
    )
    assert (found["ref"], found["sameArea"], found["days"]) == ("m1", True, 3)
    assert {"cầu Phù Lưu Tế", "khách ra vào suốt đêm"} <= set(found["phrases"])
    assert found["count"] >= 3


def test_a_text_that_is_being_written_is_compared_and_not_kept(page: Page) -> None:
    clear = "{area: '10489', received_on: '2026-11-23'}"
    script = f"[index.alikeWritten({AGAIN!r}, {clear}), index.size(), index.search('che mặt').total]"
    (found,), size, kept = told(page, [GUESTHOUSE, "Chuyện khác hẳn."], script)
    assert (found["ref"], found["sameArea"], found["days"]) == ("m0", True, 3)
    assert {"cầu Phù Lưu Tế", "khách ra vào suốt đêm"} <= set(found["phrases"])
    assert (size, kept) == (2, 0)


def test_what_is_written_counts_among_those_that_have_a_rare_pair(page: Page) -> None:
    """Three others with the same words and the one that is written are more than tell anything."""
    clear = "{area: '10489', received_on: '2026-11-20'}"
    ask = f"index.alikeWritten({GUESTHOUSE!r}, {clear}).length"
    assert told(page, [GUESTHOUSE] * 2, ask) == 2
    assert told(page, [GUESTHOUSE] * 3, ask) == 0


def test_a_shared_hamlet_is_not_enough(page: Page) -> None:
    held = ["Thôn Suối Lim. Người gọi cho biết có trộm.", "Thôn Suối Lim. Họ cho biết đốt rác."]
    assert told(page, held, "index.alike('m0')") == []


def test_a_long_number_is_enough_even_far_apart(page: Page) -> None:
    held = [
        "Gọi từ số 0912345678.",
        ("Bị lừa, số 0912345678", {"area": "10441", "received_on": "2025-01-01"}),
    ]
    (found,) = told(page, held, "index.alike('m0')")
    assert found["phrases"] == ["số 0912345678"]
    assert found["sameArea"] is False


def test_words_that_everybody_uses_make_nothing_alike(page: Page) -> None:
    same = "Tôi xin báo việc sau đây xảy ra ở gần nhà tôi mong các anh xem xét giúp."
    held = [f"{same} Việc số {i}: {chr(97 + i) * 5} {chr(98 + i) * 5}." for i in range(12)]
    assert told(page, held, "index.alike('m3')") == []


@pytest.mark.parametrize(
    ("text", "first", "word"),
    [
        ("Tối nào cũng ghi lô đề ở quán nước.", "lottery_illegal", "lô đề"),
        ("toi nao cung ghi lo de o quan nuoc", "lottery_illegal", "lô đề"),
        ("Bọn cho vay nặng lãi bốc bát họ, lãi ngày.", "loan_sharking", "vay nặng lãi"),
        ("Xưởng xả thải ra mương, cá chết.", "environment_crime", "xả thải"),
    ],
)
def test_everyday_words_hint_at_a_category(page: Page, text: str, first: str, word: str) -> None:
    found = told(page, [text], "index.hintsFor({ref: 'm0'})")
    assert found[0]["code"] == first
    assert word in found[0]["words"]


def test_who_writes_with_marks_is_taken_at_their_word(page: Page) -> None:
    assert told(page, ["Cái phào trần nhà bị rơi."], "index.hintsFor({ref: 'm0'})") == []
    assert told(page, ["Chế pháo trong nhà."], "index.hintsFor({ref: 'm0'})")[0]["code"] == "fireworks"
