"""The models (mô hình) of the demonstration: invented, as communes would keep them.

A model of Phúc Sơn that the committee recommends and Hương Sơn adopted and reported back on; one of Mỹ Đức; one of the
whole city that has places in three communes of four; and an old one in communes that are no more, begun in 2016 among
the tips of that year.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from binhyen.accounts.models import Membership
from binhyen.figures.before_after import DAYS
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, open_drafted, record_many
from binhyen.matters.models import Matter
from binhyen.movement import community_models as models
from binhyen.movement import model_adopting
from binhyen.offices.models import Office
from binhyen.units.models import Level, Unit

COMMITTEE = "ban-chi-dao-138-thanh-pho-ha-noi"
BELL = "Tiếng kẻng bình yên"
BELL_METHOD = (
    "1. Mỗi thôn đặt một kẻng ở nhà văn hóa, thống nhất ba hồi hiệu lệnh: nhắc khóa cửa, báo cháy, gọi giúp.\n"
    "2. Mỗi xóm một tổ tự quản từ năm đến bảy người, có tổ trưởng và số điện thoại trực niêm yết ở đầu xóm.\n"
    "3. 21 giờ 30 đánh kẻng nhắc khóa cửa, cất xe; tổ đi một vòng, nhắc chứ không phạt.\n"
    "4. Mỗi tháng họp một lần mười lăm phút sau giờ kẻng, ghi một trang sổ: đã làm gì, làm gì tiếp; không ghi tên ai.\n"
    "5. Có việc thì gọi 113 trước, đánh kẻng sau; tổ không tự xử lý."
)
ADVICE = "Cách làm rẻ, dễ nhớ, thôn nào cũng làm được trong một tháng."
BELL_RESULT = (
    "Sáu tháng qua hai thôn không còn xe máy để ngoài ngõ sau giờ kẻng; "
    "tổ đã dập một đám cháy bếp trước khi xe đến."
)
BELL_JUDGED = (
    "Số tin chưa nói lên nhiều vì địa bàn nhỏ. Qua họp thôn, bà con thấy yên tâm hơn và gọi cho tổ sớm hơn; "
    "nên giữ kẻng, thêm đèn ở hai ngõ tối."
)
BACK = (
    "Ở bến đò, tiếng kẻng át không nổi tiếng máy nổ nên thay bằng còi tay; giờ nhắc lùi đến 22 giờ vào mùa lễ hội. "
    "Những việc khác làm đúng như bản gốc, người dân hưởng ứng."
)
FIRE = "Tổ liên gia an toàn phòng cháy"
FIRE_METHOD = (
    "1. Từ năm đến mười lăm nhà liền kề lập một tổ, mỗi nhà một bình chữa cháy, một chuông; bấm một chuông cả tổ kêu.\n"
    "2. Mỗi quý tập một lần: thoát nạn, dùng bình, ngắt điện.\n"
    "3. Tổ trưởng giữ sơ đồ lối thoát thứ hai của từng nhà."
)
GATE = "Cổng trường an toàn giao thông"
GATE_METHOD = (
    "1. Nhà trường, phụ huynh và Công an xã thống nhất chỗ đón trả, kẻ vạch, đặt biển.\n"
    "2. Giờ đến lớp và tan trường có hai phụ huynh trực theo lịch.\n"
    "3. Mỗi học kỳ một buổi học về đi bộ, đi xe đạp an toàn."
)
NEIGHBOURS = "Liên gia tự quản về an ninh, trật tự"
NEIGHBOURS_METHOD = (
    "1. Từ ba mươi đến năm mươi hộ lập một liên gia, bầu tổ trưởng, tổ phó.\n"
    "2. Liên gia ký cam kết chung: không rượu chè gây rối, không cờ bạc, có việc lạ thì báo Công an xã.\n"
    "3. Mỗi quý họp một lần, bàn việc của xóm mình."
)
NEIGHBOURS_JUDGED = (
    "Số tin ở ba xã sau khi lập liên gia có nơi tăng, có nơi giảm. Cùng năm ấy huyện phát động tố giác tội phạm, "
    "nên không thể nói là do liên gia."
)
NEIGHBOURS_ENDED = (
    "Các xã lần lượt sáp nhập trong năm 2025; liên gia tiếp tục theo tổ bảo vệ an ninh, trật tự ở cơ sở."
)


@dataclass
class Models:
    """Writes the models, act after act at its time. `today` is the day the demonstration is made."""

    installation: str
    today: dt.date = field(default_factory=clock.today)

    def write(self) -> None:
        self._bell()
        self._fire()
        self._gate()
        self._neighbours()

    def _bell(self) -> None:
        by = self._actor("cong-an-xa-phuc-son")
        model = self._founded(BELL, "cong-an-xa-phuc-son", "self_governance", BELL_METHOD, 320)
        self._site(model, by, "10459", "Gò Mít", 315, 3, 17, 120)
        self._site(model, by, "10459", "Đầm Súng", 290, 2, 11, 86)
        cost = models.CostNoted((self.today - dt.timedelta(310)).year, 6_500_000, "contributed")
        self._act(model, "cost_noted", by, cost, 310)
        self._act(model, "evidence_added", by, models.TextAdded(text_hash(BELL_RESULT)), 120, BELL_RESULT)
        judged = models.Evaluated(text_hash(BELL_JUDGED), self.today - dt.timedelta(100), DAYS)
        self._act(model, "evaluated", by, judged, 100, BELL_JUDGED)
        committee = self._actor(COMMITTEE)
        self._act(model, "recommended", committee, models.Recommended(text_hash(ADVICE)), 95, ADVICE)
        self._adopted(model)

    def _adopted(self, source: Matter) -> None:
        by = self._actor("cong-an-xa-huong-son", "head")
        on = self.today - dt.timedelta(80)
        model = model_adopting.adopt(source, by=by, name=BELL, from_on=on, at=self._at(80))
        self._site(model, by, "10489", "Bến Thị", 78, 4, 22, 210)
        self._site(model, by, "10489", "Suối Lim", 60, 2, 12, 95)
        self._act(model, "reported_back", by, models.TextAdded(text_hash(BACK)), 15, BACK)

    def _fire(self) -> None:
        by = self._actor("cong-an-xa-my-duc", "head")
        model = self._founded(FIRE, "cong-an-xa-my-duc", "fire", FIRE_METHOD, 150)
        self._site(model, by, "10441", "Đông Lĩnh", 148, 6, 60, 71)
        recounted = models.SiteRecounted(
            site=self._last(model), on=self.today - dt.timedelta(40), teams=8, members=82, households=96
        )
        self._act(model, "site_recounted", by, recounted, 40)

    def _gate(self) -> None:
        by = self._actor(COMMITTEE)
        model = self._founded(GATE, COMMITTEE, "traffic", GATE_METHOD, 260)
        for days, code, place in (
            (250, "10441", "Trường Trung học cơ sở (trình diễn) Mỹ Đức"),
            (230, "10465", "Trường Trung học cơ sở (trình diễn) Hồng Sơn"),
            (200, "10489", "Trường Tiểu học (trình diễn) Hương Sơn"),
        ):
            self._site(model, by, code, "", days, 1, 24, 0, place=place)

    def _neighbours(self) -> None:
        """Copied from the old register this year: its days are those of the paper."""
        by = self._actor(COMMITTEE)
        model = self._founded(
            NEIGHBOURS, COMMITTEE, "self_governance", NEIGHBOURS_METHOD, 300, on=dt.date(2016, 5, 2)
        )
        for code, place, on, *counts in (
            ("10456", "Bốn xóm đầu của Mỹ Thành", dt.date(2016, 5, 16), 12, 60, 410),
            ("10495", "Xã An Tiến", dt.date(2016, 6, 1), 18, 96, 730),
            ("10474", "Xã Phùng Xá", dt.date(2016, 6, 1), 15, 75, 560),
        ):
            self._site(model, by, code, "", 300, *counts, place=place, on=on)
        judged = models.Evaluated(text_hash(NEIGHBOURS_JUDGED), dt.date(2016, 12, 30), DAYS)
        self._act(model, "evaluated", by, judged, 300, NEIGHBOURS_JUDGED)
        ended = models.Ended(dt.date(2025, 1, 1), text_hash(NEIGHBOURS_ENDED))
        self._act(model, "ended", by, ended, 299, NEIGHBOURS_ENDED)

    # --- how it is written --------------------------------------------------------------------------------

    def _actor(self, slug: str, role: str = "") -> Actor:
        held = Membership.objects.current(self.today).filter(office__slug=slug)
        member = (held.filter(role=role) if role else held).order_by("pk").first()
        assert member is not None  # the demonstration's own officers
        return Actor.of(member)

    def _founded(
        self, name: str, slug: str, topic: str, method: str, days: int, on: dt.date | None = None
    ) -> Matter:
        office = Office.objects.get(slug=slug)
        facts = models.Founded(
            name=text_hash(name),
            office=office.pk,
            area=office.area_id,
            topic=topic,
            from_on=on or self.today - dt.timedelta(days),
            method=text_hash(method),
        )
        by, opening = self._actor(slug), Opening.unsealed(models.KIND, self.installation)
        at = self._at(days)
        return open_drafted(Draft(opening, "founded", by, facts, at=at, documents=[name, method]))

    def _site(
        self,
        model: Matter,
        by: Actor,
        code: str,
        hamlet: str,
        days: int,
        *counts: int,
        place: str = "",
        on: dt.date | None = None,
    ) -> None:
        on = on or self.today - dt.timedelta(days)
        commune = Unit.objects.on(on).get(level=Level.COMMUNE, code=code)
        below = commune.children.filter(name=hamlet).first() if hamlet else None
        place = place or f"Nhà văn hóa thôn {hamlet}"
        teams, members, households = counts
        facts = models.SiteOpened(
            commune=commune.pk,
            hamlet=below.pk if below else None,
            place=text_hash(place),
            from_on=on,
            teams=teams,
            members=members,
            households=households,
        )
        self._act(model, "site_opened", by, facts, days, place)

    def _last(self, model: Matter) -> int:
        model.refresh_from_db()
        return model.head_seq

    def _at(self, days: int) -> dt.datetime:
        """Nine in the morning, so many days ago."""
        morning = dt.datetime.combine(self.today - dt.timedelta(days), dt.time(9), clock.LEGAL_ZONE)
        return morning.astimezone(dt.UTC)

    def _act(self, matter: Matter, act: str, by: Actor, facts: Any, days: int, *documents: str) -> None:
        record_many([Draft(matter, act, by, facts, at=self._at(days), documents=documents)])
