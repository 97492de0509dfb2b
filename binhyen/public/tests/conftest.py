"""The demonstration's offices with their keys, and a resident's hand that seals as a browser does."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import io
from dataclasses import dataclass

import pytest
from django.conf import settings

from binhyen.kinds.session.tests.conftest import outreach_town, town  # noqa: F401  # fixtures, used by name
from binhyen.matters import clock
from binhyen.offices import certificates, demonstration, directory
from binhyen.receiving import story
from binhyen.sealing import attachment, filing
from binhyen.sealing.attachment import Header


@dataclass
class Resident:
    made: demonstration.Made

    def seals(
        self,
        *,
        area="10489",
        office="cong-an-xa-huong-son",
        category="gambling",
        text="Sòng bạc sau chợ.",
        **more,
    ):
        """A report sealed as a browser seals it."""
        held = certificates.current(self.made.offices[office], clock.now())
        body = story.compose(text=text, commune=("10489", "Xã Hương Sơn"))
        given = {"kind": "tip", "category": category, "area": area, "story": body} | more
        return filing.file_tip(directory.for_reading(), held.for_browser(), clock.now(), **given)

    def starts(self):
        """A report's keys, made as a browser makes them before its attachments."""
        held = certificates.current(self.made.offices["cong-an-xa-huong-son"], clock.now())
        given = {"kind": "tip", "category": "gambling", "area": "10489"}
        return filing.start_tip(directory.for_reading(), held.for_browser(), clock.now(), **given)

    def attaches(self, client, **contents):
        """A report with attachments that were uploaded, by kind: what is left to post."""
        started = self.starts()
        named = [uploaded(client, sealed(started, data, kind)) for kind, data in contents.items()]
        return finished(started, named)


def sealed(started, content=b"Bien so 29-X1 12345." * 500, kind="photo"):
    """The ciphertext of one attachment."""
    out = io.BytesIO()
    header = Header(started.matter, kind, len(content))
    attachment.seal(started.intake.recipient, header, io.BytesIO(content), out)
    return out.getvalue()


def uploaded(client, data):
    """(upload, SHA-256) of a ciphertext that arrived in one piece."""
    tus = {"Tus-Resumable": "1.0.0"}
    where = client.post("/bao-tin/tep/", headers=tus | {"Upload-Length": str(len(data))})["Location"]
    kind = "application/offset+octet-stream"
    arrived = client.patch(where, data, content_type=kind, headers=tus | {"Upload-Offset": "0"})
    assert arrived.status_code == 204
    return where.rstrip("/").rpartition("/")[2], hashlib.sha256(data).hexdigest()


def finished(started, named):
    """The report that names them."""
    body = story.compose(text="Xem ảnh.", commune=("10489", "Xã Hương Sơn"))
    return filing.finish_tip(started, body, named)


@pytest.fixture(scope="module")
def standing(shared):
    """The offices of a module's tests."""
    return demonstration.make(settings.INSTALLATION.id)


@pytest.fixture
def made(standing, db):
    offices = {slug: copy.copy(office) for slug, office in standing.offices.items()}
    return dataclasses.replace(standing, offices=offices)


@pytest.fixture
def resident(made):
    return Resident(made)


@pytest.fixture
def committed(empty_database):
    """The same with real commits, for what must not run inside a transaction."""
    return Resident(demonstration.make(settings.INSTALLATION.id))
