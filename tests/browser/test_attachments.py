"""Photos, a voice note and files with a report, in real browsers on a real server: sealed on the phone, sent in pieces
over a network that breaks, opened at the desk, never shown as what they claim to be.

Modules under test: static/js/public/ attachments, photo, voice, upload; static/js/desk/ attached.
"""

from __future__ import annotations

import http.client
import io
import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page, Route, expect

from binhyen.sealing.encoding import b64url, from_b64url
from tests.browser import sealing_page
from tests.browser.officer import Desk
from tests.browser.test_report import forward, sent
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.running import Running, served

pytestmark = pytest.mark.browser

PHONE, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 860}
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SLOW = 60_000
CANARY = "bien-so-29X1-canary"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("attachments"))


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Browser]:
    """One whose microphone hums."""
    launched = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *FAKE_MICROPHONE])
    yield launched
    launched.close()


@pytest.fixture
def phone(browser: Browser, running: Running) -> Iterator[Callable[..., Page]]:
    contexts, faults = [], []

    def opened(path: str = "/bao-tin/", viewport: dict[str, int] = PHONE) -> Page:
        context = browser.new_context(viewport=viewport, base_url=running.address, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert faults == []


def photo(side: int = 1_500) -> bytes:
    """A photo that cannot be made small, with where and when it was taken."""
    noise = random.Random(7).randbytes(side * side * 3)
    picture, out = Image.frombytes("RGB", (side, side), noise), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = CANARY, "Phone 7"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 39.0, 12.0), 3: "E", 4: (105.0, 43.0, 30.0)})
    picture.save(out, "JPEG", quality=90, exif=exif, comment=CANARY.encode())
    return out.getvalue()


def to_the_story(page: Page) -> None:
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    page.check("#commune-10489")
    forward(page)
    page.check("#conflict-no")
    forward(page)
    forward(page)
    expect(page.locator("[data-attachments]")).to_be_visible()


def choose(page: Page, kind: str, name: str, content: bytes, media_type: str) -> None:
    page.set_input_files(
        f"input[data-kind={kind}]", {"name": name, "mimeType": media_type, "buffer": content}
    )


def to_the_check(page: Page) -> None:
    forward(page)
    forward(page)
    expect(page.locator("[data-screen=check]")).to_be_visible()


def connect(network: CDPSession, *, offline: bool = False, upload: int = -1) -> None:
    """A line that carries so many bytes a second, or is cut."""
    line = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
    network.send("Network.emulateNetworkConditions", line)


def rows(running: Running) -> list[tuple[str, str, int]]:
    """(matter, name of its file, size) of every attachment."""
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        return database.execute(
            "SELECT m.ref, a.ref, a.size FROM matters_attachment a JOIN matters_matter m ON m.id = a.matter_id"
        ).fetchall()


def at_the_desk(browser: Browser, running: Running, ref: str, viewport: dict[str, int] = WIDE) -> Desk:
    desk = Desk(
        browser.new_context(viewport=viewport, locale="vi", reduced_motion="reduce"), running
    ).sign_in()
    desk.open(ref)
    return desk


