"""Receipts of ten words and phrases of eight, with a check that tells any one wrong or any two swapped words.

The last word is a Reed-Solomon check symbol over GF(512): the words c_0…c_n satisfy sum(alpha^i * c_i) = K,
with alpha a generator of x^9 + x^4 + 1. One wrong word changes one term; two swapped words change the sum by
(alpha^i + alpha^j)(c_i + c_j), which is zero only if they are the same word. K differs by kind and version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from binhyen.sealing.keys import Phrase, ReceiptWords
from binhyen.sealing.randomness import random_symbols
from binhyen.sealing.refusals import Refused
from binhyen.sealing.spelling import distance, fold, spoken, typed_raw

FIELD = 512
_POLYNOMIAL = 0b1000010001
# A bound on the work that a line of unspaced letters can ask for.
_MOST_READINGS = 20_000


@dataclass(frozen=True)
class Code:
    """How many words, and the constant their check sums to."""

    length: int
    constant: int


RECEIPT = Code(10, 0x0B1)
PHRASE = Code(8, 0x0F1)


class WordsError(Refused):
    """The words cannot be right. Positions count from 1, as a person does.

    "count": not ten (or eight) words. "unknown_word": `position` is not in the list; `suggestion` is the
    nearest. "check": all are known, yet some are wrong; when one likely slip explains it, `position` and
    `suggestion` name it, or `position` and `swapped_with` two neighbours to swap. "ambiguous": typed without
    spaces, in more than one way. "is_receipt", "is_phrase": the other kind of words.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"count", "unknown_word", "check", "ambiguous", "is_receipt", "is_phrase"}
    )

    def __init__(
        self,
        code: str,
        *,
        position: int | None = None,
        suggestion: str | None = None,
        swapped_with: int | None = None,
    ) -> None:
        super().__init__(code)
        self.position = position
        self.suggestion = suggestion
        self.swapped_with = swapped_with


@cache
def wordlist() -> tuple[str, ...]:
    """The 512 syllables, NFC, by index."""
    return tuple(Path(__file__).with_name("wordlist.txt").read_text(encoding="utf-8").split())


def generate_receipt() -> ReceiptWords:
    return ReceiptWords(with_check(random_symbols(RECEIPT.length - 1), RECEIPT))


def receipt_of(seed: bytes) -> ReceiptWords:
    """The receipt that a secret of 32 bytes stands for: whoever keeps the secret can make it again."""
    if len(seed) != 32:
        raise ValueError("a seed is 32 bytes")
    bits = int.from_bytes(seed, "big")
    symbols = [(bits >> 9 * place) % FIELD for place in range(RECEIPT.length - 1)]
    return ReceiptWords(with_check(symbols, RECEIPT))


def generate_phrase() -> Phrase:
    return Phrase(with_check(random_symbols(PHRASE.length - 1), PHRASE))


def parse_receipt(text: str) -> ReceiptWords:
    """The receipt somebody typed, however they typed it; or WordsError."""
    return ReceiptWords(_parse(text, RECEIPT, PHRASE, "is_phrase"))


def parse_phrase(text: str) -> Phrase:
    """The phrase somebody typed; or WordsError."""
    return Phrase(_parse(text, PHRASE, RECEIPT, "is_receipt"))


def read_word(text: str) -> str | None:
    """The one word of the list that somebody typed, with its marks; None when it is none of them."""
    index = read_index(text)
    return None if index is None else wordlist()[index]


def read_index(text: str) -> int | None:
    """The place in the list of the one word that somebody typed; None when it is none of them."""
    tokens = _tokens(text)
    return _known(tokens[0]) if len(tokens) == 1 else None


def shown(words: ReceiptWords | Phrase) -> tuple[str, ...]:
    """The words as they are shown and printed, with their marks."""
    return spell(words.indices())


def bare(words: ReceiptWords | Phrase) -> bytes:
    """The words as keys are made from them and QR codes carry them: folded ASCII, parted by one space.

    Folded, so that no keyboard, font or Unicode version can change somebody's key.
    """
    return " ".join(fold(word) for word in shown(words)).encode("ascii")


def spell(indices: Sequence[int]) -> tuple[str, ...]:
    words = wordlist()
    return tuple(words[index] for index in indices)


# --- the check ---------------------------------------------------------------------------------------------


@cache
def _powers() -> tuple[int, ...]:
    power, found = 1, []
    for _ in range(FIELD - 1):
        found.append(power)
        power <<= 1
        power ^= _POLYNOMIAL if power & FIELD else 0
    return tuple(found)


@cache
def _logarithms() -> dict[int, int]:
    return {power: exponent for exponent, power in enumerate(_powers())}


def _times_power(symbol: int, exponent: int) -> int:
    """symbol * alpha^exponent; the exponent may be negative."""
    if symbol == 0:
        return 0
    return _powers()[(_logarithms()[symbol] + exponent) % (FIELD - 1)]


def _sum(symbols: Sequence[int]) -> int:
    total = 0
    for position, symbol in enumerate(symbols):
        total ^= _times_power(symbol, position)
    return total


