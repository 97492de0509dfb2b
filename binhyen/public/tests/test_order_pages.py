"""The pages, feeds and maps of order reports: what each shows of what may be seen, and how it is asked for."""

from __future__ import annotations

import datetime as dt
import html
import importlib
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.apps import apps
from PIL import Image

from binhyen.kinds.order_report import acts, shelf
from binhyen.kinds.order_report.models import ShownReport, ShownStep
from binhyen.matters import clock, keeping
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import Erased
from binhyen.public.tests.test_orders import COMMUNE, OPEN, URL, accept, filed, jpeg, officer, sealed

AREA, ATOM = f"/phan-anh/khu-vuc/{COMMUNE}/", "{http://www.w3.org/2005/Atom}"
MARKET, LAMP, HALL = "Trước cổng chợ Bến", "Cột đèn số 4", "Sau nhà văn hóa"


def shown(client, resident, place=MARKET, category="sidewalk", **more):
    matter = filed(client, resident, OPEN | {"answers": [], "place": place} | more, category=category)
    accept(matter, category)
    record(matter, "shown", by=officer(matter), facts=acts.Shown())
    return matter


def put_right(matter, colour="green"):
    facts = acts.Answered(jpeg(colour).sha256, text_hash("Đã dọn."))
    record(matter, "answered", by=officer(matter), facts=facts, documents=["Đã dọn."], files=[jpeg(colour)])


def close(matter):
    facts = acts.Closed("planned_later", text_hash("Quý sau làm."))
    record(matter, "closed", by=officer(matter), facts=facts, documents=["Quý sau làm."])


@pytest.fixture
def three(client, resident):
    """One put right at the market, one closed behind the hall, one lamp that is open."""
    market, hall = shown(client, resident), shown(client, resident, HALL, "waste")
    put_right(market)
    close(hall)
    return market, hall, shown(client, resident, LAMP, "street_light", latitude=None, longitude=None)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def places(page):
    return {place for place in (MARKET, LAMP, HALL) if place in page}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {MARKET, LAMP, HALL}),
        ("nhom=street", {MARKET}),
        ("tinh-trang=open", {LAMP}),
        ("tinh-trang=resolved", {MARKET}),
        ("tinh-trang=closed", {HALL}),
        ("nhom=services&tinh-trang=resolved", set()),
        ("nhom=x&tinh-trang=y&ky=1000000000000", {MARKET, LAMP, HALL}),
    ],
)
def test_each_filter_leaves_what_it_says(client, asked, found):
    for address in ("/phan-anh/", AREA, "/en/phan-anh/"):
        assert places(read(client, f"{address}?{asked}")) == found, address


def test_a_time_reaches_back_to_the_beginning_of_its_first_day(client, three):
    with clock.at(clock.now() + dt.timedelta(days=30)):
        assert places(read(client, "/phan-anh/?ky=30")) == {MARKET, LAMP, HALL}
    with clock.at(clock.now() + dt.timedelta(days=31)):
        assert places(read(client, "/phan-anh/?ky=30")) == set()
        assert places(read(client, "/phan-anh/?ky=90")) == {MARKET, LAMP, HALL}


def test_put_right_and_closed_are_never_added_up(client, three):
    page = read(client, AREA)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    counted = {word: re.findall(r'data-label="(.*?)">(\d+)<', cells) for word, cells in rows}
    words = ("Đang xử lý", "Đã xử lý xong", "Kết thúc, có lý do")
    assert counted == {
        "Vỉa hè, lòng đường": list(zip(words, "010", strict=True)),
        "Rác, khói, vật nuôi": list(zip(words, "001", strict=True)),
        "Đèn đường, cây xanh, ngập nước": list(zip(words, "100", strict=True)),
    }
    assert "Đã kết thúc mà chưa xử lý" in read(client, f"/phan-anh/{three[1].ref[:8]}/")
    assert "Đã kết thúc mà chưa xử lý" not in read(client, f"/phan-anh/{three[0].ref[:8]}/")


def test_the_map_has_the_numbers_of_the_list_and_the_list_says_what_it_lacks(client, three):
    page = read(client, AREA)
    listed = re.search(r'<ol class="reports" start="1">(.*?)</ol>', page, re.DOTALL)
    entries = listed.group(1).split("<li>")[1:]
    drawn = dict(re.findall(r"<title>(\d+)\. ([^<]*)\.", page))
    for number, entry in enumerate(entries, start=1):
        if "không có trên bản đồ" in entry:
            assert str(number) not in drawn
            assert LAMP in entry
        else:
            assert drawn[str(number)].partition(".")[0].rpartition(": ")[2] in entry
    assert len(drawn) == 2


