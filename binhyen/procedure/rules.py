"""The parts of a procedure as the statute states it: states, acts, deadlines.

A procedure is a declaration checked when it is made, never rows that somebody edits (docs/adr/0002).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from .calendar import Days, Hours, Length, Months, OnDay, WorkingDays, WorkingHours
from .facts import NAME, Fact, code, count, declared, instant, name, replacement

if TYPE_CHECKING:
    from .keeping import Keeps

ROLES = frozenset(
    ("resident", "officer", "head", "clock", "steering", "oversight", "administrator", "registry")
)


# What an office can be in a matter, the strongest first. Whoever an act names keeps its part until an act releases it.
HANDLER = "handler"
PARTS = (HANDLER, "issuer", "partner", "member", "custodian", "reader")


class Origin(Enum):
    """From where an act may be done when its states need no list."""

    ANY_OPEN = "any_open"
    ANY = "any"
    ANY_KEPT = "any_kept"


ANY_OPEN = Origin.ANY_OPEN
ANY = Origin.ANY
# What is erased takes no message: there is nothing left to seal it to.
ANY_KEPT = Origin.ANY_KEPT


class ProcedureError(ValueError):
    """A procedure that contradicts itself."""


@dataclass(frozen=True)
class State:
    code: str
    open: bool = True


@dataclass(frozen=True)
class Withheld:
    """Choices of a fact that may not be taken while a row field has one of these values, and on what ground.

    Such as mediation while the category is violence: protection comes first, and the program holds it.
    """

    fact: str
    choices: frozenset[str]
    field: str
    values: frozenset[str]
    basis: str


@dataclass(frozen=True)
class Act:
    """What may be recorded, by whom, from where, and what it changes.

    origin: states it may be done from; None: it starts a matter.
    to: the state it leads to. None with to_by None: the state stays.
    to_by: (fact, {its value: state}) when a fact decides the state.
    sets: row field -> fact that gives its value; a fact that is None leaves the field as it was.
    basis: the article.
    personal: facts that point at envelopes holding personal data. It has no default: silence is refused.
    once: at most once in a matter.
    withholds: choices that some matters do not have.
    parts: what the acting office must be in the matter, one of these: the one that handles it, or one that an
    earlier act named. Empty asks for no part: the act is judged otherwise.
    releases: facts that name offices whose part in the matter ends with this act.
    kept: bookkeeping that a browser does by itself: offered in no menu, taken from no form.
    """

    code: str
    facts: type
    by: frozenset[str]
    origin: frozenset[str] | Origin | None
    to: str | None = None
    to_by: tuple[str, Mapping[str, str]] | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    personal: tuple[str, ...] = field(kw_only=True)
    once: bool = False
    withholds: tuple[Withheld, ...] = ()
    parts: frozenset[str] = frozenset({HANDLER})
    releases: tuple[str, ...] = ()
    kept: bool = False

    def withheld(self, fields: Mapping[str, object]) -> dict[str, frozenset[str]]:
        """By fact, the choices that a matter with these row fields does not have."""
        found: dict[str, frozenset[str]] = {}
        for rule in self.withholds:
            if fields.get(rule.field) in rule.values:
                found[rule.fact] = found.get(rule.fact, frozenset()) | rule.choices
        return found

    @property
    def targets(self) -> frozenset[str]:
        """The states it may lead to; empty when the state stays."""
        if self.to is not None:
            return frozenset((self.to,))
        return frozenset(self.to_by[1].values()) if self.to_by else frozenset()


@dataclass(frozen=True)
class Deadline:
    """A clock of the procedure.

    starts: acts that start it, while none of its clocks is open; until: acts that meet it.
    length, basis: how long, on which article.
    stops, resumes: what remained when it stopped is what remains when it resumes, unless
    resume_length: a fresh term counted from the resuming act.
    extends: act -> the length that replaces the length, counted from the same start.
    only_if: (row field, values): the clock runs only while the field has one of the values. It may come to
    have it after the start (a class given at triage): the clock then counts from the start all the same.
    """

    code: str
    starts: frozenset[str]
    until: frozenset[str]
    length: Length
    basis: str
    stops: frozenset[str] = frozenset()
    resumes: frozenset[str] = frozenset()
    extends: Mapping[str, Length] = field(default_factory=dict)
    only_if: tuple[str, Collection[object]] | None = None
    resume_length: Length | None = None


@dataclass(frozen=True)
class Nothing:
    """The facts of an act that says nothing besides that it was done."""


CORRECTED = "corrected"
DEADLINE_PASSED = "deadline_passed"
CORRECTION_REASONS = ("mistake", "not_done", "entered_twice", "wrong_matter")


@dataclass(frozen=True)
class Corrected:
    """Entry `entry` does not count (replacement None), or counts with other facts."""

    entry: int = count(minimum=1)
    reason: str = code(*CORRECTION_REASONS)
    replacement: dict[str, object] | None = replacement()


@dataclass(frozen=True)
class DeadlinePassed:
    """The clock's note that a term ran out; it changes no state."""

    deadline: str = name()
    due_at: str = instant()


