"""The browser's sealing and Python's are one protocol: each opens what the other made, and both refuse alike."""

from __future__ import annotations

import base64
import io
import re

import pyrage
import pytest
import segno

from binhyen.matters import merkle, notes
from binhyen.matters.checkpoints import proofs_line
from binhyen.sealing import acts, attachment, branches, directory, filing, intake, membership, words
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors
from tests.browser import sealing_page
from tests.browser.sealing_page import run

pytestmark = pytest.mark.browser

MATTERS = vectors.load("matters")
DIRECTORY = vectors.directory_of(MATTERS["directory"])
CERTIFICATE = MATTERS["office"]["certificate"]


@pytest.fixture(scope="module")
def browser_page(chromium):
    with sealing_page.opened_page(chromium) as page:
        yield page


@pytest.fixture
def page(browser_page):
    """The page, freshly loaded, which must not have complained when the test ends (a CSP or Trusted Types stop)."""
    complaints = []
    listeners = {
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda message: message.type == "error" and complaints.append(message.text),
    }
    browser_page.reload()
    for event, listener in listeners.items():
        browser_page.on(event, listener)
    yield browser_page
    for event, listener in listeners.items():
        browser_page.remove_listener(event, listener)
    assert complaints == []


@pytest.fixture(scope="module")
def conversation(browser_page):
    return sealing_page.converse(browser_page)


@pytest.fixture(scope="module")
def read_by_browser(browser_page):
    return run(browser_page, "bundles", MATTERS)


def contents(stream):
    return [message.content for message in stream.messages]


def test_both_have_the_same_words(page):
    assert run(page, "wordlist") == list(words.wordlist())


def test_both_read_what_people_type_alike(page):
    cases = vectors.load("typed")["cases"]
    for case, found in zip(cases, run(page, "typed", cases), strict=True):
        if "indices" in case:
            assert found == {"value": case["indices"]}, case
        else:
            assert (found["name"], found["code"]) == ("WordsError", case["code"]), case
            details = {name: value for name, value in found["details"].items() if value is not None}
            assert details == case["details"], case


def test_both_read_single_syllables_alike(page):
    single = vectors.load("typed")["single"]
    listed = words.wordlist()
    receipts = [
        words.with_check((listed.index(word), *range(1, 9)), words.RECEIPT) for word in single.values()
    ]
    typed = [
        {"kind": "receipt", "text": " ".join([text, *words.spell(receipt)[1:]])}
        for text, receipt in zip(single, receipts, strict=True)
    ]
    assert run(page, "typed", typed) == [{"value": list(receipt)} for receipt in receipts]


def test_both_read_one_word_alike(page):
    single = vectors.load("typed")["single"]
    none = ["", "gạo mây", "xyz", "7"]
    assert run(page, "readWords", [*single, *none]) == [*single.values(), None, None, None, None]
    assert [words.read_word(text) for text in [*single, *none]] == [*single.values(), None, None, None, None]


def test_both_find_the_same_spilled_receipts(page):
    cases = vectors.load("spilled")
    own = list(set_up.WORDS.indices())
    assert run(page, "spilled", [case["text"] for case in cases], own) == cases
    assert {(case["own"], case["any"]) for case in cases} == {
        (a, b) for a in (True, False) for b in (True, False)
    }


def test_both_read_proofs_and_checkpoints_alike(page):
    case = vectors.load("proofs")
    leaves = sorted([bytes.fromhex(case["leaf"]), *(bytes([n]) * 32 for n in range(10))])
    hashes, index = [merkle.leaf_hash(leaf) for leaf in leaves], leaves.index(bytes.fromhex(case["leaf"]))
    extra = ("checkpoint 7", "made 2026-07-02T00:00:00Z", proofs_line(hashes))
    note = notes.sign(notes.Note(case["installation"], 3, b"r" * 32, extra), bytes(range(32)))
    path = [base64.b64encode(each).decode() for each in merkle.path(hashes, index)]
    found = run(page, "proofs", case, {"note": note, "index": index, "path": path})
    assert found["value"] == {"statement": case["statement"], "leaf": case["leaf"]}
    assert found["codes"] == {code: [code] * len(texts) for code, texts in case["refused"].items()}
    assert found["fits"] is True
    assert found["held"] == {"value": {"number": 7, "madeAt": "2026-07-02T00:00:00Z"}}
    assert [found[name] for name in ("beside", "longer", "altered")] == ["forged"] * 3


def test_both_make_the_same_claims_of_rewards(page):
    case = vectors.load("claims")
    assert run(page, "claims", case) == case["made"]


