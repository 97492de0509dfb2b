"""An order report at the desk: what everybody may read beside what is sealed, and acts that come with a picture."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.order_report import acts, limits, opening, shelf
from binhyen.kinds.order_report.reading import read
from binhyen.matters import clock
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.filing import file, story_of
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.offices import certificates, directory
from binhyen.procedure import FactsError
from binhyen.sealing import filing as sealing
from binhyen.sealing import intake

SAID = {
    "description": "Bàn ghế chiếm hết vỉa hè.",
    "place": "Trước cổng chợ Bến",
    "latitude": 20_621_200,
    "longitude": 105_771_100,
    "answers": ["by_goods"],
}


def reported_to(playing, office, said=SAID, **more):
    """A report to an office, sealed."""
    held = certificates.current(office, clock.now())
    made = sealing.file_tip(
        directory.for_reading(),
        held.for_browser(),
        clock.now(),
        kind="order_report",
        category="sidewalk",
        area=office.area.code,
        story={"version": 1, "text": "Hỏi bà Lan.", "language": "vi"},
    )
    posted = intake.check(made.posted, "by-demo")
    said = opening.said(said, "sidewalk")
    facts = acts.Received(
        "sidewalk", office.area_id, office.pk, "web", story=story_of(posted), **said.facts, **more
    )
    return file(
        "order_report",
        posted,
        "received",
        by=RESIDENT,
        facts=facts,
        office_id=office.pk,
        documents=said.documents,
    )


@pytest.fixture
def reported(playing):
    """A report to the People's Committee of Hương Sơn, where Mai works today."""
    office = playing.made.offices["ubnd-xa-huong-son"]
    return office, reported_to(playing, office)


@pytest.fixture
def desk(playing, reported):
    office, _matter = reported
    return Desk(playing.officer_of("lan", office))


def jpeg() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(out, "JPEG")
    out.seek(0)
    out.name = "IMG_2041 nha toi.jpg"
    return out


def accept(desk, matter):
    due = limits.due_on("normal", clock.today()).isoformat()
    answer = desk.do(matter, "accepted", category="sidewalk", urgency="U3", complexity="normal", due_on=due)
    assert answer.status_code == 200, answer.content.decode()


def test_what_everybody_may_read_stands_beside_what_is_sealed(desk, reported):
    _office, matter = reported
    page = desk.see(f"viec/{matter.ref}/").content.decode()
    assert SAID["description"] in page
    assert SAID["place"] in page
    assert "geo:20.621200,105.771100" in page
    assert "Hàng hóa, bàn ghế" in page
    assert "Chưa hiện" in page
    desk.do(matter, "shown", text="")
    page = desk.see(f"viec/{matter.ref}/").content.decode()
    assert "Đang hiện" in page
    assert f"/phan-anh/{matter.ref[:8]}/" in page


def test_the_day_of_the_answer_is_the_program_s_to_say(desk, reported):
    _office, matter = reported
    assert 'name="due_on"' not in desk.see(f"viec/{matter.ref}/accepted/").content.decode()
    accept(desk, matter)
    assert line_of(matter).records[-1].facts.due_on == limits.due_on("normal", clock.today())


def test_it_is_answered_with_a_picture_and_never_without(desk, reported):
    _office, matter = reported
    accept(desk, matter)
    assert 'type="file"' in desk.see(f"viec/{matter.ref}/answered/").content.decode()
    bare = desk.do(matter, "answered", answer="Đã dọn.")
    assert bare.status_code == 422
    assert "Đã dọn." in bare.content.decode()
    done = desk.do(matter, "answered", answer="Đã dọn.", proof=jpeg())
    assert done.status_code == 200, done.content.decode()
    matter = Matter.objects.get(pk=matter.pk)
    assert matter.state == "resolved"
    shelf.tend()
    photo = read(line_of(matter).effective).photos[-1]
    assert matter.files.get().sha256 == photo.file
    assert matter.files.get().media_type == "image/jpeg"


def test_the_browser_is_told_what_was_said_as_it_was_posted(desk, reported):
    _office, matter = reported
    found = desk.post(f"/ban-lam-viec/viec/{matter.ref}/niem-phong/").json()
    assert found["open"] == SAID
    assert json.dumps(found["open"])


def test_nobody_is_asked_for_degrees_when_a_report_is_taken_by_telephone(desk):
    form = desk.see("nhan/order_report/").content.decode()
    assert 'name="description"' in form
    for name in ("latitude", "longitude", "accuracy_m", "answers", "source"):
        assert f'name="{name}"' not in form


def told_too(playing):
    """A report by the border, to Hương Sơn, of which Hồng Sơn is told."""
    office, beside = (playing.made.offices[slug] for slug in ("ubnd-xa-huong-son", "ubnd-xa-hong-son"))
    return beside, reported_to(playing, office, reader=beside.pk)


