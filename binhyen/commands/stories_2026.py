"""Stories of a year for the demonstration: invented, written by one officer and reviewed by another at each office.

Some are out, three of them under "Nên xem"; one was put right; one waits for its review and one is being written. The
pictures are drawn here, and their captions say so.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageDraw

from binhyen.accounts.models import Membership
from binhyen.kinds.story import acts
from binhyen.kinds.story.procedure import KIND
from binhyen.matters import clock, files
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, NewFile, Opening, open_drafted, record_many
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import Nothing

HUONG_SON, HONG_SON, MY_DUC = "cong-an-xa-huong-son", "cong-an-xa-hong-son", "cong-an-xa-my-duc"
PUBLISHED, SUBMITTED, DRAFT = range(3)
DRAWN = "Hình vẽ minh họa của bản trình diễn."


@dataclass(frozen=True)
class Told:
    """One story. `days`: how long ago it came out; `scene`: what its picture shows; `place`: where it stands."""

    office: str
    category: str
    days: int
    title: str
    lead: str
    body: str
    kicker: str = ""
    scene: str = ""
    alt: str = ""
    place: int = 0
    wrong: str = ""
    far: int = PUBLISHED


STORIES = (
    Told(
        HONG_SON, "notices", 96, "Lịch tiếp dân và số trực ban của Công an xã Hồng Sơn",
        "Trực ban có người cả ngày đêm; tiếp dân các buổi sáng trong tuần.",
        "Số trực ban in trên áp phích ở nhà văn hóa từng thôn.\n"
        "Việc đang xảy ra thì gọi 113. Việc đã qua, hoặc chỉ mới nghi, thì báo ở trang này cũng được: không "
        "cần xưng tên.",
    ),
    Told(
        HUONG_SON, "news", 92, "Ngày hội 19-8 ở Hương Sơn: phần hội dài hơn phần lễ",
        "Xã rút gọn phần lễ còn bốn mươi phút, dành cả buổi chiều cho thi kéo co, hái hoa trả lời câu hỏi pháp luật.",
        "## Hái hoa hỏi luật\n"
        "Mỗi thôn cử một đội năm người. Câu hỏi lấy từ những việc hay gặp: nhặt được của rơi, cho vay, đốt pháo.\n"
        "> Cháu tôi về nhà còn hỏi tiếp, cả nhà ngồi tra với nhau, một người dự kể.\n"
        "## Năm sau làm gì khác\n- Báo trước một tháng để thôn tập\n- Có chỗ ngồi cho người già\n"
        "- Ghi số người dự bằng phiếu",
        scene="festival", alt="Sân nhà văn hóa treo cờ dây, nhiều người đứng thành vòng tròn",
        wrong="Bài đăng lần đầu ghi 420 người dự. Số đúng là 240 người.",
    ),
    Told(
        MY_DUC, "law", 71, "Nhặt được của rơi: làm ba việc này là đúng luật",
        "Trả lại cho người mất, hoặc giao cho Ủy ban nhân dân xã, công an xã nơi gần nhất.",
        "- Không biết của ai thì giao nộp, và lấy biên bản\n- Giữ làm của riêng vật có giá trị là vi phạm\n"
        "- Trong biên bản ghi rõ vật gì, nhặt ở đâu, ngày nào",
    ),
    Told(
        HUONG_SON, "law", 58, "Báo tin cho công an xã: bài viết được giữ kín thế nào",
        "Bài viết được khóa ngay trên máy của bạn; chỉ đơn vị có trách nhiệm mở được. "
        "Không ai thấy tên bạn, trừ khi bạn tự viết ra.",
        "Mười từ trên biên nhận là chìa khóa duy nhất để xem trả lời. Mất mười từ thì không ai tìm lại được.\n"
        "Tin nói về một người trong đơn vị thì đến thẳng đơn vị cấp trên.\n"
        "Báo nhầm mà ngay tình thì không bị coi là báo tin sai.",
    ),
    Told(
        HONG_SON, "good_ways", 47, "Mỗi tối một vòng, mỗi nhà một số điện thoại",
        "Tổ tự quản chia ca theo ngõ: tám hộ đi một tối, tám tuần mới đến lượt lại.",
        "## Cách làm\n- Mỗi ca bốn người, có một người quen việc\n"
        "- Đi từ chín giờ đến mười một giờ, đường nào cũng qua hai lần\n"
        "- Gặp việc thì gọi trực ban, không tự giữ người\n## Tốn bao nhiêu\n"
        "Bốn chiếc đèn pin và bốn áo phản quang, hội cựu chiến binh xã ủng hộ.\n"
        "> Không phải đi bắt ai. Đi để ngõ nào cũng có người thức, tổ trưởng nói.",
        kicker="Tổ tự quản xã Hồng Sơn", scene="patrol", place=2,
        alt="Bốn người cầm đèn pin đi trên đường làng buổi tối, nhìn từ phía sau",
    ),
    Told(
        MY_DUC, "warnings", 33, "Vay qua ứng dụng lạ: đừng bao giờ cho đọc danh bạ",
        "Chúng không cần đòi bạn: chúng gọi cho cả danh bạ của bạn.",
        "Ứng dụng cho vay đòi quyền đọc danh bạ, ảnh, tin nhắn thì gỡ ngay.\n"
        "Đã lỡ vay: giữ lại tin nhắn đe dọa, sao kê, rồi báo công an xã. Người vay không có lỗi vì bị đe dọa.",
    ),
    Told(
        HUONG_SON, "news", 26, "Ba xã giáp ranh tuần tra chung trên tuyến sông Đáy",
        "Hương Sơn, Mỹ Đức, Hồng Sơn thống nhất lịch đi chung trong quý IV, số máy trực giáp ranh của cả ba xã.",
        "Trước đây việc ở bờ bên này, người chạy sang bờ bên kia. Nay xã nào thấy trước thì báo cả hai xã còn lại.",
    ),
    Told(
        HUONG_SON, "good_people", 15, "Người lái đò đợi khách quay lại suốt một buổi chiều",
        "Khách để quên túi tiền trên thuyền. Người lái đò neo thuyền chờ, không đi thêm chuyến nào.",
        "Đến tối khách mới biết mình quên. Trong túi là tiền chữa bệnh của mẹ.\n"
        "Người lái đò xin không nêu tên, và không nhận gì ngoài một lời cảm ơn.\n"
        "> Của người ta thì mình giữ hộ, có gì đâu mà viết, bác nói.",
        kicker="Bến đò Hương Sơn", scene="boat", place=3, alt="Một chiếc thuyền buộc ở bến, chiều muộn",
    ),
    Told(
        HONG_SON, "law", 12, "Trước Tết, nhắc nhau về pháo: năm điều nên nhớ",
        "Pháo hoa không tiếng nổ của nhà máy được phép thì được dùng; pháo nổ thì không, dù chỉ một quả.",
        "- Mua ở nơi được phép bán, giữ hóa đơn\n- Không đốt gần nhà, gần dây điện\n"
        "- Không tự chế, không mua thuốc trên mạng\n"
        "- Trẻ em không được đốt\n- Có pháo nổ thì đem giao nộp cho công an xã",
    ),
    Told(
        MY_DUC, "warnings", 6, "Giả danh công an gọi điện: ba dấu hiệu, một việc cần làm",
        "Công an không làm việc qua điện thoại, không gửi lệnh bắt qua mạng, không bảo ai chuyển tiền.",
        "## Ba dấu hiệu\n- Giục: phải làm ngay, không được kể với ai\n- Dọa: có tên trong một vụ án\n"
        "- Đòi: cài ứng dụng, đọc mã, chuyển tiền\n## Một việc cần làm\n"
        "Tắt máy, rồi tự gọi số trực ban in trên áp phích của xã.",
    ),
    Told(
        HUONG_SON, "good_ways", 3, "Đèn sáng đường đê, đêm về thôi lo trộm",
        "Mười hai ngọn đèn trên hai cây số đường đê: tiền công do dân góp, điện do xã trả.",
        "## Bắt đầu từ một tối mất điện\n"
        "Mùa nước năm ngoái, ba đêm liền có người mất máy bơm ngoài đồng. "
        "Tổ tự quản họp ở nhà văn hóa, đếm được mười hai chỗ tối.\n"
        "## Ai làm việc gì\n- Đoàn thanh niên đào hố, dựng cột\n- Hội phụ nữ lo cơm\n"
        "- Thợ điện trong thôn đấu dây, xã kiểm tra rồi mới đóng điện\n"
        "> Có đèn thì con tôi đi học thêm về tôi không phải ra đầu ngõ đón, một người mẹ nói.\n"
        "Từ ngày có đèn, thôn chưa mất thêm máy bơm nào. "
        "Có phải nhờ đèn hay không thì chưa ai dám chắc; nhưng cả thôn muốn thắp tiếp.",
        kicker="Thôn Suối Lim, xã Hương Sơn", scene="lamps", place=1,
        alt="Con đường đê buổi tối, hàng đèn sáng dọc mặt nước",
    ),
    Told(
        MY_DUC, "warnings", 1, "Mùa lễ hội: giữ túi, giữ trẻ, giữ đường lui",
        "Năm điều nhắc khách trước khi lên thuyền.",
        "- Để tiền ở hai nơi\n- Viết số điện thoại bỏ vào túi áo trẻ\n- Hẹn trước chỗ gặp nếu lạc nhau",
        far=SUBMITTED,
    ),
    Told(MY_DUC, "good_people", 0, "Cô giáo dạy bơi không lấy tiền", "", "", far=DRAFT),
)  # fmt: skip


@dataclass
class Newsroom:
    """Writes them, act after act at its time. `today` is the day the demonstration is made."""

    installation: str
    today: dt.date = field(default_factory=clock.today)

    def write(self) -> None:
        self.offices = {office.slug: office for office in Office.objects.on(self.today)}
        held = Membership.objects.current(self.today).select_related("office")
        self.actors = {(member.office.slug, member.role): Actor.of(member) for member in held}
        for told in STORIES:
            self._tell(told)

    def _tell(self, told: Told) -> None:
        writer, head = self.actors[told.office, "officer"], self.actors[told.office, "head"]
        story = self._draft(told, writer)
        if told.scene:
            self._add_picture(story, told, writer)
        if told.far == DRAFT:
            return
        self._act(story, "submitted", writer, acts.Submitted(), told, hour=14)
        if told.far == SUBMITTED:
            return
        self._act(story, "reviewed", head, acts.Reviewed(acts.CHECKS), told, hour=15)
        self._act(story, "published", head, Nothing(), told, hour=16)
        if told.wrong:
            self._correct(story, told, head)
        if told.place:
            self._act(story, "featured", head, acts.Featured(told.place), told, hour=17)

    def _draft(self, told: Told, writer: Actor) -> Matter:
        office = self.offices[told.office]
        texts = {"title": told.title, "lead": told.lead, "body": told.body, "kicker": told.kicker}
        texts |= {"byline": f"Ban biên tập {office.name.replace('Công an xã', 'xã')}"}
        facts = acts.Drafted(
            office=office.pk, area=office.area_id, category=told.category, named="nobody", **_hashed(texts)
        )
        opening = Opening.unsealed(KIND, self.installation)
        documents = [text for text in texts.values() if text]
        at = self._at(told, 9)
        return open_drafted(Draft(opening, "drafted", writer, facts, at=at, documents=documents))

    def _add_picture(self, story: Matter, told: Told, writer: Actor) -> None:
        file = files.clean(SCENES[told.scene]())
        caption = f"{told.kicker or told.title}. {DRAWN}"
        said = _hashed({"caption": caption, "alt": told.alt})
        facts = acts.PictureAdded(file=file.sha256, consent="no_face", **said)
        self._act(story, "picture_added", writer, facts, told, caption, told.alt, hour=11, files=[file])

    def _correct(self, story: Matter, told: Told, head: Actor) -> None:
        texts = {"wrong": told.wrong, "title": told.title, "lead": told.lead, "body": told.body}
        facts = acts.CorrectionPublished(**_hashed(texts))
        self._act(story, "correction_published", head, facts, told, *texts.values(), hour=18)

    def _act(
        self,
        story: Matter,
        act: str,
        by: Actor,
        facts: Any,
        told: Told,
        *documents: str,
        hour: int,
        files: list[NewFile] | None = None,
    ) -> None:
        at = self._at(told, hour)
        record_many([Draft(story, act, by, facts, at=at, documents=documents, files=files or ())])

    def _at(self, told: Told, hour: int) -> dt.datetime:
        """An hour of the day on which it came out; of today's, as much as has passed."""
        day = self.today - dt.timedelta(told.days)
        wished = dt.datetime.combine(day, dt.time(hour), clock.LEGAL_ZONE).astimezone(dt.UTC)
        return min(wished, clock.now())


