"""What a session's procedure cannot say alone: days, places, and what the records that it names are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from binhyen.kinds.session import acts
from binhyen.kinds.session.reading import Session, begun, read, take
from binhyen.matters.judging import Asked, judge_again, touched
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import materials, quizzes
from binhyen.procedure import CORRECTED, FactsError
from binhyen.units.models import Unit

# A class with its teacher, or a hamlet's bus; whoever brings more telephones (a local limit).
PARTY = 50


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the reasons with their mend are in words.REFUSALS."""
    if asked.act == CORRECTED:
        _judge_correction(asked)
        return
    session = read(asked.line) if asked.line.records else None
    refuse(session, asked.act, asked.facts, asked.on)
    _refuse_elsewhere(asked.act, asked.facts)


def _judge_correction(asked: Asked) -> None:
    """What its entries name is looked at again only where it changed."""
    before, after = judge_again(asked, begun, take, refuse)
    for _then, now in touched(before, after):
        if now is not None:
            _refuse_elsewhere(now.act, now.facts)


def refuse(session: Session | None, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, written down on this day, contradicts the session as it stands."""
    if session is None:
        _planned(facts, on)
    elif rule := _RULES.get(act):
        rule(session, facts, on)


def _planned(facts: acts.Planned, on: dt.date) -> None:
    if facts.who == acts.EVERYBODY:
        if facts.places is None:
            raise FactsError("places", "places_missing")
        if facts.on < on:
            raise FactsError("on", "past")


def _announced(session: Session, _facts: Any, on: dt.date) -> None:
    if session.on < on:
        raise FactsError("", "past")


def _moved(_session: Session, facts: Any, on: dt.date) -> None:
    if facts.on < on:
        raise FactsError("on", "past")


def _signed_up(session: Session, facts: Any, on: dt.date) -> None:
    if session.on < on:
        raise FactsError("people", "over")
    if facts.people > PARTY:
        raise FactsError("people", "too_many")
    if session.left is not None and facts.people > session.left:
        raise FactsError("people", "full")


def _held(session: Session, _facts: Any, on: dt.date) -> None:
    if on < session.on:
        raise FactsError("", "not_yet")


def _material_named(session: Session, facts: Any, _on: dt.date) -> None:
    if facts.material in session.materials:
        raise FactsError("material", "named_already")


def _quiz_named(session: Session, facts: Any, _on: dt.date) -> None:
    if facts.quiz in session.quizzes:
        raise FactsError("quiz", "named_already")


_RULES: Mapping[str, Callable[[Session, Any, dt.date], None]] = {
    "announced": _announced,
    "moved": _moved,
    "signed_up": _signed_up,
    "held": _held,
    "quiz_played": _held,
    "material_named": _material_named,
    "quiz_named": _quiz_named,
}


def _refuse_elsewhere(act: str, facts: Any) -> None:
    """What the other records say against it."""
    if act == "planned":
        _under(facts.plan)
        _hamlet(facts)
    elif act == "material_named":
        _public(facts, materials.KIND)
    elif act == "quiz_named":
        _public(facts, quizzes.KIND)
    elif act == "quiz_played":
        _counted(facts)


def _under(plan: str | None) -> None:
    """A session carries out a plan that its addressees have: no draft, and none that was closed."""
    if plan and not Matter.objects.filter(ref=plan, kind="plan", state__in=("issued", "amending")).exists():
        raise FactsError("plan", "plan_not_issued")


def _hamlet(facts: acts.Planned) -> None:
    if facts.hamlet is not None and not Unit.objects.filter(pk=facts.hamlet, parent=facts.area).exists():
        raise FactsError("hamlet", "hamlet_elsewhere")


def _public(facts: Any, kind: str) -> None:
    if not Matter.objects.filter(ref=getattr(facts, kind), kind=kind, state="published").exists():
        raise FactsError(kind, "not_published")


def _counted(facts: acts.QuizPlayed) -> None:
    """Nobody gives more right answers than there were questions."""
    quiz = Matter.objects.filter(ref=facts.quiz, kind=quizzes.KIND).first()
    if quiz is None:
        raise FactsError("quiz", "not_published")
    if facts.right > facts.players * len(quizzes.read(line_of(quiz)).questions):
        raise FactsError("right", "more_than_asked")
