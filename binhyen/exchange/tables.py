"""The tables of an exchange file: which sheets, which columns, what each cell may hold. docs/exchange.md is checked
against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.kinds.order_report import words as order_words
from binhyen.movement import words_committees, words_instruments, words_models, words_plans
from binhyen.offices.models import OfficeType
from binhyen.units.models import Level

Words = Mapping[str, Any]

# Where a cell is prose, as where a form asks for it; a line is what stands in one line there.
LINE, PROSE = 500, 20_000
KEY = 64


@dataclass(frozen=True)
class Column:
    """One column. `kind`: line, prose, key, day, past (a day that is not ahead), count, code, flag, list (parted by
    semicolons)."""

    code: str
    heading: str
    kind: str = "line"
    required: bool = False
    choices: Words | None = None
    longest: int = LINE


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or one file `<code>.csv` of a folder. `group` is what goes together."""

    code: str
    sheet: str
    group: str
    columns: tuple[Column, ...]

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)


def _key(heading: str, code: str = "key", *, required: bool = True) -> Column:
    return Column(code, heading, "key", required, longest=KEY)


LEVELS: Words = dict(Level.choices)
TYPES: Words = dict(OfficeType.choices)
# A plan that is being amended goes out as the draft it is; one that is closed stays where it was carried out.
STATES: Words = {state: words_plans.STATES[state] for state in ("draft", "issued")}
FLAG: Words = {"yes": "có", "no": "không"}

_OFFICE = Column("office", "Mã đơn vị", "key", True, longest=80)
_AREA = Column("area", "Địa bàn", longest=120)
_FROM = Column("valid_from", "Có từ ngày", "day", True)
_TO = Column("valid_to", "Không còn từ ngày", "day")

