"""What the browser searches in: ciphertexts of what one may read, in batches, noted as fetched and not as opened."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.desk.tests.conftest import Desk
from binhyen.matters import bulk, clock, offences
from binhyen.matters.bundles import bundle
from binhyen.matters.models import Reading
from binhyen.matters.offence_words import WORDS
from binhyen.sealing.encoding import b64url

INDEX = "hang-viec/chi-muc/"


def fetch(desk, refs):
    return desk.post(desk.home + INDEX, json.dumps({"refs": refs}), content_type="application/json")


def unpacked(answer):
    """What a batch says, and its ciphertexts."""
    start = 4 + int.from_bytes(answer.content[:4], "big")
    return json.loads(answer.content[4:start]), answer.content[start:]


def fetched(desk, refs):
    """The matters of a batch, each as `bundles.bundle` has it."""
    said, sealed = unpacked(fetch(desk, refs))
    for held in (each["bundle"] for each in said["matters"]):
        held["certificates"] = [said["certificates"][place] for place in held["certificates"]]
        for row in (*held["grants"], *held["envelopes"]):
            start, length = row["ciphertext"]
            row["ciphertext"] = b64url(sealed[start : start + length])
    return said["matters"]


def test_a_batch_opens_with_the_offices_keys_and_says_what_is_in_clear(playing, language):
    matter, _filed = playing.tip("Xóm trên đánh bạc.")
    desk = Desk(playing.mai, language)
    assert desk.see(INDEX).json()["refs"] == [matter.ref]
    (found,) = fetched(desk, [matter.ref])
    assert found["office"] == playing.office.slug
    read = playing.keys.read_matter(found["bundle"] | {"grants": _both(matter, playing)}, playing.directory)
    assert read.intake.messages[0].content["text"] == "Xóm trên đánh bạc."
    clear = found["clear"]
    assert clear["title"] == ("Đánh bạc" if not language else "Gambling for money")
    assert (clear["place"], clear["area"]) == ("Xã Hương Sơn", "10489")
    assert clear["received_on"] == clock.today().isoformat()
    assert "Xóm trên".encode() not in fetch(desk, [matter.ref]).content


def _both(matter, playing):
    return bundle(matter, ("intake", "talk"), holder="office", office_id=playing.office.pk)["grants"]


def test_a_bundle_of_many_is_the_bundle_of_one(playing):
    one, _filed = playing.tip("Một.")
    two, _filed = playing.tip("Hai.", "theft")
    done = Desk(playing.mai).do(two, "asked", {"messages": {"message": playing.message(two)}})
    assert done.status_code == 200
    found = {each["ref"]: each["bundle"] for each in fetched(Desk(playing.mai), [one.ref, two.ref])}
    for matter, streams in ((one, ("intake",)), (two, ("intake", "talk"))):
        single = bundle(matter, streams, holder="office", office_id=playing.office.pk)
        # What is passed on with a matter, and never searched in: the half of the key to the resident's name.
        assert "custodians" in single
        del single["custodians"]
        assert "identity" in {grant["stream"] for grant in single["grants"]}
        single["grants"] = [grant for grant in single["grants"] if grant["stream"] != "identity"]
        single["grants"].sort(key=lambda grant: grant["stream"])
        found[matter.ref]["grants"].sort(key=lambda grant: grant["stream"])
        assert {grant["stream"] for grant in found[matter.ref]["grants"]} == set(streams)
        assert found[matter.ref] == single


def test_certificates_are_sent_once_however_many_matters_name_them(playing):
    refs = [playing.tip(f"Tin {i}.")[0].ref for i in range(3)]
    answer, _sealed = unpacked(fetch(Desk(playing.mai), refs))
    (certificate,) = answer["certificates"]
    assert certificate["document"]["office"] == playing.office.slug
    assert [each["bundle"]["certificates"] for each in answer["matters"]] == [[0]] * 3


def test_fetching_is_noted_apart_from_opening_and_once_a_day(playing):
    matter, _filed = playing.tip()
    desk = Desk(playing.mai)
    fetch(desk, [matter.ref])
    fetch(desk, [matter.ref])
    reading = Reading.objects.get()
    assert (reading.person, reading.office, reading.what) == (
        playing.mai,
        playing.office,
        "fetched_for_index",
    )
    page = desk.see(f"viec/{matter.ref}/").content.decode()
    assert "Chưa ai mở." in page
    assert "Mai" in page.split("Được lấy về để tìm kiếm")[1]
    with clock.at(clock.now() + dt.timedelta(days=1)):
        fetch(desk, [matter.ref])
    assert Reading.objects.filter(what="fetched_for_index").count() == 2
    desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/")
    assert Reading.objects.filter(what="opened").count() == 1


def test_a_row_and_a_batch_say_alike_up_to_which_entry_a_matter_goes(playing):
    matter, _filed = playing.tip()
    desk = Desk(playing.mai)
    for entries in (1, 2):
        shown = desk.see("hang-viec/").content.decode()
        assert f'data-ref="{matter.ref}" data-head="{entries}"' in shown
        assert [each["head"] for each in fetched(desk, [matter.ref])] == [entries]
        desk.do(matter, "asked", {"messages": {"message": playing.message(matter)}})


def test_a_row_of_what_is_not_sealed_is_never_searched_in(errands):
    matter = errands.begin()
    page = Desk(errands.alice).see("hang-viec/").content.decode()
    assert f'data-ref="{matter.ref}"' in page
    assert "data-head" not in page


def test_another_offices_matter_is_the_same_as_none(playing):
    matter, _filed = playing.tip()
    desk = Desk(playing.ha)
    assert desk.see(INDEX).json()["refs"] == []
    theirs, none = fetch(desk, [matter.ref]), fetch(desk, ["a" * 26])
    assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
    assert theirs.status_code == 404
    assert not Reading.objects.exists()


def test_among_ones_own_anothers_is_left_out(playing):
    matter, _filed = playing.tip()
    answer, _sealed = unpacked(fetch(Desk(playing.mai), ["a" * 26, matter.ref, matter.ref]))
    assert [each["ref"] for each in answer["matters"]] == [matter.ref]
    assert answer["later"] == []


def test_what_does_not_fit_is_named_to_be_asked_for_again(playing, monkeypatch):
    refs = [playing.tip("dài " * 400)[0].ref for _ in range(3)]
    monkeypatch.setattr(bulk, "MOST_BYTES", 5000)
    answer, _sealed = unpacked(fetch(Desk(playing.mai), refs))
    assert [each["ref"] for each in answer["matters"]] == refs[:1]
    assert answer["later"] == refs[1:]
    assert Reading.objects.count() == 1


def test_a_matter_too_large_to_be_read_stays_closed_and_keeps_no_other_out(playing, monkeypatch):
    small, large, last = [playing.tip("dài " * times)[0] for times in (1, 3_000, 2)]
    desk = Desk(playing.mai)
    monkeypatch.setattr(bulk, "MOST_BYTES", 10_000)
    answer, sealed = unpacked(fetch(desk, [small.ref, large.ref, last.ref]))
    held = {each["ref"]: each for each in answer["matters"]}
    assert list(held) == [small.ref, large.ref, last.ref]
    closed = held[large.ref]
    assert (closed["bundle"]["grants"], closed["bundle"]["envelopes"]) == ([], [])
    assert closed["clear"]["title"] == "Đánh bạc"
    assert len(sealed) < 10_000
    for open_one in (held[small.ref], held[last.ref]):
        assert open_one["bundle"]["grants"]
        assert open_one["bundle"]["envelopes"]
    assert set(Reading.objects.values_list("matter", flat=True)) == {small.pk, last.pk}
    alone, sealed = unpacked(fetch(desk, [large.ref]))
    assert [each["bundle"]["envelopes"] for each in alone["matters"]] == [[]]
    assert (alone["later"], sealed) == ([], b"")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"refs": []}', b'{"refs": "x"}', b'{"refs": [1]}'])
def test_a_question_of_another_form_is_refused(playing, body):
    desk = Desk(playing.mai)
    assert desk.post(desk.home + INDEX, body, content_type="application/json").status_code == 400


def test_more_than_a_batch_is_refused(playing):
    assert fetch(Desk(playing.mai), ["a" * 26] * (bulk.MOST + 1)).status_code == 400


def test_a_batch_costs_the_same_few_questions_however_many_are_in_it(playing):
    refs = [playing.tip(f"Tin {i}.")[0].ref for i in range(6)]
    desk = Desk(playing.mai)
    fetch(desk, refs[:1])
    counts = []
    for asked in (refs[1:2], refs[2:]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert fetch(desk, asked).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_category_but_the_last_has_words_and_no_word_is_of_another_catalogue():
    assert set(WORDS) == set(offences.CODES) - {"other_violation"}
    for words in WORDS.values():
        assert len(words) == len(set(words)) >= 3


def test_what_was_read_on_other_days_is_not_looked_through(playing):
    """A desk of thousands of matters is unlocked every day of the year; each batch asks what was noted today."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL plans by the size of the table, which here is next to nothing
    matter, _filed = playing.tip("Xóm trên đánh bạc.")
    with CaptureQueriesContext(connection) as seen:
        fetch(Desk(playing.mai), [matter.ref])
    (asked,) = [
        each["sql"] for each in seen if each["sql"].startswith("SELECT") and "matters_reading" in each["sql"]
    ]
    with connection.cursor() as cursor:
        plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall())
    assert "reading_today (matter_id=? AND person_id=? AND what=? AND read_at>?)" in plan
