"""Uploads in pieces: what is taken, what is refused, and to whom a file belongs."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import threading
import time
from pathlib import Path

import pytest
from django.test import Client

from binhyen.matters import blobs, verification
from binhyen.matters.models import Attachment, Matter
from binhyen.offices import directory
from binhyen.public.tests.conftest import finished, sealed, uploaded
from binhyen.public.tests.test_filing import post
from binhyen.sealing import attachment

URL = "/bao-tin/tep/"
TUS = {"Tus-Resumable": "1.0.0"}

pytestmark = pytest.mark.django_db


def begin(client, length, **headers):
    return client.post(URL, headers=TUS | {"Upload-Length": str(length)} | headers)


def patch(client, where, offset, data, kind="application/offset+octet-stream", **headers):
    return client.patch(
        where, data, content_type=kind, headers=TUS | {"Upload-Offset": str(offset)} | headers
    )


def offset_of(client, where):
    return int(client.head(where, headers=TUS)["Upload-Offset"])


def ref_of(where):
    return where.rstrip("/").rpartition("/")[2]


@pytest.fixture
def started(resident):
    return resident.starts()


def posted_by(started, named):
    return finished(started, named).posted


# --- the protocol -----------------------------------------------------------------------------------------


def test_what_the_server_can_do_is_told(client):
    told = client.options(URL)
    assert (told.status_code, told["Tus-Version"], told["Tus-Extension"]) == (
        204,
        "1.0.0",
        "creation,termination,expiration",
    )
    assert int(told["Tus-Max-Size"]) == attachment.MOST_CIPHERTEXT


def test_pieces_arrive_one_after_the_other(client):
    data = os.urandom(200_000)
    begun = begin(client, len(data))
    where = begun["Location"]
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    assert not begun.cookies
    for at in range(0, len(data), 70_000):
        answer = patch(client, where, at, data[at : at + 70_000])
        assert (answer.status_code, int(answer["Upload-Offset"])) == (204, min(at + 70_000, len(data)))
        assert answer["Upload-Expires"].endswith("GMT")
    head = client.head(where, headers=TUS)
    assert (head["Upload-Offset"], head["Upload-Length"], head["Cache-Control"]) == (
        "200000",
        "200000",
        "no-store",
    )
    (file,) = arriving()
    assert file.read_bytes() == data
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def arriving():
    return sorted(path for path in (blobs._folder("arriving")).iterdir() if not path.name.endswith(".length"))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path / "attachments"


def test_metadata_is_refused(client):
    named = begin(client, 5_000, **{"Upload-Metadata": "filename dG9pLmpwZw=="})
    assert named.status_code == 400
    assert arriving() == []


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("", 400),
        ("x", 400),
        ("-5", 400),
        ("9" * 30, 400),
        ("2047", 413),
        (str(attachment.MOST_CIPHERTEXT + 1), 413),
    ],
)
def test_a_length_that_cannot_be_is_refused(client, length, status):
    assert begin(client, length).status_code == status
    assert arriving() == []


def test_a_deferred_length_and_another_version_are_refused(client):
    assert client.post(URL, headers=TUS | {"Upload-Defer-Length": "1"}).status_code == 400
    old = client.post(URL, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "5000"})
    assert (old.status_code, old["Tus-Version"]) == (412, "1.0.0")


def test_another_site_cannot_fill_the_disk_through_a_visitor(client):
    assert begin(client, 5_000, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_wrong_place_is_told_and_nothing_is_written(client):
    where = begin(client, 5_000)["Location"]
    assert patch(client, where, 10, b"x" * 100).status_code == 409
    assert patch(client, where, 0, b"x" * 100).status_code == 204
    assert patch(client, where, 0, b"x" * 100).status_code == 409
    assert offset_of(client, where) == 100


def test_more_than_was_promised_is_refused(client):
    where = begin(client, 5_000)["Location"]
    assert patch(client, where, 0, b"x" * 5_001).status_code == 413
    assert offset_of(client, where) == 0


def test_another_content_type_is_refused(client):
    where = begin(client, 5_000)["Location"]
    assert patch(client, where, 0, b"x", kind="text/plain").status_code == 415


@pytest.mark.parametrize("ref", ["a" * 26, "a", "A" * 26, "secret-key"])
def test_an_upload_that_is_none_is_not_found(client, ref):
    where = f"{URL}{ref}/"
    assert client.head(where, headers=TUS).status_code == 404
    assert patch(client, where, 0, b"x").status_code == 404
    assert client.delete(where, headers=TUS).status_code == 404


def test_its_sender_may_take_it_back(client):
    where = begin(client, 5_000)["Location"]
    assert client.delete(where, headers=TUS).status_code == 204
    assert client.head(where, headers=TUS).status_code == 404
    assert arriving() == []


def test_a_connection_that_breaks_loses_nothing_that_arrived(client):
    data = os.urandom(300_000)
    where = begin(client, len(data))["Location"]

    class Cut(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= 131_072:
                raise OSError("the line broke")
            return super().read(size)

    answer = client.generic("PATCH", where, data, content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": "0"}, **{"wsgi.input": Cut(data)})  # fmt: skip
    assert answer.status_code == 204
    came = offset_of(client, where)
    assert 65_536 <= came < len(data)
    assert patch(client, where, came, data[came:]).status_code == 204
    assert arriving()[0].read_bytes() == data


def test_of_two_senders_at_once_one_goes_on_and_nothing_is_mixed(client):
    """The old connection hangs half-way; the new one takes over, and the old one's next piece finds no place."""
    data = os.urandom(200_000)
    ref = blobs.begin(len(data))
    first_is_in, second_is_done = threading.Event(), threading.Event()
    old, told = io.BytesIO(data), []

    def slowly(most):
        if old.tell() > 0:
            first_is_in.set()
            second_is_done.wait(10)
        return old.read(most)

    def send():
        try:
            blobs.append(ref, 0, slowly)
        except blobs.WrongOffset:
            told.append("wrong offset")

    sender = threading.Thread(target=send)
    sender.start()
    assert first_is_in.wait(10)
    came = blobs.arrived(ref).offset
    assert came == 65_536
    assert blobs.append(ref, came, io.BytesIO(data[came:]).read) == len(data)
    second_is_done.set()
    sender.join(10)
    assert told == ["wrong offset"]
    assert arriving()[0].read_bytes() == data


