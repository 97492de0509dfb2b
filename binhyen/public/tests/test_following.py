"""Following order reports by e-mail, through the doors and a real SMTP server: asking, confirming, being told, leaving.

Lan follows. She is told what everybody may see, once, and nothing else: a tip, an unseen report and one that was taken
back bring no mail and leave no row.
"""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.test import Client

from binhyen.kinds.order_report import acts, changes
from binhyen.kinds.order_report.models import NotedReport, ShownChange
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.notices import composing, keys, mailing, outbox
from binhyen.notices.models import EMAIL, Notice, Recipient
from binhyen.public.models import Asked, Digest, Subscription
from binhyen.public.orders import following, subscribing
from binhyen.public.tests.test_order_pages import LAMP, put_right, shown
from binhyen.public.tests.test_orders import COMMUNE, OPEN, filed, officer
from tests.mailbox import said

LAN = "lan@example.vn"
FOLLOW, CONFIRM, LEAVE = "/phan-anh/theo-doi/", "/phan-anh/theo-doi/xac-nhan/", "/phan-anh/theo-doi/thoi/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
# After the morning's mail of one day; the next comes on the next.
NOON = dt.datetime(2026, 12, 3, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _a_quiet_hour():
    subscribing.clear()


@pytest.fixture
def standing(committed):
    return committed


def rounds(at=NOON):
    """What the worker does of this, at that instant and after it."""
    with clock.at(at):
        following.work()
        return outbox.send_round(EMAIL, mailing.opened)


def after(**more):
    return NOON + dt.timedelta(**more)


def asks(client, to=LAN, **what):
    with clock.at(NOON):
        return client.post(FOLLOW, {"address": to, "xa": "", "nhom": "", "viec": ""} | what)


def follows(client, mailbox, to=LAN, language="", **what):
    """Somebody who asked and confirmed."""
    with clock.at(NOON):
        given = {"address": to, "xa": "", "nhom": "", "viec": ""} | what
        assert client.post(f"{language}{FOLLOW}", given).status_code == 200
    assert rounds() == 1
    with clock.at(NOON):
        confirmed = client.post(f"{language}{CONFIRM}", {"token": mailbox.code(CONFIRM)})
    assert confirmed.status_code == 200
    return confirmed.content.decode()


def at(instant, act, *arguments, **more):
    with clock.at(instant):
        return act(*arguments, **more)


def test_asked_confirmed_told_and_left(client, standing, mailbox):
    page = asks(client, xa=COMMUNE)
    assert "Hãy xem hộp thư của bạn" in page.content.decode()
    assert rounds() == 1
    assert mailbox.came[0]["To"] == LAN
    assert mailbox.came[0]["Subject"] == "Xác nhận theo dõi: Xã Hương Sơn"
    matter = at(after(minutes=1), shown, client, standing)
    # Not confirmed: nothing comes, whatever happens.
    assert rounds(after(days=2)) == 0
    token = mailbox.code(CONFIRM)
    # A mail program that looks at the link changes nothing.
    assert client.get(CONFIRM).status_code == 200
    assert not Subscription.objects.get().confirmed
    with clock.at(after(days=2)):
        page = client.post(CONFIRM, {"token": token})
    assert "Bạn theo dõi: Xã Hương Sơn." in page.content.decode()
    # What was there before is not told.
    assert rounds(after(days=3)) == 0
    at(after(days=3), put_right, matter)
    rounds(after(days=3))
    assert rounds(after(days=3, minutes=2)) == 0
    assert rounds(after(days=4)) == 1
    mail = mailbox.text()
    assert mailbox.came[1]["Subject"] == "Xã Hương Sơn: 1 phản ánh có bước mới"
    assert "Lấn chiếm vỉa hè, Xã Hương Sơn" in mail
    assert "Đã xử lý xong, có bằng chứng" in mail
    assert "06/12/2026: Trả lời đã xử lý xong" in mail
    assert f"https://binhyen.example.vn/phan-anh/{matter.ref[:8]}/" in mail
    # No words of anybody: what is hidden later could not be taken back from a mailbox.
    for words in (OPEN["description"], OPEN["place"], "Đã dọn."):
        assert words not in mail + mailbox.html()
    assert rounds(after(days=5)) == 0
    assert client.get(LEAVE).status_code == 200
    assert Subscription.objects.exists()
    assert client.post(LEAVE, {"token": mailbox.code(LEAVE)}).status_code == 200
    assert not any(model.objects.exists() for model in (Subscription, Recipient, Notice, Digest, Asked))


def test_one_post_of_a_mail_program_ends_it(client, standing, mailbox):
    follows(client, mailbox, nhom="street")
    with clock.at(after(minutes=1)):
        shown(client, standing)
        following.work()
    assert rounds(after(days=1)) == 1
    mail = mailbox.came[-1]
    address = mail["List-Unsubscribe"].strip("<>").removeprefix("https://binhyen.example.vn")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = client.get(address)
    assert page.status_code == 200
    assert Subscription.objects.count() == 1
    stranger = Client(enforce_csrf_checks=True)
    # What no mail program posts ends nothing.
    assert stranger.post(address).status_code == 422
    assert Recipient.objects.exists()
    posted = stranger.post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"},
    )  # fmt: skip
    assert posted.status_code == 200
    assert not Recipient.objects.exists()
    # Again, as mail programs do, and with a token that never was.
    assert stranger.post(address, ONE_CLICK).status_code == 200
    assert stranger.post(f"{LEAVE}{'a' * 43}/", ONE_CLICK).status_code == 200


