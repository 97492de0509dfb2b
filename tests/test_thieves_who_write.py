"""What an administrator changes in the database, with every key of the server: `binhyen verify` says so, or readers
refuse it. Each test says which, and with what.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from binhyen.matters import grants as locking
from binhyen.sealing import canonical, directory, envelope, grants, reading
from binhyen.sealing.directory import CertificateRefused
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.office import OfficeKeys
from tests import thief
from tests.conftest import Town
from tests.inhabited import HEAD, NEIGHBOUR, OFFICE
from tests.running import Running, copy_of

pytestmark = pytest.mark.processes

Rows = sqlite3.Connection
THEIRS = Identity.generate()


class Broken:
    """A copy of the town whose administrator writes to the database, and a checkpoint that was kept elsewhere."""

    def __init__(self, town: Town, running: Running, noted: Running, note: Path) -> None:
        self.town, self.running, self.noted, self.note = town, running, noted, note

    def rows(self) -> closing[Rows]:
        return closing(sqlite3.connect(self.running.data / "binhyen.sqlite3"))

    def write(self, change: Callable[[Rows, Town], object]) -> None:
        with self.rows() as rows, rows:
            for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                rows.execute(f'DROP TRIGGER "{name}"')
            change(rows, self.town)

    def found(self, *against: str) -> set[str]:
        said = self.running.command("verify", *against, "--format", "json")
        findings = {each["code"] for each in json.loads(said.stdout)["findings"]}
        assert said.returncode == (1 if findings else 0), said.stderr
        return findings


@pytest.fixture(scope="module")
def noted(town, tmp_path_factory) -> tuple[Running, Path]:
    home = tmp_path_factory.mktemp("noted")
    running, note = copy_of(town.after, home / "data"), home / "note"
    assert running.command("checkpoint", "--out", str(note)).returncode == 0
    return running, note


@pytest.fixture
def broken(town, noted, tmp_path) -> Broken:
    return Broken(town, copy_of(noted[0], tmp_path / "data"), *noted)


def pk(rows: Rows, town: Town, name: str) -> int:
    return rows.execute("SELECT id FROM matters_matter WHERE ref = ?", [town.known["refs"][name]]).fetchone()[
        0
    ]


def keys(town: Town, epoch: str = " new") -> OfficeKeys:
    identity, seed = town.known["keys"][OFFICE + epoch]
    installation = json.loads((town.after.data / "installation.json").read_text())["id"]
    return OfficeKeys(installation, OFFICE, Identity.from_age(identity), SigningKey(from_b64url(seed)))


# --- what `verify` finds ------------------------------------------------------------------------------------------


def becomes_a_member(rows: Rows, town: Town) -> None:
    """A person of their own at the office, with something wrapped to them."""
    rows.execute(
        "INSERT INTO accounts_person (password, username, full_name, recipient, is_active, demonstration)"
        " VALUES ('!', 'khach', 'Khách', ?, 1, 0)",
        [THEIRS.recipient],
    )
    rows.execute(
        "INSERT INTO accounts_wrappedkey (serial, ciphertext, member_id, office_id)"
        " SELECT 2, ?, p.id, o.id FROM accounts_person p, offices_office o"
        " WHERE p.username = 'khach' AND o.slug = ?",
        [envelope.encrypt([THEIRS.recipient], b"keys"), OFFICE],
    )


def exchanges_a_recipient(rows: Rows, town: Town) -> None:
    rows.execute("UPDATE accounts_person SET recipient = ? WHERE username = ?", [THEIRS.recipient, HEAD])


def exchanges_a_certificate(rows: Rows, town: Town) -> None:
    """The one in force, with a recipient of their own; oversight's signatures stay as they were."""
    rows.execute(
        "UPDATE offices_certificate SET document = json_set(document, '$.recipient', ?)"
        " WHERE serial = 2 AND office_id = (SELECT id FROM offices_office WHERE slug = ?)",
        [THEIRS.recipient, OFFICE],
    )


def deletes_the_last_message(rows: Rows, town: Town) -> None:
    last = "SELECT facts FROM matters_entry WHERE matter_id = ? ORDER BY seq DESC LIMIT 1"
    name = json.loads(rows.execute(last, [pk(rows, town, "open")]).fetchone()[0])["message"]
    assert rows.execute("DELETE FROM matters_envelope WHERE sha256 = ?", [name]).rowcount == 1


