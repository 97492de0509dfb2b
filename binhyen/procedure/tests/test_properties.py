"""No sequence of acts escapes its procedure, whatever the procedure and whatever is tried."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    CORRECTED,
    DEADLINE_PASSED,
    VIETNAM,
    Act,
    Clock,
    Corrected,
    Days,
    Deadline,
    DeadlinePassed,
    Hours,
    IllegalHistory,
    Length,
    Months,
    NotAllowed,
    Nothing,
    Origin,
    Procedure,
    Record,
    Standing,
    State,
    WorkingDays,
    allowed,
    available,
    code,
    effective,
    fold,
    follow,
    to_plain,
)

ROLES = ("resident", "officer", "head")
CHOICES = ("a", "b")
START = dt.datetime(2024, 1, 25, 2, tzinfo=dt.UTC)  # Tết follows soon


@dataclass(frozen=True)
class Chosen:
    choice: str = code(*CHOICES)


lengths: st.SearchStrategy[Length] = st.one_of(
    st.builds(Hours, st.integers(1, 60)),
    st.builds(Days, st.integers(1, 20)),
    st.builds(WorkingDays, st.integers(1, 10)),
    st.builds(Months, st.just(1)),
)


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """A small procedure: every state can be reached, the last one is closed."""
    number = draw(st.integers(2, 4))
    states = tuple(State(f"s{n}", open=n < number - 1) for n in range(number))
    codes = [state.code for state in states]
    roles = st.frozensets(st.sampled_from(ROLES), min_size=1)
    acts = [Act("open", Nothing, frozenset(ROLES), None, to="s0", personal=())]
    for n in range(1, number):
        origin = frozenset((draw(st.sampled_from(codes[:n])),))
        acts.append(Act(f"to_s{n}", Nothing, draw(roles), origin, to=f"s{n}", personal=()))
    acts.append(
        Act(
            "choose",
            Chosen,
            draw(roles),
            draw(st.sampled_from((ANY, ANY_OPEN))),
            to_by=draw(
                st.none() | st.just(("choice", {each: draw(st.sampled_from(codes)) for each in CHOICES}))
            ),
            sets={"choice": "choice"},
            personal=(),
        )
    )
    for n in range(draw(st.integers(0, 3))):
        some = st.frozensets(st.sampled_from(codes), min_size=1)
        origin_of: st.SearchStrategy[frozenset[str] | Origin] = st.one_of(
            some, st.just(ANY), st.just(ANY_OPEN)
        )
        to = draw(st.none() | st.sampled_from(codes))
        acts.append(
            Act(
                f"act{n}", Nothing, draw(roles), draw(origin_of), to=to, once=draw(st.booleans()), personal=()
            )
        )
    deadlines = tuple(
        draw(deadline(f"d{n}", [act.code for act in acts])) for n in range(draw(st.integers(0, 3)))
    )
    return Procedure("kind", "1", dt.date(2000, 1, 1), None, "art. 1", states, tuple(acts), deadlines)


@st.composite
def deadline(draw: st.DrawFn, name: str, acts: list[str]) -> Deadline:
    some = st.frozensets(st.sampled_from(acts), min_size=1, max_size=2)
    stops = draw(st.just(frozenset[str]()) | some)
    return Deadline(
        name,
        starts=draw(some) | draw(st.sampled_from((frozenset(), frozenset(("open",))))),
        until=draw(some),
        length=draw(lengths),
        basis="art. 1",
        stops=stops,
        resumes=draw(some) if stops else frozenset(),
        extends=draw(st.dictionaries(st.sampled_from(acts), lengths, max_size=1)),
        only_if=draw(st.none() | st.just(("choice", ("a",)))),
        resume_length=draw(st.none() | lengths) if stops else None,
    )


@dataclass(frozen=True)
class Attempt:
    """Something tried: the n-th act, some hours after the last, written some hours after it happened."""

    act: int
    role: str
    hours: int
    delay: int
    choice: str
    entry: int
    void: bool


attempts = st.lists(
    st.builds(
        Attempt,
        act=st.integers(0, 11),
        role=st.sampled_from((*ROLES, "clock", "steering")),
        hours=st.sampled_from((0, 1, 20, 100, 400)),
        delay=st.sampled_from((0, 0, 0, 30, 300)),
        choice=st.sampled_from(CHOICES),
        entry=st.integers(0, 12),
        void=st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


def record_of(
    procedure: Procedure,
    attempt: Attempt,
    records: Sequence[Record],
    standing: Standing | None,
    now: dt.datetime,
) -> Record:
    """The attempt as a record: declared acts mostly, the generic ones and an unknown one sometimes."""
    codes = [act.code for act in procedure.acts]
    act = [*codes, CORRECTED, CORRECTED, DEADLINE_PASSED, "unknown"][attempt.act % (len(codes) + 4)]
    facts: object = Nothing()
    if act == "choose":
        facts = Chosen(attempt.choice)
    elif act == CORRECTED:
        target = records[attempt.entry % len(records)] if records else None
        plain = None
        if not attempt.void and target is not None:
            plain = to_plain(Chosen(attempt.choice) if target.act == "choose" else target.facts)
        facts = Corrected(target.seq if target else 1, "mistake", plain)
    elif act == DEADLINE_PASSED:
        facts = DeadlinePassed("d0", now.isoformat())
        if standing is not None and standing.clocks:
            clock = standing.clocks[attempt.entry % len(standing.clocks)]
            facts = DeadlinePassed(clock.deadline, clock.due_at.isoformat())
    happened = now - dt.timedelta(hours=attempt.delay)
    return Record(len(records) + 1, act, attempt.role, 1, happened, now, facts)


def history(procedure: Procedure, tried: Sequence[Attempt]) -> list[tuple[Record, bool]]:
    """Every attempt with whether it was taken; what was taken is the journal so far."""
    records: list[Record] = []
    standing: Standing | None = None
    found = []
    now = START
    for attempt in tried:
        now += dt.timedelta(hours=attempt.hours)
        record = record_of(procedure, attempt, records, standing, now)
        try:
            standing = follow(procedure, standing, records, record, VIETNAM)
        except IllegalHistory:
            found.append((record, False))
        else:
            records.append(record)
            found.append((record, True))
    return found


class Oracle:
    """The procedure's states again, written the plain way, to compare with."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.state = ""
        self.done: list[str] = []

    def takes(self, record: Record) -> bool:
        act = next((act for act in self.procedure.acts if act.code == record.act), None)
        if act is None or record.role not in act.by or (act.once and act.code in self.done):
            return False
        if act.origin is None or not self.state:
            return act.origin is None and not self.state
        if act.origin is ANY:
            return True
        if act.origin is ANY_OPEN:
            return self.state != self.procedure.states[-1].code
        assert isinstance(act.origin, frozenset)
        return self.state in act.origin

    def follow(self, record: Record) -> None:
        act = next(act for act in self.procedure.acts if act.code == record.act)
        self.done.append(act.code)
        if act.to is not None:
            self.state = act.to
        elif act.to_by is not None:
            self.state = act.to_by[1][getattr(record.facts, act.to_by[0])]


