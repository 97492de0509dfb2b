"""Every address, asked for by everybody, in both languages: the table of permissions.py, cell by cell.

The people sign in through the door with a second factor, the report is sealed by a resident's words to a certified
office, and every post carries its CSRF token, so that nothing is refused for another reason than the one written down.
The people and what they send are in town.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import translation

from binhyen.accounts import throttle
from binhyen.matters.models import Matter
from binhyen.public import plain
from binhyen.public.orders import subscribing
from binhyen.sealing import words as wording
from binhyen.sealing.branches import StretchQueue
from binhyen.site.sessions import DESK
from tests import permissions
from tests.town import FRAGMENTS, OFFICES, Town, act, address, found, read, token, with_mail

pytestmark = pytest.mark.django_db
TABLE = permissions.read()
LANGUAGES = ("vi", "en")
NOBODY = "a" * 26  # a reference that no matter has


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Made once for all cells, in a transaction that is rolled back; each cell rolls back what it did itself."""
    with django_db_blocker.unblock(), with_mail(), transaction.atomic():
        throttle.clear()
        cache.clear()
        yield found()
        transaction.set_rollback(True)


class Remembering(StretchQueue):
    """Stretches the same words once for all cells. It has no guard: that words are never stretched inside a
    transaction, as all of this runs in one, has a test of its own."""

    known: ClassVar[dict[bytes, Any]] = {}

    def stretch(self, words: Any, installation: str) -> Any:
        bare = wording.bare(words)
        if bare not in self.known:
            self.known[bare] = super().stretch(words, installation)
        return self.known[bare]


@pytest.fixture
def cell(town: Town, monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpResponse]:
    """Ask for one cell; whatever it changed is undone."""
    monkeypatch.setattr(plain, "QUEUE", Remembering())

    def ask(line: str, role: str, method: str, language: str, **more: Any) -> HttpResponse:
        throttle.clear()
        subscribing.clear()
        cache.clear()
        with transaction.atomic(), translation.override(language):
            client = town.client(role)
            response = (read if method == "GET" else act)(town, client, line, role, **more)
            transaction.set_rollback(True)
        return response

    return ask


def answer(response: HttpResponse) -> str:
    """A response in the table's words."""
    if response.status_code == 405:
        return "-"
    if response.status_code != 302:
        return str(response.status_code)
    names = {"desk:home": "door", "desk:accounts:security": "own", "desk:accounts:recovery_codes": "codes"}
    for language in LANGUAGES:
        with translation.override(language):
            for name, word in names.items():
                if response.headers["Location"] == reverse(name):
                    return word
            if response.headers["Location"].startswith((reverse("desk:steering"), reverse("desk:round"))):
                return "done"
    return response.headers["Location"]


# --- the table and the addresses --------------------------------------------------------------------------


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name, so it cannot stand in the table"
            yield space + entry.name


def test_every_address_stands_in_the_table_and_every_line_has_an_address():
    known = set(addresses(get_resolver()))
    written = {permissions.name_of(line) for line in TABLE}
    assert known - written == set(), "not in tests/permissions.py"
    assert written - known == set(), "gone, but still in tests/permissions.py"


def test_every_role_is_somebody():
    assert set(permissions.ROLES) == {"stranger", "resident", *OFFICES}


# --- every cell -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", TABLE)
def test_everybody_is_answered_as_the_table_says(cell, line, language):
    wrong = []
    for role, expected in TABLE[line].items():
        for method, wanted in zip(("GET", "POST"), expected, strict=True):
            if wanted == "-" and language != LANGUAGES[0]:
                # A method is refused before anybody looks at the language; once is enough.
                continue
            response = cell(line, role, method, language)
            got = answer(response)
            if got != wanted:
                wrong.append(f"{role} {method}: {got}, not {wanted}")
            wrong += [f"{role} {method}: {fault}" for fault in faults(response)]
    assert wrong == []


def _name(response: HttpResponse) -> str:
    """The name of the address that was asked; "" where there is none."""
    path = response.request["PATH_INFO"]
    with translation.override("en" if path.startswith("/en/") else "vi"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def faults(response: HttpResponse) -> list[str]:
    """What is wrong with the headers of any response of ours."""
    found = []
    policy = response.headers.get("Content-Security-Policy", "")
    framed = _name(response) == permissions.FRAMED and response.status_code == 200
    for part in (
        "default-src 'none'",
        "script-src 'none'" if framed else "script-src 'self'",
        "frame-ancestors *" if framed else "frame-ancestors 'none'",
        "trusted-types binhyen",
    ):
        if part not in policy:
            found.append(f"its policy lacks {part}")
    if "unsafe" in policy or "*" in policy.replace("frame-ancestors *", "" if framed else "*"):
        found.append("its policy lets too much through")
    wanted = {
        "Cache-Control": permissions.CACHED.get(_name(response), "no-store")
        if response.status_code == 200
        else "no-store",
        "Referrer-Policy": "same-origin" if DESK.match(response.request["PATH_INFO"]) else "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    found += [
        f"{name} is not {value}" for name, value in wanted.items() if response.headers.get(name) != value
    ]
    if not DESK.match(response.request["PATH_INFO"]) and response.cookies:
        found.append("a cookie is set on the resident's side")
    return found


# --- what is not yours does not exist ---------------------------------------------------------------------

# An index of several is asked for by its body: test_another_offices_matter_is_the_same_as_none.
OF_A_MATTER = [
    line
    for line in TABLE
    if permissions.name_of(line)
    in FRAGMENTS - {"desk:queue", "desk:index", "desk:intake", "desk:recovery", "desk:custody"}
    and not permissions.name_of(line).endswith(
        ("office_keys", "keys_of_office", "state_member", "_device", "unlock")
    )
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", OF_A_MATTER)
def test_anothers_matter_is_answered_with_the_bytes_of_none(cell, town, line, language):
    """The attack: an officer of another office learns, from any difference, that a report exists."""
    for role in ("bob", "planner", "left"):
        for method, wanted in zip(("GET", "POST"), TABLE[line][role], strict=True):
            if wanted == "-":
                continue
            there = cell(line, role, method, language)
            nowhere = cell(line, role, method, language, ref=NOBODY)
            case = cell(line, role, method, language, ref=town.case.ref)
            assert there.status_code == 404
            seen = [
                (r.status_code, dict(r.headers), r.content, r.cookies.output())
                for r in (there, nowhere, case)
            ]
            assert seen[0] == seen[1] == seen[2], (role, method)


# --- the ways around the table ----------------------------------------------------------------------------


@pytest.mark.parametrize("line", [line for line in TABLE if line.startswith("desk:")])
def test_nothing_at_the_desk_is_done_without_its_token(town, line):
    """The attack: another site that makes an officer's browser act, with the officer's own cookie."""
    with transaction.atomic():
        client = town.client("alice")
        before = Matter.objects.values_list("ref", "head_seq").order_by("ref")
        kept = list(before)
        refused = client.post(address(town, line), {"reason": "not_done", "how": "huy"})
        assert (refused.status_code, list(before)) == (403, kept)
        assert faults(refused) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("role", ["stranger", "alice"])
def test_no_address_takes_another_method(town, role, method):
    for line in TABLE:
        with transaction.atomic():
            client = town.client(role)
            response = client.generic(
                method, address(town, line), b"{}", "application/json", headers=token(client)
            )
            transaction.set_rollback(True)
        # An upload is the one thing that is asked for by other methods; without its protocol it is nothing either.
        wanted = (412, 405) if line == "public:upload" else (401, 403, 405, 302)
        assert response.status_code in wanted, (line, response.status_code)
        assert faults(response) == [], line
