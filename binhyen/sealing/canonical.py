"""Canonical JSON: RFC 8785, NFC, no floats. A value has one byte form, so a signature covers its meaning."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

import rfc8785

# Beyond this a JavaScript number is no longer exact, and the two languages would sign different bytes.
LARGEST = 2**53 - 1
DEEPEST = 16
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotCanonical(ValueError):
    """Not a value, or not bytes, that canonical JSON can carry."""


def encode(value: Any) -> bytes:
    """The one byte form. Strings are put into NFC; floats, numbers past 2^53, lone surrogates are refused."""
    plain = _plain(value, 0)
    # Where all is ASCII and no number is a float, the standard library's sorted keys and its escapes are those of
    # RFC 8785, ten times as fast; its order of keys beyond ASCII is not.
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if text.isascii():
        return text.encode()
    try:
        return rfc8785.dumps(plain)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise NotCanonical("no canonical form") from error


def decode(data: bytes) -> Any:
    """The value of canonical bytes. A second spelling (spaces, another order, a key twice) is refused."""
    value = parse(data)
    if encode(value) != data:
        raise NotCanonical("not in canonical form")
    return value


def parse(data: bytes) -> Any:
    """The value of any strict UTF-8 JSON without floats, duplicate keys or deep nesting."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_no_number,
            parse_constant=_no_number,
            object_pairs_hook=_no_key_twice,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    _plain(value, 0)
    return value


def in_file(text: str, longest: int) -> Any:
    """The value in a file's text; None when there is none, or more than `longest` characters."""
    try:
        return parse(text.encode()) if len(text) <= longest else None
    except (NotCanonical, UnicodeEncodeError):
        return None


def _plain(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise NotCanonical("nested too deeply")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical("a number past 2^53")
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        plain = {_text(key): _plain(item, depth + 1) for key, item in value.items()}
        if len(plain) != len(value):
            raise NotCanonical("two keys are one in NFC")
        return plain
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotCanonical("a key is not text")
    if value.isascii():  # in NFC, and without a surrogate
        return value
    if _SURROGATE.search(value):
        raise NotCanonical("a lone surrogate")
    return unicodedata.normalize("NFC", value)


def _no_number(_text: str) -> NoReturn:
    raise NotCanonical("a number that is not whole")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key twice")
    return found
