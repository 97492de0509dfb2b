"""A district's standing records, as they are kept in one installation and moved to another.

`Installation` is a real one, made by `binhyen init` on a SQLite file of its own and worked by the command in a process
of its own, on 11 January 2016.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from binhyen.sealing.keys import SigningKey

NOW = dt.datetime(2016, 1, 11, 2, 0, tzinfo=dt.UTC)
DUE = dt.date(2016, 3, 31)
# The command as it is, on another day.
COMMAND = """
from binhyen.exchange.tests.town import NOW
from binhyen.matters import clock
from binhyen.commands.cli import main
with clock.at(NOW):
    main()
"""
CALL = """
from binhyen.exchange.tests import town
from binhyen.matters import clock
from binhyen.commands.calling import set_up
with clock.at(town.NOW):
    set_up(None)
    town.%s()
"""


@dataclass(frozen=True)
class Installation:
    data: Path

    @classmethod
    def made(cls, data: Path) -> Installation:
        made = cls(data)
        key = SigningKey.generate().public
        done = made.command("init", "--name", "Hà Nội", "--oversight", key, "--threshold", "1")
        assert done.returncode == 0, done.stderr
        return made

    def copied(self, data: Path) -> Installation:
        shutil.copytree(self.data, data)
        return Installation(data)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(COMMAND, *arguments)

    def call(self, name: str) -> Any:
        """What a function of this module does and says there."""
        done = self._run(CALL % name)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("BINHYEN_DATA", "BINHYEN_DATABASE")}
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            capture_output=True, text=True, check=False, timeout=300, env=kept | {"BINHYEN_DATA": str(self.data)},
        )  # fmt: skip


# --- called in an installation ------------------------------------------------------------------------------


def populate() -> None:
    """The district's committee, the offices that it may address, and a plan of two tasks issued to 25 of them."""
    from binhyen.kinds.task.tests.conftest import Steering, office
    from binhyen.offices import demonstration

    offices = demonstration.make_offices()
    district = offices["cong-an-huyen-my-duc"].area
    committee = office("bcd-huyen-my-duc", "Ban Chỉ đạo 138 huyện Mỹ Đức", "party_committee", district)
    associations = [
        office(f"hoi-{n}", name, "front", district)
        for n, name in enumerate(("Hội Liên hiệp Phụ nữ huyện", "Huyện Đoàn", "Hội Cựu chiến binh huyện"))
    ]
    communes = [each for slug, each in sorted(offices.items()) if slug.endswith("-2016")]
    write(Steering(district, committee, appoint(), communes, associations))


def appoint() -> Any:
    """A planner at the committee's office."""
    from binhyen.accounts.models import Membership, Person, Role
    from binhyen.kinds.task.tests.conftest import MADE_ON
    from binhyen.offices.models import Office

    planner = Person.objects.create(username="planner", full_name="Hoàng Đức Thắng")
    place = Office.objects.get(slug="bcd-huyen-my-duc")
    Membership.objects.create(person=planner, office=place, role=Role.STEERING, from_on=MADE_ON)
    return planner


MEMBERS: tuple[dict[str, Any], ...] = (
    {"who": "Nguyễn Văn Thắng", "title": "Bí thư Huyện ủy", "role": "head", "from_on": dt.date(2010, 5, 1)},
    {"who": "=cmd|' /C calc'!A0", "title": "+84 Trưởng Công an huyện", "role": "standing_deputy"},
    {"who": "Lò Thị Ợt", "title": "Chủ tịch Hội", "role": "member", "office": "hoi-0"},
    {"who": "Trần Bình", "title": "Chánh án", "role": "member", "body": "Tòa án nhân dân huyện"},
)


