"""Coming back with a receipt: alice filed the report, bob has other words, charlie has the database."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.kinds.tip import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle, in_order
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Entry, Matter
from binhyen.matters.talk import Asked
from binhyen.offices.directory import for_reading
from binhyen.receiving import story, unanswered
from binhyen.sealing import filing
from binhyen.sealing.encoding import from_b64url

LOOKUP, REPLY = "/ma-tra-cuu/tra/", "/ma-tra-cuu/tra-loi/"


def post(client, url, posted, **headers):
    return client.post(url, json.dumps(posted), content_type="application/json", headers=headers)


@pytest.fixture
def alice(client, resident):
    filed = resident.seals()
    assert post(client, "/bao-tin/gui/", filed.posted).status_code == 201
    return filed


@pytest.fixture
def bob(client, resident):
    filed = resident.seals(text="Việc khác.")
    assert post(client, "/bao-tin/gui/", filed.posted).status_code == 201
    return filed


def reads(client, filed):
    answer = post(client, LOOKUP, {"lookup": filed.keys.lookup.hex()})
    assert answer.status_code == 200
    return filing.read_talk(filed.keys, answer.json()["bundle"], for_reading())


def says(client, filed, text="Tối qua lại xảy ra.", kind="message", lookup=None):
    sealed = filing.seal_reply(filed.keys, reads(client, filed), story.message(text), kind)
    return post(client, REPLY, {"lookup": lookup or filed.keys.lookup.hex(), "reply": sealed})


def answered(filed):
    """The office concludes it and tells its result."""
    matter = Matter.objects.get(ref=filed.matter)
    officer = Actor("officer", None, matter.office_id)
    record(matter, "concluded", by=officer, facts=acts.Concluded(conclusion="unverifiable"))
    told = acts.ResultNotified(told_by="in_person", told_on=clock.today())
    record(matter, "result_notified", by=officer, facts=told)


def merged(filed, into):
    """The office works it as part of another one."""
    matter = Matter.objects.get(ref=filed.matter)
    record(matter, "merged", by=Actor("officer", None, matter.office_id), facts=acts.Merged(into.matter))


def office_asks(resident, filed, text="Việc ấy vào lúc nào?"):
    matter = Matter.objects.get(ref=filed.matter)
    keys = resident.made.keys[matter.office.slug]
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    posted = keys.seal_message(keys.read_matter(held, for_reading()), story.message(text))["envelope"]
    sealed = NewEnvelope(posted["ref"], "talk", "message", "office", from_b64url(posted["ciphertext"]))
    record(
        matter,
        "asked",
        by=Actor("officer", None, matter.office_id),
        facts=Asked(sealed.sha256),
        envelopes=[sealed],
    )


def test_the_receipt_finds_the_matter_and_never_the_story(client, alice):
    answer = post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()
    assert answer["state_words"] == "Đã đến nơi nhận"
    assert answer["office"] == "Công an xã Hương Sơn"
    assert answer["bundle"]["matter"] == alice.matter
    assert answer["bundle"]["envelopes"] == []
    assert {grant["stream"] for grant in answer["bundle"]["grants"]} == {"talk"}
    assert answer["may_withdraw"] is True
    assert answer["appeal"] is None
    assert [each["what"] for each in answer["next"]] == ["Chuyển cơ quan điều tra", "Giải quyết"]


def test_dates_are_told_by_the_day(client, alice):
    answer = post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()})
    assert ":" not in answer.json()["received_on"]
    told = answer.content.decode().split('"bundle"')[1].split('"certificates"')[0]
    assert not re.search(r"\d{2}T\d{2}:", told)


@pytest.mark.parametrize(("language", "calm"), [("", "Không có tin nào"), ("/en", "No report belongs")])
def test_unknown_words_are_told_calmly(client, made, language, calm):
    answer = post(client, language + LOOKUP, {"lookup": "0" * 64})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_receipt")
    assert calm in answer.json()["message"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "posted", [{}, {"lookup": 7}, {"lookup": "xyz"}, {"lookup": "0" * 63}, {"lookup": ["0" * 64]}, []]
)
def test_no_lookup_is_broken(client, made, posted):
    answer = post(client, LOOKUP, posted)
    assert (answer.status_code, answer.json()["code"]) == (400, "broken")


def test_what_the_database_holds_opens_nothing(client, alice):
    stored = Matter.objects.get().receipt.lookup_hash
    assert post(client, LOOKUP, {"lookup": stored}).status_code == 404


def test_a_reply_is_recorded_by_the_resident_and_read_by_both(client, resident, alice):
    office_asks(resident, alice)
    assert says(client, alice).status_code == 201
    entry = Entry.objects.filter(act="replied").get()
    assert (entry.role, entry.by_id, entry.precision) == ("resident", None, "hour")
    talk = reads(client, alice)
    assert [(each.side, each.content["text"]) for each in talk.messages] == [
        ("office", "Việc ấy vào lúc nào?"),
        ("resident", "Tối qua lại xảy ra."),
    ]


def test_the_order_of_the_talk_is_the_journals(client, resident, alice):
    for number in range(6):
        assert says(client, alice, f"Lời {number}").status_code == 201
    assert [each.content["text"] for each in reads(client, alice).messages] == [f"Lời {n}" for n in range(6)]
    assert len(in_order(Matter.objects.get(ref=alice.matter), ["intake", "talk"])) == 7


def test_the_same_reply_twice_is_recorded_once(client, alice):
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Một lần."))
    posted = {"lookup": alice.keys.lookup.hex(), "reply": sealed}
    assert [post(client, REPLY, posted).status_code for _ in range(2)] == [201, 201]
    assert Entry.objects.filter(act="replied").count() == 1


def test_a_reply_to_an_older_state_is_asked_to_read_first(client, resident, alice):
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Trước câu hỏi."))
    office_asks(resident, alice)
    answer = post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (409, "newer")


def test_bob_cannot_write_in_alices_matter(client, alice, bob):
    sealed = filing.seal_reply(bob.keys, reads(client, bob), story.message("Tôi là bob."))
    answer = post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (400, "broken")
    forged = sealed | {"matter": alice.matter}
    answer = post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": forged})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    assert not Entry.objects.filter(act="replied").exists()


def test_charlie_cannot_turn_a_message_into_a_withdrawal(client, alice):
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Chỉ là lời nhắn."))
    sealed["envelope"]["kind"] = "withdrawn"
    answer = post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_a_withdrawal_is_recorded_once(client, alice):
    assert says(client, alice, "Tôi rút tin này.", "withdrawn").status_code == 201
    again = says(client, alice, "Tôi rút lần nữa.", "withdrawn")
    assert (again.status_code, again.json()["code"]) == (409, "not_now")
    assert Entry.objects.filter(act="withdrawn").count() == 1
    answer = post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()
    assert answer["may_withdraw"] is False


@pytest.mark.parametrize("kind", ["answer", "request"])
def test_a_resident_writes_messages_and_withdrawals_only(client, alice, kind):
    answer = says(client, alice, "?", kind)
    assert (answer.status_code, answer.json()["code"]) == (400, "broken")


def test_after_the_answer_the_right_to_complain_is_shown(client, resident, alice):
    matter = Matter.objects.get(ref=alice.matter)
    officer = Actor("officer", None, matter.office_id)
    record(matter, "concluded", by=officer, facts=acts.Concluded(conclusion="unverifiable"))
    answer = post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()
    assert answer["appeal"]["article"].startswith("BLTTHS 2015 đ. 56")
    assert "viện kiểm sát" in answer["appeal"]["body"]
    assert "15 ngày" in answer["appeal"]["term"]
    english = post(client, "/en" + LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()
    assert english["appeal"]["term"].startswith("15 days")
    assert answer["state_words"] == "Đã có kết quả"


def test_a_report_that_is_worked_with_another_is_no_dead_end(client, resident, alice, bob):
    merged(bob, alice)
    answer = post(client, LOOKUP, {"lookup": bob.keys.lookup.hex()}).json()
    assert answer["state_words"] == "Được giải quyết chung với một tin trước"
    assert answer["note"].startswith("Khi có kết quả, đơn vị trả lời cả bạn.")
    assert answer["appeal"]["article"].startswith("BLTTHS 2015 đ. 56")
    assert post(client, "/en" + LOOKUP, {"lookup": bob.keys.lookup.hex()}).json()["note"].startswith("When")
    # Nothing of the other report: neither its reference nor how far it is.
    answered(alice)
    told = post(client, LOOKUP, {"lookup": bob.keys.lookup.hex()})
    assert told.json()["state_words"] == answer["state_words"]
    assert alice.matter not in told.content.decode()
    assert says(client, bob, "Tôi còn thấy một chiếc xe.").status_code == 201
    office_asks(resident, bob, "Cảm ơn bạn. Xe màu gì?")
    assert [each.content["text"] for each in reads(client, bob).messages] == [
        "Tôi còn thấy một chiếc xe.",
        "Cảm ơn bạn. Xe màu gì?",
    ]


def test_whoever_told_of_it_a_second_time_is_answered_too(client, alice, bob):
    merged(bob, alice)
    assert post(client, LOOKUP, {"lookup": bob.keys.lookup.hex()}).json()["may_rate"] is False
    matter = Matter.objects.get(ref=bob.matter)
    told = acts.ResultNotified(told_by="in_person", told_on=clock.today())
    record(matter, "result_notified", by=Actor("officer", None, matter.office_id), facts=told)
    answer = post(client, LOOKUP, {"lookup": bob.keys.lookup.hex()}).json()
    assert (answer["state_words"], answer["may_rate"]) == ("Đã trả lời", True)
    assert answer["appeal"]
    assert says(client, bob, "Tốt.", "rated_well").status_code == 201


def test_after_the_answer_the_office_still_replies(client, resident, alice):
    assert post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()["note"] == ""
    answered(alice)
    answer = post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()
    assert answer["note"] == "Bạn vẫn nhắn thêm được. Đơn vị đọc và trả lời ở đây."
    assert says(client, alice, "Họ lại tụ tập.").status_code == 201
    office_asks(resident, alice, "Chúng tôi sẽ đến xem.")
    assert [(each.side, each.content["text"]) for each in reads(client, alice).messages] == [
        ("resident", "Họ lại tụ tập."),
        ("office", "Chúng tôi sẽ đến xem."),
    ]
    assert Matter.objects.get(ref=alice.matter).state == "answered"


@pytest.mark.parametrize("url", [LOOKUP, REPLY])
def test_another_site_is_refused(client, made, url):
    answer = post(client, url, {"lookup": "0" * 64}, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_installation_is_the_tests(made):
    assert for_reading().installation == settings.INSTALLATION.id


def test_the_handling_is_rated_once_and_only_after_the_answer(client, resident, alice):
    early = says(client, alice, "Tốt.", "rated_well")
    assert (early.status_code, early.json()["code"]) == (409, "not_now")
    answered(alice)
    assert post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()["may_rate"] is True
    assert says(client, alice, "Tốt.", "rated_well").status_code == 201
    entry = Entry.objects.get(act="rated")
    assert (entry.role, entry.by_id, json.loads(entry.facts)["rating"]) == ("resident", None, "well")
    assert "Tốt." not in entry.facts
    again = says(client, alice, "Xấu.", "rated_badly")
    assert (again.status_code, again.json()["code"]) == (409, "not_now")
    assert post(client, LOOKUP, {"lookup": alice.keys.lookup.hex()}).json()["may_rate"] is False


def test_charlie_cannot_turn_one_rating_into_another(client, alice):
    answered(alice)
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Tệ."), kind="rated_badly")
    sealed["envelope"]["kind"] = "rated_well"
    answer = post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    assert not Entry.objects.filter(act="rated").exists()


@pytest.mark.parametrize("letter", ["ế", "😀", "\x01", '"'])
def test_whatever_fits_the_form_fits_the_door(client, alice, letter):
    text = letter * story.LONGEST_MESSAGE
    assert says(client, alice, text).status_code == 201
    assert reads(client, alice).messages[0].content["text"] == text


@pytest.mark.parametrize(("language", "said"), [("", "Hãy rút ngắn"), ("/en", "shorten")])
@pytest.mark.parametrize("kind", ["message", "withdrawn", "rated_well"])
def test_more_than_a_message_is_refused_whatever_it_calls_itself(client, alice, kind, language, said):
    if kind == "rated_well":
        answered(alice)
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("ế" * 25_000), kind)
    answer = post(client, language + REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert said in answer.json()["message"]
    assert not Entry.objects.filter(role="resident").exclude(act="received").exists()


@pytest.fixture
def three_at_most(monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_MESSAGES", 3)


@pytest.mark.parametrize(("language", "said"), [("", "hãy gọi trực ban"), ("/en", "call the duty desk")])
def test_messages_without_end_wait_for_the_office(client, resident, alice, three_at_most, language, said):
    for number in range(3):
        assert says(client, alice, f"Lời {number}").status_code == 201
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Lời 3"))
    posted = {"lookup": alice.keys.lookup.hex(), "reply": sealed}
    answer = post(client, language + REPLY, posted)
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (429, "unanswered", False)
    assert said in answer.json()["message"]
    assert len(reads(client, alice).messages) == 3
    office_asks(resident, alice)
    for number in range(3, 6):
        assert says(client, alice, f"Lời {number}").status_code == 201
    assert says(client, alice, "Lời 6").status_code == 429


def test_a_full_talk_still_takes_what_was_stored_already_a_withdrawal_and_a_rating(
    client, alice, three_at_most
):
    for _time in range(2):
        assert says(client, alice, "Lời.").status_code == 201
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Lời cuối."))
    posted = {"lookup": alice.keys.lookup.hex(), "reply": sealed}
    assert [post(client, REPLY, posted).status_code for _time in range(2)] == [201, 201]
    assert says(client, alice, "Lời.").status_code == 429
    assert says(client, alice, "Tôi rút tin này.", "withdrawn").status_code == 201
    assert says(client, alice, "Lời.").status_code == 429  # it made no room
    answered(alice)
    for _time in range(3):
        assert says(client, alice, "Lời.").status_code == 201
    assert says(client, alice, "Lời.").status_code == 429
    assert says(client, alice, "Tốt.", "rated_well").status_code == 201


def test_what_was_said_is_weighed_and_not_only_counted(client, alice, bob, monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_BYTES", 25_000)
    assert says(client, alice, "ế" * 6_000).status_code == 201
    assert says(client, alice, "ế" * 6_000).status_code == 429
    assert says(client, alice, "Ngắn thì được.").status_code == 201
    assert says(client, bob, "ế" * 6_000).status_code == 201


def test_a_receipt_alone_cannot_keep_its_matter_out_of_search():
    from binhyen.matters import bulk
    from binhyen.sealing.envelope import MAX_SAID, MAX_STORY

    with_withdrawal = MAX_STORY + unanswered.MOST_BYTES + MAX_SAID
    assert with_withdrawal < bulk.MOST_BYTES


def test_no_message_that_is_there_is_read_to_take_another(client, alice):
    says(client, alice, "Một.")
    sealed = filing.seal_reply(alice.keys, reads(client, alice), story.message("Hai."))
    with CaptureQueriesContext(connection) as queries:
        assert post(client, REPLY, {"lookup": alice.keys.lookup.hex(), "reply": sealed}).status_code == 201
    of_envelopes = [
        each["sql"] for each in queries if each["sql"].startswith("SELECT") and "envelope" in each["sql"]
    ]
    assert of_envelopes
    weighed = re.compile(r'LENGTH\("\w+"."ciphertext"\)')
    assert not [sql for sql in of_envelopes if "ciphertext" in weighed.sub("", sql)]
