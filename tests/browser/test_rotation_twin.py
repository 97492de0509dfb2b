"""Rotations and keys given anew are one protocol too: each side reads what the other rotated, and refuses alike."""

from __future__ import annotations

import pytest

from binhyen.sealing import acts, branches, envelope, filing, intake, reading, rotations
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.tests import make_rotation_vectors as made
from binhyen.sealing.tests import vectors
from tests.browser import sealing_page

pytestmark = pytest.mark.browser

VECTORS = vectors.load("rotations")
DIRECTORY = vectors.directory_of(VECTORS["directory"])
TWIN = "/js/rotation-twin.js"


@pytest.fixture(scope="module")
def page(chromium):
    with sealing_page.opened_page(chromium) as page:
        yield page


@pytest.fixture(scope="module")
def read_by_browser(page):
    return sealing_page.run(page, "rotated", VECTORS, of=TWIN)


@pytest.fixture(scope="module")
def made_by_browser(page):
    return sealing_page.run(page, "regranted", VECTORS, of=TWIN)


def contents(stream):
    return [message.content for message in stream.messages]


def test_the_browser_reads_on_both_sides_what_python_rotated(read_by_browser):
    assert read_by_browser["talk"] == read_by_browser["seen"] == VECTORS["talk"]
    assert read_by_browser["refused"] == []


def test_rotations_are_believed_and_refused_alike(read_by_browser):
    for case, one in zip(VECTORS["cases"], read_by_browser["cases"], strict=True):
        if "code" in case:
            assert (one.get("name"), one.get("code")) == ("RotationRefused", case["code"]), case["name"]
        else:
            bundle = {**VECTORS["for_office"], "rotations": case["rotations"]}
            assert tuple(one["value"]) == reading.admit(bundle, DIRECTORY).recipients["talk"], case["name"]


def test_keys_that_the_rotation_does_not_bear_are_refused_alike(read_by_browser):
    for case, one in zip(VECTORS["regrantings"], read_by_browser["regrantings"], strict=True):
        assert (one.get("name"), one.get("code")) == (case["error"], case["code"]), case["name"]


def test_python_reads_what_the_browser_gave_anew(made_by_browser):
    opened = made.NEW.read_matter(made_by_browser["for_office"], DIRECTORY)
    said = ["Sau khi cấp lại khóa.", "Vâng, tôi vẫn đọc được."]
    assert [each["text"] for each in contents(opened.talk)][-2:] == said
    assert contents(opened.talk)[:-2] == VECTORS["talk"][:-2]
    assert opened.talk.refused == opened.intake.refused == ()
    keys = branches.stretch(ReceiptWords(tuple(VECTORS["receipt"])), DIRECTORY.installation)
    assert contents(filing.read_talk(keys, made_by_browser["for_author"], DIRECTORY)) == contents(opened.talk)
    assert len(opened.talk.identities) == 2
    with pytest.raises(envelope.EnvelopeRefused):
        made.OLD.read_matter(made_by_browser["for_office"], DIRECTORY)


def test_the_browser_signs_what_it_gives_anew(made_by_browser):
    given, born = made_by_browser["made"], VECTORS["before"]["birth"]
    certified = [each["document"] for each in VECTORS["certificates"]]
    acts.verify(given["act"], from_b64url(given["signature"]), [certified[1]["signing_key"]])
    wrapped = b"".join(from_b64url(row["ciphertext"]) for row in given["grants"])
    assert (given["act"]["act"], given["act"]["sha256"]) == ("regranted", sha256_hex(wrapped))
    rotations.verify(given["rotation"]["document"], given["rotation"]["signature"], born, certified)
    assert {row["turn"] for row in given["grants"]} == {0, 1}
    assert made_by_browser["asked"]["turn"] == made_by_browser["reply"]["turn"] == 1
    assert (
        intake.check_reply(made_by_browser["reply"], born, born["author"]["signing_key"]).matter
        == given["matter"]
    )


def test_the_browser_gives_nothing_to_other_keys_and_nothing_of_another_matter(made_by_browser):
    wrong = made_by_browser["wrong"]["value"]
    assert (wrong["regranted"], [each["code"] for each in wrong["refused"]]) == ([], ["wrong_office"])
    assert made_by_browser["moved"]["regranted"] == []
    assert [each["code"] for each in made_by_browser["moved"]["refused"]] == ["not_open"]
    assert made_by_browser["refused"] == []
