"""Commendation in a commune for the demonstration: a campaign, a decision, two proposals under seal; all invented.

The proposals are sealed for real, as the live tips are; one waits with its clock running, one was voted on.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from binhyen.accounts.models import Membership
from binhyen.commands.live_2026 import Live
from binhyen.kinds.nomination import acts
from binhyen.matters import clock, filing
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, open_drafted, record_many
from binhyen.matters.models import Matter
from binhyen.movement import commendations, emulation
from binhyen.offices.models import Office
from binhyen.sealing import intake
from binhyen.sealing.filing import file_tip

OFFICE = "ubnd-xa-huong-son"
CAMPAIGN = "Thi đua “Toàn dân bảo vệ an ninh Tổ quốc” năm {year}"
CRITERIA = (
    "Có việc làm cụ thể giúp thôn xóm yên bình, được bà con biết và xác nhận.",
    "Tham gia hòa giải, tuần tra, chữa cháy, cứu nạn hoặc giúp người lầm lỡ hòa nhập.",
    "Bản thân và gia đình chấp hành tốt pháp luật, quy ước của thôn.",
)
# (who, about, merit, person or collective, child, consents)
COMMENDED = (
    (
        "Ông Đinh Văn Thuyền (tên giả định)", "Thôn Yến Vĩ, xã Hương Sơn",
        "Đã dũng cảm cứu hai người bị lật đò trên suối Yến mùa lễ hội", "person", False, True,
    ),
    (
        "Tổ hòa giải thôn Đục Khê", "Xã Hương Sơn",
        "Đã hòa giải thành nhiều mâu thuẫn trong thôn, giữ tình làng nghĩa xóm", "collective", False, True,
    ),
    (
        "Em Lê Thị Bưởi (tên giả định)", "Học sinh lớp 8, trường Trung học cơ sở Hương Sơn",
        "Đã nhặt được của rơi, tìm và trả lại người đánh mất", "person", True, False,
    ),
    (
        "Bà Nguyễn Thị Nhài (tên giả định)", "Thôn Hội Xá, xã Hương Sơn",
        "Đã nhiều năm dạy bơi miễn phí cho trẻ em trong xã", "person", False, False,
    ),
)  # fmt: skip
DEED = (
    "Tối hôm kia có đám cháy ở gian bếp nhà cụ Mẫn. Anh ấy phá cửa bế cụ ra rồi cùng bà con dập lửa, tay bị bỏng mà "
    "không nói với ai.",
    "Anh thợ xây đang thuê trọ ở thôn Tiên Mai (tên giả định)",
)
LONG = (
    "Hơn mười năm nay cô dọn rác bờ suối mỗi sáng, lại nhắc khách không vứt rác, thanh niên giờ làm theo cả.",
    "Cô Hòa bán nước ở bến đò (tên giả định)",
)


class Commendation:
    """Written with the office keys that the demonstration holds while it is made."""

    def __init__(self, installation: str, live: Live) -> None:
        self.installation, self.live = installation, live
        self.now, self.today = clock.now(), clock.today()
        self.office = Office.objects.select_related("area").get(slug=OFFICE)
        self.officer, self.head = self._member("officer"), self._member("head")

    def write(self) -> None:
        # Sealed before anything is recorded: no transaction waits while a receipt is stretched.
        sealed = [self._seal("sudden", *DEED), self._seal("regular", *LONG)]
        campaign = self._campaign()
        self._decision(campaign)
        _waiting, voted = (self._received(each, days) for each, days in zip(sealed, (1, 20), strict=True))
        closes = self.today + dt.timedelta(40)
        steps: tuple[tuple[str, Any, int], ...] = (
            ("verified", acts.Verified("person", "regular"), 15),
            ("placed", acts.Placed(campaign.ref, closes), 15),
            ("submitted", acts.Submitted("6/TTr", self.today - dt.timedelta(8)), 8),
            ("voted", acts.Voted(self.today - dt.timedelta(4), 9, 7, 0, 1), 4),
        )
        record_many(Draft(voted, act, self.officer, facts, at=self._at(days)) for act, facts, days in steps)

    def _campaign(self) -> Matter:
        name = CAMPAIGN.format(year=self.today.year)
        first, closes = self.today - dt.timedelta(120), self.today + dt.timedelta(40)
        facts = emulation.Launched(self.office.pk, self.office.area_id, text_hash(name), first, closes)
        campaign = self._open(emulation.KIND, "launched", self.officer, facts, [name], 120)
        for number, text in enumerate(CRITERIA, start=1):
            self._act(campaign, "criterion_set", emulation.CriterionSet(number, text_hash(text)), 119, text)
        given = ("merit_note", "praise_letter")
        self._act(campaign, "awards_set", emulation.AwardsSet(("person", "collective"), given), 119)
        sitting = (
            (OFFICE, "head"),
            ("cong-an-xa-huong-son", "deputy"),
            ("ban-chi-dao-138-xa-huong-son", "member"),
        )
        for slug, role in sitting:
            member = Office.objects.get(slug=slug)
            self._act(campaign, "council_named", emulation.CouncilNamed(member.pk, role), 118)
        return campaign

    def _decision(self, campaign: Matter) -> None:
        title = "Về việc khen thưởng cá nhân, tập thể có thành tích trong phong trào bảo vệ an ninh Tổ quốc"
        signer, post = "Nguyễn Hữu Phước", "Chủ tịch"
        facts = commendations.Decided(
            office=self.office.pk,
            area=self.office.area_id,
            form="merit_note",
            number="41/QĐ-UBND",
            decided_on=self.today - dt.timedelta(60),
            title=text_hash(title),
            signer=text_hash(signer),
            post=text_hash(post),
            emulation=campaign.ref,
        )
        kind, documents = commendations.KIND, [title, signer, post]
        decision = self._open(kind, "decided", self.head, facts, documents, 60)
        for name, about, merit, nominee, child, agrees in COMMENDED:
            added = commendations.RecipientAdded(
                nominee=nominee,
                name=text_hash(name),
                about=text_hash(about),
                merit=text_hash(merit),
                child=child,
            )
            self._act(decision, "recipient_added", added, 60, name, about, merit)
            decision.refresh_from_db()
            seq, on = decision.head_seq, self.today - dt.timedelta(50)
            self._act(decision, "handed_over", commendations.HandedOver(seq, on), 50)
            if agrees:
                by = "self" if nominee == "person" else "for_collective"
                consent = commendations.ConsentGiven(recipient=seq, answered_by=by, on=on)
                self._act(decision, "consent_given", consent, 50)

    def _seal(self, category: str, text: str, nominee: str) -> intake.Posted:
        area = self.office.area
        story = {
            "version": 2,
            "text": text,
            "nominee": nominee,
            "commune": {"code": area.code, "name": area.full_name},
            "conflict": False,
            "identity": "none",
            "language": "vi",
        }
        filed = file_tip(
            self.live.of,
            self.live.certificates[OFFICE],
            self.live.now,
            kind="nomination",
            category=category,
            area=area.code,
            story=story,
        )
        return intake.check(filed.posted, self.installation)

    def _received(self, posted: intake.Posted, days: int) -> Matter:
        category = str(posted.birth["category"])
        facts = acts.Received(
            category, self.office.area_id, self.office.pk, "web", story=filing.story_of(posted)
        )
        draft = filing.draft_of(
            "nomination",
            posted,
            "received",
            by=RESIDENT,
            facts=facts,
            office_id=self.office.pk,
            at=self._at(days),
        )
        return open_drafted(draft)

    def _member(self, role: str) -> Actor:
        return Actor.of(Membership.objects.current(self.today).get(office=self.office, role=role))

    def _at(self, days: int) -> dt.datetime:
        return self.now - dt.timedelta(days)

    def _open(self, kind: str, act: str, by: Actor, facts: Any, documents: list[str], days: int) -> Matter:
        opening = Opening.unsealed(kind, self.installation)
        return open_drafted(Draft(opening, act, by, facts, at=self._at(days), documents=documents))

    def _act(self, matter: Matter, act: str, facts: Any, days: int, *documents: str) -> None:
        record_many([Draft(matter, act, self.officer, facts, at=self._at(days), documents=documents)])