def test_the_answer_says_nothing_of_whether_an_address_is_known(client, standing, mailbox):
    first = asks(client)
    assert asks(client, "minh@example.vn").content == first.content
    rounds()
    client.post(CONFIRM, {"token": mailbox.code(CONFIRM)})
    assert asks(client, "minh@example.vn").content == first.content
    for _again in range(10):
        assert asks(client).content == first.content
    # Until the worker takes it up there is one row for each time, and none of them says of whom.
    assert Asked.objects.count() == 11
    assert not Asked.objects.filter(locked__contains=b"example").exists()


def test_one_address_is_asked_three_times_a_day_at_most(client, standing, mailbox):
    for _again in range(6):
        asks(client)
    assert rounds() == 3
    assert {mail["To"] for mail in mailbox.came} == {LAN}
    assert Subscription.objects.count() == 1
    assert rounds(after(days=1)) == 0
    with clock.at(after(days=1)):
        client.post(FOLLOW, {"address": "LAN@example.VN", "nhom": "noise"})
    assert rounds(after(days=1)) == 1
    assert Recipient.objects.count() == 1


def test_whoever_asks_again_for_what_they_follow_is_told_so_and_follows_on(client, standing, mailbox):
    follows(client, mailbox)
    asks(client)
    assert rounds() == 1
    assert mailbox.came[-1]["Subject"] == "Bạn đang theo dõi: mọi phản ánh hiện trường"
    assert Subscription.objects.get().confirmed


def test_what_nobody_confirms_goes_after_a_week(client, standing, mailbox):
    asks(client)
    rounds()
    rounds(after(days=7))
    assert Recipient.objects.exists()
    rounds(after(days=8))
    assert not any(model.objects.exists() for model in (Subscription, Recipient, Notice, Asked))
    assert client.post(CONFIRM, {"token": mailbox.code(CONFIRM)}).status_code == 404


