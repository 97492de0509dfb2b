"""Files on the page without JavaScript, in a real browser on a real server: opened at the desk like any other, refused
with words when they are too large, and never in the server's memory as a whole.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_attachments import SLOW, at_the_desk, peak_memory, rows
from tests.running import Running, served

pytestmark = pytest.mark.browser

REPORT = "/bao-tin/khong-javascript/"
PHOTO, PAPER = b"\xff\xd8\xff\xe1 Exif bien-so-29X1-canary" + bytes(200_000), b"%PDF-1.7 bien-so-29X1-canary"
MEBIBYTE = 2**20


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("files-without-javascript"))


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, base_url=running.address, java_script_enabled=False
    )
    opened = context.new_page()
    opened.goto(REPORT)
    fill(opened)
    yield opened
    context.close()


def fill(page: Page) -> None:
    page.locator("[name=category]").select_option("gambling")
    page.locator("[name=commune]").select_option("10489")
    page.locator("[name=conflict][value=no]").check()
    page.locator("[name=story]").fill("Xem ảnh và giấy tờ.")
    page.locator("[name=understood]").check()


def send(page: Page) -> None:
    page.locator("form button.button").click(timeout=SLOW)


def on_the_disk(running: Running) -> list[Path]:
    return [file for file in (running.data / "attachments").rglob("*") if file.is_file()]


def test_two_files_are_opened_at_the_desk(page: Page, chromium: Browser, running: Running):
    before = set(rows(running))
    page.set_input_files(
        "[name=attached]",
        [
            {"name": "IMG_2041 nha toi.jpg", "mimeType": "image/jpeg", "buffer": PHOTO},
            {"name": "so-tay.pdf", "mimeType": "application/pdf", "buffer": PAPER},
        ],
    )
    send(page)
    expect(page.locator(".receipt-words li")).to_have_count(10, timeout=SLOW)
    found = [row for row in rows(running) if row not in before]
    assert len(found) == 2
    assert list((running.data / "attachments" / "arriving").iterdir()) == []
    for file in on_the_disk(running):
        assert b"canary" not in file.read_bytes()
        assert b"IMG_2041" not in file.read_bytes()
    desk = at_the_desk(chromium, running, found[0][0])
    entries = desk.page.locator("[data-attachments] > li")
    expect(entries).to_have_count(2)
    for at, content in enumerate((PHOTO, PAPER)):
        entries.nth(at).locator("button").click()
        expect(entries.nth(at).locator("a")).to_be_visible(timeout=SLOW)
        with desk.page.expect_download() as saved:
            entries.nth(at).locator("a").click()
        assert Path(saved.value.path()).read_bytes() == content
    assert desk.faults == []
    desk.context.close()
    assert running.command("verify").returncode == 0


@pytest.mark.parametrize("megabytes", [130, 400])
def test_too_large_a_film_is_refused_in_words_and_the_text_is_kept(
    page: Page, running: Running, tmp_path: Path, megabytes: int
):
    before = on_the_disk(running)
    film = tmp_path / "film.mp4"
    with film.open("wb") as out:
        out.truncate(megabytes * MEBIBYTE)
    page.set_input_files("[name=attached]", str(film))
    with page.expect_response(lambda each: each.request.method == "POST", timeout=SLOW) as answered:
        send(page)
    assert answered.value.status == 413
    expect(page.locator(".error-summary")).to_contain_text("lớn quá")
    expect(page.locator(".error-summary")).to_contain_text("chọn lại tệp")
    expect(page.locator("[name=story]")).to_have_value("Xem ảnh và giấy tờ.")
    assert on_the_disk(running) == before


def test_its_errors_are_accessible_and_fit(
    chromium: Browser, running: Running, faults_on: Callable[[Page], list[str]]
):
    for width in (320, 1280):
        for language in ("", "/en"):
            context = chromium.new_context(
                viewport={"width": width, "height": 800}, base_url=running.address, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(language + REPORT)
            fill(page)
            page.set_input_files(
                "[name=attached]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b""}
            )
            send(page)
            expect(page.locator("#id_attached_error")).to_be_visible()
            assert faults_on(page) == []
            context.close()


def posted(running: Running, size: int) -> int:
    """The status of a report with a file of so many zeros, sent in one breath."""
    fields = {
        "category": "gambling",
        "commune": "10489",
        "conflict": "no",
        "story": "Xem phim.",
        "identity": "none",
    }
    named = 'Content-Disposition: form-data; name="{}"'
    head = "".join(
        f"--b\r\n{named.format(name)}\r\n\r\n{value}\r\n" for name, value in fields.items()
    ).encode()
    head += f'--b\r\n{named.format("attached")}; filename="a.mp4"\r\n\r\n'.encode()
    tail = f"\r\n--b\r\n{named.format('understood')}\r\n\r\non\r\n--b--\r\n".encode()
    server = http.client.HTTPConnection(running.address.removeprefix("http://"), timeout=120)
    server.putrequest("POST", REPORT)
    server.putheader("Content-Type", "multipart/form-data; boundary=b")
    server.putheader("Content-Length", str(len(head) + size + len(tail)))
    server.endheaders()
    server.send(head)
    for _ in range(size // MEBIBYTE):
        server.send(bytes(MEBIBYTE))
    server.send(tail)
    return server.getresponse().status


def test_a_hundred_megabytes_leave_the_servers_memory_flat(running: Running):
    assert posted(running, MEBIBYTE) == 201
    before = peak_memory(running)
    assert posted(running, 100 * MEBIBYTE) == 201
    assert peak_memory(running) - before < 20
