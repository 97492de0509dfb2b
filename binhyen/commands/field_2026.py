"""Work in the field for the demonstration: one campaign of five streets with its looks, two sanctions, one clearance.

All of it is invented: the streets have real road numbers, and nobody was ever found or sanctioned there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from binhyen.commands import steering_2026
from binhyen.kinds.clearance import acts as clearance_acts
from binhyen.kinds.clearance.limits import BY_FORM
from binhyen.kinds.sanction import acts as sanction_acts
from binhyen.kinds.sanction import judging, limits
from binhyen.kinds.sanction.reading import read as read_sanction
from binhyen.kinds.street import acts
from binhyen.kinds.task import issuing
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import plans
from binhyen.procedure import VIETNAM, Nothing

COMMITTEE, POLICE = "ubnd-xa-huong-son", "cong-an-xa-huong-son"
TITLE = "Kế hoạch ra quân bảo đảm trật tự vỉa hè, lòng đường trên địa bàn xã"
TASKS = (
    "Tuyên truyền để các hộ tự dời hàng hóa, mái che khỏi vỉa hè trước ngày ra quân",
    "Ra quân ở năm đoạn đường; xem lại từng đoạn sau 7, 30 và 90 ngày",
)


@dataclass(frozen=True)
class Stretch:
    """A street, worked so many days ago; each look: (act, days ago, state, how many places)."""

    name: str
    days: int
    point: tuple[int, int]
    counts: dict[str, Any]
    looks: tuple[tuple[str, int, str, int], ...] = ()


STREETS = (
    Stretch(
        "Đường 419, từ cổng chợ Bến đến cầu Bến", 96, (20_618_200, 105_774_900),
        {"goods": 14, "signs": 6, "vehicles": 3, "moved": 17, "reminded": 20, "minutes": 2},
        (("looked_7", 88, "clear", 0), ("looked_30", 65, "partly", 4), ("looked_90", 4, "clear", 0)),
    ),
    Stretch(
        "Đường vào bến Yến, từ ngã ba đến bãi xe", 94, (20_611_300, 105_770_100),
        {"goods": 22, "structures": 3, "signs": 9, "moved": 24, "reminded": 30, "removed": 2, "minutes": 1},
        (("looked_7", 86, "partly", 5), ("looked_30", 62, "again", 18)),
    ),
    Stretch(
        "Đường trước Trường Trung học cơ sở, hai bên cổng", 45, (20_615_900, 105_771_800),
        {"vehicles": 11, "goods": 4, "moved": 15, "reminded": 15},
        (("looked_7", 37, "clear", 0), ("looked_30", 14, "clear", 0)),
    ),
    Stretch(
        "Đường thôn Yến Vỹ, từ đình đến trạm y tế", 43, (20_608_700, 105_766_500),
        {"materials": 5, "structures": 2, "moved": 5, "reminded": 6},
        (("looked_7", 35, "clear", 0),),
    ),
    Stretch(
        "Đường Đục Khê, từ nhà văn hóa đến kênh", 9, (20_613_400, 105_768_900),
        {"goods": 7, "other_things": 2, "moved": 8, "reminded": 9},
    ),
)  # fmt: skip
PROJECT, SITE = "Mở rộng đường vào bến Yến (trình diễn)", "Hai bên đường, từ ngã ba đến bãi xe"
HOUSEHOLDS = 12


@dataclass
class Field(steering_2026.Year):
    """Writes the work in the field of the same year, by the same offices."""

    def write(self) -> None:
        self.look_up()
        plan = self._ordered()
        streets = [self._street(each, plan) for each in STREETS]
        self._ahead(plan)
        self._sanctions(streets[0])
        self._clearance()

    def _ordered(self) -> Matter:
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        begins, ends = self.today - dt.timedelta(100), self.today + dt.timedelta(60)
        facts = plans.Drafted(
            office.pk, office.area_id, "campaign", text_hash(TITLE), begins.year, begins, ends
        )
        plan = self._open(plans.KIND, "drafted", by, facts, [TITLE], 104)
        for number, content in enumerate(TASKS, start=1):
            task = plans.TaskSet(number, text_hash(content), self.today + dt.timedelta(30))
            self._act(plan, "task_set", by, task, 104, content)
        self._act(plan, "addressed", by, plans.Addressed(self.offices[POLICE].pk), 103)
        issued = plans.Issued(self.today - dt.timedelta(102), "36/KH-UBND")
        issuing.issue(plan, by=by, facts=issued, at=self._at(102))
        for given in Matter.objects.filter(under=plan.ref, kind="task").order_by("item"):
            self._act(given, "acknowledged", self.actors[POLICE], Nothing(), 101)
            if given.item == 1:
                self._reported(given, self.actors[POLICE], 97, accepted=False)
        return plan

    def _street(self, stretch: Stretch, plan: Matter) -> Matter:
        by = self.actors[COMMITTEE]
        street = self._planned(stretch, plan, self.today - dt.timedelta(stretch.days), stretch.days + 5)
        on = self.today - dt.timedelta(stretch.days)
        worked = acts.Worked(on=on, people=9, **stretch.counts)
        self._act(street, "worked", by, worked, stretch.days)
        for act, ago, state, found in stretch.looks:
            self._act(street, act, by, acts.LookedAgain(state, found), ago)
        return street

    def _planned(self, stretch: Stretch, plan: Matter, on: dt.date, written: int) -> Matter:
        office = self.offices[COMMITTEE]
        facts = acts.Planned(
            office=office.pk, area=office.area_id, stretch=text_hash(stretch.name), on=on, team="joint_team",
            plan=plan.ref, latitude=stretch.point[0], longitude=stretch.point[1],
        )  # fmt: skip
        return self._open("street", "planned", self.actors[COMMITTEE], facts, [stretch.name], written)

    def _ahead(self, plan: Matter) -> None:
        coming = Stretch("Đường ven suối Yến, bãi gửi xe phía tây", 0, (20_606_900, 105_772_300), {})
        self._planned(coming, plan, self.today, 6)

    def _sanctions(self, street: Matter) -> None:
        """One that was complied with; one where somebody asked to explain."""
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        made_on = self.today - dt.timedelta(95)
        facts = sanction_acts.MinutesMade(
            office=office.pk, area=office.area_id, field="order", number="07/BB-VPHC", made_on=made_on,
            body="commune_chair", individuals=2, organisations=0,
            decide_by=VIETNAM.ends_on(made_on, limits.DECIDE), street=street.ref,
        )  # fmt: skip
        done = self._open("sanction", "minutes_made", by, facts, [], 95)
        decided = sanction_acts.Decided(
            number="41/QĐ-XPHC", decided_on=self.today - dt.timedelta(90), body="commune_chair",
            forms=("fine", "remedy"), fine_vnd=1_500_000, individuals=2, organisations=0,
        )  # fmt: skip
        self._act(done, "decided", by, decided, 90)
        served_on = self.today - dt.timedelta(89)
        served = sanction_acts.Served(served_on, VIETNAM.ends_on(served_on, limits.COMPLY))
        self._act(done, "served", by, served, 89)
        self._act(done, "complied", by, sanction_acts.Complied(self.today - dt.timedelta(84)), 84)
        self._asked_to_explain()

    def _asked_to_explain(self) -> None:
        by, office = self.actors[POLICE], self.offices[POLICE]
        made_on = self.today - dt.timedelta(6)
        facts = sanction_acts.MinutesMade(
            office=office.pk, area=office.area_id, field="environment", number="12/BB-VPHC", made_on=made_on,
            body="commune_police", individuals=0, organisations=1,
            decide_by=VIETNAM.ends_on(made_on, limits.DECIDE), explainable=True,
        )  # fmt: skip
        sanction = self._open("sanction", "minutes_made", by, facts, [], 6)
        until = judging.longest(read_sanction(line_of(sanction)), limits.EXPLAINED)
        asked = sanction_acts.ExplanationAsked("in_writing", self.today - dt.timedelta(3), until)
        self._act(sanction, "explanation_asked", by, asked, 3)

    def _clearance(self) -> None:
        """A plan that hung its thirty days and was met on; three households do not agree and wait for their answer."""
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        facts = clearance_acts.Listed(
            office=office.pk, area=office.area_id, form="other_land", title=text_hash(PROJECT),
            place=text_hash(SITE), households=HOUSEHOLDS,
        )  # fmt: skip
        clearance = self._open("clearance", "listed", by, facts, [PROJECT, SITE], 85)
        given = clearance_acts.NoticeGiven("52/TB-UBND", self.today - dt.timedelta(80))
        self._act(clearance, "notice_given", by, given, 80)
        begun = self.today - dt.timedelta(44)
        posted = clearance_acts.Posted(begun, VIETNAM.ends_on(begun, BY_FORM["other_land"].posting))
        self._act(clearance, "posted", by, posted, 44)
        met = clearance_acts.MeetingHeld(self.today - dt.timedelta(9), 11)
        self._act(clearance, "meeting_held", by, met, 9)
        objected = clearance_acts.Objected(3, self.today - dt.timedelta(8), "04/ĐKN")
        self._act(clearance, "objected", by, objected, 8)
