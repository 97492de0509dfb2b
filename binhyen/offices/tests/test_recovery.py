"""The recovery recipient an installation believes, and the copies that are kept for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from binhyen.offices import certificates, demonstration, recovery
from binhyen.offices.models import RecoveryCopy, RecoveryUse
from binhyen.sealing import recovery as sealing
from binhyen.sealing.envelope import EnvelopeRefused
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days


@pytest.fixture
def made(db):
    return demonstration.make("by-demo")


@pytest.fixture
def police(made):
    return made.offices["cong-an-xa-huong-son"]


@pytest.fixture
def province(police):
    return recovery.province_of(police.area)


def signed(made, document, count=demonstration.THRESHOLD):
    return {key.public: sealing.sign(document, key) for key in made.oversight[:count]}


def next_set(made, province, recipient=None):
    document = recovery.ask(province, recipient or Identity.generate().recipient).document
    return recovery.take_in(province, document, signed(made, document))


def standing(office):
    return recovery.standings([office], days.today())[0]


def test_the_demonstration_keeps_every_office_s_keys_for_its_holders(made, police):
    assert {copy.office.slug for copy in RecoveryCopy.objects.all()} == set(made.keys)
    copy = RecoveryCopy.objects.get(office=police)
    certificate = certificates.newest([police], days.today())[police.pk].for_browser()["document"]
    # The holders' keys open nothing directly: it is the nested identity that does.
    with pytest.raises(EnvelopeRefused):
        OfficeKeys.unwrap(made.holders["an"], bytes(copy.ciphertext), certificate)


def test_a_recipient_is_taken_in_when_enough_of_oversight_signed_it(made, province):
    document = recovery.ask(province, Identity.generate().recipient).document
    with pytest.raises(sealing.RecoveryRefused) as refused:
        recovery.take_in(province, document, signed(made, document, 1))
    assert refused.value.code == "unsigned"
    taken = recovery.take_in(
        province, document, {**signed(made, document), SigningKey.generate().public: "x"}
    )
    assert recovery.newest_set(province) == taken
    assert set(taken.for_browser()["signatures"]) == {key.public for key in made.oversight[:2]}


def test_a_second_history_of_sets_is_refused(made, province):
    fork = recovery.ask(province, Identity.generate().recipient).document
    next_set(made, province)
    with pytest.raises(recovery.NotTaken):
        recovery.take_in(province, fork, signed(made, fork))


def test_a_recipient_that_was_used_before_is_not_asked_for_again(made, province):
    with pytest.raises(recovery.NotTaken):
        recovery.ask(province, made.recovery_set.recipient)


def test_a_commune_has_no_set_of_its_own(police):
    with pytest.raises(recovery.NotTaken):
        recovery.ask(police.area, Identity.generate().recipient)


def test_nothing_is_kept_for_an_old_or_a_used_set(made, police, province):
    old = recovery.newest_set(province)
    new = next_set(made, province)
    wrapped = made.keys[police.slug].wrap(new.recipient)
    with pytest.raises(recovery.NotTaken):
        recovery.keep(police, 1, old, wrapped, "huongson")
    recovery.keep(police, 1, new, wrapped, "huongson")
    # The copy that the earlier holders could open is gone.
    assert [copy.set for copy in RecoveryCopy.objects.filter(office=police)] == [new]
    new.used_on = days.today()
    new.save()
    with pytest.raises(recovery.NotTaken):
        recovery.keep(police, 1, new, wrapped, "huongson")


def test_what_is_no_age_file_or_too_large_is_not_kept(made, police, province):
    for ciphertext in (b"AGE-SECRET-KEY-1", b"age-encryption.org/v1\n" + bytes(9000)):
        with pytest.raises(recovery.NotTaken):
            recovery.keep(police, 1, recovery.newest_set(province), ciphertext, "huongson")


def test_disclosed_keys_stay_disclosed_under_a_new_serial(made, police):
    RecoveryUse.objects.create(copy=RecoveryCopy.objects.get(office=police), released_on=days.today())
    assert standing(police).rotate
    demonstration.certify(police, made.keys[police.slug], made.oversight[:2], timezone.now())
    recovery.carry_over(police, 1, 2)
    assert standing(police).copy.serial == 2
    assert standing(police).rotate
    fresh = OfficeKeys.generate("by-demo", police.slug)
    demonstration.certify(police, fresh, made.oversight[:2], timezone.now())
    assert not standing(police).rotate
    assert standing(police).copy is None


def test_a_set_is_drilled_once_a_year(made, police):
    assert standing(police).drill_is_due(days.today())
    drill = recovery.newest_set(police.area).drills.create(words_hash="0" * 64, begun_on=days.today())
    assert standing(police).drill_is_due(days.today())
    drill.opened_on = days.today()
    drill.save()
    assert not standing(police).drill_is_due(days.today())
    assert standing(police).drill_is_due(days.today() + timedelta(days=366))