def test_memory_stays_flat_however_much_arrives(client):
    largest = 0

    class Watched(io.RawIOBase):
        left = 20_000_000

        def __call__(self, most):
            nonlocal largest
            largest = max(largest, most)
            given = min(most, self.left)
            self.left -= given
            return bytes(given)

    ref = blobs.begin(20_000_000)
    assert blobs.append(ref, 0, Watched()) == 20_000_000
    assert largest == 65_536


def test_nothing_new_begins_when_the_disk_is_nearly_full(client, monkeypatch):
    monkeypatch.setattr(blobs, "FREE_FLOOR", 2**62)
    refused = begin(client, 5_000)
    assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (503, "30", "full")


# --- a report claims them ---------------------------------------------------------------------------------


def test_a_report_takes_what_it_names(client, started, resident):
    data = sealed(started)
    named = uploaded(client, data)
    posted = posted_by(started, [named])
    assert post(client, posted).status_code == 201
    kept = Attachment.objects.get(matter__ref=started.matter)
    assert (kept.ref, kept.sha256, kept.size) == (*named, len(data))
    with blobs.opened(kept) as file:
        assert file.read() == data
        assert os.fstat(file.fileno()).st_mtime == 0, "the hour of an anonymous report stands on its file"
    assert arriving() == []
    assert list(verification.verify()) == []
    # The office opens it, and only because the story names it.
    from binhyen.matters.bundles import bundle

    matter = Matter.objects.get()
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    read = resident.made.keys["cong-an-xa-huong-son"].read_matter(held, directory.for_reading())
    listed = read.intake.messages[0].header.attachments
    out = io.BytesIO()
    opened = attachment.open(read.intake.identity, io.BytesIO(data), out, matter=matter.ref, listed=listed)
    assert (opened.kind, out.getvalue()[:12]) == ("photo", b"Bien so 29-X")


def test_posted_again_it_is_stored_once(client, started):
    posted = posted_by(started, [uploaded(client, sealed(started))])
    assert post(client, posted).status_code == 201
    again = post(client, posted)
    assert (again.status_code, again.json()["code"]) == (200, "already_stored")
    assert Attachment.objects.count() == 1


def refused(client, posted):
    answer = post(client, posted)
    assert Matter.objects.count() == 0
    return answer.status_code, answer.json()["code"]


def test_what_did_not_arrive_whole_is_told(client, started):
    data = sealed(started)
    where = begin(client, len(data))["Location"]
    patch(client, where, 0, data[:-1])
    named = (ref_of(where), hashlib.sha256(data).hexdigest())
    assert refused(client, posted_by(started, [named])) == (409, "attachments")
    assert refused(client, posted_by(started, [("b" * 26, "0" * 64)])) == (409, "attachments")
    # What is missing can still follow, and the same report is taken then.
    assert patch(client, where, len(data) - 1, data[-1:]).status_code == 204
    assert post(client, posted_by(started, [named])).status_code == 201