def test_a_photo_and_a_voice_note_survive_a_broken_network_and_open_at_the_desk(phone, browser, running):
    before = set(rows(running))
    page = phone()
    to_the_story(page)
    choose(page, "photo", "IMG_2041 nha toi.jpg", photo(), "image/jpeg")
    expect(page.locator("[data-attached] li")).to_have_text(re.compile("Ảnh 1"), timeout=SLOW)
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[2-9]|[1-5])"), timeout=SLOW)
    page.click("[data-record]")
    expect(page.locator("[data-attached] audio")).to_have_count(1, timeout=SLOW)
    page.fill("#story", "Xem ảnh và nghe.")
    to_the_check(page)
    expect(page.locator("[data-answer=files]")).to_contain_text("2 tệp")
    told: list[str] = []
    page.on("request", lambda each: told.append(f"{each.method} {each.url} {each.headers}"))
    network = page.context.new_cdp_session(page)
    connect(network, upload=100_000)
    with page.expect_response(lambda each: each.request.method == "PATCH", timeout=SLOW):
        page.click("[data-send]")
    connect(network, offline=True)
    expect(page.locator("[data-progress]")).to_contain_text("Mạng đứt", timeout=SLOW)
    connect(network)
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    assert any(line.startswith("HEAD") for line in told), "nobody asked how far it had come"
    assert not any("IMG_2041" in line or CANARY in line or "metadata" in line.lower() for line in told)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    found = [row for row in rows(running) if row not in before]
    assert len(found) == 2
    (ref,) = {matter for matter, _file, _size in found}
    assert list((running.data / "attachments" / "arriving").iterdir()) == []
    assert running.command("verify").returncode == 0

    desk = at_the_desk(browser, running, ref)
    entries = desk.page.locator("[data-attachments] > li")
    expect(entries).to_have_count(2)
    entries.nth(0).locator("button").click()
    canvas = entries.nth(0).locator("canvas")
    expect(canvas).to_be_visible(timeout=SLOW)
    colours = canvas.evaluate(
        "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    )
    assert colours > 100, "the canvas is empty"
    entries.nth(1).locator("button").click()
    audio = entries.nth(1).locator("audio")
    expect(audio).to_have_js_property("readyState", 4, timeout=SLOW)
    assert (
        desk.page.locator(
            "[data-attachments] img, [data-attachments] iframe, [data-attachments] video"
        ).count()
        == 0
    )
    with desk.page.expect_download() as saved:
        entries.nth(1).locator("a").click()
    assert re.fullmatch(r"tep-[0-9a-f]{8}\.webm", saved.value.suggested_filename)
    assert Path(saved.value.path()).read_bytes()[:4] == b"\x1a\x45\xdf\xa3"
    assert desk.faults == []
    desk.context.close()


def test_a_photo_that_is_still_being_drawn_is_waited_for(phone):
    """On a slow phone somebody goes on before the photo is there: it must not stay behind without a word."""
    page = phone()
    to_the_story(page)
    page.fill("#story", "Xem ảnh.")
    # A phone that takes its time.
    page.evaluate(
        """() => {
            const draw = HTMLCanvasElement.prototype.toBlob;
            HTMLCanvasElement.prototype.toBlob = function (...given) {
                globalThis.held = () => (draw.apply(this, given), true);
            };
        }"""
    )
    choose(page, "photo", "a.jpg", photo(), "image/jpeg")
    forward(page)
    expect(page.locator("[data-screen=story] .error:visible").last).to_contain_text("Đang vẽ lại ảnh")
    expect(page.locator("[data-screen=story]")).to_be_visible()
    for _ in range(600):
        if page.evaluate("globalThis.held?.() === true"):
            break
        page.wait_for_timeout(100)
    expect(page.locator("[data-attached] li")).to_have_count(1, timeout=SLOW)
    to_the_check(page)
    expect(page.locator("[data-answer=files]")).to_contain_text("1 tệp")


def test_files_chosen_before_their_module_is_there_are_all_kept(phone):
    """On a weak network somebody chooses one file, then another, before the page can add either."""
    page = phone()
    held: list[Route] = []
    page.route("**/public/attachments*.js", lambda route: held.append(route))
    to_the_story(page)
    choose(page, "file", "a.txt", b"a" * 2_000, "text/plain")
    choose(page, "file", "b.txt", b"b" * 2_000, "text/plain")
    page.fill("#story", "Kèm hai tệp.")
    forward(page)
    expect(page.locator("[data-screen=story]")).to_be_visible()
    assert held, "the module was there already: nothing was shown"
    for route in held:
        route.continue_()
    expect(page.locator("[data-attached] li")).to_have_count(2, timeout=SLOW)
    page.unroute_all(behavior="wait")
    to_the_check(page)
    expect(page.locator("[data-answer=files]")).to_contain_text("2 tệp")


def test_a_file_that_the_network_did_not_let_the_page_add_is_asked_for_again(phone):
    page = phone()
    page.route("**/public/attachments*.js", lambda route: route.abort())
    to_the_story(page)
    page.fill("#story", "Kèm tệp.")
    choose(page, "file", "a.txt", b"a" * 2_000, "text/plain")
    expect(page.locator("[data-screen=story] .error:visible")).to_contain_text("hãy chọn lại tệp")
    expect(page.locator("#story")).to_have_value("Kèm tệp.")
    page.unroute_all(behavior="wait")
    choose(page, "file", "a.txt", b"a" * 2_000, "text/plain")
    expect(page.locator("[data-attached] li")).to_have_count(1, timeout=SLOW)
    to_the_check(page)
    expect(page.locator("[data-answer=files]")).to_contain_text("1 tệp")


def sends_a_file(page: Page, content: bytes = b"x" * 5_000) -> None:
    to_the_story(page)
    choose(page, "file", "a.txt", content, "text/plain")
    expect(page.locator("[data-attached] li")).to_have_count(1)
    page.fill("#story", "Kèm tệp.")
    to_the_check(page)
    page.click("[data-send]")


def lets_time_pass(page: Page) -> None:
    """All waits between tries, in steps too short for an answer that is on its way to be given up."""
    for _ in range(400):
        if page.locator("[data-failure]").is_visible():
            return
        page.clock.run_for(16_000)
        page.wait_for_timeout(100)


def test_a_server_that_takes_no_more_files_says_so_and_nothing_is_lost(phone):
    page = phone()
    page.clock.install()
    page.route("**/bao-tin/tep/", lambda route: route.fulfill(status=503))
    sends_a_file(page)
    expect(page.locator("[data-progress]")).to_contain_text("chờ để gửi tiếp", timeout=SLOW)
    lets_time_pass(page)
    expect(page.locator("[data-failure-words]")).to_contain_text("chưa nhận thêm tệp", timeout=SLOW)
    page.unroute_all(behavior="wait")
    sent(page)


STRANGE = {
    "a filter that knows no PATCH": {"status": 403},
    "a proxy that knows no PATCH": {"status": 405},
    "somebody's own page": {"status": 200, "body": "<p>Wi-Fi</p>", "content_type": "text/html"},
    "a server that says nothing of what arrived": {"status": 204},
    "a server to which nothing arrives": {"status": 204, "headers": {"Upload-Offset": "0"}},
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE)
def test_an_answer_that_is_none_is_a_failed_try_with_its_wait(phone, answer):
    page = phone()
    page.clock.install()
    pieces: list[str] = []

    def answered(route: Route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        pieces.append(route.request.url)
        return route.fulfill(**answer)

    page.route("**/bao-tin/tep/*/", answered)
    sends_a_file(page)
    expect(page.locator("[data-progress]")).to_contain_text("chờ để gửi tiếp", timeout=SLOW)
    lets_time_pass(page)
    expect(page.locator("[data-failure]")).to_be_visible(timeout=SLOW)
    assert len(pieces) == 9, "not once for each wait"
    assert len(set(pieces)) == 1, "what had arrived was thrown away"
    page.unroute_all(behavior="wait")
    sent(page)


def test_a_server_that_knows_nothing_of_the_upload_is_asked_what_it_is_not(phone):
    """A first page of somebody's Wi-Fi answers HEAD too: to take that for "nothing arrived" would send all again."""
    page = phone()
    page.clock.install()
    begun: list[str] = []
    strange = True

    def answered(route: Route) -> None:
        if strange and route.request.method in ("HEAD", "PATCH"):
            return route.fulfill(status=200, body="", content_type="text/html")
        return route.continue_()

    page.on("request", lambda each: begun.append(each.url) if each.url.endswith("/tep/") else None)
    page.route("**/bao-tin/tep/*/", answered)
    sends_a_file(page)
    expect(page.locator("[data-progress]")).to_contain_text("chờ để gửi tiếp", timeout=SLOW)
    for _ in range(3):
        page.clock.run_for(5_000)
        page.wait_for_timeout(100)
    strange = False
    lets_time_pass(page)
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    assert len(begun) == 1
    page.unroute_all(behavior="wait")


@pytest.mark.parametrize("status", [404, 413])
def test_a_file_that_is_lost_again_and_again_is_not_sent_for_ever(phone, status):
    page = phone()
    page.clock.install()
    begun: list[str] = []
    page.on("request", lambda each: begun.append(each.url) if each.url.endswith("/tep/") else None)
    page.route(
        "**/bao-tin/tep/*/",
        lambda route: route.fulfill(status=status) if route.request.method == "PATCH" else route.continue_(),
    )
    sends_a_file(page)
    expect(page.locator("[data-failure-words]")).to_contain_text("chưa nhận thêm tệp", timeout=SLOW)
    assert len(begun) == 3
    page.unroute_all(behavior="wait")
    # Pressed again it begins anew, and arrives.
    sent(page)
    assert len(begun) == 4


def test_what_a_file_claims_to_be_counts_for_nothing(phone, browser, running):
    """A page sent as a photo is not drawn, a page sent as a file is saved; neither runs."""
    before = set(rows(running))
    page = phone()
    to_the_story(page)
    hostile = b"<html><script>top.harmed = true</script>" + CANARY.encode()
    choose(page, "photo", "toi.heic", hostile, "image/heic")
    wrong = page.locator("[data-not-taken] li")
    expect(wrong).to_contain_text("“toi.heic” chưa kèm. Trình duyệt này không đọc được", timeout=SLOW)
    wrong.get_by_text("Vẫn gửi nguyên tệp").click()
    expect(page.locator("[data-attached] li")).to_have_count(1)
    expect(wrong).to_have_count(0)
    choose(page, "file", "so-tay.pdf", b"%PDF-1.7 " + CANARY.encode(), "application/pdf")
    expect(page.locator("[data-attached] li")).to_have_count(2)
    to_the_check(page)
    sent(page)
    (ref,) = {row[0] for row in rows(running) if row not in before}
    desk = at_the_desk(browser, running, ref)
    names = []
    for at in range(2):
        entry = desk.page.locator("[data-attachments] > li").nth(at)
        entry.locator("button").click()
        expect(entry.locator("a")).to_be_visible(timeout=SLOW)
        assert entry.locator("canvas, audio").count() == 0
        with desk.page.expect_download() as saved:
            entry.locator("a").click()
        names.append(saved.value.suggested_filename)
        assert CANARY.encode() in Path(saved.value.path()).read_bytes()
    assert [name.rpartition(".")[2] for name in names] == ["bin", "pdf"]
    assert desk.page.evaluate("globalThis.harmed") is None
    assert desk.faults == []
    desk.context.close()
    for file in (running.data / "attachments").rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes()


def test_what_was_exchanged_on_the_disk_is_not_opened(phone, browser, running):
    """The attack: whoever holds the server gives an officer another sealed file in its place."""
    before = set(rows(running))
    page = phone()
    to_the_story(page)
    for name in ("a.bin", "b.bin"):
        choose(page, "file", name, name.encode() * 1_000, "application/octet-stream")
    to_the_check(page)
    sent(page)
    one, two = (row for row in rows(running) if row not in before)
    files = [running.data / "attachments" / "kept" / row[1][:2] / row[1] for row in (one, two)]
    first, second = (file.read_bytes() for file in files)
    files[0].write_bytes(second)
    desk = at_the_desk(browser, running, one[0])
    entries = desk.page.locator("[data-attachments] > li")
    for at in range(2):
        entries.nth(at).locator("button").click()
        expect(entries.nth(at).locator("a, .sealed")).to_be_visible(timeout=SLOW)
    # Both hashes are the story's own, so what opens is one of its files twice, or nothing; never another's.
    assert running.command("verify").returncode == 1
    files[0].write_bytes(first[:-1] + bytes([first[-1] ^ 1]))
    desk.page.reload()
    desk.unlock()
    desk.open(one[0])
    codes = []
    for at in range(2):
        entries.nth(at).locator("button").click()
        expect(entries.nth(at).locator("a, .sealed")).to_be_visible(timeout=SLOW)
        codes += entries.nth(at).locator(".sealed").all_inner_texts()
    assert len(codes) == 1
    assert "không phải tệp mà người báo đã kèm" in codes[0]
    files[0].write_bytes(first)
    assert running.command("verify").returncode == 0
    desk.context.close()


def test_a_story_may_be_told_by_voice_alone_and_taken_back(phone, running):
    page = phone()
    to_the_story(page)
    forward(page)
    expect(page.locator("#story-error")).to_contain_text("ghi âm")
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=SLOW)
    forward(page)
    expect(page.locator("#story-error")).to_contain_text("Đang ghi âm")
    page.click("[data-record]")
    page.locator("[data-attached] .button-link").click()
    expect(page.locator("[data-attached] li")).to_have_count(0)
    forward(page)
    expect(page.locator("#story-error")).to_be_visible()
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=SLOW)
    page.click("[data-record]")
    expect(page.locator("[data-attached] audio")).to_have_count(1)
    to_the_check(page)
    sent(page)