def exchanges_a_message(rows: Rows, town: Town) -> None:
    """Another ciphertext, and the hash beside it exchanged with it."""
    other = envelope.encrypt([THEIRS.recipient], b"another")
    changed = rows.execute(
        "UPDATE matters_envelope SET ciphertext = ?, sha256 = ? WHERE matter_id = ? AND kind = 'story'",
        [other, sha256_hex(other), pk(rows, town, "later")],
    )
    assert changed.rowcount == 1


def deletes_what_an_office_signed(rows: Rows, town: Town) -> None:
    """The statement by which the office gave a matter's keys anew."""
    assert rows.execute("DELETE FROM matters_document WHERE matter_id = ?", [pk(rows, town, "open")]).rowcount


FOUND = {
    becomes_a_member: {"key_unsigned"},
    exchanges_a_recipient: {"key_unsigned"},
    exchanges_a_certificate: {"statement_broken", "regranting_unsigned"},
    deletes_the_last_message: {"envelope_missing"},
    exchanges_a_message: {"envelope_missing"},
    deletes_what_an_office_signed: {"document_missing", "regranting_unsigned"},
}


def test_nothing_is_found_where_nothing_was_changed(broken):
    assert broken.found() == broken.found("--against", str(broken.note)) == set()


@pytest.mark.parametrize("change", FOUND, ids=lambda change: change.__name__)
def test_what_an_administrator_changes_is_found(broken, change):
    broken.write(change)
    assert broken.found() == FOUND[change]


# --- what only a checkpoint shows -------------------------------------------------------------------------------------


def deletes_a_matter(rows: Rows, town: Town) -> None:
    rows.execute("PRAGMA foreign_keys = OFF")
    gone = pk(rows, town, "later")
    rows.execute(
        "DELETE FROM matters_entrysalt WHERE entry_id IN (SELECT id FROM matters_entry WHERE matter_id = ?)",
        [gone],
    )
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if any(column[1] == "matter_id" for column in rows.execute(f'PRAGMA table_info("{table}")')):
            rows.execute(f'DELETE FROM "{table}" WHERE matter_id = ?', [gone])
    rows.execute("DELETE FROM matters_matter WHERE id = ?", [gone])


def takes_the_new_certificate_out(rows: Rows, town: Town) -> None:
    """With all that hangs on it, so that reports are sealed to the keys of who left again. Where matters were given
    anew under it, those still tell; at this office none were."""
    office = rows.execute("SELECT id FROM offices_office WHERE slug = ?", [NEIGHBOUR]).fetchone()
    for table in ("offices_certificate", "accounts_wrappedkey"):
        assert rows.execute(f"DELETE FROM {table} WHERE serial = 2 AND office_id = ?", office).rowcount
    signed = "json_extract(document, '$.serial') = 2"
    assert rows.execute(
        f"DELETE FROM accounts_membershipstatement WHERE {signed} AND office_id = ?", office
    ).rowcount


def vouches_alone(rows: Rows, town: Town) -> None:
    """Oversight keys of their own, and every certificate signed anew with them: all of it holds."""
    own = SigningKey.generate()
    rows.execute("DELETE FROM offices_oversightkey")
    rows.execute(
        "INSERT INTO offices_oversightkey (directory_id, public_key, label) SELECT id, ?, '' FROM offices_directory",
        [own.public],
    )
    rows.execute("UPDATE offices_directory SET threshold = 1")
    for row, document in rows.execute("SELECT id, document FROM offices_certificate").fetchall():
        signed = canonical.encode({own.public: directory.sign(json.loads(document), own)}).decode()
        rows.execute("UPDATE offices_certificate SET signatures = ? WHERE id = ?", [signed, row])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (deletes_a_matter, {"matter_missing"}),
        (takes_the_new_certificate_out, {"certificate_missing"}),
        (vouches_alone, {"oversight_altered"}),
    ],
)
def test_what_holds_together_shows_against_a_checkpoint(broken, change, found):
    broken.write(change)
    assert broken.found() == set()
    assert broken.found("--against", str(broken.note)) == found


