"""The page of a title's file: its criteria with marks and evidence, the list that hangs, objections, vote, decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.panel import act_for
from binhyen.desk.steering import recognition_papers
from binhyen.desk.steering.applying import applicants
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.desk.yearbook import areas_of, lies_in
from binhyen.figures import suppression, title_evidence
from binhyen.figures.recognition import FIGURE_OF
from binhyen.figures.title_evidence import Drawn, Evidence
from binhyen.kinds.recognition import judging, naming
from binhyen.kinds.recognition.criteria import Criterion
from binhyen.kinds.recognition.reading import Dossier, Mark, Objection, Posting, read
from binhyen.kinds.recognition.words import MEASURES
from binhyen.matters import access, clock
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.offices.models import Office

KIND, SLUG = "recognition", "cong-nhan"
LOOKS = {"met": "good", "partly": "warning", "not_met": "stopped"}
# Offered in the table of criteria and beside each objection.
BESIDE = frozenset({"assessed", "found", "objection_answered"})


@dataclass(frozen=True)
class Said:
    """One mark for a reader."""

    words: Any
    look: str
    text: str
    file: str | None


@dataclass(frozen=True)
class Figure:
    """One figure beside a criterion; `href` leads to its entries, where this person may read them."""

    words: Any
    value: Any
    href: str


def context(line: Line, person: Person) -> dict[str, Any]:
    dossier, facts = read(line), read(line).registered
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    words = line.kind.vocabulary().choices
    offices = Office.objects.in_bulk([facts.applicant, facts.checker, facts.decider])
    actors = access.actors_for(person, line.row)
    may = {code: act_for(line, actors, code) is not None for code in BESIDE}
    marks = words["mark"]

    def said(mark: Mark | None) -> Said | None:
        if mark is None:
            return None
        return Said(marks[mark.mark], LOOKS[mark.mark], texts.get(mark.text or "", ""), mark.file)

    evidence = evidence_for(line, dossier)
    return {
        "dossier": dossier,
        "title": words["title"][facts.title],
        "year": facts.year,
        "basis": dossier.title.basis(line.row.law),
        "local": dossier.title.local,
        "area": naming.area_name(line.row.area) if line.row.area else "",
        "bodies": {
            "applicant": offices[facts.applicant].shown_name,
            "checker": offices[facts.checker].shown_name,
            "decider": offices[facts.decider].shown_name,
        },
        "registered_text": texts.get(facts.text or "", ""),
        "rows": [
            {
                "number": number,
                "words": words["criterion"][each.code],
                "assessed": said(dossier.assessed.get(each.code)),
                "figures": figures(evidence, each, person),
                "proposed": evidence.proposed(each) is not None,
                "found": said(dossier.found.get(each.code)),
                "decided_alone": each.all_or_nothing,
            }
            for number, each in enumerate(dossier.criteria, 1)
        ],
        "note": suppression.NOTE,
        "unassessed": len(dossier.unassessed),
        "marking": may["assessed"] or may["found"],
        "may": may,
        "posting": posting_shown(dossier.posting, texts) if dossier.posting else None,
        "objections": [objection(each, words, texts) for each in dossier.objections],
        "checks": [texts.get(each, "") for each in dossier.checks],
        "returns": [texts.get(each, "") for each in dossier.returns],
        "vote": dossier.vote,
        "vote_text": texts.get(dossier.vote.text or "", "") if dossier.vote else "",
        "vote_on": date_words(dossier.vote.on) if dossier.vote else "",
        "decision": decision(dossier, texts),
        "writable": recognition_papers.papers(line),
        "sealed_waiting": judging.sealed_waiting(line) if dossier.posting and line.row.is_open else 0,
    }


def evidence_for(line: Line, dossier: Dossier) -> Evidence:
    assert line.row.area is not None
    return title_evidence.draw(dossier.title.code, line.row.area, dossier.registered.year)


def figures(evidence: Evidence, criterion: Criterion, person: Person) -> list[Figure]:
    """What the figures say for a criterion, each with the way down to its entries."""
    readable = lies_in(evidence.commune, areas_of(person))
    return [_figure(each, evidence, readable) for each in evidence.of(criterion)]


def _figure(drawn: Drawn, evidence: Evidence, readable: bool) -> Figure:
    code = FIGURE_OF[drawn.measure]
    # A number that may not be told opens to no entries either: they could be counted.
    opens = readable and not drawn.cell.hidden and drawn.figure.value
    href = reverse("desk:evidence", args=[evidence.year, evidence.commune.code, code]) if opens else ""
    return Figure(MEASURES[drawn.measure], drawn.cell, href)


def posting_shown(posting: Posting, texts: Mapping[str, str]) -> dict[str, Any]:
    """Where the list hangs and until when, as a clock that runs while it does."""
    today, total = clock.today(), (posting.until - posting.counted_from).days
    left = (posting.until - today).days
    if left < 0:
        state, words = "met", _("Đã niêm yết đủ thời hạn")
    elif today < posting.from_on:
        state, words = "stopped", _("Chưa đến ngày niêm yết")
    else:
        state = "running"
        words = ngettext("Đang niêm yết, còn %(n)d ngày", "Đang niêm yết, còn %(n)d ngày", left) % {"n": left}
        words = words if left else _("Đang niêm yết, hôm nay là ngày cuối")
    return {
        "from_on": date_words(posting.from_on),
        "counted_from": date_words(posting.counted_from) if posting.counted_from > posting.from_on else "",
        "until": date_words(posting.until),
        "place": texts.get(posting.place, ""),
        "runs": posting.runs(today),
        "state": state,
        "words": words,
        "percent": min(max(round(100 * (total - left) / total), 0), 100),
    }


def objection(
    each: Objection, words: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "seq": each.seq,
        "channel": words["channel"][each.channel],
        "about": words["about"][each.about],
        "text": texts.get(each.text, ""),
        "outcome": words["outcome"][each.answer.outcome] if each.answer else "",
        "answer": texts.get(each.answer.text, "") if each.answer else "",
    }


def decision(dossier: Dossier, texts: Mapping[str, str]) -> dict[str, Any] | None:
    decided = dossier.decision
    if decided is None:
        return None
    return {
        "given": decided.act == "recognised",
        "number": decided.number,
        "on": date_words(decided.decided_on),
        "text": texts.get(decided.text or "", ""),
        "households": dossier.households if dossier.title.posted_first else None,
        "revoked": {
            "number": dossier.revocation.number,
            "on": date_words(dossier.revocation.decided_on),
            "text": texts.get(dossier.revocation.text or "", ""),
        }
        if dossier.revocation
        else None,
    }


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """What a step's form need not ask: to whom the file goes follows from its title, which objection from the link."""
    dossier = read(line)
    facts = dossier.registered
    plain: dict[str, Any] = {} if dossier.title.posted_first else {"households": None}
    if act in ("filed", "checked", "returned"):
        to = {"filed": facts.checker, "checked": facts.decider, "returned": facts.applicant}[act]
        name = Office.objects.get(pk=to).shown_name
        return Chosen(
            {"to": to} | (plain if act == "filed" else {}),
            _("Hồ sơ chuyển đến %(office)s.") % {"office": name},
        )
    if act == "recognised":
        return Chosen(plain, "")
    if act == "objection_answered":
        chosen = dossier.objection(_number(query.get("objection")))
        if chosen is None:
            return None
        text = (
            Document.objects.filter(matter=line.row, sha256=chosen.text)
            .values_list("body", flat=True)
            .first()
        )
        return Chosen({"objection": chosen.seq}, text or "")
    return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def row(line: Line) -> Any:
    """Where the file stands with its marks: how many criteria of how many."""
    dossier = read(line)
    if dossier.posting is not None and dossier.posting.runs(clock.today()):
        return _("đang niêm yết đến hết ngày %(day)s") % {"day": date_words(dossier.posting.until)}
    if dossier.unassessed:
        done, total = len(dossier.assessed), len(dossier.criteria)
        return _("đã tự chấm %(done)d trên %(total)d tiêu chí") % {"done": done, "total": total}
    standing = line.standing
    return _("hạn %(day)s") % {"day": f"{standing.due_on:%d-%m-%Y}"} if standing and standing.due_on else ""


def possible(line: Line, act: str) -> bool:
    """Whether an act is worth offering: the file has come so far."""
    return judging.possible(read(line), act, clock.today())


def opens(person: Person) -> str:
    """The page on which this person registers; "" when none of their offices can ask for a title."""
    return reverse("desk:register_title") if applicants(person) else ""


SECTION = Section(
    slug=SLUG,
    kind=KIND,
    plural=pgettext_lazy("many", "Danh hiệu"),
    lead=gettext_lazy(
        "Khu dân cư, xã, cơ quan, doanh nghiệp, trường học: đăng ký, tự chấm, niêm yết, công nhận."
    ),
    summary="desk/steering/recognition.html",
    context=context,
    row=row,
    papers=recognition_papers.papers,
    write=recognition_papers.write,
    own={"assessed": "desk:mark_title", "found": "desk:mark_title"},
    hidden=BESIDE,
    choose=choose,
    opens=opens,
    possible=possible,
    barred=False,
)