def peak_memory(running: Running) -> int:
    """Megabytes that the largest of the server's processes ever held."""
    assert running.process is not None
    group, found = os.getpgid(running.process.pid), []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if os.getpgid(int(status.parent.name)) == group:
                found += re.findall(r"VmHWM:\s+(\d+)", status.read_text())
    return max(map(int, found)) // 1024


def test_a_hundred_megabytes_leave_the_servers_memory_flat(running):
    """In one PATCH, as a sender would who wanted to do harm; our own sends half a megabyte at a time."""
    size, tus = 100 * 1024 * 1024, {"Tus-Resumable": "1.0.0"}
    server = http.client.HTTPConnection(running.address.removeprefix("http://"), timeout=60)
    server.request("POST", "/bao-tin/tep/", headers=tus | {"Upload-Length": str(size)})
    begun = server.getresponse()
    begun.read()
    before = peak_memory(running)
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    server.request("PATCH", begun.headers["Location"], bytes(size), tus | kind)
    answer = server.getresponse()
    answer.read()
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(size))
    assert peak_memory(running) - before < 20
    server.request("DELETE", begun.headers["Location"], headers=tus)
    assert server.getresponse().status == 204


def test_limits_are_told_before_anything_is_sent(phone):
    page = phone()
    to_the_story(page)
    for number in range(9):
        choose(page, "file", f"{number}.txt", b"x", "text/plain")
    expect(page.locator("[data-attached] li")).to_have_count(8)
    ninth = page.locator("[data-not-taken] li")
    expect(ninth).to_contain_text("“8.txt” chưa kèm. Chỉ gửi kèm được 8 tệp")
    # It is not lost: once there is room, it is attached by one press.
    page.locator("[data-attached] button").first.click()
    ninth.get_by_text("Kèm lại").click()
    expect(page.locator("[data-attached] li")).to_have_count(8)
    expect(page.locator("[data-attached] li").last).to_contain_text("8.txt")
    expect(ninth).to_have_count(0)


