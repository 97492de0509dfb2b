"""What is answered when something goes wrong, through the doors and in both languages: what happened, what was kept,
what to do next.

Wrong answers to a form, wrong words, acts too late or by the wrong person are tested with their doors (public/tests,
desk/tests); here is what may happen at any address.
"""

from __future__ import annotations

import dataclasses
import logging
import re
import time
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client

from binhyen.accounts import sign_in
from binhyen.accounts.models import Membership, Person
from binhyen.matters import clock
from binhyen.offices import demonstration
from binhyen.public.tests.test_plain import ANSWERS
from binhyen.receiving import directory
from binhyen.site import health
from binhyen.site.errors import QuietFilter

pytestmark = pytest.mark.django_db
REPORT, RECEIPT = "/bao-tin/khong-javascript/", "/ma-tra-cuu/khong-javascript/"
DESK = "/ban-lam-viec/"
PREFIX = {"vi": "", "en": "/en"}
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
SCRIPT = {"Accept": "text/html-fragment, application/json"}

# By status: what happened, what was kept, what to do next.
SAID = {
    400: {
        "vi": ("không đọc được yêu cầu", "chưa lưu gì của lần gửi này", "kiểm tra rồi gửi lại"),
        "en": ("could not read the request", "kept nothing of what was just sent", "send it again"),
    },
    403: {
        "vi": ("không mở được trang này", "chưa lưu gì của lần gửi này", "hãy đăng nhập lại"),
        "en": ("cannot open this page", "kept nothing of what was just sent", "sign in again"),
    },
    404: {
        "vi": ("Không có trang này", "vẫn được giữ nguyên vẹn", "hãy dùng mười từ"),
        "en": ("no such page", "is kept safe", "use the ten words"),
    },
    413: {
        "vi": ("gửi lên quá lớn", "chưa lưu gì của lần gửi này", "rút ngắn bài viết rồi gửi lại"),
        "en": ("is too large", "kept nothing of what was just sent", "shorten the text and send it again"),
    },
    500: {
        "vi": ("đang gặp lỗi", "hãy coi như tin chưa được nhận", "thử lại sau vài phút"),
        "en": ("went wrong here", "take it as not received", "Try again in a few minutes"),
    },
    503: {
        "vi": ("đang bận hoặc đang bảo trì", "vẫn được giữ nguyên vẹn", "thử lại sau vài phút"),
        "en": ("busy or under maintenance", "is kept safe", "Try again in a few minutes"),
    },
}


