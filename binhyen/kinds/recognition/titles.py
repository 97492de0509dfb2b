"""The titles: whom each is for, who decides it and until when, as the law of the day says.

"An toàn về an ninh, trật tự" stands on TT 124/2021/TT-BCA (in force 10-2-2022; the district taken out by
TT 48/2025/TT-BCA), "Gia đình văn hóa" and "Thôn, tổ dân phố văn hóa" on NĐ 86/2023/NĐ-CP (in force 30-1-2024,
NĐ 122/2018/NĐ-CP before). What could not be compared with the text says so in its basis: a default, or a local limit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.offices.models import OfficeType
from binhyen.units.models import Level

# The versions of the procedure, by the year in which each came into force.
V2022, V2024, V2025 = "2022", "2024", "2025"

ORDER = "TT 124/2021/TT-BCA"
ORDER_2025 = "TT 124/2021/TT-BCA, sửa đổi bởi TT 48/2025/TT-BCA"
CULTURE = "NĐ 86/2023/NĐ-CP"
CULTURE_2018 = "NĐ 122/2018/NĐ-CP"
UNCHECKED = "mặc định, chưa đối chiếu"
LOCAL = "Quy định của địa phương (mặc định)"

# Quarter I: until its last day an area or office registers for the titles of TT 124.
LAST_OF_QUARTER = (3, 31)
# Rating is finished *before* 25 November (NĐ 86/2023), so its last day is the one before.
RATED_BY = (11, 24)
# "Late in the year", says TT 124; the day is this installation's own.
FILED_BY = (11, 30)


class TitleError(ValueError):
    """A title that contradicts itself."""


@dataclass(frozen=True)
class Title:
    """One title.

    of: whom it is for, an area of a level or an office of a type; decided_at: the level of the chair who decides since
    July 2025; decided_before: until the districts went. in_quarter_one: registered by 31 March. by_police: checked by
    the commune's police, otherwise by the deciding body itself. posted_first: its list is posted before it is
    filed. council: whether a council must have met. local: no present national basis was found.
    """

    code: str
    of: Level | OfficeType
    decided_at: Level
    decided_before: Level
    last_day: tuple[int, int]
    in_quarter_one: bool = False
    by_police: bool = False
    posted_first: bool = False
    council: bool = True
    local: bool = False

    def __post_init__(self) -> None:
        if self.in_quarter_one != self.by_police:
            raise TitleError(
                f"{self.code}: what TT 124 gives is registered in Quarter I and checked by the police"
            )
        if not self.council and not self.posted_first:
            raise TitleError(
                f"{self.code}: without a council, its list is posted where those who rate it live"
            )
        dt.date(2024, *self.last_day)

    @property
    def of_area(self) -> bool:
        """Whether it is given to an area; otherwise to an office."""
        return isinstance(self.of, Level)

    def decider(self, version: str) -> Level:
        """The level of the People's Committee whose chair decides."""
        return self.decided_at if version == V2025 else self.decided_before

    def basis(self, version: str) -> str:
        """The instrument it stands on."""
        if self.local:
            return LOCAL
        if self.by_police:
            return ORDER_2025 if version == V2025 else ORDER
        return CULTURE_2018 if version == V2022 else CULTURE

    def filed_by(self, year: int) -> dt.date:
        """The last day of its year on which the list is posted (rated), or the file handed in."""
        return dt.date(year, *self.last_day)

    def registered_by(self, year: int) -> dt.date | None:
        """The last day to register for a year; None where no law sets one."""
        return dt.date(year, *LAST_OF_QUARTER) if self.in_quarter_one else None


def _order(code: str, of: Level | OfficeType, decided_at: Level, decided_before: Level) -> Title:
    """A title "An toàn về an ninh, trật tự"."""
    return Title(code, of, decided_at, decided_before, FILED_BY, in_quarter_one=True, by_police=True)


COMMUNE, DISTRICT, PROVINCE = Level.COMMUNE, Level.DISTRICT, Level.PROVINCE
TITLES = (
    # Who decided before the districts went, but for the residential area, is a default that was not compared.
    _order("safe_residential_area", Level.HAMLET, COMMUNE, COMMUNE),
    _order("safe_commune", Level.COMMUNE, PROVINCE, DISTRICT),
    _order("safe_agency", OfficeType.AGENCY, COMMUNE, DISTRICT),
    _order("safe_enterprise", OfficeType.ENTERPRISE, COMMUNE, DISTRICT),
    _order("safe_school", OfficeType.SCHOOL, COMMUNE, DISTRICT),
    # Of one hamlet, its households by count; the commune's chair decides (Law 06/2022, art. 80(3)).
    Title("cultural_family", Level.HAMLET, COMMUNE, COMMUNE, RATED_BY, posted_first=True, council=False),
    # The district's chair until the districts went (Law 06/2022, art. 80(2)); who since then, is a default.
    Title("cultural_hamlet", Level.HAMLET, COMMUNE, DISTRICT, FILED_BY),
    Title("cultural_agency", OfficeType.AGENCY, COMMUNE, DISTRICT, FILED_BY, local=True),
)
BY_CODE = {title.code: title for title in TITLES}
CODES = tuple(BY_CODE)
ORDERED = frozenset(title.code for title in TITLES if title.by_police)
FAMILY = frozenset({"cultural_family"})
# Whose posting and council have no term in a national text.
CULTURAL = frozenset(CODES) - ORDERED - FAMILY
