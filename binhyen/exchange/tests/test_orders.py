"""Order reports of another place: taken in once, by whoever works where they belong, and public to nobody at first."""

from __future__ import annotations

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person, Role
from binhyen.exchange import order_sources, orders
from binhyen.kinds.order_report import acts, shelf
from binhyen.kinds.order_report.models import ShownReport
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Document, Entry, Matter
from binhyen.offices import demonstration
from binhyen.sealing.keys import Identity

pytestmark = pytest.mark.django_db
CANARY = "canary7f3a"
HEADS = "service_request_id,service_code,description,address,lat,long,jurisdiction_id,status"


@pytest.fixture
def mai():
    """An officer of the People's Committee of Hương Sơn."""
    made = demonstration.make(settings.INSTALLATION.id)
    person = Person.objects.create_person(
        "mai", "ab" * 32, full_name="Mai", recipient=Identity.generate().recipient
    )
    office = made.offices["ubnd-xa-huong-son"]
    Membership.objects.create(person=person, office=office, role=Role.OFFICER, from_on=dt.date(2025, 7, 1))
    return person


@pytest.fixture
def take(mai, tmp_path):
    def taken(*lines: str, heads: str = HEADS, **more):
        path = tmp_path / "a.csv"
        path.write_text("\n".join([heads, *lines]) + "\n", encoding="utf-8")
        rows, personal = order_sources.of_file(path)
        return orders.run(rows, "thanhpho", mai, personal=personal, **more)

    return taken


def reasons(report):
    return [(problem.line, problem.column, problem.reason) for problem in report.problems]


def test_a_file_is_taken_in_once(take):
    lines = (
        "7,street_light,Đèn hỏng.,Đầu ngõ,,,10489,open",
        "8,waste,Rác.,Chợ Bến,20.6212,105.7711,,",
    )
    assert vars(take(*lines).tables["order_reports"]) == {"added": 2, "known": 0, "refused": 0}
    assert vars(take(*lines, "9,waste,Nữa.,Chợ,,,10489,").tables["order_reports"]) == {
        "added": 1, "known": 2, "refused": 0,
    }  # fmt: skip
    facts = json.loads(Entry.objects.get(matter__category="street_light").facts)
    assert facts["channel"] == "imported"
    assert "thanhpho #7" in set(Document.objects.values_list("body", flat=True))
    assert Entry.objects.get(matter__category="street_light").role == "officer"


def test_nothing_is_public_before_an_officer_has_read_it_also_where_a_category_is_harmless(take):
    take("7,street_light,Đèn hỏng.,Đầu ngõ,,,10489,")
    shelf.tend()
    assert not shelf.visible().exists()
    assert not ShownReport.objects.get().text
    matter = Matter.objects.get()
    record(matter, "shown", by=Actor("officer", None, matter.office_id), facts=acts.Shown())
    shelf.tend()
    assert shelf.visible().get().text == "Đèn hỏng."


def test_what_is_refused_says_where_and_why_and_stops_nothing(take):
    report = take(
        "1,gambling,Sòng bạc.,Chợ,,,10489,",
        "2,waste,Rác.,Chợ,,,,",
        "3,waste,Rác.,Chợ,,,99999,",
        "4,waste,Rác.,Chợ,21.9,106.9,,",
        "5,waste,Rác.,Chợ,x,105.7,,",
        "6,waste,Rác.,Chợ,,,10489,closed",
        ",waste,Rác.,Chợ,,,10489,",
        f"8,waste,{'a' * 4001},Chợ,,,10489,",
        "9,waste,=1+1,Chợ,,,10489,",
        "10,waste,Rác.,Chợ,,,10465,",
    )
    found = dict((line, reason) for line, _column, reason in reasons(report))
    assert found == {
        2: "unknown_code", 3: "missing", 4: "unknown_unit", 5: "outside", 6: "bad_range", 7: "ended_there",
        8: "missing", 9: "too_long", 10: "formula", 11: "no_role",
    }  # fmt: skip
    assert vars(report.tables["order_reports"]) == {"added": 0, "known": 0, "refused": 10}
    assert all(each["vi"] and each["en"] for each in report.plain()["problems"])
    assert "order_reports" in "\n".join(report.text())


