"""What a reader's browser is handed of many sealed matters at once, to search in them: ciphertexts and clear facts.

A handful of queries for a batch, however many matters are in it. What is searched in is never more ciphertext at once
than `MOST_BYTES`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Length

from binhyen.matters import clock, kinds
from binhyen.matters.access import WORKING_ROLES
from binhyen.matters.among import Among, among
from binhyen.matters.grants import opened
from binhyen.matters.models import Entry, Envelope, Grant, Matter, Participant
from binhyen.matters.signed import statements
from binhyen.offices.models import Certificate
from binhyen.procedure import PARTS
from binhyen.sealing.birth import IDENTITY, STREAMS
from binhyen.sealing.encoding import b64url

if TYPE_CHECKING:
    from binhyen.accounts.models import Person

MOST = 250
INTAKE, TALK = STREAMS
MOST_BYTES = 2_000_000


def as_many_as_fit(matters: Sequence[Matter]) -> list[Matter]:
    """The first of these whose envelopes stay under `MOST_BYTES` together; one at least.

    The attack: somebody who files a hundred stories of the largest size, and a server that reads them all at once.
    """
    return _first(matters, _sizes(matters))


def to_search_in(matters: Sequence[Matter]) -> tuple[list[Matter], frozenset[int]]:
    """The first of these that fit, and which of them are left closed: one that is alone above `MOST_BYTES`.

    The attack: a matter that is written full, and with it every search of the office that answers for it.
    """
    sizes = _sizes(matters)
    closed = frozenset(pk for pk, size in sizes.items() if size > MOST_BYTES)
    found = _first(matters, {pk: size for pk, size in sizes.items() if pk not in closed})
    return found, closed & {matter.pk for matter in found}


def _sizes(matters: Sequence[Matter]) -> dict[int, int]:
    """By matter, the ciphertext that is searched in, in bytes."""
    of_these = _searched(matters).values("matter")
    return dict(of_these.annotate(size=Sum(Length("ciphertext"))).values_list("matter", "size"))


def _first(matters: Sequence[Matter], sizes: Mapping[int, int]) -> list[Matter]:
    taken, total = 0, 0
    for matter in matters:
        total += sizes.get(matter.pk, 0)
        if taken and total > MOST_BYTES:
            break
        taken += 1
    return list(matters[:taken])


def reading_offices(person: Person, matters: Collection[Matter]) -> dict[int, int]:
    """By matter, the office at which this person reads it: `access.actor_for`, for many."""
    roles = {role for matter in matters for role in kinds.get(matter.kind).worked_by} | set(WORKING_ROLES)
    held = person.memberships.current(clock.today()).filter(role__in=roles).values_list("office_id", "role")
    at: dict[int, set[str]] = defaultdict(set)
    for office, role in held:
        at[office].add(role)
    by_pk = {matter.pk: matter for matter in matters}
    found: dict[int, tuple[int, int]] = {}
    parts = Participant.objects.filter(matter__in=_pks(matters), office__in=list(at))
    for pk, office, part in parts.values_list("matter_id", "office_id", "part"):
        if at[office] & {*WORKING_ROLES, *kinds.get(by_pk[pk].kind).worked_by}:
            strength = (PARTS.index(part), office)
            found[pk] = min(found.get(pk, strength), strength)
    return {pk: office for pk, (_strength, office) in found.items()}


def bundles(
    matters: Collection[Matter], office_of: Mapping[int, int], closed: Collection[int] = ()
) -> tuple[list[dict[str, Any]], dict[int, dict[str, Any]]]:
    """Certificates, and by matter the bundle of `bundles.bundle` with the grants of that office.

    Of its certificates it says only where they stand among those, because the same few are those of thousands, and
    ciphertexts are bytes. The talk's grants are left out where nobody wrote anything: opening an empty stream costs a
    browser as much as a full one. Of those that stay closed there is neither grant nor envelope.
    """
    read = [matter for matter in matters if matter.pk not in closed]
    envelopes = _envelopes(read)
    grants = _grants(read, office_of, {pk for pk, rows in envelopes.items() if _has_talk(rows)})
    certificates, places = _certificates(matters)
    signed = statements(matters)
    return certificates, {
        matter.pk: {
            "matter": matter.ref,
            "birth": json.loads(matter.birth),
            "birth_signature": b64url(bytes(matter.birth_signature)),
            "certificates": places[matter.pk],
            "grants": grants[matter.pk],
            "envelopes": envelopes.get(matter.pk, []),
            **signed[matter.pk].for_bundle(),
        }
        for matter in matters
    }


def _pks(matters: Collection[Matter]) -> Among:
    # As rows they would be looked into one by one, at each question.
    return among(matter.pk for matter in matters)


def _has_talk(rows: Collection[Mapping[str, Any]]) -> bool:
    return any(row["stream"] == TALK for row in rows)


def _grants(
    matters: Collection[Matter], office_of: Mapping[int, int], talking: Collection[int]
) -> dict[int, list[dict[str, Any]]]:
    """By matter, those of its reading office."""
    held = Grant.objects.filter(holder="office", office__in=set(office_of.values())).filter(
        Q(matter__in=_pks(matters), stream=INTAKE) | Q(matter__in=among(talking), stream=TALK)
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for grant, ciphertext in opened(each for each in held if office_of.get(each.matter_id) == each.office_id):
        found[grant.matter_id].append({"stream": grant.stream, "ciphertext": ciphertext})
    return found


def _searched(matters: Collection[Matter]) -> QuerySet[Envelope]:
    """What is searched in: never a resident's name, which has a key and an act of its own."""
    return Envelope.objects.filter(matter__in=_pks(matters)).exclude(stream=IDENTITY)


def _envelopes(matters: Collection[Matter]) -> dict[int, list[dict[str, Any]]]:
    """As they arrived, by matter: `bundles.in_order`, for many."""
    rows = _searched(matters).values_list("matter_id", "sha256", "ref", "stream", "kind", "ciphertext")
    by_hash = {
        (pk, sha256): {"ref": ref, "stream": stream, "kind": kind, "ciphertext": bytes(ciphertext)}
        for pk, sha256, ref, stream, kind, ciphertext in rows.iterator()
    }
    found: dict[int, list[dict[str, Any]]] = {matter.pk: [] for matter in matters}
    entries = Entry.objects.filter(matter__in=_pks(matters)).order_by("matter", "seq")
    for pk, facts in entries.values_list("matter_id", "facts"):
        for value in json.loads(facts).values():
            each = by_hash.pop((pk, value), None) if isinstance(value, str) else None
            if each is not None:
                found[pk].append(each)
    return found


def _certificates(
    matters: Collection[Matter],
) -> tuple[list[dict[str, Any]], dict[int, list[int]]]:
    """Of every office that ever had a part; and by matter, where those of its own offices stand among them."""
    parts: dict[int, set[int]] = {matter.pk: set() for matter in matters}
    for pk, office in Participant.objects.filter(matter__in=_pks(matters)).values_list(
        "matter_id", "office_id"
    ):
        parts[pk].add(office)
    found: list[dict[str, Any]] = []
    of: dict[int, list[int]] = defaultdict(list)
    offices = set().union(*parts.values())
    for each in Certificate.objects.filter(office__in=offices).order_by("office", "serial"):
        of[each.office_id].append(len(found))
        found.append({"document": json.loads(each.document), "signatures": json.loads(each.signatures)})
    return found, {pk: [at for office in sorted(held) for at in of[office]] for pk, held in parts.items()}
