"""A country of communes with an office each, and one directive to all of them, in the stage's installation.

`python -m benchmarks.country make COUNT` issues the directive to COUNT offices; `python -m benchmarks.country look`
then looks at the pages that the committee and one addressee work from. Each prints what it took, as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import statistics
import sys
import time
from pathlib import Path
from typing import Any

SINCE = dt.date(2025, 7, 1)
LOOKS = 15
TITLE = "Chỉ thị thử tải"
CONTENT = "Rà soát địa bàn, lập danh sách điểm phức tạp và báo cáo kết quả."
REPORT = "Đã rà soát xong."
PLANNER = "planner"


def make(count: int) -> dict[str, float]:
    """Seconds that the act of issuing took through its page, until it was committed."""
    from binhyen.site import installation

    installation.create(Path(os.environ[installation.DATA_VARIABLE]), name="Thử tải", demonstration=True)
    _start_django()
    from django.core.management import call_command
    from django.urls import reverse

    from binhyen.matters import clock

    call_command("migrate", verbosity=0, interactive=False)
    committee = _offices(count)
    plan = _draft(committee)
    client, page = _client(PLANNER), reverse("desk:issue_plan", args=[plan.ref])
    client.get(page)  # what a process loads once is not part of the act
    began = time.perf_counter()
    answer = client.post(page, {"issued_on": clock.today().isoformat(), "number": "01/CT-BCĐ"})
    took = time.perf_counter() - began
    assert answer.status_code == 302, answer.content.decode()
    _work(plan)
    return {"issue": took}


def _offices(count: int) -> Any:
    """The first communes of the national list with an office each, and a planner at a committee above them."""
    import vietnamadminunits

    from binhyen.accounts.models import Membership, Person, Role
    from binhyen.offices.models import Office, OfficeType
    from binhyen.units.models import Level, Unit

    dataset = Path(vietnamadminunits.__file__).parent / "data" / "dataset.db"
    with sqlite3.connect(f"file:{dataset}?mode=ro", uri=True) as national:
        asked = "SELECT provinceCode, province, provinceShort, wardCode, wardType, wardShort FROM admin_units"
        rows = national.execute(f"{asked} ORDER BY provinceCode, wardCode LIMIT ?", [count]).fetchall()
    assert len(rows) == count
    provinces: dict[str, Unit] = {}
    communes = []
    for code, whole, short, ward, kind, name in rows:
        if code not in provinces:
            prefix = whole.removesuffix(short).strip()
            provinces[code] = Unit.objects.create(
                code=code, name=short, prefix=prefix, level=Level.PROVINCE, valid_from=SINCE
            )
        parent = provinces[code]
        communes.append(
            Unit(code=ward, name=name, prefix=kind, level=Level.COMMUNE, parent=parent, valid_from=SINCE)
        )
    Unit.objects.bulk_create(communes, batch_size=500)
    offices = [
        _office(f"ubnd-{unit.code}", f"UBND {unit.full_name}", OfficeType.PEOPLES_COMMITTEE, unit)
        for unit in Unit.objects.filter(level=Level.COMMUNE).order_by("code")
    ]
    Office.objects.bulk_create(offices, batch_size=500)
    committee = _office(
        "bcd-138", "Ban Chỉ đạo 138", OfficeType.PARTY_COMMITTEE, next(iter(provinces.values()))
    )
    committee.save()
    middle = Office.objects.filter(type=OfficeType.PEOPLES_COMMITTEE).order_by("slug")[count // 2]
    for username, office, role in ((PLANNER, committee, Role.STEERING), ("officer", middle, Role.OFFICER)):
        person = Person.objects.create(username=username, full_name=username)
        Membership.objects.create(person=person, office=office, role=role, from_on=SINCE)
    return committee


def _office(slug: str, name: str, kind: str, area: Any) -> Any:
    from binhyen.offices.models import Office

    return Office(slug=slug, name=name, name_en=name, type=kind, area=area, valid_from=SINCE)


def _draft(committee: Any) -> Any:
    """A directive of one task to every office of a type, with a target; not issued yet."""
    from django.conf import settings

    from binhyen.matters import clock
    from binhyen.matters.ids import text_hash
    from binhyen.matters.journal import Draft, Opening, record_many
    from binhyen.matters.models import Matter
    from binhyen.movement import plans

    today = clock.today()
    last = dt.date(today.year, 12, 31)
    opening = Opening.unsealed(plans.KIND, settings.INSTALLATION.id)
    drafted = plans.Drafted(
        office=committee.pk,
        area=committee.area_id,
        form="directive",
        title=text_hash(TITLE),
        year=today.year,
        starts_on=today,
        ends_on=last,
    )
    steps = (
        ("drafted", drafted, [TITLE]),
        ("task_set", plans.TaskSet(1, text_hash(CONTENT), last), [CONTENT]),
        ("addressed_group", plans.AddressedGroup("peoples_committee"), []),
        ("target_set", plans.TargetSet("tasks_on_time", 90), []),
    )
    by = _actor(PLANNER)
    record_many(Draft(opening, act, by, facts, documents=documents) for act, facts, documents in steps)
    return Matter.objects.get(ref=opening.ref)


def _work(plan: Any) -> None:
    """Half of the addressees acknowledge, and every other one of those reports: a board has something to tell."""
    from binhyen.kinds.task import acts
    from binhyen.matters.actors import Actor
    from binhyen.matters.ids import text_hash
    from binhyen.matters.journal import Draft, record_many
    from binhyen.matters.models import Matter
    from binhyen.procedure import Nothing

    drafts = []
    for number, task in enumerate(Matter.objects.filter(under=plan.ref).order_by("area__code")):
        by = Actor("officer", None, task.office_id)
        if number % 2:
            drafts.append(Draft(task, "acknowledged", by, Nothing()))
        if number % 4 == 1:
            facts = acts.Reported(text_hash(REPORT))
            drafts.append(Draft(task, "reported", by, facts, documents=[REPORT]))
    record_many(drafts)


def look() -> dict[str, dict[str, float]]:
    """By page: milliseconds on the server (the median of several looks), and how many queries it asks."""
    _start_django()
    from django.urls import reverse

    from binhyen.accounts.access import offices_of
    from binhyen.accounts.models import Person
    from binhyen.matters import clock
    from binhyen.matters.models import Matter

    plan = Matter.objects.get(kind="plan")
    own = offices_of(Person.objects.get(username="officer"), clock.today()).get()
    task = Matter.objects.get(under=plan.ref, office=own)
    planner, officer = _client(PLANNER), _client("officer")
    return {
        "board": _looked(planner, reverse("desk:board", args=[plan.ref])),
        "targets": _looked(planner, reverse("desk:plan_progress", args=[plan.ref])),
        "task": _looked(officer, reverse("desk:record", args=["nhiem-vu", task.ref])),
        "queue": _looked(officer, reverse("desk:queue")),
    }


def _looked(client: Any, address: str) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert client.get(address).status_code == 200  # what a process loads once is not part of a look
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # Said now: the next request begins the log anew.
    queries = len(asked)
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - began))
    return {"ms": statistics.median(times), "queries": queries}


def _client(username: str) -> Any:
    """A browser of this person, signed in with a second factor."""
    from django.test import Client

    from binhyen.accounts import sign_in
    from binhyen.accounts.models import Person

    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(username=username), backend=sign_in.BACKEND)
    session = client.session
    session[sign_in.PROVED] = True
    session.save()
    return client


def _actor(username: str) -> Any:
    from binhyen.accounts.models import Membership
    from binhyen.matters.actors import Actor

    return Actor.of(Membership.objects.get(person__username=username))


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
    import django

    django.setup()


if __name__ == "__main__":
    print(json.dumps(make(int(sys.argv[2])) if sys.argv[1] == "make" else look()))