TABLES = (
    Table(
        "units",
        "Đơn vị hành chính",
        "units",
        (
            Column("code", "Mã", "key", True, longest=16),
            Column("name", "Tên", required=True, longest=120),
            Column("prefix", "Loại", required=True, longest=24),
            Column("level", "Cấp", "code", True, LEVELS),
            Column("parent", "Mã đơn vị cấp trên", "key", longest=30),
            Column("parent_level", "Cấp của đơn vị cấp trên", "code", choices=LEVELS),
            _FROM,
            _TO,
            Column("synthetic", "Hư cấu", "flag", choices=FLAG),
        ),
    ),
    Table(
        "offices",
        "Đơn vị",
        "offices",
        (
            Column("slug", "Mã đơn vị", "key", True, longest=80),
            Column("name", "Tên", required=True, longest=160),
            Column("name_en", "Tên tiếng Anh", longest=160),
            Column("type", "Loại đơn vị", "code", True, TYPES),
            Column("area", "Mã địa bàn", required=True, longest=120),
            Column("area_level", "Cấp của địa bàn", "code", choices=LEVELS),
            Column("upper", "Mã đơn vị cấp trên", "key", longest=80),
            Column("duty_phone", "Điện thoại trực ban", longest=30),
            _FROM,
            _TO,
            Column("remits", "Phụ trách", "list"),
        ),
    ),
    Table(
        "instruments",
        "Văn bản",
        "instruments",
        (
            _key("Khóa văn bản"),
            _OFFICE,
            Column("form", "Hình thức", "code", True, words_instruments.CHOICES["form"]),
            Column("number", "Số, ký hiệu", "key", True),
            Column("title", "Trích yếu", required=True),
            Column("issuer", "Cơ quan ban hành", required=True),
            Column("issued_on", "Ngày ban hành", "past", True),
            Column("in_force_on", "Có hiệu lực từ", "day"),
            _key("Thay thế văn bản (khóa)", "replaces", required=False),
            Column("repealed_on", "Hết hiệu lực từ", "day"),
        ),
    ),
    Table(
        "committees",
        "Ban chỉ đạo",
        "committees",
        (
            _key("Khóa ban chỉ đạo"),
            _OFFICE,
            _AREA,
            Column("name", "Tên ban chỉ đạo", required=True),
            Column("from_on", "Thành lập ngày", "past", True),
            _key("Theo văn bản (khóa)", "instrument", required=False),
        ),
    ),
    Table(
        "committee_members",
        "Thành viên ban chỉ đạo",
        "committees",
        (
            _key("Khóa ban chỉ đạo", "committee"),
            Column("who", "Họ và tên", required=True),
            Column("title", "Chức vụ", required=True),
            Column("role", "Vai trò trong ban", "code", True, words_committees.CHOICES["role"]),
            Column("office", "Mã đơn vị", "key", longest=80),
            Column("body", "Cơ quan, tổ chức"),
            Column("from_on", "Từ ngày", "past", True),
            Column("to_on", "Thôi từ ngày", "past"),
        ),
    ),
    Table(
        "plans",
        "Kế hoạch",
        "plans",
        (
            _key("Khóa kế hoạch"),
            _OFFICE,
            _AREA,
            Column("form", "Loại", "code", True, words_plans.CHOICES["form"]),
            Column("title", "Tên kế hoạch", required=True),
            Column("year", "Năm", "count", True),
            Column("starts_on", "Từ ngày", "day", True),
            Column("ends_on", "Đến ngày", "day", True),
            _key("Ban chỉ đạo (khóa)", "committee", required=False),
            Column("instrument", "Căn cứ (khóa văn bản)", "list"),
            _key("Kế hoạch cấp trên (khóa)", "upper", required=False),
            Column("number", "Số, ký hiệu", "key"),
            Column("issued_on", "Ngày ban hành", "past"),
            Column("state", "Trạng thái", "code", choices=STATES),
            Column("purpose", "Mục đích, yêu cầu", "prose"),
            Column("content", "Nội dung, giải pháp", "prose"),
            Column("organisation", "Tổ chức thực hiện", "prose"),
        ),
    ),
    Table(
        "plan_tasks",
        "Nhiệm vụ",
        "plans",
        (
            _key("Khóa kế hoạch", "plan"),
            Column("number", "Số", "count", True),
            Column("content", "Việc phải làm", "prose", True),
            Column("product", "Sản phẩm"),
            Column("audience", "Ai làm", "code", choices=words_plans.CHOICES["audience"]),
            Column("lead", "Đơn vị chủ trì (mã)", "key", longest=80),
            Column("partners", "Đơn vị phối hợp (mã)", "list"),
            Column("due_on", "Hạn hoàn thành", "day", True),
            Column("upper_task", "Nhiệm vụ số mấy của kế hoạch cấp trên", "count"),
        ),
    ),
    Table(
        "plan_addressees",
        "Nơi nhận",
        "plans",
        (
            _key("Khóa kế hoạch", "plan"),
            Column("office", "Mã đơn vị", "key", longest=80),
            Column("type", "Loại đơn vị", "code", choices=TYPES),
            _AREA,
        ),
    ),
    Table(
        "plan_targets",
        "Chỉ tiêu",
        "plans",
        (
            _key("Khóa kế hoạch", "plan"),
            Column("measure", "Chỉ tiêu", "code", True, words_plans.CHOICES["measure"]),
            Column("value", "Ít nhất", "count", True),
            _AREA,
        ),
    ),
    Table(
        "models",
        "Mô hình",
        "models",
        (
            _key("Khóa mô hình"),
            _OFFICE,
            _AREA,
            Column("name", "Tên mô hình", required=True),
            Column("topic", "Lĩnh vực", "code", True, words_models.CHOICES["topic"]),
            Column("from_on", "Từ ngày", "past", True),
            Column("method", "Cách làm", "prose", True),
            _key("Áp dụng từ mô hình (khóa)", "source", required=False),
        ),
    ),
    Table(
        "model_sites",
        "Địa điểm mô hình",
        "models",
        (
            _key("Khóa mô hình", "model"),
            Column("commune", "Xã, phường", required=True, longest=120),
            Column("hamlet", "Thôn, tổ dân phố", longest=120),
            Column("place", "Tên địa điểm", required=True),
            Column("from_on", "Từ ngày", "past", True),
            # An empty cell is nought.
            Column("teams", "Số tổ", "count"),
            Column("members", "Số thành viên các tổ", "count"),
            Column("households", "Số hộ tham gia", "count"),
        ),
    ),
)
# Of another place: taken in by a command of its own, and given out by Open311.
ORDER_REPORTS = Table(
    "order_reports",
    "Phản ánh hiện trường",
    "order_reports",
    (
        _key("Số ở nơi gửi đến", "source_id"),
        Column("category", "Loại việc", "code", True, order_words.CHOICES["category"]),
        Column("description", "Mô tả", "prose"),
        Column("address", "Chỗ ấy", longest=300),
        Column("latitude", "Vĩ độ", longest=30),
        Column("longitude", "Kinh độ", longest=30),
        Column("commune", "Mã xã, phường", longest=16),
        Column("status", "Trạng thái", longest=40),
        Column("received_at", "Nhận ở đó lúc", longest=40),
        Column("ended_at", "Kết thúc ở đó lúc", longest=40),
        Column("note", "Lời kết thúc", "prose"),
        Column("pictures", "Ảnh", "list", longest=4_000),
    ),
)
BY_CODE = {table.code: table for table in (*TABLES, ORDER_REPORTS)}
GROUPS = tuple(dict.fromkeys(table.group for table in TABLES))
