"""From what somebody types, a name or a code, to the one unit that bore it at that time."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from binhyen.units.days import When, shown, span
from binhyen.units.folding import fold
from binhyen.units.models import Level, Unit, UnitQuerySet

# What people write before a name, folded, and the prefixes it stands for.
PREFIXES: dict[str, tuple[str, ...]] = {
    "thanh pho": ("thanh pho",),
    "tp": ("thanh pho",),
    "tinh": ("tinh",),
    "huyen": ("huyen",),
    "h": ("huyen",),
    "quan": ("quan",),
    "q": ("quan",),
    "thi xa": ("thi xa",),
    "tx": ("thi xa",),
    "thi tran": ("thi tran",),
    "tt": ("thi tran",),
    "xa": ("xa",),
    "x": ("xa",),
    "phuong": ("phuong",),
    "p": ("phuong",),
    "dac khu": ("dac khu",),
    "thon": ("thon",),
    "to dan pho": ("to dan pho",),
    "tdp": ("to dan pho",),
}


class Unknown(LookupError):
    """No unit bore that name or code at that time."""

    def __init__(self, text: str, when: When) -> None:
        self.text, self.when = text, when
        super().__init__(text)

    def __str__(self) -> str:
        return _("Không có đơn vị nào tên hoặc mã “%(text)s” vào %(when)s.") % {
            "text": self.text,
            "when": shown(self.when),
        }


class Ambiguous(LookupError):
    """Several units bore it: the asker chooses by a prefix, a code or a day."""

    def __init__(self, text: str, when: When, candidates: Sequence[Unit]) -> None:
        self.text, self.when, self.candidates = text, when, tuple(candidates)
        super().__init__(text)

    def __str__(self) -> str:
        named = "; ".join(_described(unit) for unit in self.candidates)
        return _(
            "“%(text)s” vào %(when)s có thể là: %(named)s. Hãy ghi thêm cấp đơn vị hoặc một ngày cụ thể."
        ) % {
            "text": self.text,
            "when": shown(self.when),
            "named": named,
        }


def resolve(text: str, on: When, *, level: str | None = None) -> Unit:
    """The unit that bore this name or code on a day, or at any time within a year.

    Written with or without marks, prefix ("huyện", "H.", "TP") or capitals. Raises Unknown, or Ambiguous with
    the candidates ("Mỹ Đức" in 2025 was a district until July and a commune afterwards). Hamlets share their
    names by the thousand, so they are found only when no unit above them matches, or by their prefix.
    """
    found = matching(text, on, level=level)
    above = [unit for unit in found if unit.level != Level.HAMLET]
    candidates = above or found
    if not candidates:
        raise Unknown(text, on)
    if len(candidates) > 1:
        raise Ambiguous(text, on, candidates)
    return candidates[0]


def matching(text: str, on: When, *, level: str | None = None) -> list[Unit]:
    """Every unit that bore exactly this name or code then, the highest level first."""
    typed = fold(text.replace(".", ". "))
    units = Unit.objects.within(*span(on)).select_related("parent")
    if level is not None:
        units = units.filter(level=level)
    found = [unit for unit in units.filter(code=text.strip())] or _by_name(typed, units)
    order = list(Level.values)
    return sorted(found, key=lambda unit: (order.index(unit.level), unit.code, unit.valid_from))


def search(text: str, on: When, *, limit: int = 20) -> list[Unit]:
    """Units whose name holds what was typed so far, for a list to choose from."""
    return list(Unit.objects.within(*span(on)).filter(folded__contains=fold(text)).order_by("folded")[:limit])


def _by_name(typed: str, units: UnitQuerySet) -> list[Unit]:
    # The whole text may be a name, even one that begins like a prefix; so may what follows a prefix.
    readings: dict[str, set[str]] = {typed: set()}
    for written, meant in PREFIXES.items():
        for head in (written + ". ", written + " "):
            if typed.startswith(head):
                readings.setdefault(typed[len(head) :], set()).update(meant)
    return [
        unit
        for unit in units.filter(folded__in=readings)
        if unit.folded == typed or fold(unit.prefix) in readings[unit.folded]
    ]


def _described(unit: Unit) -> str:
    until = f" – {shown(unit.valid_to)}" if unit.valid_to else ""
    return f"{unit.full_name} ({unit.code}, {shown(unit.valid_from)}{until})"
