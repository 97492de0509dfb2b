"""Certificates: made in a chain, signed by enough oversight keys, never changed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from binhyen.offices import certificates, demonstration, directory, routing
from binhyen.offices.models import Certificate, Office
from binhyen.sealing import directory as sealing
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days

# Ten in the morning in Vietnam: which certificate is in force is asked by the day.
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


def next_document(police, keys):
    return certificates.draft(
        police,
        recipient=keys.identity.recipient,
        signing_key=keys.signing.public,
        valid_from=NOW,
        valid_to=NOW + timedelta(days=300),
    )


def signed(document, *keys):
    return {key.public: sealing.sign(document, key) for key in keys}


def test_every_office_that_answers_today_can_be_sealed_to(made):
    shown = directory.for_browser()
    assert len(made.keys) == 10
    assert "ban-chi-dao-138-thanh-pho-ha-noi" not in made.keys
    assert not any(slug.endswith("-2016") for slug in made.keys)
    for slug in made.keys:
        certificate = certificates.current(made.offices[slug], NOW).for_browser()
        sealing.verify(
            certificate["document"],
            certificate["signatures"],
            shown["roots"],
            shown["threshold"],
            NOW,
            office=slug,
            installation="by-demo",
        )
        assert sealing.digest(certificate["document"]) == certificate["hash"]


def test_the_table_carries_both_certificates(made):
    table = json.loads(json.dumps(routing.table("tip", days.today())))
    for row in table["areas"]:
        for slug in (row["office"], row["upper"]):
            assert table["offices"][slug]["certificate"]["document"]["office"] == slug


def test_the_directory_is_shown_as_eight_words(made):
    assert len(directory.for_browser()["words"]) == 8
    assert directory.for_reading().threshold == 2
    assert {label for label in directory.current().keys.values_list("label", flat=True)} == set(
        demonstration.HOLDERS
    )


def test_without_oversight_keys_there_is_no_directory(db):
    with pytest.raises(directory.NoDirectory):
        directory.for_browser()
    with pytest.raises(ValueError):
        directory.make("by-x", {"key": "label"}, 2)


def test_the_next_certificate_follows_the_last(made, police):
    keys = OfficeKeys.generate("by-demo", police.slug)
    document = next_document(police, keys)
    assert document["serial"] == 2
    before = directory.head()
    issued = certificates.issue(police, document, signed(document, *made.oversight[:2]))
    assert issued.serial == 2
    assert certificates.current(police, NOW + timedelta(minutes=1)) == issued
    assert certificates.newest([police], days.today())[police.pk] == issued
    assert directory.head() != before


def test_a_certificate_of_this_evening_is_not_handed_out_yet(made, police):
    keys = OfficeKeys.generate("by-demo", police.slug)
    begins = NOW + timedelta(minutes=30)
    document = {**next_document(police, keys), "valid_from": sealing.instant(begins)}
    certificates.issue(police, document, signed(document, *made.oversight[:2]))
    assert certificates.newest([police], days.today())[police.pk].serial == 1
    assert certificates.newest([police], (NOW + timedelta(days=3)).date())[police.pk].serial == 2


def test_a_second_history_is_refused(made, police):
    keys = OfficeKeys.generate("by-demo", police.slug)
    first = next_document(police, keys)
    certificates.issue(police, first, signed(first, *made.oversight[:2]))
    for wrong in (
        first,
        {**first, "serial": 4, "previous": "0" * 64},
        {**first, "serial": 3, "previous": "0" * 64},
        {**first, "serial": 1, "previous": ""},
    ):
        with pytest.raises(certificates.OutOfTurn):
            certificates.issue(police, wrong, signed(wrong, *made.oversight))


@pytest.mark.parametrize(
    ("change", "signers", "code"),
    [
        ({}, 1, "unsigned"),
        ({"office": "cong-an-xa-hong-son"}, 2, "wrong_office"),
        ({"installation": "by-other"}, 2, "wrong_office"),
        ({"valid_to": "2099-01-01T00:00:00Z"}, 2, "too_long"),
        ({"recipient": "age1nobody"}, 2, "malformed"),
    ],
)
def test_what_oversight_did_not_mean_is_refused(made, police, change, signers, code):
    document = next_document(police, OfficeKeys.generate("by-demo", police.slug))
    signatures = signed(document, *made.oversight[:signers])
    changed = {**document, **change}
    if code not in ("unsigned", "malformed"):
        signatures = signed(changed, *made.oversight[:signers])
    with pytest.raises(sealing.CertificateRefused) as refused:
        certificates.issue(police, changed, signatures)
    assert refused.value.code == code
    assert police.certificates.count() == 1


def test_a_stranger_does_not_count_as_oversight(made, police):
    document = next_document(police, OfficeKeys.generate("by-demo", police.slug))
    with pytest.raises(sealing.CertificateRefused):
        certificates.issue(police, document, signed(document, made.oversight[0], SigningKey.generate()))


def test_a_lapsed_certificate_is_not_handed_out(made, police):
    later = NOW + timedelta(days=400)
    assert certificates.current(police, later) is None
    assert certificates.newest([police], later.date()) == {}
    assert routing.table("tip", later.date())["offices"][police.slug]["certificate"] is None


def test_certificates_are_never_changed_nor_deleted(made, police):
    certificate = police.certificates.get()
    certificate.document = "{}"
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save()
    for change in (
        certificate.delete,
        Certificate.objects.all().delete,
        lambda: Certificate.objects.update(serial=9),
        lambda: Certificate.objects.bulk_update([certificate], ["serial"]),
    ):
        with pytest.raises(TypeError):
            change()
    assert Certificate.objects.get(pk=certificate.pk).document != "{}"


def test_the_demonstration_is_made_once(made):
    with pytest.raises(RuntimeError):
        demonstration.make("by-demo")
    before = Office.objects.count()
    demonstration.make_offices()
    assert Office.objects.count() == before


def test_the_offices_of_2016_and_of_today(made):
    in_2016 = Office.objects.on(datetime(2016, 6, 1, tzinfo=UTC).date())
    assert in_2016.filter(slug__endswith="-2016").count() == 22
    assert in_2016.filter(slug="cong-an-huyen-my-duc").exists()
    now = Office.objects.on(days.today())
    assert not now.filter(slug__endswith="-2016").exists()
    assert now.filter(type="police").count() == 5
    # Of the four communes, and of the province, whose chair decides about communes.
    assert now.filter(type="peoples_committee").count() == 5
