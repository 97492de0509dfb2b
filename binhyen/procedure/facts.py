"""Typed facts: what an act may say, as codes, numbers, dates and references, never prose.

Each act has a frozen dataclass whose fields come from the constructors below. The same declaration serves the
forms (which choices), the journal (canonical bytes) and the figures (codes to count).

Longer than a file should be: what each constructor declares, how it is checked and how it is written stand together,
because a kind of fact that is declared in one file and checked in another is checked in neither.
"""

import dataclasses
import datetime as dt
import re
import typing
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

import rfc8785

MISSING = dataclasses.MISSING
REFERENCES = ("envelope", "document", "file", "matter", "office", "unit", "person")
# RFC 8785 writes numbers as IEEE doubles: above this, two different integers would share one text.
LARGEST = 2**53 - 1
_LARGEST_ID = 2**63 - 1

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_HEX = re.compile(r"[0-9a-f]+")
_SIGNATURE = re.compile(r"[A-Za-z0-9_-]{86}")
_REF = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

Plain = dict[str, object]
T = TypeVar("T")


class FactsError(ValueError):
    """A fact that its declaration refuses.

    reason: "unknown" | "missing" | "type" | "choice" | "duplicate" | "range" | "length" | "characters" |
    "withheld" (the matter does not have this choice) | "part" (the office does not have the part asked for)
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclasses.dataclass(frozen=True)
class Fact:
    """One field of a facts class, as declared: what a form needs to ask for it."""

    name: str
    kind: str
    optional: bool = False
    has_default: bool = False
    choices: tuple[str, ...] = ()
    minimum: int = 0
    max_length: int = 0
    numeric: bool = False
    short: bool = False
    ahead: bool = False
    among: str = ""
    level: str = ""
    picture: bool = False
    long: bool = False


def _field(kind: str, default: object = MISSING, **metadata: object) -> typing.Any:
    metadata = {"kind": kind, "optional": default is None, **metadata}
    if default is MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def code(*choices: str, default: object = MISSING) -> typing.Any:
    """One of `choices`. `default=None` makes it optional (`str | None`)."""
    return _field("code", default, choices=choices)


def codes(*choices: str, default: object = MISSING) -> typing.Any:
    """Any of `choices`, each at most once, in the order given: `tuple[str, ...]`."""
    return _field("codes", default, choices=choices)


def count(minimum: int = 0, default: object = MISSING) -> typing.Any:
    """A whole number from `minimum`. `default=None` makes it optional (`int | None`)."""
    return _field("count", default, minimum=minimum)


def day(optional: bool = False, ahead: bool = False) -> typing.Any:
    """A legal date (`datetime.date`). `ahead`: it may lie in the future, as a due date does."""
    return _field("day", None if optional else MISSING, ahead=ahead)


def time_of_day(default: object = MISSING) -> typing.Any:
    """An hour and minute of a legal day, as "08:30": `str`. `default=None` makes it optional."""
    return _field("time", default)


def flag(default: bool = False) -> typing.Any:
    """Yes or no."""
    return _field("flag", default)


def reference(
    to: str,
    optional: bool = False,
    short: bool = False,
    among: str = "",
    level: str = "",
    picture: bool = False,
    long: bool = False,
) -> typing.Any:
    """The id of an envelope, document, file, matter, office, unit or person. `short`: a document of one line; `long`:
    one of a page. `among`: an office that has this part in the matter already. `level`: "hamlet", where a unit lies
    below a commune. `picture`: a file that is shown, so nothing else.

    The annotation says which id: `str` for a ref, `int` for a database id. A database id is written as
    decimal text, because random 63-bit ids do not survive JSON numbers.
    """
    if to not in REFERENCES:
        raise ValueError(f"a reference points at one of {', '.join(REFERENCES)}, not {to!r}")
    return _field(
        to,
        None if optional else MISSING,
        short=short,
        among=among,
        level=level,
        picture=picture,
        long=long,
    )


def number_text(max_length: int = 40, optional: bool = False) -> typing.Any:
    """A document's number such as 123/PC-CSĐT: letters, digits, / - . and at least one digit.

    The digit and the missing space keep a name or a sentence from hiding here: entries are never erased.
    """
    return _field("number", None if optional else MISSING, max_length=max_length)


def signature() -> typing.Any:
    """An office key's Ed25519 signature, base64url: what says that the office, and no row in its name, did this."""
    return _field("signature")