def test_the_browser_tells_every_slip_too(page):
    receipt = words.with_check((0, 511, 256, 1, 2, 300, 77, 400, 9), words.RECEIPT)
    assert run(page, "slips", list(receipt)) == 10 * 511 + 45


def test_both_make_the_same_keys(page):
    keys = vectors.load("stretched")
    assert run(page, "stretched", keys) == keys


def test_both_have_the_same_canonical_json(page):
    cases = vectors.load("canonical_json")
    found = run(page, "canonicalJson", cases)
    assert found["texts"] == [case["text"] for case in cases["encoded"]]
    assert all(one.get("name") == "NotCanonical" for one in found["refused"] + found["never"])


def test_both_pad_to_the_same_steps(page):
    lengths, padded = zip(*vectors.load("padded"), strict=True)
    assert run(page, "padded", lengths) == list(padded)


def test_both_know_the_same_recipients(page):
    good = Identity(bytes(32)).recipient
    assert run(page, "recipients", [good]) == [True]
    bad = [good.upper(), good[:-1], good[:-1] + "b", "age1pq1" + good[5:], "", None, 5]
    assert run(page, "recipients", bad) == [False] * len(bad)


def test_both_accept_and_refuse_the_same_certificates(page):
    cases = vectors.load("certificates")
    found = run(page, "certificates", cases)
    for case, one in zip(cases["cases"], found["cases"], strict=True):
        assert one.get("code") == case.get("code"), case["name"]
    assert found["rootWords"] == cases["root_words"]
    assert found["recipientWords"] == cases["recipient_words"][1]
    assert found["digest"] == cases["digest"]


def test_both_believe_and_refuse_the_same_statements_about_members(page):
    given = vectors.load("membership")
    found = run(page, "memberships", given, b64url(set_up.COMMUNE.signing.reveal()))
    for case, one in zip(given["cases"], found["cases"], strict=True):
        assert one.get("code") == case.get("code"), case["name"]
        if "holders" in case:
            assert sorted(one["value"], key=str) == sorted(case["holders"], key=str), case["name"]
    assert found["digest"] == given["digest"]
    assert found["signature"] == given["cases"][1]["statements"][0]["signature"]


def test_both_believe_and_refuse_the_same_recovery_recipients(page):
    given = vectors.load("recovery")
    for case, one in zip(given["cases"], run(page, "recoveries", given), strict=True):
        assert one.get("code") == case.get("code"), case["name"]
        if "code" not in case:
            assert one["value"] == case["document"]["recipient"]


def test_an_oversight_key_that_is_named_twice_is_one(page):
    given = vectors.load("recovery")
    good = next(case for case in given["cases"] if "code" not in case)
    assert given["directory"]["threshold"] == 2
    for root in good["signatures"]:
        twice = given["directory"] | {"roots": [root, root]}
        (found,) = run(page, "recoveries", {"directory": twice, "cases": [good]})
        assert found["code"] == "unsigned"


def test_the_browser_reads_what_python_sealed(read_by_browser):
    whole = read_by_browser["whole"]["value"]
    assert whole["intake"] == {"contents": MATTERS["intake"], "refused": []}
    assert whole["talk"] == {"contents": MATTERS["talk"], "refused": []}
    office = MATTERS["office"]["office"]
    assert whole["sides"] == [["office", office], ["resident", None], ["office", office]]
    assert read_by_browser["recipient"] == MATTERS["member"]["recipient"]


def check_hostile(found):
    for case, one in zip(MATTERS["hostile_envelopes"], found["envelopes"], strict=True):
        talk = one["value"]["talk"]
        assert talk["contents"] == MATTERS["talk"], case["name"]
        assert [refused["code"] for refused in talk["refused"]] == [case["code"]], case["name"]
    for case, one in zip(MATTERS["hostile_bundles"], found["bundles"], strict=True):
        assert (one.get("name"), one.get("code")) == (case["error"], case["code"]), case["name"]


def test_the_browser_refuses_the_same_hostile_set_with_the_same_codes(read_by_browser):
    check_hostile(read_by_browser)


MISSIGNED = "a grant in the resident's name, signed by another"


