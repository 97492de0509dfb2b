"""What is sealed passes the desk unread: it is handed to the handling office's browser, and taken back sealed."""

from __future__ import annotations

import json

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Envelope, Grant, Matter, Participant, Reading
from binhyen.sealing.encoding import b64url


def seal(matter, message, fact="message"):
    return {"messages": {fact: message}}


def open_json(desk, matter):
    return desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/")


def test_opening_hands_the_offices_own_grants_and_is_noted(playing):
    matter, _filed = playing.tip("Xóm trên đánh bạc.")
    answer = open_json(Desk(playing.mai), matter).json()
    assert answer["office"] == playing.office.slug
    opened = playing.keys.read_matter(answer["bundle"], playing.directory)
    assert opened.intake.messages[0].content["text"] == "Xóm trên đánh bạc."
    assert sorted(grant["stream"] for grant in answer["bundle"]["grants"]) == ["identity", "intake", "talk"]
    assert {envelope["stream"] for envelope in answer["bundle"]["envelopes"]} == {"intake"}
    reading = Reading.objects.get()
    assert (reading.person, reading.office, reading.what) == (playing.mai, playing.office, "opened")
    assert "Mai" in Desk(playing.mai).see(f"viec/{matter.ref}/").content.decode().split("Ai đã mở xem")[1]


def test_looking_is_a_post(playing):
    matter, _filed = playing.tip()
    assert Desk(playing.mai).see(f"viec/{matter.ref}/niem-phong/").status_code == 405
    assert not Reading.objects.exists()


def test_the_story_is_in_no_page(playing):
    matter, _filed = playing.tip("KHONGDAUTHAY")
    desk = Desk(playing.mai)
    for path in ("hang-viec/", f"viec/{matter.ref}/", f"viec/{matter.ref}/asked/"):
        assert "KHONGDAUTHAY" not in desk.see(path).content.decode()


def test_a_question_is_taken_sealed(playing):
    matter, _filed = playing.tip()
    done = Desk(playing.mai).do(matter, "asked", seal(matter, playing.message(matter, "Mấy giờ?")))
    assert done.status_code == 200
    envelope = Envelope.objects.get(matter=matter, stream="talk")
    assert envelope.side == "office"
    entry = Entry.objects.get(matter=matter, act="asked")
    assert json.loads(entry.facts) == {"message": envelope.sha256}
    assert playing.opened(matter).talk.messages[0].content["text"] == "Mấy giờ?"


def test_prose_that_was_not_sealed_is_never_taken(playing):
    matter, _filed = playing.tip()
    page = Desk(playing.mai).do(matter, "asked", message="Mấy giờ?")
    assert page.status_code == 422
    assert "Mấy giờ" not in page.content.decode()
    assert Entry.objects.filter(matter=matter).count() == 1


@pytest.mark.parametrize(
    "posted",
    [
        "{",
        "[]",
        '{"messages": []}',
        '{"messages": {"message": "chữ"}}',
        '{"messages": {"message": {"matter": "x", "envelope": {}, "after": ""}}}',
        '{"more": 1}',
        '{"handover": {"matter": "x"}}',
        "[" * 100_000,
    ],
)
def test_nonsense_is_refused_and_nothing_recorded(playing, posted):
    matter, _filed = playing.tip()
    desk = Desk(playing.mai)
    page = desk.post(f"{desk.home}viec/{matter.ref}/asked/", {"niem_phong": posted})
    assert page.status_code == 422
    assert Entry.objects.filter(matter=matter).count() == 1


def test_an_envelope_in_clear_is_refused(playing):
    matter, _filed = playing.tip()
    message = playing.message(matter)
    message["envelope"] |= {"ciphertext": b64url(b"Chu ro" * 500)}
    assert Desk(playing.mai).do(matter, "asked", seal(matter, message)).status_code == 422
    assert not Envelope.objects.filter(matter=matter, stream="talk").exists()


def test_an_envelope_too_many_is_refused(playing):
    matter, _filed = playing.tip()
    message = playing.message(matter)
    sealed = {"messages": {"message": message, "other": playing.message(matter)}}
    assert Desk(playing.mai).do(matter, "asked", sealed).status_code == 422


