"""What residents and officers do with their browsers, and what they do wrongly."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.officer import WIDE, Desk
from tests.browser.test_main_job import Officer
from tests.canary.life import FORM, JSON, Life, bare
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.leaving import leave

REPORT, RECEIPT = "/bao-tin/khong-javascript/", "/ma-tra-cuu/khong-javascript/"
ORDER = "/phan-anh/bao/khong-javascript/"
DESK = "/ban-lam-viec/dang-nhap/"
HEARD = """(said) => {
    globalThis.MediaRecorder = class extends EventTarget {
        static isTypeSupported() { return true; }
        constructor(stream, { mimeType }) { super(); Object.assign(this, { mimeType, state: "inactive" }); }
        start() { this.state = "recording"; }
        stop() {
            this.state = "inactive";
            const heard = new Blob([said], { type: this.mimeType });
            this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: heard }));
            this.dispatchEvent(new Event("stop"));
        }
    };
    navigator.mediaDevices.getUserMedia = async () => new MediaStream();
}"""


@contextmanager
def phone(life: Life, chromium: Browser, name: str, *, javascript: bool) -> Iterator[Page]:
    """A browser with a profile on the disk, which is searched afterwards like the server's."""
    unsettable = ("Cookie", "Referer", "User-Agent")
    context = chromium.browser_type.launch_persistent_context(
        str(life.home / name),
        executable_path=CHROMIUM,
        args=ARGUMENTS,
        java_script_enabled=javascript,
        user_agent=life.headers["User-Agent"],
        extra_http_headers={n: v for n, v in life.headers.items() if n not in unsettable},
    )
    try:
        page = context.new_page()
        page.set_default_timeout(60_000)
        remember(life, context, name)
        yield page
    finally:
        context.close()


def remember(life: Life, context: BrowserContext, name: str) -> None:
    def asked(request: Request) -> None:
        life.asked.append((f"{name} {request.method}", request.url, request.post_data_buffer or b""))

    context.on("request", asked)


def ten(page: Page, where: str) -> list[str]:
    words = page.locator(f"{where} li")
    expect(words).to_have_count(10, timeout=60_000)
    return [word.strip() for word in words.all_inner_texts()]


def forward(page: Page) -> None:
    page.click(".screen:not([hidden]) [data-next]")


def file_with_javascript(life: Life, chromium: Browser) -> None:
    """Sealed on the phone; then the receipt, and an answer."""
    with phone(life, chromium, "phone", javascript=True) as page:
        page.goto(life.running.address + "/bao-tin/")
        for choice in ("group-gambling", "category-gambling_org", "commune-10489", "conflict-no"):
            page.check(f"#{choice}")
            forward(page)
        page.locator("#hamlet").select_option(index=1)
        page.fill("#place", life.word("the place"))
        forward(page)
        page.fill("#story", life.text("the story"))
        attach(life, page)
        forward(page)
        page.check("#name-yes")
        page.fill("#who", life.word("the name"))
        page.fill("#contact", life.word("the contact"))
        forward(page)
        page.click("[data-send]:visible")
        words = life.received(ten(page, "#receipt-words"))
        leave(page, words.split())
        page.goto(life.running.address + "/en/ma-tra-cuu/")
        page.fill("#words-typed", words)
        page.click("[data-open]")
        expect(page.locator("[data-screen=matter]")).to_be_visible(timeout=60_000)
        page.fill("#reply", life.text("the answer"))
        page.click("[data-send-reply]")
        expect(page.locator("[data-talk]")).to_contain_text(life.texts["the answer"], timeout=60_000)
        page.click("[data-close]")
        start_and_leave(life, page)


def attach(life: Life, page: Page) -> None:
    """A photo that says whose it is, beside the picture, and a file that says it inside; both say it in their names."""
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = life.text("the photo's place")
    Image.new("RGB", (900, 700), "teal").save(picture, "JPEG", exif=exif)
    name = life.word("the photo's name")
    photo = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    page.set_input_files("input[data-kind=photo]", photo)
    expect(page.locator("[data-attached] li")).to_have_count(1, timeout=60_000)
    content = (life.text("the attached file") * 40).encode()
    file = {"name": f"{life.word('the file name')}.txt", "mimeType": "text/plain", "buffer": content}
    page.set_input_files("input[data-kind=file]", file)
    expect(page.locator("[data-attached] li")).to_have_count(2)
    # A microphone that says a canary: what a real one hears cannot be looked for.
    page.evaluate(HEARD, life.text("the voice note"))
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[1-9]|[1-5])"), timeout=60_000)
    page.click("[data-record]")
    expect(page.locator("[data-attached] li")).to_have_count(3)