def test_the_index_believes_nothing_that_opening_refuses(page):
    """Who signed a grant is asked when the matter is opened, which refuses this one (above); the index needs only that
    its key is the one that was named."""
    found = run(page, "indexed", MATTERS)
    (whole,) = found["whole"]
    assert found["putOff"]
    assert MATTERS["talk"][0]["text"] in whole
    assert found["envelopes"]
    assert set(found["envelopes"]) == {whole}
    cases = [
        each for each in MATTERS["hostile_bundles"] if isinstance(each["changes"].get("grants", []), list)
    ]
    read = {case["name"]: text for case, text in zip(cases, found["bundles"], strict=True) if text}
    assert read.keys() == {MISSIGNED}
    assert read[MISSIGNED] in whole


def test_orders_are_refused_alike(read_by_browser):
    office = set_up.COMMUNE
    for case, one in zip(MATTERS["hostile_orders"], read_by_browser["orders"], strict=True):
        bundle = {**MATTERS["for_office"], "envelopes": case["envelopes"]}
        by_python = office.read_matter(bundle, DIRECTORY).talk
        refused = [[refused["ref"], refused["code"]] for refused in one["value"]["talk"]["refused"]]
        assert refused == [list(pair) for pair in by_python.refused], case["name"]
        assert one["value"]["talk"]["contents"] == contents(by_python)


def test_an_older_browser_without_these_curves_reads_and_refuses_alike(page):
    found = run(page, "withoutNativeCurves", MATTERS)
    assert found["whole"]["value"]["talk"]["contents"] == MATTERS["talk"]
    check_hostile(found)
    tip = found["tip"]["posted"]
    assert intake.check(tip, DIRECTORY.installation).matter == found["tip"]["matter"]


LENGTHS = [0, 1, 2048, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000]


def test_files_of_every_length_are_opened(page):
    """Age cuts a file into chunks of 64 KiB; the edges are where an implementation goes wrong."""
    reader, other = Identity.generate(), Identity.generate()
    to = [pyrage.x25519.Recipient.from_str(one.recipient) for one in (other, reader)]
    plaintexts = [b"x" * length for length in LENGTHS]
    files = [b64url(pyrage.encrypt(plaintext, to)) for plaintext in plaintexts]
    assert run(page, "openFiles", reader.reveal_age(), files) == [sha256_hex(one) for one in plaintexts]
    made = run(page, "makeFiles", reader.recipient, LENGTHS)
    assert [pyrage.decrypt(from_b64url(file), [reader.age]) for file in made] == plaintexts


def test_files_that_were_tampered_with_are_not_opened(page):
    reader = Identity.generate()
    to = [pyrage.x25519.Recipient.from_str(reader.recipient)]
    short, long = pyrage.encrypt(b"x" * 100, to), pyrage.encrypt(b"x" * 131_072, to)
    chunk = 65_536 + 16
    tampered = [
        *(short[:at] for at in range(0, len(short), 7)),
        *(short[:at] + bytes([short[at] ^ 1]) + short[at + 1 :] for at in range(0, len(short), 5)),
        *(
            long[:-chunk],
            long[: -2 * chunk],
            long[: -2 * chunk] + long[-chunk:],
            long + b"x",
            long + long[-chunk:],
        ),
        short.replace(b"\n", b"\r\n", 1),
        pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(Identity.generate().recipient)]),
        b"age-encryption.org/v1\n--- AAAA\n",
    ]
    for file in tampered:
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(file, [reader.age])
    found = run(page, "openFiles", reader.reveal_age(), [b64url(file) for file in tampered])
    assert set(found) == {"refused"}


def test_attachments_are_read_and_refused_alike(page):
    cases = vectors.load("attachments")
    found = run(page, "attachments", cases)
    for case, one in zip(cases["opens"], found["opens"], strict=True):
        assert one == {"value": {"kind": case["kind"], "sha256": case["sha256"]}}
    for case, one in zip(cases["refused"], found["refused"], strict=True):
        assert (one.get("name"), one.get("code")) == ("AttachmentRefused", case["code"]), case["name"]
    assert found["unlisted"]["code"] == "unlisted"


