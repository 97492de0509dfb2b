"""What the officer's browser searches in: which sealed matters there are, and their ciphertexts in batches.

The server answers no question: a word that somebody looks for never comes here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import queue
from binhyen.desk.doors import missing, signed_in
from binhyen.matters import bulk, kinds, readings
from binhyen.matters.access import visible
from binhyen.matters.models import Matter
from binhyen.matters.offence_words import WORDS
from binhyen.matters.offences import BY_CODE
from binhyen.offices.models import Office
from binhyen.procedure import ERASED
from binhyen.units.models import Unit

MOST_REFS = 20_000


@require_http_methods(["GET", "POST"])
@signed_in
def index(request: HttpRequest, person: Person) -> HttpResponse:
    """GET: what there is to index. POST {refs}: ciphertexts of these, those of them that fit; noted as fetched."""
    if request.method == "GET":
        return JsonResponse({"refs": _refs(person), "hints": _hints()})
    refs = _asked(request)
    if refs is None:
        return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
    rows = {matter.ref: matter for matter in visible(person).filter(ref__in=refs)}
    asked = [rows[ref] for ref in refs if ref in rows and queue.is_searched(rows[ref])]
    if not asked:
        return missing(request)
    found, closed = bulk.to_search_in(asked)
    office_of = bulk.reading_offices(person, found)
    fetched = [matter for matter in found if matter.pk not in closed]
    readings.note_fetched(fetched, person_id=person.pk, office_of=office_of)
    later = [matter.ref for matter in asked[len(found) :]]
    return HttpResponse(
        _packed(_batch(found, office_of, closed), later), content_type="application/octet-stream"
    )


def _refs(person: Person) -> list[str]:
    """The sealed matters that this person may read, what is open and new first."""
    sealed = [kind.code for kind in kinds.every() if kind.sealed and not kind.standing]
    found = (
        visible(person)
        .filter(kind__in=sealed)
        .exclude(state=ERASED)
        .order_by("-is_open", "-received_on", "ref")
    )
    return list(found.values_list("ref", flat=True)[:MOST_REFS])


def _asked(request: HttpRequest) -> list[str] | None:
    """The references asked for, without doubles; None when the question has another form."""
    try:
        refs = json.loads(request.body)["refs"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(refs, list) or not 0 < len(refs) <= bulk.MOST:
        return None
    return list(dict.fromkeys(refs)) if all(isinstance(ref, str) for ref in refs) else None


def _batch(found: Sequence[Matter], office_of: dict[int, int], closed: Collection[int]) -> dict[str, Any]:
    """Each with its bundle, and what the queue says of it in clear; certificates once for all of them."""
    slugs = dict(Office.objects.filter(pk__in=set(office_of.values())).values_list("pk", "slug"))
    certificates, bundles = bulk.bundles(found, office_of, closed)
    titles = queue.titles_of(found)
    numbers = queue.register_numbers(list(found), list(slugs))
    areas = Unit.objects.in_bulk({matter.area_id for matter in found if matter.area_id})
    placed = {pk: _placed(area) for pk, area in areas.items()}
    nowhere = _placed(None)
    said = _Said()
    matters = [
        {
            "ref": matter.ref,
            "head": matter.head_seq,
            "office": slugs[office_of[matter.pk]],
            "bundle": bundles[matter.pk],
            "clear": {
                "title": said.text(titles[matter.ref]),
                **placed.get(matter.area_id, nowhere),
                "number": numbers.get(matter.pk, ""),
                "short": matter.short_ref,
                "state": said.state(matter),
                "received_on": matter.received_on.isoformat() if matter.received_on else "",
            },
        }
        for matter in found
    ]
    return {"certificates": certificates, "matters": matters}


class _Said:
    """Words in the reader's language, each looked up once for a batch: thousands of matters share a few dozen."""

    def __init__(self) -> None:
        self._states: dict[str, Mapping[str, Any]] = {}
        self._texts: dict[int, tuple[Any, str]] = {}

    def state(self, matter: Matter) -> str:
        states = self._states.get(matter.kind)
        if states is None:
            states = self._states[matter.kind] = kinds.get(matter.kind).vocabulary().states
        return self.text(states.get(matter.state, matter.state))

    def text(self, words: Any) -> str:
        # Held beside its text, so that no other can have its number meanwhile.
        if id(words) not in self._texts:
            self._texts[id(words)] = (words, str(words))
        return self._texts[id(words)][1]


def _packed(batch: dict[str, Any], later: list[str]) -> bytes:
    """The length of a JSON in four bytes, the JSON, and the ciphertexts, which it names by [start, length] among them:
    as base64 in it, they would cost both sides as much as all else."""
    sealed: list[bytes] = []
    at = 0
    for matter in batch["matters"]:
        for row in (*matter["bundle"]["grants"], *matter["bundle"]["envelopes"]):
            ciphertext = row["ciphertext"]
            sealed.append(ciphertext)
            row["ciphertext"] = [at, len(ciphertext)]
            at += len(ciphertext)
    head = json.dumps(batch | {"later": later}, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(4, "big"), head, *sealed))


def _placed(area: Unit | None) -> dict[str, str]:
    return {"place": area.full_name, "area": area.code} if area else {"place": "", "area": ""}


def _hints() -> list[dict[str, Any]]:
    """The words by which a category may be known, with its name in the reader's language."""
    return [
        {"code": code, "label": str(BY_CODE[code].word), "words": list(words)}
        for code, words in WORDS.items()
    ]