def heic(name: str = "toi.heic") -> dict[str, str | bytes]:
    """What no Chromium draws, as a telephone calls it that knows no type for it."""
    return {"name": name, "mimeType": "", "buffer": b"\0\0\0\x18ftypheic" + CANARY.encode() * 20}


def jpeg(name: str = "a.jpg") -> dict[str, str | bytes]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(200)}


def test_each_file_that_was_not_taken_stays_told_until_its_sender_acts(phone, faults_on):
    """Several chosen in one go: what is said of one must not wipe what was said of another."""
    page = phone()
    to_the_story(page)
    large = {"name": "phim.mov", "mimeType": "video/quicktime", "buffer": b"x" * 1_000}
    page.evaluate(
        "Object.defineProperty(File.prototype, 'size', { get() { return this.name === 'phim.mov' ? 2e8 : 1e3; } })"
    )
    page.set_input_files("input[data-kind=photo]", [heic("mot.heic"), jpeg("hai.jpg"), heic("ba.heic")])
    taken, left = page.locator("[data-attached] li"), page.locator("[data-not-taken] li")
    expect(taken).to_have_count(1, timeout=SLOW)
    expect(left).to_have_count(2, timeout=SLOW)
    page.set_input_files("input[data-kind=file]", [large])
    page.set_input_files("input[data-kind=photo]", [jpeg("bon.jpg")])
    expect(taken).to_have_count(2, timeout=SLOW)
    for number, said in enumerate(
        ["“mot.heic” chưa kèm", "“ba.heic” chưa kèm", "“phim.mov” chưa kèm. Tệp này lớn quá 100 MB"]
    ):
        expect(left.nth(number)).to_contain_text(said)
    assert faults_on(page) == []
    page.fill("#story", "Xem ảnh.")
    to_the_check(page)
    expect(page.locator("[data-answer=files]")).to_contain_text("Kèm 2 tệp")
    expect(page.locator("[data-answer=files]")).to_contain_text("Chưa kèm được: 3 tệp")
    page.locator("[data-change=story]").last.click()
    expect(left).to_have_count(3)
    left.nth(0).get_by_text("Vẫn gửi nguyên tệp").click()
    expect(taken).to_have_count(3)
    expect(left).to_have_count(2)
    expect(left.locator("button").first).to_be_focused()
    for _ in range(2):
        left.first.get_by_text("Bỏ").click()
    expect(left).to_have_count(0)
    forward(page)
    expect(page.locator("[data-answer=files]")).to_have_text("Kèm 3 tệp đã khóa.")