def test_one_report_is_told_of_within_the_hour_and_at_most_once_an_hour(client, standing, mailbox):
    matter = at(after(minutes=-5), shown, client, standing)
    other = at(after(minutes=-5), shown, client, standing, LAMP, "street_light")
    page = follows(client, mailbox, viec=matter.ref[:8])
    assert "Lấn chiếm vỉa hè, Xã Hương Sơn" in page
    came = len(mailbox.came)
    at(after(minutes=10), begin, matter)
    at(after(minutes=10), put_right, other)
    rounds(after(minutes=10))
    assert rounds(after(minutes=12)) == 1
    at(after(minutes=20), put_right, matter)
    sent = [rounds(after(minutes=minute)) for minute in range(20, 90)]
    assert sum(sent) == 1
    assert sent.index(1) + 20 == 72
    assert len(mailbox.came) == came + 2
    assert mailbox.came[-1]["Subject"] == "Lấn chiếm vỉa hè, Xã Hương Sơn: 1 phản ánh có bước mới"
    assert "Bắt đầu xử lý" not in mailbox.text()


def begin(matter):
    record(matter, "assigned", by=officer(matter), facts=acts.Assigned(acts.DOERS[0]))
    record(matter, "begun", by=officer(matter), facts=acts.Begun())


def test_each_is_told_of_what_they_follow_in_their_own_language(client, standing, mailbox):
    follows(client, mailbox, "street@example.vn", "/en", nhom="street")
    follows(client, mailbox, "noise@example.vn", nhom="noise", xa=COMMUNE)
    follows(client, mailbox, "lamps@example.vn", nhom="services", xa=COMMUNE)
    at(after(minutes=1), shown, client, standing)
    at(after(minutes=1), shown, client, standing, LAMP, "street_light")
    rounds(after(minutes=2))
    assert rounds(after(days=1)) == 2
    by = {str(mail["To"]): mail["Subject"] for mail in mailbox.came[3:]}
    assert by == {
        "street@example.vn": "Pavements and roads: 1 report with news",
        "lamps@example.vn": "Xã Hương Sơn, Đèn đường, cây xanh, ngập nước: 1 phản ánh có bước mới",
    }


def test_a_tip_an_unseen_report_and_one_taken_back_leave_no_row_and_bring_no_mail(client, standing, mailbox):
    follows(client, mailbox)
    came = len(mailbox.came)
    with clock.at(after(minutes=1)):
        assert client.post("/bao-tin/gui/", standing.seals().posted, "application/json").status_code == 201
        filed(client, standing)
        unseen = filed(client, standing)
        record(unseen, "shown", by=officer(unseen), facts=acts.Shown())
        record(unseen, "hidden", by=officer(unseen), facts=acts.Hidden("names_somebody"))
    for minutes in (1, 3, 2 * 24 * 60):
        assert rounds(after(minutes=minutes)) == 0
    assert len(mailbox.came) == came
    for model in (NotedReport, ShownChange, Digest):
        assert not model.objects.exists()
    # When she is told next is a matter of the clock alone.
    morning = dt.datetime.combine(after(days=3).date(), dt.time(0), dt.UTC)
    assert Subscription.objects.values_list("after", "next_at").get() == (0, morning)


def test_what_is_hidden_before_the_mail_is_written_is_not_in_it(client, standing, mailbox):
    follows(client, mailbox)
    matter = at(after(minutes=1), shown, client, standing)
    rounds(after(minutes=2))
    with clock.at(after(days=1)):
        following.work()
        assert Notice.objects.filter(state="waiting").count() == 1
        record(matter, "hidden", by=officer(matter), facts=acts.Hidden("names_somebody"))
        assert outbox.send_round(EMAIL, mailing.opened) == 0
    assert Notice.objects.filter(state="dropped").count() == 1


def test_one_that_is_shown_late_is_told_of_late(client, standing, mailbox):
    """Where who reported could be guessed from the hour, the category says how many hours pass."""
    follows(client, mailbox)
    matter = at(after(minutes=1), shown, client, standing, category="stray_animals")
    assert at(after(hours=23), client.get, f"/phan-anh/{matter.ref[:8]}/").status_code == 404
    for hours in (0, 12, 19, 23):
        assert rounds(after(minutes=3, hours=hours)) == 0
    assert not NotedReport.objects.exists()
    assert not ShownChange.objects.exists()
    rounds(after(days=1, hours=1))
    assert rounds(after(days=2, hours=1)) == 1


