"""Receipts that change: whose words are the resident's, from where on, and what nobody may put in their place."""

from __future__ import annotations

import pytest

from binhyen.sealing import authors, birth, branches, filing, reading, replacing
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.refusals import Refused
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("receipts")
DIRECTORY = vectors.directory_of(VECTORS["directory"])
RESIDENT = ["resident", "resident", "resident"]


def keys_of(number: int) -> branches.Branches:
    return branches.stretch(ReceiptWords(tuple(VECTORS["receipts"][number])), DIRECTORY.installation)


def contents(stream):
    return [message.content for message in stream.messages]


def test_the_newest_receipt_and_the_office_read_the_whole_talk():
    talk = filing.read_talk(keys_of(2), VECTORS["for_author"], DIRECTORY)
    seen = set_up.COMMUNE.read_matter(VECTORS["for_office"], DIRECTORY).talk
    assert contents(talk) == contents(seen) == VECTORS["talk"]
    assert [each.side for each in seen.messages] == ["office", *RESIDENT]
    assert talk.refused == seen.refused == ()
    assert [each.handed for each in talk.admitted.authors] == [True, False, True]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_no_other_receipt_opens_it(number):
    with pytest.raises(birth.BirthRefused, match="wrong_matter"):
        filing.read_talk(keys_of(number), VECTORS["for_author"], DIRECTORY)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_changes_are_believed_or_refused(case):
    bundle = {**VECTORS["for_office"], "authors": case["authors"]}
    if "code" not in case:
        found = reading.admit(bundle, DIRECTORY).authors[1:]
        assert [each.signing_key for each in found] == [
            each["document"]["signing_key"] for each in case["authors"]
        ]
        return
    with pytest.raises(authors.AuthorRefused) as refused:
        reading.admit(bundle, DIRECTORY)
    assert refused.value.code == case["code"]


@pytest.mark.parametrize("case", VECTORS["spoken"], ids=lambda case: case["name"])
def test_words_that_were_replaced_speak_no_more(case):
    bundle = {**VECTORS["for_office"], "envelopes": case["envelopes"]}
    if "refused" in case:
        talk = set_up.COMMUNE.read_matter(bundle, DIRECTORY).talk
        assert [code for _ref, code in talk.refused] == [case["refused"]]
        assert contents(talk) == VECTORS["talk"]
        return
    with pytest.raises(Refused) as refused:
        set_up.COMMUNE.read_matter(bundle, DIRECTORY)
    assert (type(refused.value).__name__, refused.value.code) == (case["error"], case["code"])


def test_what_was_posted_has_the_form_that_a_server_takes():
    own, by_office = VECTORS["posted"]
    assert replacing.check(own).lookup_hash == keys_of(1).lookup_hash
    by_office = {name: value for name, value in by_office.items() if name != "act_signature"}
    assert replacing.check(by_office).lookup_hash == keys_of(2).lookup_hash
