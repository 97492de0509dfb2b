"""Areas and offices from a file: what every record stands on."""

from __future__ import annotations

import datetime as dt
import re

from binhyen.exchange.cells import Line
from binhyen.exchange.ordering import uppers_first
from binhyen.exchange.refusing import Refused
from binhyen.exchange.report import ADDED, KNOWN
from binhyen.exchange.work import Work
from binhyen.matters import kinds
from binhyen.offices.models import Office, Remit
from binhyen.units.folding import fold
from binhyen.units.models import Level, Unit

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
_REMIT = re.compile(r"(?P<kind>[a-z][a-z0-9_]{0,39})(?:: *(?P<categories>[a-z0-9_]+(?: +[a-z0-9_]+)*))?")
_RANK = {level: rank for rank, level in enumerate(Level.values)}


def units(work: Work) -> None:
    """Take the areas in, from the provinces down."""
    lines = work.once("units", lambda line: (line["level"], line["code"], line["valid_from"]))
    _ordered, circular = uppers_first(
        lines, lambda line: (line["level"], line["code"]), lambda line: (line["parent_level"], line["parent"])
    )

    def take(line: Line) -> str:
        if (line["level"], line["code"]) in circular:
            raise Refused("parent", "circular")
        return _unit(work, line)

    work.each(sorted(lines, key=lambda line: (_RANK[line["level"]], line["valid_from"])), take)


def _unit(work: Work, line: Line) -> str:
    level, code = line["level"], line["code"]
    _check_span(line)
    parent = _parent(work, line)
    says = {
        "name": line["name"],
        "prefix": line["prefix"],
        "parent": parent,
        "valid_to": line["valid_to"],
    }
    known = Unit.objects.filter(level=level, code=code, valid_from=line["valid_from"]).first()
    if known is not None:
        _refuse_if_other(known, says)
        return KNOWN
    last = line["valid_to"] or dt.date.max
    if other := Unit.objects.filter(level=level, code=code).within(line["valid_from"], last).first():
        raise Refused("code", "code_in_use", name=other.full_name)
    work.acting.administrator()
    unit = Unit.objects.create(
        code=code, level=level, valid_from=line["valid_from"], synthetic=line["synthetic"], **says
    )
    work.areas.add(unit)
    return ADDED


def _parent(work: Work, line: Line) -> Unit | None:
    code, level = line["parent"], line["parent_level"]
    if line["level"] == Level.PROVINCE:
        if code:
            raise Refused("parent", "province_has_no_parent")
        return None
    for column in ("parent", "parent_level"):
        if not line[column]:
            raise Refused(column, "missing")
    if _RANK[level] >= _RANK[line["level"]]:
        raise Refused("parent_level", "parent_not_above")
    found = work.areas.among(code, level, line["valid_from"], line["valid_to"])
    if len(found) == 1:
        return found[0]
    for other in work.given.of("units"):
        if not found and (other["level"], other["code"]) == (level, code):
            raise Refused("parent", "upper_refused", line=other.number)
    if not found and (refused := work.given.refused.get("units", {}).get(code)):
        raise Refused("parent", "upper_refused", line=refused[0])
    raise Refused("parent", "unknown_parent", text=code)


def offices(work: Work) -> None:
    """Take the offices in, uppers first."""
    lines, circular = uppers_first(
        work.once("offices", lambda line: line["slug"]), lambda line: line["slug"], lambda line: line["upper"]
    )

    def take(line: Line) -> str:
        if line["slug"] in circular:
            raise Refused("upper", "circular")
        return _office(work, line)

    work.each(lines, take)


def _office(work: Work, line: Line) -> str:
    slug, begins, ends = line["slug"], line["valid_from"], line["valid_to"]
    if not _SLUG.fullmatch(slug):
        raise Refused("slug", "bad_slug")
    _check_span(line)
    says = {
        "name": line["name"],
        "type": line["type"],
        "area": work.areas.find("area", line["area"], line["area_level"], begins, ends),
        "upper": _upper(work, line["upper"]) if line["upper"] else None,
        "valid_from": begins,
        "valid_to": ends,
    }
    remits = _remits(line["remits"])
    known = Office.objects.filter(slug=slug).first()
    if known is not None:
        _refuse_if_other(known, says)
        return KNOWN
    work.acting.administrator()
    office = Office.objects.create(
        slug=slug, name_en=line["name_en"] or line["name"], duty_phone=line["duty_phone"] or "", **says
    )
    Remit.objects.bulk_create(
        Remit(office=office, kind=kind, categories=categories) for kind, categories in remits.items()
    )
    return ADDED


def _upper(work: Work, slug: str) -> Office:
    found = Office.objects.filter(slug=slug).first()
    if found is not None:
        return found
    line = work.line_of("offices", slug)
    if line is not None:
        raise Refused("upper", "upper_refused", line=line)
    raise Refused("upper", "unknown_upper", text=slug)


def _remits(parts: tuple[str, ...]) -> dict[str, str]:
    """By kind its categories, "" for all; a kind by its code or by its Vietnamese name."""
    named = {fold(str(kind.vocabulary().kind)): kind.code for kind in kinds.every() if not kind.standing}
    made: dict[str, str] = {}
    for part in parts:
        found = _REMIT.fullmatch(named.get(fold(part), part))
        if found is None:
            raise Refused("remits", "bad_remit", text=part)
        made[found["kind"]] = " ".join((found["categories"] or "").split())
    return made


def _check_span(line: Line) -> None:
    if line["valid_to"] is not None and line["valid_to"] <= line["valid_from"]:
        raise Refused("valid_to", "ends_before_start")


def _refuse_if_other(known: Unit | Office, says: dict[str, object]) -> None:
    """What is here already is never changed by a file, and a file that says otherwise is told so."""
    for column, value in says.items():
        if getattr(known, column) != value:
            raise Refused(column, "known_otherwise")
