"""Unlocking with a device beside the phrase, with authenticators that Chromium plays: added, used, taken away.

Modules under test: static/js/desk/ device, devices, gate; static/js/passkey; static/js/sealing/ device, officer.
"""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import Browser, BrowserContext, Page, expect

from binhyen.sealing import branches, canonical, device, words
from tests.running import Running, made

pytestmark = pytest.mark.browser
SLOW = 60_000
# What the page's authenticators worked out, for the test alone; nothing of the program reads it.
LISTEN = """
globalThis.worked = [];
const get = navigator.credentials.get.bind(navigator.credentials);
navigator.credentials.get = async (options) => {
  const answer = await get(options);
  const first = answer.getClientExtensionResults().prf?.results?.first;
  if (first) worked.push(Array.from(new Uint8Array(first.slice(0))));
  globalThis.handed = first;
  answer.getClientExtensionResults = () => (first ? { prf: { results: { first } } } : {});
  return answer;
};
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("device")
    served = made(home / "data")
    served.start(home / "log")
    # An authenticator knows names only, no numbers.
    served.address = served.address.replace("127.0.0.1", "localhost")
    yield served
    served.stop()


class Officer:
    """Somebody's browser, with the authenticators that are put into it."""

    def __init__(self, context: BrowserContext, running: Running, username: str, language: str = "") -> None:
        self.context, self.running, self.username = context, running, username
        self.phrase = running.phrase(username)
        self.home = f"{running.address}{language}/ban-lam-viec/"
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: pytest.fail(str(error)))
        self.posted: list[str] = []
        self.page.on("request", lambda request: self.posted.append(request.post_data or ""))
        self.page.add_init_script(LISTEN)
        self.devtools = context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")

    def plug_in(self, **without: bool) -> str:
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasUserVerification": True,
            "isUserVerified": True,
            "hasPrf": True,
            "automaticPresenceSimulation": True,
        }
        plugged = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | without})
        return plugged["authenticatorId"]

    def unplug(self, authenticator: str) -> None:
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})

    def sign_in(self) -> Officer:
        self.page.goto(self.home)
        expect(self.page.locator("form[data-gate=sign-in]")).to_be_visible(timeout=SLOW)
        self.page.fill("#gate-username", self.username)
        self.page.fill("#gate-phrase", self.phrase)
        self.page.click("form[data-gate=sign-in] button")
        return self.inside()

    def inside(self) -> Officer:
        expect(self.page.locator("body")).to_have_attribute("data-desk", "open", timeout=SLOW)
        return self

    def keys(self) -> Page:
        self.page.locator("#panel").evaluate("each => each.replaceChildren()")
        self.page.click("[data-open$='/khoa/']")
        expect(self.page.locator("#panel [data-checked]").first).not_to_be_empty(timeout=SLOW)
        return self.page

    def add(self, label: str, phrase: str | None = None) -> Page:
        page = self.keys()
        page.locator("[data-devices] summary").click()
        page.fill("#device-label", label)
        page.fill("#device-phrase", self.phrase if phrase is None else phrase)
        page.click("[data-adds-device] button")
        return page

    def added(self, label: str) -> None:
        self.add(label)
        expect(self.listed(label)).to_be_visible(timeout=SLOW)

    def listed(self, label: str):
        return self.page.locator("[data-devices] li").filter(has_text=label)

    def lock(self) -> None:
        self.page.locator("[data-lock]").first.click()
        expect(self.page.locator("form[data-gate=locked]")).to_be_visible(timeout=SLOW)

    def by_device(self) -> None:
        self.page.click("[data-by-device] button")

    def said(self):
        return self.page.locator("#gate-said-locked")

    def opens_a_story(self) -> bool:
        self.page.locator("a.row").first.click()
        expect(self.page.locator(".story, .content [role=alert]").first).to_be_visible(timeout=SLOW)
        return self.page.locator(".story").count() > 0