def test_a_photo_is_drawn_anew_without_what_the_camera_wrote(chromium):
    with sealing_page.opened_page(chromium) as page:
        drawn = page.evaluate(
            """async (text) => {
                const { drawnAnew } = await import("/js/public/photo.js");
                const { b64url, fromB64url } = await import("/js/sealing/encoding.js");
                const blob = await drawnAnew(new File([fromB64url(text)], "toi.jpg", { type: "image/jpeg" }));
                return b64url(new Uint8Array(await blob.arrayBuffer()));
            }""",
            b64url(photo(2_500)),
        )
    found = from_b64url(drawn)
    assert CANARY.encode() not in found
    assert b"Exif" not in found
    picture = Image.open(io.BytesIO(found))
    assert (picture.format, picture.size) == ("JPEG", (2_048, 2_048))
    assert dict(picture.getexif()) == {}
    assert "comment" not in picture.info


# What the page gives its Worker to be sealed, byte for byte.
GIVEN = """() => {
    globalThis.given = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (message.content instanceof Blob) given.push(message.content);
        return post.call(this, message, ...rest);
    };
}"""
READ = """() => Promise.all(given.map(async (each) => {
    const { b64url } = await import("/static/js/sealing/encoding.js");
    return b64url(new Uint8Array(await each.arrayBuffer()));
}))"""