def test_python_opens_the_attachments_that_the_browser_sealed_in_pieces(page):
    reader, matter = Identity.generate(), "d" * 26
    lengths = [0, 1, 2_048, 65_457, 65_458, 65_536, 700_000, 2_000_000]
    made = run(page, "makeAttachments", reader.recipient, matter, lengths)
    for length, one in zip(lengths, made, strict=True):
        sealed, out = from_b64url(one["ciphertext"]), io.BytesIO()
        assert (len(sealed), sha256_hex(sealed)) == (one["length"], one["sha256"])
        header = attachment.open(reader, io.BytesIO(sealed), out, matter=matter, listed={one["sha256"]})
        assert (header.kind, out.getvalue()) == ("photo", bytes(n * 7 % 251 for n in range(length)))
        assert one["pieces"] == -(-len(sealed) // 524_288) or one["pieces"] <= len(sealed) // 524_288 + 1


def test_what_is_too_large_is_not_decrypted(page):
    assert run(page, "tooLarge")["code"] == "too_large"


def test_python_reads_what_the_browser_sealed(conversation):
    opened = set_up.COMMUNE.read_matter(conversation["for_office"], DIRECTORY)
    assert contents(opened.intake) == conversation["intake"]
    assert contents(opened.talk) == conversation["talk"]
    assert opened.intake.refused == opened.talk.refused == ()
    assert [message.side for message in opened.talk.messages] == ["office", "resident"]


def test_the_server_takes_what_the_browser_posted(conversation):
    current = {directory.digest(CERTIFICATE["document"]): CERTIFICATE["document"]["signing_key"]}
    taken = intake.check(conversation["posted"], DIRECTORY.installation, certificates=current)
    assert taken.lookup_hash == conversation["lookup_hash"] == sha256_hex(from_b64url(conversation["lookup"]))
    born = conversation["posted"]["birth"]
    reply = intake.check_reply(conversation["reply"], born, born["author"]["signing_key"])
    assert reply.matter == taken.matter


def test_the_receipt_of_the_browser_opens_in_python(conversation):
    receipt = words.parse_receipt(conversation["words"])
    keys = filing.open_receipt(receipt, DIRECTORY.installation)
    assert keys.lookup_hash == conversation["lookup_hash"]
    talk = filing.read_talk(keys, conversation["for_author"], DIRECTORY)
    assert contents(talk) == conversation["talk"]
    assert conversation["seen_by_resident"] == conversation["talk"][:1]


def test_an_office_s_work_in_the_browser(page):
    province, member = set_up.certified(set_up.PROVINCE), Identity.generate()
    done = run(page, "officeWork", MATTERS, province, member.recipient)
    given = done["handedOver"]["value"]
    acts.verify(given["act"], from_b64url(given["signature"]), [CERTIFICATE["document"]["signing_key"]])
    assert given["office"] == set_up.PROVINCE.office
    shared = done["shared"]["value"]
    acts.verify(shared["act"], from_b64url(shared["signature"]), [CERTIFICATE["document"]["signing_key"]])
    assert (given["act"]["act"], shared["act"]["act"]) == ("handed_over", "shared")
    bundle = {**MATTERS["for_office"], "grants": given["grants"], "certificates": [CERTIFICATE, province]}
    assert contents(set_up.PROVINCE.read_matter(bundle, DIRECTORY).talk) == MATTERS["talk"]
    added = OfficeKeys.unwrap(member, from_b64url(done["added"]["value"]["wrapped"]), CERTIFICATE["document"])
    assert added.signing.public == set_up.COMMUNE.signing.public
    for name, act in (("added", "member_added"), ("removed", "member_removed")):
        said = done[name]["value"]
        membership.verify(said["document"], said["signature"], CERTIFICATE["document"], "")
        assert (said["document"]["act"], said["document"]["recipient"]) == (act, member.recipient)
    staff = done["staff"]["value"]
    current = {directory.digest(CERTIFICATE["document"]): CERTIFICATE["document"]["signing_key"]}
    assert (
        intake.check(staff["posted"], DIRECTORY.installation, certificates=current).birth["written"]
        == "staff"
    )
    founded = done["founded"]["value"]
    document = {
        "installation": DIRECTORY.installation,
        "office": "ca-moi",
        "recipient": founded["recipient"],
        "signing_key": founded["signing_key"],
    }
    assert (
        OfficeKeys.unwrap(member, from_b64url(founded["wrapped"][0]["wrapped"]), document).office == "ca-moi"
    )


def test_an_officer_s_worker_refuses_what_it_must(page):
    done = run(page, "officeWork", MATTERS, set_up.certified(set_up.PROVINCE), Identity.generate().recipient)
    codes = {name: one.get("code") for name, one in done.items()}
    assert codes == {
        "before": "locked",
        "handedOver": None,
        "shared": None,
        "anotherAct": "failed",
        "wrongPhrase": "wrong_phrase",
        "added": None,
        "wrongWords": "words_differ",
        "tooFewWords": "words_count",
        "removed": None,
        "staff": None,
        "expired": "expired",
        "ownCustodian": "wrong_office",
        "founded": None,
        "notOpened": "not_open",
        "unknownOp": "unknown_op",
        "unknownOffice": "no_office",
        "locked": None,
        "after": "locked",
        "closed": "closed",
    }


def test_the_page_s_half_says_how_it_failed(page):
    found = run(page, "failures")
    assert {name: one.get("code") for name, one in found.items() if isinstance(one, dict)} == {
        "timeout": "timeout",
        "afterTimeout": "timeout",
        "noReceipt": "not_open",
        "noRole": "unknown_op",
        "noSuchFile": "worker_failed",
    }
    assert found["missingHere"] == []
    assert set(found["missingEverything"]) >= {"random", "worker", "bigint", "streams"}


def test_a_worker_s_address_must_come_through_the_policy(browser_page):
    """The console says so as well, which is why this page may complain."""
    browser_page.reload()
    assert run(browser_page, "withoutPolicy")["code"] == "old_browser"


def test_keys_in_the_browser_cannot_be_read(page):
    found = run(page, "secrecy")
    assert found.pop("revealed")["code"] == "TypeError"
    assert found == {"same": True, "shown": False, "opened": "x"}


LENT = """async () => {
    const { Identity, encryptTo, lent } = await import("/js/sealing/keys.js");
    const identity = await Identity.generate();
    const given = lent(await identity.locked());
    const sealed = await encryptTo([identity.recipient], Uint8Array.of(7));
    return {
        unlocked: lent(identity), kind: given.key.constructor.name, may: given.key.extractable,
        names: Object.keys(given).sort(), opened: [...await Identity.borrowed(given).decrypt(sealed)],
    };
}"""


def test_what_a_worker_lends_another_cannot_be_read_there(page):
    assert page.evaluate(LENT) == {
        "unlocked": None, "kind": "CryptoKey", "may": False, "names": ["key", "recipient"], "opened": [7],
    }  # fmt: skip


# Browsers that take any public half beside a secret, that have no keys of this kind, and as this one is.
PAIRED = """async (browser) => {
    const own = crypto.subtle.importKey.bind(crypto.subtle);
    const { fromB64url, concat } = await import("/js/sealing/encoding.js");
    const PREFIX = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32);
    crypto.subtle.importKey = async (format, data, ...rest) => {
        if (browser === "old") throw new DOMException("", "NotSupportedError");
        const careless = browser === "careless" && format === "jwk";
        if (careless) return own("pkcs8", concat(PREFIX, fromB64url(data.d)), ...rest);
        return own(format, data, ...rest);
    };
    const { Identity } = await import("/js/sealing/keys.js");
    const [one, other] = [await Identity.generate(), await Identity.generate()];
    const found = [];
    for (const likely of [[other.recipient], [one.recipient], [other.recipient, one.recipient], []]) {
        found.push((await Identity.fromAge(one.reveal(), likely)).recipient === one.recipient);
    }
    return found;
}"""


@pytest.mark.parametrize("browser", ["this", "careless", "old"])
def test_an_identity_is_named_by_its_own_recipient_whichever_is_likely(chromium, browser):
    with sealing_page.opened_page(chromium) as fresh:
        assert fresh.evaluate(PAIRED, browser) == [True] * 4


@pytest.mark.parametrize("text", ["BAN CON KHAT NGHI SIENG TUYEN XOAI BAT AM TAM", "BAN CON KHAT", "x" * 62])
def test_a_qr_code_is_the_one_that_another_encoder_draws(page, text):
    drawn = page.evaluate("async (text) => (await import('/vendor/qr.js')).qr(text)", text)
    rows = [[0] * drawn["size"] for _ in range(drawn["size"])]
    for x, y, run_length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn["path"]):
        rows[int(y)][int(x) : int(x) + int(run_length)] = [1] * int(run_length)
    # Encoders may choose another of the eight masks, and pad a half-full byte code differently (hence the full one).
    others = [segno.make(text, error="m", boost_error=False, mask=mask, micro=False) for mask in range(8)]
    assert rows in [[list(row) for row in other.matrix_iter(border=4)] for other in others]


def test_a_phrase_made_in_the_browser_signs_in(page):
    made = page.evaluate(
        """async () => {
          const { createOfficer } = await import("/js/sealing/officer.js");
          return createOfficer().newPhrase({ installation: "thu-nghiem" });
        }"""
    )
    keys = branches.stretch(words.parse_phrase(made["bare"]), "thu-nghiem")
    assert keys.sign_in == made["signIn"]
    assert keys.identity.recipient == made["recipient"]
    assert list(directory.recipient_words(made["recipient"])) == made["recipientWords"]