def test_what_was_sealed_before_a_new_message_is_to_be_sealed_anew(playing):
    matter, _filed = playing.tip()
    early = playing.message(matter, "Một")
    Desk(playing.mai).do(matter, "asked", seal(matter, playing.message(matter, "Hai")))
    page = Desk(playing.mai).do(matter, "asked", seal(matter, early))
    assert page.status_code == 409
    assert "data-behind" in page.content.decode()


# --- handing over -------------------------------------------------------------------------------------------


def handover(playing, matter, receiver=None):
    receiver = receiver or playing.other
    opened = playing.opened(matter)
    return playing.keys.regrant(opened, playing.directory, playing.certificate(receiver), clock.now())


def test_the_receiver_opens_what_was_handed_over(playing):
    matter, _filed = playing.tip("Đánh bạc ở giáp ranh.")
    desk = Desk(playing.mai)
    assert 'data-handover="office"' in desk.see(f"viec/{matter.ref}/forwarded/").content.decode()
    done = desk.do(matter, "forwarded", {"handover": handover(playing, matter)}, office=playing.other.pk)
    assert done.status_code == 200
    parts = dict(Participant.objects.filter(matter=matter).values_list("office__slug", "part"))
    assert parts == {playing.office.slug: "reader", playing.other.slug: "handler"}
    answer = open_json(Desk(playing.ha), matter).json()
    opened = playing.other_keys.read_matter(answer["bundle"], playing.directory)
    assert opened.intake.messages[0].content["text"] == "Đánh bạc ở giáp ranh."


def test_nothing_is_handed_over_without_its_keys(playing):
    matter, _filed = playing.tip()
    page = Desk(playing.mai).do(matter, "forwarded", office=playing.other.pk)
    assert page.status_code == 422
    assert "chưa được cấp khóa" in page.content.decode()
    matter.refresh_from_db()
    assert matter.office == playing.office
    assert not Grant.objects.filter(office=playing.other).exists()


def test_keys_for_one_office_and_the_matter_for_another(playing):
    matter, _filed = playing.tip()
    third = playing.made.offices["cong-an-xa-phuc-son"]
    page = Desk(playing.mai).do(
        matter, "forwarded", {"handover": handover(playing, matter, third)}, office=playing.other.pk
    )
    assert page.status_code == 422
    assert not Grant.objects.filter(office=third).exists()


def test_half_of_the_keys_is_not_enough(playing):
    matter, _filed = playing.tip()
    given = handover(playing, matter)
    given["grants"] = given["grants"][:1]
    page = Desk(playing.mai).do(matter, "forwarded", {"handover": given}, office=playing.other.pk)
    assert page.status_code == 422


def test_a_stolen_session_without_the_offices_keys_hands_nothing_over(playing):
    matter, _filed = playing.tip()
    given = handover(playing, matter)
    given["signature"] = playing.other_keys.regrant(
        playing.opened(matter),
        playing.directory,
        playing.certificate(playing.other),
        clock.now(),
    )["signature"]
    page = Desk(playing.mai).do(matter, "forwarded", {"handover": given}, office=playing.other.pk)
    assert page.status_code == 422
    assert not Grant.objects.filter(office=playing.other).exists()


# --- taking a report down -----------------------------------------------------------------------------------


def facts(playing, **more):
    good = {
        "category": "theft",
        "area": playing.office.area_id,
        "office": playing.office.pk,
        "channel": "visit",
        "urgency": "U2",
    }
    return good | more


def take(playing, filed, language="", **more):
    desk = Desk(playing.mai, language)
    return desk.post(
        f"{desk.home}nhan/tip/", facts(playing, **more) | {"niem_phong": json.dumps({"filed": filed})}
    )


def test_a_report_is_taken_down_at_the_desk(playing, language):
    page = Desk(playing.mai, language).see("nhan/tip/").content.decode()
    assert 'data-story="text"' in page
    assert 'value="web"' not in page
    filed = playing.staff_tip()
    done = take(playing, filed.posted, language)
    assert done.status_code == 201
    assert "data-receipt-template" in done.content.decode()
    matter = Matter.objects.get()
    assert (matter.sealed, matter.state, matter.ref) == ("staff", "received", filed.matter)
    assert playing.opened(matter).intake.messages[0].content["text"] == "Mất con bò."
    # The same again, because the first answer was lost: stored once.
    assert take(playing, filed.posted, language).status_code == 201
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("change", [{"category": "gambling"}, {"channel": "web"}, {"urgency": "U9"}])
def test_what_was_signed_cannot_be_changed_underneath(playing, change):
    assert take(playing, playing.staff_tip().posted, **change).status_code == 422
    assert not Matter.objects.exists()


