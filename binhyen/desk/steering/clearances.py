"""A clearance's page: how many households, which protections have been given, which have not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.steering import rights_papers
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.kinds.clearance.reading import Clearance, read
from binhyen.matters import access, clock, naming
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.units.models import Unit


@dataclass(frozen=True)
class Protection:
    """One thing that must be so before anything is enforced: whether it is, and in words how far it is."""

    word: Any
    given: bool
    said: str


def context(line: Line, person: Person) -> dict[str, Any]:
    clearance = read(line)
    words = line.kind.vocabulary()
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    plan = access.records(person, "plan").filter(ref=clearance.plan)
    return {
        "clearance": clearance,
        "form": words.choices["form"][clearance.form],
        "place": texts.get(clearance.place, ""),
        "area": line.row.area,
        "hamlet": Unit.objects.filter(pk=clearance.hamlet).first() if clearance.hamlet else None,
        "plan": naming.names(plan) if clearance.plan else {},
        "protections": protections(clearance),
        "hand_over_by": date_words(clearance.hand_over_by) if clearance.hand_over_by else "",
        "appeal": words.appeal,
    }


def protections(clearance: Clearance) -> list[Protection]:
    """In the order in which they come."""
    today = clock.today()
    until, posted = clearance.noticed_until, clearance.posted
    present = max((n for _day, n in clearance.meetings), default=0)
    found = [
        Protection(
            _("Hết thời hạn thông báo"),
            until is not None and until < today,
            _("đến hết ngày %(day)s") % {"day": date_words(until)} if until else _("chưa thông báo"),
        ),
        Protection(
            _("Đã niêm yết đủ ngày"),
            posted is not None and posted[1] < today,
            _("từ %(first)s đến %(last)s") % {"first": date_words(posted[0]), "last": date_words(posted[1])}
            if posted
            else _("chưa niêm yết"),
        ),
        Protection(
            _("Đã họp với các hộ"),
            bool(present),
            _("%(n)d trên %(all)d hộ có mặt") % {"n": present, "all": clearance.households},
        ),
        Protection(
            _("Mọi hộ không đồng ý đã được trả lời"),
            not clearance.objecting,
            _("%(n)d hộ đang chờ, %(all)d hộ từng không đồng ý")
            % {"n": clearance.objecting, "all": clearance.objected},
        ),
    ]
    if clearance.terms.with_support:
        found.append(
            Protection(
                _("Đã chi trả đủ"),
                bool(clearance.owed) and clearance.paid >= clearance.owed,
                _("%(n)d trên %(all)d hộ") % {"n": clearance.paid, "all": clearance.owed},
            )
        )
    found.append(
        Protection(
            _("Đã vận động, thuyết phục"),
            bool(clearance.persuaded),
            _("đã %(n)d lần") % {"n": clearance.persuaded},
        )
    )
    return found


def row(line: Line) -> Any:
    clearance = read(line)
    where = line.row.area.full_name if line.row.area else ""
    return _("%(n)d hộ · %(where)s") % {"n": clearance.households, "where": where}


def possible(line: Line, act: str) -> bool:
    """What has nothing to be about yet is not offered; each refusal of what is offered says which step is missing."""
    clearance = read(line)
    if act == "decided":
        posted = clearance.posted
        return bool(posted and posted[1] < clock.today() and clearance.meetings) and not clearance.objecting
    if act == "objections_answered":
        return bool(clearance.objecting)
    if act == "cleared":
        return not clearance.left
    if act in ("handed_over", "persuaded"):
        return bool(clearance.left)
    if act == "compensated":
        return clearance.paid < clearance.owed
    if act == "enforcement_decided":
        return bool(clearance.left) and all(each.given for each in protections(clearance))
    return True


SECTION = Section(
    slug="giai-phong-mat-bang",
    kind="clearance",
    plural=gettext_lazy("Mặt bằng"),
    lead=gettext_lazy(
        "Giải phóng mặt bằng, xử lý công trình trái phép: thông báo, niêm yết, họp, trả lời, chi trả rồi mới đến"
        " bàn giao. Chỉ đếm số hộ."
    ),
    summary="desk/steering/clearance.html",
    context=context,
    row=row,
    possible=possible,
    papers=rights_papers.PAPERS,
    write=rights_papers.write_clearance,
    barred=False,
)
