"""The whole of this API as OpenAPI 3.1, our own extensions included: made from what the program itself knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from binhyen.api import parameters
from binhyen.api.wire import FORMATS
from binhyen.kinds.order_report.categories import ASKS, CODES
from binhyen.kinds.order_report.opening import LONGEST_DESCRIPTION, LONGEST_PLACE

TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
MAYBE_NUMBER = {"type": ["number", "null"]}
INSTANT = {"type": "string", "format": "date-time"}
DATATYPES = ("singlevaluelist", "multivaluelist")
COUNT = {"type": "integer", "minimum": 0}


@require_safe
def described(_request: HttpRequest) -> HttpResponse:
    """The description, as JSON."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bình Yên: Open311 GeoReport v2",
            "version": "2",
            "description": "Order reports of communes: what may be seen is read by anybody, a key files new ones.",
        },
        "servers": [{"url": "/open311/v2"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _schemas() -> dict[str, Any]:
    answer = _object({"question": {"enum": list(ASKS)}, "key": TEXT, "name": TEXT})
    photo = _object({"url": TEXT, "what": {"enum": ["report", "before", "after"]}, "alt": TEXT})
    more = {"state": TEXT, "jurisdiction_id": TEXT, "answers": {"type": "array", "items": answer}}
    more |= {
        "supported": COUNT,
        "transfers": COUNT,
        "reopened": COUNT,
        "photos": {"type": "array", "items": photo},
    }
    status = {"enum": list(parameters.STATUSES)}
    code = {"enum": list(CODES)}
    texts = ("status_notes", "service_name", "description", "agency_responsible", "service_notice", "address")
    request = {"service_request_id": TEXT, "status": status, "service_code": code}
    request |= dict.fromkeys((*texts, "address_id", "zipcode"), TEXT)
    request |= {"requested_datetime": INSTANT, "updated_datetime": INSTANT, "expected_datetime": MAYBE_TEXT}
    request |= {
        "lat": MAYBE_NUMBER,
        "long": MAYBE_NUMBER,
        "media_url": MAYBE_TEXT,
        "extended_attributes": _object(more),
    }
    value = _object({"key": TEXT, "name": TEXT})
    attribute = {
        "variable": {"type": "boolean"},
        "code": TEXT,
        "datatype": {"enum": ["singlevaluelist", "multivaluelist"]},
    }
    attribute |= {
        "required": {"type": "boolean"},
        "datatype_description": TEXT,
        "order": COUNT,
        "description": TEXT,
    }
    attribute |= {"values": {"type": "array", "items": value}}
    service = {
        "service_code": code,
        "service_name": TEXT,
        "description": TEXT,
        "metadata": {"type": "boolean"},
    }
    service |= {"type": {"enum": ["realtime", "batch"]}, "keywords": TEXT, "group": TEXT}
    endpoint = {
        "specification": TEXT,
        "url": TEXT,
        "changeset": INSTANT,
        "type": {"enum": ["production", "test"]},
    }
    endpoint |= {"formats": {"type": "array", "items": TEXT}}
    update = {"update_id": TEXT, "service_request_id": TEXT, "status": status, "updated_datetime": INSTANT}
    created = dict.fromkeys(("service_request_id", "token", "service_notice", "account_id", "receipt"), TEXT)
    return {
        "error": _object({"code": {"type": "integer"}, "description": TEXT}),
        "discovery": _object(
            {"changeset": INSTANT, "contact": TEXT, "key_service": TEXT}
            | {"endpoints": {"type": "array", "items": _object(endpoint)}}
        ),
        "service": _object(service),
        "service_definition": _object(
            {"service_code": code, "attributes": {"type": "array", "items": _object(attribute)}}
        ),
        "request": _object(request, optional=("extended_attributes",)),
        "created": _object(created, optional=("service_request_id", "token", "receipt")),
        "token": _object({"service_request_id": TEXT, "token": TEXT}),
        "request_update": _object(update | {"description": TEXT, "media_url": MAYBE_TEXT}),
        "update_created": _object({"update_id": TEXT}),
    }


def _in(where: str, name: str, schema: dict[str, Any], words: str = "", **more: Any) -> dict[str, Any]:
    required = {"required": True} if where == "path" else {}
    said = {"description": words} if words else {}
    return {"in": where, "name": name, "schema": schema} | required | said | more


FORM = _in("path", "form", {"enum": list(FORMATS)})
LOCALE = _in("query", "locale", {"enum": ["vi", "en"]}, "Our extension: the language of words.")
WHERE = _in("query", "jurisdiction_id", TEXT, "The code of a commune, ward or province of today.")
DATES = [
    _in("query", "start_date", INSTANT, "At most 90 days before end_date."),
    _in("query", "end_date", INSTANT, "The last 90 days where neither is given."),
]
PAGES = [
    _in("query", "page", {"type": "integer", "minimum": 1, "maximum": 999_999_999}),
    _in("query", "page_size", {"type": "integer", "minimum": 1, "maximum": parameters.MOST_ROWS}),
]
NUMBERS = _in(
    "query", "service_request_id", TEXT, "Numbers parted by commas; they override every other filter."
)


def _get(what: str, schema: dict[str, Any], *given: dict[str, Any]) -> dict[str, Any]:
    return {"summary": what, "parameters": [LOCALE, *given], "responses": _responses(schema, 400, 404, 503)}


def _post(
    what: str, schema: dict[str, Any], properties: dict[str, Any], required: tuple[str, ...]
) -> dict[str, Any]:
    body = {"type": "object", "properties": properties, "required": list(required)}
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
    return {
        "summary": what,
        "parameters": [LOCALE],
        "requestBody": {"required": True, "content": {kind: {"schema": body} for kind in kinds}},
        "responses": _responses(schema, 400, 403, 404, 409, 413, 429, 503),
    }


def _responses(schema: dict[str, Any], *errors: int) -> dict[str, Any]:
    def content(of: dict[str, Any]) -> dict[str, Any]:
        return {"application/json": {"schema": of}, "text/xml": {"schema": TEXT}}

    found = {"200": {"description": "Answered.", "content": content(schema)}}
    wrong = {"description": "An array of errors.", "content": content(_list("error"))}
    return found | {str(code): wrong for code in errors}


def _paths() -> dict[str, Any]:
    files = {"type": "array", "items": {"type": "string", "contentMediaType": "image/jpeg"}, "maxItems": 5}
    place = {
        "lat": {"type": "number"},
        "long": {"type": "number"},
        "address_string": TEXT | {"maxLength": LONGEST_PLACE},
    }
    filed = {"api_key": TEXT, "service_code": {"enum": list(CODES)}, "jurisdiction_id": TEXT} | place
    filed |= {"description": TEXT | {"maxLength": LONGEST_DESCRIPTION}, "media_url": TEXT, "media": files}
    filed |= dict.fromkeys(
        ("first_name", "last_name", "name", "email", "phone", "device_id", "account_id"), TEXT
    )
    filed |= {
        f"attribute[{code}]{'[]' if ask.several else ''}": {"enum": list(ask.choices)}
        for code, ask in ASKS.items()
    }
    filed |= {"extensions": {"enum": ["true", "false"]}}
    said = {"api_key": TEXT, "service_request_id": TEXT, "token": TEXT, "status": TEXT, "media_url": TEXT}
    said |= {"description": TEXT | {"maxLength": LONGEST_DESCRIPTION}}
    reading = _get(
        "Reports that everybody may see, the latest first",
        _list("request"),
        NUMBERS,
        _in("query", "service_code", TEXT, "Codes parted by commas."),
        _in("query", "status", TEXT, "open, closed, or both."),
        *DATES,
        *PAGES,
        WHERE,
        _in("query", "extensions", {"enum": ["true", "false"]}, "Adds extended_attributes."),
    )
    filing = _post("File a report", _list("created"), filed, ("api_key", "service_code"))
    for kind in filing["requestBody"]["content"].values():
        kind["schema"]["anyOf"] = [{"required": ["lat", "long"]}, {"required": ["jurisdiction_id"]}]
    updates = _get("What was done", _list("request_update"), NUMBERS, *DATES, *PAGES, WHERE)
    telling = _post("Tell the office more", _list("update_created"), said, ("api_key", "description"))
    named = _in("path", "code", TEXT)
    found: dict[str, dict[str, Any]] = {
        "/discovery": {"get": _get("Where this server is", _ref("discovery"))},
        "/services": {"get": _get("What may be reported", _list("service"), WHERE)},
        "/services/{code}": {"get": _get("Its questions", _ref("service_definition"), named, WHERE)},
        "/requests": {"get": reading, "post": filing},
        "/requests/{ref}": {"get": _get("One of them", _list("request"), _in("path", "ref", TEXT), WHERE)},
        "/tokens/{token}": {"get": _get("Its number", _list("token"), _in("path", "token", TEXT), WHERE)},
        "/servicerequestupdates": {"get": updates, "post": telling},
    }
    return {f"{path}.{{form}}": methods | {"parameters": [FORM]} for path, methods in found.items()}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
