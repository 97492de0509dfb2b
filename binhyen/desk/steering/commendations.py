"""A decision of commendation on its page: who is commended and for what, whom the certificate was handed to, who agreed
to be told of; and the register of all decisions as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import act_for
from binhyen.desk.steering import commendation_papers
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.documents.sheet import xlsx
from binhyen.matters import access, naming
from binhyen.matters.files import EXCEL
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement.commendations import KIND, Commendation, Recipient, read

# Each is about one of those commended, and is offered beside them.
BESIDE = ("handed_over", "consent_given", "consent_withdrawn", "revoked")


def context(line: Line, person: Person) -> dict[str, Any]:
    found, words = read(line), line.kind.vocabulary()
    decided = found.decision
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    actors = access.actors_for(person, line.row)
    may = {code: act_for(line, actors, code) is not None for code in BESIDE}
    campaign = access.records(person, "emulation").filter(ref=decided.emulation or "").first()
    return {
        "form": words.choices["form"][decided.form],
        "number": decided.number,
        "decided_on": date_words(decided.decided_on),
        "signed_by": f"{bodies.get(decided.post, '')} {bodies.get(decided.signer, '')}",
        "file": decided.file,
        "campaign": {"ref": campaign.ref, "name": naming.names([campaign])[campaign.ref]}
        if campaign
        else None,
        "recipients": [_shown(each, bodies, words, may) for each in found.recipients],
        "framed": commendation_papers.is_framed(found),
    }


def _shown(each: Recipient, bodies: Mapping[str, str], words: Any, may: Mapping[str, bool]) -> dict[str, Any]:
    """Somebody commended, with what may be done about them now."""
    stands = each.revoked is None
    offered = {
        "handed_over": stands and each.handed_on is None,
        "consent_given": stands and each.consented_on is None and not each.child,
        "consent_withdrawn": each.consented_on is not None and stands,
        "revoked": stands,
    }
    revoked = each.revoked
    return {
        "seq": each.seq,
        "name": bodies.get(each.name, ""),
        "about": bodies.get(each.about or "", ""),
        "merit": bodies.get(each.merit, ""),
        "nominee": words.choices["nominee"][each.nominee],
        "book": each.book,
        "child": each.child,
        "handed_on": date_words(each.handed_on) if each.handed_on else "",
        "consented_on": date_words(each.consented_on) if each.consented_on else "",
        "published": each.published,
        "revoked": (
            f"{words.choices['reason'][revoked.reason]}, {revoked.number}, {date_words(revoked.decided_on)}"
            if revoked
            else ""
        ),
        "acts": [(code, words.acts[code]) for code in BESIDE if offered[code] and may[code]],
        "paper": f"certificate-{each.seq}",
    }


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Whom it is about: the page's link says it, the form does not ask."""
    text = query.get("recipient") or ""
    if act not in BESIDE or not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    recipient = read(line).recipient(int(text))
    if recipient is None:
        return None
    name = (
        Document.objects.filter(matter=line.row, sha256=recipient.name).values_list("body", flat=True).first()
    )
    return Chosen({"recipient": recipient.seq}, name)


def row(line: Line) -> Any:
    found = read(line)
    count = len(found.standing)
    people = ngettext("%(n)d được khen", "%(n)d được khen", count) % {"n": count}
    return f"{found.decision.number} · {date_words(found.decision.decided_on)} · {people}"


@require_GET
@signed_in_page
def register(_request: HttpRequest, person: Person) -> HttpResponse:
    """The register (sổ khen thưởng) of what this person may read, as Excel: one line for each who was commended."""
    rows = access.readable(person, KIND).order_by("pk")
    if not rows.exists():
        raise Http404
    response = HttpResponse(xlsx([commendation_papers.register(_told(rows))]), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="so-khen-thuong.xlsx"'
    return response


def _told(rows: Any) -> list[tuple[Matter, Commendation, dict[str, str]]]:
    """The decisions by day, each with the words of its documents."""
    bodies: dict[int, dict[str, str]] = {}
    for pk, sha, body in Document.objects.filter(matter__in=rows).values_list("matter_id", "sha256", "body"):
        bodies.setdefault(pk, {})[sha] = body
    found = [(line.row, read(line), bodies.get(line.row.pk, {})) for line in read_lines(rows)]
    return sorted(found, key=lambda each: each[1].decision.decided_on)


SECTION = Section(
    slug="khen-thuong",
    kind=KIND,
    plural=gettext_lazy("Khen thưởng"),
    lead=gettext_lazy("Khen ai, vì việc gì; giấy khen để in; ai đồng ý cho kể công khai."),
    summary="desk/steering/commendation.html",
    context=context,
    row=row,
    papers=commendation_papers.codes,
    write=commendation_papers.write,
    hidden=frozenset(BESIDE),
    choose=choose,
    register="desk:commendation_register",
    barred=False,
)