def _hashed(texts: dict[str, str]) -> dict[str, Any]:
    return {name: text_hash(text) if text else None for name, text in texts.items()}


# --- the pictures -----------------------------------------------------------------------------------------

SIZE = (1200, 800)


def sky(top: str, bottom: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Paper with a sky: two colours, one drawn out into the other."""
    strip = Image.new("RGB", (1, 2))
    strip.putpixel((0, 0), Image.new("RGB", (1, 1), top).getpixel((0, 0)))  # type: ignore[arg-type]
    strip.putpixel((0, 1), Image.new("RGB", (1, 1), bottom).getpixel((0, 0)))  # type: ignore[arg-type]
    picture = strip.resize(SIZE, Image.Resampling.BICUBIC)
    return picture, ImageDraw.Draw(picture)


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _lamps() -> bytes:
    picture, pen = sky("#0b1d2e", "#31506b")
    pen.polygon([(0, 470), (300, 400), (650, 455), (1200, 380), (1200, 520), (0, 540)], fill="#14283a")
    pen.rectangle((0, 520, 1200, 800), fill="#1d3a52")
    pen.polygon([(0, 800), (520, 500), (640, 500), (760, 800)], fill="#4a4a45")
    for n in range(8):
        near = 1 - n / 9
        x, foot, tall = 560 - 520 * near, 500 + 290 * near, 330 * near + 30
        pen.line((x, foot, x, foot - tall), fill="#d8d3c4", width=max(int(9 * near), 2))
        glow = int(46 * near) + 5
        pen.ellipse((x - glow, foot - tall - glow, x + glow, foot - tall + glow), fill="#ffdf8a")
        pen.ellipse((x + 620, 540 + 200 * near, x + 660 + 60 * near, 546 + 206 * near), fill="#c9a95a")
    return jpeg(picture)


def _boat() -> bytes:
    picture, pen = sky("#f3b26b", "#f7e3c0")
    pen.ellipse((820, 250, 980, 410), fill="#fff3d6")
    pen.polygon(
        [(0, 430), (210, 250), (420, 420), (640, 300), (900, 430), (1200, 330), (1200, 480), (0, 480)],
        fill="#7d8f86",
    )
    pen.rectangle((0, 470, 1200, 800), fill="#9fb9b4")
    for n in range(9):
        pen.line((80 + 37 * n, 520 + 30 * n, 1100 - 21 * n, 520 + 30 * n), fill="#b7cdc8", width=3)
    pen.polygon([(330, 610), (860, 610), (790, 690), (400, 690)], fill="#5b3d28")
    pen.arc((420, 500, 680, 720), 180, 360, fill="#6d4a31", width=16)
    pen.line((860, 610, 1010, 470), fill="#3c2a1c", width=7)
    return jpeg(picture)


def _patrol() -> bytes:
    picture, pen = sky("#101d33", "#2b3a55")
    pen.polygon([(0, 800), (470, 430), (730, 430), (1200, 800)], fill="#3b3f48")
    for x in (0, 860):
        pen.rectangle((x, 230, x + 340, 560), fill="#1b2436")
        pen.rectangle((x + 120, 320, x + 180, 390), fill="#f2c96b")
    for x, tall in ((400, 250), (530, 280), (660, 260), (780, 240)):
        pen.polygon([(x, 640), (x - 90, 800), (x + 60, 800)], fill="#6f6a50")
        pen.rounded_rectangle((x - 34, 640 - tall * 0.62, x + 34, 660), 26, fill="#2f6b58")
        pen.rectangle((x - 34, 640 - tall * 0.3, x + 34, 650 - tall * 0.22), fill="#e8e36a")
        pen.ellipse((x - 26, 640 - tall, x + 26, 692 - tall), fill="#20242c")
        pen.ellipse((x - 8, 648, x + 8, 664), fill="#fff2b0")
    return jpeg(picture)


def _festival() -> bytes:
    picture, pen = sky("#8fc3e0", "#eaf4f2")
    pen.rectangle((0, 520, 1200, 800), fill="#d9c7a0")
    pen.polygon([(280, 330), (600, 200), (920, 330)], fill="#a3442f")
    pen.rectangle((330, 330, 870, 540), fill="#f2e4c4")
    pen.rectangle((540, 400, 660, 540), fill="#7a5230")
    for n in range(16):
        x, y = 75 * n, 150 + 40 * ((n % 4) / 3 - 0.5) ** 2 * 4
        pen.polygon([(x, y), (x + 46, y), (x + 23, y + 60)], fill=("#c8282b", "#f2c14e", "#2f6b58")[n % 3])
    for n in range(22):
        x, y = 90 + (n * 149) % 1020, 570 + (n * 67) % 190
        pen.ellipse((x, y, x + 30, y + 30), fill="#3a2d25")
        pen.rounded_rectangle(
            (x - 8, y + 30, x + 38, y + 90), 14, fill=("#0c4f56", "#9d1c17", "#6f4300", "#33608a")[n % 4]
        )
    return jpeg(picture)


SCENES = {"lamps": _lamps, "boat": _boat, "patrol": _patrol, "festival": _festival}
