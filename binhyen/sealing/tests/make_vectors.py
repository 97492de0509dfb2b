"""Writes tests/vectors/*.json: `python -m binhyen.sealing.tests.make_vectors`. Both languages are held to them.

Run it only when the format changes, with a new version in the names; a vector that has to be made again
because a test fails is the failure.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

from binhyen.sealing import branches, canonical, claim, directory, padding, proof, words
from binhyen.sealing import spilled as spilling
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, Phrase, SigningKey
from binhyen.sealing.spelling import fold
from binhyen.sealing.tests import scene as set_up

VECTORS = Path(__file__).with_name("vectors")


def main() -> None:
    for make in (typed, spilled, proofs, claims, stretched, canonical_json, padded, certificates, matters):
        path = VECTORS / f"{make.__name__}.json"
        path.write_text(json.dumps(make(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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


def proofs() -> dict[str, Any]:
    """A printed proof, what it says, and what is refused."""
    key = SigningKey(bytes(range(32)))
    r, name = bytes(range(32, 64)), "ab" * 32
    said = proof.statement(
        installation=set_up.INSTALLATION,
        act="filed",
        day="2026-07-01",
        commitment=proof.commitment(r, name),
    )
    text = proof.written(said, key)
    other = proof.written(said | {"installation": "by-other"}, key)
    return {
        "installation": set_up.INSTALLATION,
        "key": key.public,
        "r": b64url(r),
        "name": name,
        "statement": said,
        "leaf": proof.leaf(said),
        "text": text,
        "refused": {
            "malformed": ["", "x", text + " x", text.replace("filed", "Filed"), text[:-1]],
            "wrong_installation": [other],
            "forged": [text.replace("filed", "answered"), text.replace("2026-07-01", "2026-07-02")],
        },
    }


def claims() -> dict[str, Any]:
    """Claims of one receipt for several offers, and what is refused when it is typed."""
    keys = branches.stretch(set_up.WORDS, set_up.INSTALLATION)
    made = []
    for matter, offer in (("a" * 26, "00" * 32), ("a" * 26, "ab" * 32), ("b" * 26, "ab" * 32)):
        one, posted = claim.make(keys, set_up.INSTALLATION, matter, offer)
        made.append({"posted": posted, "digits": one.written()})
    digits = str(made[0]["digits"])
    last = str((int(digits[-1]) + 1) % 10)
    return {
        "words": list(set_up.WORDS.indices()),
        "installation": set_up.INSTALLATION,
        "made": made,
        "typed": [digits.replace(" ", ""), digits.replace(" ", "-"), f" {digits}\n"],
        "refused": {
            "malformed": ["", digits[:-1], f"{digits}0", f"{digits[:-1]}x", f"{digits[:-1]}\u0661"],
            "mistyped": [digits[:-1] + last, "9" * 42, digits[1] + digits[0] + digits[2:]],
        },
    }


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


def stretched() -> list[dict[str, Any]]:
    phrase = Phrase(words.with_check((3, 33, 133, 233, 333, 433, 511), words.PHRASE))
    keys = branches.stretch(set_up.WORDS, set_up.INSTALLATION)
    officer = branches.stretch(phrase, set_up.INSTALLATION)
    return [
        {
            "words": list(set_up.WORDS.indices()),
            "installation": set_up.INSTALLATION,
            "lookup": b64url(keys.lookup),
            "lookup_hash": keys.lookup_hash,
            "identity": keys.identity.reveal_age(),
            "recipient": keys.identity.recipient,
            "signing_key": keys.signing.public,
            "proof": b64url(keys.proof),
            "reward": b64url(keys.reward),
        },
        {
            "words": list(phrase.indices()),
            "installation": set_up.INSTALLATION,
            "sign_in": officer.sign_in,
            "identity": officer.identity.reveal_age(),
            "recipient": officer.identity.recipient,
        },
    ]


def canonical_json() -> dict[str, Any]:
    values: list[Any] = [
        {"b": 1, "a": [True, False, None, "đ", "🌾"], "A": {}, "é": "e\u0301", "\ue000": 1, "🌾": 2},
        {"__proto__": 1, "constructor": 2, "": ""},
        '"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028',
        [2**53 - 1, -(2**53 - 1), 0],
        "Nguyễn Thị Bưởi",
        [],
    ]
    texts = [
        "{ }",
        '{"a":1,"a":1}',
        '{"b":1,"a":2}',
        "1.0",
        "1e2",
        "9007199254740992",
        "-0",
        '"e\u0301"',
        "NaN",
    ]
    texts += ["\ufeff{}", '"\\ud800"', "[1,]", "", '"\\u0061"', "[" * 18 + "]" * 18, "nul", "01", "'a'"]
    return {
        "encoded": [{"value": value, "text": canonical.encode(value).decode()} for value in values],
        "refused": texts,
        "refused_base64url": [b64url(b'"\xff"'), b64url(b'"\xed\xa0\x80"'), b64url(b"\xff\xfe{}")],
    }


def padded() -> list[list[int]]:
    lengths = [
        0,
        1,
        2047,
        2048,
        2049,
        2112,
        2113,
        4095,
        4096,
        4097,
        65_535,
        65_537,
        1_000_000,
        1_572_864,
        1_600_000,
    ]
    return [[length, padding.padded_length(length)] for length in lengths]


def certificates() -> dict[str, Any]:
    """Certificates good and bad, with the code that refuses each. Long because it is a list of cases."""
    keys, good = set_up.COMMUNE, set_up.certified(set_up.COMMUNE)
    instant = directory.instant

    def signed(**changes: Any) -> dict[str, Any]:
        """Signed by enough of the oversight keys, though `sign` itself would refuse to."""
        document = {**good["document"], **changes}
        signatures = {
            key.public: b64url(key.sign(directory.to_sign(document))) for key in set_up.OVERSIGHT[:2]
        }
        return {"document": document, "signatures": signatures}

    def with_signatures(signatures: object) -> dict[str, Any]:
        return {"document": good["document"], "signatures": signatures}

    one = dict(list(good["signatures"].items())[:1])
    stranger = set_up.STRANGER.signing
    late, early = set_up.NOW.replace(year=2027), set_up.NOW.replace(year=2025)
    cases: list[dict[str, Any]] = [
        {"name": "good", "certificate": good},
        {"name": "signed by all", "certificate": set_up.certified(keys, set_up.OVERSIGHT)},
        {"name": "thirteen months", "certificate": signed(valid_to="2027-08-01T00:00:00Z")},
        {"name": "a floor just reached", "certificate": good, "floor_serial": 1},
        {"name": "its first second", "certificate": good, "now": instant(set_up.FROM)},
        {
            "name": "over thirteen months",
            "certificate": signed(valid_to="2027-08-01T00:00:01Z"),
            "code": "too_long",
        },
        {"name": "expired", "certificate": good, "now": instant(late), "code": "expired"},
        {"name": "expired this second", "certificate": good, "now": instant(set_up.TO), "code": "expired"},
        {"name": "not yet", "certificate": good, "now": instant(early), "code": "not_yet"},
        {"name": "rolled back", "certificate": good, "floor_serial": 2, "code": "rolled_back"},
        {"name": "of another office", "certificate": good, "office": "ca-ha-noi", "code": "wrong_office"},
        {
            "name": "of another installation",
            "certificate": signed(installation="noi-khac"),
            "code": "wrong_office",
        },
        {"name": "signed once", "certificate": with_signatures(one), "code": "unsigned"},
        {"name": "signed by nobody", "certificate": with_signatures({}), "code": "unsigned"},
        {"name": "no signatures at all", "certificate": with_signatures(None), "code": "unsigned"},
        {
            "name": "signed by strangers",
            "certificate": set_up.certified(keys, [stranger, set_up.PROVINCE.signing]),
            "code": "unsigned",
        },
        {
            "name": "a stranger beside one root",
            "certificate": with_signatures({**one, **set_up.certified(keys, [stranger])["signatures"]}),
            "code": "unsigned",
        },
        {
            "name": "altered",
            "certificate": {
                **good,
                "document": {**good["document"], "recipient": set_up.STRANGER.identity.recipient},
            },
            "code": "unsigned",
        },
        {"name": "one field more", "certificate": signed(note="x"), "code": "malformed"},
        {"name": "another version", "certificate": signed(version=2), "code": "malformed"},
        {"name": "true for a version", "certificate": signed(version=True), "code": "malformed"},
        {
            "name": "ends before it begins",
            "certificate": signed(valid_to="2026-06-01T00:00:00Z"),
            "code": "malformed",
        },
        {
            "name": "a day that is not",
            "certificate": signed(valid_from="2026-02-30T00:00:00Z"),
            "code": "malformed",
        },
        {
            "name": "a local time",
            "certificate": signed(valid_from="2026-07-01T00:00:00+07:00"),
            "code": "malformed",
        },
        {"name": "serial nought", "certificate": signed(serial=0), "code": "malformed"},
        {"name": "a second without a first", "certificate": signed(serial=2), "code": "malformed"},
        {
            "name": "a post-quantum recipient",
            "certificate": signed(recipient="age1pq1" + "q" * 55),
            "code": "malformed",
        },
        {
            "name": "a recipient misspelt",
            "certificate": signed(recipient=_misspelt(keys.identity)),
            "code": "malformed",
        },
    ]
    leap = signed(valid_from="2026-12-31T00:00:00Z", valid_to="2028-01-31T00:00:00Z")
    cases.append(
        {"name": "thirteen months over a year's end", "certificate": leap, "now": "2027-01-05T00:00:00Z"}
    )
    short = signed(valid_from="2026-01-31T00:00:00Z", valid_to="2027-02-28T00:00:01Z")
    cases.append({"name": "thirteen months to a short month", "certificate": short, "code": "too_long"})
    return {
        "directory": plain_directory(),
        "now": instant(set_up.NOW),
        "root_words": list(directory.root_words(set_up.DIRECTORY.roots)),
        "recipient_words": [
            keys.identity.recipient,
            list(directory.recipient_words(keys.identity.recipient)),
        ],
        "digest": directory.digest(good["document"]),
        "cases": cases,
    }


def _misspelt(identity: Identity) -> str:
    last = identity.recipient[-1]
    return identity.recipient[:-1] + ("q" if last != "q" else "p")


def matters() -> dict[str, Any]:
    """A conversation that both sides can read, and what must be refused, added to it or put in its place."""
    scene = set_up.conversation(stretch=branches.stretch)
    office = set_up.COMMUNE
    phrase = Phrase(words.with_check((3, 33, 133, 233, 333, 433, 511), words.PHRASE))
    member = branches.stretch(phrase, set_up.INSTALLATION).identity
    rest = scene.envelopes[4:]
    first, second, third = scene.envelopes[1:4]
    orders = {
        "swapped": ([scene.envelopes[0], second, first, third, *rest], {second["ref"], third["ref"]}),
        "the first left out": ([scene.envelopes[0], second, third, *rest], {second["ref"], third["ref"]}),
    }
    return {
        "directory": plain_directory(),
        "now": directory.instant(set_up.NOW),
        "receipt": list(set_up.WORDS.indices()),
        "office": {
            "office": office.office,
            "identity": office.identity.reveal_age(),
            "signing_seed": b64url(office.signing.reveal()),
            "certificate": scene.certificate,
        },
        "member": {
            "phrase": list(phrase.indices()),
            "recipient": member.recipient,
            "wrapped": b64url(office.wrap(member.recipient)),
        },
        "matter": scene.tip.matter,
        "posted": scene.tip.posted,
        "for_office": scene.bundle(),
        "for_author": scene.bundle("author"),
        "intake": [message.content for message in scene.read().intake.messages],
        "talk": [message.content for message in scene.read().talk.messages],
        "hostile_envelopes": [
            {"name": name, "code": code, "row": row}
            for name, (code, row) in set_up.hostile_envelopes(scene).items()
        ],
        "hostile_orders": [
            {"name": name, "envelopes": rows, "reordered": sorted(refs)}
            for name, (rows, refs) in orders.items()
        ],
        "hostile_bundles": [
            {"name": name, "error": error, "code": code, "changes": _changes(scene.bundle(), bundle)}
            for name, (error, code, bundle) in set_up.hostile_bundles(scene).items()
        ],
    }


def _changes(whole: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changed.items() if value != whole[name]}


def plain_directory() -> dict[str, Any]:
    of = set_up.DIRECTORY
    return {"installation": of.installation, "roots": list(of.roots), "threshold": of.threshold}


if __name__ == "__main__":
    main()
