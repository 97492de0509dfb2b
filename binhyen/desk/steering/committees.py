"""A committee's page: what it is called, who is in it and was, its regulation, its meetings, what it ordered."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.panel import act_for
from binhyen.desk.steering import committee_papers
from binhyen.desk.steering.instruments import cited_names, done_under
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.matters import access, clock
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.movement.committees import KIND, Committee, Meeting, Member, post, read
from binhyen.offices.models import Office

# What is offered beside the member or the meeting it is about; and the end, which is nobody's next step.
BESIDE = frozenset({"member_left", "meeting_held", "concluded", "dissolved"})
# Of the meetings held these are shown at once; the others open.
LATEST = 4


@dataclass(frozen=True)
class Said:
    """The words behind what the journal points at, looked up once for the whole page."""

    texts: Mapping[str, str]
    offices: Mapping[int, Any]
    instruments: Mapping[str, str]
    roles: Mapping[str, Any]

    def text(self, sha256: str | None) -> str:
        return self.texts.get(sha256 or "", "")

    def under(self, ref: str | None) -> dict[str, str] | None:
        """The instrument, when there is one that the reader may open."""
        return {"ref": ref, "name": self.instruments[ref]} if ref and ref in self.instruments else None


def context(line: Line, person: Person) -> dict[str, Any]:
    committee, today = read(line), clock.today()
    said = _said(line, committee, person)
    names = [
        {
            "name": said.text(name.text),
            "from_on": date_words(name.from_on),
            "to_on": date_words(later.from_on),
        }
        for name, later in itertools.pairwise(committee.names)
    ]
    meetings = [_meeting(each, said) for each in sorted(committee.meetings, key=_latest_first)]
    held = [each for each in meetings if each["held"]]
    return {
        "may": _may(line, person),
        "area": line.row.area,
        "since": date_words(committee.from_on),
        "founded_under": said.under(committee.instrument),
        "former_names": names,
        "dissolved_on": date_words(committee.dissolved_on) if committee.dissolved_on else "",
        "members": [_member(each, said) for each in committee.members_on(today)],
        "coming": [_member(each, said) for each in committee.members if each.from_on > today],
        "former": [_member(each, said) for each in committee.members if each.to_on and each.to_on <= today],
        "renewals": [
            {
                "paper": f"renewal-{each.seq}",
                "on": date_words(each.from_on),
                "under": said.under(each.instrument),
            }
            for each in reversed(committee.renewals)
        ],
        "regulations": [
            {
                "paper": f"regulation-{each.seq}",
                "version": each.version,
                "from_on": date_words(each.from_on),
                "under": said.under(each.instrument),
                "file": each.file,
                "text": said.text(each.text),
            }
            for each in reversed(committee.regulations)
        ],
        "called": [each for each in meetings if not each["held"]],
        "held": held[:LATEST],
        "held_before": held[LATEST:],
        "ordered": done_under(line, person),
    }


def _latest_first(meeting: Meeting) -> tuple[dt.timedelta, int]:
    return dt.date.max - meeting.on, -meeting.seq


def _may(line: Line, person: Person) -> dict[str, bool]:
    actors = access.actors_for(person, line.row)
    return {code: act_for(line, actors, code) is not None for code in BESIDE}


def _said(line: Line, committee: Committee, person: Person) -> Said:
    """Four queries, however long the journal is."""
    offices = {each.office for each in committee.members if each.office}
    offices |= {each.lead for meeting in committee.meetings for each in meeting.conclusions}
    refs = {committee.instrument}
    refs |= {renewal.instrument for renewal in committee.renewals}
    refs |= {regulation.instrument for regulation in committee.regulations}
    return Said(
        dict(Document.objects.filter(matter=line.row).values_list("sha256", "body")),
        {each.pk: each.shown_name for each in Office.objects.filter(pk__in=offices)},
        cited_names(person, {ref for ref in refs if ref}),
        line.kind.vocabulary().choices["role"],
    )


def _member(member: Member, said: Said) -> dict[str, Any]:
    body = str(said.offices.get(member.office or 0) or said.text(member.body))
    return {
        "seq": member.seq,
        "who": said.text(member.who),
        "post": post(said.text(member.title), body),
        "role": said.roles[member.role],
        "from_on": date_words(member.from_on),
        "to_on": date_words(member.to_on) if member.to_on else "",
        "leaving": member.to_on is not None,
    }


def _meeting(meeting: Meeting, said: Said) -> dict[str, Any]:
    return {
        "seq": meeting.seq,
        "paper": f"minutes-{meeting.seq}",
        "conclusions_paper": f"conclusions-{meeting.seq}",
        "on": date_words(meeting.on),
        "place": said.text(meeting.place),
        "agenda": said.text(meeting.agenda),
        "held": meeting.held,
        "due": meeting.on <= clock.today(),
        "present": meeting.present,
        "minutes": said.text(meeting.minutes),
        "conclusions": [
            {
                "text": said.text(each.text),
                "product": said.text(each.product),
                "lead": said.offices.get(each.lead, ""),
                "due_on": date_words(each.due_on),
            }
            for each in meeting.conclusions
        ],
    }


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Which member leaves, which meeting was held or concluded: the page's link says it, the form does not ask."""
    if act == "member_left":
        return _who_leaves(line, read(line).member(_number(query.get("member"))))
    if act in ("meeting_held", "concluded"):
        return _which_meeting(read(line).meeting(_number(query.get("meeting"))))
    return None


def _who_leaves(line: Line, member: Member | None) -> Chosen | None:
    if member is None:
        return None
    name = Document.objects.filter(matter=line.row, sha256=member.who).values_list("body", flat=True).first()
    role = line.kind.vocabulary().choices["role"][member.role]
    return Chosen({"member": member.seq, "office": member.office}, f"{name}, {role}")


def _which_meeting(meeting: Meeting | None) -> Chosen | None:
    if meeting is None:
        return None
    return Chosen({"meeting": meeting.seq}, _("Cuộc họp ngày %(day)s") % {"day": date_words(meeting.on)})


def _number(text: str | None) -> int:
    """An entry's number from an address; 0, which no entry has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def row(line: Line) -> Any:
    members = len(read(line).members_on(clock.today()))
    return ngettext("%(n)d thành viên", "%(n)d thành viên", members) % {"n": members}


SECTION = Section(
    slug="ban-chi-dao",
    kind=KIND,
    plural=pgettext_lazy("many", "Ban chỉ đạo"),
    lead=gettext_lazy("Ai chỉ đạo, ai là thành viên, họp khi nào, kết luận việc gì."),
    summary="desk/steering/committee.html",
    context=context,
    row=row,
    papers=committee_papers.codes,
    write=committee_papers.write,
    hidden=BESIDE,
    choose=choose,
)
