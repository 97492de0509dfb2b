from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from binhyen.matters import access, clock, ticking, verification
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import sha256_hex
from binhyen.matters.journal import (
    AlreadyFiled,
    Draft,
    MissingReference,
    NewEnvelope,
    Opening,
    open_matter,
    record,
    record_many,
)
from binhyen.matters.models import (
    Entry,
    EntrySalt,
    Matter,
    NotThroughTheJournal,
    Participant,
    Register,
    RegisterNumber,
)
from binhyen.matters.tests import errand
from binhyen.procedure import Corrected, FactsError, IllegalHistory, NotAllowed

UTC = dt.UTC


def found(findings):
    return [(f.code, f.seq) for f in findings]


def test_an_act_changes_the_row_and_the_journal_together(world):
    matter = world.begin()
    record(matter, "finished", by=world.officer, facts=errand.Finished("well"))
    matter = Matter.objects.get(pk=matter.pk)
    assert (matter.state, matter.is_open, matter.due_at, matter.head_seq) == ("finished", False, None, 2)
    first, second = matter.entries.order_by("seq")
    assert second.prev_hash == first.hash
    assert matter.head_hash == second.hash
    assert found(verification.verify()) == found(verification.replay()) == []


def test_the_due_date_comes_from_the_procedure(world):
    matter = world.begin()  # Wednesday 15 June; three days end on Saturday 18, so Monday 20 is the last day
    assert matter.due_at == dt.datetime(2016, 6, 20, 17, 0, tzinfo=UTC)


def test_what_the_procedure_forbids_writes_nothing(world):
    matter = world.begin()
    record(matter, "finished", by=world.officer, facts=errand.Finished("well"))
    with pytest.raises(NotAllowed) as refusal:
        record(matter, "finished", by=world.officer, facts=errand.Finished("badly"))
    assert refusal.value.reason == "wrong_state"
    with pytest.raises(NotAllowed) as refusal:
        record(world.begin(), "counted", by=RESIDENT, facts=errand.Counted(1))
    assert refusal.value.reason == "wrong_role"
    with pytest.raises((FactsError, IllegalHistory)):
        record(world.begin(), "counted", by=world.officer, facts=errand.Counted(-1))
    assert Entry.objects.filter(act="counted").count() == 0


def test_a_batch_is_written_whole_or_not_at_all(world):
    one, two = world.begin(), world.begin()
    with pytest.raises(NotAllowed):
        record_many(
            [
                Draft(one, "counted", world.officer, errand.Counted(1)),
                Draft(two, "finished", world.officer, errand.Finished("well")),
                Draft(two, "counted", world.officer, errand.Counted(2)),
            ]
        )
    assert Entry.objects.exclude(act="begun").count() == 0
    assert Matter.objects.get(pk=two.pk).is_open


def test_several_acts_on_several_matters_are_one_write(world, django_assert_max_num_queries):
    matters = [world.begin() for _ in range(20)]
    with django_assert_max_num_queries(14):
        record_many(Draft(m, "counted", world.officer, errand.Counted(i)) for i, m in enumerate(matters))
    assert Entry.objects.filter(act="counted").count() == 20
    assert found(verification.replay()) == []


def test_a_resident_leaves_the_hour_and_never_the_second(world):
    with clock.at(dt.datetime(2016, 6, 15, 2, 47, 31, tzinfo=UTC)):
        entry = world.begin(by=RESIDENT).entries.get()
    assert entry.precision == "hour"
    assert entry.happened_at == entry.recorded_at == dt.datetime(2016, 6, 15, 2, 0, tzinfo=UTC)
    assert (entry.by_id, entry.office_id) == (None, None)


