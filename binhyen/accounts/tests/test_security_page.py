"""The security page: adding, removing and printing, by people who have just proved who they are."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from binhyen.accounts import second_factor, sign_in
from binhyen.accounts.tests.authenticator import SecurityKey
from binhyen.accounts.tests.conftest import Desk
from binhyen.accounts.tests.test_second_factor import QUEUE, SECRET, SECURITY, code_of


@pytest.fixture(autouse=True)
def a_real_installation(real):
    """Everything here is asked of a real installation unless a test says otherwise."""


@pytest.fixture
def inside(mai):
    """Mai, signed in with her app."""
    totp.TOTP.activate(mai, SECRET)
    desk = Desk(SERVER_NAME="localhost")
    desk.sign_in()
    assert desk.tell("buoc-hai/", {"code": code_of()}).status_code == 200
    return desk


def add_key(desk, key=None, name=""):
    key = key or SecurityKey()
    options = desk.tell("bao-mat/khoa/bat-dau/").json()["options"]
    return desk.tell("bao-mat/khoa/", {"credential": key.create(options), "name": name})


def test_adding_an_app_shows_its_key_and_takes_its_first_code(desk, mai):
    desk.sign_in()
    page = desk.get(SECURITY + "ung-dung/").content.decode()
    secret = desk.session["mfa.totp.secret"]
    assert secret in page
    assert "<svg" in page
    assert "style=" not in page
    wrong = desk.post(SECURITY + "ung-dung/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Mã không đúng" in wrong.content.decode()
    assert secret in wrong.content.decode()
    assert desk.post(SECURITY + "ung-dung/", {"code": ""}).status_code == 422
    right = desk.post(SECURITY + "ung-dung/", {"code": code_of(secret)})
    assert right.url == SECURITY + "ma-du-phong/"
    assert second_factor.methods_of(mai) == ["totp", "recovery_codes"]
    assert "mfa.totp.secret" not in desk.session
    assert desk.get(QUEUE).status_code == 200


def test_the_code_that_added_the_app_signs_nobody_in(desk, mai):
    desk.sign_in()
    desk.get(SECURITY + "ung-dung/")
    code = code_of(desk.session["mfa.totp.secret"])
    desk.post(SECURITY + "ung-dung/", {"code": code})
    other = Desk()
    other.sign_in()
    assert other.tell("buoc-hai/", {"code": code}).status_code == 401


def test_an_app_is_added_once(inside, mai):
    assert inside.get(SECURITY + "ung-dung/").url == SECURITY
    assert inside.post(SECURITY + "ung-dung/", {"code": code_of()}).url == SECURITY


def test_recovery_codes_are_shown_for_printing_and_can_be_changed(inside, mai):
    assert inside.get(SECURITY + "ma-du-phong/").url == SECURITY
    assert inside.post(SECURITY + "ma-du-phong/moi/").url == SECURITY + "ma-du-phong/"
    codes = Authenticator.objects.get(user=mai, type="recovery_codes").wrap().generate_codes()
    page = inside.get(SECURITY + "ma-du-phong/").content.decode()
    assert len(codes) == 10
    assert all(code in page for code in codes)
    inside.post(SECURITY + "ma-du-phong/moi/")
    assert not any(code in inside.get(SECURITY + "ma-du-phong/").content.decode() for code in codes)


def test_no_recovery_codes_without_anything_to_recover(desk, mai):
    desk.sign_in()
    assert desk.post(SECURITY + "ma-du-phong/moi/").url == SECURITY
    assert second_factor.methods_of(mai) == []


def test_the_last_one_stays(inside, mai):
    answer = inside.post(SECURITY + "ung-dung/go/")
    assert answer.status_code == 409
    assert "cuối cùng" in answer.content.decode()
    assert second_factor.methods_of(mai) == ["totp"]


def test_with_a_key_beside_it_the_app_can_go(inside, mai):
    added = add_key(inside, name="<b>Khóa</b>")
    assert added.json()["url"] == SECURITY + "ma-du-phong/"
    page = inside.get(SECURITY).content.decode()
    assert "&lt;b&gt;Khóa&lt;/b&gt;" in page
    assert inside.post(SECURITY + "ung-dung/go/").url == SECURITY
    assert second_factor.methods_of(mai) == ["webauthn", "recovery_codes"]


def test_keys_have_names_and_are_removed_by_their_owner_only(inside, mai, quang):
    assert add_key(inside).status_code == 200
    assert add_key(inside).json()["url"] == SECURITY
    keys = Authenticator.objects.filter(user=mai, type="webauthn").order_by("pk")
    assert [key.wrap().name for key in keys] == ["Khóa bảo mật số 1", "Khóa bảo mật số 2"]
    stranger = Desk()
    stranger.sign_in("quang", "cd" * 32)
    assert stranger.post(f"{SECURITY}khoa/{keys[0].pk}/go/").status_code == 404
    assert inside.post(f"{SECURITY}khoa/{keys[0].pk}/go/").url == SECURITY
    assert inside.post(f"{SECURITY}khoa/999999/go/").status_code == 404


@pytest.mark.parametrize("credential", [None, 3, "x", [], {}, {"id": "AA", "rawId": "AA", "response": {}}])
def test_nonsense_from_a_browser_adds_no_key(inside, mai, credential):
    inside.tell("bao-mat/khoa/bat-dau/")
    assert inside.tell("bao-mat/khoa/", {"credential": credential}).status_code == 422
    assert second_factor.methods_of(mai) == ["totp"]


def test_a_key_made_for_another_site_is_not_added(inside, mai):
    assert add_key(inside, SecurityKey(origin="https://binh-yen.example")).status_code == 422


def test_after_a_while_one_proves_oneself_again(inside, mai):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clock.shift(timedelta(seconds=sign_in.FRESH_SECONDS + 40))
        for address in ("ung-dung/", "ma-du-phong/"):
            assert inside.get(SECURITY + address).url == SECURITY + "xac-nhan/"
        assert inside.tell("bao-mat/khoa/bat-dau/").status_code == 302
        assert "Xác nhận lại" in inside.get(SECURITY).content.decode()
        assert inside.post(SECURITY + "xac-nhan/", {"code": "000000"}).status_code == 422
        assert inside.post(SECURITY + "xac-nhan/", {"code": code_of()}).url == SECURITY
        assert inside.tell("bao-mat/khoa/bat-dau/").status_code == 200


def test_a_key_proves_it_as_well(inside, mai):
    key = SecurityKey()
    add_key(inside, key)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clock.shift(timedelta(seconds=sign_in.FRESH_SECONDS + 40))
        cookie = inside.cookies["desk"].value
        assert "security-key" in inside.get(SECURITY + "xac-nhan/").content.decode()
        options = inside.tell("buoc-hai/khoa/").json()["options"]
        assert inside.tell("buoc-hai/", {"credential": key.get(options)}).status_code == 200
        assert inside.tell("bao-mat/khoa/bat-dau/").status_code == 200
        assert inside.cookies["desk"].value == cookie


def test_who_has_none_and_waited_signs_in_again(desk, mai):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk.sign_in()
        clock.shift(timedelta(seconds=sign_in.FRESH_SECONDS + 1))
        assert desk.get(SECURITY + "ung-dung/").url == SECURITY + "xac-nhan/"
        page = desk.get(SECURITY + "xac-nhan/").content.decode()
        assert "Đăng xuất để đăng nhập lại" in page
        gone = desk.post("/ban-lam-viec/dang-xuat/", headers={"Accept": "text/html"})
        assert gone.url == "/ban-lam-viec/"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_speak_one_language(mai, prefix):
    desk = Desk(SERVER_NAME="localhost")
    desk.sign_in()
    pages = [
        desk.get(f"{prefix}{SECURITY}{page}").content.decode() for page in ("", "ung-dung/", "xac-nhan/")
    ]
    for page in pages:
        assert f'<html lang="{"en" if prefix else "vi"}"' in page
        assert ("Bảo mật" in page) == (not prefix), page
        assert "style=" not in page
