"""Openings of many senders in one COMMIT: each gets its own answer, and one that fails hurts nobody else's."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from binhyen.matters import clock, verification
from binhyen.matters.actors import RESIDENT
from binhyen.matters.group_commit import open_together
from binhyen.matters.journal import AlreadyFiled, Draft, Opening
from binhyen.matters.models import Matter
from binhyen.matters.tests import errand
from binhyen.procedure import NotAllowed

SENDERS = 24


def draft(world, nonce: int, act: str = "begun") -> Draft:
    opening = Opening("errand", {"kind": "errand", "nonce": str(nonce)})
    facts = errand.Begun(office=world.office.pk, area=world.commune.pk)
    return Draft(opening, act, RESIDENT, facts)


def send_all(drafts: list[Draft]) -> list[object]:
    """Send them at the same moment, each from a thread of its own; what each was answered."""
    answers: list[object] = [None] * len(drafts)
    ready = threading.Barrier(len(drafts))
    now = clock.now()

    def send(place: int) -> None:
        with clock.at(now):
            ready.wait()
            try:
                answers[place] = open_together(drafts[place]).row.ref
            except Exception as refusal:
                answers[place] = refusal
            finally:
                connection.close()

    threads = [threading.Thread(target=send, args=(place,)) for place in range(len(drafts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_everybody_is_stored_and_told_so(fresh_world):
    drafts = [draft(fresh_world, nonce) for nonce in range(SENDERS)]
    answers = send_all(drafts)
    assert answers == [d.matter.ref for d in drafts]
    assert Matter.objects.count() == SENDERS
    assert list(verification.verify()) == list(verification.replay()) == []


def test_the_same_report_twice_in_one_group_fails_nobody_elses(fresh_world):
    drafts = [draft(fresh_world, nonce % (SENDERS - 4)) for nonce in range(SENDERS)]
    answers = send_all(drafts)
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 4
    assert all(isinstance(answer, AlreadyFiled) for answer in refused)
    assert Matter.objects.count() == SENDERS - 4
    assert list(verification.verify()) == []


def test_what_the_rules_refuse_never_reaches_the_others(fresh_world):
    drafts = [draft(fresh_world, 0, "finished"), *(draft(fresh_world, nonce) for nonce in range(1, 8))]
    answers = send_all(drafts)
    assert isinstance(answers[0], NotAllowed)
    assert answers[1:] == [d.matter.ref for d in drafts[1:]]
    assert Matter.objects.count() == 7


def test_inside_a_transaction_it_belongs_to_that_transaction(world):
    class GoBack(Exception):
        pass

    def store_and_go_back() -> None:
        with transaction.atomic():
            open_together(draft(world, 1))
            raise GoBack

    with pytest.raises(GoBack):
        store_and_go_back()
    assert not Matter.objects.exists()
