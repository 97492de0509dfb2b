"""Posting a sealed report: what is taken, what is refused and in which words, and what the answer promises."""

from __future__ import annotations

import copy
import json

import pytest

from binhyen.matters import clock
from binhyen.matters.models import Entry, Matter
from binhyen.offices import certificates, demonstration
from binhyen.offices.models import Certificate
from binhyen.receiving import filing, story
from binhyen.sealing.encoding import b64url

URL = "/bao-tin/gui/"
MATTERS = Matter.objects


def post(client, posted, url=URL, **headers):
    return client.post(url, json.dumps(posted), content_type="application/json", headers=headers)


def test_a_sealed_report_is_stored_with_its_office(client, resident):
    filed = resident.seals()
    answer = post(client, filed.posted)
    assert answer.status_code == 201
    assert answer.json()["code"] == "stored"
    assert answer.json()["kept"] is True
    matter = MATTERS.get(ref=filed.matter)
    assert (matter.state, matter.category, matter.sealed) == ("received", "gambling", "browser")
    assert matter.office.slug == "cong-an-xa-huong-son"
    assert matter.area.code == "10489"
    assert matter.receipt.lookup_hash == filed.keys.lookup_hash
    assert matter.grants.count() == 5
    entry = Entry.objects.get(matter=matter)
    assert (entry.precision, entry.by_id, entry.role) == ("hour", None, "resident")


def test_what_comes_next_is_said_with_days_and_articles(client, resident):
    coming = post(client, resident.seals().posted).json()["next"]
    assert [each["what"] for each in coming] == ["Chuyển cơ quan điều tra", "Giải quyết"]
    assert all(each["on"] and each["basis"] for each in coming)


def test_the_same_report_twice_is_stored_once(client, resident):
    filed = resident.seals()
    assert post(client, filed.posted).status_code == 201
    again = post(client, filed.posted)
    assert (again.status_code, again.json()["code"]) == (200, "already_stored")
    assert MATTERS.count() == 1


def test_an_opened_office_reads_the_story(client, resident):
    from binhyen.matters.bundles import bundle
    from binhyen.offices.directory import for_reading

    filed = resident.seals(text="Ba người đánh bạc.")
    post(client, filed.posted)
    matter = MATTERS.get(ref=filed.matter)
    keys = resident.made.keys["cong-an-xa-huong-son"]
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    assert keys.read_matter(held, for_reading()).intake.messages[0].content["text"] == "Ba người đánh bạc."


def test_a_report_about_the_office_goes_above_and_names_no_commune(client, resident):
    filed = resident.seals(area="01", office="cong-an-thanh-pho-ha-noi")
    assert post(client, filed.posted).status_code == 201
    matter = MATTERS.get()
    assert matter.office.slug == "cong-an-thanh-pho-ha-noi"
    assert matter.area.code == "01"
    assert "10489" not in Entry.objects.get(matter=matter).facts


def test_nothing_is_set_or_stored_in_the_sender(client, resident):
    answer = post(client, resident.seals().posted)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


WRONG = {
    "not an object": (lambda posted: [posted], 400, "broken"),
    "nothing": (lambda posted: {}, 400, "broken"),
    "a field more": (lambda posted: posted | {"story": "Sòng bạc sau chợ"}, 400, "broken"),
    "a number for a birth": (lambda posted: posted | {"birth": 7}, 400, "broken"),
    "deep": (lambda posted: posted | {"grants": [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}, 400, "broken"),
    "another signature": (lambda posted: posted | {"birth_signature": b64url(bytes(64))}, 422, "refused"),
    "an altered category": (
        lambda posted: posted | {"birth": posted["birth"] | {"category": "theft"}},
        422,
        "refused",
    ),
    "prose instead of an age file": (
        lambda posted: (
            posted | {"envelopes": [posted["envelopes"][0] | {"ciphertext": b64url(b"clear" * 999)}]}
        ),
        422,
        "refused",
    ),
    "a huge envelope": (
        lambda posted: posted | {"envelopes": [posted["envelopes"][0] | {"ciphertext": "A" * 3_000_000}]},
        413,
        "too_large",
    ),
    "another installation": (
        lambda posted: posted | {"birth": posted["birth"] | {"installation": "by-other"}},
        409,
        "directory",
    ),
    "a version to come": (
        lambda posted: posted | {"birth": posted["birth"] | {"version": 3}},
        409,
        "directory",
    ),
}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_bad_post_is_told_apart_and_nothing_is_kept(client, resident, wrong, language):
    change, status, code = WRONG[wrong]
    posted = change(copy.deepcopy(resident.seals().posted))
    answer = post(client, posted, url=language + URL)
    assert answer.status_code == status
    said = answer.json()
    assert (said["code"], said["kept"]) == (code, False)
    assert said["message"]
    assert ("hãy" in said["message"].lower()) == (language == "")
    assert MATTERS.count() == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'{"a":1.5}', b'{"a":1,"a":2}', b"[" * 100_000, b'"\\ud800"']
)
def test_bytes_that_are_no_json_are_broken(client, made, body):
    answer = client.post(URL, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "broken")


