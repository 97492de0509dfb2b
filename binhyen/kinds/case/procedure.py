"""Vụ án, vụ việc: a case as the competent body opened it, mirrored by its number.

A case is what results are counted by: however many tips led to it, it is one. It never lists its tips; a tip is
attributed to a case, reversibly, in the tip's own journal. It has no clock here: the criminal proceedings have
their own, and they are not this desk's.
"""

from __future__ import annotations

import datetime as dt

from binhyen.kinds.case import acts
from binhyen.procedure import ANY_OPEN, Act, Procedure, State, Versions

OFFICE = frozenset({"officer", "head", "registry"})

CASE = Procedure(
    kind="case",
    version="1",
    in_force_from=dt.date(2004, 7, 1),
    in_force_to=None,
    basis="BLTTHS 2003 đ. 104; BLTTHS 2015 đ. 153-154",
    states=(State("open"), State("closed", open=False), State("struck", open=False)),
    acts=(
        Act(
            "opened",
            acts.Opened,
            OFFICE,
            None,
            to="open",
            sets={"category": "category", "area": "area", "office": "office", "reader": "reader"},
            basis="BLTTHS 2015 đ. 153",
            personal=(),
        ),
        Act("persons_counted", acts.PersonsCounted, OFFICE, ANY_OPEN, personal=()),
        Act(
            "recategorised", acts.Recategorised, OFFICE, ANY_OPEN, sets={"category": "category"}, personal=()
        ),
        Act("closed", acts.Closed, OFFICE, ANY_OPEN, to="closed", personal=()),
        Act("struck", acts.Struck, OFFICE, ANY_OPEN, to="struck", personal=()),
    ),
)

VERSIONS = Versions([CASE])
