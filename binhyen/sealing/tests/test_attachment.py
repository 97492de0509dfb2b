"""Attachments: what is sealed piece by piece is opened whole, and anything else is refused."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.sealing import attachment, canonical, envelope
from binhyen.sealing.attachment import AttachmentRefused, Header
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.keys import Identity
from binhyen.sealing.padding import padded_length
from binhyen.sealing.tests import scene, vectors

READER, MATTER = Identity(scene.seed("r")), "b" * 26


def seal(content: bytes, kind: str = "file", matter: str = MATTER) -> bytes:
    out = io.BytesIO()
    header = Header(matter, kind, len(content))
    sha256, size = attachment.seal(READER.recipient, header, io.BytesIO(content), out)
    assert (sha256, size) == (sha256_hex(out.getvalue()), len(out.getvalue()))
    return out.getvalue()


def read(sealed: bytes, listed: set[str] | None = None, matter: str = MATTER) -> tuple[Header, bytes]:
    out = io.BytesIO()
    listed = {sha256_hex(sealed)} if listed is None else listed
    return attachment.open(READER, io.BytesIO(sealed), out, matter=matter, listed=listed), out.getvalue()


def refused(sealed: bytes, **how) -> str:
    with pytest.raises(AttachmentRefused) as raised:
        read(sealed, **how)
    return raised.value.code


def raw(plaintext: bytes) -> bytes:
    """An age file of whatever somebody likes to put into it."""
    return envelope.encrypt([READER.recipient], plaintext)


@settings(max_examples=20)
@given(st.binary(max_size=200_000), st.sampled_from(attachment.KINDS))
def test_what_is_sealed_is_opened(content, kind):
    header, opened = read(seal(content, kind))
    assert (header.kind, header.length, opened) == (kind, len(content), content)


@pytest.mark.parametrize("length", [0, 1, 2_047, 65_535, 65_536, 65_537, 131_072, 3_000_000])
def test_every_edge_of_a_chunk_and_of_a_step(length):
    assert read(seal(b"x" * length))[1] == b"x" * length


def test_its_size_tells_a_step_only():
    sizes = {len(seal(b"x" * length)) // 1_024 for length in (1_000_000, 1_001_000, 1_002_000)}
    assert max(sizes) - min(sizes) <= 1


def test_one_that_no_envelope_names_is_refused_before_a_byte_comes_out():
    out = io.BytesIO()
    with pytest.raises(AttachmentRefused) as raised:
        attachment.open(READER, io.BytesIO(seal(b"x")), out, matter=MATTER, listed={"0" * 64})
    assert raised.value.code == "unlisted"
    assert out.getvalue() == b""


def test_one_of_another_matter_is_refused():
    assert refused(seal(b"x"), matter="c" * 26) == "moved"


def test_one_for_another_key_is_refused():
    sealed = seal(b"x")
    with pytest.raises(AttachmentRefused):
        attachment.open(
            Identity(scene.seed("x")),
            io.BytesIO(sealed),
            io.BytesIO(),
            matter=MATTER,
            listed={sha256_hex(sealed)},
        )


def test_a_file_cut_or_flipped_is_refused():
    sealed = seal(b"y" * 150_000)
    for at in (0, 40, 250, 66_000, len(sealed) - 1):
        flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        assert refused(flipped) == "malformed"
        assert refused(sealed[:at]) == "malformed"


def plain(header: object, content: bytes = b"abc", zeros: int | None = None) -> bytes:
    head = canonical.encode(header)
    whole = attachment.MAGIC + len(head).to_bytes(4, "big") + head + content
    return whole + bytes(padded_length(len(whole)) - len(whole) if zeros is None else zeros)


GOOD = {"version": 1, "matter": MATTER, "kind": "file", "length": 3}
WRONG = {
    "another version": GOOD | {"version": 2},
    "no version": {k: v for k, v in GOOD.items() if k != "version"},
    "another kind": GOOD | {"kind": "program"},
    "a name": GOOD | {"name": "x.exe"},
    "a longer length": GOOD | {"length": 5_000},
    "a negative length": GOOD | {"length": -1},
    "a length that is none": GOOD | {"length": True},
    "no object": ["x"],
}


def test_the_plain_form_is_the_one_that_is_opened():
    assert read(raw(plain(GOOD)))[1] == b"abc"


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_header_is_refused(what):
    assert refused(raw(plain(WRONG[what]))) == "malformed"


def test_what_is_hidden_behind_the_content_is_refused():
    whole = plain(GOOD)
    assert refused(raw(whole[:-1] + b"!")) == "malformed"
    assert refused(raw(plain(GOOD, zeros=3_000))) == "malformed"
    assert refused(raw(b"binhyen-envelope/1\n" + whole)) == "malformed"
    assert refused(raw(attachment.MAGIC + b"\xff\xff\xff\xff")) == "malformed"


def test_a_content_shorter_than_it_says_is_not_sealed():
    with pytest.raises(ValueError, match="could not be read"):
        attachment.seal(READER.recipient, Header(MATTER, "file", 9), io.BytesIO(b"short"), io.BytesIO())


def test_more_than_the_bound_is_not_sealed():
    with pytest.raises(AttachmentRefused):
        attachment.seal(
            READER.recipient,
            Header(MATTER, "file", attachment.MOST_CONTENT + 1),
            io.BytesIO(),
            io.BytesIO(),
        )


class Endless(io.RawIOBase):
    """As much as is asked for, and nothing of it kept: only what the sealing holds is measured."""

    def read(self, size: int = -1) -> bytes:
        return bytes(max(size, 0))


class Nowhere(io.RawIOBase):
    def write(self, data: bytes) -> int:  # type: ignore[override]
        return len(data)


def test_a_large_one_is_sealed_in_little_memory():
    tracemalloc.start()
    header = Header(MATTER, "file", attachment.MOST_CONTENT)
    _sha256, size = attachment.seal(READER.recipient, header, Endless(), Nowhere())  # type: ignore[arg-type]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert attachment.MOST_CONTENT < size <= attachment.MOST_CIPHERTEXT
    assert peak < 4_000_000


def by_vector(vectors: dict, case: dict) -> tuple[Header, bytes]:
    sealed, out = from_b64url(case["ciphertext"]), io.BytesIO()
    reader = Identity.from_age(vectors["identity"])
    listed = {sha256_hex(sealed)}
    return attachment.open(
        reader, io.BytesIO(sealed), out, matter=vectors["matter"], listed=listed
    ), out.getvalue()


def test_vectors_are_read_and_refused_as_they_say():
    found = vectors.load("attachments")
    for case in found["opens"]:
        header, content = by_vector(found, case)
        assert (header.kind, sha256_hex(content)) == (case["kind"], case["sha256"])
    for case in found["refused"]:
        with pytest.raises(AttachmentRefused) as raised:
            by_vector(found, case)
        assert raised.value.code == case["code"], case["name"]