def test_a_photo_chosen_as_a_file_is_drawn_anew_too(phone):
    """Known by its type or its first bytes; what cannot be drawn goes as it is by an explicit press alone."""
    page = phone()
    to_the_story(page)
    page.evaluate(GIVEN)
    drawn = page.locator("[data-attached] li span")
    choose(page, "file", "giay to.jpg", photo(300), "image/jpeg")
    expect(drawn).to_have_text(["Ảnh 1"], timeout=SLOW)
    choose(page, "file", "khong ten", photo(301), "")
    expect(drawn).to_have_text(["Ảnh 1", "Ảnh 2"], timeout=SLOW)
    page.set_input_files("input[data-kind=file]", [heic()])
    left = page.locator("[data-not-taken] li")
    expect(left).to_contain_text("những gì máy ảnh ghi trong đó sẽ đi theo", timeout=SLOW)
    expect(drawn).to_have_count(2)
    left.get_by_text("Vẫn gửi nguyên tệp").click()
    choose(page, "file", "ghi chu.txt", b"chu", "text/plain")
    expect(drawn).to_have_count(4)
    to_the_check(page)
    sent(page)
    *photos, asked_for, text = [from_b64url(each) for each in page.evaluate(READ)]
    for side, each in zip((300, 301), photos, strict=True):
        picture = Image.open(io.BytesIO(each))
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (side, side), {})
        assert CANARY.encode() not in each
    assert asked_for == heic()["buffer"]
    assert text == b"chu"


