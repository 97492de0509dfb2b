"""An order report as an officer reads its open part: what was said, what is shown of it, and what is not yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.reading import read
from binhyen.kinds.order_report.words import CHOICES
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.offices.models import Office

SHORT = 8


def told(line: Line) -> dict[str, Any]:
    """{description, text, place, point, answers, visible, photos, supported, transfers, reopened, short, border}; texts
    are "" where nothing was said, `text` what is shown in place of the description where that was written anew,
    `border` why another office reads it too."""
    report = read(line.effective)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    shown = texts.get(report.text or "", "")
    description = texts.get(report.told or "", "")
    return {
        "description": description,
        "text": shown if shown != description else "",
        "place": texts.get(report.place or "", ""),
        "point": tuple(f"{part / 1_000_000:.6f}" for part in report.point) if report.point else None,
        "accuracy_m": report.accuracy_m,
        "answers": [CHOICES["answers"][answer] for answer in report.answers],
        "visible": report.visible,
        "rules": BY_CODE[report.category],
        "photos": [
            {"entry": photo.entry, "file": photo.file, "alt": texts.get(photo.alt or "", "")}
            for photo in report.photos
        ],
        "supported": report.supported,
        "transfers": report.transfers,
        "reopened": report.reopened,
        "short": line.row.ref[:SHORT],
        "border": _border(line),
    }


def _border(line: Line) -> str:
    facts: Any = line.records[0].facts
    if facts.reader is None or line.row.office is None:
        return ""
    reader = Office.objects.get(pk=facts.reader)
    if reader == line.row.office:
        return _("Điểm này sát ranh giới. %(office)s lúc đầu được báo để biết, nay đang giữ việc này.") % {
            "office": reader.shown_name
        }
    return _(
        "Điểm này sát ranh giới, trong tầm sai số của máy. %(office)s nhận và xử lý; %(reader)s được báo để biết, không"
        " phải làm gì. Việc nằm bên %(reader)s thì %(office)s chuyển sang."
    ) % {"office": line.row.office.shown_name, "reader": reader.shown_name}
