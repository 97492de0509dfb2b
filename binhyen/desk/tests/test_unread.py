"""A resident's message marks the row of the queue until somebody of the office opened the matter, or acted on it."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.desk import queue
from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, readings
from binhyen.matters.actors import RESIDENT
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Matter
from binhyen.matters.talk import Rated, Replied
from binhyen.sealing import filing
from binhyen.sealing.encoding import from_b64url, sha256_hex

# Yesterday at 10:40 there: within the certificates of the demonstration, and far from midnight.
AT = clock.now().replace(hour=3, minute=40, second=0, microsecond=0) - dt.timedelta(days=1)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def says(playing, matter, filed, at):
    with clock.at(at):
        held = bundle(matter, ("talk",), holder="author")
        posted = filing.seal_reply(
            filed.keys, filing.read_talk(filed.keys, held, playing.directory), {"version": 1}
        )
        row = posted["envelope"]
        data = from_b64url(row["ciphertext"])
        sealed = NewEnvelope(row["ref"], "talk", "message", "resident", data)
        facts = Replied(sha256_hex(data))
        record(matter, "replied", by=RESIDENT, facts=facts, envelopes=[sealed])
    matter.refresh_from_db()


def opens(playing, matter, at, person=None, office=None):
    with clock.at(at):
        readings.note(
            matter,
            person_id=(person or playing.mai).pk,
            office_id=(office or playing.office).pk,
            what=readings.OPENED,
        )


def marked(playing, matter):
    (row,) = queue.rows([matter], [playing.office.pk])
    return row.unread


@pytest.fixture
def talk(playing):
    with clock.at(AT):
        matter, filed = playing.tip()
    return matter, filed


def test_a_new_report_is_no_message(playing, talk):
    assert not marked(playing, talk[0])


@pytest.mark.parametrize(("language", "words"), [("", "Có lời nhắn mới"), ("/en", "A new message")])
def test_a_message_marks_the_row(playing, talk, language, words):
    says(playing, *talk, AT)
    assert words in Desk(playing.mai, language).see("hang-viec/").content.decode()


def test_opening_takes_the_mark_away_once_the_message_was_surely_there(playing, talk):
    matter, _filed = talk
    says(playing, *talk, AT + 5 * MINUTE)
    opens(playing, matter, AT - MINUTE)  # within the hour that the message keeps, but before it
    assert marked(playing, matter)
    opens(playing, matter, AT + 60 * MINUTE)
    assert not marked(playing, matter)
    says(playing, *talk, AT + 600 * MINUTE)
    assert marked(playing, matter)


def test_fetching_for_the_search_or_another_office_opening_does_not(playing, talk):
    matter, _filed = talk
    says(playing, *talk, AT)
    opens(playing, matter, AT + 300 * MINUTE, playing.ha, playing.other)
    with clock.at(AT + 300 * MINUTE):
        readings.note(
            matter, person_id=playing.mai.pk, office_id=playing.office.pk, what=readings.FETCHED_FOR_INDEX
        )
    assert marked(playing, matter)


def test_an_act_of_the_office_takes_the_mark_away(playing, talk):
    matter, _filed = talk
    says(playing, *talk, AT)
    with clock.at(AT + MINUTE):
        record(matter, "check_started", by=playing.actor, facts=tip_acts.CheckStarted())
    matter.refresh_from_db()
    assert not marked(playing, matter)


def test_many_marks_cost_one_question(playing):
    def asked(found):
        with CaptureQueriesContext(connection) as seen:
            queue.rows(found, [playing.office.pk])
        return len(seen)

    with clock.at(AT):
        tips = [playing.tip() for _ in range(3)]
    for matter, filed in tips:
        says(playing, matter, filed, AT)
    found = list(Matter.objects.filter(pk__in=[matter.pk for matter, _filed in tips]).select_related("area"))
    assert asked(found[:1]) == asked(found)


# --- after the end ------------------------------------------------------------------------------------------------

AFTER = "hang-viec/"
FILTER = ("Lời nhắn sau kết thúc", "Messages after the end")


def ends(playing, matter, at):
    with clock.at(at):
        record(matter, "concluded", by=playing.actor, facts=tip_acts.Concluded("unverifiable"))
        told = tip_acts.ResultNotified("in_person", clock.today())
        record(matter, "result_notified", by=playing.actor, facts=told)
    matter.refresh_from_db()


def listed(playing, person=None, at=AT + 300 * MINUTE):
    """The references under the filter, or None where it is not offered."""
    with clock.at(at):
        page = Desk(person or playing.mai).see(AFTER, loc="sau-ket-thuc").content.decode()
    return re.findall(r'class="row" href="#([a-z2-7]{26})"', page) if FILTER[0] in page else None


def test_words_after_the_end_are_found_until_somebody_opened_them(playing, talk):
    matter, _filed = talk
    silent, _other = playing.tip(hours_ago=20)
    for each in (matter, silent):
        ends(playing, each, AT + MINUTE)
    assert listed(playing) is None
    says(playing, *talk, AT + 60 * MINUTE)
    assert listed(playing) == [matter.ref]
    assert listed(playing, playing.ha) is None
    assert FILTER[1] in Desk(playing.mai, "/en").see(AFTER).content.decode()
    opens(playing, matter, AT + 200 * MINUTE)
    assert listed(playing) is None


def test_the_office_s_reply_takes_them_from_the_list_and_changes_no_state(playing, talk):
    matter, filed = talk
    ends(playing, matter, AT + MINUTE)
    says(playing, *talk, AT + 60 * MINUTE)
    sealed = {"niem_phong": json.dumps({"messages": {"message": playing.message(matter, "Cảm ơn bạn.")}})}
    desk = Desk(playing.mai)
    assert "Nhắn người báo tin" in desk.see(f"viec/{matter.ref}/").content.decode()
    with clock.at(AT + 120 * MINUTE):
        answer = desk.post(f"{desk.home}viec/{matter.ref}/asked/", sealed)
    assert answer.status_code == 200, answer.content.decode()
    assert listed(playing) is None
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("answered", False)
    talked = filing.read_talk(filed.keys, bundle(matter, ("talk",), holder="author"), playing.directory)
    assert talked.messages[-1].content["text"] == "Cảm ơn bạn."


def test_a_rating_asks_for_no_reply_and_old_words_are_not_looked_for(playing, talk):
    matter, filed = talk
    ends(playing, matter, AT + MINUTE)
    with clock.at(AT + 60 * MINUTE):
        held = filing.read_talk(filed.keys, bundle(matter, ("talk",), holder="author"), playing.directory)
        row = filing.seal_reply(filed.keys, held, {"version": 1}, "rated_well")["envelope"]
        sealed = NewEnvelope(row["ref"], "talk", "rated_well", "resident", from_b64url(row["ciphertext"]))
        facts = Rated("well", sealed.sha256)
        record(matter, "rated", by=RESIDENT, facts=facts, envelopes=[sealed])
    assert listed(playing) is None
    says(playing, *talk, AT + 120 * MINUTE)
    assert listed(playing, at=AT + 89 * DAY) == [matter.ref]
    assert listed(playing, at=AT + 91 * DAY) is None


def test_an_open_matter_stays_in_the_queue_of_what_waits(playing, talk):
    says(playing, *talk, AT)
    assert listed(playing) is None