@pytest.fixture
def officers(chromium: Browser, running: Running) -> Iterator[Callable[..., Officer]]:
    opened: list[BrowserContext] = []

    def new(username: str, language: str = "", width: int = 1280) -> Officer:
        viewport = {"width": width, "height": 860}
        opened.append(chromium.new_context(viewport=viewport, locale="vi", reduced_motion="reduce"))
        return Officer(opened[-1], running, username, language)

    yield new
    with closing(database(running)) as rows, rows:
        rows.execute("DELETE FROM accounts_device")
    for context in opened:
        context.close()


def database(running: Running) -> sqlite3.Connection:
    return sqlite3.connect(running.data / "binhyen.sqlite3", timeout=30)


def kept(running: Running) -> list[tuple[str, bytes]]:
    with closing(database(running)) as rows:
        return rows.execute("SELECT credential_id, ciphertext FROM accounts_device ORDER BY id").fetchall()


def opened(running: Running, secret: bytes, credential: str, ciphertext: bytes, person: str) -> str:
    """The identity in a copy, by docs/sealing-format.md and nothing of the browser's."""
    key = HKDF(SHA256(), 32, salt=None, info=b"binhyen/1/device").derive(secret)
    mark = len(device.MAGIC)
    installation = json.loads((running.data / "installation.json").read_text())["id"]
    recipient = branches.stretch(words.parse_phrase(running.phrase(person)), installation).identity.recipient
    bound = canonical.encode(
        {"installation": installation, "person": person, "credential": credential, "recipient": recipient}
    )
    return AESGCM(key).decrypt(ciphertext[mark : mark + 12], ciphertext[mark + 12 :], bound).decode()


