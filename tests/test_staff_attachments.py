"""Attachments at the desk: staff bring none, and each is handed out under its own matter alone."""

from __future__ import annotations

import pytest

from binhyen.accounts.models import Membership, Person, Role
from binhyen.desk import posting
from binhyen.desk.tests.conftest import Desk
from binhyen.matters import clock
from binhyen.matters.models import Attachment, Reading
from binhyen.offices import certificates, directory
from binhyen.public.tests.conftest import made, resident, standing  # noqa: F401  # fixtures, used by name
from binhyen.public.tests.test_tus import post, posted_by, sealed, uploaded
from binhyen.receiving import story


def test_staff_bring_none(resident):
    keys, office = resident.made.keys["cong-an-xa-huong-son"], resident.made.offices["cong-an-xa-huong-son"]
    held = certificates.current(office, clock.now()).for_browser()
    body = story.compose(text="x", commune=("10489", "Xã Hương Sơn"))
    given = {"kind": "tip", "category": "theft", "area": "10489", "story": body}
    posted = keys.file_tip(directory.for_reading(), held, clock.now(), **given).posted
    named = [{"upload": "b" * 26, "sha256": "0" * 64}]
    assert posting.filed({"filed": posted}, office)
    with pytest.raises(posting.Refused):
        posting.filed({"filed": posted | {"attachments": named}}, office)


def test_an_attachment_is_handed_out_under_its_own_matter_alone(client, resident):
    """The attack: an officer who knows a hash asks for it under a matter that is theirs to read."""
    started = resident.starts()
    named = uploaded(client, sealed(started))
    assert post(client, posted_by(started, [named])).status_code == 201
    theirs = resident.seals(area="10459", office="cong-an-xa-phuc-son")
    assert post(client, theirs.posted).status_code == 201
    kept = Attachment.objects.select_related("matter").get()

    def asked(slug: str, ref: str) -> int:
        person = Person.objects.create(username=f"{slug}-{ref}", full_name="N")
        since = clock.today()
        office = resident.made.offices[slug]
        Membership.objects.create(person=person, office=office, role=Role.OFFICER, from_on=since)
        desk = Desk(person)
        return desk.post(f"{desk.home}viec/{ref}/niem-phong/{kept.sha256}/").status_code

    assert asked("cong-an-xa-huong-son", kept.matter.ref) == 200
    assert asked("cong-an-xa-phuc-son", kept.matter.ref) == 404
    assert asked("cong-an-xa-phuc-son", theirs.matter) == 404
    # And that it was handed out is written down: which one, and apart from opening the story.
    assert list(Reading.objects.values_list("matter", "what", "attachment")) == [
        (kept.matter.pk, "attachment", kept.sha256)
    ]
