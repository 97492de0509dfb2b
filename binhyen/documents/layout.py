"""The measures of annex I, part I and II: millimetres and points, the same for DOCX and PDF."""

from __future__ import annotations

# Mục I: A4, top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
PAGE = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
LINE = PAGE[0] - LEFT - RIGHT
# The left part of the head holds ô 2 and 3, the right part ô 1 and 4; Quốc hiệu is 88.4 mm wide in size 12.
HEAD_LEFT = 73.0
HEAD_GAP = 3.0
HEAD_RIGHT = LINE - HEAD_LEFT

NATION = 12.0
"""Quốc hiệu (ô 1): 12-13."""
MOTTO = 13.0
"""Tiêu ngữ (ô 1): 13-14."""
ISSUER = 12.0
"""Issuing body and the body above it (ô 2): 12-13."""
NUMBER = 13.0
"""Số, ký hiệu (ô 3): 13."""
PLACE = 13.0
"""Địa danh và thời gian (ô 4): 13-14."""
LETTER_SUBJECT = 12.0
"""Trích yếu of a công văn (ô 5b): 12-13."""
BODY = 14.0
"""Type name, trích yếu, contents, signature (ô 5a, 6, 7): 13-14."""
TABLE = 12.0
RECIPIENTS_LABEL = 12.0
"""The word "Nơi nhận" (ô 9b): 12."""
RECIPIENTS = 11.0
# So many recipients stand beside the signature; the others may go on to the next page.
RECIPIENTS_BESIDE = 14.0
"""The list under it (ô 9b): 11."""
PAGE_NUMBER = 13.0
"""13-14, centred in the top margin, not on page 1."""
FOOTER = 10.0
SUBJECT_WIDTH = 152.0
MOTTO_WIDTH = 56.2
"""Millimetres of Tiêu ngữ in its size: the line under it is as long as the words."""

INDENT = 12.7
"""First line of a paragraph: 10 or 12.7 mm."""
PARAGRAPH_GAP = 6.0
"""Points between paragraphs: 6 at least."""
LINE_SPACING = 1.15
"""Single to 1.5."""
RULE_SHARE = 0.4
"""A line under the issuer or the subject is a third to a half as long as the words above it."""
SIGNING_GAP = 26.0
"""Millimetres left for the signature and the seal."""

POINT = 25.4 / 72

_NARROW = frozenset("iíìỉĩịlIÍÌỈĨỊjtfr.,;:'!|()[]/- ")
_WIDE = frozenset("mMwW—…%@")


def width(text: str, size: float) -> float:
    """About how many millimetres a bold text takes in one line (within a twentieth; DOCX is measured by its reader)."""
    return sum(_em(letter) for letter in text) * size * POINT


def _em(letter: str) -> float:
    if letter == " ":
        return 0.25
    if letter in "IÍÌỈĨỊ":
        return 0.39
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.9
    if letter.isupper():
        return 0.72
    return 0.52
