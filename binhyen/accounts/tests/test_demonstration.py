"""The invented officers can sign in and open their office's keys, in a demonstration and nowhere else."""

import base64

import pytest

from binhyen.accounts import access, demonstration
from binhyen.accounts.models import Person, Role, WrappedKey
from binhyen.sealing import branches, words
from binhyen.sealing.directory import CertificateRefused
from binhyen.sealing.envelope import EnvelopeRefused
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days


@pytest.fixture
def made(demonstrated, db, playing):
    return demonstrated


def test_each_signs_in_and_opens_the_keys_of_their_office(made, desk):
    assert [given.person.username for given in made.sign_ins] == [o.username for o in demonstration.OFFICERS]
    for given in made.sign_ins:
        shown = words.shown(given.phrase)
        assert len(shown) == 8
        keys = branches.stretch(words.parse_phrase(" ".join(shown)), "by-demo")
        told = desk.sign_in(given.person.username, keys.sign_in).json()
        assert told["next"] == "desk"
        assert told["person"]["recipient"] == keys.identity.recipient
        for office in told["offices"]:
            if given.role == Role.STEERING or given.person.username in ("phunu", "truonghoc"):
                # A committee, an association and a school read nothing sealed, so there is nothing to open.
                assert (office["keys"], office["certificate"]) == ([], None)
                continue
            [wrapped] = office["keys"]
            ciphertext = base64.b64decode(wrapped["ciphertext"])
            opened = OfficeKeys.unwrap(keys.identity, ciphertext, office["certificate"]["document"])
            assert opened.office == office["id"]


def test_nobody_opens_another_offices_keys(made):
    stranger = made.sign_ins[2]
    keys = branches.stretch(stranger.phrase, "by-demo")
    police = made.offices.offices["cong-an-xa-huong-son"]
    row = WrappedKey.objects.filter(office=police).first()
    with pytest.raises(EnvelopeRefused):
        OfficeKeys.unwrap(
            keys.identity, bytes(row.ciphertext), police.certificates.get().for_browser()["document"]
        )
    own = WrappedKey.objects.get(member=stranger.person)
    with pytest.raises(CertificateRefused):
        OfficeKeys.unwrap(
            keys.identity, bytes(own.ciphertext), police.certificates.get().for_browser()["document"]
        )


def test_huong_son_has_an_officer_and_a_head(made):
    police = made.offices.offices["cong-an-xa-huong-son"]
    roles = {
        given.person.username: access.roles_at(given.person, police, days.today())
        for given in made.sign_ins
        if police in access.offices_of(given.person, days.today())
    }
    assert roles == {"huongson": {"officer"}, "huongson.truong": {"head"}}


def test_phrases_are_not_kept(made):
    for given in made.sign_ins:
        assert "hidden" in repr(given.phrase)
    assert all(person.demonstration for person in Person.objects.all())


def test_a_real_installation_refuses_them(db, real):
    before = Person.objects.count()
    with pytest.raises(RuntimeError):
        demonstration.make("by-real")
    assert Person.objects.count() == before
