"""A certificate that is asked for, signed piece by piece, and taken in: what is kept, and what is refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from binhyen.accounts import certifying, membership
from binhyen.accounts.models import Membership, Person, WrappedKey
from binhyen.offices import demonstration, expiry, requesting
from binhyen.offices.models import Certificate, CertificateRequest, RequestedKey
from binhyen.sealing import requests
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.office import OfficeKeys

# Ten in the morning in Vietnam: what is asked about by the day must not depend on the hour of a test.
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def made(db):
    return demonstration.make("by-demo")


@pytest.fixture
def police(made):
    return made.offices["cong-an-xa-huong-son"]


@pytest.fixture
def held(made, police) -> OfficeKeys:
    """The office's keys of today."""
    return made.keys[police.slug]


def member(police, name: str) -> Person:
    person = Person.objects.create_person(
        name, "ab" * 32, full_name=name, recipient=Identity.generate().recipient
    )
    Membership.objects.create(person=person, office=police, role="officer", from_on=NOW.date())
    return person


def document(police, keys: OfficeKeys, **changes) -> dict:
    drafted = requesting.draft(
        police, recipient=keys.identity.recipient, signing_key=keys.signing.public, now=NOW
    )
    return {**drafted, **changes}


def wrapped(keys: OfficeKeys, *people: Person) -> tuple[requesting.Wrapped, ...]:
    return tuple(requesting.Wrapped(each.recipient, keys.wrap(each.recipient)) for each in people)


def ask(police, held, asked, keys=None, *people, **changes) -> CertificateRequest:
    """What a member's browser posts: the same keys again, or new ones for these people."""
    said = membership.stated(police, keys, asked["serial"], people, people[0]) if people else ()
    given = {"wrapped": wrapped(keys, *people) if people else (), "statements": said, **changes}
    previous = membership.last_hash(police)
    signature = requests.ask(asked, held.signing)
    return requesting.ask(
        police, asked, signature, given["wrapped"], NOW, given["statements"], previous=previous
    )


def signed(waiting: CertificateRequest, *holders) -> requests.Request:
    """As it comes back: through files, holder by holder."""
    request = requesting.as_file(CertificateRequest.objects.get(pk=waiting.pk))
    return requests.merge(requests.read(request.signed_by(holder).dump()) for holder in holders)


def test_a_renewal_keeps_the_keys_and_those_who_hold_them(made, police, held):
    stays, left = member(police, "stays"), member(police, "left")
    for person in (stays, left):
        WrappedKey.objects.create(
            office=police, serial=1, member=person, ciphertext=held.wrap(person.recipient)
        )
    waiting = ask(police, held, document(police, held))
    Membership.objects.filter(person=left).update(to_on=NOW.date() + timedelta(days=1))
    Person.objects.filter(pk=left.pk).update(is_active=False)
    done = certifying.take_in(signed(waiting, *made.oversight[:2]))
    assert done.issued is not None
    assert done.issued.serial == 2
    assert list(WrappedKey.objects.filter(office=police, serial=2).values_list("member", flat=True)) == [
        stays.pk
    ]
    kept = bytes(WrappedKey.objects.get(office=police, serial=2).ciphertext)
    assert kept == bytes(WrappedKey.objects.get(office=police, serial=1, member=stays).ciphertext)
    assert not CertificateRequest.objects.exists()


def test_new_keys_are_held_by_members_only_once_they_are_signed(made, police, held):
    keys, mai = OfficeKeys.generate("by-demo", police.slug), member(police, "mai")
    waiting = ask(police, held, document(police, keys), keys, mai)
    first = certifying.take_in(signed(waiting, made.oversight[0]))
    assert (first.issued, first.signatures) == (None, 1)
    assert not WrappedKey.objects.filter(member=mai).exists()
    second = certifying.take_in(signed(waiting, made.oversight[2]))
    assert second.issued is not None
    held_now = WrappedKey.objects.get(member=mai)
    assert held_now.serial == 2
    assert json.loads(second.issued.document)["recipient"] == keys.identity.recipient
    assert not RequestedKey.objects.exists()


def test_whoever_leaves_while_oversight_signs_is_given_nothing(made, police, held):
    keys, mai, leaver = (
        OfficeKeys.generate("by-demo", police.slug),
        member(police, "mai"),
        member(police, "leaver"),
    )
    waiting = ask(police, held, document(police, keys), keys, mai, leaver)
    Person.objects.filter(pk=leaver.pk).update(is_active=False)
    done = certifying.take_in(signed(waiting, *made.oversight[:2]))
    assert done.members == 1
    assert not WrappedKey.objects.filter(member=leaver).exists()


