"""The steering of a year for the demonstration: invented, and worked some way as its offices would have.

A committee that was renamed and renewed, the instruments it acts under, a year plan given to four communes and three
associations, a peak campaign, and a linked cluster of the four communes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from binhyen.accounts.models import Membership
from binhyen.kinds.task import acts as task_acts
from binhyen.kinds.task import issuing
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, open_drafted, record_many
from binhyen.matters.models import Matter
from binhyen.movement import clusters, committees, instruments, plans
from binhyen.offices.models import Office
from binhyen.procedure import Nothing

COMMITTEE = "ban-chi-dao-138-thanh-pho-ha-noi"
COMMUNES = ("my-duc", "phuc-son", "hong-son", "huong-son")
ASSOCIATIONS = ("hoi-phu-nu-ha-noi", "thanh-doan-ha-noi", "hoi-cuu-chien-binh-ha-noi")
OLD_NAME = (
    "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"
)
NAME = "Ban Chỉ đạo phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc thành phố Hà Nội"
INSTRUMENTS = (
    (
        "directive",
        "09-CT/TW",
        "tăng cường sự lãnh đạo của Đảng đối với phong trào toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới",
        "Ban Bí thư Trung ương Đảng",
        dt.date(2011, 12, 1),
    ),
    (
        "resolution",
        "09/1998/NQ-CP",
        "tăng cường công tác phòng, chống tội phạm trong tình hình mới",
        "Chính phủ",
        dt.date(1998, 7, 31),
    ),
)
# (role, title, office): the names are titles, because nobody's name is invented for a real post.
MEMBERS = (
    ("head", "Phó Chủ tịch Ủy ban nhân dân thành phố", None),
    ("standing_deputy", "Giám đốc Công an thành phố", "cong-an-thanh-pho-ha-noi"),
    ("member", "Chủ tịch Hội Liên hiệp Phụ nữ thành phố", "hoi-phu-nu-ha-noi"),
    ("member", "Bí thư Thành đoàn", "thanh-doan-ha-noi"),
    ("member", "Chủ tịch Hội Cựu chiến binh thành phố", "hoi-cuu-chien-binh-ha-noi"),
)
WHO = "Đồng chí giữ chức vụ bên (trình diễn)"
# (days ago, the commune, what was found, in words)
PATROLS = (
    (100, "my-duc", 1, "Tuần tra chung tuyến đê sông Đáy; nhắc nhở một nhóm thanh niên tụ tập đua xe."),
    (70, "huong-son", 2, "Tuần tra chung bến đò và bãi xe; lập biên bản hai trường hợp đánh bạc ăn tiền."),
)
ALERT = "Xuất hiện nhóm trộm cắp xe máy ban đêm ở các tuyến giáp ranh; đề nghị các xã tăng cường tuần tra."
MINUTES = "Ba xã thống nhất lịch tuần tra quý IV, số máy trực giáp ranh, và báo cho nhau khi có tin về trộm cắp xe máy."
REGULATION = (
    "Điều 1. Ban Chỉ đạo làm việc theo nguyên tắc tập trung dân chủ, đề cao trách nhiệm người đứng đầu.\n"
    "Điều 2. Ban Chỉ đạo họp định kỳ ba tháng một lần; họp đột xuất khi Trưởng ban yêu cầu.\n"
    "Điều 3. Đơn vị được giao nhiệm vụ tiếp nhận trong ba ngày làm việc và báo cáo đúng hạn, kèm minh chứng."
)
ORGANISATION = (
    "Các đơn vị nhận kế hoạch tiếp nhận trong ba ngày làm việc, tổ chức thực hiện "
    "và báo cáo kết quả kèm minh chứng."
)
TASKS = (
    (
        "Tổ chức cho các hộ gia đình đăng ký xây dựng khu dân cư “An toàn về an ninh, trật tự”",
        "Danh sách đăng ký",
        40,
    ),
    ("Củng cố tổ bảo vệ an ninh, trật tự và tổ tự quản ở từng thôn", "Quyết định kiện toàn", 75),
    (
        "Tuyên truyền phòng, chống ma túy trong trường học và ở từng thôn",
        "Báo cáo, ảnh buổi tuyên truyền",
        150,
    ),
    ("Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc 19 tháng 8", "Báo cáo kết quả ngày hội", -40),
)


@dataclass
class Year:
    """Writes the year, act after act at its time. `today` is the day the demonstration is made."""

    installation: str
    today: dt.date = field(default_factory=clock.today)
    offices: dict[str, Office] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def write(self) -> None:
        self.look_up()
        root, strategy = self._instruments()
        committee = self._committee(root)
        plan = self._plan(committee, root, strategy)
        self._worked(plan)
        self._campaign(committee)
        self._cluster()

    def look_up(self) -> None:
        """The offices of today, and somebody who acts at each."""
        self.offices = {
            office.slug: office for office in Office.objects.on(self.today).select_related("area")
        }
        self.actors = {
            member.office.slug: Actor.of(member)
            for member in Membership.objects.current(self.today).select_related("office")
        }

    # --- what is written ----------------------------------------------------------------------------------

    def _instruments(self) -> tuple[Matter, Matter]:
        by = self.actors[COMMITTEE]
        office = self.offices[COMMITTEE].pk
        made = []
        for form, number, title, issuer, day in INSTRUMENTS:
            facts = instruments.Registered(
                office, form, number, text_hash(title), text_hash(issuer), day, day, None, None
            )
            made.append(self._open(instruments.KIND, "registered", by, facts, [title, issuer], 330))
        return made[0], made[1]

    def _committee(self, root: Matter) -> Matter:
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        since = dt.date(2014, 3, 10)
        facts = committees.Established(text_hash(OLD_NAME), office.pk, office.area_id, since, root.ref)
        committee = self._open(committees.KIND, "established", by, facts, [OLD_NAME], 320)
        renamed = committees.Renamed(text_hash(NAME), dt.date(2025, 7, 1), None)
        self._act(committee, "renamed", by, renamed, 319, NAME)
        renewal = dt.date(2025, 7, 15)
        self._act(committee, "renewed", by, committees.Renewed(renewal, None), 318)
        for role, title, slug in MEMBERS:
            member = committees.MemberAdded(
                who=text_hash(WHO),
                title=text_hash(title),
                role=role,
                office=self.offices[slug].pk if slug else None,
                from_on=renewal,
            )
            self._act(committee, "member_added", by, member, 318, WHO, title)
        regulation = committees.RegulationIssued(from_on=renewal, text=text_hash(REGULATION))
        self._act(committee, "regulation_issued", by, regulation, 317, REGULATION)
        self._meeting(committee, by)
        return committee

    def _meeting(self, committee: Matter, by: Actor) -> None:
        on = self.today - dt.timedelta(20)
        place, agenda = (
            "Trụ sở Ủy ban nhân dân thành phố",
            "Kiểm điểm tiến độ kế hoạch năm; bàn đợt cao điểm cuối năm.",
        )
        minutes = "Ban Chỉ đạo nghe báo cáo tiến độ; thống nhất mở đợt cao điểm và phân công các đơn vị."
        self._act(
            committee,
            "meeting_called",
            by,
            committees.MeetingCalled(on, text_hash(place), text_hash(agenda)),
            25,
            place,
            agenda,
        )
        called = Matter.objects.get(pk=committee.pk).head_seq
        held = committees.MeetingHeld(called, 11, text_hash(minutes))
        self._act(committee, "meeting_held", by, held, 20, minutes)
        for slug, text in (
            ("cong-an-thanh-pho-ha-noi", "Xây dựng phương án bảo đảm trật tự dịp cuối năm"),
            ("hoi-phu-nu-ha-noi", "Mở đợt tuyên truyền phòng, chống lừa đảo qua mạng cho hội viên"),
        ):
            due = self.today + dt.timedelta(30)
            said = committees.Concluded(
                meeting=called, text=text_hash(text), lead=self.offices[slug].pk, due_on=due
            )
            self._act(committee, "concluded", by, said, 20, text)

    def _plan(self, committee: Matter, *cited: Matter) -> Matter:
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        year = self.today.year
        title = f"Kế hoạch phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc năm {year}"
        facts = plans.Drafted(
            office.pk, office.area_id, "year_plan", text_hash(title), year,
            self.today - dt.timedelta(300), self.today + dt.timedelta(180), committee.ref, cited[0].ref,
        )  # fmt: skip
        plan = self._open(plans.KIND, "drafted", by, facts, [title], 200)
        self._act(plan, "cited", by, plans.Cited(cited[1].ref), 200)
        purpose = (
            "1. Huy động toàn dân tham gia phòng ngừa, phát hiện, tố giác tội phạm.\n"
            "2. Mỗi nhiệm vụ rõ đơn vị, rõ việc, rõ thời hạn, rõ sản phẩm."
        )
        self._act(plan, "text_set", by, plans.TextSet("purpose", text_hash(purpose)), 200, purpose)
        organised = plans.TextSet("organisation", text_hash(ORGANISATION))
        self._act(plan, "text_set", by, organised, 200, ORGANISATION)
        for number, (content, product, days) in enumerate(TASKS, start=1):
            task = plans.TaskSet(
                number, text_hash(content), self.today + dt.timedelta(days - 60),
                lead=self.offices["cong-an-thanh-pho-ha-noi"].pk if number == 2 else None, product=text_hash(product),
            )  # fmt: skip
            self._act(plan, "task_set", by, task, 200, content, product)
        for slug in (*(f"ubnd-xa-{name}" for name in COMMUNES), *ASSOCIATIONS):
            self._act(plan, "addressed", by, plans.Addressed(self.offices[slug].pk), 199)
        self._act(plan, "target_set", by, plans.TargetSet("tasks_on_time", 80), 199)
        issued_on = self.today - dt.timedelta(198)
        issuing.issue(plan, by=by, facts=plans.Issued(issued_on, "15/KH-BCĐ"), at=self._at(198))
        return plan

    def _worked(self, plan: Matter) -> None:
        """Each addressee some way: done, in time or late; returned; waiting; one that never acknowledged."""
        steps: dict[str, int] = {
            "ubnd-xa-huong-son": 4,
            "ubnd-xa-hong-son": 3,
            "ubnd-xa-my-duc": 2,
            "hoi-phu-nu-ha-noi": 2,
        }
        for slug, how_far in steps.items():
            by = self.actors[slug]
            for task in Matter.objects.filter(under=plan.ref, office=self.offices[slug]).order_by("item"):
                self._act(task, "acknowledged", by, Nothing(), 196)
                if (task.item or 0) < how_far:
                    self._reported(
                        task, by, 120 - 10 * (task.item or 0), accepted=(task.item or 0) < how_far - 1
                    )

    def _reported(self, task: Matter, by: Actor, days: int, *, accepted: bool) -> None:
        text = "Đã thực hiện ở tất cả các thôn; có biên bản và danh sách kèm theo."
        self._act(task, "reported", by, task_acts.Reported(text_hash(text)), days, text)
        if accepted:
            self._act(task, "accepted", self.actors[COMMITTEE], Nothing(), days - 3)

    def _campaign(self, committee: Matter) -> None:
        by, office = self.actors[COMMITTEE], self.offices[COMMITTEE]
        title = "Đợt cao điểm tấn công, trấn áp tội phạm, bảo đảm an ninh, trật tự dịp cuối năm"
        facts = plans.Drafted(
            office.pk, office.area_id, "campaign", text_hash(title), self.today.year,
            self.today - dt.timedelta(5), self.today + dt.timedelta(80), committee.ref,
        )  # fmt: skip
        plan = self._open(plans.KIND, "drafted", by, facts, [title], 4)
        content = "Tổ chức tuần tra ban đêm ở các thôn giáp ranh, mỗi tuần ít nhất hai buổi"
        task = plans.TaskSet(1, text_hash(content), self.today + dt.timedelta(60))
        self._act(plan, "task_set", by, task, 4, content)
        group = plans.AddressedGroup("police", office.area_id)
        self._act(plan, "addressed_group", by, group, 4)
        issuing.issue(
            plan, by=by, facts=plans.Issued(self.today - dt.timedelta(3), "21/KH-BCĐ"), at=self._at(3)
        )

    def _cluster(self) -> None:
        lead, others = "cong-an-xa-huong-son", ["cong-an-xa-my-duc", "cong-an-xa-hong-son"]
        by = self._head(lead)
        name = "Cụm liên kết an ninh trật tự Hương Sơn – Mỹ Đức – Hồng Sơn"
        office = self.offices[lead]
        begins, ends = self.today - dt.timedelta(150), self.today + dt.timedelta(215)
        formed = clusters.Formed(office.pk, office.area_id, text_hash(name), begins, ends)
        cluster = self._open(clusters.KIND, "formed", by, formed, [name], 150)
        text = (
            "Điều 1. Các bên trao đổi tin báo ở địa bàn giáp ranh, khi trưởng đơn vị đang giữ đồng ý từng tin.\n"
            "Điều 2. Cụm trưởng luân phiên sáu tháng một lần.\n"
            "Điều 3. Mỗi tháng tuần tra chung ít nhất một buổi; mỗi quý họp một lần."
        )
        for slug in others:
            self._act(cluster, "party_named", by, clusters.PartyNamed(self.offices[slug].pk), 149)
        self._act(
            cluster, "agreement_issued", by, clusters.AgreementIssued(text_hash(text), begins), 149, text
        )
        scope = clusters.ScopeSet(("tip",), ("gambling", "theft", "drug_trade"))
        self._act(cluster, "scope_set", by, scope, 149)
        for slug in (lead, *others):
            self._act(
                cluster, "party_signed", self._head(slug), clusters.PartySigned(begins + dt.timedelta(2)), 148
            )
        self._together(cluster)

    def _together(self, cluster: Matter) -> None:
        """What the communes of the cluster did on their border since then."""
        by = self._head("cong-an-xa-huong-son")
        communes = {
            slug: self.offices[f"cong-an-xa-{slug}"].area_id for slug in ("huong-son", "my-duc", "hong-son")
        }
        for area in communes.values():
            self._act(cluster, "border_named", by, clusters.Border(area), 147)
        for days, slug, findings, text in PATROLS:
            on = self.today - dt.timedelta(days)
            facts = clusters.Patrolled(on, communes[slug], 3, 14, findings, text_hash(text))
            self._act(cluster, "patrolled", by, facts, days, text)
        met = clusters.Met(self.today - dt.timedelta(60), 9, text_hash(MINUTES))
        self._act(cluster, "met", by, met, 60, MINUTES)
        self._act(cluster, "alerted", by, clusters.Alerted("theft", "U2", text_hash(ALERT)), 30, ALERT)
        cluster.refresh_from_db()
        seen = clusters.AlertAcknowledged(cluster.head_seq)
        self._act(cluster, "alert_acknowledged", self._head("cong-an-xa-my-duc"), seen, 30)

    # --- how it is written --------------------------------------------------------------------------------

    def _head(self, slug: str) -> Actor:
        """The head of an office: who signs for it."""
        member = Membership.objects.current(self.today).get(office=self.offices[slug], role="head")
        return Actor.of(member)

    def _at(self, days: int) -> dt.datetime:
        """Nine in the morning, so many days ago."""
        return dt.datetime.combine(self.today - dt.timedelta(days), dt.time(9), clock.LEGAL_ZONE).astimezone(
            dt.UTC
        )

    def _open(self, kind: str, act: str, by: Actor, facts: Any, documents: list[str], days: int) -> Matter:
        opening = Opening.unsealed(kind, self.installation)
        return open_drafted(Draft(opening, act, by, facts, at=self._at(days), documents=documents))

    def _act(self, matter: Matter, act: str, by: Actor, facts: Any, days: int, *documents: str) -> None:
        record_many([Draft(matter, act, by, facts, at=self._at(days), documents=documents)])