def with_check(symbols: Sequence[int], code: Code) -> tuple[int, ...]:
    """The random symbols and the check symbol that follows them."""
    if len(symbols) != code.length - 1:
        raise ValueError("wrong number of symbols")
    return (*symbols, _times_power(_sum(symbols) ^ code.constant, -len(symbols)))


def holds(symbols: Sequence[int], code: Code) -> bool:
    return len(symbols) == code.length and _sum(symbols) == code.constant


# --- reading what was typed --------------------------------------------------------------------------------


@cache
def _by_folded() -> dict[str, int]:
    return {fold(word): index for index, word in enumerate(wordlist())}


@cache
def _by_spoken() -> dict[str, int]:
    return {spoken(fold(word)): index for index, word in enumerate(wordlist())}


def _tokens(text: str) -> list[str]:
    """Runs of letters and digits, folded. Numbers alone ("1. gạo 2. mây") only count the words."""
    return [token for token in re.findall(r"[a-z0-9]+", fold(text)) if not token.isdigit()]


def _known(token: str) -> int | None:
    """The word a token stands for: as written, as a dialect writes it, or as raw keystrokes."""
    for candidate in (token, *typed_raw(token)):
        index = _by_folded().get(candidate)
        if index is None:
            index = _by_spoken().get(spoken(candidate))
        if index is not None:
            return index
    return None


def _parse(text: str, code: Code, other: Code, other_code: str) -> tuple[int, ...]:
    tokens = _tokens(text)
    found = [_known(token) for token in tokens]
    indices = tuple(index for index in found if index is not None)
    if len(indices) == len(tokens):
        if holds(indices, code):
            return indices
        if holds(indices, other):
            raise WordsError(other_code)
    if len(tokens) == code.length:
        _refuse(tokens, found, code)
    readings = list(_resegmented(tokens, code))
    if len(readings) == 1:
        return readings[0]
    if readings:
        raise WordsError("ambiguous")
    if any(_resegmented(tokens, other)):
        raise WordsError(other_code)
    raise WordsError("count")


def _resegmented(tokens: list[str], code: Code) -> Iterator[tuple[int, ...]]:
    """Every right reading of the letters, wherever the spaces fell; those keeping the given spaces first."""
    seen = set()
    for runs in dict.fromkeys((tuple(tokens), ("".join(tokens),))):
        for reading in _readings(runs, code.length):
            if holds(reading, code) and reading not in seen:
                seen.add(reading)
                yield reading
        if seen:
            return


def _readings(runs: tuple[str, ...], length: int) -> Iterator[tuple[int, ...]]:
    """Ways to cut runs of letters into exactly `length` words of the list."""
    letters, ends = "".join(runs), set()
    total = 0
    for run in runs:
        total += len(run)
        ends.add(total)
    known, longest = _by_folded(), max(map(len, _by_folded()))
    if not length <= len(letters) <= length * longest:
        return
    budget = _MOST_READINGS
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while stack:
        budget -= 1
        if budget < 0:
            raise WordsError("ambiguous")
        start, words = stack.pop()
        if start == len(letters):
            if len(words) == length:
                yield words
            continue
        left = length - len(words)
        if not left <= len(letters) - start <= left * longest:
            continue
        border = min(end for end in ends if end > start)
        for end in range(start + 1, min(start + longest, border) + 1):
            index = known.get(letters[start:end])
            if index is not None:
                stack.append((end, (*words, index)))


# --- saying what may be wrong ------------------------------------------------------------------------------


def _refuse(tokens: list[str], found: list[int | None], code: Code) -> None:
    for position, (token, index) in enumerate(zip(tokens, found, strict=True), 1):
        if index is None:
            raise WordsError("unknown_word", position=position, suggestion=_nearest(token))
    _refuse_check([index for index in found if index is not None], code)


def _nearest(token: str) -> str | None:
    candidates = (token, *typed_raw(token))
    best = min(
        (min(distance(candidate, folded) for candidate in candidates), index)
        for folded, index in _by_folded().items()
    )
    return wordlist()[best[1]] if best[0] <= 2 else None


def _refuse_check(indices: list[int], code: Code) -> None:
    """Say which word it may be: the check alone cannot, but a likely slip of the hand or ear can."""
    for position, (one, other) in enumerate(pairwise(indices), 1):
        swapped = [*indices[: position - 1], other, one, *indices[position + 1 :]]
        if one != other and holds(swapped, code):
            raise WordsError("check", position=position, swapped_with=position + 1)
    wrong = _sum(indices) ^ code.constant
    slips = []
    for position, index in enumerate(indices):
        # The one word that would make this position right, if every other word is.
        right = index ^ _times_power(wrong, -position)
        typed, meant = (fold(word) for word in spell((index, right)))
        slips.append((distance(typed, meant), position, right))
    edits, position, right = min(slips)
    if edits <= 1:
        raise WordsError("check", position=position + 1, suggestion=wordlist()[right])
    raise WordsError("check")
