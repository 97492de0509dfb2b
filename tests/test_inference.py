"""What everybody can ask for is the same, byte for byte, whether a report came or not.

Every public address of the table of permissions is asked for by a stranger in both languages, with every link that the
pages hold and every choice of their forms; then a tip comes, with photos, is worked on, joined to another and ended,
and all of it is asked for again. The same for an order report that nobody may see. A public address that is written
later stands in that table, so it is walked too.

Somebody who follows everything there is (by e-mail) is told nothing of it either, then or on the days after: the worker
writes the same rows and asks the database as often.

The clock stands still while a walk is made. Nothing is put aside before two answers are compared but the token of the
desk's door against forged requests (the one form that has any): it is a new random number each time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from binhyen.accounts import throttle
from binhyen.kinds.order_report import acts as order_acts
from binhyen.kinds.order_report import limits
from binhyen.kinds.order_report.models import NotedReport, ShownChange
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.notices import keys
from binhyen.notices.models import Notice
from binhyen.public.models import Digest, Subscription
from binhyen.public.orders import following
from binhyen.public.tests.conftest import Resident
from binhyen.public.tests.test_orders import OPEN, jpeg, sealed
from tests import permissions
from tests.town import HOST, SITE, Town, address, found, tell, with_mail

pytestmark = pytest.mark.django_db
LANGUAGES = ("vi", "en")
DESK = "desk:"
# A page that leads to more than so many others would be one that grew by itself.
MOST = 2000
ANSWERS_ITSELF = {"200", "404", "410"}
OF_THE_DAY = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')

Answer = tuple[int, tuple[tuple[str, str], ...], bytes]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Made once, in a transaction that is rolled back; each test rolls back what it did itself."""
    with django_db_blocker.unblock(), with_mail(), transaction.atomic():
        throttle.clear()
        cache.clear()
        yield found()
        transaction.set_rollback(True)


class Before(NamedTuple):
    """What everybody is answered in the town as it is, at that instant."""

    at: dt.datetime
    answers: dict[str, Answer]


@pytest.fixture(scope="module")
def before(town: Town) -> Before:
    now = clock.now()
    with clock.at(now):
        return Before(now, everything(town))


@pytest.fixture
def undone(town: Town) -> Iterator[Town]:
    with transaction.atomic():
        yield town
        transaction.set_rollback(True)


