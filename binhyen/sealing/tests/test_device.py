"""A device's copy of an identity opens with the authenticator's secret, for whom it was made, and for nobody else."""

from __future__ import annotations

import pytest

from binhyen.sealing import device
from binhyen.sealing.device import DeviceRefused, Whose
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.keys import Identity
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("devices")
KEY = device.key_of(from_b64url(VECTORS["secret"]))
WHOSE = Whose(**VECTORS["whose"])


def test_a_copy_opens_for_whom_it_is():
    assert device.unwrap(KEY, VECTORS["wrapped"], WHOSE).reveal_age() == VECTORS["identity"]
    assert b64url(device.salt(WHOSE.installation, WHOSE.person)) == VECTORS["salt"]
    assert len(from_b64url(VECTORS["wrapped"])) == device.LENGTH


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_nothing_else_opens(case):
    with pytest.raises(DeviceRefused, match="not_opened"):
        device.unwrap(KEY, case["wrapped"], Whose(**case["whose"]))


def test_another_authenticator_opens_nothing():
    with pytest.raises(DeviceRefused, match="not_opened"):
        device.unwrap(device.key_of(from_b64url(VECTORS["another_secret"])), VECTORS["wrapped"], WHOSE)


@pytest.mark.parametrize("secret", VECTORS["secrets_of_no_form"])
def test_a_secret_of_another_length_makes_no_key(secret):
    with pytest.raises(DeviceRefused, match="malformed"):
        device.key_of(from_b64url(secret))


def test_what_is_wrapped_here_opens_and_is_another_copy_each_time():
    identity = Identity.from_age(VECTORS["identity"])
    copies = {device.wrap(KEY, identity, WHOSE) for _ in range(3)}
    assert len(copies) == 3
    assert {device.unwrap(KEY, each, WHOSE).recipient for each in copies} == {WHOSE.recipient}
    with pytest.raises(ValueError, match="another recipient"):
        device.wrap(KEY, Identity.generate(), WHOSE)
