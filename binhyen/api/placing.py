"""Where a posted report lies, and so which commune's office it is sealed to: by its point, or by the code of a commune.

There is no geocoder: words alone lead nowhere. Within fifty metres of a border the lower code answers, as everywhere
here; whoever posted is told, and so are both offices: the one across the border reads what is open of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from binhyen.api import parameters
from binhyen.api.door import Refused
from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import clock
from binhyen.offices import pointing
from binhyen.offices.models import Office
from binhyen.units import places
from binhyen.units.models import Level, Unit

NEAR_METRES = 50
MILLIONTHS = 1_000_000
LONGEST_NUMBER = 30


@dataclass(frozen=True)
class Placed:
    """`said`: the point and words for the place, as they are said in the open. `beside`: the communes that the point is
    as near to as a telephone can tell."""

    commune: Unit
    said: dict[str, Any]
    beside: tuple[Unit, ...] = field(default=())

    def reader(self, category: str) -> Office | None:
        """The office across the border that is told as well; None where there is no border or no other office."""
        found = pointing.beside(self.commune, self.beside, KIND, category, clock.today())
        return found.office if found else None

    def notice(self, reader: Office | None) -> str:
        """What is said of a border; "" where none is near."""
        if not self.beside:
            return ""
        names = {
            "commune": self.commune.full_name,
            "beside": ", ".join(unit.full_name for unit in self.beside),
        }
        if reader is not None:
            words = _(
                "Điểm này sát ranh giới với %(beside)s. %(commune)s nhận, %(reader)s cũng được báo; nếu không đúng"
                " địa bàn, hãy chuyển."
            )
            return words % (names | {"reader": reader.shown_name})
        words = _(
            "Điểm này sát ranh giới với %(beside)s. %(commune)s nhận; nếu không đúng địa bàn, hãy chuyển."
        )
        return words % names


def place(given: QueryDict) -> Placed:
    """Where a post says that it is. Raises Refused."""
    named = parameters.jurisdiction(given)
    words = parameters.text(given, "address_string")
    said: dict[str, Any] = {"place": words} if words else {}
    point = _point(given)
    if point is None:
        return Placed(_by_name(given, named, words), said)
    said |= dict(zip(("latitude", "longitude"), (round(value * MILLIONTHS) for value in point), strict=True))
    drawn = places.on(clock.today())
    if not drawn.units:
        # Nobody gave this installation its boundaries: only a code tells.
        return Placed(_by_name(given, named, words), said)
    near = drawn.near(*point, NEAR_METRES)
    if not near:
        raise Refused(400, _("Điểm này nằm ngoài địa bàn ở đây. Hãy xem lại lat và long."))
    if named is not None and not any(unit in (named, unit_above(named, unit)) for unit in near):
        raise Refused(400, _("Điểm này không nằm trong địa bàn đã nêu (jurisdiction_id)."))
    return Placed(near[0], said, tuple(near[1:]))


def unit_above(named: Unit, unit: Unit) -> Unit | None:
    """The unit itself where it lies in the one that was named."""
    above = unit.parent
    while above is not None:
        if above.pk == named.pk:
            return unit
        above = above.parent
    return None


def _by_name(given: QueryDict, named: Unit | None, words: str) -> Unit:
    if named is not None and named.level == Level.COMMUNE:
        return named
    if words or parameters.text(given, "address_id"):
        raise Refused(
            400,
            _("Ở đây không tra được địa chỉ. Hãy gửi lat và long, hoặc jurisdiction_id là mã xã, phường."),
        )
    raise Refused(400, _("Thiếu chỗ: hãy gửi lat và long, hoặc address_string cùng jurisdiction_id."))


def _point(given: QueryDict) -> tuple[float, float] | None:
    written = [parameters.text(given, name) for name in ("lat", "long")]
    if not any(written):
        return None
    try:
        if any(len(each) > LONGEST_NUMBER for each in written):
            raise ValueError("too long")
        latitude, longitude = map(float, written)
        if not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError("range")
    except ValueError:
        raise Refused(400, _("lat và long là hai số thập phân, độ theo WGS 84.")) from None
    return latitude, longitude