class Leads(HTMLParser):
    """Where a page leads: its links and pictures, and each choice of its forms that ask by address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._form: str | None = None
        self._field = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("a", "link", "img", "iframe"):
            self.found += [given[name] for name in ("href", "src") if given.get(name)]
        elif tag == "form":
            self._form = given.get("action", "") if given.get("method", "get").lower() == "get" else None
        elif tag in ("select", "input"):
            self._field = given.get("name", "")
        if tag in ("option", "input") and self._form is not None and self._field and given.get("value"):
            self.found.append(f"{self._form}?{urlencode({self._field: given['value']})}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def everything(town: Town) -> dict[str, Answer]:
    """What a stranger is answered at every public address, by address."""
    waiting = list(dict.fromkeys(_beginnings(town)))
    answers: dict[str, Answer] = {}
    while waiting:
        path = waiting.pop()
        answers[path] = _asked(path)
        for lead in _leads(path, answers[path]):
            if lead not in answers and lead not in waiting:
                waiting.append(lead)
        assert len(answers) < MOST
    return answers


def _beginnings(town: Town) -> Iterator[str]:
    """Every line of the table that a stranger is answered."""
    for line, cells in permissions.read().items():
        if cells["stranger"][0] in ANSWERS_ITSELF:
            for language in LANGUAGES:
                with translation.override(language):
                    yield address(town, line)


def _asked(path: str) -> Answer:
    throttle.clear()
    cache.clear()
    client = Client(SERVER_NAME=HOST)
    client.handler = SITE
    response = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = tuple(sorted(response.headers.items()))
    return response.status_code, headers, OF_THE_DAY.sub(b"", body)


def _leads(path: str, answer: Answer) -> Iterator[str]:
    kind = dict(answer[1]).get("Content-Type", "")
    if answer[0] != 200 or not kind.startswith("text/html"):
        return
    for lead in Leads(answer[2].decode()).found:
        parts = urlsplit(urljoin(f"http://{HOST}{path}", lead))
        if parts.hostname != HOST or not _public(parts.path):
            continue
        asked = urlencode(parse_qsl(parts.query))
        yield parts.path + (f"?{asked}" if asked else "")


def _public(path: str) -> bool:
    """Whether it is an address of this side; files that no report changes are none."""
    with translation.override("en" if path.startswith("/en/") else "vi"):
        try:
            return not resolve(path).view_name.startswith(DESK)
        except Resolver404:
            return False


def same(before: dict[str, Answer], after: dict[str, Answer]) -> None:
    assert set(before) == set(after)
    different = [path for path in before if before[path] != after[path]]
    assert different == []


def officer(matter: Matter) -> Actor:
    return Actor("officer", None, matter.office_id)


def posted(made: Any, **more: Any) -> Matter:
    assert tell(Client(), reverse("public:file"), made.posted | more).status_code == 201
    return Matter.objects.get(ref=made.matter)


class Told(NamedTuple):
    """What the worker does for somebody who follows everything, on this day and the next ones: what is written down
    and how many questions the database is asked."""

    rows: dict[str, int]
    asked: int


def told(before: Before) -> Told:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        for days in range(3):
            with clock.at(before.at + dt.timedelta(days=days, minutes=2)):
                following.work()
        rows = {model.__name__: model.objects.count() for model in (NotedReport, ShownChange, Digest, Notice)}
        transaction.set_rollback(True)
    return Told(rows, len(asked))


@pytest.fixture
def follower(undone: Town, before: Before) -> Subscription:
    """Somebody who follows everything there is, and was told of all that can be seen."""
    with clock.at(before.at):
        following.ask("lan@example.vn", "vi", None, "", None)
        following.work()
        found = following.confirm(keys.token("confirm", Subscription.objects.get().nonce))
    assert found is not None
    return found


def test_a_tip_that_comes_is_worked_on_joined_and_ended_changes_nothing_that_anybody_can_see(
    undone, before, follower
):
    resident, nothing = Resident(undone.made), told(before)
    with clock.at(before.at):
        first = posted(resident.attaches(Client(), photo=b"x" * 5_000))
        same(before.answers, everything(undone))
        second = posted(resident.seals())
        record(first, "classified", by=officer(first), facts=tip_acts.Classified("gambling"))
        record(second, "merged", by=officer(second), facts=tip_acts.Merged(first.ref))
        record(first, "concluded", by=officer(first), facts=tip_acts.Concluded("mediated", None))
        same(before.answers, everything(undone))
    assert told(before) == nothing


def test_an_order_report_that_nobody_may_see_changes_nothing_either(undone, before, follower):
    resident, nothing = Resident(undone.made), told(before)
    with clock.at(before.at):
        unchecked = posted(sealed(resident), open=OPEN)
        taken_back = posted(sealed(resident), open=OPEN)
        record(taken_back, "shown", by=officer(taken_back), facts=order_acts.Shown())
        record(taken_back, "hidden", by=officer(taken_back), facts=order_acts.Hidden("names_somebody"))
        worked(unchecked)
        same(before.answers, everything(undone))
    assert told(before) == nothing


def test_one_that_may_be_seen_is_seen_so_the_walk_would_see_what_should_not_be(undone, before, follower):
    resident, nothing = Resident(undone.made), told(before)
    with clock.at(before.at):
        matter = posted(sealed(resident), open=OPEN)
        record(matter, "shown", by=officer(matter), facts=order_acts.Shown())
        after = everything(undone)
    assert {name for name, rows in told(before).rows.items() if rows > nothing.rows[name]} == set(
        nothing.rows
    )
    changed = {path for path, answer in after.items() if before.answers.get(path) != answer}
    with translation.override("vi"):
        pages = {reverse(f"public:{name}") for name in ("orders", "order_feed", "order_map")}
    assert {*pages, "/sitemap.xml", f"/phan-anh/{matter.ref[:8]}/", "/phan-anh/?nhom=street"} <= changed
    # Nothing else that is public tells of order reports.
    assert not [path for path in changed if not re.search(r"phan-anh|open311|^/sitemap\.xml$", path)]


def worked(matter: Matter) -> None:
    """Accepted, a photo of it painted over, put right, and seen by somebody else as well."""
    due_on = limits.due_on("normal", clock.today())
    accepted = order_acts.Accepted("sidewalk", "U3", "normal", due_on)
    record(matter, "accepted", by=officer(matter), facts=accepted)
    record(matter, "supported", by=Actor("resident"), facts=order_acts.Supported())
    photo = jpeg("red")
    facts = order_acts.PhotoShown(photo.sha256, text_hash("Vỉa hè"))
    record(matter, "photo_shown", by=officer(matter), facts=facts, documents=["Vỉa hè"], files=[photo])
    answered = order_acts.Answered(photo.sha256, text_hash("Đã dọn."))
    record(matter, "answered", by=officer(matter), facts=answered, documents=["Đã dọn."], files=[photo])