def test_a_body_beyond_every_bound_is_too_large(client, made):
    answer = client.post(URL, b'"' + b"a" * 6_000_000 + b'"', content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("letter", ["ế", "😀", "\x01", '"'])
def test_whatever_fits_the_form_fits_the_door(client, resident, letter):
    body = story.compose(
        text=letter * story.LONGEST_STORY,
        commune=("10489", "Xã Hương Sơn"),
        hamlet=letter * 120,
        place=letter * 300,
        identity="keep",
    )
    assert post(client, resident.seals(story=body).posted).status_code == 201


def test_a_story_that_no_form_gives_is_too_large(client, resident):
    answer = post(client, resident.seals(text="ế" * 50_000).posted)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert MATTERS.count() == 0


def test_a_category_nobody_knows_is_unknown(client, resident):
    answer = post(client, resident.seals(category="protest").posted)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_place")


def test_another_communes_office_is_not_the_addressee(client, resident):
    answer = post(client, resident.seals(area="10465").posted)
    assert (answer.status_code, answer.json()["code"]) == (409, "directory")
    assert {area["code"] for area in answer.json()["directory"]["areas"]} == {
        "10441",
        "10465",
        "10459",
        "10489",
    }


def test_a_renewed_certificate_asks_to_seal_again(client, resident):
    filed = resident.seals()
    office = resident.made.offices["cong-an-xa-huong-son"]
    keys = resident.made.keys[office.slug]
    demonstration.certify(office, keys, resident.made.oversight[:2], clock.now())
    answer = post(client, filed.posted)
    assert (answer.status_code, answer.json()["code"]) == (409, "directory")
    fresh = answer.json()["directory"]["offices"][office.slug]["certificate"]
    assert fresh == certificates.current(office, clock.now()).as_posted()
    assert Certificate.objects.filter(office=office).count() == 2


def test_a_report_that_arrived_before_the_certificate_was_renewed_is_known_again(client, resident):
    """Its answer was lost: told to seal again, its sender would file it twice and throw away the words that open it."""
    filed = resident.seals()
    assert post(client, filed.posted).status_code == 201
    office = resident.made.offices["cong-an-xa-huong-son"]
    demonstration.certify(office, resident.made.keys[office.slug], resident.made.oversight[:2], clock.now())
    filing.forget()
    again = post(client, filed.posted)
    assert (again.status_code, again.json()["code"]) == (200, "already_stored")
    assert MATTERS.count() == 1


def test_a_report_sealed_on_the_server_may_not_pass_for_a_browsers(client, resident):
    answer = post(client, resident.seals(written="server").posted)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_the_same_words_open_one_report_only(client, resident):
    first = resident.seals()
    post(client, first.posted)
    second = resident.seals(words=first.words)
    answer = post(client, second.posted)
    assert (answer.status_code, answer.json()["code"]) == (409, "reused")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_cannot_file_through_its_visitors(client, resident, headers):
    answer = post(client, resident.seals().posted, **headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "another_site")


def test_only_posts_are_answered(client, made):
    assert client.get(URL).status_code == 405
