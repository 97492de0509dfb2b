"""Secrets cannot be printed, and keys are what the format says."""

from __future__ import annotations

import copy
import pickle
import threading

import pyrage
import pytest

from binhyen.sealing import branches, words
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import (
    Identity,
    Phrase,
    ReceiptWords,
    SigningKey,
    is_public_key,
    is_recipient,
    signature_holds,
)
from binhyen.sealing.tests import scene, vectors

RESIDENT, OFFICER = vectors.load("stretched")


def test_a_receipt_makes_the_keys_of_the_format():
    keys = branches.stretch(ReceiptWords(tuple(RESIDENT["words"])), RESIDENT["installation"])
    assert keys.lookup == from_b64url(RESIDENT["lookup"])
    assert keys.lookup_hash == RESIDENT["lookup_hash"]
    assert (keys.identity.reveal_age(), keys.identity.recipient) == (
        RESIDENT["identity"],
        RESIDENT["recipient"],
    )
    assert keys.signing.public == RESIDENT["signing_key"]
    assert (keys.proof, keys.reward) == (from_b64url(RESIDENT["proof"]), from_b64url(RESIDENT["reward"]))


def test_a_phrase_makes_the_keys_of_the_format():
    keys = branches.stretch(Phrase(tuple(OFFICER["words"])), OFFICER["installation"])
    assert keys.sign_in == OFFICER["sign_in"]
    assert (keys.identity.reveal_age(), keys.identity.recipient) == (
        OFFICER["identity"],
        OFFICER["recipient"],
    )


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (Identity(bytes(range(32))), Identity(bytes(range(32))).reveal_age()),
        (SigningKey(bytes(range(32))), "0001020304"),
        (scene.WORDS, "70"),
        (scene.quick(scene.WORDS, "x"), scene.quick(scene.WORDS, "x").lookup.hex()),
        (scene.COMMUNE, scene.COMMUNE.identity.reveal_age()),
    ],
    ids=["identity", "signing key", "words", "branches", "office"],
)
def test_a_secret_shows_nothing_of_itself(secret, told):
    for text in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>3}",
        repr([secret]),
        repr({"a": secret}),
    ):
        assert told not in text
        assert "AGE-SECRET" not in text


@pytest.mark.parametrize("secret", [Identity(bytes(32)), SigningKey(bytes(32)), scene.WORDS, scene.COMMUNE])
def test_a_secret_is_never_pickled_or_copied(secret):
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.copy(secret)


def test_plain_age_knows_the_identity():
    identity = Identity.generate()
    library = pyrage.x25519.Identity.from_str(identity.reveal_age())
    assert str(library.to_public()) == identity.recipient
    assert Identity.from_age(identity.reveal_age()).recipient == identity.recipient


@pytest.mark.parametrize(
    "change", [str.lower, lambda text: text[:-1], lambda text: text[:-1] + "!", lambda _: 5]
)
def test_an_identity_has_one_spelling(change):
    with pytest.raises(ValueError):
        Identity.from_age(change(Identity(bytes(32)).reveal_age()))


def test_only_x25519_recipients_are_recipients():
    good = Identity(bytes(32)).recipient
    assert is_recipient(good)
    for bad in (
        good.upper(),
        good[:-1],
        good[:-1] + "b",
        "age1pq1" + good[5:],
        "ssh-ed25519 AAAA",
        5,
        None,
        "",
    ):
        assert not is_recipient(bad)


def test_a_signature_holds_only_for_its_key_and_message():
    key, other = SigningKey.generate(), SigningKey.generate()
    signature = key.sign(b"x")
    assert signature_holds(key.public, b"x", signature)
    assert not signature_holds(other.public, b"x", signature)
    assert not signature_holds(key.public, b"y", signature)
    assert not signature_holds(key.public, b"x", signature[:-1])
    assert not signature_holds("?", b"x", signature)
    assert not is_public_key(key.public + "=")


def test_a_queue_lets_one_stretch_at_a_time_and_turns_the_rest_away(monkeypatch):
    running, most, guarded = [0], [0], []
    turned_away = threading.Semaphore(0)

    def slow(_words, _installation):
        running[0] += 1
        most[0] = max(most[0], running[0])
        if outcomes.count("done") == 0:
            # The first holds its turn until all who find no place have heard so.
            for _ in range(5):
                turned_away.acquire(timeout=30)
        running[0] -= 1
        return scene.quick(scene.WORDS, "x")

    monkeypatch.setattr(branches, "stretch", slow)
    queue = branches.StretchQueue(waiting=2, guard=lambda: guarded.append(1))
    outcomes: list[str] = []

    def ask() -> None:
        try:
            queue.stretch(scene.WORDS, "x")
            outcomes.append("done")
        except branches.Busy:
            outcomes.append("busy")
            turned_away.release()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert outcomes.count("done") == 3
    assert outcomes.count("busy") == 5
    assert len(guarded) == 8


def test_a_queue_runs_out_of_patience(monkeypatch):
    started, leave = threading.Event(), threading.Event()

    def stuck(_words, _installation):
        started.set()
        leave.wait(5)

    monkeypatch.setattr(branches, "stretch", stuck)
    first = threading.Thread(target=branches.StretchQueue().stretch, args=(scene.WORDS, "x"))
    first.start()
    started.wait(5)
    try:
        with pytest.raises(branches.Busy):
            branches.StretchQueue(patience=0.01).stretch(scene.WORDS, "x")
    finally:
        leave.set()
        first.join()


def test_a_guard_stops_a_stretch_before_it_begins(monkeypatch):
    def refuse() -> None:
        raise RuntimeError("inside a transaction")

    monkeypatch.setattr(branches, "stretch", lambda *_: pytest.fail("it stretched"))
    with pytest.raises(RuntimeError):
        branches.StretchQueue(guard=refuse).stretch(words.generate_receipt(), "x")
