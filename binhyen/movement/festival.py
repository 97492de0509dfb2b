"""Ngày hội Toàn dân bảo vệ an ninh Tổ quốc: what its plan customarily says (QĐ 521/2005/QĐ-TTg).

Prepared from June, held in July and August, on the day of 19 August at the latest (DOMAIN 4.7). What is here is custom
to begin with, not law: whoever drafts a plan from it changes what does not fit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FORM = "festival"
DECISION = "521/2005/QĐ-TTg"


@dataclass(frozen=True)
class Task:
    """A customary task: what, with which product, until which day of the year (month, day)."""

    content: str
    product: str
    month: int
    day: int


TASKS = (
    Task("Lập kế hoạch, phân công, chọn nơi tổ chức Ngày hội ở thôn, tổ dân phố", "Kế hoạch", 6, 30),
    Task(
        "Tuyên truyền về Ngày hội và phong trào toàn dân bảo vệ an ninh Tổ quốc qua loa truyền thanh, "
        "áp phích, họp thôn, trường học",
        "Số buổi, số người dự",
        8,
        10,
    ),
    Task(
        "Phần lễ: mít tinh ôn truyền thống 19 tháng 8, báo cáo kết quả phong trào, phát động và ký giao ước thi đua",
        "Báo cáo, ảnh",
        8,
        19,
    ),
    Task(
        "Phần hội: giao lưu, tọa đàm với nhân dân, hội thi tìm hiểu pháp luật, văn nghệ, thể thao",
        "Số buổi, số người dự",
        8,
        19,
    ),
    Task(
        "Tri ân: thăm hỏi gia đình liệt sĩ, thương binh và người có công trong bảo vệ an ninh, trật tự",
        "Báo cáo",
        8,
        19,
    ),
    Task(
        "Biểu dương, khen thưởng tập thể, cá nhân tiêu biểu của phong trào, khi người được nêu đồng ý",
        "Quyết định khen thưởng",
        8,
        19,
    ),
    Task("Báo cáo kết quả Ngày hội", "Báo cáo", 8, 31),
)
TEXTS = {
    "purpose": (
        "1. Nâng cao nhận thức, trách nhiệm của các cấp, các ngành và nhân dân về bảo vệ an ninh, trật tự ở cơ sở.\n"
        "2. Ngày hội thiết thực, tiết kiệm, an toàn, hướng về thôn, tổ dân phố; nhân dân là người làm nên Ngày hội."
    ),
    "content": (
        "1. Ngày hội gồm phần lễ và phần hội, tổ chức ở xã, phường, đặc khu, thôn, tổ dân phố, cơ quan, doanh nghiệp, "
        "trường học; chuẩn bị từ tháng 6, tổ chức trong tháng 7 và tháng 8, xong trước hoặc trong ngày 19 tháng 8.\n"
        "2. Mỗi xã, phường, đặc khu tổ chức Ngày hội ở ít nhất một nơi."
    ),
    "organisation": (
        "1. Mỗi buổi tuyên truyền, mỗi nơi tổ chức Ngày hội được lên lịch theo kế hoạch này và ghi số người dự sau khi "
        "tổ chức; báo cáo tổng hợp từ đó, các đơn vị không phải gửi số liệu riêng.\n"
        "2. Các đơn vị nhận kế hoạch tiếp nhận trong ba ngày làm việc và báo cáo từng nhiệm vụ đúng hạn."
    ),
}


def title(year: int) -> str:
    return f"Kế hoạch tổ chức Ngày hội Toàn dân bảo vệ an ninh Tổ quốc năm {year}"


def span(year: int) -> tuple[dt.date, dt.date]:
    """From the first day of the preparations to the day of the last report."""
    return dt.date(year, 6, 1), dt.date(year, 8, 31)


def due(task: Task, year: int) -> dt.date:
    return dt.date(year, task.month, task.day)
