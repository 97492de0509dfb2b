"""What may be reported: the categories of order reports, with their own questions. Nothing else is a service here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from binhyen.api import parameters
from binhyen.api.door import unknown
from binhyen.api.wire import TYPES, respond
from binhyen.kinds.order_report.categories import BY_CODE, CATEGORIES, GROUPS, Ask, Category

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-12-01T00:00:00Z"


def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where this server is and what it speaks."""
    root = request.build_absolute_uri("/open311/v2/")
    endpoint = {
        "specification": SPECIFICATION,
        "url": root,
        "changeset": CHANGESET,
        "type": "test" if settings.INSTALLATION.demonstration else "production",
        "formats": [kind.partition(";")[0] for kind in reversed(TYPES.values())],
    }
    told = {
        "changeset": CHANGESET,
        "contact": _("%(name)s. Đọc tự do; muốn gửi phản ánh, xin khóa ở người quản trị nơi này.")
        % {"name": settings.INSTALLATION.name or "Bình Yên"},
        "key_service": request.build_absolute_uri("/"),
        "endpoints": [endpoint],
    }
    return respond(form, "discovery", told)


def services(request: HttpRequest, form: str) -> HttpResponse:
    """Every category."""
    parameters.jurisdiction(request.GET)
    return respond(form, "services", [_service(category) for category in CATEGORIES])


def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """The questions of one category: an object, no array."""
    parameters.jurisdiction(request.GET)
    category = BY_CODE.get(code)
    if category is None:
        raise unknown(_("Không có loại việc nào có mã này. Xem services.xml."))
    asked = [_attribute(place, ask) for place, ask in enumerate(category.asks, start=1)]
    return respond(form, "service_definition", {"service_code": category.code, "attributes": asked})


def _service(category: Category) -> dict[str, Any]:
    return {
        "service_code": category.code,
        "service_name": str(category.word),
        "description": _("%(what)s. Căn cứ: %(basis)s.") % {"what": category.word, "basis": category.basis},
        "metadata": bool(category.asks),
        # What is public at once has its number at once; for the others a token is answered.
        "type": "batch" if category.checked or category.delay_h else "realtime",
        "keywords": str(GROUPS[category.group]).lower(),
        "group": str(GROUPS[category.group]),
    }


def _attribute(order: int, ask: Ask) -> dict[str, Any]:
    return {
        "variable": True,
        "code": ask.code,
        "datatype": "multivaluelist" if ask.several else "singlevaluelist",
        "required": False,
        "datatype_description": _("Chọn một hay nhiều mục.") if ask.several else _("Chọn một mục."),
        "order": order,
        "description": str(ask.word),
        "values": [{"key": key, "name": str(word)} for key, word in ask.choices.items()],
    }
