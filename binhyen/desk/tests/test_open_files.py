"""An open file through the pages: refused in words with what was typed kept, never on the disk, never shown."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binhyen.desk.tests.test_plan_pages import Page, issued, officer, planner  # noqa: F401  # fixtures
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters.files import MOST_BYTES
from binhyen.matters.models import Entry, File, Matter

# the fixtures imported above

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LARGE = PDF + b" " * (MOST_BYTES - len(PDF) + 1)


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """There is nowhere to put a temporary file: whoever tries fails."""
    nowhere = str(tmp_path / "gone")
    monkeypatch.setattr(tempfile, "tempdir", nowhere)
    settings.FILE_UPLOAD_TEMP_DIR = nowhere
    with pytest.raises(FileNotFoundError):
        tempfile.mkstemp()


@pytest.fixture
def task(steering: Steering, planner: Page) -> Matter:
    return Matter.objects.get(under=issued(planner, steering), office=steering.communes[0])


@pytest.fixture
def desk(steering: Steering, task: Matter) -> Page:
    return officer(steering, steering.communes[0])


def sent(body: bytes, name: str = "quet.pdf", kind: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, kind)


def report(desk: Page, task: Matter, body: bytes, text: str = "Đã ký ở 9 thôn", **more: Any):
    return desk.post_to(f"nhiem-vu/{task.ref}/reported/", text=text, file=sent(body, **more))


@pytest.mark.parametrize("language", ["", "/en"])
def test_one_byte_too_many_is_said_and_what_was_typed_is_kept(
    steering: Steering, task: Matter, language: str
) -> None:
    desk = officer(steering, steering.communes[0], language)
    answer = report(desk, task, LARGE)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert ("Mỗi tệp không quá 10 MB" if not language else "A file may have up to 10 MB") in page
    assert "Đã ký ở 9 thôn" in page
    assert not File.objects.exists()
    assert not Entry.objects.filter(act="reported").exists()
    assert report(desk, task, LARGE[:-1]).status_code == 302
    assert File.objects.get().size == MOST_BYTES


def test_far_too_much_is_cut_off(task: Matter, desk: Page) -> None:
    answer = report(desk, task, b"\0" * (65 * 1024 * 1024))
    assert answer.status_code == 413
    assert not File.objects.exists()


def test_many_files_at_once_take_no_more_memory_than_one(task: Matter, desk: Page) -> None:
    half = PDF + b" " * (6 * 1024 * 1024)
    answer = desk.post_to(
        f"nhiem-vu/{task.ref}/reported/", text="Đủ", another=[sent(half), sent(half)], file=sent(half)
    )
    assert answer.status_code == 413
    assert not File.objects.exists()


WRONG = {
    "Tệp này trống": b"",
    "Chỉ nhận tệp PDF": b"MZ program",
    "Tệp bị hỏng": b"%PDF-1.4 torn",
    "Trong tệp PDF có lẫn một tệp khác": PDF + b"<script>alert(1)</script>",
    "chương trình tự chạy": PDF.replace(b"<<>>", b"<</S /JavaScript>>", 1),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_with_a_file_is_said_and_what_was_typed_is_kept(
    task: Matter, desk: Page, words: str
) -> None:
    answer = report(desk, task, WRONG[words])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Đã ký ở 9 thôn" in page
    assert not Entry.objects.filter(act="reported").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "C:\\Users\\Nguyễn Thị Lan\\CANARY.pdf",
        "CANARY\u202efdp.exe",
        "CANARY\r\nSet-Cookie: a=b.pdf",
        "CANARY\x00.pdf",
        'CANARY"; filename="x.html',
        "CANARY" * 500,
        "anh.html",
    ],
)
def test_the_name_of_a_file_goes_nowhere(task: Matter, desk: Page, planner: Page, name: str) -> None:
    assert report(desk, task, PDF, name=name).status_code == 302
    kept = File.objects.get()
    answer = planner.page(f"tep/{task.ref}/{kept.sha256}/")
    assert answer["Content-Disposition"] == f'attachment; filename="{kept.sha256[:8]}.pdf"'
    told = str(answer.headers) + planner.page(f"nhiem-vu/{task.ref}/").content.decode()
    facts = "".join(Entry.objects.values_list("facts", flat=True))
    for part in ("CANARY", "Nguyễn Thị Lan", "passwd", "anh.html"):
        assert part not in told
        assert part not in facts


def test_a_file_is_handed_out_to_be_saved_and_never_shown(task: Matter, desk: Page, planner: Page) -> None:
    assert report(desk, task, PDF, name="x.html", kind="text/html").status_code == 302
    kept = File.objects.get()
    answer = planner.page(f"tep/{task.ref}/{kept.sha256}/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_file_goes_to_nobody_who_does_not_read_what_it_belongs_to(
    steering: Steering, task: Matter, desk: Page
) -> None:
    report(desk, task, PDF)
    path = f"tep/{task.ref}/{File.objects.get().sha256}/"
    assert desk.page(path).status_code == 200
    # Another addressee of the same plan, which reads the plan and not this task.
    for other in (steering.communes[1], steering.communes[5]):
        assert officer(steering, other).page(path).status_code == 404
        assert officer(steering, other).page(f"nhiem-vu/{task.ref}/").status_code == 404
    other_task = Matter.objects.get(under=task.under, office=steering.communes[1])
    wrong = f"tep/{other_task.ref}/{File.objects.get().sha256}/"
    assert officer(steering, steering.communes[1]).page(wrong).status_code == 404


def test_a_photo_loses_where_it_was_taken_on_its_way_in(task: Matter, desk: Page) -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "CANARY telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 36.0, 53.0)})
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    assert b"CANARY" in out.getvalue()
    assert report(desk, task, out.getvalue(), name="DSC0001.pdf").status_code == 302
    kept = File.objects.get()
    assert kept.media_type == "image/jpeg"
    assert b"CANARY" not in bytes(kept.body)


def test_a_page_that_takes_no_file_refuses_one(steering: Steering, task: Matter, planner: Page) -> None:
    answer = planner.post_to(f"ke-hoach/{task.under}/don-doc/", why="late", file=sent(PDF))
    assert answer.status_code == 413
    assert not File.objects.exists()
