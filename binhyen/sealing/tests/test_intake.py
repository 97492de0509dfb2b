"""The server's check: it takes what is well made, and learns nothing from it."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from binhyen.sealing import directory, filing, intake
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.envelope import AGE_HEADER, MAX_CIPHERTEXT
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.words import bare, shown

CERTIFICATE = set_up.certified(set_up.COMMUNE)
CURRENT = {directory.digest(CERTIFICATE["document"]): set_up.COMMUNE.signing.public}


@pytest.fixture(scope="module")
def tip():
    return set_up.file().tip


@pytest.fixture
def posted(tip):
    return deepcopy(tip.posted)


def code_of(posted, **how) -> str:
    how = {"certificates": CURRENT, **how}
    with pytest.raises(intake.IntakeRefused) as refused:
        intake.check(posted, how.pop("installation", set_up.INSTALLATION), **how)
    return refused.value.code


def test_a_good_report_is_taken(tip, posted):
    taken = intake.check(json.loads(json.dumps(posted)), set_up.INSTALLATION, certificates=CURRENT)
    assert taken.matter == tip.matter
    assert taken.lookup_hash == tip.keys.lookup_hash
    assert sorted((grant.stream, grant.holder) for grant in taken.grants) == [
        ("identity", "custody"),
        ("identity", "office"),
        ("intake", "office"),
        ("talk", "author"),
        ("talk", "office"),
    ]
    assert [(row.stream, row.kind) for row in taken.envelopes] == [
        ("intake", "story"),
        ("identity", "identity"),
    ]


def test_nothing_posted_holds_words_keys_or_story(tip, posted):
    text = json.dumps(posted, ensure_ascii=False)
    keys = tip.keys
    secrets = [
        *(" ".join(shown(tip.words)), bare(tip.words).decode(), "khói lạ", "AGE-SECRET-KEY"),
        *(b64url(part) for part in (keys.lookup, keys.proof, keys.reward, keys.identity.reveal())),
    ]
    assert not [secret for secret in secrets if secret in text]


def change(posted, path, value):
    at = posted
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return posted


SHORT = b64url(AGE_HEADER + b"x")
CASES = [
    (("birth", "version"), 3, "version"),
    (("birth", "category"), "gambling", "forged"),
    (("birth", "kind"), "một loại", "malformed"),
    (("birth", "certificate"), "0" * 64, "certificate"),
    (("birth", "written"), "staff", "forged"),
    (("birth",), None, "malformed"),
    (("birth_signature",), b64url(bytes(64)), "forged"),
    (("birth_signature",), b64url(bytes(63)), "malformed"),
    (("birth_signature",), 7, "malformed"),
    (("lookup_hash",), "x", "malformed"),
    (("lookup_hash",), None, "malformed"),
    (("grants",), [], "malformed"),
    (("grants",), "x", "malformed"),
    (("grants", 0, "holder"), "author", "malformed"),
    (("grants", 0, "stream"), "talk", "malformed"),
    (("grants", 0, "ciphertext"), "=", "malformed"),
    (("grants", 0, "ciphertext"), b64url(b"x" * 5000), "not_age"),
    (("grants", 0, "ciphertext"), b64url(AGE_HEADER + bytes(20_000)), "too_large"),
    (("envelopes",), [], "malformed"),
    (("envelopes", 0, "kind"), "message", "malformed"),
    (("envelopes", 0, "kind"), "Story", "malformed"),
    (("envelopes", 0, "stream"), "talk", "malformed"),
    (("envelopes", 0, "ref"), "x", "malformed"),
    (("envelopes", 0, "extra"), "x", "malformed"),
    (("envelopes", 0, "ciphertext"), SHORT, "not_age"),
    (("envelopes", 0, "ciphertext"), None, "malformed"),
    (("envelopes", 0, "ciphertext"), "A" * (MAX_CIPHERTEXT * 4 // 3 + 8), "too_large"),
]


@pytest.mark.parametrize(
    ("path", "value", "code"), CASES, ids=[f"{case[0]}: {case[2]} {i}" for i, case in enumerate(CASES)]
)
def test_what_is_not_taken(posted, path, value, code):
    assert code_of(change(posted, path, value)) == code


def test_another_installation_s_report_is_not_taken(posted):
    assert code_of(posted, installation="noi-khac") == "wrong_installation"


def test_no_door_takes_what_it_is_not_for(posted):
    assert code_of(posted, written=("server",)) == "forged"


@pytest.mark.parametrize("whole", [None, [], "x", 1, {}, {"birth": {}}])
def test_something_else_entirely_is_not_taken(whole):
    assert code_of(whole) == "malformed"


def test_one_field_more_is_not_taken(posted):
    assert code_of({**posted, "words": "x"}) == "malformed"


def test_the_same_envelope_twice_in_a_post_is_not_taken(posted):
    copy = {**posted["envelopes"][0], "kind": "attachment"}
    assert code_of({**posted, "envelopes": [posted["envelopes"][0], copy]}) == "repeated"


NAMED = {"upload": "b" * 26, "sha256": "0" * 64}


def test_what_was_uploaded_before_is_named_with_its_hash(posted):
    assert intake.check(posted, set_up.INSTALLATION).attachments == ()
    (named,) = intake.check({**posted, "attachments": [NAMED]}, set_up.INSTALLATION).attachments
    assert (named.upload, named.sha256) == ("b" * 26, "0" * 64)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "malformed"),
        ("x", "malformed"),
        ([NAMED | {"upload": "../../secret.key"}], "malformed"),
        ([NAMED | {"upload": None}], "malformed"),
        ([NAMED | {"sha256": "F" * 64}], "malformed"),
        ([NAMED | {"name": "toi.jpg"}], "malformed"),
        ([NAMED, NAMED], "repeated"),
        ([NAMED, NAMED | {"upload": "c" * 26}], "repeated"),
        (
            [
                NAMED | {"upload": f"{n}".translate(str.maketrans("0123456789", "abcdefghij")) * 26}
                for n in range(9)
            ],
            "malformed",
        ),
    ],
)
def test_what_is_not_so_named_is_not_taken(posted, rows, code):
    assert code_of({**posted, "attachments": rows}) == code


def staff_tip():
    return set_up.COMMUNE.file_tip(
        set_up.DIRECTORY,
        CERTIFICATE,
        set_up.NOW,
        kind="tip",
        category="drugs",
        area="10459",
        story={"text": "x"},
        stretch=set_up.quick,
    )


def test_what_staff_wrote_is_taken_only_with_the_certificate():
    posted = staff_tip().posted
    assert intake.check(posted, set_up.INSTALLATION, certificates=CURRENT).birth["written"] == "staff"
    assert code_of(posted, certificates=None) == "forged"
    assert code_of(posted, certificates=dict.fromkeys(CURRENT, set_up.STRANGER.signing.public)) == "forged"


def reply():
    scene = set_up.conversation()
    return scene.answer("Tôi thấy thêm một người."), scene.tip.posted["birth"]


def test_a_resident_s_message_is_taken():
    posted, born = reply()
    taken = intake.check_reply(posted, born, born["author"]["signing_key"])
    assert taken.envelope.ref == posted["envelope"]["ref"]
    assert taken.after == posted["after"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("after",), "a" * 26, "forged"),
        (("after",), "", "forged"),
        (("after",), 5, "malformed"),
        (("matter",), "a" * 26, "malformed"),
        (("signature",), b64url(bytes(64)), "forged"),
        (("envelope", "ref"), "a" * 26, "forged"),
        (("envelope", "kind"), "withdrawal", "forged"),
        (("envelope", "stream"), "intake", "malformed"),
        (("envelope", "ciphertext"), SHORT, "not_age"),
    ],
)
def test_a_message_that_the_receipt_did_not_sign_is_not_taken(path, value, code):
    posted, born = reply()
    with pytest.raises(intake.IntakeRefused) as refused:
        intake.check_reply(change(posted, path, value), born, born["author"]["signing_key"])
    assert refused.value.code == code


def test_somebody_else_s_receipt_cannot_answer_here():
    posted, _born = reply()
    other = set_up.file(set_up.OTHER_WORDS).tip.posted["birth"]
    with pytest.raises(intake.IntakeRefused):
        intake.check_reply(posted, other, other["author"]["signing_key"])


def test_an_office_s_message_and_grants_are_checked_for_form():
    scene = set_up.conversation()
    posted = set_up.COMMUNE.seal_message(scene.read(), {"text": "x"})
    envelope, after, turn = intake.check_message(posted, scene.tip.matter)
    assert (envelope.stream, after, turn) == ("talk", scene.envelopes[3]["ref"], 0)
    with pytest.raises(intake.IntakeRefused):
        intake.check_message(posted, "a" * 26)
    story = {**posted, "envelope": {**posted["envelope"], "kind": "story"}}
    with pytest.raises(intake.IntakeRefused):
        intake.check_message(story, scene.tip.matter)
    province = set_up.certified(set_up.PROVINCE)
    given = set_up.COMMUNE.regrant(scene.read(), set_up.DIRECTORY, province, set_up.NOW)
    assert len(intake.check_grants(given["grants"])) == 3
    for wrong in ([], given["grants"][:1] * 2, [{**given["grants"][0], "holder": "author"}]):
        with pytest.raises(intake.IntakeRefused):
            intake.check_grants(wrong)


def test_a_reply_is_bound_to_its_ciphertext():
    posted, born = reply()
    data = bytearray(from_b64url(posted["envelope"]["ciphertext"]))
    data[-1] ^= 1
    changed = change(posted, ("envelope", "ciphertext"), b64url(bytes(data)))
    with pytest.raises(intake.IntakeRefused) as refused:
        intake.check_reply(changed, born, born["author"]["signing_key"])
    assert refused.value.code == "forged"


def test_filing_needs_the_words_only_to_make_keys():
    first = filing.open_receipt(set_up.WORDS, set_up.INSTALLATION, stretch=set_up.quick)
    assert first.lookup_hash == set_up.quick(set_up.WORDS, set_up.INSTALLATION).lookup_hash