def test_another_hash_is_refused(client, started):
    ref, _sha256 = uploaded(client, sealed(started))
    assert refused(client, posted_by(started, [(ref, "0" * 64)])) == (409, "attachments")
    assert len(arriving()) == 1


def test_what_is_not_sealed_is_refused(client, started):
    named = uploaded(client, b"GIF89a" + bytes(5_000))
    assert refused(client, posted_by(started, [named])) == (409, "attachments")


def test_anothers_file_is_not_taken(client, started, resident):
    data = sealed(started)
    named = uploaded(client, data)
    assert post(client, posted_by(started, [named])).status_code == 201
    other = resident.starts()
    assert post(client, posted_by(other, [named])).json()["code"] == "attachments"
    where = f"{URL}{named[0]}/"
    assert client.head(where, headers=TUS).status_code == 404
    assert client.delete(where, headers=TUS).status_code == 404
    assert Attachment.objects.count() == 1


def test_a_report_that_is_refused_leaves_its_files_to_be_sent_again(client, started, monkeypatch):
    from django.db import OperationalError

    from binhyen.receiving import filing as door

    named = uploaded(client, sealed(started))
    posted = posted_by(started, [named])

    def fails(_draft):
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(door, "open_together", fails)
        assert post(client, posted).status_code == 503
    assert post(client, posted).status_code == 201


def test_more_than_a_report_may_carry_is_refused(client, started, monkeypatch):
    monkeypatch.setattr(blobs, "MOST_OF_A_REPORT", 10_000)
    named = [uploaded(client, sealed(started, kind=kind)) for kind in ("photo", "voice")]
    assert refused(client, posted_by(started, named)) == (409, "attachments")


# --- what nobody claims -----------------------------------------------------------------------------------


def later(path: Path, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_what_no_report_names_goes_after_a_day(client, started):
    ref, _sha256 = uploaded(client, sealed(started))
    (file,) = arriving()
    later(file, 23.9)
    assert blobs.sweep() == 0
    later(file, 24.1)
    assert blobs.sweep() == 1
    assert list(blobs._folder("arriving").iterdir()) == []
    assert client.head(f"{URL}{ref}/", headers=TUS).status_code == 404


def test_what_is_empty_goes_after_an_hour(client):
    begin(client, 5_000)
    later(arriving()[0], 1.1)
    assert blobs.sweep() == 1


def test_a_claim_that_was_cut_short_is_finished(client, started, monkeypatch):
    """The process died after the commit: the file is a report's, however long nobody moved it."""
    data = sealed(started)
    named = uploaded(client, data)
    with monkeypatch.context() as dying:
        dying.setattr(blobs, "_keep", lambda _ref: None)
        assert post(client, posted_by(started, [named])).status_code == 201
    kept = Attachment.objects.get()
    assert blobs.is_whole(kept)
    later(arriving()[0], 25)
    assert blobs.sweep() == 0
    assert arriving() == []
    assert blobs.is_whole(kept)


def test_what_a_report_has_is_no_other_s_and_nobody_removes_it_before_it_is_moved(
    client, resident, started, monkeypatch
):
    """The process died after the commit. Whoever learned the upload's name meanwhile can neither take nor remove it."""
    named = uploaded(client, sealed(started))
    with monkeypatch.context() as dying:
        dying.setattr(blobs, "_keep", lambda _ref: None)
        assert post(client, posted_by(started, [named])).status_code == 201
        assert post(client, posted_by(resident.starts(), [named])).json()["code"] == "attachments"
    kept = Attachment.objects.get()
    assert client.delete(f"{URL}{kept.ref}/", headers=TUS).status_code == 404
    assert blobs.is_whole(kept)


def test_verify_finds_a_file_that_was_changed_or_lost(client, started):
    assert post(client, posted_by(started, [uploaded(client, sealed(started))])).status_code == 201
    path = blobs._kept(Attachment.objects.get().ref)
    data = path.read_bytes()
    for harm in (lambda: path.write_bytes(data[:-1] + b"!"), path.unlink):
        harm()
        assert [finding.code for finding in verification.verify()] == ["attachment_altered"]


def test_the_database_keeps_whose_it_is(client, started):
    from django.db import DatabaseError, transaction

    assert post(client, posted_by(started, [uploaded(client, sealed(started))])).status_code == 201
    for change in (
        lambda: Attachment.written_by_journal.update(sha256="0" * 64),
        lambda: Attachment.written_by_journal.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Client().get(f"/bao-tin/tep/{Attachment.objects.get().ref}/").status_code == 405
