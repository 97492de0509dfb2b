"""Offices that owe themselves new keys: somebody who was given the present ones is gone, or they were opened elsewhere.

It is owed until other keys are in force. `member_removed` does not settle it: a signature calls no copied key back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.accounts.models import Membership, MembershipStatement, Person
from binhyen.offices.models import Certificate, CertificateRequest, Office, RecoveryUse
from binhyen.sealing.membership import ADDED
from binhyen.units import days


@dataclass(frozen=True)
class Owed:
    """Why an office owes itself new keys. `left`: the names of who had the present ones and left, or has another
    phrase since; `disclosed`: they were opened with the recovery set; `asked`: new ones wait for oversight."""

    office: Office
    left: tuple[str, ...]
    disclosed: bool
    asked: bool


def owed(held: Mapping[int, list[Certificate]]) -> list[Owed]:
    """Of the offices whose certificates these are (`certificates.every`), in as many questions for many as for one.

    Statements are taken at their word here, because the queue asks: one that nobody signed is for `binhyen verify`.
    """
    if not held:
        return []
    present = {office: _present(rows) for office, rows in held.items()}
    gone = _gone(present)
    opened = RecoveryUse.objects.filter(copy__office__in=list(present)).values_list(
        "copy__office", "copy__serial"
    )
    disclosed = {office for office, serial in opened if serial in present[office]}
    waiting = CertificateRequest.objects.filter(office__in=list(present), keys__isnull=False)
    asked = set(waiting.values_list("office", flat=True))
    return [
        Owed(rows[-1].office, gone.get(office, ()), office in disclosed, office in asked)
        for office, rows in held.items()
        if office in gone or office in disclosed
    ]


def _present(rows: list[Certificate]) -> set[int]:
    """The serials that have the keys of now: the newest, and those that it renewed."""
    newest = rows[-1].recipient
    return {each.serial for each in rows if each.recipient == newest}


def _gone(present: Mapping[int, set[int]]) -> dict[int, tuple[str, ...]]:
    """By office, the full names of who was handed its present keys and is not there with that recipient."""
    current = Membership.objects.current(days.today()).filter(office__in=list(present))
    there = set(current.values_list("office", "person__username", "person__recipient"))
    left: dict[int, set[str]] = {}
    for office, said in _given(present):
        if (office, said["person"], said["recipient"]) not in there:
            left.setdefault(office, set()).add(said["person"])
    usernames = {name for names in left.values() for name in names}
    full = dict(Person.objects.filter(username__in=usernames).values_list("username", "full_name"))
    return {office: tuple(sorted(full.get(name, name) for name in names)) for office, names in left.items()}


def _given(present: Mapping[int, set[int]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(office, statement) of everybody who was ever handed the present keys, whatever was signed afterwards."""
    rows = MembershipStatement.objects.filter(office__in=list(present)).exclude(withheld=True)
    for office, document in rows.values_list("office", "document"):
        said = json.loads(document)
        if said["act"] == ADDED and said["serial"] in present[office]:
            yield office, said
