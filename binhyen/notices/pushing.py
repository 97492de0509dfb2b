"""Web Push: a few words to one browser, through the service that its maker runs.

The service gets a sealed body (RFC 8291 over RFC 8188, always of one length) and our signature (VAPID, RFC 8292): it
knows when something is sent to which browser and by whom, and never what. Where it is was said by the browser, so it
is reached as every address is that somebody sends (`outside`): by https, at a public address, without redirects.
"""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from binhyen.notices import keys, outside
from binhyen.notices.composing import Message
from binhyen.notices.models import Notice
from binhyen.notices.outbox import NotSent
from binhyen.sealing.encoding import b64url
from binhyen.sealing.randomness import random_bytes

SECONDS = 10.0
# Every body is filled up to this, so that its length says nothing; services take 4096 with what sealing adds.
PADDED = 1_024
RECORD = 4_096
# A browser that is off for longer than a day is not told of it any more.
TTL = 24 * 3600
VALID_FOR = 12 * 3600
CURVE = ec.SECP256R1()
_RAW = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def is_set() -> bool:
    """Whether this installation speaks with push services."""
    return bool(settings.INSTALLATION.push)


@dataclass(frozen=True)
class Browser:
    """Where one browser is reached, as it said. `p256dh`: its public key, 65 bytes; `auth`: 16 bytes."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @classmethod
    def of(cls, endpoint: object, p256dh: object, auth: object) -> Browser:
        """What a browser posted. Raises ValueError."""
        if not all(isinstance(each, str) for each in (endpoint, p256dh, auth)):
            raise ValueError("no subscription")
        made = cls(str(endpoint), _bytes(str(p256dh)), _bytes(str(auth)))
        if len(made.auth) != 16:
            raise ValueError("no secret of 16 bytes")
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, made.p256dh)
            outside.target_of(made.endpoint, outside.THE_NET, ("https",))
        except (outside.NotReached, UnsupportedAlgorithm):
            raise ValueError("no address of a push service") from None
        return made

    @classmethod
    def read(cls, text: str) -> Browser:
        """What `written` wrote."""
        found = json.loads(text)
        return cls(found["endpoint"], _bytes(found["p256dh"]), _bytes(found["auth"]))

    def written(self) -> str:
        """In one text, to be encrypted."""
        said = {"endpoint": self.endpoint, "p256dh": b64url(self.p256dh), "auth": b64url(self.auth)}
        return json.dumps(said, sort_keys=True)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# --- our own key ------------------------------------------------------------------------------------------------


def path() -> Path:
    return Path(settings.NOTICE_KEYS) / "vapid.key"


@lru_cache(maxsize=4)
def _own(place: str) -> ec.EllipticCurvePrivateKey:
    if not Path(place).is_file():
        made = ec.generate_private_key(CURVE).private_numbers().private_value
        keys.write_once(Path(place), b64url(made.to_bytes(32, "big")))
    value = int.from_bytes(_bytes(Path(place).read_text(encoding="ascii")), "big")
    return ec.derive_private_key(value, CURVE)


def public_key() -> str:
    """What a browser binds its subscription to: with another key nobody can send to it."""
    return b64url(_own(str(path())).public_key().public_bytes(*_RAW))


def authorization(endpoint: str, contact: str) -> str:
    """The header that says who sends (RFC 8292), for this service and twelve hours."""
    parts = urlsplit(endpoint)
    said = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + VALID_FOR,
        "sub": contact,
    }
    head = b64url(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    body = f"{head}.{b64url(json.dumps(said).encode())}"
    r, s = decode_dss_signature(_own(str(path())).sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    signed = b64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={body}.{signed}, k={public_key()}"


# --- sealing ----------------------------------------------------------------------------------------------------


def sealed(
    said: bytes, browser: Browser, key: ec.EllipticCurvePrivateKey, salt: bytes, padded: int = PADDED
) -> bytes:
    """A body of one record (RFC 8291 section 3.4, RFC 8188). `key`: made for this one; `salt`: 16 bytes."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser.p256dh)
    ours = key.public_key().public_bytes(*_RAW)
    shared = key.exchange(ec.ECDH(), theirs)
    material = _expand(_mac(browser.auth, shared), b"WebPush: info\0" + browser.p256dh + ours, 32)
    first = _mac(salt, material)
    content_key = _expand(first, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _expand(first, b"Content-Encoding: nonce\0", 12)
    filled = (said + b"\x02").ljust(padded, b"\0")
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(content_key).encrypt(nonce, filled, None)


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    """One block of HKDF-Expand (RFC 5869)."""
    return _mac(key, info + b"\x01")[:length]


# --- sending ----------------------------------------------------------------------------------------------------

# The lowest edge: (address, headers, body) to the status of the answer. Raises NotReached.
Post = Callable[[str, dict[str, str], bytes], int]


def post(url: str, headers: dict[str, str], body: bytes) -> int:
    """One POST to a public address, by https; nothing is read of the answer but its status."""
    target = outside.target_of(url, outside.THE_NET, ("https",))
    with outside.connected(target, outside.THE_NET, time.monotonic() + SECONDS) as connection:
        connection.request("POST", outside.path_of(target), body, headers | {"Connection": "close"})
        return connection.getresponse().status


@contextmanager
def opened() -> Iterator[_Line]:
    """There is nothing to open: each browser may be at another service."""
    yield _Line(post)


class _Line:
    def __init__(self, post: Post) -> None:
        self._post = post

    def send(self, _notice: Notice, to: str, message: Message) -> None:
        browser = Browser.read(to)
        said = json.dumps({"said": message.subject, "link": message.link}, ensure_ascii=False).encode()
        if len(said) >= PADDED:
            # A line that no screen would show whole.
            said = json.dumps({"said": message.subject[:200], "link": message.link}).encode()
        body = sealed(said, browser, ec.generate_private_key(CURVE), random_bytes(16))
        headers = {
            "Authorization": authorization(browser.endpoint, _contact()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL),
            "Urgency": "normal",
        }
        try:
            status = self._post(browser.endpoint, headers, body)
        except outside.NotReached as problem:
            raise NotSent(f"push_{problem.reason}", final=problem.reason in ("address", "private")) from None
        if status not in (200, 201, 202, 204):
            gone = status in (404, 410)
            raise NotSent(f"push_{status}", final=gone or status in (400, 401, 403, 413), gone=gone)


def _contact() -> str:
    """Whom the service writes to when something is wrong with what we send."""
    mail: Any = settings.INSTALLATION.mail
    host = next((each for each in settings.INSTALLATION.hosts if each not in ("", "*")), "localhost")
    return f"mailto:{mail.sender}" if mail else f"https://{host.lstrip('.')}/"
