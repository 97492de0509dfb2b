"""The addresses of Open311 GeoReport v2, by the standard's own names. Nothing here has a language or a cookie."""

from __future__ import annotations

from django.urls import path, register_converter

from binhyen.api import openapi, posting, reports, services, updating
from binhyen.api.door import door, nothing


class Anything:
    """Whatever is left of an address, a line's end in it too: it is answered here, and nothing is looked up by it."""

    regex = r"[\s\S]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Anything, "anything")

app_name = "open311"
urlpatterns = [
    path("discovery.<slug:form>", door(services.discovery), name="discovery"),
    path("services.<slug:form>", door(services.services), name="services"),
    path("services/<str:code>.<slug:form>", door(services.service), name="service"),
    path("requests.<slug:form>", door(reports.requests, posting.create, files=True), name="requests"),
    path("requests/<str:ref>.<slug:form>", door(reports.one), name="request"),
    path("tokens/<str:token>.<slug:form>", door(posting.token), name="token"),
    path(
        "servicerequestupdates.<slug:form>",
        door(reports.updates, updating.create, files=True),
        name="updates",
    ),
    path("openapi.json", openapi.described, name="openapi"),
    path("<anything:rest>", nothing, name="nothing"),
]
