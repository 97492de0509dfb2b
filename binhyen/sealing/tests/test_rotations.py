"""Rotations and keys given anew: what holds is read by both sides, what does not is refused with its code."""

from __future__ import annotations

import pytest

from binhyen.sealing import acts, branches, canonical, filing, reading, rotations
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.refusals import Refused
from binhyen.sealing.tests import make_rotation_vectors as made
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("rotations")
DIRECTORY = vectors.directory_of(VECTORS["directory"])
NEWEST = VECTORS["certificates"][1]["document"]["signing_key"]


def contents(stream):
    return [message.content for message in stream.messages]


def test_what_a_rotation_left_behind_is_read_by_both_sides():
    opened = made.NEW.read_matter(VECTORS["for_office"], DIRECTORY)
    assert contents(opened.talk) == VECTORS["talk"]
    assert opened.talk.refused == ()
    assert contents(opened.intake)[0]["text"]
    keys = branches.stretch(ReceiptWords(tuple(VECTORS["receipt"])), DIRECTORY.installation)
    talk = filing.read_talk(keys, VECTORS["for_author"], DIRECTORY)
    assert contents(talk) == VECTORS["talk"]
    assert talk.turn == 1


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_rotations_are_believed_or_refused(case):
    bundle = {**VECTORS["for_office"], "rotations": case["rotations"]}
    if "code" not in case:
        assert reading.admit(bundle, DIRECTORY).recipients["talk"][1:] == tuple(
            each["document"]["recipient"] for each in case["rotations"]
        )
        return
    with pytest.raises(rotations.RotationRefused) as refused:
        reading.admit(bundle, DIRECTORY)
    assert refused.value.code == case["code"]


@pytest.mark.parametrize("case", VECTORS["regrantings"], ids=lambda case: case["name"])
def test_grants_that_the_rotation_does_not_bear_are_refused(case):
    with pytest.raises(Refused) as refused:
        made.NEW.read_matter({**VECTORS["for_office"], "grants": case["grants"]}, DIRECTORY)
    assert (type(refused.value).__name__, refused.value.code) == (case["error"], case["code"])


def test_what_was_given_anew_is_signed_as_it_is_posted():
    given = VECTORS["regranted"]
    acts.verify(given["act"], from_b64url(given["signature"]), [NEWEST])
    wrapped = b"".join(from_b64url(row["ciphertext"]) for row in given["grants"])
    assert (given["act"]["act"], given["act"]["sha256"]) == ("regranted", sha256_hex(wrapped))


def test_the_vectors_still_cover_what_can_be_forged():
    epochs = made.Epochs(set_up.quick)
    assert [case["name"] for case in VECTORS["cases"]] == [case["name"] for case in made.cases(epochs)]
    names = [case["name"] for case in made.regrantings(epochs)]
    assert [case["name"] for case in VECTORS["regrantings"]] == names


def test_a_signature_of_another_sort_is_none():
    """An act that the office signed cannot be shown as its rotation."""
    document = VECTORS["regranted"]["rotation"]["document"]
    sealed = b64url(made.NEW.signing.sign(b"binhyen-act/1\n" + canonical.encode(document)))
    born = VECTORS["for_office"]["birth"]
    with pytest.raises(rotations.RotationRefused, match="forged"):
        rotations.verify(document, sealed, born, [each["document"] for each in VECTORS["certificates"]])