@given(procedures(), attempts)
def test_fold_takes_exactly_what_the_procedure_allows(procedure: Procedure, tried: list[Attempt]) -> None:
    taken: list[Record] = []
    for record, accepted in history(procedure, tried):
        oracle = Oracle(procedure)
        for counted in effective(taken):
            if counted.act != DEADLINE_PASSED:
                oracle.follow(counted)
        standing = fold(procedure, taken, VIETNAM) if taken else None
        assert (standing.state if standing else "") == oracle.state
        if record.act in (act.code for act in procedure.acts) or record.act == "unknown":
            assert accepted == oracle.takes(record)
        try:
            act = allowed(procedure, standing, record.act, record.role)
        except NotAllowed:
            assert not accepted
        else:
            # The generic acts may be refused for what they say; a declared one that is allowed is taken.
            assert accepted or act.code in (CORRECTED, DEADLINE_PASSED)
        offered = available(procedure, standing, [record.role])
        assert (record.act in [act.code for act in offered]) == oracle.takes(record)
        if accepted:
            taken.append(record)


@given(procedures(), attempts)
def test_what_counts_after_corrections_is_itself_legal(procedure: Procedure, tried: list[Attempt]) -> None:
    taken = [record for record, accepted in history(procedure, tried) if accepted]
    if not taken:
        return
    oracle = Oracle(procedure)
    for counted in effective(taken):
        assert counted.act != CORRECTED
        if counted.act != DEADLINE_PASSED:
            assert oracle.takes(counted)
            oracle.follow(counted)
    assert fold(procedure, taken, VIETNAM).state == oracle.state


