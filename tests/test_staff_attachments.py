"""What an officer takes down at the desk has no attachment: a paper stays on paper, in the matter's envelope."""

from __future__ import annotations

import pytest

from binhyen.desk import posting
from binhyen.matters import clock
from binhyen.offices import certificates, directory
from binhyen.public import story
from binhyen.public.tests.conftest import made, resident  # noqa: F401  # fixtures, used by name


def test_staff_bring_none(resident):  # noqa: F811  # the fixture imported above
    keys, office = resident.made.keys["cong-an-xa-huong-son"], resident.made.offices["cong-an-xa-huong-son"]
    held = certificates.current(office, clock.now()).for_browser()
    body = story.compose(text="x", commune=("10489", "Xã Hương Sơn"))
    given = {"kind": "tip", "category": "theft", "area": "10489", "story": body}
    posted = keys.file_tip(directory.for_reading(), held, clock.now(), **given).posted
    named = [{"upload": "b" * 26, "sha256": "0" * 64}]
    assert posting.filed({"filed": posted}, office)
    with pytest.raises(posting.Refused):
        posting.filed({"filed": posted | {"attachments": named}}, office)