def test_where_no_mail_is_set_nothing_is_offered_and_what_is_shown_is_noted_all_the_same(client, standing):
    matter = at(NOON, shown, client, standing)
    for page in ("/phan-anh/", f"/phan-anh/khu-vuc/{COMMUNE}/", f"/phan-anh/{matter.ref[:8]}/"):
        assert "theo-doi" not in at(NOON, client.get, page).content.decode()
    assert client.get(FOLLOW).status_code == 404
    assert asks(client).status_code == 404
    with clock.at(NOON):
        following.work()
    assert ShownChange.objects.count() == 1


def test_a_form_says_what_is_wrong_and_a_page_offers_what_it_is_of(client, standing, mailbox):
    matter = at(NOON, shown, client, standing)
    wrong = asks(client, "lan@")
    assert wrong.status_code == 422
    assert "Địa chỉ này không đúng mẫu." in wrong.content.decode()
    assert asks(client, xa="99999").status_code == 422
    assert asks(client, viec="aaaaaaaa").status_code == 404
    assert not Asked.objects.exists()
    for page in ("/phan-anh/", f"/phan-anh/khu-vuc/{COMMUNE}/", f"/phan-anh/{matter.ref[:8]}/"):
        assert FOLLOW in at(NOON, client.get, page).content.decode()
    posted = client.post(FOLLOW, {"address": LAN}, headers={"Sec-Fetch-Site": "cross-site"})
    assert posted.status_code == 403


def test_a_network_that_asks_for_dozens_is_told_to_come_back(client, standing, mailbox, monkeypatch):
    monkeypatch.setattr(subscribing._BY_NETWORK, "limit", 3)
    assert [asks(client, f"a{number}@example.vn").status_code for number in range(5)] == [200] * 3 + [503] * 2
    assert Asked.objects.count() == 3


def test_no_token_and_no_address_is_in_the_database_or_a_log(client, standing, mailbox, caplog, monkeypatch):
    caplog.set_level(logging.INFO)
    follows(client, mailbox)
    token = keys.token("leave", Subscription.objects.get().nonce)
    client.get(f"{LEAVE}{token}/")
    client.get(f"{LEAVE}{token}/there-is-no-such-address/")
    client.raise_request_exception = False

    def broken(token):
        raise ValueError(f"{token} of {LAN}")

    with monkeypatch.context() as patch:
        patch.setattr(following, "leave", broken)
        assert client.post(f"{LEAVE}{token}/", ONE_CLICK).status_code == 500
        assert client.post(LEAVE, {"token": token}).status_code == 500
    monkeypatch.setitem(composing._composers, "test", broken)
    outbox.put(Recipient.objects.get(), "test/1")
    at(after(minutes=1), rounds)
    logged = [said(each) for each in caplog.records]
    assert any("500 phan-anh/theo-doi/thoi/<slug:token>/" in line for line in logged)
    for secret in (token, mailbox.code(CONFIRM), LAN):
        assert not [line for line in logged if secret in line]
        for model in (Recipient, Subscription, Notice, Asked, Digest):
            for row in model.objects.values():
                kept = (
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row.values()
                )
                assert secret.encode() not in b" ".join(kept)


def test_two_workers_make_one_notice_of_one_change(client, standing, mailbox, monkeypatch):
    follows(client, mailbox)
    at(after(minutes=1), shown, client, standing)
    rounds(after(minutes=2))
    with clock.at(after(days=1)):
        seen = Subscription.objects.select_related("recipient").get()
        until = changes.settled()
        assert following._tell(seen, until)
        assert not following._tell(seen, until)
    assert Digest.objects.count() == 1
