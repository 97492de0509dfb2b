"""The forms of single fields, which signed statements and headers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeGuard

from binhyen.sealing.canonical import LARGEST

REF = re.compile(r"[a-z2-7]{26}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Check = Callable[[Any], bool]


def has_fields(value: object, fields: Mapping[str, Check]) -> TypeGuard[Mapping[str, Any]]:
    """Whether this has exactly these fields, each accepted by its check."""
    if not isinstance(value, Mapping) or set(value) != fields.keys():
        return False
    return all(right(value[name]) for name, right in fields.items())


def matches(form: re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and form.match(value) is not None


def or_nothing(check: Check) -> Check:
    """As the check, or the empty text."""
    return lambda value: value == "" or check(value)


def one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def exactly(number: int) -> Check:
    # By type: True is 1 in Python, and another byte form.
    return lambda value: type(value) is int and value == number


def counts_from(least: int) -> Check:
    return lambda value: type(value) is int and least <= value <= LARGEST


is_ref, is_hash, is_code = matches(REF), matches(HASH), matches(CODE)


def is_day(value: object) -> bool:
    """Whether this is a day there is, as "2026-07-01"."""
    if not isinstance(value, str) or not _DAY.match(value):
        return False
    try:
        return 2000 <= date.fromisoformat(value).year <= 9000
    except ValueError:
        return False


def is_signatures(value: object) -> bool:
    """Whether this is {public key: signature} by form; who signed is for others to check."""
    return isinstance(value, dict) and all(isinstance(each, str) for each in (*value, *value.values()))
