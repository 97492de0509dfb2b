"""Which reports near by may be about the same thing, said with the reasons: a pure function of what everybody may see.

Points are taken as coarse as they are shown: by asking again and again nobody finds out more of a place than its page
tells. What is compared, each as a part of one hundred:

- distance, as far as it is certain: what the device may be off, and how coarse the other is shown, are taken away;
- the same category, or only the same group;
- words, folded (with and without marks, both spellings of y and i), weighed by how seldom each is here;
- age: what was reported last month may have been put right and come back.

Nothing is suggested for its words alone, far away, nor for its distance alone, about something else: of another
category only what says something alike.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.units.folding import fold

MOST = 5
REACH_M = 300
"""Further than this nothing is suggested, whatever it says."""
# A device that is further off than this says nothing of near by.
MOST_TAKEN_OFF_M = 150
_METRES_IN_A_DEGREE = 111_320
_DAYS_TO_HALF = 45
DISTANCE, CATEGORY, GROUP, WORDS, AGE = 45, 25, 10, 25, 5
ENOUGH = 55
# How much of the words of two reports must be shared to be worth saying; and where their categories are strangers.
SAID, SAID_FAR = 0.25, 0.5
# Words that say how something is told and nothing of what it is.
_EMPTY_WORDS = """
    a ai anh ba bi cac cai cho chung co con cua cu da dang de den di do duoc gap gi hang hay het ho it khi khong la lai
    lam lau len luc ma moi mot nao nay ngay nguoi nhieu nhu nhung o phai qua ra rat roi sang sau se tai thay the thi
    theo thuong toi tren trong truoc tu va van ve vi viec voi vua xin xuong
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True)
class Seen:
    """What is compared: degrees (WGS 84), how many metres the point may be off, what it says, when it was reported."""

    category: str
    latitude: float
    longitude: float
    accuracy_m: int
    words: str
    at: dt.datetime


@dataclass(frozen=True)
class Because:
    """One reason: "distance" with metres, "category", "group" or "words"."""

    code: str
    number: int = 0

    @property
    def words(self) -> str:
        """In the reader's language."""
        if self.code == "distance":
            if self.number < 10:
                return _("ngay chỗ ấy")
            return _("cách chừng %(metres)d m") % {"metres": self.number}
        return {
            "category": _("cùng loại việc"),
            "group": _("việc cùng nhóm"),
            "words": _("lời tả giống nhau"),
        }[self.code]


@dataclass(frozen=True)
class Suggestion:
    name: str
    score: int
    because: tuple[Because, ...]


def suggest(asked: Seen, known: Mapping[str, Seen]) -> list[Suggestion]:
    """By name, those of `known` that may be the same, the likeliest first; at most five."""
    rare = _rarity([asked, *known.values()])
    found = [
        each for name, other in known.items() if (each := _judged(name, asked, other, rare)).score >= ENOUGH
    ]
    return sorted(found, key=lambda each: (-each.score, each.name))[:MOST]


def _judged(name: str, asked: Seen, other: Seen, rare: Mapping[str, float]) -> Suggestion:
    metres = distance_m(asked, other)
    unsure = min(asked.accuracy_m + other.accuracy_m, MOST_TAKEN_OFF_M)
    certain = max(0.0, metres - unsure)
    same = asked.category == other.category
    akin = same or BY_CODE[asked.category].group == BY_CODE[other.category].group
    said = likeness(asked.words, other.words, rare)
    related = same or said >= (SAID if akin else SAID_FAR)
    if certain > REACH_M or not related:
        return Suggestion(name, 0, ())
    old = abs((asked.at - other.at).total_seconds()) / 86_400
    score = (
        DISTANCE * (1 - certain / REACH_M)
        + (CATEGORY if same else GROUP if akin else 0)
        + WORDS * said
        + AGE * 0.5 ** (old / _DAYS_TO_HALF)
    )
    because = [Because("distance", _rounded(metres))]
    if akin:
        because.append(Because("category" if same else "group"))
    if said >= SAID:
        because.append(Because("words"))
    return Suggestion(name, round(score), tuple(because))


def distance_m(one: Seen, other: Seen) -> float:
    """Metres between two points; exact enough for some kilometres."""
    across = math.cos(math.radians((one.latitude + other.latitude) / 2))
    east = (one.longitude - other.longitude) * across
    return math.hypot(one.latitude - other.latitude, east) * _METRES_IN_A_DEGREE


def likeness(one: str, other: str, rare: Mapping[str, float]) -> float:
    """How much of the rarer half of the words two texts share, 0 to 1."""
    ours, theirs = _tokens(one), _tokens(other)
    if not ours or not theirs:
        return 0.0
    return _weight(ours & theirs, rare) / min(_weight(ours, rare), _weight(theirs, rare))


def _weight(words: Iterable[str], rare: Mapping[str, float]) -> float:
    return sum(rare.get(word, 1.0) for word in words)


def _tokens(text: str) -> frozenset[str]:
    """Folded words that say something, with y and i as one ("kỹ", "kĩ"), and pairs of neighbours."""
    words = ["".join(letter for letter in word if letter.isalnum()) for word in fold(text).split()]
    kept = [word.replace("y", "i") for word in words if word and word not in _EMPTY]
    return frozenset([*kept, *(f"{one} {two}" for one, two in itertools.pairwise(kept))])


def _rarity(texts: Iterable[Seen]) -> dict[str, float]:
    each = [_tokens(text.words) for text in texts]
    counts = Counter(word for tokens in each for word in tokens)
    return {word: math.log(1 + len(each) / count) for word, count in counts.items()}


def _rounded(metres: float) -> int:
    """To ten metres: a finer number would say more than is known."""
    return round(metres / 10) * 10
