"""A material's page: what it says, its file, and where the public finds it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.steering.section import Section
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, File
from binhyen.movement.materials import KIND, PUBLISHED, read


def context(line: Line, _person: Person) -> dict[str, Any]:
    material = read(line)
    choices = line.kind.vocabulary().choices
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    return {
        "form": choices["form"][material.form],
        "topic": choices["topic"][material.topic],
        "audience": choices["audience"][material.audience],
        "text": texts.get(material.text or "", ""),
        "file": File.objects.filter(matter=line.row, sha256=material.file or "").defer("body").first(),
        "published": line.row.state == PUBLISHED,
    }


def row(line: Line) -> Any:
    material = read(line)
    choices = line.kind.vocabulary().choices
    return f"{choices['form'][material.form]} · {choices['topic'][material.topic]}"


SECTION = Section(
    slug="tai-lieu",
    kind=KIND,
    plural=pgettext_lazy("many", "Tài liệu tuyên truyền"),
    lead=_("Một đơn vị soạn, mọi đơn vị dùng; đã công bố thì người dân tải về được."),
    summary="desk/steering/material.html",
    context=context,
    row=row,
    barred=False,
)