GENERIC = {
    act.code: act
    for act in (
        # Whose entry may be corrected by whom is the journal's to judge: it knows who wrote it.
        Act(
            CORRECTED,
            Corrected,
            frozenset(("officer", "head", "steering")),
            ANY,
            personal=(),
            parts=frozenset(),
        ),
        Act(DEADLINE_PASSED, DeadlinePassed, frozenset(("clock",)), ANY, personal=(), parts=frozenset()),
    )
}


@dataclass(frozen=True)
class Procedure:
    """One version of a kind's procedure. Raises ProcedureError when it contradicts itself.

    in_force_to: the last day on which a new matter is received under it (None: in force).
    standing: a standing record: no deadlines.
    keeps: how long sealed content is kept after the matter ended; None: no term is set.
    """

    kind: str
    version: str
    in_force_from: dt.date
    in_force_to: dt.date | None
    basis: str
    states: tuple[State, ...]
    acts: tuple[Act, ...]
    deadlines: tuple[Deadline, ...] = ()
    standing: bool = False
    keeps: "Keeps | None" = None

    def __post_init__(self) -> None:
        for part in ("states", "acts", "deadlines"):
            object.__setattr__(self, part, tuple(getattr(self, part)))
        for problem in _problems(self):
            raise ProcedureError(f"{self.kind} {self.version}: {problem}")

    @cached_property
    def _states(self) -> Mapping[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def _acts(self) -> Mapping[str, Act]:
        return {act.code: act for act in self.acts} | GENERIC

    @cached_property
    def _deadlines(self) -> Mapping[str, Deadline]:
        return {deadline.code: deadline for deadline in self.deadlines}

    def state(self, code: str) -> State:
        return self._states[code]

    def act(self, code: str) -> Act:
        """A declared or generic act. Raises KeyError."""
        return self._acts[code]

    def deadline(self, code: str) -> Deadline:
        return self._deadlines[code]

    def in_force(self, on: dt.date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


def _problems(procedure: Procedure) -> Iterator[str]:
    """Everything that is wrong, in the order that explains it best."""
    if procedure.in_force_to is not None and procedure.in_force_to < procedure.in_force_from:
        yield "in_force_to lies before in_force_from"
    for part, parts in (
        ("state", procedure.states),
        ("act", procedure.acts),
        ("deadline", procedure.deadlines),
    ):
        codes = [each.code for each in parts]
        for each in codes:
            if not NAME.fullmatch(each):
                yield f"{part} {each!r} is not a code"
            if codes.count(each) > 1:
                yield f"{part} {each} is declared twice"
    for act in procedure.acts:
        for problem in _act_problems(procedure, act):
            yield f"act {act.code}: {problem}"
    yield from _reach_problems(procedure)
    if procedure.standing and procedure.deadlines:
        yield "a standing record has no deadlines"
    for deadline in procedure.deadlines:
        for problem in _deadline_problems(procedure, deadline):
            yield f"deadline {deadline.code}: {problem}"


def _act_problems(procedure: Procedure, act: Act) -> Iterator[str]:
    if act.code in GENERIC:
        yield "every procedure has it without declaring it"
    if not act.by or not act.by <= ROLES:
        yield f"by must name roles among {', '.join(sorted(ROLES))}"
    states = {state.code for state in procedure.states}
    named = act.origin if isinstance(act.origin, frozenset) else frozenset()
    for unknown in sorted((named | act.targets) - states):
        yield f"unknown state {unknown}"
    if isinstance(act.origin, frozenset) and not act.origin:
        yield "origin is empty"
    if act.to is not None and act.to_by is not None:
        yield "to and to_by contradict each other"
    if act.origin is None and not act.targets:
        yield "it starts a matter, so it must lead to a state"
    if "clock" in act.by and act.origin is not None and act.targets:
        yield "the clock never decides: a person closes"
    try:
        facts = {fact.name: fact for fact in declared(act.facts)}
    except TypeError as error:
        yield str(error)
        return
    yield from _fact_problems(act, facts)


def _fact_problems(act: Act, facts: Mapping[str, Fact]) -> Iterator[str]:
    for row_field, fact in act.sets.items():
        if fact not in facts:
            yield f"sets {row_field} from an unknown fact {fact}"
    if not act.parts <= set(PARTS):
        yield f"parts are among {', '.join(PARTS)}"
    for fact, declaration in facts.items():
        if declaration.among and (declaration.kind != "office" or declaration.among not in PARTS):
            yield f"{fact} is among {declaration.among}, which is no part that an office has"
    for fact in act.releases:
        if fact not in facts or facts[fact].kind != "office":
            yield f"releases names {fact}, which is no office"
    for fact in act.personal:
        if fact not in facts or facts[fact].kind != "envelope":
            yield f"personal names {fact}, which points at no envelope"
    for rule in act.withholds:
        if rule.fact not in facts or not rule.choices <= set(facts[rule.fact].choices):
            yield f"withholds choices that {rule.fact} does not have"
        elif not rule.basis.strip():
            yield f"name the ground on which {rule.fact} is withheld"
    if act.to_by is not None:
        fact, states = act.to_by
        if fact not in facts or facts[fact].kind != "code" or facts[fact].optional:
            yield f"to_by needs a required code, not {fact}"
        elif set(states) != set(facts[fact].choices):
            yield f"to_by must give a state for each choice of {fact}, and no other"


def _reach_problems(procedure: Procedure) -> Iterator[str]:
    open_states = frozenset(state.code for state in procedure.states if state.open)
    everything = frozenset(state.code for state in procedure.states)
    reached = frozenset[str]().union(*(act.targets for act in procedure.acts if act.origin is None))
    if not reached:
        yield "no act starts a matter"
        return

    def origins(act: Act) -> frozenset[str]:
        if isinstance(act.origin, frozenset):
            return act.origin
        kept = everything - {"erased"}
        return {ANY_OPEN: open_states, ANY: everything, ANY_KEPT: kept, None: everything}[act.origin]

    while True:
        further = reached.union(*(act.targets for act in procedure.acts if origins(act) & reached))
        if further == reached:
            break
        reached = further
    for state in procedure.states:
        if state.code not in reached:
            yield f"state {state.code} cannot be reached"
    for act in procedure.acts:
        if not origins(act) & reached:
            yield f"act {act.code} cannot be reached"
    if not procedure.standing and not reached - open_states:
        yield "no closed state can be reached: a matter would never end"


def _deadline_problems(procedure: Procedure, deadline: Deadline) -> Iterator[str]:
    acts = {act.code for act in procedure.acts}
    named = deadline.starts | deadline.until | deadline.stops | deadline.resumes | frozenset(deadline.extends)
    for unknown in sorted(named - acts):
        yield f"unknown act {unknown}"
    if not deadline.starts or not deadline.until:
        yield "it needs acts that start it and acts that meet it"
    if not deadline.basis.strip():
        yield "name the article"
    lengths = [deadline.length, *deadline.extends.values(), deadline.resume_length or deadline.length]
    if not all(
        isinstance(length, Hours | Days | WorkingDays | WorkingHours | Months | OnDay) for length in lengths
    ):
        yield "a length is Hours, Days, WorkingDays, WorkingHours, Months or OnDay"
    for length, saying in _said_days(deadline):
        for each in sorted(saying & acts):
            said = {fact.name: fact.kind for fact in declared(procedure.act(each).facts)}
            if said.get(length.fact) != "day":
                yield f"{each} says no day {length.fact}"
    if deadline.resumes and not deadline.stops:
        yield "it resumes without ever stopping"
    if deadline.resume_length is not None and not deadline.resumes:
        yield "resume_length without an act that resumes"
    if deadline.only_if is not None:
        row_field, values = deadline.only_if
        if isinstance(values, str) or not values:
            yield "only_if needs a collection of values"
        if not any(row_field in act.sets for act in procedure.acts):
            yield f"only_if looks at {row_field}, which no act sets"


def _said_days(deadline: Deadline) -> Iterator[tuple[OnDay, frozenset[str]]]:
    """Each length that is a day said by an act, with the acts that say it."""
    pairs = [(deadline.length, deadline.starts), (deadline.resume_length, deadline.resumes)]
    pairs += [(length, frozenset({act})) for act, length in deadline.extends.items()]
    if deadline.resume_length is None:
        pairs.append((deadline.length, deadline.resumes))
    for length, saying in pairs:
        if isinstance(length, OnDay):
            yield length, saying
