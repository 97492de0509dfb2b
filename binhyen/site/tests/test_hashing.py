"""What a guess at a sign-in costs. Other tests hash with less (tests/cheap.py), so it is held here."""

from __future__ import annotations

from binhyen.accounts.hashing import BranchHasher
from binhyen.site import settings


def test_a_sign_in_is_kept_under_argon2id_with_nineteen_mebibytes_and_two_passes():
    kept = BranchHasher().encode("ab" * 32, "salt" * 4)
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert BranchHasher().verify("ab" * 32, kept)
    assert not BranchHasher().verify("cd" * 32, kept)


def test_an_installation_hashes_with_that_and_nothing_else():
    assert settings.PASSWORD_HASHERS == ["binhyen.accounts.hashing.BranchHasher"]
