"""Models out of one registry and into another office's, with the hamlets where they are carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from binhyen.accounts.models import Person
from binhyen.documents.sheet import csv
from binhyen.exchange import exporting, files, importing
from binhyen.matters import clock
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement.community_models import Ended
from binhyen.movement.tests.test_models import LATER, NOW, OTHER, POLICE, Town
from binhyen.units.models import Unit


@pytest.fixture
def town(db):
    with clock.at(NOW):
        yield Town()


def taken(town: Town, path: Path, by: str, given: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """Import the models of this text with these words exchanged: for each table what was added, known, refused."""
    path.mkdir(exist_ok=True)
    for code, sheet in exporting.sheets(["models"]).items():
        text = csv(sheet).decode("utf-8-sig")
        for old, new in given.items():
            text = text.replace(old, new)
        (path / f"{code}.csv").write_text(text, encoding="utf-8")
    report = importing.run(files.read(path), Person.objects.get(username=by))
    return {code: (each.added, each.known, each.refused) for code, each in report.tables.items()}


def test_what_is_here_already_is_known(town, tmp_path):
    town.recount(town.site(), LATER, teams=4)
    assert taken(town, tmp_path / "file", f"{POLICE}.officer", {}) == {
        "models": (0, 1, 0),
        "model_sites": (0, 1, 0),
    }


def test_another_office_takes_it_in_with_its_hamlet_as_last_counted(town, tmp_path):
    town.recount(town.site(), LATER, teams=4)
    # The same file, mended for the other office and one of its hamlets.
    given = {POLICE: OTHER, "10459-01": "10489-04", "10459": "10489"}
    assert taken(town, tmp_path / "file", f"{OTHER}.head", given) == {
        "models": (1, 0, 0),
        "model_sites": (1, 0, 0),
    }
    model = town.read(Matter.objects.get(kind="model", office__slug=OTHER))
    [site] = model.sites
    assert (site.hamlet, site.counts[0].teams, site.from_on) == (
        Unit.objects.get(name="Suối Lim").pk,
        4,
        LATER,
    )


def test_one_that_was_adopted_says_from_where(town, tmp_path):
    own = town.adopt()
    given = {OTHER: "cong-an-xa-hong-son", "10489": "10465"}
    town.actor("cong-an-xa-hong-son")
    done = taken(town, tmp_path / "file", "cong-an-xa-hong-son.officer", given)
    assert done["models"] == (1, 1, 0)
    copy = Matter.objects.get(kind="model", office__slug="cong-an-xa-hong-son")
    assert [record.act for record in line_of(copy).effective] == ["adopted"]
    assert copy.under == own.under == town.matter.ref


def test_what_ended_is_in_no_file(town, tmp_path):
    town.adopt()
    own = Matter.objects.exclude(pk=town.matter.pk).get(kind="model")
    town.do("ended", Ended(LATER))
    sheet = exporting.sheets(["models"])["models"]
    [row] = sheet.rows
    assert (row[0], row[-1]) == (own.ref, None)
