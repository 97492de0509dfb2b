"""Legal quizzes to play: questions out, what is right and why back. Nothing is kept and nobody is counted.

The answers come in one post and go out in its answer; they are in this process for the length of that request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.documents import handout
from binhyen.matters import access, clock, naming
from binhyen.matters.files import PDF, WORD
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Document
from binhyen.movement import quizzes as quiz_records
from binhyen.movement import words_quizzes as words
from binhyen.movement.outreach import TOPICS
from binhyen.public.answers import own_page_only
from binhyen.public.pages import shared
from binhyen.receiving import directory

KIND = quiz_records.KIND
MOST = 500
FORMS = {"docx": (handout.docx, WORD), "pdf": (handout.pdf, PDF)}


@dataclass(frozen=True)
class Asked:
    """One question with what was answered; `chosen` is "" where nothing was."""

    number: int
    text: str
    answers: list[tuple[str, str, str]]
    right: str
    why: str
    chosen: str = ""

    @property
    def is_right(self) -> bool:
        return self.chosen == self.right

    @property
    def right_words(self) -> str:
        return next(f"{shown}. {answer}" for letter, shown, answer in self.answers if letter == self.right)

    @property
    def chosen_words(self) -> str:
        found = (f"{shown}. {answer}" for letter, shown, answer in self.answers if letter == self.chosen)
        return next(found, "")


@require_safe
def quizzes(request: HttpRequest) -> HttpResponse:
    """What there is to play, topic by topic."""
    lines = list(read_lines(access.published(KIND).order_by("-received_on", "pk")[:MOST]))
    names = naming.names_of(lines)
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        quiz = quiz_records.read(line)
        questions = len(quiz.questions)
        by_topic.setdefault(quiz.topic, []).append(
            {
                "ref": line.row.ref,
                "name": names.get(line.row.ref, ""),
                "audience": words.CHOICES["audience"][quiz.audience],
                "questions": ngettext("%(n)d câu", "%(n)d câu", questions) % {"n": questions},
            }
        )
    groups = [(TOPICS[topic], by_topic[topic]) for topic in TOPICS if topic in by_topic]
    context = shared(directory.carried(clock.today())) | {"groups": groups}
    return render(request, "public/quizzes.html", context)


@own_page_only
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, ref: str) -> HttpResponse:
    """The questions; posted, what is right, why, and how many were."""
    line = _found(ref)
    answered = request.method == "POST"
    asked = _asked(line, request.POST if answered else {})
    found = quiz_records.read(line)
    context = shared(directory.carried(clock.today())) | {
        "ref": ref,
        "name": naming.name_of(line),
        "audience": words.CHOICES["audience"][found.audience],
        "topic": TOPICS[found.topic],
        "questions": asked,
        "answered": answered,
        "right": sum(each.is_right for each in asked),
    }
    return render(request, "public/quiz.html", context)


@require_safe
def sheet(_request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """For a class: the questions on their own pages, then the answers for whoever asks them."""
    if form not in FORMS:
        raise Http404
    line = _found(ref)
    make, media_type = FORMS[form]
    response = HttpResponse(make(_handout(line)), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="do-vui-{line.row.short_ref}.{form}"'
    return response


def _found(ref: str) -> Line:
    row = access.published(KIND).filter(ref=ref).first()
    if row is None:
        raise Http404
    return line_of(row)


def _asked(line: Line, posted: Mapping[str, Any]) -> list[Asked]:
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    found = []
    for each in quiz_records.read(line).in_order:
        answers = [(letter, letter.upper(), texts.get(sha, "")) for letter, sha in each.answers.items()]
        chosen = posted.get(f"cau-{each.number}", "")
        found.append(
            Asked(
                each.number,
                texts.get(each.text, ""),
                answers,
                each.right,
                texts.get(each.why, ""),
                chosen if chosen in each.answers else "",
            )
        )
    return found


def _handout(line: Line) -> handout.Handout:
    quiz = quiz_records.read(line)
    return handout.Handout(
        title=naming.name_of(line),
        about=f"{TOPICS[quiz.topic]}. {words.CHOICES['audience'][quiz.audience]}.",
        how=_("Giơ tay hoặc giơ thẻ A, B, C, D theo từng câu. Không ghi tên."),
        questions=tuple(
            handout.Question(
                each.number,
                each.text,
                tuple((shown, answer) for _letter, shown, answer in each.answers),
                each.right.upper(),
                each.why,
            )
            for each in _asked(line, {})
        ),
        answers_title=_("Đáp án, dành cho người hỏi"),
        answers_how=_("Đếm số tay giơ đúng ở từng câu, cộng lại rồi ghi vào buổi: chỉ con số, không ghi ai."),
        columns=(_("Câu"), _("Đúng"), _("Vì sao"), _("Số tay đúng")),
        source=line.row.office.name if line.row.office else "",
        synthetic=_("Dữ liệu hư cấu, chỉ để trình diễn") if settings.INSTALLATION.demonstration else "",
    )