def test_an_office_across_a_border_reads_what_is_open_why_and_nothing_sealed(playing):
    beside, matter = told_too(playing)
    handler = Desk(playing.officer_of("lan", playing.made.offices["ubnd-xa-huong-son"]))
    other = Desk(playing.officer_of("hoa", beside))
    for desk in (handler, other):
        page = desk.see(f"viec/{matter.ref}/").content.decode()
        assert SAID["description"] in page
        assert f"{beside.name} được báo để biết, không phải làm gì" in page
    assert "data-content" in handler.see(f"viec/{matter.ref}/").content.decode()
    page = other.see(f"viec/{matter.ref}/").content.decode()
    assert "Phần niêm phong chỉ đơn vị đang giữ việc này mở được." in page
    assert "data-content" not in page
    assert 'data-act="' not in page
    assert other.see(f"viec/{matter.ref}/accepted/").status_code == 403
    assert matter.ref in other.see("hang-viec/?loc=duoc-doc").content.decode()
    stranger = Desk(playing.officer_of("minh", playing.made.offices["ubnd-xa-my-duc"]))
    assert stranger.see(f"viec/{matter.ref}/").status_code == 404


def test_when_it_is_passed_across_the_border_the_one_that_was_told_handles_it(playing):
    beside, matter = told_too(playing)
    by = Actor("officer", None, matter.office_id)
    record(matter, "forwarded", by=by, facts=acts.Forwarded(beside.pk))
    other = Desk(playing.officer_of("hoa", beside))
    page = other.see(f"viec/{matter.ref}/").content.decode()
    assert f"{beside.name} lúc đầu được báo để biết, nay đang giữ việc này." in page


def test_of_what_is_about_an_office_or_has_no_point_no_other_is_told(playing):
    """The attack: a report about an office's own people that reaches that office as the one beside."""
    office, beside = (playing.made.offices[slug] for slug in ("ubnd-xa-huong-son", "ubnd-xa-hong-son"))
    above = playing.made.offices["thanh-tra-thanh-pho-ha-noi"]
    nothing = dict.fromkeys(("description", "place", "latitude", "longitude", "answers"))
    for to, said, reader in (
        (above, {}, beside.pk),
        (above, SAID, office.pk),
        (office, {**nothing, "description": "Bàn ghế."}, beside.pk),
        (office, SAID, office.pk),
    ):
        with pytest.raises(FactsError):
            reported_to(playing, to, reader=reader, said={k: v for k, v in said.items() if v is not None})


def suggestions(page):
    """By reference, the reasons and the address of the act that joins, of what is said to be near."""
    part = re.sub(r"\s+", " ", page.partition('id="near-title"')[2].partition("</section>")[0])
    found = re.findall(r'data-ref="(\w+)".*?<small class="soft">(.*?)</small>.*?data-act="(.*?)"', part)
    return {ref: (because, act) for ref, because, act in found}


def test_reports_near_by_are_suggested_with_reasons_and_one_act_joins(desk, playing, reported):
    office, first = reported
    again = reported_to(playing, office, SAID | {"latitude": SAID["latitude"] + 200, "place": "Cổng chợ Bến"})
    far = reported_to(playing, office, SAID | {"latitude": SAID["latitude"] + 20_000})
    page = desk.see(f"viec/{again.ref}/").content.decode()
    found = suggestions(page)
    assert set(found) == {first.ref}
    assert "data-alike" not in page, "what is sealed of it tells of the office alone"
    because, act = found[first.ref]
    assert because == "cách chừng 20 m, cùng loại việc, lời tả giống nhau"
    assert act == f"/ban-lam-viec/viec/{again.ref}/merged/?into={first.ref}"
    form = desk.see(f"viec/{again.ref}/merged/?into={first.ref}").content.decode()
    assert re.search(rf'value="{first.ref}"[^>]* checked', form)
    assert far.ref in form
    done = desk.do(again, "merged", into=first.ref)
    assert done.status_code == 200
    assert "near-title" not in done.content.decode(), "what was joined is asked about no more"
    assert "near-title" not in desk.see(f"viec/{first.ref}/").content.decode()


def test_nothing_is_suggested_of_another_office_nor_of_what_ended_nor_to_who_only_reads(playing, reported):
    office, first = reported
    beside, told = told_too(playing)
    reported_to(playing, beside)
    reader = Desk(playing.officer_of("hoa", beside))
    page = reader.see(f"viec/{told.ref}/").content.decode()
    assert "near-title" not in page
    handler = Desk(playing.officer_of("lan", office))
    assert set(suggestions(handler.see(f"viec/{told.ref}/").content.decode())) == {first.ref}
    facts = acts.Refused("nothing_to_see", text_hash("Không thấy."))
    by = Actor("officer", None, office.pk)
    record(first, "refused", by=by, facts=facts, documents=["Không thấy."])
    assert "near-title" not in handler.see(f"viec/{told.ref}/").content.decode()


def test_the_yearbook_counts_a_single_category_where_there_was_one_and_leads_to_its_entries(desk, reported):
    _office, matter = reported
    year = clock.today().year
    page = desk.see(f"so-lieu/?unit=10489&year={year}").content.decode()
    rows = re.findall(r'<th scope="row">– (.*?)</th>.*?<a href="(.*?)">1</a>', page, re.DOTALL)
    assert [word for word, _address in rows] == ["Lấn chiếm vỉa hè"]
    address = rows[0][1]
    assert address == f"/ban-lam-viec/so-lieu/{year}/10489/orders.street.sidewalk/"
    assert matter.ref in desk.see(address.removeprefix("/ban-lam-viec/")).content.decode()
