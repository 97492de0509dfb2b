"""Order reports of another place: taken in once, by whoever works where they belong, and public to nobody at first."""

from __future__ import annotations

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from PIL import Image

from binhyen.accounts.models import Membership, Person, Role
from binhyen.exchange import order_sources, orders
from binhyen.figures import annual
from binhyen.figures.indicators import INDICATORS
from binhyen.kinds.order_report import acts, judging, shelf
from binhyen.kinds.order_report.models import ShownPhoto, ShownReport
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Entry, Matter
from binhyen.offices import demonstration
from binhyen.procedure import FactsError
from binhyen.receiving import fetching
from binhyen.receiving.tests.web import picture, serving
from binhyen.sealing.keys import Identity
from binhyen.units import names

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
        2: "unknown_code", 3: "missing", 4: "unknown_unit", 5: "outside", 6: "bad_range", 7: "missing",
        8: "missing", 9: "too_long", 10: "formula", 11: "no_role",
    }  # fmt: skip
    assert vars(report.tables["order_reports"]) == {"added": 0, "known": 0, "refused": 10}
    assert all(each["vi"] and each["en"] for each in report.plain()["problems"])
    assert "order_reports" in "\n".join(report.text())


HISTORY = HEADS + ",requested_datetime,updated_datetime,status_notes,media_url"
ENDED = "7,waste,Rác.,Chợ,,,10489,closed,2026-08-30T08:00:00+07:00,02/09/2026,Đã dọn.,"


def counted() -> dict[str, int]:
    """Every figure of order reports of the commune this year."""
    codes = [each.code for each in INDICATORS if each.code.startswith("orders.")]
    found = annual.some(names.resolve("xã Hương Sơn", 2026), 2026, codes)
    return {figure.indicator.code: figure.value for figure in found}


def test_what_has_ended_there_is_history_and_no_figure_of_this_office(take):
    before = counted()
    assert take(ENDED, heads=HISTORY).well
    matter = Matter.objects.get()
    assert (matter.state, matter.is_open, matter.due_at) == ("ended_elsewhere", False, None)
    received, ended = Entry.objects.order_by("seq")
    assert received.happened_at == dt.datetime(2026, 8, 30, 1, tzinfo=dt.UTC)
    assert json.loads(ended.facts)["on"] == "2026-09-02"
    assert "Đã dọn." in set(Document.objects.values_list("body", flat=True))
    assert counted() == before
    assert vars(take(ENDED, heads=HISTORY).tables["order_reports"])["known"] == 1
    # Shown, it is neither put right nor closed by anybody here.
    record(matter, "shown", by=Actor("officer", None, matter.office_id), facts=acts.Shown())
    shelf.tend()
    assert shelf.standing(shelf.visible().get()) == shelf.ELSEWHERE
    for where in (shelf.OPEN, shelf.RESOLVED, shelf.CLOSED):
        assert not shelf.stands(shelf.visible(), where).exists()


def test_what_has_ended_keeps_its_days_only_where_they_can_be(take):
    report = take(
        "1,waste,Rác.,Chợ,,,10489,closed,không rõ,,,",
        "2,waste,Rác.,Chợ,,,10489,closed,2026-09-02,2026-09-01,,",
        "3,waste,Rác.,Chợ,,,10489,closed,2099-09-02,,,",
        "4,waste,Rác.,Chợ,,,10489,closed,2026-09-02,,,",
        heads=HISTORY,
    )
    assert reasons(report) == [
        (2, "received_at", "bad_instant"), (3, "ended_at", "bad_range"), (4, "received_at", "bad_instant"),
    ]  # fmt: skip
    assert json.loads(Entry.objects.get(act="ended_elsewhere").facts).get("on") is None


