"""How a syllable may be typed: without marks, as a dialect spells it, or as an input method's raw keystrokes.

Receipts are copied by hand, read over the telephone and typed on keyboards without Vietnamese. What is
dropped here (marks, l/n, tr/ch, s/x, d/gi/r) tells no two words of the list apart, so nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata

# Longest first: "ngh" must not be read as "n".
_INITIALS = (
    *("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu"),
    *("b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
)
_SAME = {"n": "l", "tr": "ch", "s": "x", "gi": "d", "r": "d", "ngh": "ng", "gh": "g", "k": "c"}
_VOWELS = "aeiouy"
_TELEX_MARKS = "sfrxjz"


def fold(text: str) -> str:
    """Lower case without marks, đ as d."""
    # Only the marks of U+0300-036F, so that two Unicode versions agree on what is dropped.
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.lower())).replace("đ", "d")


def spoken(folded: str) -> str:
    """A folded syllable, its initial consonant as the broadest dialect says it; k/c and i/y are one too."""
    initial = next((start for start in _INITIALS if folded.startswith(start)), "")
    rhyme = folded[len(initial) :]
    if initial == "gi":
        if not rhyme or rhyme[0] not in _VOWELS:
            rhyme = "i" + rhyme  # gì, gìn
        elif rhyme[0] == "e":
            rhyme = "i" + rhyme  # giếng is gi + iêng
    if rhyme == "y" or (initial == "qu" and rhyme.startswith("y") and not rhyme.startswith("ye")):
        rhyme = "i" + rhyme[1:]  # ly and li, quýt and quít
    if not initial and rhyme.startswith("ye"):
        rhyme = "i" + rhyme[1:]  # yên and iên
    return _SAME.get(initial, initial) + "-" + rhyme


def typed_raw(token: str) -> list[str]:
    """What raw Telex or VNI keystrokes ("gaoj", "ga5o") may stand for, folded. Empty if they are neither."""
    if re.fullmatch(r"[a-z]+[a-z0-9]*", token) is None:
        return []
    found = []
    if re.search(r"[0-9]", token):
        found.append(re.sub(r"[0-9]", "", token))
    else:
        found.extend(_telex(token))
    return [word for word in dict.fromkeys(found) if word != token]


def _telex(token: str) -> list[str]:
    first = next((i for i, char in enumerate(token) if char in _VOWELS + "w"), len(token))
    head, tail = token[:first].replace("dd", "d"), token[first:]
    # After the first vowel no syllable has s f r x j z: there they are tone keys.
    tail = re.sub(f"[{_TELEX_MARKS}]", "", tail)
    tail = re.sub(r"(?<=[aou])w", "", re.sub(r"uw(?=ow)", "u", tail)).replace("w", "u")
    tail = re.sub(r"aa|ee|oo", lambda pair: pair[0][0], tail)
    words = [head + tail]
    # Many type a circumflex or the stroke of đ at the end: "caya" for cây, "dend" for đen.
    if len(tail) > 2 and tail[-1] in "aeo" and tail[-1] in tail[:-1]:
        words.append(head + tail[:-1])
    if head.startswith("d") and tail.endswith("d"):
        words.append(head + tail[:-1])
    return words


def distance(one: str, other: str) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two folded syllables."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