def says(response: HttpResponse, status: int, language: str) -> None:
    """The page of this status, in this language and no other, with nothing of a debug page about it."""
    page = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}">' in page
    assert [part for part in SAID[status][language] if part not in page] == []
    other = "en" if language == "vi" else "vi"
    assert [part for part in SAID[status][other] if part in page] == []
    assert 'href="tel:113"' in page
    assert "style=" not in page
    assert "Traceback" not in page
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.fixture(params=PREFIX)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def browser() -> Client:
    """Errors become pages here, as they do for a reader."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True, headers=BROWSER)


@pytest.fixture
def made(db: None, settings: Any) -> demonstration.Made:
    return demonstration.make(settings.INSTALLATION.id)


@pytest.fixture
def mai(made: demonstration.Made) -> Client:
    """An officer of Hương Sơn at the desk, with a CSRF token."""
    person = Person.objects.create(username="mai", full_name="Mai")
    office = made.offices["cong-an-xa-huong-son"]
    Membership.objects.create(person=person, office=office, role="officer", from_on=clock.today())
    client = Client(raise_request_exception=False, enforce_csrf_checks=True, headers=BROWSER)
    client.force_login(person, backend=sign_in.BACKEND)
    session = client.session
    session[sign_in.PROVED] = True
    session[sign_in.FRESH_AT] = time.time()
    session.save()
    client.get(DESK)
    return client


def token(client: Client) -> dict[str, str]:
    return {"X-CSRFToken": client.cookies["csrftoken"].value}


# --- the pages of each status -----------------------------------------------------------------------------


def test_a_form_with_too_many_fields_is_not_read(browser, language):
    fields = {f"field{number}": "x" for number in range(300)}
    says(browser.post(PREFIX[language] + REPORT, fields), 400, language)


def test_parts_that_are_torn_are_not_read(browser, language):
    torn = browser.post(PREFIX[language] + REPORT, b"no parts", "multipart/form-data")
    says(torn, 400, language)


def test_another_name_than_the_installations_is_not_served(browser, language):
    says(browser.get(PREFIX[language] + "/", headers={"Host": "elsewhere.example"}), 400, language)


@pytest.mark.parametrize("path", [REPORT, RECEIPT])
def test_a_form_from_another_site_is_refused(browser, language, path):
    refused = browser.post(PREFIX[language] + path, ANSWERS, headers={"Sec-Fetch-Site": "cross-site"})
    says(refused, 403, language)


@pytest.mark.parametrize("path", ["khong-co/", "ban-lam-viec/khong-co/", "bao-tin/gui/khong-co/"])
def test_an_address_that_is_none(browser, language, path):
    says(browser.get(f"{PREFIX[language]}/{path}"), 404, language)


@pytest.mark.parametrize("path", [REPORT, RECEIPT])
def test_a_form_beyond_every_bound_is_too_large(browser, language, path):
    says(browser.post(PREFIX[language] + path, {"story": "a" * 6_000_000}), 413, language)


@pytest.mark.parametrize("path", [REPORT, RECEIPT])
def test_a_file_is_not_dropped_without_a_word(browser, language, path, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8" * 100)
    with photo.open("rb") as opened:
        answer = browser.post(PREFIX[language] + path, ANSWERS | {"photo": opened})
    says(answer, 413, language)


@pytest.mark.parametrize("path", ["/", "/bao-tin/", REPORT, RECEIPT])
@pytest.mark.parametrize(
    ("failure", "status"),
    [(ZeroDivisionError, 500), (DatabaseError, 500), (OperationalError, 503), (InterfaceError, 503)],
)
def test_a_failure_is_told_apart_from_a_database_that_is_away(
    browser, language, path, failure, status, monkeypatch
):
    def fail(*_: object) -> None:
        raise failure("the story")

    monkeypatch.setattr(directory, "carried", fail)
    answer = browser.get(PREFIX[language] + path)
    says(answer, status, language)
    assert "the story" not in answer.content.decode()
    assert ("Retry-After" in answer) == (status == 503)
    assert not answer.cookies


def test_health_says_whether_the_database_answers(browser, monkeypatch):
    assert browser.get("/khoe/").status_code == 200

    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(health.connection, "cursor", fail)
    answer = browser.get("/khoe/")
    assert (answer.status_code, answer.content) == (503, b"database\n")


# --- the desk ---------------------------------------------------------------------------------------------


def test_a_page_of_the_desk_left_open_overnight_is_told_what_to_do(mai, language):
    says(mai.post(f"{PREFIX[language]}{DESK}bao-mat/xac-nhan/", {"code": "123456"}), 403, language)


def test_the_desks_script_is_told_in_json_and_given_a_token(mai, language):
    path = f"{PREFIX[language]}{DESK}hang-viec/"
    stale = mai.post(path, {}, headers=SCRIPT | {"X-CSRFToken": "a" * 32})
    assert stale.status_code == 403
    told = stale.json()
    assert ("Hãy thử lại" in told["message"]) == (language == "vi")
    assert ("still there" in told["message"]) == (language == "en")
    again = mai.post(path, {}, headers=SCRIPT | {"X-CSRFToken": told["csrf"]})
    assert again.status_code == 405


@pytest.mark.parametrize("door", ["dang-nhap/", "buoc-hai/", "bao-mat/khoa/"])
def test_a_form_where_json_is_meant_is_refused_and_no_failure(mai, door, language):
    """The CSRF check has read such a body already, so that the view no longer can."""
    answer = mai.post(f"{PREFIX[language]}{DESK}{door}", {"username": "mai"}, headers=token(mai))
    assert answer.status_code == 400
    assert ("Xin tải lại trang" in answer.json()["message"]) == (language == "vi")


def test_a_file_at_the_desk_is_refused_before_anything_is_done(mai, language, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8" * 100)
    with photo.open("rb") as opened:
        answer = mai.post(f"{PREFIX[language]}{DESK}dang-xuat/", {"photo": opened}, headers=token(mai))
    says(answer, 413, language)
    assert mai.get(f"{DESK}toi/").status_code == 200


@pytest.mark.parametrize(
    ("unit", "year", "vietnamese", "english"),
    [
        ("Không Đâu", 2026, "Không có đơn vị nào", "No unit"),
        ("Mỹ Đức", 2025, "10441", "10441"),
        ("10465", 2026, "không xem được số liệu của đơn vị này", "cannot see this unit&#x27;s figures"),
        ("10489", 1900, "2004", "2004"),
    ],
)
def test_figures_of_a_unit_that_is_none_or_not_yours(mai, language, unit, year, vietnamese, english):
    """Unknown; two of that name in that year; another office's; before there are figures. What was asked is kept."""
    answer = mai.get(f"{PREFIX[language]}{DESK}so-lieu/", {"unit": unit, "year": year, "units": "then"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert {"vi": vietnamese, "en": english}[language] in page
    assert re.search(rf'<input[^>]*name="unit"[^>]*value="{unit}"', page)


@pytest.mark.parametrize(
    "path",
    [
        "2026/10465/tips.received/",
        "2026/nowhere/tips.received/",
        "2026/10489/tips.none/",
        "1900/10489/tips.received/",
    ],
)
def test_entries_of_a_figure_that_is_none_or_not_yours_do_not_exist(mai, language, path):
    says(mai.get(f"{PREFIX[language]}{DESK}so-lieu/{path}"), 404, language)


def test_a_session_that_ended_leads_a_page_to_the_door(mai, language):
    mai.cookies["desk"] = "a" * 32
    for path in ("so-lieu/", "bao-mat/"):
        answer = mai.get(f"{PREFIX[language]}{DESK}{path}")
        assert (answer.status_code, answer["Location"]) == (302, PREFIX[language] + DESK)


# --- what the log says of it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/sen-lua-ben-trang/?q=gio", "404 (no such address)"),
        ("/ban-lam-viec/viec/senluabentrang/", "401 ban-lam-viec/viec/<slug:ref>/"),
        ("/bao-tin/gui/?q=sen", "405 bao-tin/gui/"),
    ],
)
def test_the_log_names_our_address_and_nothing_that_was_typed(browser, caplog, path, line):
    browser.get(path, headers={"Referer": "https://sen.example/lua", "Host": "testserver"})
    lines = [filtered(record) for record in caplog.records if record.name.startswith("django")]
    assert all(text == line for text in lines)
    assert not any(typed in text for text in lines for typed in ("sen", "lua", "gio"))


