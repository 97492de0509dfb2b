"""Certificates and birth statements: what oversight and authors vouch for, and nothing more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from binhyen.sealing import birth, directory
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.tests import scene, vectors

CERTIFICATES = vectors.load("certificates")
MATTERS = vectors.load("matters")


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@pytest.mark.parametrize("case", CERTIFICATES["cases"], ids=lambda case: case["name"])
def test_a_certificate(case):
    of = vectors.directory_of(CERTIFICATES["directory"])

    def verify() -> None:
        directory.verify(
            case["certificate"]["document"],
            case["certificate"]["signatures"],
            of.roots,
            of.threshold,
            moment(case.get("now", CERTIFICATES["now"])),
            case.get("floor_serial", 0),
            office=case.get("office"),
            installation=of.installation,
        )

    if "code" not in case:
        verify()
        return
    with pytest.raises(directory.CertificateRefused) as refused:
        verify()
    assert refused.value.code == case["code"]


def test_one_root_named_twice_counts_once():
    certificate = scene.certified(scene.COMMUNE, scene.OVERSIGHT[:1])
    root = scene.OVERSIGHT[0].public
    with pytest.raises(directory.CertificateRefused) as refused:
        directory.verify(certificate["document"], certificate["signatures"], [root, root], 2, scene.NOW)
    assert refused.value.code == "unsigned"


def test_a_threshold_of_nought_lets_nobody_in():
    document = scene.document(scene.COMMUNE)
    with pytest.raises(directory.CertificateRefused):
        directory.verify(document, {}, scene.DIRECTORY.roots, 0, scene.NOW)


def test_roots_are_told_by_eight_words():
    of = vectors.directory_of(CERTIFICATES["directory"])
    assert list(directory.root_words(of.roots)) == CERTIFICATES["root_words"]
    assert directory.root_words(reversed(of.roots)) == directory.root_words(of.roots)
    assert directory.root_words(of.roots[:2]) != directory.root_words(of.roots)
    recipient, eight = CERTIFICATES["recipient_words"]
    assert list(directory.recipient_words(recipient)) == eight


def test_the_digest_names_a_certificate():
    assert directory.digest(CERTIFICATES["cases"][0]["certificate"]["document"]) == CERTIFICATES["digest"]


def test_a_birth_names_its_matter():
    posted = MATTERS["posted"]
    signature = from_b64url(posted["birth_signature"])
    assert birth.verify(posted["birth"], signature, matter=MATTERS["matter"]) == MATTERS["matter"]
    assert len(MATTERS["matter"]) == 26


def statement(**changes):
    author = SigningKey(scene.seed("author"))
    parts = {
        "installation": scene.INSTALLATION,
        "certificate": "0" * 64,
        "intake": Identity(scene.seed("i")).recipient,
        "talk": Identity(scene.seed("t")).recipient,
        "author_recipient": Identity(scene.seed("a")).recipient,
        "author_key": author.public,
        "written": "browser",
        "signer": author.public,
        "kind": "tip",
        "category": "drugs",
        "area": "10459",
    }
    return birth.statement(**{**parts, **changes})


@pytest.mark.parametrize("name", sorted(statement().keys() - {"version", "author"}))
@pytest.mark.parametrize("wrong", [None, 1, "", "x y", "\n", ["a"], {}])
def test_a_birth_of_another_form_is_refused(name, wrong):
    with pytest.raises(birth.BirthRefused) as refused:
        birth.check_shape({**statement(), name: wrong})
    assert refused.value.code == "malformed"


def test_what_staff_write_holds_only_with_the_office_s_certified_key():
    office, key = SigningKey(scene.seed("office")), scene.STRANGER.signing
    made = statement(written="staff", signer=office.public)
    signature = birth.sign(made, office)
    assert birth.verify(made, signature, office_key=office.public) == birth.ref(made)
    with pytest.raises(birth.BirthRefused) as refused:
        birth.verify(made, signature, office_key=key.public)
    assert refused.value.code == "wrong_signer"


def test_staff_cannot_be_the_resident_as_well():
    author = SigningKey(scene.seed("author"))
    made = statement(written="staff")
    with pytest.raises(birth.BirthRefused) as refused:
        birth.verify(made, birth.sign(made, author))
    assert refused.value.code == "wrong_signer"


def test_nobody_signs_in_another_s_name():
    with pytest.raises(ValueError):
        birth.sign(statement(), scene.STRANGER.signing)
