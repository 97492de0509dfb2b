"""The outreach of a year for the demonstration: invented sessions, materials, a quiz, and one festival.

The law that the quiz and the materials tell is real, with its article; who came to which session is not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.commands import steering_2026
from binhyen.kinds.session import acts
from binhyen.kinds.task import deriving, issuing
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.models import Matter
from binhyen.movement import festival, materials, plans, quizzes
from binhyen.procedure import Nothing

MY_DUC, HUONG_SON, HONG_SON = (f"cong-an-xa-{name}" for name in ("my-duc", "huong-son", "hong-son"))
# The offices of today's four communes begin here: what would lie before it is not written.
BEGINS = dt.date(2025, 7, 1)


@dataclass(frozen=True)
class Told:
    """A session, so many days ago (ahead, where negative)."""

    days: int
    office: str
    form: str
    topic: str
    audience: str
    place: str
    attendance: int = 0
    at: str = "08:30"


HELD = (
    Told(150, HUONG_SON, "lesson", "drugs", "pupils", "Trường Trung học cơ sở (trình diễn)", 212),
    Told(140, HUONG_SON, "meeting", "reporting", "everybody", "Nhà văn hóa thôn Đục Khê", 86, "19:30"),
    Told(96, MY_DUC, "talk", "fraud", "elderly", "Hội trường Ủy ban nhân dân xã", 64),
    Told(75, HUONG_SON, "contest", "traffic", "youth", "Sân vận động xã", 130, "14:00"),
    Told(40, HONG_SON, "meeting", "loan_sharking", "women", "Nhà văn hóa thôn Vĩnh Lạc", 57, "19:30"),
    Told(20, MY_DUC, "broadcast", "fire", "everybody", "Loa truyền thanh các thôn", 0, "17:00"),
)
COMING = (
    Told(-6, HUONG_SON, "talk", "fraud", "everybody", "Nhà văn hóa thôn Yến Vỹ", at="19:30"),
    Told(-11, MY_DUC, "talk", "reporting", "everybody", "Hội trường Ủy ban nhân dân xã"),
    Told(-17, HUONG_SON, "lesson", "drugs", "pupils", "Trường Trung học phổ thông (trình diễn)", at="07:30"),
)
# At the festival; one of the four communes has none, so that a gap is seen.
FESTIVALS = (
    (HUONG_SON, "Sân đình thôn Tiên Mai", 340),
    (MY_DUC, "Sân vận động xã", 415),
    (HONG_SON, "Nhà văn hóa thôn Vĩnh Lạc", 190),
)
MATERIALS = (
    (
        "leaflet", "fraud", "elderly", "Năm việc không làm khi có người lạ gọi điện",
        "1. Không đọc mã OTP, mật khẩu cho ai, kể cả người tự xưng là công an, ngân hàng, người nhà.\n"
        "2. Không chuyển tiền để “chứng minh vô can”: cơ quan công an không làm việc qua điện thoại như thế.\n"
        "3. Không bấm đường liên kết lạ, không cài ứng dụng theo lời người gọi.\n"
        "4. Không giấu người thân: hãy kể ngay cho con cháu.\n"
        "5. Không im lặng khi đã mất tiền: gọi ngân hàng để khóa tài khoản, rồi báo công an xã.",
    ),
    (
        "broadcast", "reporting", "everybody", "Báo tin cho công an xã, không cần xưng tên",
        "Thưa bà con, ai biết về nơi mua bán ma túy, ổ cờ bạc, cho vay lãi nặng thì có thể viết cho công an xã ngay "
        "trên điện thoại. Bài viết được khóa trên máy, chỉ đơn vị có trách nhiệm mở được. Bà con nhận mười từ để xem "
        "trả lời. Việc đang xảy ra, nguy hiểm, xin gọi ngay 113.",
    ),
    (
        "outline", "drugs", "pupils", "Đề cương tiết học: nói không với ma túy",
        "1. Vì sao chỉ một lần thử cũng nguy hiểm.\n2. Kẹo lạ, thuốc lá điện tử, “nước vui”: nhận ra thế nào.\n"
        "3. Bạn rủ thì nói gì. 4. Nói với ai: thầy cô, cha mẹ, 111.\n5. Chơi bộ đố vui, đếm tay giơ.",
    ),
)  # fmt: skip
QUIZ = "Em biết luật đến đâu"
# (question, answers, the right one, why)
QUESTIONS = (
    (
        "Có cháy, em gọi số nào?", ("113", "114", "115", "111"), "b",
        "114 là số báo cháy, cứu nạn, cứu hộ. 113 là công an, 115 là cấp cứu, 111 là tổng đài bảo vệ trẻ em.",
    ),
    (
        "Thấy bạn mình bị người lớn đánh đập, em gọi số nào để được giúp, không mất tiền?", ("111", "114", "1080"), "a",
        "111 là Tổng đài điện thoại quốc gia bảo vệ trẻ em, miễn phí, trực cả ngày đêm (Luật Trẻ em 2016).",
    ),
    (
        "Từ đủ bao nhiêu tuổi thì phải chịu trách nhiệm hình sự về mọi tội phạm, trừ trường hợp luật quy định khác?",
        ("14 tuổi", "16 tuổi", "18 tuổi"), "b", "Bộ luật Hình sự 2015, Điều 12 khoản 1: từ đủ 16 tuổi.",
    ),
    (
        "Cho vay tiền giữa người dân với nhau, lãi suất thỏa thuận không được quá bao nhiêu một năm?",
        ("10%", "20%", "100%"), "b",
        "Bộ luật Dân sự 2015, Điều 468: không quá 20% một năm của khoản tiền vay, trừ khi luật khác có quy định.",
    ),
    (
        "Người lạ gọi điện, tự xưng công an, bảo chuyển tiền để “chứng minh vô can”. Làm gì?",
        ("Chuyển ngay", "Tắt máy, kể cho người nhà và báo công an xã", "Đọc mã OTP cho họ"), "b",
        "Cơ quan công an không yêu cầu chuyển tiền qua điện thoại. Mã OTP không đọc cho bất cứ ai.",
    ),
)  # fmt: skip


@dataclass
class Season(steering_2026.Year):
    """Writes the outreach of the same year, by the same offices."""

    def write(self) -> None:
        self.look_up()
        quiz = self._quiz()
        leaflets = self._materials()
        for told in HELD:
            self._held(self._session(told), told)
        for told in COMING:
            self._coming(told, quiz, leaflets.get(told.topic))
        self._festival()

    def _materials(self) -> dict[str, Matter]:
        """By topic; the last stays a draft."""
        by = self.actors[HUONG_SON]
        made: dict[str, Matter] = {}
        for form, topic, audience, title, text in MATERIALS:
            facts = materials.Drafted(
                office=self.offices[HUONG_SON].pk,
                title=text_hash(title),
                form=form,
                topic=topic,
                audience=audience,
                text=text_hash(text),
            )
            made[topic] = self._open(materials.KIND, "drafted", by, facts, [title, text], 160)
            if form != "outline":
                self._act(made[topic], "published", by, Nothing(), 159)
        return {topic: each for topic, each in made.items() if topic != "drugs"}

    def _quiz(self) -> Matter:
        by = self.actors[HUONG_SON]
        facts = quizzes.Drafted(
            office=self.offices[HUONG_SON].pk, title=text_hash(QUIZ), topic="law", audience="pupils"
        )
        quiz = self._open(quizzes.KIND, "drafted", by, facts, [QUIZ], 158)
        for number, (text, answers, right, why) in enumerate(QUESTIONS, start=1):
            given = {
                f"answer_{letter}": text_hash(answer) for letter, answer in zip("abcd", answers, strict=False)
            }
            asked = quizzes.QuestionSet(
                number=number, text=text_hash(text), right=right, why=text_hash(why), **given
            )
            self._act(quiz, "question_set", by, asked, 158, text, *answers, why)
        self._act(quiz, "published", by, Nothing(), 157)
        return quiz

    def _session(self, told: Told, plan: str | None = None, *, who: str = acts.INVITED) -> Matter:
        by, office = self.actors[told.office], self.offices[told.office]
        facts = acts.Planned(
            office=office.pk,
            area=office.area_id,
            form=told.form,
            topic=told.topic,
            audience=told.audience,
            on=self.today - dt.timedelta(told.days),
            at=told.at,
            place=text_hash(told.place),
            who=who,
            places=120 if who == acts.EVERYBODY else None,
            plan=plan,
        )
        return self._open("session", "planned", by, facts, [told.place], max(told.days, 0) + 10)

    def _held(self, session: Matter, told: Told) -> None:
        self._act(session, "held", self.actors[told.office], acts.Held(told.attendance), told.days)

    def _coming(self, told: Told, quiz: Matter, material: Matter | None) -> None:
        pupils = told.form == "lesson"
        session = self._session(told, who=acts.INVITED if pupils else acts.EVERYBODY)
        by = self.actors[told.office]
        if material is not None:
            self._act(session, "material_named", by, acts.MaterialNamed(material.ref), 9)
        if pupils:
            self._act(session, "quiz_named", by, acts.QuizNamed(quiz.ref), 9)
            return
        for days, people in ((8, 2), (6, 5), (1, 3)):
            self._act(session, "signed_up", RESIDENT, acts.SignedUp(people), days)

    def _festival(self) -> None:
        """The last one that is over, where the offices existed when it was prepared."""
        day = dt.date(self.today.year, 8, 19)
        if self.today < day + dt.timedelta(20):
            day = dt.date(self.today.year - 1, 8, 19)
        issued = dt.date(day.year, 6, 10)
        if issued < BEGINS:
            return
        plan, ago = self._festival_plan(day.year, issued), (self.today - day).days
        for slug, place, attendance in FESTIVALS:
            told = Told(ago, slug, "festival", "movement", "everybody", place, attendance, "07:30")
            self._held(self._session(told, plan.ref), told)

    def _festival_plan(self, year: int, issued: dt.date) -> Matter:
        by: Actor = self.actors[steering_2026.COMMITTEE]
        office = self.offices[steering_2026.COMMITTEE]
        starts_on, ends_on = festival.span(year)
        title, ago = festival.title(year), (self.today - issued).days
        facts = plans.Drafted(
            office.pk, office.area_id, festival.FORM, text_hash(title), year, starts_on, ends_on
        )
        tasks = [deriving.Wanted(t.content, t.product, festival.due(t, year)) for t in festival.TASKS]
        ref = deriving.draft(facts, title, tasks, by=by, at=self._at(ago + 2), texts=festival.TEXTS)
        plan = Matter.objects.get(ref=ref)
        self._act(plan, "addressed_group", by, plans.AddressedGroup("police", office.area_id), ago + 1)
        issuing.issue(plan, by=by, facts=plans.Issued(issued, "18/KH-BCĐ"), at=self._at(ago))
        for slug, _place, _attendance in FESTIVALS:
            for task in Matter.objects.filter(under=ref, kind="task", office=self.offices[slug]):
                self._act(task, "acknowledged", self.actors[slug], Nothing(), ago - 1)
                late = (self.today - festival.due(festival.TASKS[(task.item or 1) - 1], year)).days
                self._reported(task, self.actors[slug], late + 1, accepted=True)
        return plan