def test_an_older_copy_in_the_place_of_the_present_shows_against_a_checkpoint(broken):
    shutil.copy(broken.town.before.data / "binhyen.sqlite3", broken.running.data)
    assert broken.found() == set()
    assert broken.found("--against", str(broken.note)) == {"checkpoint_leaves_altered"}
    # With the checkpoint's own leaves put back, they name what is not there.
    with broken.rows() as rows, rows:
        rows.execute("ATTACH ? AS noted", [str(broken.noted.data / "binhyen.sqlite3")])
        for table in ("matters_checkpoint", "matters_prooftree"):
            rows.execute(f"INSERT INTO {table} SELECT * FROM noted.{table}")
    assert broken.found("--against", str(broken.note)) == {
        "matter_missing",
        "entry_missing",
        "certificate_missing",
    }


# --- what readers refuse ----------------------------------------------------------------------------------------------


def trusted(town: Town) -> reading.Directory:
    roots = tuple(SigningKey(from_b64url(seed)).public for seed in town.known["oversight"])
    return reading.Directory(keys(town).installation, roots, 2)


def certificate(rows: Rows, serial: int = 2) -> dict[str, Any]:
    document, signatures = rows.execute(
        "SELECT document, signatures FROM offices_certificate WHERE serial = ?"
        " AND office_id = (SELECT id FROM offices_office WHERE slug = ?)",
        [serial, OFFICE],
    ).fetchone()
    return {"document": json.loads(document), "signatures": json.loads(signatures)}


def test_keys_of_another_making_in_a_member_s_wrapped_key_are_refused(broken):
    """`verify` cannot see into it; the member's Worker does, and compares with the certificate."""
    member = Identity.generate()
    false = OfficeKeys.generate(keys(broken.town).installation, OFFICE)
    with broken.rows() as rows:
        document = certificate(rows)["document"]
    with pytest.raises(CertificateRefused):
        OfficeKeys.unwrap(member, false.wrap(member.recipient), document)
    assert OfficeKeys.unwrap(member, keys(broken.town).wrap(member.recipient), document)


def test_a_certificate_of_their_own_is_sealed_to_by_nobody(broken):
    now, of = datetime.now(UTC), trusted(broken.town)
    with broken.rows() as rows:
        assert of.accept(certificate(rows), now)
    broken.write(exchanges_a_certificate)
    with broken.rows() as rows, pytest.raises(CertificateRefused):
        of.accept(certificate(rows), now)
    broken.write(vouches_alone)
    with broken.rows() as rows:
        with pytest.raises(CertificateRefused):
            of.accept(certificate(rows, 1), now)
        served = [key for (key,) in rows.execute("SELECT public_key FROM offices_oversightkey")]
    assert directory.root_words(served) != directory.root_words(of.roots)


def test_a_grant_of_an_identity_of_their_own_is_refused(broken):
    """Locked under the true retention key, so that the server hands it out: the member reads nothing with it."""
    town = broken.town
    office, own = keys(town), SigningKey.generate()
    with broken.rows() as rows:
        matter = pk(rows, town, "later")
        ref = town.known["refs"]["later"]
        at = rows.execute("SELECT id FROM offices_office WHERE slug = ?", [OFFICE]).fetchone()[0]
        born = json.loads(
            rows.execute("SELECT birth FROM matters_matter WHERE id = ?", [matter]).fetchone()[0]
        )
        locked = rows.execute(
            "SELECT locked FROM matters_grant WHERE matter_id = ? AND stream = 'intake' AND holder = 'office'",
            [matter],
        ).fetchone()[0]
    retention = thief.keys_in(broken.running.data / "retention" / "keys.sqlite3")[matter]
    where = locking.place(ref, "intake", "office", at)
    signers = {born["signer"], office.signing.public}
    true = locking.unlock(retention, bytes(locked), where)
    assert grants.open(office.identity, true, born, signers, "intake").recipient == born["intake"]
    # Signed by nobody who may; and, with an office's signing key too, of another identity than the matter's.
    for key, code in ((own, "forged"), (office.signing, "foreign_identity")):
        false = grants.wrap(THEIRS, office.identity.recipient, key, ref, "intake")
        handed = locking.unlock(retention, locking.lock(retention, false, where), where)
        with pytest.raises(envelope.EnvelopeRefused) as refused:
            grants.open(office.identity, handed, born, signers, "intake")
        assert refused.value.code == code
