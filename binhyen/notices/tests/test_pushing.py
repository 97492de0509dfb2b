"""Web Push: the bytes of RFC 8291's own example, what a browser reads with its private key, and who signs."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from binhyen.notices import composing, pushing
from binhyen.notices.outbox import NotSent

CURVE = ec.SECP256R1()
ENDPOINT = "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"
# RFC 8291, appendix A.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
THEIRS, OURS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SAID = b"When I grow up, I want to be a watermelon"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private(text):
    return ec.derive_private_key(int.from_bytes(raw(text), "big"), CURVE)


def opened(body, key=None):
    """What a browser reads, by another road than the one it was sealed on: HKDF as the library has it."""
    key = key or private(THEIRS)
    salt, ours, ciphertext = body[:16], body[21:86], body[86:]
    assert (int.from_bytes(body[16:20], "big"), body[20]) == (4096, 65)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, ours))

    def derived(length, salt, info, material):
        return HKDF(hashes.SHA256(), length, salt, info).derive(material)

    material = derived(32, raw(AUTH), b"WebPush: info\0" + raw(P256DH) + ours, shared)
    content_key = derived(16, salt, b"Content-Encoding: aes128gcm\0", material)
    nonce = derived(12, salt, b"Content-Encoding: nonce\0", material)
    said, _, filling = AESGCM(content_key).decrypt(nonce, ciphertext, None).rpartition(b"\x02")
    assert filling.strip(b"\0") == b""
    return said


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    browser = pushing.Browser.of(ENDPOINT, P256DH, AUTH)
    assert pushing.sealed(SAID, browser, private(OURS), raw(SALT), padded=0) == raw(BODY)
    assert opened(raw(BODY)) == SAID


def sent(message, status=201, endpoint=ENDPOINT):
    came = []

    def post(url, headers, body):
        came.append((url, headers, body))
        return status

    browser = pushing.Browser.of(endpoint, P256DH, AUTH)
    pushing._Line(post).send(None, browser.written(), message)
    return came[0]


def test_a_browser_reads_the_line_and_the_link_and_the_service_sees_one_length():
    url, headers, body = sent(
        composing.Message("Xã Hương Sơn: 1 phản ánh có bước mới", "dài", link="/phan-anh/")
    )
    assert url == ENDPOINT
    assert json.loads(opened(body)) == {"said": "Xã Hương Sơn: 1 phản ánh có bước mới", "link": "/phan-anh/"}
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
    assert {len(sent(composing.Message(text, link="/"))[2]) for text in ("a", "ă" * 300, "b" * 5_000)} == {
        len(body)
    }
    assert len(body) < 4_096
    # Sealed anew each time, under a key of its own.
    assert sent(composing.Message("a"))[2][:86] != sent(composing.Message("a"))[2][:86]


def test_it_is_signed_for_that_service_alone_by_the_key_that_the_browser_was_told():
    header = pushing.authorization(ENDPOINT, "mailto:binhyen@example.vn")
    token, key = header.removeprefix("vapid t=").split(", k=")
    assert key == pushing.public_key()
    body, _, signature = token.rpartition(".")
    r, s = (int.from_bytes(part, "big") for part in (raw(signature)[:32], raw(signature)[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw(key))
    public.verify(encode_dss_signature(r, s), body.encode(), ec.ECDSA(hashes.SHA256()))
    said = json.loads(raw(body.split(".")[1]))
    assert (said["aud"], said["sub"]) == ("https://push.example.net", "mailto:binhyen@example.vn")


@pytest.mark.parametrize(
    ("status", "final", "gone"),
    [
        (404, True, True),
        (410, True, True),
        (403, True, False),
        (413, True, False),
        (429, False, False),
        (503, False, False),
    ],
)
def test_what_a_service_answers_is_understood(status, final, gone):
    with pytest.raises(NotSent) as problem:
        sent(composing.Message("a"), status)
    assert (problem.value.final, problem.value.gone, problem.value.code) == (final, gone, f"push_{status}")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"])
def test_no_inner_machine_is_connected_to(host):
    browser = pushing.Browser.of(f"https://{host}/push", P256DH, AUTH)
    with pytest.raises(NotSent) as problem, pushing.opened() as line:
        line.send(None, browser.written(), composing.Message("a"))
    assert (problem.value.code, problem.value.final) == ("push_private", True)


@pytest.mark.parametrize(
    "said",
    [("http://push.example.net/", P256DH, AUTH), ("https://push.example.net:8443/", P256DH, AUTH),
     (ENDPOINT, P256DH[:-2], AUTH), (ENDPOINT, "B" + "A" * 86, AUTH), (ENDPOINT, P256DH, "AAAA"),
     (ENDPOINT, P256DH, None), (7, P256DH, AUTH),
     ("https://a@10.0.0.1/", P256DH, AUTH), ("https:///x", P256DH, AUTH)],
)  # fmt: skip
def test_what_is_no_subscription_of_a_browser_is_refused(said):
    with pytest.raises(ValueError):
        pushing.Browser.of(*said)