def test_new_keys_go_to_whom_they_were_said_to_go_and_to_nobody_else(made, police, held):
    """The attack: a colleague's keys, and beside them a copy that no statement shows."""
    keys, mai, hidden = (
        OfficeKeys.generate("by-demo", police.slug),
        member(police, "mai"),
        member(police, "hidden"),
    )
    asked = document(police, keys)
    for changes in (
        {"wrapped": wrapped(keys, mai, hidden)},
        {"statements": ()},
        {"statements": membership.stated(police, keys, 2, [mai, hidden], mai)},
        {"statements": membership.stated(police, held, 2, [mai], mai)},
        {"statements": membership.stated(police, keys, 1, [mai], mai)},
        {"statements": [{"document": None}]},
    ):
        with pytest.raises(requesting.NotAsked, match="forged"):
            ask(police, held, asked, keys, mai, **changes)
    same, said = document(police, held), membership.stated(police, held, 2, [mai], mai)
    with pytest.raises(requesting.NotAsked, match="malformed"):
        requesting.ask(police, same, requests.ask(same, held.signing), (), NOW, said)
    assert not CertificateRequest.objects.exists()


def test_a_key_of_a_new_epoch_without_a_statement_is_found(made, police, held):
    """The attack: who held the keys of before is slipped into the new ones, without anybody having said so."""
    keys, mai, before = (
        OfficeKeys.generate("by-demo", police.slug),
        member(police, "mai"),
        member(police, "before"),
    )
    for person in (mai, before):
        membership.wrap(police, held, 1, person, mai)
    certifying.take_in(signed(ask(police, held, document(police, keys), keys, mai), *made.oversight[:2]))
    assert list(membership.findings()) == []
    assert (2, "mai", mai.recipient) in membership.standing(police)
    WrappedKey.objects.create(office=police, serial=2, member=before, ciphertext=keys.wrap(before.recipient))
    assert list(membership.findings()) == [("key_unsigned", police.slug, None)]
    WrappedKey.objects.filter(serial=2, member=before).delete()
    assert list(membership.findings()) == []


def test_a_renewal_needs_no_statement_anew_and_a_renewal_of_other_keys_does(made, police, held):
    mai = member(police, "mai")
    membership.wrap(police, held, 1, mai, mai)
    certifying.take_in(signed(ask(police, held, document(police, held)), *made.oversight[:2]))
    assert WrappedKey.objects.filter(serial=2, member=mai).exists()
    assert list(membership.findings()) == []
    keys = OfficeKeys.generate("by-demo", police.slug)
    certifying.take_in(signed(ask(police, held, document(police, keys), keys, mai), *made.oversight[:2]))
    certifying.take_in(signed(ask(police, keys, document(police, keys)), *made.oversight[:2]))
    assert set(WrappedKey.objects.filter(member=mai).values_list("serial", flat=True)) == {1, 2, 3, 4}
    assert list(membership.findings()) == []


def test_nobody_comes_in_between_while_new_keys_wait(made, police, held):
    keys, mai, joiner = (
        OfficeKeys.generate("by-demo", police.slug),
        member(police, "mai"),
        member(police, "joiner"),
    )
    waiting = ask(police, held, document(police, keys), keys, mai)
    with pytest.raises(membership.NotTaken, match="keys_waiting"):
        membership.wrap(police, held, 1, joiner, mai)
    certifying.take_in(signed(waiting, *made.oversight[:2]))
    membership.wrap(police, keys, 2, joiner, mai)
    assert list(membership.findings()) == []
    ask(police, keys, document(police, keys))
    membership.wrap(police, keys, 2, mai, joiner)


def test_keys_asked_for_without_saying_whose_they_are_are_not_taken_in(made, police, held):
    """As a version before this one kept them; nobody would be named."""
    keys, mai = OfficeKeys.generate("by-demo", police.slug), member(police, "mai")
    waiting = ask(police, held, document(police, keys), keys, mai)
    CertificateRequest.objects.update(statements="[]")
    with pytest.raises(requesting.NotTaken, match="ask again"):
        certifying.take_in(signed(waiting, *made.oversight[:2]))
    assert Certificate.objects.filter(office=police).count() == 1


