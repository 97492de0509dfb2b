"""The pages: what they carry, what they must not, in both languages."""

from __future__ import annotations

import json
import re

import pytest

from binhyen.public import shell

PAGES = ["/", "/bao-tin/", "/bao-tin/khong-javascript/", "/ma-tra-cuu/", "/ma-tra-cuu/khong-javascript/"]
PRAISE = ["/de-nghi-khen/", "/de-nghi-khen/khong-javascript/", "/viec-tot/"]
SEALING = ["/bao-tin/", "/ma-tra-cuu/", "/de-nghi-khen/"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES + PRAISE)
def test_a_page_is_shown_without_a_cookie_and_is_never_stored(client, made, page, language):
    answer = client.get(language + page)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "style=" not in text
    assert "tel:113" in text
    assert 'href="tel:113"' in text


@pytest.mark.parametrize("page", SEALING)
def test_a_sealing_page_can_send_no_form(client, made, page):
    answer = client.get(page)
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    fields = re.findall(r"<(?:input|select|textarea|button)\b[^>]*>", answer.content.decode())
    assert fields
    assert not [field for field in fields if " name=" in field]


@pytest.mark.parametrize("page", PAGES + PRAISE)
def test_a_page_works_before_there_is_a_directory(client, db, page):
    assert client.get(page).status_code == 200


def test_the_report_carries_the_table_certificates_and_roots(client, made):
    table = client.get("/bao-tin/").context["table"]
    assert {area["code"] for area in table["areas"]} == {"10441", "10465", "10459", "10489"}
    assert len(table["roots"]) == 3
    assert table["threshold"] == 2
    assert all(office["certificate"] for office in table["offices"].values())
    assert "Thôn Suối Lim" in next(area for area in table["areas"] if area["code"] == "10489")["hamlets"]


def test_whoever_would_keep_half_of_the_key_to_a_name_is_on_the_page(client, made):
    table = client.get("/bao-tin/").context["table"]
    offices = table["offices"]
    keepers = {
        slug: offices[slug]["custodian"]
        for area in table["areas"]
        for slug in (area["office"], area["upper"])
    }
    assert keepers["cong-an-xa-huong-son"] == "cong-an-thanh-pho-ha-noi"
    assert keepers["cong-an-thanh-pho-ha-noi"] == "thanh-tra-thanh-pho-ha-noi"
    assert all(offices[keeper]["certificate"] for keeper in keepers.values())


def test_the_duty_telephone_of_the_office_above_is_on_every_page(client, made):
    for page in PAGES:
        assert "Trực ban Công an thành phố Hà Nội" in client.get(page).content.decode()


def test_each_page_of_the_shell_says_whose_files_it_names_and_no_other_does(client, made):
    script = client.get("/sw.js").content.decode()
    version = json.loads(script.split("\n", 1)[0].removeprefix("const SHELL = ").rstrip(";"))["version"]
    for address in shell.pages():
        assert client.get(address)["Shell-Version"] == version, address
    assert "Shell-Version" not in client.get("/bao-tin/khong-javascript/")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/cai-vao-may/", "trình duyệt tự ghi lịch sử"),
        ("/en/cai-vao-may/", "the browser itself writes down which"),
    ],
)
def test_where_the_pages_are_installed_it_is_said_what_a_browser_keeps_by_itself(client, made, address, kept):
    text = client.get(address).content.decode()
    assert kept in text
    for promise in ("không để lại gì trên máy", "leaves nothing on your device"):
        assert promise not in text