MICROPHONE = """() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const made = (globalThis.made = { asked: 0, streams: [], recorders: 0, answer: null });
    const answered = new Promise((resolve) => (made.answer = resolve));
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        made.asked += 1;
        await answered;
        const stream = await ask(wanted);
        made.streams.push(stream);
        return stream;
    };
    globalThis.MediaRecorder = class extends MediaRecorder {
        constructor(...given) {
            super(...given);
            made.recorders += 1;
        }
    };
}"""
OPEN = "made.streams.flatMap((each) => each.getTracks()).filter((each) => each.readyState === 'live').length"


def test_a_second_press_while_the_browser_asks_for_the_microphone_begins_nothing(phone):
    page = phone()
    to_the_story(page)
    page.evaluate(MICROPHONE)
    for _press in range(3):
        page.click("[data-record]")
    page.evaluate("made.answer()")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=SLOW)
    assert page.evaluate("[made.asked, made.streams.length, made.recorders]") == [1, 1, 1]
    page.click("[data-record]")
    expect(page.locator("[data-attached] audio")).to_have_count(1, timeout=SLOW)
    assert page.evaluate(OPEN) == 0
    # And again, once that one has ended.
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=SLOW)
    assert page.evaluate("made.recorders") == 2


def test_leave_given_for_the_microphone_after_the_question_was_left_records_nothing(phone):
    page = phone()
    to_the_story(page)
    page.fill("#story", "Tôi viết ra.")
    page.evaluate(MICROPHONE)
    page.click("[data-record]")
    forward(page)
    page.evaluate("made.answer()")
    for _ in range(100):
        if page.evaluate("made.streams.length"):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)
    assert page.evaluate("[made.streams.length, made.recorders]") == [1, 0]
    assert page.evaluate(OPEN) == 0


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_its_screens_are_accessible_and_fit(phone, browser, running, faults_on, language, viewport):
    before = set(rows(running))
    page = phone(f"{language}/bao-tin/", viewport)
    to_the_story(page)
    choose(page, "photo", "a.jpg", photo(200), "image/jpeg")
    choose(page, "file", "giấy-tờ-rất-dài-" * 6 + ".pdf", b"%PDF-1.7", "application/pdf")
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=SLOW)
    page.click("[data-record]")
    expect(page.locator("[data-attached] audio")).to_have_count(1)
    page.locator("[data-attachments] summary").click()
    assert faults_on(page) == []
    to_the_check(page)
    assert faults_on(page) == []
    sent(page)
    (ref,) = {row[0] for row in rows(running) if row not in before}
    desk = Desk(
        browser.new_context(viewport=viewport, locale="vi", reduced_motion="reduce"), running, language
    ).sign_in()
    desk.open(ref)
    for button in desk.page.locator("[data-attachments] button").all():
        button.click()
    expect(desk.page.locator("[data-attachments] canvas")).to_be_visible(timeout=SLOW)
    expect(desk.page.locator("[data-attachments] a")).to_have_count(2, timeout=SLOW)
    assert faults_on(desk.page) == []
    desk.page.locator("[data-attachments]").scroll_into_view_if_needed()
    desk.context.close()
