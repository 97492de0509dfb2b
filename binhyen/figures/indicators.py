"""The indicators of the yearly report, declared in one place. Each counts evidence in the journals of a period.

No indicator counts petitioners, accusations against anybody, or matters taken further: such a figure would become
a target, and a target would silence people (README, what it refuses). Of the others each says what it counts, and only
the work of offices may be a target of a plan (`movement.targets`). How often order reports went round is counted for
oversight alone: nothing can be made of it to reach (`figures.oversight`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from binhyen.figures import (
    commendations,
    models,
    orders,
    outreach,
    oversight,
    recognition,
    steering,
    stories,
    streets,
)
from binhyen.figures.reading import Evidence, Journals
from binhyen.kinds.order_report.categories import GROUPS as ORDER_GROUPS
from binhyen.kinds.order_report.categories import in_group
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.matters.offences import BY_CODE, GROUPS

Count = Callable[[Journals], Iterator[Evidence]]
# What one of an indicator is: work that an office did or left, a report that somebody made, a case, a person in one or
# at a session, a title that was given: nobody may be set a number of those to reach either, or it would be given for
# the number's sake. "oversight": what goes wrong, which nobody may be set a number of at all.
Counts = Literal["work", "reports", "cases", "persons", "titles", "oversight"]
ANSWER_CLOCKS = ("decide", "notify_result")


@dataclass(frozen=True)
class Indicator:
    """`code` names it in files; `word` is its name for a reader; `unit` is what one of it is, for a reader, and
    `counts` for the rule about targets: nobody may be set a number of reports, cases, persons or titles to reach, nor
    of people to bring to a talk. `detail`: a part of the one above it, left out of a page where there was none."""

    code: str
    word: Any
    unit: Any
    counts: Counts
    count: Count
    detail: bool = False

    def __post_init__(self) -> None:
        if self.counts not in get_args(Counts):
            raise ValueError(f"{self.code}: {self.counts!r} is not a thing to count")


def _tip(line: Line, seq: int = 1) -> Evidence:
    facts: Any = line.effective[0].facts
    return Evidence(line.row.ref, seq, facts.area)


def received(journals: Journals) -> Iterator[Evidence]:
    """Tips received in the period, by the date of receipt."""
    for line in journals.tips:
        yield _tip(line)


def taken_by_staff(journals: Journals) -> Iterator[Evidence]:
    """Of those, the ones an officer wrote down: by telephone, letter, visit or at the duty desk."""
    for line in journals.tips:
        if line.effective[0].role != "resident":
            yield _tip(line)


def answered(journals: Journals) -> Iterator[Evidence]:
    """Of those, the ones whose result the informant was told, whenever that was."""
    for line in journals.tips:
        for record in line.effective:
            if record.act == "result_notified":
                yield _tip(line, record.seq)
                break


def answered_on_time(journals: Journals) -> Iterator[Evidence]:
    """Of the answered, those whose terms to decide and to notify were kept, judged by when it was recorded."""
    now = clock.now()
    for line in journals.tips:
        told = next((r.seq for r in line.effective if r.act == "result_notified"), None)
        assert line.standing is not None
        answer_clocks = [c for c in line.standing.clocks if c.deadline in ANSWER_CLOCKS]
        if told is not None and all(c.state(now) == "met" for c in answer_clocks):
            yield _tip(line, told)


def cases_in(*groups: str) -> Count:
    """Distinct live cases opened in the period, of these groups, that at least one tip led to."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for case in journals.cases:
            if BY_CODE[case.category].group in groups:
                yield Evidence(case.ref, case.seq, case.area_id, support=journals.tips_behind[case.ref])

    return count