def test_only_the_holder_of_the_present_keys_asks(police, held):
    stranger = OfficeKeys.generate("by-demo", police.slug)
    asked = document(police, stranger)
    mai = member(police, "mai")
    for signature in (
        "",
        requests.ask(asked, stranger.signing),
        requests.ask(document(police, held), held.signing),
    ):
        with pytest.raises(requesting.NotAsked, match="forged"):
            requesting.ask(police, asked, signature, wrapped(stranger, mai), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"area": "01"},
        {"remit": ["tip", "task"]},
        {"name": "Công an thành phố"},
        {"serial": 3},
        {"valid_to": "2027-12-31T00:00:00Z"},
    ],
)
def test_nothing_but_the_keys_is_the_members_to_choose(police, held, changes):
    with pytest.raises(requesting.NotAsked, match="altered"):
        ask(police, held, document(police, held, **changes))


def test_half_an_epoch_is_none(made, police, held):
    """Who left would still sign, or still read."""
    keys, mai = OfficeKeys.generate("by-demo", police.slug), member(police, "mai")
    for half in (
        {"recipient": held.identity.recipient},
        {"signing_key": held.signing.public},
    ):
        with pytest.raises(requesting.NotAsked, match="reused"):
            ask(police, held, document(police, keys, **half), keys, mai)
    with pytest.raises(requesting.NotAsked, match="no_keys"):
        ask(police, held, document(police, keys))


def test_keys_of_an_earlier_epoch_never_come_back(made, police, held):
    keys, mai = OfficeKeys.generate("by-demo", police.slug), member(police, "mai")
    waiting = ask(police, held, document(police, keys), keys, mai)
    certifying.take_in(signed(waiting, *made.oversight[:2]))
    with pytest.raises(requesting.NotAsked, match="reused"):
        ask(police, keys, document(police, held), held, mai)


def test_a_request_that_was_replaced_is_not_taken_in(made, police, held):
    mai = member(police, "mai")
    first, second = (OfficeKeys.generate("by-demo", police.slug) for _ in range(2))
    old = signed(ask(police, held, document(police, first), first, mai), *made.oversight[:2])
    ask(police, held, document(police, second), second, mai)
    with pytest.raises(requesting.NotTaken, match="asked anew"):
        certifying.take_in(old)
    assert Certificate.objects.filter(office=police).count() == 1


def test_signatures_of_strangers_count_for_nothing(made, police, held):
    waiting = ask(police, held, document(police, held))
    with pytest.raises(requesting.NotTaken, match="none of its signatures"):
        certifying.take_in(signed(waiting, SigningKey.generate(), SigningKey.generate()))
    one = certifying.take_in(signed(waiting, made.oversight[0], SigningKey.generate()))
    assert (one.issued, one.signatures) == (None, 1)


def test_a_file_that_says_less_than_the_truth_is_refused(made, police, held):
    asked = document(police, held)
    stranger = OfficeKeys.generate("by-demo", police.slug)
    true = requesting.as_file(ask(police, held, asked))
    forged = requests.Request(asked, requests.ask(asked, stranger.signing), true.previous)
    for request, code in (
        (forged, "forged"),
        (requests.Request(asked, true.signature, None), "out_of_turn"),
        (requests.Request({**asked, "serial": 3}, true.signature, true.previous), "out_of_turn"),
    ):
        with pytest.raises(requests.RequestRefused, match=code):
            requests.read(request.dump())


def test_an_oversight_keys_file_that_was_altered_is_none():
    key, other = SigningKey.generate(), SigningKey.generate()
    assert requests.read_key(requests.dump_key(key)).public == key.public
    with pytest.raises(requests.RequestRefused, match="not_a_key"):
        requests.read_key(requests.dump_key(key).replace(key.public, other.public))


@pytest.mark.parametrize(
    ("ahead", "urgent", "ending"),
    [(0, False, False), (275, False, True), (320, True, True), (400, True, True)],
)
def test_how_long_a_certificate_lasts(made, police, ahead, urgent, ending):
    # The demonstration's certificates began 60 days ago, for 390 days.
    standing = expiry.of(police, NOW + timedelta(days=ahead))
    assert (standing.is_urgent, standing.is_ending) == (urgent, ending)
    assert standing.days_left is not None
    assert abs(standing.days_left - (330 - ahead)) <= 1
