"""How an answer looks on the wire: the same value as XML and as JSON, and nothing wrapped around it in JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

from binhyen.documents.text import clean

FORMATS = ("json", "xml")
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
# What an element of a list is called, by the list.
ELEMENTS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "answers": "answer",
    "photos": "photo",
}


def respond(form: str, root: str, value: Any, status: int = 200) -> HttpResponse:
    """An answer in a format. `root`: the name of the outermost element, which JSON does not have."""
    made = as_xml(root, value) if form == "xml" else json.dumps(_plain(value), ensure_ascii=False).encode()
    return HttpResponse(made, status=status, content_type=TYPES[form])


def as_xml(root: str, value: Any) -> bytes:
    element = Element(root)
    _fill(element, value)
    body: bytes = tostring(element, encoding="unicode").encode()
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def instant(at: dt.datetime) -> str:
    """W3C format, to the second, in UTC."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return instant(value) if isinstance(value, dt.datetime) else str(value)


def _fill(element: Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, each in value.items():
            _fill(SubElement(element, name), each)
    elif isinstance(value, list | tuple):
        for each in value:
            _fill(SubElement(element, ELEMENTS[element.tag]), each)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    else:
        # XML has no way to write a control character, and one would make the whole answer unreadable.
        element.text = "" if value is None else clean(str(_plain(value)))