@given(procedures(), attempts)
def test_folding_at_once_is_folding_step_by_step(procedure: Procedure, tried: list[Attempt]) -> None:
    taken = [record for record, accepted in history(procedure, tried) if accepted]
    standing: Standing | None = None
    for position, record in enumerate(taken):
        standing = follow(procedure, standing, taken[:position], record, VIETNAM)
        assert standing == fold(procedure, taken[: position + 1], VIETNAM)
        assert standing.last_seq == record.seq


@given(procedures(), attempts)
def test_a_voided_act_leaves_no_trace(procedure: Procedure, tried: list[Attempt]) -> None:
    """Doing an act and voiding it leaves everything as it was, clocks included."""
    taken = [record for record, accepted in history(procedure, tried) if accepted]
    if len(taken) < 2 or taken[-1].act == DEADLINE_PASSED:
        return
    before = fold(procedure, taken[:-1], VIETNAM)
    last = taken[-1]
    void = replace(
        last, seq=last.seq + 1, act=CORRECTED, role="officer", facts=Corrected(last.seq, "not_done")
    )
    assert fold(procedure, [*taken, void], VIETNAM) == replace(before, last_seq=void.seq)


def same_term(one: Clock, other: Clock) -> bool:
    return (one.deadline, one.counted_from, one.due_at) == (other.deadline, other.counted_from, other.due_at)


@given(procedures(), attempts)
def test_a_missed_term_stays_missed(procedure: Procedure, tried: list[Attempt]) -> None:
    """Whatever is done afterwards, except correcting an entry, the term is seen to have been missed."""
    missed: list[Clock] = []
    taken: list[Record] = []
    for record, accepted in history(procedure, tried):
        if not accepted:
            continue
        if record.act == CORRECTED:
            return
        # As somebody looking just before this entry saw it.
        if taken:
            before = fold(procedure, taken, VIETNAM).clocks
            missed += [clock for clock in before if clock.state(record.recorded_at) == "late"]
        taken.append(record)
        clocks = fold(procedure, taken, VIETNAM).clocks
        for clock in missed:
            states = {each.state(record.recorded_at) for each in clocks if same_term(each, clock)}
            assert states & {"late", "met_late"}, (clock, clocks)


@given(procedures(), attempts)
def test_clocks_agree_with_the_matter(procedure: Procedure, tried: list[Attempt]) -> None:
    taken = [record for record, accepted in history(procedure, tried) if accepted]
    standing: Standing | None = None
    for number, record in enumerate(taken):
        standing = follow(procedure, standing, taken[:number], record, VIETNAM)
        running = [clock for clock in standing.clocks if clock.runs]
        assert standing.due_at == min((clock.due_at for clock in running), default=None)
        for each in procedure.deadlines:
            own = [clock for clock in (*standing.clocks, *standing.dormant) if clock.deadline == each.code]
            assert sum(clock.is_open for clock in own) <= 1
        for clock in standing.clocks:
            assert clock.basis == procedure.deadline(clock.deadline).basis
            assert clock.due_at > clock.counted_from >= clock.started_at
            assert 0 <= clock.used(taken[-1].recorded_at) <= 1
            assert all(pause.resumed_at >= pause.stopped_at for pause in clock.pauses)
            if clock.stopped_at is not None:
                assert clock.stopped_at < clock.due_at
        for clock in standing.dormant:
            assert standing.fields.get("choice") != "a"
            assert clock.is_open
