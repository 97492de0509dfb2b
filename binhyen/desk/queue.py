"""The queue: what this person's offices must see through, sorted by what is due.

The number of queries does not depend on how many rows there are, nor the work on how many matters: a page is the
head of an index (office, open, due), and only the rows of that page are folded for their terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk import asked_names, key_duties, looked, lowerings, recovery, terms
from binhyen.desk.doors import signed_in
from binhyen.desk.office_keys import HOLDING
from binhyen.desk.unread import said_after_the_end, unread
from binhyen.matters import clock, kinds, rewards
from binhyen.matters.access import visible, working_roles
from binhyen.matters.among import among
from binhyen.matters.kinds import Kind
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Entry, Matter, Participant, RegisterNumber
from binhyen.offices import certificates, expiry
from binhyen.offices.models import Remit
from binhyen.procedure import ERASED, HANDLER, RETENTION_DUE, Act

PAGE = 50
OPEN, MINE, READ, ENDING, ALL = "mo", "cua-toi", "duoc-doc", "het-han-giu", "tat-ca"
UNPAID, AFTER = "thuong-chua-nhan", "sau-ket-thuc"
FILTERS = (
    (OPEN, _("Đang chờ")),
    (MINE, _("Tôi đã làm")),
    (READ, _("Được đọc")),
    (ENDING, _("Hết hạn giữ")),
    (ALL, _("Tất cả")),
)
# Shown to who may take a reward back, while there is one.
OF_HEADS = (UNPAID, _("Thưởng chưa nhận"))
# Shown where sealed reports are taken, while there is one.
SAID_AFTER = (AFTER, _("Lời nhắn sau kết thúc"))


@dataclass(frozen=True)
class Row:
    """One matter of the queue, in words."""

    ref: str
    short_ref: str
    title: Any
    place: str
    number: str
    state: Any
    state_look: str
    term: terms.Term | None
    handled: bool
    # Its newest entry, by which a browser knows whether it searches in all of it; 0 where it never does.
    head: int = 0
    unread: bool = False


@require_GET
@signed_in
def queue(request: HttpRequest, person: Person) -> HttpResponse:
    """One page of the queue as a fragment: ?trang=N&loc=mo|cua-toi|duoc-doc|het-han-giu|tat-ca, and while there are
    such matters also sau-ket-thuc and thuong-chua-nhan."""
    chosen = request.GET.get("loc", OPEN)
    held = list(person.memberships.current(clock.today()).values_list("office", "role"))
    leads = any(role == "head" for _office, role in held)
    worked = working_roles()
    offices = [office for office, role in held if role in worked]
    taken = takes(offices)
    filters = list(FILTERS)
    if any(kinds.get(code).sealed for code, _verb, _words in taken) and said_after_the_end(offices).exists():
        filters.append(SAID_AFTER)
    if leads and rewards.waiting(person).exists():
        filters.append(OF_HEADS)
    if chosen not in dict(filters):
        chosen = OPEN
    number = _page_number(request.GET.get("trang", ""))
    found = page_of(person, offices, chosen, (number - 1) * PAGE, PAGE + 1)
    held_keys = certificates.every(offices) if number == 1 else {}
    mending = {office for office, role in held if role in HOLDING}
    return render(
        request,
        "desk/queue.html",
        {
            "rows": rows(found[:PAGE], offices),
            "takes": taken,
            "kept": len(asked_names.waiting(person)),
            "ending": expiry.ending(held_keys, clock.now()),
            "duties": key_duties.duties({pk: rows for pk, rows in held_keys.items() if pk in mending}),
            "recovery": bool(taken) or recovery.may_read(person),
            "lowerings": 0 if taken else lowerings.count(person),
            "pays": any(role in rewards.PAYERS for _office, role in held),
            "overlooks": bool(taken) or looked.may_read(person),
            "filters": filters,
            "chosen": chosen,
            "page": number,
            "previous": number - 1 if number > 1 else None,
            "next": number + 1 if len(found) > PAGE else None,
        },
    )


def page_of(person: Person, offices: list[Any], chosen: str, first: int, most: int) -> list[Matter]:
    """The matters of one filter from `first`, at most `most`: overdue first, then by what is due, then what has no
    term. Two questions, because no index gives "nulls last": asked as one, every open matter would be sorted."""
    found = _chosen(person, offices, chosen)
    if chosen == ALL:
        by_day = found.order_by("-is_open", F("due_at").asc(nulls_last=True), "-received_on", "id")
        return list(by_day[first : first + most])
    due = found.filter(due_at__isnull=False).order_by("due_at", "id")
    page = list(due[first : first + most])
    if len(page) < most:
        # Only here, at the end of what is due, is it worth counting.
        passed = max(first - due.count(), 0) if not page and first else 0
        timeless = found.filter(due_at__isnull=True).order_by("id")
        page += timeless[passed : passed + most - len(page)]
    return page


def _chosen(person: Person, offices: list[Any], chosen: str) -> QuerySet[Matter]:
    found = visible(person).select_related("area")
    if chosen == ALL:
        return found
    if chosen == READ:
        # By the few parts that are no handler's: what was shared with these offices, or went on from them.
        parts = Participant.objects.filter(office__in=offices).exclude(part=HANDLER)
        return found.filter(pk__in=parts.values("matter"), is_open__in=[True])
    if chosen == ENDING:
        return ending(offices).select_related("area")
    if chosen == AFTER:
        return said_after_the_end(offices).select_related("area")
    if chosen == UNPAID:
        return rewards.waiting(person).select_related("area")
    # With one office the index gives the rows already in order.
    found = found.filter(office=offices[0]) if len(offices) == 1 else found.filter(office__in=offices)
    # Not `is_open=True`: Django then writes the bare column, for which SQLite uses no index.
    found = found.filter(is_open__in=[True])
    if chosen == MINE:
        found = found.filter(Exists(Entry.objects.filter(matter=OuterRef("pk"), by=person)))
    return found


def ending(offices: list[Any]) -> QuerySet[Matter]:
    """What these offices handle and whose content may soon be erased, or may be now."""
    warned = Entry.objects.filter(act=RETENTION_DUE).values("matter")
    found = Matter.objects.filter(pk__in=warned, office__in=offices, is_open__in=[False])
    return found.exclude(state=ERASED)


def takes(offices: list[Any]) -> list[tuple[str, Any, Any]]:
    """What may be opened here, as (kind, verb, the kind in words): what these offices answer for."""
    held = set(Remit.objects.filter(office__in=offices).values_list("kind", flat=True))
    found = []
    for kind in kinds.every():
        if kind.code in held and not kind.standing:
            words, act = kind.vocabulary(), opening_of(kind)
            found.append((kind.code, words.acts.get(act.code, act.code), words.kind))
    return found


def opening_of(kind: Kind) -> Act:
    """The act that brings a matter of this kind into being, by the law of today."""
    procedure = kind.versions.on(clock.today())
    return next(act for act in procedure.acts if act.origin is None)


def rows(found: list[Matter], offices: list[Any]) -> list[Row]:
    """The rows of these matters: as many queries for forty as for one."""
    numbers = register_numbers(found, offices)
    titles = titles_of(found)
    now = clock.now()
    lines = list(read_lines(found))
    waiting = unread(lines, offices)
    return [
        replace(
            _row(line, titles[line.row.ref], numbers.get(line.row.pk, ""), offices, now),
            unread=line.row.pk in waiting,
        )
        for line in lines
    ]


def register_numbers(found: list[Matter], offices: list[Any]) -> dict[int, str]:
    """By matter, its number in the register of one of these offices: "12/2016"."""
    held = RegisterNumber.objects.filter(matter__in=among(matter.pk for matter in found), office__in=offices)
    return {number.matter_id: f"{number.number}/{number.year}" for number in held}


def title_of(matter: Matter) -> Any:
    """What a matter is about, in one phrase: its category, or its kind where it has none."""
    return titles_of([matter])[matter.ref]


def titles_of(found: Sequence[Matter]) -> dict[str, Any]:
    """The same for many, asking each kind once."""
    titles: dict[str, Any] = {}
    for code in {matter.kind for matter in found}:
        kind = kinds.get(code)
        words = kind.vocabulary()
        of_kind = [matter for matter in found if matter.kind == code]
        said = kind.titles(of_kind) if kind.titles else {}
        for matter in of_kind:
            category = words.choices.get("category", {}).get(matter.category)
            titles[matter.ref] = said.get(matter.ref) or category or words.kind
    return titles


def look_of(line: Line) -> str:
    """The look of a state's tag. The words beside it say the same."""
    standing = line.standing
    assert standing is not None
    if not standing.is_open:
        return "good"
    if line.row.head_seq == 1:
        return "new"
    open_clocks = [c for c in standing.clocks if c.is_open]
    return "stopped" if open_clocks and not any(c.runs for c in open_clocks) else "plain"


def _row(line: Line, title: Any, number: str, offices: list[Any], now: Any) -> Row:
    matter, standing = line.row, line.standing
    assert standing is not None
    words = line.kind.vocabulary()
    pressing = terms.pressing(standing)
    return Row(
        ref=matter.ref,
        short_ref=matter.short_ref,
        title=title,
        place=matter.area.full_name if matter.area else "",
        number=number,
        state=words.states.get(matter.state, matter.state),
        state_look=look_of(line),
        term=terms.term(pressing, words.deadlines.get(pressing.deadline, ""), now) if pressing else None,
        handled=matter.office_id in offices,
        head=matter.head_seq if is_searched(matter) else 0,
    )


def is_searched(matter: Matter) -> bool:
    """Whether there is anything in it to search: what was erased is in no index."""
    return kinds.get(matter.kind).sealed and matter.state != ERASED


def _page_number(text: str) -> int:
    """A page that can be read; anything else is the first. Far pages cost the database their whole way."""
    return (
        min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else 1
    )
