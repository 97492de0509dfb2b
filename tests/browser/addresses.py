"""Whether an address tells a receipt or a phrase. One word alone proves nothing: “tin” stands in half of them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from binhyen.sealing.spelling import fold

IN_A_ROW = 3


def tells(url: str, words: str) -> bool:
    """Three of the words in a row, with or without their marks, and whatever stands between them."""
    said = words.split()
    plain = unquote(url)
    return any(
        re.search(r"\W{1,6}".join(re.escape(spelt(word)) for word in said[at : at + IN_A_ROW]), plain)
        for spelt in (str, fold)
        for at in range(len(said) - IN_A_ROW + 1)
    )
