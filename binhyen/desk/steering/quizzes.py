"""A quiz's page: its questions with the right answers, and where the public plays it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.panel import act_for
from binhyen.desk.steering.section import Section
from binhyen.matters import access
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.movement.quizzes import KIND, PUBLISHED, Question, read

# Offered beside the questions.
BESIDE = frozenset({"question_set", "question_dropped"})


def context(line: Line, person: Person) -> dict[str, Any]:
    quiz = read(line)
    choices = line.kind.vocabulary().choices
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    return {
        "topic": choices["topic"][quiz.topic],
        "audience": choices["audience"][quiz.audience],
        "questions": [question_in_words(each, texts) for each in quiz.in_order],
        "published": line.row.state == PUBLISHED,
        "writes": act_for(line, access.actors_for(person, line.row), "question_set") is not None,
        "next": max(quiz.questions, default=0) + 1,
    }


def question_in_words(question: Question, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": question.number,
        "text": texts.get(question.text, ""),
        "answers": [
            (letter, letter.upper(), texts.get(answer, "")) for letter, answer in question.answers.items()
        ],
        "right": question.right,
        "why": texts.get(question.why, ""),
    }


def row(line: Line) -> Any:
    quiz = read(line)
    questions = len(quiz.questions)
    counted = ngettext("%(n)d câu", "%(n)d câu", questions) % {"n": questions}
    return f"{line.kind.vocabulary().choices['topic'][quiz.topic]} · {counted}"


SECTION = Section(
    slug="do-vui",
    kind=KIND,
    plural=pgettext_lazy("many", "Đố vui pháp luật"),
    lead=_("Câu hỏi cho lớp học và cho thôn: dạy luật mà không ghi tên ai."),
    summary="desk/steering/quiz.html",
    context=context,
    row=row,
    barred=False,
    hidden=BESIDE,
)