def test_a_device_is_added_locked_and_unlocks_again(officers, running):
    mai = officers("huongson")
    mai.plug_in()
    mai.sign_in()
    said = mai.add("Máy trực", running.phrase("hongson")).locator("[data-adds-device] [data-form-said]")
    expect(said).to_contain_text("không mở được khóa", timeout=SLOW)
    assert kept(running) == []
    mai.added("Máy trực")
    mai.lock()
    mai.by_device()
    mai.inside()
    assert mai.opens_a_story()
    # The wrapped copy is what the format says, and the authenticator's secret never went anywhere.
    [(credential, ciphertext)] = kept(running)
    adding, unlocking = (bytes(each) for each in mai.page.evaluate("worked.slice(-2)"))
    assert adding == unlocking
    identity = opened(running, adding, credential, ciphertext, "huongson")
    assert re.fullmatch(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", identity)
    with pytest.raises(InvalidTag):
        opened(running, bytes(32), credential, ciphertext, "huongson")
    forms = [adding.hex(), identity, mai.phrase]
    forms += [base64.urlsafe_b64encode(adding).decode().rstrip("="), base64.b64encode(adding).decode()]
    forms.append(json.dumps(list(adding), separators=(",", ":")))
    for text in mai.posted:
        assert not any(form in text for form in forms)
    # It went over to the Worker: nothing is left of it on the page's side.
    assert mai.page.evaluate("handed.byteLength") == 0


def test_giving_keys_away_still_takes_the_phrase(officers, running):
    mai = officers("huongson")
    mai.plug_in()
    mai.sign_in()
    mai.added("Máy trực")
    mai.lock()
    mai.by_device()
    mai.inside()
    said = mai.add("Máy hai", "").locator("[data-adds-device] [data-form-said]")
    expect(said).to_contain_text("đúng tám từ", timeout=SLOW)
    assert len(kept(running)) == 1


def test_two_devices_each_open_and_one_that_is_taken_away_does_not(officers, running):
    mai = officers("huongson")
    mai.sign_in()
    first = mai.plug_in()
    mai.added("Máy cũ")
    said = mai.add("Vẫn máy ấy").locator("[data-adds-device] [data-form-said]")
    expect(said).to_contain_text("đã được thêm rồi", timeout=SLOW)
    credentials = mai.devtools.send("WebAuthn.getCredentials", {"authenticatorId": first})["credentials"]
    mai.unplug(first)
    mai.plug_in()
    mai.added("Máy mới")
    mai.lock()
    mai.by_device()
    mai.inside()
    row = mai.keys().locator("[data-devices] li").filter(has_text="Máy mới")
    row.get_by_role("button", name="Gỡ").click()
    expect(mai.listed("Máy mới")).to_have_count(0, timeout=SLOW)
    assert [name for name, _ in kept(running)] == [
        each["credentialId"].replace("+", "-").replace("/", "_").rstrip("=") for each in credentials
    ]
    # The machine that was taken away asks nobody, and says what to do.
    mai.lock()
    mai.by_device()
    expect(mai.said()).to_contain_text("dùng cụm tám từ", timeout=SLOW)
    expect(mai.page.locator("body")).to_have_attribute("data-desk", "gate")


def test_a_machine_that_knows_no_secrets_says_so_and_the_phrase_remains(officers, running):
    mai = officers("huongson")
    mai.plug_in(hasPrf=False)
    mai.sign_in()
    said = mai.add("Khóa cũ").locator("[data-adds-device] [data-form-said]")
    expect(said).to_contain_text("chưa mở được theo cách này", timeout=SLOW)
    assert kept(running) == []
    mai.lock()
    expect(mai.page.locator("[data-by-device]")).to_be_hidden()
    mai.page.fill("#gate-unlock", mai.phrase)
    mai.page.click("form[data-gate=locked] button.button--wide[class='button button--wide']")
    mai.inside()


@pytest.mark.parametrize("harm", ["altered", "another"])
def test_a_copy_that_is_not_this_device_s_opens_nothing(officers, running, harm):
    mai = officers("huongson")
    mai.plug_in()
    mai.sign_in()
    mai.added("Máy trực")
    with closing(database(running)) as rows, rows:
        if harm == "altered":
            ((pk, copy),) = rows.execute("SELECT id, ciphertext FROM accounts_device").fetchall()
            spoiled = copy[:-1] + bytes([copy[-1] ^ 1])
            rows.execute("UPDATE accounts_device SET ciphertext = ? WHERE id = ?", (spoiled, pk))
        else:
            # The attack: the server puts its own identity, or somebody else's, in the place of this person's.
            rows.execute(
                "UPDATE accounts_person SET recipient = (SELECT recipient FROM accounts_person"
                " WHERE username = 'hongson') WHERE username = 'huongson'"
            )
            rows.execute(
                "UPDATE accounts_device SET recipient = (SELECT recipient FROM accounts_person"
                " WHERE username = 'hongson')"
            )
    mai.lock()
    mai.by_device()
    expect(mai.said()).to_contain_text("gỡ và thêm lại thiết bị", timeout=SLOW)
    expect(mai.page.locator("body")).to_have_attribute("data-desk", "gate")
    if harm == "another":
        installation = json.loads((running.data / "installation.json").read_text())["id"]
        right = branches.stretch(words.parse_phrase(mai.phrase), installation).identity.recipient
        with closing(database(running)) as rows, rows:
            rows.execute("UPDATE accounts_person SET recipient = ? WHERE username = 'huongson'", [right])


def test_whoever_does_not_verify_the_user_opens_nothing(officers):
    mai = officers("huongson")
    held = mai.plug_in()
    mai.sign_in()
    mai.added("Máy trực")
    mai.lock()
    mai.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": False})
    mai.by_device()
    expect(mai.said()).to_contain_text("chưa xác nhận là bạn", timeout=SLOW)
    expect(mai.page.locator("body")).to_have_attribute("data-desk", "gate")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
def test_the_pages_have_no_faults(officers, faults_on, tmp_path, width, language):
    mai = officers("huongson", language, width)
    mai.plug_in()
    mai.sign_in()
    mai.added("Máy bàn phòng trực ban")
    mai.page.locator("[data-devices] summary").click()
    assert faults_on(mai.page) == []
    name = f"{width}{language[1:]}"
    mai.page.evaluate("document.querySelector('#panel').style.overflow = 'visible'")
    mai.page.screenshot(path=tmp_path / f"{name}-keys.png", full_page=True)
    mai.page.locator("[data-devices]").screenshot(path=tmp_path / f"{name}-devices.png")
    mai.lock()
    assert faults_on(mai.page) == []
    mai.page.screenshot(path=tmp_path / f"{name}-locked.png")