def test_nothing_can_be_changed_past_the_journal(world):
    matter = world.begin()
    with pytest.raises(NotThroughTheJournal):
        matter.save()
    with pytest.raises(NotThroughTheJournal):
        Matter.objects.filter(pk=matter.pk).update(state="finished")
    with pytest.raises(NotThroughTheJournal):
        matter.entries.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE matters_entry SET facts = '{}'",
        "DELETE FROM matters_entry",
        "UPDATE matters_envelope SET ciphertext = ''",
        "DELETE FROM matters_envelope",
        "UPDATE matters_document SET body = ''",
        "DELETE FROM matters_reading",
        "UPDATE matters_reading SET what = 'fetched_for_index'",
        "UPDATE matters_reading SET attachment = 'x'",
        "UPDATE matters_registernumber SET number = 7",
        "DELETE FROM offices_certificate",
    ],
)
def test_the_database_refuses_update_and_delete(world, statement):
    from binhyen.matters import readings
    from binhyen.matters.models import Document, Envelope
    from binhyen.offices.models import Certificate

    matter = world.begin()
    readings.note(matter, person_id=world.alice.pk, office_id=world.office.pk, what=readings.OPENED)
    Envelope.written_by_journal.bulk_create(
        [
            Envelope(
                matter=matter, ref="x", stream="talk", kind="m", side="office", sha256="0", ciphertext=b"c"
            )
        ]
    )
    Document.written_by_journal.bulk_create([Document(matter=matter, sha256="0", body="b")])
    now = clock.now()
    Certificate.objects.create(
        office=world.office, serial=1, document="{}", signatures="{}", hash="0", valid_from=now, valid_to=now
    )
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _tamper(statement: str) -> None:
    """What somebody with the database in hand does: take the triggers off first."""
    from binhyen.matters import append_only

    with connection.schema_editor(atomic=False) as editor:
        editor.deferred_sql = []
        append_only.release(editor, "matters_entry", "matters_envelope")
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("""UPDATE matters_entry SET facts = '{"how":"badly"}' WHERE act = 'finished'""", "entry_altered"),
        ("UPDATE matters_entry SET office_id = NULL WHERE act = 'finished'", "entry_altered"),
        (
            "UPDATE matters_entry SET happened_at = '2016-06-14 00:00:00+00' WHERE act = 'finished'",
            "entry_altered",
        ),
        ("UPDATE matters_entry SET prev_hash = hash WHERE act = 'finished'", "chain_broken"),
        ("UPDATE matters_matter SET birth = '{}'", "birth_altered"),
        ("UPDATE matters_matter SET law = '0'", "chain_broken"),
    ],
)
def test_a_changed_byte_is_found(fresh_world, statement, code):
    matter = fresh_world.begin()
    record(matter, "finished", by=fresh_world.officer, facts=errand.Finished("well"))
    assert found(verification.verify()) == []
    _tamper(statement)
    assert code in [f.code for f in verification.verify()]


def test_a_row_that_disagrees_with_its_journal_is_found(world):
    matter = world.begin()
    Matter.written_by_journal.filter(pk=matter.pk).update(state="finished")
    Participant.objects.filter(matter=matter).update(part="reader")
    assert {f.code for f in verification.replay()} == {"row_differs_state", "participants_differ"}


def test_a_correction_changes_the_fold_and_keeps_the_entry(world):
    matter = world.begin()
    record(matter, "finished", by=world.officer, facts=errand.Finished("well"))
    record(matter, "corrected", by=world.officer, facts=Corrected(2, "not_done", None))
    matter = Matter.objects.get(pk=matter.pk)
    assert (matter.state, matter.is_open) == ("begun", True)
    assert matter.entries.count() == 3
    assert found(verification.verify()) == found(verification.replay()) == []


def test_prose_is_given_with_the_act_that_names_it_and_only_then(world):
    matter = world.begin()
    said = "Đã dọn xong."
    name = __import__("hashlib").sha256(said.encode()).hexdigest()
    record(matter, "said", by=world.officer, facts=errand.Said(name), documents=[said])
    with pytest.raises(MissingReference):
        record(matter, "said", by=world.officer, facts=errand.Said("0" * 64))
    with pytest.raises(MissingReference):
        record(matter, "counted", by=world.officer, facts=errand.Counted(1), documents=["nobody asked"])
    assert matter.documents.count() == 1