def test_the_log_tells_where_it_failed_and_not_with_what(browser, caplog, monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("sen lúa bến")

    monkeypatch.setattr(directory, "carried", fail)
    browser.get("/")
    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert filtered(record) == "500 /"
    assert record.exc_text is not None
    assert record.exc_text.split()[0] == "ValueError"
    assert "binhyen/public/pages.py" in record.exc_text
    assert "sen lúa" not in record.exc_text


def test_the_log_repeats_no_host_origin_or_referer(mai, caplog):
    mai.get("/", headers={"Host": "sen.example"})
    mai.post(f"{DESK}dang-xuat/", {}, headers=token(mai) | {"Origin": "https://sen.example"})
    lines = [filtered(record) for record in caplog.records if record.name.startswith("django.security")]
    assert lines == ["400 (no such address)", "403 ban-lam-viec/dang-xuat/"]
    assert any(record.name.endswith(DisallowedHost.__name__) for record in caplog.records)


def filtered(record: logging.LogRecord) -> str:
    QuietFilter().filter(record)
    return record.getMessage()


# --- warnings that belong to a door -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [REPORT, RECEIPT])
def test_without_javascript_the_page_warns_what_the_browser_may_keep(browser, made, language, path):
    words = {"vi": "hãy mở trang trong cửa sổ riêng tư", "en": "open the page in a private window"}[language]
    assert words in browser.get(PREFIX[language] + path).content.decode()


def test_a_demonstration_says_so_on_its_error_pages_too(browser, settings, language):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, demonstration=True)
    page = browser.get(f"{PREFIX[language]}/khong-co/").content.decode()
    assert "demo-banner" in page