def persons_in(*groups: str) -> Count:
    """The persons in those cases, by count."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for case in journals.cases:
            if BY_CODE[case.category].group in groups:
                yield Evidence(case.ref, case.seq, case.area_id, case.persons, journals.tips_behind[case.ref])

    return count


CASES_OF = {
    "drugs": _("Số vụ ma túy phát hiện nhờ tin báo của nhân dân"),
    "gambling": _("Số vụ cờ bạc phát hiện nhờ tin báo của nhân dân"),
    "prostitution": _("Số vụ mại dâm phát hiện nhờ tin báo của nhân dân"),
    "violence": _("Số vụ bạo lực, xâm hại phát hiện nhờ tin báo của nhân dân"),
    "property": _("Số vụ trộm cắp, cướp, lừa đảo phát hiện nhờ tin báo của nhân dân"),
    "loan_sharking": _("Số vụ tín dụng đen phát hiện nhờ tin báo của nhân dân"),
    "weapons": _("Số vụ vũ khí, vật liệu nổ, pháo phát hiện nhờ tin báo của nhân dân"),
    "disorder": _("Số vụ gây rối trật tự công cộng phát hiện nhờ tin báo của nhân dân"),
    "economy": _("Số vụ buôn lậu, hàng giả phát hiện nhờ tin báo của nhân dân"),
    "environment": _("Số vụ về môi trường phát hiện nhờ tin báo của nhân dân"),
    "other": _("Số vụ vi phạm khác phát hiện nhờ tin báo của nhân dân"),
}
PERSONS_OF = {
    "drugs": _("Số đối tượng trong các vụ ma túy đó"),
    "gambling": _("Số đối tượng trong các vụ cờ bạc đó"),
    "prostitution": _("Số đối tượng trong các vụ mại dâm đó"),
    "violence": _("Số đối tượng trong các vụ bạo lực, xâm hại đó"),
    "property": _("Số đối tượng trong các vụ trộm cắp, cướp, lừa đảo đó"),
    "loan_sharking": _("Số đối tượng trong các vụ tín dụng đen đó"),
    "weapons": _("Số đối tượng trong các vụ vũ khí, vật liệu nổ, pháo đó"),
    "disorder": _("Số đối tượng trong các vụ gây rối trật tự công cộng đó"),
    "economy": _("Số đối tượng trong các vụ buôn lậu, hàng giả đó"),
    "environment": _("Số đối tượng trong các vụ về môi trường đó"),
    "other": _("Số đối tượng trong các vụ vi phạm khác đó"),
}

TIPS, CASES, PERSONS = _("tin"), _("vụ"), _("người")
COMMENDED = _("trường hợp")
NOMINEES_OF = {"person": _("Trong đó: cá nhân"), "collective": _("Trong đó: tập thể")}
FORMS_OF = {
    "merit_note": _("Trong đó: Giấy khen"),
    "praise_letter": _("Trong đó: Thư khen"),
    "advanced_worker": _("Trong đó: Lao động tiên tiến"),
    "cultural_family": _("Trong đó: Gia đình văn hóa"),
    "merit_certificate": _("Trong đó: Bằng khen"),
}
TASKS, MEETINGS, PLANS = _("nhiệm vụ"), _("cuộc"), _("kế hoạch")
MODELS, SITES, TEAMS = _("mô hình"), _("địa điểm"), _("tổ")
STORIES, ORDERS, TIMES = _("bài"), _("phản ánh"), _("lần")
# In whole sentences: a group's own name does not stand alone in a list of figures.
ORDERS_OF = {
    "street": _("Trong đó: vỉa hè, lòng đường"),
    "building": _("Trong đó: xây dựng, đất đai"),
    "noise": _("Trong đó: tiếng ồn"),
    "environment": _("Trong đó: rác, khói, vật nuôi"),
    "fire": _("Trong đó: phòng cháy, lối thoát nạn"),
    "festival": _("Trong đó: lễ hội, du lịch"),
    "services": _("Trong đó: đèn đường, cây xanh, ngập nước"),
}
SESSIONS, PLACES = _("buổi"), _("nơi")
STRETCHES = _("đoạn")
LOOKED_OF = {
    7: _("Trong đó: đã xem lại sau 7 ngày"),
    30: _("Trong đó: đã xem lại sau 30 ngày"),
    90: _("Trong đó: đã xem lại sau 90 ngày"),
}
AGAIN_OF = {
    7: _("Đoạn bị lấn chiếm lại sau 7 ngày"),
    30: _("Đoạn bị lấn chiếm lại sau 30 ngày"),
    90: _("Đoạn bị lấn chiếm lại sau 90 ngày"),
}
FILES, HAMLETS, COMMUNES, BODIES, FAMILIES = (
    _("hồ sơ"),
    _("khu dân cư"),
    _("xã, phường"),
    _("đơn vị"),
    _("gia đình"),
)

# By code, what was recognised, in what it is counted, and as which titles.
TITLES_OF = (
    (
        "safe_residential_area",
        _("Khu dân cư được công nhận “An toàn về an ninh, trật tự”"),
        HAMLETS,
        ("safe_residential_area",),
    ),
    (
        "safe_commune",
        _("Xã, phường được công nhận “An toàn về an ninh, trật tự”"),
        COMMUNES,
        ("safe_commune",),
    ),
    (
        "safe_body",
        _("Cơ quan, doanh nghiệp, cơ sở giáo dục được công nhận “An toàn về an ninh, trật tự”"),
        BODIES,
        ("safe_agency", "safe_enterprise", "safe_school"),
    ),
    ("cultural_family", _("Gia đình văn hóa được công nhận"), FAMILIES, ("cultural_family",)),
    ("cultural_hamlet", _("Thôn, tổ dân phố văn hóa được công nhận"), HAMLETS, ("cultural_hamlet",)),
    ("cultural_agency", _("Cơ quan đạt chuẩn văn hóa được công nhận"), BODIES, ("cultural_agency",)),
)


def _orders_of(group: str) -> Iterator[Indicator]:
    """Order reports of a group, then of each of its categories where it has several."""
    categories = in_group(group)
    of_all = orders.of(*(category.code for category in categories))
    yield Indicator(f"orders.{group}", ORDERS_OF[group], ORDERS, "reports", of_all)
    for category in categories if len(categories) > 1 else ():
        yield Indicator(
            f"orders.{group}.{category.code}",
            format_lazy("– {}", category.word),
            ORDERS,
            "reports",
            orders.of(category.code),
            detail=True,
        )


INDICATORS = (
    Indicator("tips.received", _("Tin báo, tố giác đã nhận"), TIPS, "reports", received),
    Indicator(
        "tips.taken_by_staff",
        _("Trong đó: cán bộ ghi nhận trực tiếp, qua điện thoại, thư"),
        TIPS,
        "reports",
        taken_by_staff,
    ),
    Indicator("tips.answered", _("Đã trả lời người báo tin"), TIPS, "work", answered),
    Indicator("tips.answered_on_time", _("Trong đó: trả lời đúng hạn"), TIPS, "work", answered_on_time),
    *(
        Indicator(f"cases_from_tips.{group}", CASES_OF[group], CASES, "cases", cases_in(group))
        for group in GROUPS
    ),
    Indicator(
        "cases_from_tips.total",
        _("Tổng số vụ phát hiện nhờ tin báo của nhân dân"),
        CASES,
        "cases",
        cases_in(*GROUPS),
    ),
    *(
        Indicator(f"persons_from_tips.{group}", PERSONS_OF[group], PERSONS, "persons", persons_in(group))
        for group in GROUPS
    ),
    Indicator(
        "persons_from_tips.total",
        _("Tổng số đối tượng trong các vụ đó"),
        PERSONS,
        "persons",
        persons_in(*GROUPS),
    ),
    Indicator("orders.received", _("Phản ánh hiện trường đã nhận"), ORDERS, "reports", orders.received),
    *(indicator for group in ORDER_GROUPS for indicator in _orders_of(group)),
    Indicator("orders.resolved", _("Phản ánh đã xử lý xong, có bằng chứng"), ORDERS, "work", orders.resolved),
    # Nobody may be set a number of these to reach: a report would be closed for the number's sake.
    Indicator("orders.closed", _("Phản ánh đã kết thúc, có nêu lý do"), ORDERS, "reports", orders.closed),
    Indicator(
        "orders.on_time", _("Phản ánh xử lý xong hoặc kết thúc đúng hạn"), ORDERS, "work", orders.on_time
    ),
    Indicator(
        "orders.passed_on",
        _("Số lần phản ánh được chuyển sang đơn vị khác"),
        TIMES,
        "oversight",
        oversight.passed_on,
    ),
    Indicator(
        "orders.opened_again",
        _("Số lần mở lại phản ánh đã kết thúc"),
        TIMES,
        "oversight",
        oversight.opened_again,
    ),
    Indicator("tasks.received", _("Số nhiệm vụ được giao"), TASKS, "work", steering.received),
    Indicator(
        "tasks.reported_on_time",
        _("Trong đó: báo cáo kết quả đúng hạn"),
        TASKS,
        "work",
        steering.reported_on_time,
    ),
    Indicator("tasks.accepted", _("Trong đó: đã được nghiệm thu"), TASKS, "work", steering.accepted),
    Indicator("tasks.left_undone", _("Trong đó: không hoàn thành"), TASKS, "work", steering.left_undone),
    Indicator("steering.meetings", _("Cuộc họp ban chỉ đạo đã tổ chức"), MEETINGS, "work", steering.meetings),
    Indicator("steering.plans", _("Kế hoạch, chỉ thị đã ban hành"), PLANS, "work", steering.plans),
    Indicator("models.kept", _("Mô hình đang thực hiện cuối kỳ"), MODELS, "work", models.kept),
    Indicator("models.sites", _("Địa điểm thực hiện các mô hình đó"), SITES, "work", models.sites),
    Indicator("models.teams", _("Số tổ ở các địa điểm đó"), TEAMS, "work", models.teams),
    Indicator("stories.published", _("Tin, bài của phong trào đã đăng"), STORIES, "work", stories.published),
    Indicator(
        "stories.good_people",
        _("Trong đó: gương người tốt, việc tốt"),
        STORIES,
        "work",
        stories.of_good_people,
    ),
    Indicator(
        "commendations.total",
        _("Cá nhân, tập thể được khen thưởng"),
        COMMENDED,
        "work",
        commendations.commended(),
    ),
    *(
        Indicator(f"commendations.{nominee}s", word, COMMENDED, "work", commendations.of_nominee(nominee))
        for nominee, word in NOMINEES_OF.items()
    ),
    *(
        Indicator(f"commendations.{form}", word, COMMENDED, "work", commendations.of_form(form))
        for form, word in FORMS_OF.items()
    ),
    Indicator("recognition.registered", _("Danh hiệu đã đăng ký"), FILES, "titles", recognition.registered),
    *(
        Indicator(f"recognition.{code}", word, unit, "titles", recognition.recognised(*titles))
        for code, word, unit, titles in TITLES_OF
    ),
    Indicator("outreach.sessions", _("Buổi tuyên truyền đã tổ chức"), SESSIONS, "work", outreach.sessions),
    Indicator("outreach.people", _("Người dự các buổi tuyên truyền"), PERSONS, "persons", outreach.people),
    Indicator("outreach.festivals", _("Nơi tổ chức Ngày hội 19-8"), PLACES, "work", outreach.festivals),
    Indicator("streets.worked", _("Đoạn đường đã ra quân"), STRETCHES, "work", streets.worked),
    *(
        Indicator(code, word, STRETCHES, "work", count)
        for days in streets.DAYS
        for code, word, count in (
            (f"streets.looked_{days}", LOOKED_OF[days], streets.looked(days)),
            (f"streets.again_{days}", AGAIN_OF[days], streets.again(days)),
        )
    ),
)
BY_INDICATOR = {indicator.code: indicator for indicator in INDICATORS}