def test_the_same_report_twice_is_stored_once(world):
    envelope = NewEnvelope("e1", "intake", "story", "resident", b"sealed")
    opening = Opening("errand", {"kind": "errand", "nonce": "1"}, sealed="browser", lookup_hash="0" * 64)
    facts = errand.Begun(office=world.office.pk, area=world.commune.pk, story=envelope.sha256)
    first = open_matter(opening, "begun", by=RESIDENT, facts=facts, envelopes=[envelope])
    with pytest.raises(AlreadyFiled) as again:
        open_matter(opening, "begun", by=RESIDENT, facts=facts, envelopes=[envelope])
    assert again.value.matter == first
    assert Matter.objects.count() == 1


def test_register_numbers_come_at_the_first_officer_act_without_gap_or_double(world):
    reports = [world.begin(by=RESIDENT) for _ in range(3)]
    assert RegisterNumber.objects.count() == 0
    record(reports[2], "counted", by=world.officer, facts=errand.Counted(1))
    record_many(Draft(m, "counted", world.officer, errand.Counted(1)) for m in reports)
    numbers = RegisterNumber.objects.order_by("number").values_list("number", "year")
    assert list(numbers) == [(1, 2016), (2, 2016), (3, 2016)]
    assert RegisterNumber.objects.get(matter=reports[2]).number == 1
    with pytest.raises(NotAllowed):
        record(reports[0], "begun", by=world.officer, facts=errand.Begun(world.office.pk, world.commune.pk))
    assert Register.objects.get().last == 3


def test_another_offices_matter_does_not_exist(world):
    matter = world.begin()
    assert access.get_visible(world.alice, matter.ref) == matter
    for stranger in (world.bob, world.charlie):
        with pytest.raises(Matter.DoesNotExist):
            access.get_visible(stranger, matter.ref)


def test_who_handed_over_reads_on_and_who_received_acts(world):
    matter = world.begin()
    record(matter, "passed", by=world.officer, facts=errand.Passed(world.upper.pk))
    matter = access.get_visible(world.bob, matter.ref)
    assert access.handles(world.bob, matter)
    assert not access.handles(world.alice, matter)
    assert access.get_visible(world.alice, matter.ref) == matter
    assert access.actor_for(world.bob, matter) == Actor("officer", world.bob.pk, world.upper.pk)


def test_the_clock_records_once_and_decides_nothing(world):
    matter = world.begin()
    with clock.at(matter.due_at):
        assert ticking.tick() == 1
        assert ticking.tick() == 0
    matter.refresh_from_db()
    assert (matter.state, matter.is_open, matter.tick_at) == ("begun", True, None)
    assert matter.entries.get(act="deadline_passed").role == "clock"
    assert found(verification.replay()) == []


def test_two_acts_at_once_cannot_stand_in_one_place(world):
    matter = world.begin()
    first = matter.entries.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.written_by_journal.bulk_create([
            Entry(
                matter=matter, seq=1, act="begun", role="officer", happened_at=clock.now(), precision="second",
                recorded_at=clock.now(), facts="{}", prev_hash="", hash=first.hash,
            )
        ])  # fmt: skip


def test_a_destroyed_salt_is_told_from_an_altered_entry(world):
    matter = world.begin()
    EntrySalt.objects.filter(entry__matter=matter).delete()
    assert found(verification.verify()) == [("salt_missing", 1)]


def test_what_has_not_happened_yet_cannot_be_recorded(world):
    matter = world.begin()
    with pytest.raises(FactsError):
        record(
            matter,
            "counted",
            by=world.officer,
            facts=errand.Counted(1),
            happened_at=clock.now() + dt.timedelta(hours=1),
        )


def test_what_a_matter_says_twice_it_keeps_once(world):
    matter, other = world.begin(), world.begin()
    said = errand.Said(sha256_hex("Ủy viên".encode()))
    twice = [Draft(matter, "said", world.officer, said, documents=["Ủy viên"]) for _ in range(2)]
    record_many(twice)
    record(matter, "said", by=world.officer, facts=said, documents=["Ủy viên"])
    record(other, "said", by=world.officer, facts=said, documents=["Ủy viên"])
    assert (matter.documents.count(), other.documents.count()) == (1, 1)
