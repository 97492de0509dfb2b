"""The behaviour security-key, with a security key that Chromium plays, on the page where officers add one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from binhyen.accounts import throttle
from binhyen.accounts.models import Person

pytestmark = pytest.mark.browser

BRANCH = "ab" * 32
SECURITY = "/ban-lam-viec/bao-mat/"


@pytest.fixture
def mai(empty_database: None) -> Person:
    throttle.clear()
    return Person.objects.create_person("mai", BRANCH, full_name="Nguyễn Thị Mai")


@pytest.fixture
def context(chromium: Browser, live_server, mai: Person) -> Iterator[BrowserContext]:
    """Mai's browser, signed in by the phrase alone."""
    inside = Client()
    inside.post(
        "/ban-lam-viec/dang-nhap/",
        json.dumps({"username": "mai", "sign_in": BRANCH}),
        content_type="application/json",
    )
    context = chromium.new_context(reduced_motion="reduce", base_url=live_server.url)
    context.add_cookies([{"name": "desk", "value": inside.cookies["desk"].value, "url": live_server.url}])
    yield context
    context.close()


def plug_in_a_key(context: BrowserContext, page: Page) -> None:
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_key_is_added_and_then_proves_who_is_there(context: BrowserContext, mai: Person) -> None:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    plug_in_a_key(context, page)
    page.goto(SECURITY)
    page.get_by_role("button", name="Thêm khóa bảo mật").click()
    page.wait_for_url(f"**{SECURITY}ma-du-phong/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    assert Authenticator.objects.filter(user=mai, type="webauthn").count() == 1
    page.goto(SECURITY + "xac-nhan/")
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.wait_for_url(f"**{SECURITY}")
    expect(page.get_by_text("Khóa bảo mật số 1").first).to_be_visible()
    assert not faults


def test_without_a_key_the_page_says_so(context: BrowserContext, mai: Person) -> None:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto(SECURITY)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('nobody')) }")
    button = page.get_by_role("button", name="Thêm khóa bảo mật")
    button.click()
    expect(page.get_by_text("Chưa thêm được khóa. Xin thử lại.")).to_be_visible()
    expect(button).to_be_enabled()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_have_no_faults(
    context: BrowserContext, faults_on, tmp_path, width: int, prefix: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("", "ung-dung/", "xac-nhan/"):
        page.goto(prefix + SECURITY + address)
        assert faults_on(page) == [], address
        page.screenshot(path=tmp_path / f"{width}{prefix[1:]}{address[:-1]}.png", full_page=True)
