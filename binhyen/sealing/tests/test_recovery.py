"""Recovery: any k holders open the identity with plain age, fewer do not, and nobody wraps to an unsigned recipient."""

from __future__ import annotations

import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from binhyen.sealing import recovery
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.tests import vectors

NAMES = ("an", "binh", "chi", "dung", "giang")
ROOTS = [SigningKey(bytes([number]) * 32) for number in (1, 2, 3)]
FIRST = {"installation": "by-test", "area": "01", "serial": 1, "previous": ""}


@pytest.fixture
def identities():
    return {name: Identity.generate() for name in NAMES}


def holders(identities, names=NAMES):
    return [recovery.Holder(name, identities[name].recipient) for name in names]


def age(ciphertext: bytes, identity: Identity, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """One layer taken off by Debian's age."""
    key = folder / "key.txt"
    key.write_text(identity.reveal_age() + "\n")
    return subprocess.run(["age", "-d", "-i", str(key)], input=ciphertext, capture_output=True, check=False)


@pytest.mark.parametrize(("count", "needed", "files"), [(5, 3, 10), (3, 2, 3), (4, 2, 6)])
def test_every_k_holders_open_the_identity_with_plain_age(identities, tmp_path, count, needed, files):
    made = recovery.make(holders(identities, NAMES[:count]), needed)
    assert len({piece.filename for piece in made.pieces}) == files
    for piece in made.pieces:
        content = piece.armored.encode()
        for holder in piece.holders:
            opened = age(content, identities[holder.name], tmp_path)
            assert opened.returncode == 0, opened.stderr
            content = opened.stdout
        key = content.decode().splitlines()[-1]
        assert Identity.from_age(key).recipient == made.recipient


def test_one_holder_too_few_opens_nothing(identities, tmp_path):
    made = recovery.make(holders(identities), 3)
    for absent in combinations(NAMES, 3):
        present = [identities[name] for name in NAMES if name not in absent]
        for piece in made.pieces:
            # Whatever layers two can take off, in whatever order, the identity does not come out.
            reached = {piece.armored.encode()}
            for _turn in range(3):
                tried = [age(content, identity, tmp_path) for content in reached for identity in present]
                reached |= {each.stdout for each in tried if each.returncode == 0}
            assert not any(b"AGE-SECRET-KEY" in content for content in reached)


def test_the_identity_is_in_no_file_and_no_repr(identities):
    made = recovery.make(holders(identities), 3)
    assert "AGE-SECRET-KEY" not in repr(made)
    assert made.recipient not in "".join(piece.armored for piece in made.pieces)


@pytest.mark.parametrize(
    ("names", "needed", "code"),
    [
        (NAMES[:2], 2, "holders"),
        (NAMES[:3], 1, "needed"),
        (NAMES[:3], 3, "needed"),
        (("an", "an", "chi"), 2, "holders"),
    ],
)
def test_a_set_that_one_holder_could_open_or_lose_is_not_made(identities, names, needed, code):
    with pytest.raises(recovery.RecoveryRefused) as refused:
        recovery.make(holders(identities, names), needed)
    assert refused.value.code == code


def test_one_person_under_two_names_is_not_two_holders(identities):
    twice = [*holders(identities, NAMES[:2]), recovery.Holder("khac", identities["an"].recipient)]
    with pytest.raises(recovery.RecoveryRefused):
        recovery.make(twice, 2)


def test_more_files_than_people_can_keep_are_not_made():
    many = [recovery.Holder(f"n{number}", Identity.generate().recipient) for number in range(8)]
    with pytest.raises(recovery.RecoveryRefused) as refused:
        recovery.make(many, 4)
    assert refused.value.code == "too_many"


def signed(document, *keys):
    return {key.public: recovery.sign(document, key) for key in keys}


def refusal(document, signatures, installation="by-test"):
    try:
        recovery.verify(document, signatures, [key.public for key in ROOTS], 2, installation)
    except recovery.RecoveryRefused as refused:
        return refused.code
    return None


def test_a_recipient_is_believed_when_enough_of_oversight_signed_it():
    document = recovery.statement(recipient=Identity.generate().recipient, **FIRST)
    enough = signed(document, *ROOTS[:2])
    assert refusal(document, enough) is None
    assert refusal(document, signed(document, ROOTS[0])) == "unsigned"
    assert refusal(document, signed(document, ROOTS[0], SigningKey.generate())) == "unsigned"
    assert refusal({**document, "recipient": Identity.generate().recipient}, enough) == "unsigned"
    assert refusal(document, enough, "by-other") == "wrong_installation"
    assert refusal({**document, "previous": "0" * 64}, enough) == "malformed"
    assert refusal({**document, "more": 1}, enough) == "malformed"


VECTORS = vectors.load("recovery")


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_statement_about_a_recipient(case):
    assert VECTORS["directory"]["roots"] == [key.public for key in ROOTS]
    assert refusal(case["document"], case["signatures"]) == case.get("code")


def test_a_signature_of_another_sort_does_not_count():
    from binhyen.sealing import directory
    from binhyen.sealing.encoding import b64url

    document = recovery.statement(recipient=Identity.generate().recipient, **FIRST)
    other = {key.public: b64url(key.sign(directory.to_sign(document))) for key in ROOTS}
    assert refusal(document, other) == "unsigned"