def test_only_what_was_imported_can_have_ended_elsewhere(take):
    take("7,waste,Rác.,Chợ,,,10489,open")
    matter = Matter.objects.get()
    facts = acts.Received("waste", matter.area_id, matter.office_id, "visit")
    own = open_matter(
        Opening.unsealed("order_report", settings.INSTALLATION.id),
        "received",
        by=Actor("officer", None, matter.office_id),
        facts=facts,
    )
    for act, made in (("ended_elsewhere", acts.EndedElsewhere()),):
        with pytest.raises(FactsError):
            record(own, act, by=Actor("officer", None, own.office_id), facts=made)
    # The desk offers neither: they are copied by the import alone.
    assert not judging.possible(line_of(matter), "ended_elsewhere")


def test_pictures_come_from_a_folder_once_and_never_from_outside_it(take, tmp_path):
    folder = tmp_path / "anh"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(picture(exif=Image.Exif()))
    (folder / "b.txt").write_bytes(b"hello")
    (tmp_path / "ngoai.jpg").write_bytes(picture())
    (folder / "lien-ket.jpg").symlink_to(tmp_path / "ngoai.jpg")
    row = "7,waste,Rác.,Chợ,,,10489,,,,,a.jpg;khong-co.jpg;../ngoai.jpg;lien-ket.jpg;b.txt;sau.jpg"
    brought = orders.Pictures(folder)
    report = take(row, heads=HISTORY, pictures=brought)
    assert vars(report.tables["order_reports"])["added"] == 1
    assert [reason for _line, _column, reason in reasons(report)] == [
        "too_many_pictures", "no_such_picture", "no_such_picture", "no_such_picture", "picture_not_taken",
    ]  # fmt: skip
    assert Entry.objects.filter(act="picture_brought").count() == 1
    (folder / "khong-co.jpg").write_bytes(picture("red"))
    for _ in range(2):
        take(row, heads=HISTORY, pictures=brought)
        assert Entry.objects.filter(act="picture_brought").count() == 2
    # The office looks at them; nobody else does before one was painted over and shown.
    record(
        Matter.objects.get(),
        "shown",
        by=Actor("officer", None, Matter.objects.get().office_id),
        facts=acts.Shown(),
    )
    shelf.tend()
    assert not ShownPhoto.objects.exists()
    assert take(row, heads=HISTORY).well


def test_pictures_of_addresses_come_through_the_guarded_net_alone(take):
    with serving() as web:
        path = f"/a.jpg?khoa={CANARY}"
        web.bodies[path] = ("image/jpeg", picture())
        row = f"7,waste,Rác.,Chợ,,,10489,,,,,{web.address(path)}"
        assert "picture_not_fetched" in [
            each[2]
            for each in reasons(take(row, heads=HISTORY, pictures=orders.Pictures(net=fetching.THE_NET)))
        ]
        assert web.asked == []
        assert take(row, heads=HISTORY, pictures=orders.Pictures(net=web.net())).well
    assert Entry.objects.filter(act="picture_brought").count() == 1
    assert CANARY not in "".join(Document.objects.values_list("body", flat=True))


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
    assert not Entry.objects.filter(act="picture_brought").exists()


def test_a_server_that_answers_no_more_than_its_most_is_asked_about_in_halves(monkeypatch):
    """Without pages and with a most of its own, it leaves out what is older and says so nowhere."""
    since = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    there = [(since + dt.timedelta(minutes=37 * n), n) for n in range(1_000)]

    def asked(_address, query):
        given = parse_qs(query)
        start, end = (dt.datetime.fromisoformat(given[name][0]) for name in ("start_date", "end_date"))
        found = [row for row in there if start <= row[0] <= end]
        return [{"service_request_id": str(n)} for _at, n in sorted(found, reverse=True)[:100]]

    monkeypatch.setattr(order_sources, "_asked", asked)
    found = [
        row["source_id"] for row in order_sources.of_server("https://x", since, since + dt.timedelta(days=60))
    ]
    assert sorted(map(int, found)) == list(range(1_000))


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