def hexadecimal(digits: int) -> typing.Any:
    """Bytes as so many lower-case hex digits, for `verify` and for nobody's eyes: a commitment, what opens it."""
    return _field("hex", max_length=digits)


def name() -> typing.Any:
    """A code that the procedure itself defines, such as a deadline's."""
    return _field("name")


def instant() -> typing.Any:
    """A UTC instant as text, exactly as `datetime.isoformat()` writes it."""
    return _field("instant")


def replacement() -> typing.Any:
    """The plain facts put in place of a corrected entry's; fold checks them against that entry's class."""
    return _field("replacement", None)


_ANNOTATIONS: Mapping[str, object] = {
    "code": str,
    "codes": tuple[str, ...],
    "count": int,
    "day": dt.date,
    "time": str,
    "flag": bool,
    "number": str,
    "name": str,
    "signature": str,
    "hex": str,
    "instant": str,
    "replacement": dict[str, object],
}


_DECLARED: dict[type, tuple[Fact, ...]] = {}


def declared(cls: type) -> tuple[Fact, ...]:
    """The facts of a class, in order. Raises TypeError when the class is not a proper facts class."""
    if cls not in _DECLARED:
        _DECLARED[cls] = _read_declaration(cls)
    return _DECLARED[cls]


def _read_declaration(cls: type) -> tuple[Fact, ...]:
    parameters = vars(cls).get("__dataclass_params__")
    if parameters is None or not parameters.frozen:
        raise TypeError(f"{cls.__name__} is not a frozen dataclass")
    hints = typing.get_type_hints(cls)
    return tuple(_declared(cls, field, hints[field.name]) for field in dataclasses.fields(cls))


def _declared(cls: type, field: "dataclasses.Field[typing.Any]", hint: object) -> Fact:
    where = f"{cls.__name__}.{field.name}"
    metadata = dict(field.metadata)
    if "kind" not in metadata:
        raise TypeError(f"{where} is not made by a constructor of facts.py: facts hold no free values")
    kind = metadata["kind"]
    if metadata["optional"]:
        if type(None) not in typing.get_args(hint):
            raise TypeError(f"{where} may be absent: annotate it with | None")
        hint = typing.get_args(hint)[0]
    expected: tuple[object, ...] = (str, int) if kind in REFERENCES else (_ANNOTATIONS[kind],)
    if hint not in expected:
        raise TypeError(f"{where} is a {kind}: annotate it with {' or '.join(map(str, expected))}")
    has_default = field.default is not MISSING
    return Fact(name=field.name, has_default=has_default, numeric=hint is int, **metadata)


def to_plain(facts: object) -> Plain:
    """Facts as a JSON object with every field present. Raises FactsError."""
    return {fact.name: _write(fact, getattr(facts, fact.name)) for fact in declared(type(facts))}


def from_plain(cls: type[T], plain: Mapping[str, object]) -> T:
    """The facts that `to_plain` wrote. Raises FactsError.

    A field with a default may be absent: entries written before the field existed must stay readable.
    """
    facts = declared(cls)
    for stranger in sorted(set(plain) - {fact.name for fact in facts}):
        raise FactsError(stranger, "unknown")
    values: dict[str, object] = {}
    for fact in facts:
        if fact.name in plain:
            values[fact.name] = _read(fact, plain[fact.name])
        elif not fact.has_default:
            raise FactsError(fact.name, "missing")
    return cls(**values)


def check(facts: object) -> None:
    """Raise FactsError unless every fact is what its declaration allows."""
    to_plain(facts)


def canonical(facts: object) -> bytes:
    """RFC 8785 bytes of the plain facts: what the journal hashes. Raises FactsError."""
    return canonical_plain(to_plain(facts))


def canonical_plain(plain: Mapping[str, object]) -> bytes:
    """RFC 8785 bytes of a JSON object; a value JSON cannot hold raises FactsError."""
    try:
        return rfc8785.dumps(typing.cast(typing.Any, plain))
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise FactsError("", "type") from error