def test_personal_columns_are_never_read(take):
    report = take(
        f"7,waste,Rác.,Chợ,,,10489,,{CANARY},{CANARY},{CANARY}",
        heads=HEADS + ",first_name,Số điện thoại,E-mail",
    )
    assert [reason for _line, _column, reason in reasons(report)][:2] == [
        "personal_column",
        "personal_column",
    ]
    assert CANARY not in "".join(Document.objects.values_list("body", flat=True))
    assert Matter.objects.count() == 1


def test_a_dry_run_says_the_same_and_writes_nothing(take):
    report = take("7,waste,Rác.,Chợ,,,10489,", dry_run=True)
    assert vars(report.tables["order_reports"])["added"] == 1
    assert not Matter.objects.exists()


@pytest.fixture
def server():
    """Another Open311 server, which knows pages in JSON, or nothing but XML without pages."""
    rows = [
        {"service_request_id": str(n), "service_code": "waste", "description": f"Rác {n}.", "status": "open",
         "lat": 20.6212, "long": 105.7711, "address": "Chợ", "account_id": CANARY, "media_url": "http://x/a.jpg",
         "requested_datetime": "2026-11-01T00:00:00Z"}
        for n in range(3)
    ]  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        only_xml = False

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            path = urlsplit(self.path).path
            found = rows if asked["end_date"][0] > "2026-11-01" > asked["start_date"][0] else []
            if path.endswith(".json") and not Handler.only_xml:
                page, size = int(asked["page"][0]), int(asked["page_size"][0])
                self.answer(json.dumps(found[(page - 1) * size : page * size]), "application/json")
            elif path.endswith(".xml"):
                each = ("".join(f"<{k}>{v}</{k}>" for k, v in row.items()) for row in found)
                body = "".join(f"<request>{row}</request>" for row in each)
                self.answer(f"<service_requests>{body}</service_requests>", "text/xml")
            else:
                self.send_error(404)

        def answer(self, body: str, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Handler, f"http://127.0.0.1:{running.server_port}/open311/v2/"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("only_xml", [False, True])
def test_another_server_is_read_in_windows_and_pages_and_what_is_here_is_known(
    mai, server, monkeypatch, only_xml
):
    handler, address = server
    handler.only_xml = only_xml
    monkeypatch.setattr(order_sources, "A_PAGE", 2 if not only_xml else 500)
    until = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)

    def take():
        rows = order_sources.of_server(address, until - dt.timedelta(days=300), until)
        return orders.run(rows, "127.0.0.1", mai)

    with clock.at(until):
        assert vars(take().tables["order_reports"]) == {"added": 3, "known": 0, "refused": 0}
        assert vars(take().tables["order_reports"]) == {"added": 0, "known": 3, "refused": 0}
    bodies = "".join(Document.objects.values_list("body", flat=True))
    assert CANARY not in bodies
    assert "http://x/a.jpg" not in bodies


def test_an_import_that_was_cut_off_goes_on_where_it_was(mai, server):
    _handler, address = server
    until = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    rows = order_sources.of_server(address, until - dt.timedelta(days=60), until)

    def cut(read):
        for place, row in enumerate(read):
            if place == 2:
                raise order_sources.NotReached("the line broke")
            yield row

    with clock.at(until):
        with pytest.raises(order_sources.NotReached):
            orders.run(cut(rows), "127.0.0.1", mai)
        assert Matter.objects.count() == 2
        again = order_sources.of_server(address, until - dt.timedelta(days=60), until)
        assert vars(orders.run(again, "127.0.0.1", mai).tables["order_reports"]) == {
            "added": 1, "known": 2, "refused": 0,
        }  # fmt: skip


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1:1/"])
def test_what_is_no_such_server_is_said(address):
    until = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    with pytest.raises(order_sources.NotReached):
        list(order_sources.of_server(address, until - dt.timedelta(days=1), until))


def test_an_answer_with_entities_is_not_read():
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><service_requests><request><x>&b;</x></request></service_requests>'
    with pytest.raises(order_sources.ElementTree.ParseError):
        order_sources._parsed(bomb)
