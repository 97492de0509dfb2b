"""A report about the people of an office: to that office nothing is different, byte for byte, anywhere it may look.

Every address that answers a reading is asked for as an officer and as the head of the office that the report is about,
and as somebody from the street; then the report arrives at the office above and is worked on to its answer; then
everything is asked for again.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from binhyen.accounts import throttle
from binhyen.accounts.models import Membership, Person
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, readings
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.public.tests.conftest import Resident
from tests import permissions
from tests.town import Town, found, read, tell

pytestmark = pytest.mark.django_db
ACCUSED, ABOVE = "cong-an-xa-huong-son", "cong-an-thanh-pho-ha-noi"
WHO = {"alice": ("vi", "en"), "head": ("vi",), "stranger": ("vi",)}
# What is different each time it is asked for, whatever happened: tokens, and the head of the whole journal, which
# every act of every office changes.
EACH_TIME = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'data-csrf="[^"]*"'),
    re.compile(rb'"csrf": "[^"]*"'),
    re.compile(rb'<code class="hash">[0-9a-f]{64}</code>'),
)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(clock.now()):
        throttle.clear()
        cache.clear()
        yield found()
        transaction.set_rollback(True)


def seen(town: Town) -> Answers:
    """Everything that these people are answered, by who, language and address."""
    answers = {}
    for role, languages in WHO.items():
        for language in languages:
            with translation.override(language):
                for line in permissions.read():
                    answers[role, language, line] = asked(town, role, line)
                for path, query in more(town):
                    with transaction.atomic():
                        response = town.client(role).get(
                            path, query, headers={"Accept": "text/html-fragment, text/html"}
                        )
                        transaction.set_rollback(True)
                    answers[role, language, path, json.dumps(query)] = bare(response)
    return answers


Answers = dict[tuple[str, ...], bytes]


def different(before: Answers, after: Answers) -> list[tuple[str, ...]]:
    return [name for name in before if before[name] != after[name]]


def asked(town: Town, role: str, line: str) -> bytes:
    throttle.clear()
    cache.clear()
    with transaction.atomic():
        response = read(town, town.client(role), line, role)
        transaction.set_rollback(True)
    return bare(response)


def more(town: Town) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same addresses with their other questions: each filter of the queue, each year and area of the figures."""
    for chosen in ("mo", "cua-toi", "duoc-doc", "het-han-giu", "tat-ca"):
        yield reverse("desk:queue"), {"loc": chosen}
    for unit in ("10489", "01"):
        for units in ("then", "now"):
            yield reverse("desk:yearbook"), {"unit": unit, "year": clock.today().year, "units": units}
    for what in readings.WORDS:
        yield reverse("desk:readings"), {"what": what}
    yield reverse("desk:matter", args=["REF"]).replace("REF", town.ref_of_them), {}


def bare(response: Any) -> bytes:
    """Status, where it leads, and the bytes, without what is different each time."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for each in EACH_TIME:
        content = each.sub(b"", content)
    return f"{response.status_code} {response.headers.get('Location', '')} ".encode() + content


def arrive(town: Town) -> Any:
    """A resident's report about the police of Hương Sơn, as the browser seals and sends it: to the office above."""
    above = Office.objects.get(slug=ABOVE)
    return Resident(town.made).seals(area=above.area.code, office=ABOVE, text="Công an xã bảo kê sòng bạc.")


def work_on(matter: Matter, case: Matter) -> None:
    """The office above does everything that leaves a trace: opens, numbers, classifies, finds that it is behind a case
    of the very office that it is about, decides."""
    above = Office.objects.get(slug=ABOVE)
    person = Person.objects.create(username="above", full_name="Above")
    Membership.objects.create(person=person, office=above, role="head", from_on=dt.date(2025, 7, 1))
    actor = Actor("head", person.pk, above.pk)
    readings.note(matter, person_id=person.pk, office_id=above.pk, what=readings.OPENED)
    record(matter, "classified", by=actor, facts=tip_acts.Classified("gambling"))
    record(matter, "check_started", by=actor, facts=tip_acts.CheckStarted())
    record(matter, "attributed", by=actor, facts=tip_acts.Attributed(case.ref))
    record(matter, "concluded", by=actor, facts=tip_acts.Concluded("admin_sanction", None))
    told = tip_acts.ResultNotified("in_person", clock.today(), None)
    record(matter, "result_notified", by=actor, facts=told)


def test_to_the_office_that_it_is_about_nothing_is_different(town: Town):
    filed = arrive(town)
    town.ref_of_them = filed.matter
    before = seen(town)
    assert different(before, seen(town)) == [], (
        "something changes by itself, so that nothing could be compared"
    )
    assert tell(Client(), reverse("public:file"), filed.posted).status_code == 201
    matter = Matter.objects.get(ref=filed.matter)
    assert matter.office.slug == ABOVE
    assert different(before, seen(town)) == []
    work_on(matter, town.case)
    assert different(before, seen(town)) == []


def test_a_report_about_nobody_there_is_seen_by_the_same_questions(town: Town):
    """What shows that the questions above would have found it."""
    town.ref_of_them = "a" * 26
    before = seen(town)
    other = Resident(town.made).seals(text="Sòng bạc sau đình.")
    with transaction.atomic():
        assert tell(Client(), reverse("public:file"), other.posted).status_code == 201
        changed = {name[2] for name in different(before, seen(town))}
        transaction.set_rollback(True)
    assert {"desk:queue", "desk:index", "desk:yearbook"} <= changed