def start_and_leave(life: Life, page: Page) -> None:
    """A story with a photo, begun and never sent: the page is left for another, and the browser closed."""
    page.goto(life.running.address + "/bao-tin/")
    for choice in ("group-gambling", "category-gambling_org", "commune-10489", "conflict-no"):
        page.check(f"#{choice}")
        forward(page)
    forward(page)
    page.fill("#story", life.text("a story that was never sent"))
    content = life.text("a file that was never sent").encode()
    named = f"{life.word('the name of a file never sent')}.txt"
    page.set_input_files(
        "input[data-kind=file]", {"name": named, "mimeType": "text/plain", "buffer": content}
    )
    expect(page.locator("[data-attached] li")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(life.running.address + "/bang-chung/")


def file_without_javascript(life: Life, chromium: Browser) -> None:
    """Sealed by the server, with a slip on the way; then its receipt and the phone's, and answers."""
    with phone(life, chromium, "plain", javascript=False) as page:
        page.goto(life.running.address + REPORT)
        page.locator("[name=category]").select_option("gambling_org")
        page.locator("[name=commune]").select_option("10489")
        page.check("[name=conflict][value=no]")
        for name in ("hamlet", "place", "name", "contact"):
            page.fill(f"[name={name}]", life.word(f"the plain {name}"))
        page.check("[name=identity][value=call]")
        page.fill("[name=story]", life.text("the plain story"))
        attach_plainly(life, page)
        page.click("form button.button")  # without "I understand": everything comes back to be put right
        expect(page.locator(".error-summary")).to_be_visible()
        page.check("[name=understood]")
        attach_plainly(life, page)
        page.click("form button.button")
        words = life.received(ten(page, ".receipt-words"))
        page.locator("form button.button").click()
        expect(page.locator("[name^=word_]")).to_have_count(2, timeout=60_000)
        for field in page.locator("[name^=word_]").all():
            place = int((field.get_attribute("name") or "").removeprefix("word_"))
            field.fill(words.split()[place - 1] if place % 2 else "nhầm")
        page.locator("form button[value=check]").click()
        for receipt in (words, " ".join(life.receipts[0])):
            page.goto(life.running.address + "/en" + RECEIPT)
            page.fill("[name=words]", receipt)
            page.click("form button.button")
            expect(page.locator("[name=text], form button.button--plain").first).to_be_visible(timeout=60_000)
            if not page.locator("[name=text]").count():  # sealed on the phone: "I understand, open it here"
                page.click("form button.button--plain")
            page.fill("[name=text]", life.text(f"the plain answer to {receipt[:3]}"))
            page.locator("form:has([name=text]) button.button").click()
            expect(page.locator(".talk")).to_contain_text(life.texts[f"the plain answer to {receipt[:3]}"])


def report_order_without_javascript(life: Life, chromium: Browser) -> None:
    """An order report: what everybody may read is no secret; name, photo and what the office alone reads are."""
    with phone(life, chromium, "order", javascript=False) as page:
        page.goto(life.running.address + ORDER)
        page.locator("[name=category]").select_option("sidewalk")
        page.locator("[name=commune]").select_option("10489")
        page.check("[name=conflict][value=no]")
        page.fill("[name=place]", "Trước cổng chợ Bến")
        page.fill("[name=description]", "Bàn ghế chiếm hết vỉa hè.")
        page.fill("[name=text]", life.text("what is for the office alone"))
        for name in ("name", "contact"):
            page.fill(f"[name={name}]", life.word(f"the order report's {name}"))
        attach_plainly(life, page)
        page.check("[name=understood]")
        page.click("form button.button")
        life.received(ten(page, ".receipt-words"))


def attach_plainly(life: Life, page: Page) -> None:
    """A photo that says where it was taken, as it is, and a file, larger than Django keeps in memory."""
    life.plain_tries += 1
    ordinal = life.plain_tries
    photo = b"\xff\xd8\xff\xe1" + life.text(f"the plain photo {ordinal}").encode()
    content = (life.text(f"the plain file {ordinal}") * 400).encode()
    page.set_input_files(
        "[name=attached]",
        [
            {
                "name": f"{life.word(f'the plain name {ordinal}')}.{end}",
                "mimeType": kind,
                "buffer": each,
            }
            for end, kind, each in (("jpg", "image/jpeg", photo), ("mp4", "video/mp4", content))
        ],
    )


def work_at_the_desk(life: Life, chromium: Browser) -> None:
    """An officer reads the story, what came with it and the name, asks back, writes a report down, searches, and closes
    the browser over a message that is half written."""
    with phone(life, chromium, "desk", javascript=True) as blank:
        desk = Desk(blank.context, life.running)
        desk.page.set_viewport_size(WIDE)
        desk.sign_in()
        page, officer = desk.page, Officer(desk.page, life.running.address)
        officer.open(life.texts["the story"])
        officer.act("asked", message=life.text("the question"))
        entries = page.locator("[data-attachments] > li")
        expect(entries).to_have_count(3, timeout=60_000)
        for entry in entries.all():
            entry.locator("button").first.click()
            # What is no recording is handed out to be saved; either way the button may be pressed again.
            expect(entry.locator("button").first).to_be_enabled(timeout=60_000)
        expect(page.locator("[data-attachments] canvas")).to_be_visible(timeout=60_000)
        page.click("[data-name-of] [data-act]")
        asked = page.locator("#act form[data-name]")
        asked.locator("#reason-ask_more").check()
        asked.locator("#why").fill(life.word("why the name is opened"))
        asked.locator("[data-submit]").click()
        page.locator("[data-name-of] button", has_text="Xem tên").click(timeout=60_000)
        expect(page.locator("[data-name-of]")).to_contain_text(life.texts["the name"], timeout=60_000)
        desk.take_tip(life.text("a report by telephone"), life.word("who telephoned"))
        life.received(ten(page, "[data-receipt-words]"))
        page.fill("#search", life.word("what is searched for"))
        expect(page.locator("[data-search-said]")).not_to_be_empty(timeout=60_000)
        page.fill("#search", "")
        desk.form_of("asked").locator("[data-seal]").fill(life.text("half a message"))


def slip(life: Life) -> None:
    """Everything that can be typed wrongly, or into the wrong place, in plain requests."""
    words = life.receipts[0]
    swapped = " ".join([words[1], words[0], *words[2:]])
    posted = {
        "two words swapped": (RECEIPT, urlencode({"words": swapped}), FORM),
        "prose in place of JSON": ("/bao-tin/gui/", life.text("prose"), JSON),
        "prose within JSON": ("/bao-tin/gui/", json.dumps({"story": life.text("prose in JSON")}), JSON),
        "words in place of the look-up": ("/ma-tra-cuu/tra/", json.dumps({"lookup": " ".join(words)}), JSON),
        "a story for a user name": (
            DESK,
            json.dumps({"username": life.text("a user name"), "sign_in": "ab" * 32}),
            JSON,
        ),
        "too many fields": (REPORT, urlencode([(life.word("a field"), life.word("a value"))] * 400), FORM),
        "torn parts": (REPORT, life.text("torn parts"), "multipart/form-data"),
        "an unknown charset": (REPORT, life.text("a charset"), f"{FORM}; charset=utf-99"),
    }
    for name, (path, body, kind) in posted.items():
        life.slips[name], _page = life.ask("POST", path, body, kind)
    opened = {
        "words in an address": f"/ma-tra-cuu/{'-'.join(bare(words))}/",
        "words with their marks in an address": f"/ma-tra-cuu/{quote(' '.join(words))}",
        "words in a query": "/en/ma-tra-cuu/?" + urlencode({"words": " ".join(words)}),
        "a story in an address": "/" + quote(life.word("an address")),
        "a story in a query": "/?" + urlencode({"q": life.word("a query"), "ip": "203.0.113.99"}),
    }
    for name, path in opened.items():
        life.slips[name], _page = life.ask("GET", path)
    host = life.search.add("a host", "canaryhost.example")
    life.slips["another host"], _page = life.ask("GET", "/", Host=host)
    elsewhere = {"Origin": "https://" + life.search.add("an origin", "canaryorigin.example")}
    token = {"Cookie": "csrftoken=" + "a" * 32, "X-CSRFToken": "a" * 32}
    life.slips["another origin"], _page = life.ask("POST", DESK, "{}", JSON, **elsewhere, **token)
