"""The look for words in addresses finds them in every spelling."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

import pytest

from tests.browser.addresses import tells

WORDS = "tin đường hàng sông kho lúa cá mây"


@pytest.mark.parametrize("part", ["tin đường hàng", "lúa cá mây", "duong hang song"])
@pytest.mark.parametrize("written", [quote, quote_plus, lambda part: part.replace(" ", "-")])
def test_words_in_a_row_are_found(part, written):
    assert tells(f"http://localhost/x/?q={written(part)}", WORDS)


def test_words_that_stand_in_every_address_are_no_leak():
    assert not tells("http://localhost/bao-tin/khong-javascript/?hang=2#tin-kho", WORDS)