def test_a_report_that_another_offices_key_signed_is_refused(playing):
    filed = playing.other_keys.file_tip(
        playing.directory, playing.certificate(), clock.now(),
        kind="tip", category="theft", area=playing.office.area.code, story={"version": 1, "text": "x"},
    )  # fmt: skip
    assert take(playing, filed.posted).status_code == 422
    assert not Matter.objects.exists()


def test_what_is_missing_is_told_before_anything_is_sealed(playing):
    desk = Desk(playing.mai)
    page = desk.post(f"{desk.home}nhan/tip/", facts(playing, category="")).content.decode()
    assert "Loại vi phạm: Hãy chọn một mục." in page
    assert "chưa được niêm phong" not in page
    page = desk.post(f"{desk.home}nhan/tip/", facts(playing)).content.decode()
    assert "chưa được niêm phong" in page


def test_minutes_are_in_vietnamese_whatever_the_screen_speaks(playing):
    matter, _filed = playing.tip()
    page = Desk(playing.mai, "/en").see(f"viec/{matter.ref}/").content.decode()
    minutes = page.split("<template data-minutes>")[1]
    assert "cán bộ thụ lý" in minutes
    assert "Đánh bạc" in minutes
    assert "CÔNG AN XÃ HƯƠNG SƠN" in minutes


def test_a_residents_own_report_does_not_come_through_the_desk(playing):
    _matter, filed = playing.tip()
    before = Matter.objects.count()
    assert take(playing, filed.posted, category="gambling").status_code == 422
    assert Matter.objects.count() == before


def test_without_a_certificate_nothing_is_taken(playing, monkeypatch):
    monkeypatch.setattr("binhyen.offices.certificates.newest", lambda *_: {})
    page = Desk(playing.mai).see("nhan/tip/").content.decode()
    assert "Đơn vị chưa có khóa" in page
    assert take(playing, {}).status_code == 422


# --- the whole way of a tip ---------------------------------------------------------------------------------


def test_a_tip_from_arrival_to_answer(playing):
    matter, _filed = playing.tip()
    desk = Desk(playing.mai)
    assert (
        desk.do(matter, "classified", category="gambling", source="denunciation", urgency="U2").status_code
        == 200
    )
    sent = {"body": "provincial_investigation_agency", "number": "12/PC", "sent_on": _today()}
    assert desk.do(matter, "forwarded_outside", **sent).status_code == 200
    assert (
        desk.do(
            matter, "result_mirrored", result="prosecuted", number="7/QĐ", decided_on=_today()
        ).status_code
        == 200
    )
    case = desk.post(
        f"{desk.home}nhan/case/",
        {"category": "gambling", "opened_on": _today(), "area": playing.office.area_id, "office": playing.office.pk,
         "number": "7/QĐ", "persons": "3", "nature": "criminal", "reader": ""},
    )  # fmt: skip
    assert case.status_code == 201
    ref = Matter.objects.get(kind="case").ref
    form = desk.see(f"viec/{matter.ref}/attributed/", case=ref).content.decode()
    assert "7/QĐ" in form
    linked = desk.do(matter, "attributed", case=ref)
    assert "Vụ việc liên quan" in linked.content.decode()
    answered = desk.do(
        matter,
        "result_notified",
        seal(matter, playing.message(matter, "Đã khởi tố."), "answer"),
        told_by="talk",
        told_on=_today(),
    )
    assert answered.status_code == 200
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("answered", False)


def test_merging_offers_only_its_own_kind(playing):
    first, _ = playing.tip()
    second, _ = playing.tip()
    form = Desk(playing.mai).see(f"viec/{second.ref}/merged/").content.decode()
    assert first.ref in form
    assert f'value="{second.ref}"' not in form
    record(second, "merged", by=playing.actor, facts=tip_acts.Merged(into=first.ref))


def _today():
    return clock.today().isoformat()
