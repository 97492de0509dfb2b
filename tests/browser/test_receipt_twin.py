"""Births of version 2, receipts that change and copies for a device: each side reads the other's, and refuses alike.

Modules under test: static/js/sealing/ birth, authors, replacing, device.
"""

from __future__ import annotations

import pytest

from binhyen.sealing import branches, device, replacing, words
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors
from tests.browser import sealing_page

pytestmark = pytest.mark.browser

BIRTHS, DEVICES, RECEIPTS = (vectors.load(name) for name in ("births", "devices", "receipts"))
DIRECTORY = vectors.directory_of(RECEIPTS["directory"])


@pytest.fixture(scope="module")
def run(chromium):
    with sealing_page.opened_page(chromium) as page:
        yield lambda name, given: sealing_page.run(page, name, given, of="/js/receipt-twin.js")


@pytest.fixture(scope="module")
def read_by_browser(run):
    return run("receipts", RECEIPTS)


@pytest.fixture(scope="module")
def changed_by_browser(run):
    return run("changed", RECEIPTS)


def test_births_are_believed_and_refused_alike(run):
    for case, one in zip(BIRTHS["cases"], run("births", BIRTHS), strict=True):
        if "code" in case:
            assert (one.get("name"), one.get("code")) == ("BirthRefused", case["code"]), case["name"]
        else:
            assert one == {"value": case["matter"]}, case["name"]


def test_copies_for_a_device_open_and_are_refused_alike(run):
    found = run("devices", DEVICES)
    whose = device.Whose(**DEVICES["whose"])
    assert found["opened"] == {"value": whose.recipient}
    assert found["salt"] == DEVICES["salt"]
    for case, one in zip(DEVICES["refused"], found["refused"], strict=True):
        assert (one.get("name"), one.get("code")) == ("DeviceRefused", "not_opened"), case["name"]
    assert found["another"]["code"] == "not_opened"
    assert {one["code"] for one in found["shapeless"]} == {"malformed"}
    opened = device.unwrap(device.key_of(from_b64url(DEVICES["secret"])), found["made"], whose)
    assert opened.reveal_age() == DEVICES["identity"]
    assert len(from_b64url(found["made"])) == device.LENGTH


def test_the_browser_reads_on_both_sides_what_was_changed(read_by_browser):
    whole = read_by_browser["whole"]["value"]
    assert (whole["contents"], whole["refused"]) == (RECEIPTS["talk"], [])
    assert whole["sides"] == ["office", "resident", "resident", "resident"]
    first, second, newest, stranger = read_by_browser["read"]
    assert newest == {"value": RECEIPTS["talk"]}
    assert {(one["name"], one["code"]) for one in (first, second, stranger)} == {
        ("BirthRefused", "wrong_matter")
    }


def test_changes_of_receipt_are_believed_and_refused_alike(read_by_browser):
    for case, one in zip(RECEIPTS["cases"], read_by_browser["cases"], strict=True):
        if "code" in case:
            assert (one.get("name"), one.get("code")) == ("AuthorRefused", case["code"]), case["name"]
        else:
            keys = [each["document"]["signing_key"] for each in case["authors"]]
            assert one["value"][1:] == keys, case["name"]


def test_words_that_were_replaced_speak_no_more_in_the_browser_either(read_by_browser):
    for case, one in zip(RECEIPTS["spoken"], read_by_browser["spoken"], strict=True):
        if "refused" in case:
            assert one["value"]["contents"] == RECEIPTS["talk"], case["name"]
            assert [each["code"] for each in one["value"]["refused"]] == [case["refused"]], case["name"]
        else:
            assert (one.get("name"), one.get("code")) == (case["error"], case["code"]), case["name"]


def test_python_takes_the_change_that_a_browser_made_and_reads_on(changed_by_browser):
    made = changed_by_browser
    assert made["handed"] is True
    keys = branches.stretch(words.parse_receipt(made["bare"]), DIRECTORY.installation)
    assert replacing.check(made["posted"]).lookup_hash == keys.lookup_hash
    assert sha256_hex(from_b64url(made["lookup"])) == keys.lookup_hash
    talk = set_up.COMMUNE.read_matter(made["for_office"], DIRECTORY).talk
    assert talk.refused == ()
    assert talk.messages[-1].content["text"] == "Mười từ này chỉ mình tôi biết."
    assert talk.messages[-1].side == "resident"
    assert talk.admitted.author.signing_key == keys.signing.public
    assert not talk.admitted.author.handed
