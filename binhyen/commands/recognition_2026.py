"""Titles for the demonstration, invented: a hamlet that has one, lists that hang now, a school before its council.

The year is the one whose Quarter I has passed: whenever the demonstration is made, what was registered then is far on
its way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from binhyen.accounts.models import Membership
from binhyen.kinds.recognition import acts, criteria, deciding
from binhyen.kinds.recognition.procedure import VERSIONS, posted_until
from binhyen.kinds.recognition.titles import BY_CODE
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, open_drafted, record_many
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.units import tree
from binhyen.units.models import Unit

SCHOOL, COMMITTEE, POLICE = "truong-thpt-suoi-lim", "ubnd-xa-huong-son", "cong-an-xa-huong-son"
DONE = {
    "school_registered": "Chi bộ ra nghị quyết đầu năm; nhà trường có kế hoạch và bản đăng ký trong quý I.",
    "school_movement": "Mô hình “Cổng trường an toàn” hoạt động đều, có tổ tự quản của học sinh từng khối.",
    "school_parents": "Ban đại diện cha mẹ học sinh họp cùng nhà trường bốn lần; có quy chế phối hợp.",
    "school_grave": "Trong năm không có vụ việc nào mà quy định liệt kê.",
    "school_violence": "Có phòng tư vấn học đường; mâu thuẫn nhỏ được hòa giải sớm.",
    "school_staff": "Cán bộ, giáo viên, nhân viên đều hoàn thành nhiệm vụ.",
}
OTHERWISE = "Đã thực hiện trong năm, có biên bản và ảnh lưu ở thôn."
OBJECTED = "Cổng phụ phía sau trường chưa có người trực lúc tan học."
CHECKED = "Hồ sơ đủ; các tiêu chí có dẫn chứng rõ ràng."
MINUTES = "Hội đồng nghe báo cáo thẩm định, xem xét từng tiêu chí và biểu quyết."


@dataclass
class Titles:
    """Writes the files, act after act at its time. `today` is the day the demonstration is made."""

    installation: str
    today: dt.date = field(default_factory=clock.today)
    offices: dict[str, Office] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def write(self) -> None:
        self.offices = {each.slug: each for each in Office.objects.on(self.today).select_related("area")}
        self.actors = {
            (member.office.slug, member.role): Actor.of(member)
            for member in Membership.objects.current(self.today).select_related("office")
        }
        hamlets = tree.hamlets_of(self.offices[COMMITTEE].area, self.today)
        self._recognised(hamlets[0])
        self._hanging(hamlets[1])
        self._begun(hamlets[2])
        self._families(hamlets[3])
        self._school()

    @property
    def year(self) -> int:
        return self.today.year if self.today.month > 3 else self.today.year - 1

    @property
    def registered_on(self) -> dt.date:
        return dt.date(self.year, 2, 3)

    # --- the files ----------------------------------------------------------------------------------------

    def _recognised(self, hamlet: Unit) -> None:
        """A hamlet's title, given in spring."""
        posted_on = self.registered_on + dt.timedelta(8)
        matter = self._checked("safe_residential_area", COMMITTEE, hamlet, posted_on)
        self._posted(matter, posted_on, "Nhà văn hóa thôn và bảng tin xã")
        after = posted_until(posted_on) + dt.timedelta(1)
        self._found(matter, after)
        minutes = acts.CouncilMet(after, 9, 9, 0, 0, text_hash(MINUTES))
        self._act(matter, "council_met", self._officer(COMMITTEE), minutes, after, MINUTES)
        decided = acts.Recognised("35/QĐ-UBND", after + dt.timedelta(2))
        self._act(matter, "recognised", self._head(COMMITTEE), decided, after + dt.timedelta(2))

    def _hanging(self, hamlet: Unit) -> None:
        """A hamlet whose list hangs since three days."""
        posted_on = self.today - dt.timedelta(3)
        matter = self._checked("safe_residential_area", COMMITTEE, hamlet, posted_on - dt.timedelta(2))
        self._posted(matter, posted_on, "Nhà văn hóa thôn và bảng tin xã")

    def _begun(self, hamlet: Unit) -> None:
        """A hamlet that has marked two of its criteria."""
        matter = self._registered("safe_residential_area", COMMITTEE, hamlet, self.registered_on)
        self._assessed(matter, self._officer(COMMITTEE), self.registered_on + dt.timedelta(5), most=2)

    def _families(self, hamlet: Unit) -> None:
        """The families of a hamlet, rated and hanging; their list is in the hamlet alone."""
        on = self.today - dt.timedelta(9)
        matter = self._registered("cultural_family", COMMITTEE, hamlet, on, households=96)
        self._assessed(matter, self._officer(COMMITTEE), on)
        self._posted(matter, self.today - dt.timedelta(5), "Nhà văn hóa thôn")

    def _school(self) -> None:
        """A school whose list has hung for its days; somebody objected, and the council has not met yet."""
        on = self._long_enough_ago()
        matter = self._checked("safe_school", SCHOOL, self.offices[SCHOOL].area, on - dt.timedelta(2))
        self._posted(matter, on, "Bảng tin Ủy ban nhân dân xã và cổng trường")
        noted = acts.ObjectionNoted("telephone", "criterion", text_hash(OBJECTED))
        self._act(matter, "objection_noted", self._officer(COMMITTEE), noted, on + dt.timedelta(4), OBJECTED)

    # --- how they come on their way -------------------------------------------------------------------------

    def _long_enough_ago(self) -> dt.date:
        """A day from which a list has hung until yesterday: ten days, and more where a holiday stretches them."""
        on = self.today - dt.timedelta(11)
        while posted_until(on) >= self.today:
            on -= dt.timedelta(1)
        return on

    def _checked(self, title: str, keeper: str, area: Unit, checked_on: dt.date) -> Matter:
        """A file that was registered in Quarter I and checked on a day."""
        on = self.registered_on
        matter = self._registered(title, keeper, area, on)
        bodies = deciding.bodies(title, area, VERSIONS.on(on).version, on)
        self._assessed(matter, self._officer(keeper), checked_on - dt.timedelta(3))
        filed = acts.Filed(bodies.checker)
        self._act(matter, "filed", self._officer(keeper), filed, checked_on - dt.timedelta(2))
        checked = acts.Checked(bodies.decider, text_hash(CHECKED))
        self._act(matter, "checked", self._officer(POLICE), checked, checked_on, CHECKED)
        return matter

    def _registered(self, title: str, keeper: str, area: Unit, on: dt.date, **more: Any) -> Matter:
        bodies = deciding.bodies(title, area, VERSIONS.on(on).version, on)
        facts = acts.Registered(
            title=title,
            year=on.year,
            area=area.pk,
            applicant=self.offices[keeper].pk,
            checker=bodies.checker,
            decider=bodies.decider,
            file_by=BY_CODE[title].filed_by(on.year),
            in_scope=True,
            **more,
        )
        opening = Opening.unsealed("recognition", self.installation)
        return open_drafted(Draft(opening, "registered", self._officer(keeper), facts, at=_at(on)))

    def _assessed(self, matter: Matter, by: Actor, on: dt.date, most: int = 9) -> None:
        drafts = []
        for each in criteria.of(matter.category)[:most]:
            text = DONE.get(each.code, OTHERWISE)
            facts = acts.Assessed(each.code, "met", text_hash(text))
            drafts.append(Draft(matter, "assessed", by, facts, at=_at(on), documents=[text]))
        record_many(drafts)

    def _posted(self, matter: Matter, on: dt.date, place: str) -> None:
        self._act(matter, "posted", self._officer(COMMITTEE), acts.Posted(on, text_hash(place)), on, place)

    def _found(self, matter: Matter, on: dt.date) -> None:
        by = self._officer(COMMITTEE)
        found = [acts.Found(each.code, "met") for each in criteria.of(matter.category)]
        record_many([Draft(matter, "found", by, facts, at=_at(on)) for facts in found])

    def _act(self, matter: Matter, act: str, by: Actor, facts: Any, on: dt.date, *documents: str) -> None:
        record_many([Draft(matter, act, by, facts, at=_at(on), documents=documents)])

    def _officer(self, slug: str) -> Actor:
        return self.actors[slug, "officer"]

    def _head(self, slug: str) -> Actor:
        return self.actors[slug, "head"]


def _at(day: dt.date) -> dt.datetime:
    """Ten in the morning of a day."""
    return dt.datetime.combine(day, dt.time(10), clock.LEGAL_ZONE).astimezone(dt.UTC)
