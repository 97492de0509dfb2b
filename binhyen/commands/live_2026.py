"""Live tips of today for the demonstration: invented, sealed for real, with their clocks running.

Each is written the way a resident's or an officer's browser would write it, to the certified keys of the office that
answers for the commune, and then worked some way through the procedure.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.kinds.tip import acts
from binhyen.matters import clock, filing, talk
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.journal import Draft, Opening, record_many
from binhyen.matters.offences import BY_CODE
from binhyen.offices import directory
from binhyen.offices.certificates import newest
from binhyen.offices.models import Office
from binhyen.sealing import intake, words
from binhyen.sealing.filing import FiledTip, file_tip
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.reading import Bundle
from binhyen.units import tree
from binhyen.units.models import Unit


@dataclass(frozen=True)
class Story:
    """One invented tip. `after`: (hours after receipt, act, its facts) in order; `asked`: what the office asks."""

    office: str
    category: str
    hours_ago: float
    channel: str
    where: str
    what: str
    after: tuple[tuple[float, str, Any], ...] = ()
    asked: str = ""
    name: str = ""
    contact: str = ""
    shown: bool = field(default=False)


HUONG_SON, MY_DUC, HONG_SON, PHUC_SON = (
    "cong-an-xa-huong-son",
    "cong-an-xa-my-duc",
    "cong-an-xa-hong-son",
    "cong-an-xa-phuc-son",
)


def _sorted(category: str) -> acts.Classified:
    return acts.Classified(category, "denunciation", BY_CODE[category].urgency)


def stories(today: dt.date) -> tuple[Story, ...]:
    """The tips, as of a day."""

    def day(ago: int) -> dt.date:
        return today - dt.timedelta(days=ago)

    return (
        Story(
            HUONG_SON, "drug_use", 3, "web", "Căn nhà hai tầng khóa cổng, sau bến đò",
            "Gần một tháng nay, cứ khoảng 22 giờ có bốn, năm thanh niên lạ đi xe máy không biển số vào nhà. "
            "Sáng ra thấy vỏ kim tiêm ở bờ kênh. Xin các anh xem giúp, trẻ con hay đi học qua đó.",
            shown=True,
        ),
        Story(
            HUONG_SON, "gambling", 29, "phone", "Quán nước đầu bãi xe",
            "Người gọi cho biết chiều thứ bảy và chủ nhật có xóc đĩa ở gian sau quán, khoảng mười người, "
            "có người canh ngoài đường.",
            after=((2, "classified", _sorted("gambling")), (5, "check_started", acts.CheckStarted())),
        ),
        Story(
            HUONG_SON, "theft", 24 * 6, "visit", "Bãi gửi xe của lễ hội",
            "Bà con bị mất ba xe máy trong một tuần, đều khoảng giờ trưa. Có người thấy một xe bán tải trắng.",
            after=(
                (3, "classified", _sorted("theft")),
                (20, "forwarded_outside",
                 acts.ForwardedOutside("provincial_investigation_agency", "214/PC-CAX", day(5))),
                (46, "receipt_confirmed", acts.ReceiptConfirmed("88/TB-CQĐT", day(4))),
            ),
            name="Nguyễn Văn Mẫu (tên giả định)", contact="Gặp tại nhà, sau 18 giờ",
        ),
        Story(
            HUONG_SON, "loan_sharking", 24 * 24, "letter", "Khu chợ",
            "Thư không ghi tên: một nhóm cho vay góp ở chợ, lãi mười nghìn một triệu một ngày, ai chậm trả thì bị "
            "ném chất bẩn vào nhà.",
            after=(
                (6, "classified", _sorted("loan_sharking")),
                (22, "forwarded_outside",
                 acts.ForwardedOutside("provincial_investigation_agency", "188/PC-CAX", day(23))),
                (60, "receipt_confirmed", acts.ReceiptConfirmed("61/TB-CQĐT", day(21))),
            ),
        ),
        Story(
            HUONG_SON, "other_violation", 1, "web", "Dốc lên động",
            "Có nhóm chèo kéo, ép khách mua hàng và đi đò giá cao, khách không mua thì chửi bới.",
            asked="Bác cho biết thường xảy ra vào giờ nào, và có mấy người? Không cần cho biết tên.",
            after=((0.5, "classified", _sorted("other_violation")),),
        ),
        Story(
            MY_DUC, "fireworks", 20, "web", "Xưởng mộc cũ cạnh trạm bơm",
            "Có mùi thuốc pháo và thấy nhiều bao tải chở đến ban đêm.",
        ),
        Story(
            MY_DUC, "fraud", 24 * 2, "duty_desk", "Gọi điện thoại đến nhà",
            "Có người xưng là công an gọi cho mẹ tôi, bảo chuyển tiền để khỏi bị bắt. Bà đã chuyển 20 triệu.",
            after=((1, "classified", _sorted("fraud")),),
        ),
        Story(
            HONG_SON, "environment_crime", 24 * 9, "phone", "Bờ sông Đáy, gần cầu",
            "Ban đêm có xe bồn xả nước đen xuống sông, cá chết nổi trắng.",
            after=((4, "classified", _sorted("environment_crime")), (18, "check_started", acts.CheckStarted())),
        ),
        Story(
            PHUC_SON, "illegal_racing", 7, "web", "Đường tỉnh qua xã",
            "Tối thứ bảy thanh niên tụ tập đua xe, rú ga từ 23 giờ đến 2 giờ sáng.",
        ),
    )  # fmt: skip


def bundle_of(matter: str, posted: Mapping[str, Any], certificate: Mapping[str, Any]) -> Bundle:
    """What an officer's browser fetches of a report that just came, as it was posted."""
    return {
        "matter": matter,
        "birth": posted["birth"],
        "birth_signature": posted["birth_signature"],
        "certificates": [certificate],
        "grants": [
            {"stream": each["stream"], "ciphertext": each["ciphertext"]}
            for each in posted["grants"]
            if each["holder"] == "office"
        ],
        "envelopes": list(posted["envelopes"]),
    }


