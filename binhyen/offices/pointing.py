"""From a point to who answers there, and why: the commune it lies in, or those to be asked about.

1. The point's commune is the one it lies in; on a border, the one of the lower code.
2. A device says how far off it may be. Where that reaches into another commune, whoever asks chooses between them.
3. Outside every commune, those within that distance and half a kilometre are asked about; else it is said so.
4. From the commune on, the rule is that of `routing.route`.

Where nobody can be asked, as another program files, the office beside is told as well (`beside`).

How far a chosen commune may lie from the point is asked with the same half a kilometre (`is_far`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from binhyen.offices import routing
from binhyen.units import places
from binhyen.units.models import Unit

# A border is drawn less exactly than a good device measures.
SLACK_M = 500
# Beyond this a device knows a district at best.
MOST_ACCURACY_M = 5_000


@dataclass(frozen=True)
class Pointed:
    """`commune`: that of the point, None outside all; `ask`: between which to choose, empty where it is certain.
    `routed`: who answers for `commune`, None where nobody does. `because`: the reasons, in the reader's language."""

    commune: Unit | None
    ask: tuple[Unit, ...]
    routed: routing.Routed | None
    because: tuple[str, ...]


def at(
    latitude: float, longitude: float, accuracy_m: int, kind: str, category: str, conflict: bool, on: date
) -> Pointed:
    """Where a point in degrees (WGS 84) leads on that day."""
    if accuracy_m > MOST_ACCURACY_M:
        words = _("Máy chỉ biết vị trí trong vòng %(km)d km nên chưa rõ ở xã nào.") % {
            "km": accuracy_m // 1000
        }
        return Pointed(None, (), None, (words,))
    drawn = places.on(on)
    commune = drawn.at(latitude, longitude)
    reach = accuracy_m if commune else accuracy_m + SLACK_M
    near = tuple(drawn.near(latitude, longitude, reach)) if reach else ()
    if commune is None:
        return Pointed(None, near, None, (_outside(near),))
    because = [_("Điểm này nằm trong %(commune)s.") % {"commune": commune.full_name}]
    ask = near if len(near) > 1 else ()
    if ask:
        words = _("Nhưng máy có thể lệch %(metres)d m, và gần đó là ranh giới với %(others)s.")
        others = ", ".join(unit.full_name for unit in ask if unit != commune)
        because.append(words % {"metres": accuracy_m, "others": others})
    try:
        routed = routing.route(commune, kind, category, conflict, on)
    except routing.NoOffice as nobody:
        return Pointed(commune, ask, None, (*because, str(nobody)))
    return Pointed(commune, ask, routed, (*because, *(each.words for each in routed.because)))


def beside(
    commune: Unit, others: Iterable[Unit], kind: str, category: str, on: date
) -> routing.Routed | None:
    """Of the communes that a point in `commune` is as near to, the first for which another office answers; None where
    one answers for all, or for the others nobody."""
    try:
        handler = routing.route(commune, kind, category, False, on).office
    except routing.NoOffice:
        return None
    for other in others:
        try:
            routed = routing.route(other, kind, category, False, on)
        except routing.NoOffice:
            continue
        if routed.office != handler:
            return routed
    return None


def is_far(commune: Unit, latitude: float, longitude: float, accuracy_m: int, on: date) -> bool:
    """Whether a point lies too far from a commune to be in it; False where its border is not known."""
    if not commune.boundary:
        return False
    near = places.on(on).near(latitude, longitude, min(accuracy_m, MOST_ACCURACY_M) + SLACK_M)
    return commune not in near


def _outside(near: tuple[Unit, ...]) -> str:
    if near:
        return _("Điểm này nằm ngoài ranh giới đã biết, gần nhất là %(near)s.") % {
            "near": ", ".join(unit.full_name for unit in near)
        }
    return _("Điểm này nằm ngoài các xã ở đây.")
