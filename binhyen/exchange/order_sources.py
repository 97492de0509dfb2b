"""Order reports of another place: rows of a CSV file, or what another Open311 server answers, in one shape.

Only what an order report here says is read: what, where, the number it has there, where its pictures lie, and of what
has ended how it did. Who reported it is left where it is.
"""

from __future__ import annotations

import datetime as dt
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from binhyen.documents.sheet import Record, Unreadable, read_csv
from binhyen.exchange.files import MENDS, MOST_BYTES, NotTaken
from binhyen.exchange.tables import ORDER_REPORTS
from binhyen.units.folding import fold

WINDOW = dt.timedelta(days=90)
A_PAGE = 500
MOST_PAGES = 200
SECONDS = 30
# No server answers fewer than so many at most; a window that is asked about in halves is no shorter than this.
CAPPED = 50
SHORTEST = dt.timedelta(hours=1)
# What the standard and its exports call our columns.
_NAMES = {
    "service_request_id": "source_id",
    "id": "source_id",
    "service_code": "category",
    "address_string": "address",
    "long": "longitude",
    "lng": "longitude",
    "lat": "latitude",
    "jurisdiction_id": "commune",
    "requested_datetime": "received_at",
    "updated_datetime": "ended_at",
    "status_notes": "note",
    "media_url": "pictures",
}
# What is in such files and says nothing here: left out without a word.
_LEFT_OUT = frozenset(
    {
        "service_name",
        "agency_responsible",
        "service_notice",
        "zipcode",
        "group",
    }
    | {"expected_datetime", "address_id", "extended_attributes", "token"}
)
PERSONAL = frozenset(
    {"first name", "last name", "name", "full name", "email", "phone", "telephone", "user id"}
    | {"device id", "account id", "e-mail", "contact", "lien he", "dia chi nguoi gui"}
    | {
        "ho ten",
        "ho va ten",
        "ten",
        "nguoi gui",
        "nguoi phan anh",
        "dien thoai",
        "so dien thoai",
        "cccd",
        "cmnd",
    }
)


class NotReached(Exception):
    """The other server did not answer as such a server does; the message says what to try."""


def of_file(path: Path) -> tuple[list[Record], list[str]]:
    """The rows of a CSV file under our own names, and its columns of personal data. Raises NotTaken."""
    if not path.is_file():
        raise NotTaken(path, "not_found")
    if path.stat().st_size > MOST_BYTES:
        raise NotTaken(path, "too_large")
    try:
        rows = read_csv(path.read_bytes())
    except Unreadable as unreadable:
        raise NotTaken(path, unreadable.reason) from unreadable
    heads = list(rows[0]) if rows else []
    return [_named(row) for row in rows], [head for head in heads if _is_personal(head)]


def _is_personal(head: str) -> bool:
    return " ".join(fold(head).replace("_", " ").split()) in PERSONAL


def _named(row: Record) -> Record:
    known = {
        fold(head): column.code for column in ORDER_REPORTS.columns for head in (column.code, column.heading)
    }
    made = Record()
    for head, value in row.items():
        folded = fold(head)
        if folded in _LEFT_OUT or _is_personal(head):
            continue
        made[_NAMES.get(folded) or known.get(folded, head)] = value
    made.line = row.line
    made.formulas = frozenset(_NAMES.get(fold(head)) or known.get(fold(head), head) for head in row.formulas)
    return made


def of_server(address: str, since: dt.datetime, until: dt.datetime) -> Iterator[Record]:
    """What a server answers, window by window and page by page, the newest window first. Raises NotReached."""
    number = 0
    end = until
    seen: set[object] = set()
    while end > since:
        start = max(end - WINDOW, since)
        for row in _window(address, start, end, seen):
            number += 1
            made = _named(_record(row))
            made.line = number
            yield made
        end = start


def _record(row: Mapping[str, object]) -> Record:
    made = Record()
    for name, value in row.items():
        if isinstance(value, str | int | float):
            made[str(name)] = str(value)
        elif isinstance(value, list) and name == "media_url":
            made["media_url"] = ";".join(str(each).replace(";", "%3B") for each in value)
    return made


def _window(
    address: str, start: dt.datetime, end: dt.datetime, seen: set[object]
) -> Iterator[Mapping[str, object]]:
    """What was not seen yet of a window, page by page.

    A server that knows no pages answers the same again, and may leave out whatever is above its own most, which it says
    nowhere. So such a window is asked about in halves, until an answer is short or the window is.
    """
    first = 0
    for page in range(1, MOST_PAGES + 1):
        asked = {"start_date": _written(start), "end_date": _written(end), "page": page, "page_size": A_PAGE}
        rows = _asked(address, urlencode(asked))
        new = [row for row in rows if row.get("service_request_id") not in seen]
        seen |= {row.get("service_request_id") for row in new}
        yield from new
        first = first or len(rows)
        if not rows or (page > 1 and len(rows) < first):
            return
        if page > 1 and not new:
            break
    if first >= CAPPED and end - start > SHORTEST:
        middle = start + (end - start) / 2
        yield from _window(address, middle, end, seen)
        yield from _window(address, start, middle, seen)


def _written(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _asked(address: str, query: str) -> list[Mapping[str, object]]:
    """The rows of one answer: JSON, and XML from a server that has no other."""
    try:
        found = json.loads(_fetched(f"{address.rstrip('/')}/requests.json?{query}"))
    except (NotReached, ValueError):
        try:
            root = _parsed(_fetched(f"{address.rstrip('/')}/requests.xml?{query}"))
        except ElementTree.ParseError:
            raise NotReached(
                f"{address} answers neither JSON nor XML. Give the address of discovery.xml."
            ) from None
        found = [{each.tag: each.text or "" for each in row} for row in root]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise NotReached(
            f"{address} answers no list of reports. Give the address that ends before /requests.json."
        )
    return found


def _parsed(body: bytes) -> ElementTree.Element:
    # Entities are declared in a DTD; an answer of this standard has none, and a bomb needs one.
    # Read as UTF-8 and nothing else: in UTF-16 the sign of a DTD would be spelt in other bytes.
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ElementTree.ParseError from None
    if "<!" in text.replace("<![CDATA[", ""):
        raise ElementTree.ParseError
    return ElementTree.fromstring(text)  # noqa: S314  # see above


def _fetched(url: str) -> bytes:
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotReached("Give an address that begins with https:// or http://.")
    told = {"User-Agent": "BinhYen", "Accept": "application/json, text/xml"}
    try:
        # The operator's own address, http or https; nobody else can say where this goes.
        asked = urllib.request.Request(url, headers=told)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise NotReached(f"{url.partition('?')[0]} cannot be reached ({type(error).__name__}).") from None
    if len(body) > MOST_BYTES:
        raise NotReached(MENDS["too_large"])
    return body