class Live:
    """Writes the stories with the office keys that the demonstration holds while it is made, and never after."""

    def __init__(self, keys: Mapping[str, OfficeKeys]) -> None:
        self.keys = keys
        self.of = directory.for_reading()
        self.now = clock.now()
        self.offices = {o.slug: o for o in Office.objects.filter(slug__in=keys).select_related("area")}
        found = newest(self.offices.values(), clock.legal_date(self.now))
        self.certificates = {
            office.slug: {
                "document": json.loads(found[office.pk].document),
                "signatures": json.loads(found[office.pk].signatures),
            }
            for office in self.offices.values()
        }

    def write(self) -> str:
        """Write them all; returns the receipt of the one that is shown to whoever tries the demonstration."""
        # Sealed first and recorded afterwards: no transaction waits while a receipt is stretched.
        sealed = [(story, self._seal(story)) for story in stories(clock.today())]
        record_many(draft for story, filed in sealed for draft in self._drafts(story, filed))
        return next(" ".join(words.shown(filed.words)) for story, filed in sealed if story.shown)

    def _seal(self, story: Story) -> FiledTip:
        area = self.offices[story.office].area
        content = {
            "version": 1,
            "text": story.what,
            "commune": {"code": area.code, "name": area.full_name},
            "hamlet": self._hamlet(story, area),
            "place": story.where,
            "conflict": False,
            "name": story.name,
            "contact": story.contact,
            "language": "vi",
        }
        return file_tip(
            self.of,
            self.certificates[story.office],
            self.now,
            kind="tip",
            category=story.category,
            area=area.code,
            story=content,
            staff=self.keys[story.office].signing if story.channel != "web" else None,
        )

    @staticmethod
    def _hamlet(story: Story, area: Unit) -> str:
        hamlets = tree.hamlets_of(area)
        return hamlets[len(story.what) % len(hamlets)].full_name if hamlets else ""

    def _drafts(self, story: Story, filed: FiledTip) -> list[Draft]:
        office = self.offices[story.office]
        received = self.now - dt.timedelta(hours=story.hours_ago)
        by_staff = story.channel != "web"
        certificate = filed.posted["birth"]["certificate"]
        signing = {certificate: self.certificates[story.office]["document"]["signing_key"]}
        posted = intake.check(filed.posted, self.of.installation, certificates=signing)
        officer = Actor("officer", None, office.pk)
        first = filing.draft_of(
            "tip",
            posted,
            "received",
            by=officer if by_staff else RESIDENT,
            facts=acts.Received(
                category=story.category,
                area=office.area_id,
                office=office.pk,
                channel=story.channel,
                urgency=BY_CODE[story.category].urgency,
                story=filing.story_of(posted),
            ),
            office_id=office.pk,
            at=received,
        )
        drafts = [first]
        drafts += [
            Draft(first.matter, act, officer, facts, at=received + dt.timedelta(hours=hours))
            for hours, act, facts in story.after
        ]
        if story.asked:
            drafts.append(self._asked(story, first, filed.posted, received, officer))
        return drafts

    def _asked(
        self, story: Story, first: Draft, posted: Mapping[str, Any], received: dt.datetime, officer: Actor
    ) -> Draft:
        """The office's question, sealed to the talk as its browser would."""
        assert isinstance(first.matter, Opening)
        keys = self.keys[story.office]
        bundle = bundle_of(first.matter.ref, posted, self.certificates[story.office])
        opened = keys.read_matter(bundle, self.of)
        message = keys.seal_message(opened, {"version": 1, "text": story.asked})
        envelope, _after, _turn = intake.check_message(message, first.matter.ref)
        return Draft(
            first.matter,
            "asked",
            officer,
            talk.Asked(envelope.sha256),
            envelopes=[filing.new_envelope(envelope, "office")],
            at=received + dt.timedelta(hours=0.8),
        )
