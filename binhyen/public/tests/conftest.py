"""The demonstration's offices with their keys, and a resident's hand that seals as a browser does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.conf import settings

from binhyen.matters import clock
from binhyen.offices import certificates, demonstration, directory
from binhyen.public import story
from binhyen.sealing import filing


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


@pytest.fixture
def made(db):
    return demonstration.make(settings.INSTALLATION.id)


@pytest.fixture
def resident(made):
    return Resident(made)


@pytest.fixture
def committed(empty_database):
    """The same with real commits, for what must not run inside a transaction."""
    return Resident(demonstration.make(settings.INSTALLATION.id))