def test_what_was_joined_to_another_is_counted_once_and_leads_there(client, resident):
    first, second = shown(client, resident), shown(client, resident, HALL)
    record(second, "merged", by=officer(second), facts=acts.Merged(first.ref))
    assert places(read(client, AREA)) == {MARKET}
    assert f'href="/phan-anh/{first.ref[:8]}/"' in read(client, f"/phan-anh/{second.ref[:8]}/")


def test_before_and_after_stand_side_by_side_at_the_widths_of_screens(client, resident):
    matter = shown(client, resident)
    record(matter, "begun", by=officer(matter), facts=acts.Begun(jpeg("red").sha256), files=[jpeg("red")])
    put_right(matter)
    page = read(client, f"/phan-anh/{matter.ref[:8]}/")
    assert page.index("Trước khi xử lý</b>") < page.index("Sau khi xử lý</b>")
    address = re.search(r'srcset="([^ ]+) 240w, ([^ ]+) 480w"', page)
    for width, asked in zip((240, 480), address.groups(), strict=True):
        answer = client.get(asked)
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert drawn.size == (width, width * 3 // 4)
    assert client.get(address.group(1).replace("-240.", "-241.")).status_code == 404
    record(matter, "hidden", by=officer(matter), facts=acts.Hidden("shows_somebody"))
    assert client.get(address.group(1)).status_code == 404


def test_whoever_has_the_page_is_not_sent_it_again_until_something_was_done(client, resident):
    matter = shown(client, resident)
    for address in (
        "/phan-anh/",
        AREA,
        f"/phan-anh/{matter.ref[:8]}/",
        "/phan-anh/atom.xml",
        "/phan-anh/ban-do.json",
    ):
        had = client.get(address)
        assert client.get(address, headers={"if-none-match": had["ETag"]}).status_code == 304, address
    record(matter, "hidden", by=officer(matter), facts=acts.Hidden("not_fit"))
    again = client.get("/phan-anh/", headers={"if-none-match": client.get("/phan-anh/")["ETag"]})
    assert again.status_code == 304
    assert MARKET not in read(client, "/phan-anh/")


def entries(client, address):
    return ET.fromstring(read(client, address)).findall(f"{ATOM}entry")


def test_each_feed_tells_of_its_own_and_one_of_every_step(client, three):
    def titles(address):
        return {
            place for entry in entries(client, address) for place in places(entry.findtext(f"{ATOM}title"))
        }

    assert titles("/phan-anh/atom.xml") == titles(f"{AREA}atom.xml") == {MARKET, LAMP, HALL}
    assert titles("/phan-anh/khu-vuc/10441/atom.xml") == set()
    assert titles("/phan-anh/nhom/environment/atom.xml") == {HALL}
    assert client.get("/phan-anh/nhom/khac/atom.xml").status_code == 404
    steps = entries(client, f"/phan-anh/{three[0].ref[:8]}/atom.xml")
    assert [step.findtext(f"{ATOM}summary") for step in steps] == ["Đã dọn.", "", ""]
    assert len({step.findtext(f"{ATOM}id") for step in steps}) == 3


def test_the_enlarged_map_has_the_reports_that_may_be_seen_and_borders_and_nothing_else(
    client, resident, three
):
    filed(client, resident)
    body = json.loads(read(client, "/phan-anh/ban-do.json"))
    kinds = {tuple(sorted(each["properties"])) for each in body["features"]}
    assert kinds == {("commune",), ("address", "standing", "state", "title")}
    points = [each for each in body["features"] if "title" in each["properties"]]
    assert {each["properties"]["standing"] for each in points} == {"resolved", "closed"}
    assert points[0]["geometry"]["coordinates"] == [105.7711, 20.6212]
    only = json.loads(read(client, f"/phan-anh/ban-do.json?xa={COMMUNE}&tinh-trang=closed"))["features"]
    assert [each["properties"].get("standing") for each in only] == [None, "closed"]
    assert client.get("/phan-anh/ban-do.json?xa=1").status_code == 404


@pytest.mark.usefixtures("three")
def test_one_page_may_be_framed_and_has_no_script(client):
    framed = client.get(f"/phan-anh/khung/{COMMUNE}/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'none'" in framed["Content-Security-Policy"]
    assert "<script" not in framed.content.decode()
    assert places(framed.content.decode()) == {MARKET, LAMP, HALL}
    for address in ("/phan-anh/", AREA, "/"):
        assert "frame-ancestors 'none'" in client.get(address)["Content-Security-Policy"]
    assert f"/phan-anh/khung/{COMMUNE}/&quot;" in read(client, AREA).replace('"', "&quot;")


def test_the_map_of_the_site_names_each_commune_and_each_report_that_may_be_seen(client, resident, three):
    hidden = filed(client, resident)
    page = read(client, "/sitemap.xml")
    assert f"http://testserver{AREA}<" in page
    for matter in three:
        assert f"/phan-anh/{matter.ref[:8]}/<" in page
    assert hidden.ref[:8] not in page


def test_what_came_of_it_is_still_told_when_what_was_sealed_is_gone(client, resident):
    matter = shown(client, resident)
    put_right(matter)
    with clock.at(clock.now() + dt.timedelta(days=400)):
        facts = Erased(keeping.said_by_the_program("erased")["unopenable_from"])
        record(matter, "erased", by=Actor("head", None, matter.office_id), facts=facts)
        shelf.tend()
    row = ShownReport.objects.get(matter=matter)
    assert (row.state, row.visible) == ("resolved", True)


def passed_on(matter, slug="ubnd-xa-hong-son"):
    to = Office.objects.get(slug=slug)
    record(matter, "forwarded", by=officer(matter), facts=acts.Forwarded(to.pk))
    return to


def test_a_report_that_was_passed_on_names_the_office_on_its_page_feed_and_receipt(client, resident):
    made = sealed(resident, category="street_light")
    posted = json.dumps(made.posted | {"open": OPEN | {"answers": []}})
    assert client.post(URL, posted, content_type="application/json").status_code == 201
    matter = Matter.objects.get(ref=made.matter)
    to = passed_on(matter)
    page = read(client, f"/phan-anh/{matter.ref[:8]}/")
    assert f"Nơi nhận: {to.name}" in page
    assert f"Nơi nhận: {to.name_en}" not in page
    assert "To: Hong Son Commune People" in read(client, f"/en/phan-anh/{matter.ref[:8]}/")
    entry = ET.fromstring(read(client, f"/phan-anh/{matter.ref[:8]}/atom.xml")).find(f"{ATOM}entry")
    assert to.name in entry.find(f"{ATOM}summary").text
    asked = json.dumps({"lookup": made.keys.lookup.hex()})
    told = client.post("/ma-tra-cuu/tra/", asked, content_type="application/json").json()
    assert [each["office"] for each in told["passed"]] == [to.name]
    assert told["office"] == to.name


def test_reports_that_were_laid_out_before_name_the_office_too(client, resident):
    matter = shown(client, resident)
    to = passed_on(matter)
    shelf.tend()
    ShownStep.objects.update(office=None)
    migration = importlib.import_module("binhyen.kinds.order_report.migrations.0003_passed_to")
    migration.lay_out_anew(apps, None)
    assert f"Nơi nhận: {to.name}" in read(client, f"/phan-anh/{matter.ref[:8]}/")


def about(page):
    """What the page says of itself to whoever shows it elsewhere, by name."""
    found = re.findall(r'<meta (?:name|property)="(description|og:[a-z_]+)" content="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_what_a_page_says_of_itself_elsewhere_stands_on_it(client, three):
    market = f"/phan-anh/{three[0].ref[:8]}/"
    for language in ("", "/en"):
        for address in ("/phan-anh/", AREA, market):
            page = read(client, language + address)
            said = about(page)
            body = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<body")[2])).split())
            assert said["og:description"] == said["description"]
            assert said["og:url"] == f"http://testserver{language}{address}"
            assert "og:image" not in said, "no picture is fetched from anywhere"
            parts = (*said["description"].split(". "), *said["og:title"].split(": "))
            assert [part for part in parts if part.strip(".… ") not in body] == []
    assert about(read(client, market))["og:title"] == f"Lấn chiếm vỉa hè: {MARKET}"
    assert about(read(client, AREA))["description"] == "3 phản ánh"
    assert about(read(client, f"{AREA}?tinh-trang=resolved"))["description"] == "1 phản ánh"


def test_a_long_description_is_cut_and_nothing_is_told_of_what_is_hidden(client, resident):
    matter = shown(client, resident, description="Bàn ghế. " * 60)
    address = f"/phan-anh/{matter.ref[:8]}/"
    assert len(about(read(client, address))["description"]) == 160
    record(matter, "hidden", by=officer(matter), facts=acts.Hidden("names_somebody"))
    answer = client.get(address)
    assert answer.status_code == 404
    assert about(answer.content.decode()) == {}
