"""Following order reports in Chromium: from the form on a commune's page to the button of the confirming mail and the
one that ends it, with a real SMTP server. The code of a link is sent to nobody by opening the link, and leaves the
address (from-fragment). On a device (follow-push) nothing is asked before a button is pressed, and what a push service
brings is shown as one line.

Every page is looked at with axe, in both languages, wide and narrow.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page, expect

from tests import running as installations
from tests.mailbox import SENDER, Mailbox
from tests.running import Running, free_port
from tests.town import A_BROWSER

pytestmark = pytest.mark.browser
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 320, "height": 640}
AREA, FOLLOW = "/phan-anh/khu-vuc/10489/", "/phan-anh/theo-doi/"
CONFIRM, LEAVE = f"{FOLLOW}xac-nhan/", f"{FOLLOW}thoi/"
Faults = Callable[[Page], list[str]]
SUBSCRIBES = """({ endpoint, ...keys }) => {
  let held = null;
  const made = { toJSON: () => ({ endpoint, keys }), unsubscribe: async () => (held = null) };
  PushManager.prototype.getSubscription = async () => held;
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) =>
    (held = userVisibleOnly && applicationServerKey.length === 87 ? made : null);
}"""
SHOWN = """navigator.serviceWorker.ready.then((shell) => shell.getNotifications())
  .then((all) => all.map((each) => [each.title, each.body, each.data]))"""


@pytest.fixture(scope="module")
def post() -> Iterator[Mailbox]:
    made = Mailbox(free_port())
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    yield made
    server.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, post: Mailbox) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("following")
    made = installations.made(home / "data")
    path = made.data / "installation.json"
    port = free_port()
    mail = {"host": "127.0.0.1", "port": post.port, "tls": "none", "sender": SENDER}
    mail |= {"links": f"http://127.0.0.1:{port}"}
    said = json.loads(path.read_text(encoding="utf-8")) | {"mail": mail, "push": True}
    path.write_text(json.dumps(said), encoding="utf-8")
    made.start(home / "log", port)
    yield made
    made.stop()


def arrived(post: Mailbox, number: int) -> None:
    for _ in range(600):
        if len(post.came) >= number:
            return
        time.sleep(0.1)
    raise AssertionError("no mail came within a minute")


def test_from_the_form_to_the_mail_and_out_again(
    chromium: Browser, running: Running, post: Mailbox, faults_on: Faults
) -> None:
    context = chromium.new_context(viewport=PHONE, base_url=running.address)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(AREA)
    page.get_by_label("Địa chỉ thư điện tử").fill("lan@example.vn")
    page.get_by_role("button", name="Theo dõi qua thư").click()
    expect(page.get_by_role("heading", name="Hãy xem hộp thư của bạn")).to_be_visible()
    arrived(post, 1)
    token = post.code(CONFIRM)
    page.goto(f"{CONFIRM}#{token}")
    expect(page.get_by_label("Mã trong thư")).to_be_hidden()
    assert page.url.endswith(CONFIRM)
    assert faults_on(page) == []
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Bạn theo dõi: Xã Hương Sơn.")).to_be_visible()
    ends = post.code(LEAVE)
    page.goto(f"{LEAVE}#{ends}")
    page.get_by_role("button", name="Thôi theo dõi").click()
    expect(page.get_by_role("heading", name="Đã thôi theo dõi")).to_be_visible()
    # No address that was asked for held a code: it stood behind "#", and went in a body.
    assert not [url for url in asked if token in url.split("#")[0] or ends in url.split("#")[0]]
    assert context.cookies() == []
    context.close()


def test_without_javascript_the_code_is_typed(chromium: Browser, running: Running, post: Mailbox) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=running.address)
    page = context.new_page()
    before = len(post.came)
    page.goto(f"/en{FOLLOW}")
    page.get_by_label("E-mail address").fill("minh@example.vn")
    page.get_by_role("button", name="Follow by e-mail").click()
    arrived(post, before + 1)
    page.goto(f"/en{CONFIRM}")
    page.get_by_label("The code in the mail").fill(post.code(f"/en{CONFIRM}"))
    page.get_by_role("button", name="Confirm that you follow").or_(
        page.get_by_role("button", name="Confirm")
    ).first.click()
    expect(page.get_by_text("You follow: all order reports.")).to_be_visible()
    context.close()


def test_every_page_everywhere(chromium: Browser, running: Running, faults_on: Faults) -> None:
    context = chromium.new_context(base_url=running.address)
    page = context.new_page()
    wrong = []
    for path in ("/phan-anh/", AREA, FOLLOW, CONFIRM, LEAVE, f"{LEAVE}{'a' * 43}/"):
        for language in ("", "/en"):
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                page.goto(language + path)
                wrong += [f"{language}{path} at {size['width']}: {fault}" for fault in faults_on(page)]
    page.goto(FOLLOW)
    page.get_by_label("Địa chỉ thư điện tử").fill("lan@")
    page.get_by_role("button", name="Theo dõi qua thư").click()
    expect(page.get_by_role("alert").or_(page.locator(".error-summary")).first).to_be_visible()
    wrong += faults_on(page)
    page.get_by_label("Địa chỉ thư điện tử").fill("hoa@example.vn")
    page.get_by_role("button", name="Theo dõi qua thư").click()
    expect(page.get_by_role("heading", name="Hãy xem hộp thư của bạn")).to_be_visible()
    wrong += faults_on(page)
    assert wrong == []
    context.close()


def test_on_a_device_the_button_asks_and_a_line_that_comes_is_shown(
    chromium: Browser, running: Running, faults_on: Faults
) -> None:
    context = chromium.new_context(viewport=PHONE, base_url=running.address)
    context.grant_permissions(["notifications"], origin=running.address)
    page = context.new_page()
    page.goto(AREA)
    button = page.get_by_role("button", name="Báo trên máy này")
    expect(button).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert faults_on(page) == []
    # There is no push service where the tests run: what a browser has from its maker is put in its place.
    page.evaluate(SUBSCRIBES, A_BROWSER)
    button.click()
    expect(page.get_by_text("Đã bật: máy này sẽ báo khi có gì mới.")).to_be_visible(timeout=60_000)
    session = context.new_cdp_session(page)
    found: list[str] = []

    def registered(said: dict[str, Any]) -> None:
        found.extend(each["registrationId"] for each in said["registrations"])

    session.on("ServiceWorker.workerRegistrationUpdated", registered)
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(500)
    said = {"said": "Xã Hương Sơn: 1 phản ánh có bước mới", "link": AREA}
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": running.address, "registrationId": found[0], "data": json.dumps(said)},
    )
    for _ in range(50):
        if page.evaluate(SHOWN):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(SHOWN) == [["Bình Yên", said["said"], AREA]]
    page.get_by_role("button", name="Tắt mọi tin báo trên máy này").click()
    expect(page.get_by_text("Đã tắt: máy này không báo gì nữa.")).to_be_visible()
    context.close()


def test_without_javascript_nothing_of_a_device_is_shown(chromium: Browser, running: Running) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=running.address)
    page = context.new_page()
    page.goto(AREA)
    expect(page.get_by_label("Địa chỉ thư điện tử")).to_be_visible()
    expect(page.get_by_role("button", name="Báo trên máy này")).to_have_count(0)
    context.close()
