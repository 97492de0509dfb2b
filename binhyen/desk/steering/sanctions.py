"""A sanction's page: numbers of papers, counts and terms; and the rights of whoever was sanctioned. No name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering import rights_papers
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.kinds.sanction.reading import Sanction, read
from binhyen.matters import access, clock, naming
from binhyen.matters.lines import Line


def context(line: Line, person: Person) -> dict[str, Any]:
    sanction = read(line)
    words = line.kind.vocabulary()
    street = access.readable(person, "street").filter(ref=sanction.street)
    return {
        "sanction": sanction,
        "field": words.choices["field"][sanction.field],
        "body": words.choices["body"][sanction.body],
        "forms": [words.choices["forms"][each] for each in sanction.forms],
        "complaints": [words.choices["how"][each] for each in sanction.complaints],
        "days": {
            "found": date_words(sanction.found_on) if sanction.found_on else "",
            "made": date_words(sanction.made_on),
            "decided": date_words(sanction.decided_on) if sanction.decided_on else "",
            "served": date_words(sanction.served_on) if sanction.served_on else "",
            "explain": date_words(sanction.explain_until),
        },
        "may_explain": _may_explain(sanction),
        "street": naming.names(street) if sanction.street else {},
        "reports": [each for each in access.visible(person).filter(ref__in=sanction.reports)],
        "appeal": words.appeal,
    }


def _may_explain(sanction: Sanction) -> bool:
    """Whether an explanation can be asked for today."""
    asked = sanction.explanation or sanction.waived
    return sanction.explainable and not asked and clock.today() <= sanction.explain_until


def row(line: Line) -> Any:
    sanction = read(line)
    where = line.row.area.full_name if line.row.area else ""
    return f"{date_words(sanction.made_on)} · {where}"


def possible(line: Line, act: str) -> bool:
    """What has nothing to be about is not offered."""
    sanction = read(line)
    if act in ("explanation_asked", "explanation_waived"):
        return sanction.explainable and not sanction.waived
    if act == "decided":
        return sanction.explanation != "asked" or sanction.waived
    if act == "enforcement_decided":
        return sanction.comply_by is not None and sanction.comply_by < clock.today()
    return act != "complaint_answered" or sanction.open_complaint


SECTION = Section(
    slug="xu-phat",
    kind="sanction",
    plural=_("Xử phạt"),
    lead=_(
        "Xử phạt vi phạm hành chính, theo dõi bằng số văn bản và số lượng, từ biên bản đến chấp hành. Không ghi tên ai:"
        " hồ sơ gốc ở cơ quan có thẩm quyền."
    ),
    summary="desk/steering/sanction.html",
    context=context,
    row=row,
    possible=possible,
    papers=rights_papers.PAPERS,
    write=rights_papers.write_sanction,
    barred=False,
)
