"""Words: what people type and what it is read as, and texts with a receipt in them. See make_vectors.py."""

from __future__ import annotations

import unicodedata
from typing import Any

from binhyen.sealing import spilled as spilling
from binhyen.sealing import words
from binhyen.sealing.spelling import fold
from binhyen.sealing.tests import scene as set_up


def typed() -> dict[str, Any]:
    """Texts as people type them, and what they are read as. Long because it is a list of cases."""
    receipt, phrase = set_up.WORDS.indices(), words.with_check((3, 33, 133, 233, 333, 433, 511), words.PHRASE)
    shown = list(words.spell(receipt))
    bare = words.bare(set_up.WORDS).decode()
    swapped = [shown[1], shown[0], *shown[2:]]
    texts = {
        "receipt": [
            " ".join(shown),
            bare,
            bare.upper(),
            bare.replace(" ", ""),
            "".join(shown).upper(),
            ", ".join(shown) + ".",
            "\n".join(f"{number}. {word}" for number, word in enumerate(shown, 1)),
            "-".join(shown),
            "  " + bare.replace(" ", "\t\u00a0 "),
            bare.replace(" ", "", 3),
            " ".join(swapped),
            " ".join(["xyzzy", *shown[1:]]),
            " ".join([shown[0] + "q", *shown[1:]]),
            " ".join([_other_word(shown[0]), *shown[1:]]),
            " ".join(shown[:9]),
            " ".join([*shown, shown[0]]),
            " ".join(words.spell(phrase)),
            "",
            "123 456",
            "🌾",
        ],
        "phrase": [" ".join(words.spell(phrase)), " ".join(shown), " ".join(words.spell(phrase)[:7])],
    }
    parsers = {"receipt": words.parse_receipt, "phrase": words.parse_phrase}
    cases = [
        {"kind": kind, "text": text, **_read(parsers[kind], text)}
        for kind, given in texts.items()
        for text in given
    ]
    syllables = [
        "gaoj",
        "ga5o",
        "caay",
        "caya",
        "ddaats",
        "dat61",
        "muwa",
        "mwa",
        "nuwowcs",
        "ddeefn",
        "dend",
    ]
    syllables += [
        "nguwowif",
        "yeeu",
        "ly",
        "quít",
        "iên",
        "nàng",
        "chăng",
        "xông",
        "rừa",
        "giừa",
        "giêng",
        "lui",
    ]
    single = {text: _single(text) for text in syllables}
    checks = [
        {"receipt": list(words.with_check(tuple((i * k + k) % 512 for i in range(9)), words.RECEIPT))}
        for k in (0, 1, 17, 511)
    ]
    return {"list": list(words.wordlist()), "cases": cases, "single": single, "checks": checks}


def spilled() -> list[dict[str, Any]]:
    """Texts with and without a receipt in them; `own` asks for the scene's receipt, `any` for whosever."""
    shown, bare = list(words.shown(set_up.WORDS)), words.bare(set_up.WORDS).decode().split()
    dialect = [word.replace("l", "n") if word.startswith("l") else word for word in bare]
    texts = [
        "Tối nào cũng có người ra vào, từ mười giờ đến gần sáng; tôi ở nhà bên cạnh nên biết.",
        "Toi nao cung co nguoi ra vao, tu muoi gio den gan sang; toi o nha ben canh nen biet.",
        "Mười từ của tôi: " + " ".join(shown) + ".",
        "muoi tu: " + " ".join(bare).upper(),
        "\n".join(f"{number}. {word}" for number, word in enumerate(shown, 1)),
        "Mã " + "".join(bare) + " đây",
        " ".join(shown[:8]),
        " ".join(shown[2:]),
        " ".join(shown[1:9]),
        " ".join(bare[1:9]),
        " ".join(shown[:7]),
        " ".join(bare[:7]),
        " ".join([*bare[:4], "rồi đến", *bare[4:]]),
        " ".join([*shown[:3], *shown[4:6], *shown[7:]]),
        " rồi ".join(bare),
        " rồi rồi rồi ".join(bare),
        " ".join(reversed(shown)),
        " ".join(reversed(bare)),
        " ".join(dialect),
        " ".join(words.spell(words.with_check((9, 8, 7, 6, 5, 4, 3, 2, 1), words.RECEIPT))),
        fold(" ".join(words.spell(words.with_check((9, 8, 7, 6, 5, 4, 3, 2, 1), words.RECEIPT)))),
        unicodedata.normalize("NFD", " ".join(shown)),
        "",
        "🌾 " * 12,
        "nhà " * 7 + "8",
    ]
    return [
        {"text": text, "own": spilling.of(text, set_up.WORDS), "any": spilling.any_receipt(text)}
        for text in texts
    ]


def _other_word(word: str) -> str:
    """A word of the list one letter away: the slip a check should be able to name."""
    folded = words.fold(word)
    near = [one for one in words.wordlist() if one != word and words.distance(words.fold(one), folded) == 1]
    return near[0] if near else "xuân"


def _read(parse: Any, text: str) -> dict[str, Any]:
    try:
        return {"indices": list(parse(text).indices())}
    except words.WordsError as error:
        details = {
            "position": error.position,
            "suggestion": error.suggestion,
            "swapped_with": error.swapped_with,
        }
        return {"code": error.code, "details": {name: value for name, value in details.items() if value}}


def _single(text: str) -> str | None:
    """What one typed syllable is read as, with its marks."""
    return words.read_word(text)
