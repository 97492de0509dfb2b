"""A kind's own `forms.py`, where it has one: what it asks under seal and how the answers are called."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.matters.kinds import Kind
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter
from binhyen.matters.questions import AboutStaff, Question
from binhyen.procedure import effective


def questions(kind: Kind) -> tuple[Question, ...]:
    """What staff are asked under seal when they open a matter of this kind."""
    return tuple(getattr(_module(kind), "QUESTIONS", ())) if kind.sealed else ()


def about_staff(kind: Kind) -> AboutStaff | None:
    """The question whether it is about somebody who works at an office, where the kind asks it."""
    return getattr(_module(kind), "ABOUT_STAFF", None) if kind.sealed else None


def identity_choices(kind: Kind, with_custodian: bool) -> list[tuple[str, Any]]:
    """What whoever reports may choose about their name, where the kind keeps names under a key of their own."""
    choices = getattr(_module(kind), "IDENTITY", {}) if kind.sealed else {}
    return [(code, words) for code, words in choices.items() if with_custodian or code != "keep"]


def labels(kind: Kind) -> Mapping[str, Any]:
    """How the parts of a sealed story are called, beside its text."""
    return dict(getattr(_module(kind), "LABELS", {}))


def staff_choices(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """The choices that make sense at a desk, for facts where not all do."""
    return dict(getattr(_module(kind), "STAFF_CHOICES", {}))


def not_asked(kind: Kind) -> tuple[str, ...]:
    """Optional facts of the opening act that nobody can be asked for at a desk."""
    return tuple(getattr(_module(kind), "NOT_ASKED", ()))


def in_the_open(line: Line) -> dict[str, Any]:
    """What of a sealed matter everybody may read, or will: its template and what that shows; {} where all is sealed."""
    module = _module(line.kind)
    template = getattr(module, "IN_THE_OPEN", "")
    return {"template": template, "told": module.told_in_the_open(line)} if module and template else {}


def spoken(line: Line) -> dict[str, Any] | None:
    """The same as it was posted, for the browser to compare with what the story says; None where all is sealed."""
    module = _module(line.kind)
    return module.spoken_in_the_open(line) if module and hasattr(module, "spoken_in_the_open") else None


def standing_links(act: str, line: Line) -> set[str] | None:
    """For an act that takes back another: the matters that the other pointed at and that still stand. Else None."""
    undone = getattr(_module(line.kind), "REVERSES", {}).get(act)
    if undone is None:
        return None
    found: set[str] = set()
    for record in effective(line.records):
        if record.act in (act, undone):
            refs = set(Line.pointers(record.facts, "matter"))
            found = found | refs if record.act == undone else found - refs
    return found


def joins(kind: Kind) -> str:
    """The act by which a matter is worked as part of another one of its kind, "" where there is none."""
    return str(getattr(_module(kind), "JOINS", ""))


def compares(kind: Kind) -> Callable[[Line, Sequence[Matter]], Sequence[Any]] | None:
    """What tells which of some matters may be about the same thing, by what is open; None where all is sealed."""
    found: Callable[[Line, Sequence[Matter]], Sequence[Any]] | None
    found = getattr(_module(kind), "alike_in_the_open", None)
    return found


def minutes(kind: Kind) -> tuple[str, Any]:
    """The template of the sheet that a browser prints from what it opened, and the words of its button: minutes of
    intake where the kind says nothing else; "" where it has none."""
    module = _module(kind)
    return str(getattr(module, "MINUTES", "")), getattr(module, "PRINTS", _("In biên bản tiếp nhận"))


def _module(kind: Kind) -> ModuleType | None:
    name = kind.words.rpartition(".")[0] + ".forms"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None
