"""What a writer types, and what a page makes of it: a few marks, and everything else as it was typed."""

from __future__ import annotations

import pytest

from binhyen.kinds.story.markup import blocks, inline, leads_out, plain

TEXT = """Đoạn một.
Đoạn hai.

## Ai làm
- Tổ tự quản
- Đoàn thanh niên

- Hội phụ nữ
> Có đèn là yên tâm,
> đêm nào cũng sáng.
[ảnh 2]
Hết."""


def test_each_line_is_what_its_mark_says():
    assert [(block.kind, block.number, tuple(map(str, block.lines))) for block in blocks(TEXT)] == [
        ("text", 0, ("Đoạn một.",)),
        ("text", 0, ("Đoạn hai.",)),
        ("heading", 0, ("Ai làm",)),
        ("list", 0, ("Tổ tự quản", "Đoàn thanh niên")),
        ("list", 0, ("Hội phụ nữ",)),
        ("quote", 0, ("Có đèn là yên tâm,", "đêm nào cũng sáng.")),
        ("picture", 2, ()),
        ("text", 0, ("Hết.",)),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[<b>](https://binhyen.example)",
        '[x](https://binhyen.example/"onmouseover="alert(1))',
        "&lt;script&gt;",
    ],
)
def test_nothing_typed_becomes_markup(typed):
    made = inline(typed)
    assert "<script" not in made
    assert "<img" not in made
    assert "<b>" not in made
    assert '"onmouseover' not in made


@pytest.mark.parametrize(
    "typed",
    [
        "[bấm vào đây](javascript:alert(1))",
        "[bấm vào đây](data:text/html,x)",
        "[bấm vào đây](//binhyen.example/)",
        "[bấm vào đây](https://vneid.gov.vn@binhyen.example/)",
        "[bấm vào đây](https:///khong-co-may)",
        "[bấm vào đây](https://binhyen.example:99999/)",
    ],
)
def test_what_leads_nowhere_that_a_reader_may_be_sent_stays_text(typed):
    assert "<a" not in inline(typed)
    assert "bấm vào đây" in inline(typed)


def test_a_link_says_its_words_and_tells_nobody_where_from():
    assert inline("Xem [quy định](https://binhyen.example/a?b=1&c=2).") == (
        'Xem <a href="https://binhyen.example/a?b=1&amp;c=2" rel="noopener noreferrer">quy định</a>.'
    )


def test_an_address_alone_is_a_link_without_the_end_of_its_sentence():
    made = inline("Có ở https://binhyen.example/luat, ai cũng xem được (https://binhyen.example/b).")
    assert made.count("<a ") == 2
    assert ">https://binhyen.example/luat</a>, ai" in made
    assert ">https://binhyen.example/b</a>)." in made


def test_marks_that_turn_the_reading_around_are_taken_out():
    assert inline(str(blocks("nghĩa\u202e ngược")[0].lines[0])) == "nghĩa ngược"


def test_the_words_alone_are_what_is_searched():
    assert plain("## Ai làm\n- [Tổ](https://binhyen.example) tự quản\n[ảnh 2]") == "Ai làm\nTổ tự quản"


def test_the_check_of_an_address_can_fail_and_pass():
    assert leads_out("https://binhyen.example/")
    assert not leads_out("https://[binhyen")