def _write(fact: Fact, value: object) -> object:
    """The JSON value of one checked fact."""
    if value is None:
        if fact.optional:
            return None
        raise FactsError(fact.name, "missing")
    if fact.kind in REFERENCES:
        return _write_reference(fact, value)
    if fact.kind == "day":
        # A datetime is a date to isinstance, and would smuggle a clock time into a legal date.
        if type(value) is not dt.date:
            raise FactsError(fact.name, "type")
        return value.isoformat()
    if fact.kind == "codes":
        if not isinstance(value, tuple):
            raise FactsError(fact.name, "type")
        for item in value:
            _refuse_unless_choice(fact, item)
        if len(set(value)) != len(value):
            raise FactsError(fact.name, "duplicate")
        return list(value)
    _CHECKS[fact.kind](fact, value)
    return value


def _read(fact: Fact, plain: object) -> object:
    """The checked fact of one JSON value; what `_write` would not have written is refused."""
    value = plain
    if plain is not None:
        if fact.kind == "codes" and isinstance(plain, list):
            value = tuple(plain)
        elif fact.kind == "day":
            value = _read_day(fact, plain)
        elif fact.kind in REFERENCES and fact.numeric:
            if not (isinstance(plain, str) and _DECIMAL.fullmatch(plain)):
                raise FactsError(fact.name, "type")
            value = int(plain)
    _write(fact, value)
    return value


def _read_day(fact: Fact, plain: object) -> dt.date:
    if not isinstance(plain, str):
        raise FactsError(fact.name, "type")
    try:
        value = dt.date.fromisoformat(plain)
    except ValueError as error:
        raise FactsError(fact.name, "type") from error
    # fromisoformat also reads 20260217 and 2026-W08-2: one date must have one text.
    if value.isoformat() != plain:
        raise FactsError(fact.name, "type")
    return value


def _write_reference(fact: Fact, value: object) -> str:
    if fact.numeric:
        if type(value) is not int:
            raise FactsError(fact.name, "type")
        if not 0 <= value <= _LARGEST_ID:
            raise FactsError(fact.name, "range")
        return str(value)
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if not _REF.fullmatch(value):
        raise FactsError(fact.name, "characters")
    return value


def _refuse_unless_choice(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if value not in fact.choices:
        raise FactsError(fact.name, "choice")


def _refuse_unless_count(fact: Fact, value: object) -> None:
    # bool is an int to isinstance: True must not become a 1 in somebody's figures.
    if type(value) is not int:
        raise FactsError(fact.name, "type")
    if not fact.minimum <= value <= LARGEST:
        raise FactsError(fact.name, "range")


def _refuse_unless_flag(fact: Fact, value: object) -> None:
    if not isinstance(value, bool):
        raise FactsError(fact.name, "type")


def _refuse_unless_time(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if not _TIME.fullmatch(value):
        raise FactsError(fact.name, "characters")


def _refuse_unless_number_text(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if not 1 <= len(value) <= fact.max_length:
        raise FactsError(fact.name, "length")
    letters = all(c in "/-." or unicodedata.category(c)[0] == "L" or c in "0123456789" for c in value)
    # NFC: the same number typed on two keyboards must be the same bytes.
    if (
        not letters
        or not any(c in "0123456789" for c in value)
        or unicodedata.normalize("NFC", value) != value
    ):
        raise FactsError(fact.name, "characters")


def _refuse_unless_name(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if not NAME.fullmatch(value):
        raise FactsError(fact.name, "characters")


def _refuse_unless_signature(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if not _SIGNATURE.fullmatch(value):
        raise FactsError(fact.name, "characters")


def _refuse_unless_hex(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    if len(value) != fact.max_length:
        raise FactsError(fact.name, "length")
    if not _HEX.fullmatch(value):
        raise FactsError(fact.name, "characters")


def _refuse_unless_instant(fact: Fact, value: object) -> None:
    if not isinstance(value, str):
        raise FactsError(fact.name, "type")
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise FactsError(fact.name, "type") from error
    if moment.utcoffset() != dt.timedelta(0) or moment.isoformat() != value:
        raise FactsError(fact.name, "type")


def _refuse_unless_replacement(fact: Fact, value: object) -> None:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise FactsError(fact.name, "type")
    canonical_plain(value)


_CHECKS: Mapping[str, Callable[[Fact, object], None]] = {
    "code": _refuse_unless_choice,
    "count": _refuse_unless_count,
    "time": _refuse_unless_time,
    "flag": _refuse_unless_flag,
    "number": _refuse_unless_number_text,
    "name": _refuse_unless_name,
    "signature": _refuse_unless_signature,
    "hex": _refuse_unless_hex,
    "instant": _refuse_unless_instant,
    "replacement": _refuse_unless_replacement,
}
