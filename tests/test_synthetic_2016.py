"""The demonstration's 2016, read by the yearly report."""

from __future__ import annotations

import datetime as dt

from binhyen.commands import year_2016
from binhyen.figures.annual import annual
from binhyen.matters import clock, verification
from binhyen.offices.demonstration import make_offices
from binhyen.units import names


def test_the_synthetic_2016_says_what_the_newspaper_said(db):
    make_offices()
    with clock.at(dt.datetime(2026, 11, 23, tzinfo=dt.UTC)):
        year_2016.write("by-test")
        plain = annual(names.resolve("Mỹ Đức", 2016), 2016).plain()
        values = {i["code"]: i["value"] for i in plain["indicators"]}
        assert (values["cases_from_tips.drugs"], values["cases_from_tips.gambling"]) == (37, 17)
        assert values["cases_from_tips.prostitution"] == 4
        assert values["tips.received"] > values["cases_from_tips.total"]
        assert values["tips.answered_on_time"] < values["tips.answered"] < values["tips.received"]
        assert list(verification.verify()) == list(verification.replay()) == []
        assert set(plain) == {"unit", "year", "units", "synthetic", "journal_head", "indicators"}
