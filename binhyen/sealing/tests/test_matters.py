"""A matter read by both sides, and every forgery refused with its code."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.sealing import birth, branches, directory, envelope, filing, grants, reading
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import Identity, Phrase, ReceiptWords, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.refusals import Refused
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("matters")
BROWSER = vectors.load("from_browser")
DIRECTORY = vectors.directory_of(VECTORS["directory"])
ERRORS = {
    "BirthRefused": birth.BirthRefused,
    "CertificateRefused": directory.CertificateRefused,
    "EnvelopeRefused": envelope.EnvelopeRefused,
    "GrantRefused": grants.GrantRefused,
}


@pytest.fixture(scope="module")
def office():
    given = VECTORS["office"]
    return OfficeKeys(
        DIRECTORY.installation,
        given["office"],
        Identity.from_age(given["identity"]),
        SigningKey(from_b64url(given["signing_seed"])),
    )


@pytest.fixture(scope="module")
def receipt():
    return branches.stretch(ReceiptWords(tuple(VECTORS["receipt"])), DIRECTORY.installation)


@pytest.fixture
def scene():
    return set_up.conversation()


def contents(stream):
    return [message.content for message in stream.messages]


def test_the_office_reads_the_story_and_the_talk(office):
    opened = office.read_matter(VECTORS["for_office"], DIRECTORY)
    assert contents(opened.intake) == VECTORS["intake"]
    assert contents(opened.talk) == VECTORS["talk"]
    assert [message.side for message in opened.talk.messages] == ["office", "resident", "office"]
    assert opened.talk.messages[0].office == office.office
    assert opened.intake.refused == opened.talk.refused == ()


def test_the_receipt_reads_the_talk_and_never_the_story(receipt):
    talk = filing.read_talk(receipt, VECTORS["for_author"], DIRECTORY)
    assert contents(talk) == VECTORS["talk"]
    admitted = reading.admit(VECTORS["for_office"], DIRECTORY)
    with pytest.raises(envelope.EnvelopeRefused) as refused:
        reading.read_stream(admitted, "intake", receipt.identity, VECTORS["for_office"])
    assert refused.value.code == "malformed"


@pytest.mark.parametrize("case", VECTORS["hostile_envelopes"], ids=lambda case: case["name"])
def test_a_hostile_envelope_is_refused_and_the_rest_is_read(office, case):
    bundle = VECTORS["for_office"]
    opened = office.read_matter({**bundle, "envelopes": [*bundle["envelopes"], case["row"]]}, DIRECTORY)
    assert contents(opened.talk) == VECTORS["talk"]
    assert [code for _ref, code in opened.talk.refused] == [case["code"]]


@pytest.mark.parametrize("case", VECTORS["hostile_orders"], ids=lambda case: case["name"])
def test_envelopes_out_of_order_are_refused(office, case):
    opened = office.read_matter({**VECTORS["for_office"], "envelopes": case["envelopes"]}, DIRECTORY)
    reordered = sorted(ref for ref, code in opened.talk.refused if code == "reordered")
    assert set(case["reordered"]) & set(reordered)
    assert set(reordered) <= {row["ref"] for row in VECTORS["for_office"]["envelopes"]}
    assert len(opened.talk.messages) + len(opened.talk.refused) == len(case["envelopes"]) - 2


@pytest.mark.parametrize("case", VECTORS["hostile_bundles"], ids=lambda case: case["name"])
def test_a_hostile_bundle_is_refused(office, case):
    with pytest.raises(Refused) as refused:
        office.read_matter({**VECTORS["for_office"], **case["changes"]}, DIRECTORY)
    assert (type(refused.value), refused.value.code) == (ERRORS[case["error"]], case["code"])


def test_the_vectors_still_cover_what_the_scene_can_forge(scene):
    assert {case["name"] for case in VECTORS["hostile_envelopes"]} == set(set_up.hostile_envelopes(scene))
    assert {case["name"] for case in VECTORS["hostile_bundles"]} == set(set_up.hostile_bundles(scene))


def test_what_a_browser_sealed_is_read(office):
    """Made once by the JavaScript twin; tests/browser does the same with a live browser."""
    opened = office.read_matter(BROWSER["for_office"], DIRECTORY)
    assert contents(opened.intake) == BROWSER["intake"]
    assert contents(opened.talk) == BROWSER["talk"]
    assert opened.intake.refused == opened.talk.refused == ()


def test_an_envelope_too_large_is_not_even_decrypted(office):
    data = envelope.AGE_HEADER + bytes(envelope.MAX_CIPHERTEXT)
    with pytest.raises(envelope.EnvelopeRefused) as refused:
        envelope.open(office.identity, data, envelope.Expected("a" * 26, "talk", ()))
    assert refused.value.code == "too_large"


def test_the_largest_body_fits_and_one_byte_more_does_not(office):
    header = envelope.Chain().draft(
        matter="a" * 26, stream="talk", kind="message", author=office.signing.public
    )
    largest = bytes(envelope.MAX_BODY)
    sealed = envelope.seal(office.identity.recipient, office.signing, header, largest)
    assert len(sealed) <= envelope.MAX_CIPHERTEXT
    expected = envelope.Expected("a" * 26, "talk", {office.signing.public})
    assert envelope.open(office.identity, sealed, expected).body == largest
    with pytest.raises(envelope.EnvelopeRefused):
        envelope.seal(office.identity.recipient, office.signing, header, largest + b"x")


def test_sizes_tell_short_answers_apart_no_better_than_a_step(scene):
    lengths = set()
    for text in ("Có.", "Không, từ hôm qua đến giờ tôi không thấy ai ra vào căn nhà ấy nữa."):
        sealed = from_b64url(scene.answer(text)["envelope"]["ciphertext"])
        # The age file's own length also varies, by the random stanza that the library adds.
        lengths.add(len(envelope.decrypt(scene.read().talk.identity, sealed)))
    assert len(lengths) == 1


def test_handing_over_lets_the_next_office_read_and_answer(office, scene):
    now, province = set_up.NOW, set_up.certified(set_up.PROVINCE)
    given = office.regrant(scene.read(), DIRECTORY, province, now)
    bundle = scene.bundle(grants=given["grants"], certificates=[scene.certificate, province])
    opened = set_up.PROVINCE.read_matter(bundle, DIRECTORY)
    assert contents(opened.talk) == contents(scene.read().talk)
    row = set_up.PROVINCE.seal_message(opened, {"text": "Công an tỉnh nhận việc này."})["envelope"]
    author = scene.bundle("author", certificates=[scene.certificate, province])
    talk = filing.read_talk(scene.tip.keys, {**author, "envelopes": [*author["envelopes"], row]}, DIRECTORY)
    assert talk.messages[-1].office == set_up.PROVINCE.office


def test_keys_are_given_under_the_name_of_what_is_done(office, scene):
    now, province = set_up.NOW, set_up.certified(set_up.PROVINCE)
    shared = office.regrant(scene.read(), DIRECTORY, province, now, "shared")
    assert shared["act"]["act"] == "shared"
    with pytest.raises(ValueError, match="gives no keys"):
        office.regrant(scene.read(), DIRECTORY, province, now, "withdrawn")


def test_nothing_is_handed_over_to_an_office_whose_certificate_lapsed(office, scene):
    province = set_up.certified(set_up.PROVINCE)
    with pytest.raises(directory.CertificateRefused) as refused:
        office.regrant(scene.read(), DIRECTORY, province, set_up.TO)
    assert refused.value.code == "expired"


def test_an_office_granted_one_stream_reads_that_one(office, scene):
    grants_of_talk = [grant for grant in scene.bundle()["grants"] if grant["stream"] == "talk"]
    opened = office.read_matter(scene.bundle(grants=grants_of_talk), DIRECTORY)
    assert opened.intake is None
    assert len(opened.talk.messages) == 3
    with pytest.raises(grants.GrantRefused):
        office.seal_message(opened, {"text": "x"}, stream="intake")


def test_a_receipt_is_not_shown_another_matter(scene):
    other = set_up.file(set_up.OTHER_WORDS)
    with pytest.raises(birth.BirthRefused) as refused:
        filing.read_talk(scene.tip.keys, other.bundle("author"), DIRECTORY)
    assert refused.value.code == "wrong_matter"


def test_nobody_seals_to_an_office_that_is_not_certified():
    for certificate, code in (
        (set_up.certified(set_up.STRANGER, set_up.OVERSIGHT[:1]), "unsigned"),
        (set_up.certified(set_up.COMMUNE, valid_to=set_up.NOW), "expired"),
    ):
        with pytest.raises(directory.CertificateRefused) as refused:
            set_up.file(certificate=certificate)
        assert refused.value.code == code


def test_no_office_keeps_both_halves_by_an_earlier_certificate_of_its_own():
    earlier = set_up.certified(set_up.COMMUNE, valid_to=set_up.NOW + dt.timedelta(days=1))
    with pytest.raises(directory.CertificateRefused) as refused:
        set_up.file(custodian=earlier)
    assert refused.value.code == "wrong_office"
    assert set_up.file(custodian=set_up.certified(set_up.PROVINCE)).tip.matter


def test_what_staff_write_down_is_read_and_the_resident_can_answer(office):
    certificate = set_up.certified(set_up.COMMUNE)
    tip = office.file_tip(
        DIRECTORY,
        certificate,
        set_up.NOW,
        kind="tip",
        category="drugs",
        area="10459",
        story={"text": "Người dân gọi điện báo."},
        stretch=set_up.quick,
    )
    scene = set_up.Scene(tip, certificate, list(tip.posted["envelopes"]))
    opened = scene.read()
    assert contents(opened.intake) == [{"text": "Người dân gọi điện báo."}]
    assert opened.intake.messages[0].side == "office"
    scene.answer("Tôi nói thêm.")
    assert contents(scene.read().talk) == [{"text": "Tôi nói thêm."}]


def test_an_office_cannot_rewrite_the_story(office, scene):
    opened = scene.read()
    row = office.seal_message(opened, {"text": "Không có gì."}, stream="intake", kind="story")["envelope"]
    again = office.read_matter(scene.bundle(envelopes=[*scene.envelopes, row]), DIRECTORY)
    assert again.intake.refused == ((row["ref"], "forged"),)


def test_a_member_gets_the_office_s_keys_and_no_other():
    member, stranger = Identity.generate(), Identity.generate()
    certificate = set_up.document(set_up.COMMUNE)
    wrapped = set_up.COMMUNE.wrap(member.recipient)
    keys = OfficeKeys.unwrap(member, wrapped, certificate)
    assert keys.identity.recipient == set_up.COMMUNE.identity.recipient
    assert keys.signing.public == set_up.COMMUNE.signing.public
    with pytest.raises(envelope.EnvelopeRefused):
        OfficeKeys.unwrap(stranger, wrapped, certificate)
    with pytest.raises(directory.CertificateRefused) as refused:
        OfficeKeys.unwrap(member, set_up.STRANGER.wrap(member.recipient), certificate)
    assert refused.value.code == "wrong_office"
    with pytest.raises(envelope.EnvelopeRefused):
        OfficeKeys.unwrap(member, envelope.encrypt([member.recipient], b"{}"), certificate)


def test_what_a_member_was_given_in_the_vectors_opens(office):
    given = VECTORS["member"]
    member = branches.stretch(Phrase(tuple(given["phrase"])), DIRECTORY.installation).identity
    assert member.recipient == given["recipient"]
    certificate = VECTORS["office"]["certificate"]["document"]
    keys = OfficeKeys.unwrap(member, from_b64url(given["wrapped"]), certificate)
    assert keys.signing.public == office.signing.public