def write(steering: Any) -> Any:
    """Two instruments, a committee with its members, a model, a plan under both, issued. Returns the plan."""
    from binhyen.exchange.standing import hashed, opening, texts
    from binhyen.matters.journal import open_matter, record
    from binhyen.movement import committees, community_models, instruments, plans
    from binhyen.offices.models import Office

    by, place = steering.by, steering.committee.pk

    def registered(number: str, title: str, on: dt.date, replaces: str | None = None) -> Any:
        facts = instruments.Registered(
            place, "directive", number, hashed(title), hashed("Thành ủy Hà Nội"), on, on, replaces
        )
        return open_matter(
            opening("instrument"), "registered", by=by, facts=facts, documents=texts(title, "Thành ủy Hà Nội")
        )

    old = registered("08-CT/TU", "Về phòng, chống tội phạm", dt.date(2011, 2, 1))
    record(old, "repealed", by=by, facts=instruments.Repealed(dt.date(2015, 12, 1)))
    new = registered("22-CT/TU", "Về phòng, chống tội phạm; ma túy", dt.date(2015, 12, 1), old.ref)

    founded = committees.Established(
        hashed("Ban Chỉ đạo 138 huyện Mỹ Đức"), place, steering.district.pk, dt.date(2008, 8, 1), old.ref
    )
    committee = open_matter(
        opening("committee"), "established", by=by, facts=founded, documents=["Ban Chỉ đạo 138 huyện Mỹ Đức"]
    )
    for said in MEMBERS:
        member = {"from_on": dt.date(2014, 1, 1), "office": None, "body": None} | said
        slug = member["office"]
        facts = committees.MemberAdded(
            who=hashed(member["who"]), title=hashed(member["title"]), role=member["role"],
            office=Office.objects.get(slug=slug).pk if slug else None, body=hashed(member["body"]),
            from_on=member["from_on"],
        )  # fmt: skip
        documents = texts(member["who"], member["title"], member["body"])
        added = record(committee, "member_added", by=by, facts=facts, documents=documents)
    left = committees.MemberLeft(member=added.seq, office=None, to_on=dt.date(2015, 6, 1))
    record(committee, "member_left", by=by, facts=left)

    bell = community_models.Founded(
        name=hashed("Tiếng kẻng"), office=place, area=steering.district.pk, topic="self_governance",
        from_on=dt.date(2015, 1, 5), method=hashed("1. Đặt kẻng.\n2. Mỗi xóm một tổ."),
    )  # fmt: skip
    model = open_matter(
        opening("model"),
        "founded",
        by=by,
        facts=bell,
        documents=texts("Tiếng kẻng", "1. Đặt kẻng.\n2. Mỗi xóm một tổ."),
    )
    site = community_models.SiteOpened(
        commune=steering.communes[0].area_id, hamlet=None, place=hashed("Xóm Đông"), from_on=dt.date(2015, 2, 1),
        teams=3, members=17, households=0,
    )  # fmt: skip
    seq = record(model, "site_opened", by=by, facts=site, documents=["Xóm Đông"]).seq
    counted = community_models.SiteRecounted(
        site=seq, on=dt.date(2015, 9, 1), teams=4, members=20, households=0
    )
    record(model, "site_recounted", by=by, facts=counted)

    plan = steering.draft(committee=committee.ref, instrument=new.ref)
    steering.task(
        plan,
        1,
        "Tuyên truyền phòng, chống ma túy ở từng thôn\nmỗi quý một buổi",
        DUE,
        lead=steering.associations[0].pk,
    )
    steering.task(plan, 2, "Củng cố tổ tự quản", dt.date(2016, 6, 30))
    record(plan, "partner_set", by=by, facts=plans.PartnerSet(1, steering.associations[1].pk))
    record(plan, "target_set", by=by, facts=plans.TargetSet("tasks_done", 90, steering.district.pk))
    text = "Giữ vững an ninh, trật tự từ cơ sở."
    record(plan, "text_set", by=by, facts=plans.TextSet("purpose", hashed(text)), documents=[text])
    steering.address(plan, *steering.communes, *steering.associations)
    steering.issue(plan, dt.date(2016, 1, 11))
    return plan


def tell() -> None:
    print(json.dumps(board(), ensure_ascii=False, default=str))


def board() -> list[dict[str, Any]]:
    """What the board shows of each plan, and who sits in its committee, in words: no reference, no row id."""
    from binhyen.kinds.task import board as shown
    from binhyen.matters import naming
    from binhyen.matters.lines import line_of
    from binhyen.matters.models import Document, Matter, Participant
    from binhyen.movement import committees, community_models, plan_reading
    from binhyen.units.models import Unit

    told = []
    for plan in Matter.objects.filter(kind="plan"):
        said = plan_reading.read(line_of(plan))
        texts = dict(Document.objects.values_list("sha256", "body"))
        offices = shown.tasks(plan.ref).values_list("office", flat=True).distinct()
        committee = Matter.objects.get(ref=said.committee)
        people = committees.read(line_of(committee)).members
        told.append(
            {
                "state": plan.state,
                "title": texts[said.title],
                "number": said.number,
                "by_item": {str(item): vars(tally) for item, tally in shown.by_item(plan.ref, NOW).items()},
                "by_area": [[name, vars(tally)] for name, tally in shown.by_area(plan.ref, NOW)],
                "rows": sorted(
                    [row.name, row.area, sorted(row.cells)] for row in shown.rows(plan.ref, offices, NOW)
                ),
                "parts": sorted(
                    list(part)
                    for part in Participant.objects.filter(matter__under=plan.ref).values_list(
                        "matter__item", "office__slug", "part"
                    )
                ),
                "tasks": [
                    [texts[task.content], task.audience, str(task.due_on), task.lead is not None]
                    for task in said.in_order
                ],
                "targets": [[each.measure, each.value] for each in said.targets.values()],
                "texts": {part: texts[text] for part, text in said.texts.items()},
                "instruments": [
                    [naming.name_of(line_of(each)), each.state]
                    for each in Matter.objects.filter(kind="instrument").order_by("received_on", "state")
                ],
                "committee": naming.name_of(line_of(committee)),
                "models": [
                    [
                        naming.name_of(line),
                        texts[said.method],
                        Unit.objects.get(pk=site.commune).full_name,
                        texts[site.place],
                        site.counts[-1].teams,
                        site.counts[-1].members,
                    ]
                    for line in map(line_of, Matter.objects.filter(kind="model"))
                    for said in [community_models.read(line)]
                    for site in said.sites
                ],
                "members": [
                    [
                        texts[m.who],
                        texts[m.title],
                        m.role,
                        texts.get(m.body or ""),
                        str(m.from_on),
                        str(m.to_on),
                    ]
                    for m in people
                ],
            }
        )
    return told
