"""Legal quizzes (đố vui pháp luật): questions with up to four answers, the right one, and why it is right.

They teach and do not test: who played and what they answered is kept nowhere. A class that played one is a count in the
session where it did (`kinds.session`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from binhyen.matters.judging import Asked, corrected
from binhyen.matters.lines import Line
from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.procedure import (
    ANY_OPEN,
    CORRECTED,
    Act,
    FactsError,
    Nothing,
    Procedure,
    Record,
    State,
    Versions,
    code,
    count,
    reference,
)

KIND = "quiz"
WRITERS = frozenset({"officer", "head", "steering"})
PUBLISHED = "published"
DRAFT = frozenset({"draft"})
LETTERS = ("a", "b", "c", "d")
# A lesson is forty-five minutes.
MOST_QUESTIONS = 30


@dataclass(frozen=True, kw_only=True)
class Drafted:
    office: int = reference("office")
    title: str = reference("document", short=True)
    topic: str = code(*TOPICS)
    audience: str = code(*AUDIENCES)


@dataclass(frozen=True)
class Renamed:
    title: str = reference("document", short=True)


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """Question `number` as it stands from now on; said again, it replaces what it was."""

    number: int = count(minimum=1)
    text: str = reference("document")
    answer_a: str = reference("document", short=True)
    answer_b: str = reference("document", short=True)
    answer_c: str | None = reference("document", optional=True, short=True)
    answer_d: str | None = reference("document", optional=True, short=True)
    right: str = code(*LETTERS)
    why: str = reference("document")


@dataclass(frozen=True)
class QuestionDropped:
    number: int = count(minimum=1)


QUIZ = Procedure(
    kind=KIND,
    version="1",
    in_force_from=date(2004, 1, 1),
    in_force_to=None,
    basis="Luật Phổ biến, giáo dục pháp luật 2012",
    states=(State("draft"), State(PUBLISHED), State("withdrawn", open=False)),
    acts=(
        Act(
            "drafted",
            Drafted,
            WRITERS,
            None,
            to="draft",
            sets={"office": "office", "category": "topic"},
            personal=(),
        ),
        Act("renamed", Renamed, WRITERS, DRAFT, personal=()),
        Act("question_set", QuestionSet, WRITERS, DRAFT, personal=()),
        Act("question_dropped", QuestionDropped, WRITERS, DRAFT, personal=()),
        Act("published", Nothing, WRITERS, DRAFT, to=PUBLISHED, personal=()),
        Act("taken_back", Nothing, WRITERS, frozenset({PUBLISHED}), to="draft", personal=()),
        Act("withdrawn", Nothing, WRITERS, ANY_OPEN, to="withdrawn", personal=()),
    ),
    standing=True,
)
VERSIONS = Versions([QUIZ])


@dataclass(frozen=True)
class Question:
    """One question. `text`, `why` and the answers are the hashes of documents."""

    number: int
    text: str
    answers: Mapping[str, str]
    right: str
    why: str


@dataclass(frozen=True)
class Quiz:
    """A quiz as it stands. `title` is the hash of a document."""

    title: str
    topic: str
    audience: str
    questions: Mapping[int, Question] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Question]:
        return [self.questions[number] for number in sorted(self.questions)]


def read(line: Line) -> Quiz:
    """The quiz of a line, corrections applied."""
    return _after(line.effective)


def _after(records: list[Record]) -> Quiz:
    first: Any = records[0].facts
    quiz = Quiz(first.title, first.topic, first.audience)
    for record in records[1:]:
        facts: Any = record.facts
        match record.act:
            case "renamed":
                quiz = replace(quiz, title=facts.title)
            case "question_set":
                quiz = replace(quiz, questions={**quiz.questions, facts.number: _question(facts)})
            case "question_dropped":
                left = {n: each for n, each in quiz.questions.items() if n != facts.number}
                quiz = replace(quiz, questions=left)
    return quiz


def _question(facts: QuestionSet) -> Question:
    answers = {letter: getattr(facts, f"answer_{letter}") for letter in LETTERS}
    given = {letter: answer for letter, answer in answers.items() if answer is not None}
    return Question(facts.number, facts.text, given, facts.right, facts.why)


def judge(asked: Asked) -> None:
    """The right answer is one of those given; a quiz without a question is not published."""
    facts = asked.facts
    if asked.act == CORRECTED:
        records = corrected(asked)[1]
        for record in records:
            if isinstance(record.facts, QuestionSet):
                _refuse_question(record.facts)
        if asked.line.row.state == PUBLISHED and not _after(records).questions:
            raise FactsError("entry", "no_questions")
    elif isinstance(facts, QuestionSet):
        _refuse_question(facts)
    elif asked.act == "question_dropped" and facts.number not in read(asked.line).questions:
        raise FactsError("number", "no_such_question")
    elif asked.act == "published" and not read(asked.line).questions:
        raise FactsError("", "no_questions")


def _refuse_question(facts: QuestionSet) -> None:
    if facts.number > MOST_QUESTIONS:
        raise FactsError("number", "too_many_questions")
    question = _question(facts)
    if facts.right not in question.answers:
        raise FactsError("right", "right_not_given")
    if len(set(question.answers.values())) < len(question.answers):
        raise FactsError("answer_b", "same_answers")
