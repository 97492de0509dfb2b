"""The outbox and a real SMTP server: once, again after a failure, never while another has it, and then seen."""

from __future__ import annotations

import datetime as dt
import stat
from contextlib import nullcontext

import pytest
from django.db import connection

from binhyen.matters import clock
from binhyen.matters.ids import row_id
from binhyen.notices import composing, keys, mailing, outbox
from binhyen.notices.models import EMAIL, FAILED, SENDING, SENT, WAITING, Notice, Recipient

pytestmark = pytest.mark.usefixtures("empty_database", "mailbox")
TO, CANARY = "lan.nguyen@example.vn", "canary9c1e"
SAID = composing.Message(
    "Có việc mới", "Xin chào.\n", "<p>Xin chào.</p>", "/", f"https://x.example/thoi/{CANARY}/"
)


@pytest.fixture(autouse=True)
def _written(monkeypatch):
    monkeypatch.setitem(composing._composers, "test", lambda rest: SAID if rest != "gone" else None)


def somebody(to=TO, channel=EMAIL):
    pk = row_id()
    name = keys.name("test", channel, to)
    return Recipient.objects.create(
        id=pk, purpose="test", channel=channel, name=name, locked=keys.lock(pk, to)
    )


def send():
    return outbox.send_round(EMAIL, mailing.opened)


def later(minutes):
    return clock.at(clock.now() + dt.timedelta(minutes=minutes))


def test_one_event_is_sent_once_as_a_mail_in_two_forms_that_can_be_left_with_one_click(mailbox):
    lan = somebody()
    assert outbox.put(lan, "test/1")
    assert not outbox.put(lan, "test/1")
    assert send() == 1
    assert send() == 0
    (mail,) = mailbox.came
    assert mail["Subject"] == "Có việc mới"
    assert mail["From"].addresses[0].addr_spec == "binhyen@example.vn"
    assert mail["List-Unsubscribe"] == f"<{SAID.leave}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mailbox.text(), mailbox.html()) == ("Xin chào.\n", "<p>Xin chào.</p>\n")
    assert Notice.objects.get().state == SENT


def test_what_there_is_nothing_to_say_of_is_dropped(mailbox):
    outbox.put(somebody(), "test/gone")
    assert send() == 0
    assert mailbox.came == []
    assert Notice.objects.get().state == "dropped"


def test_nothing_is_sent_inside_a_transaction():
    outbox.put(somebody(), "test/1")
    seen: list[object] = []

    class Looks:
        def send(self, _notice, to, message):
            # Whatever is read here is committed: another worker would see it as marked.
            seen.append((connection.in_atomic_block, Notice.objects.get().state, to, message))

    assert outbox.send_round(EMAIL, lambda: nullcontext(Looks())) == 1
    assert seen == [(False, SENDING, TO, SAID)]


def test_a_failure_is_tried_again_after_longer_and_longer_pauses_and_then_seen(mailbox):
    outbox.put(somebody(), "test/1")
    mailbox.answers["rcpt"] = ["451 later"] * 8
    now, tries = clock.now(), []
    for minute in range(24 * 60):
        with clock.at(now + dt.timedelta(minutes=minute)):
            before = len(mailbox.answers["rcpt"])
            send()
            if len(mailbox.answers["rcpt"]) < before:
                tries.append(minute)
    notice = Notice.objects.get()
    assert tries == [0, 1, 6, 21, 81, 261, 621, 1341]
    assert (notice.state, notice.problem, notice.attempts) == (FAILED, "smtp_451", 8)
    assert outbox.problems() == {(EMAIL, "smtp_451", True): 1}


def test_one_that_is_refused_does_not_stop_the_next_and_nothing_of_the_answer_is_kept(mailbox, caplog):
    lan, minh = somebody(), somebody("minh@example.vn")
    outbox.put(lan, "test/1")
    outbox.put(minh, "test/1")
    mailbox.answers["rcpt"] = [f"550 <{CANARY}@example.vn>: no such user"]
    assert send() == 1
    assert {(each.state, each.problem) for each in Notice.objects.all()} == {(SENT, ""), (FAILED, "smtp_550")}
    assert CANARY not in caplog.text
    assert TO not in caplog.text


def test_a_mailbox_that_is_gone_three_times_in_a_row_is_forgotten(mailbox):
    lan = somebody()
    for number in range(3):
        outbox.put(lan, f"test/{number}")
        mailbox.answers["rcpt"] = ["550 no such user"]
        send()
    assert not Recipient.objects.exists()
    assert not Notice.objects.exists()


def test_without_a_server_all_wait_and_no_try_is_counted(mailbox, monkeypatch):
    lan, minh = somebody(), somebody("minh@example.vn")
    outbox.put(lan, "test/1")
    outbox.put(minh, "test/1")

    def refused(*_arguments, **_more):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(mailing.smtplib, "SMTP", refused)
        assert send() == 0
        assert outbox.problems() == {(EMAIL, "unreachable", False): 2}
        assert set(Notice.objects.values_list("attempts", "state")) == {(0, WAITING)}
    with later(5):
        assert send() == 2
    assert outbox.problems() == {}


def test_a_worker_that_was_killed_lost_nothing_and_its_row_is_taken_when_the_lease_is_over(mailbox):
    outbox.put(somebody(), "test/1")
    assert outbox._take(Notice.objects.get().pk)
    assert send() == 0
    with later(14):
        assert send() == 0
    with later(16):
        assert send() == 1


def test_whoever_comes_back_after_its_lease_changes_nothing(mailbox):
    outbox.put(somebody(), "test/1")
    notice = Notice.objects.get()
    lost = outbox._take(notice.pk)
    with later(16):
        send()
    outbox._put_off(notice, lost, outbox.NotSent("slow"))
    assert Notice.objects.get().state == SENT


def test_a_second_copy_is_the_same_mail_byte_for_byte(mailbox):
    outbox.put(somebody(), "test/1")
    send()
    Notice.objects.update(state=SENDING, lease_until=clock.now() - dt.timedelta(minutes=1))
    send()
    first, second = mailbox.raw
    assert first == second


def test_two_rows_never_share_a_message_id(mailbox):
    outbox.put(somebody(), "test/1")
    outbox.put(somebody("minh@example.vn"), "test/1")
    send()
    assert len({mail["Message-ID"] for mail in mailbox.came}) == 2


def test_no_address_lies_in_the_database_and_no_row_opens_as_another():
    lan, minh = somebody(), somebody("minh@example.vn")
    assert TO.encode() not in bytes(lan.locked)
    assert keys.unlock(lan.pk, lan.locked) == TO
    with pytest.raises(keys.NotOurs):
        keys.unlock(minh.pk, lan.locked)
    # The same mailbox is not known again by another purpose.
    assert keys.name("orders", EMAIL, TO) != lan.name


def test_the_key_is_for_its_user_alone_and_never_made_anew_over_recipients(settings, tmp_path):
    settings.NOTICE_KEYS = tmp_path
    assert keys.token("leave", "n") == keys.token("leave", "n")
    assert stat.S_IMODE(keys.path().stat().st_mode) == 0o600
    somebody()
    keys.path().unlink()
    keys._secret.cache_clear()
    with pytest.raises(keys.KeyMissing):
        keys.token("leave", "n")
    assert not keys.path().exists()


@pytest.mark.parametrize(
    "typed",
    ["", "lan", "lan@", "@example.vn", "lan@example", "lan nguyen@example.vn", "a@b@example.vn", "<lan@example.vn>",
     "lan@example.vn\nBcc: x@y.vn", '"a b"@example.vn', "lan@example..vn", "-o@example.vn", "lân@example.vn",
     "lan@" + "a" * 250 + ".vn"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValueError):
        mailing.parsed(typed)


def test_an_address_with_a_vietnamese_domain_goes_as_its_ascii_form():
    assert mailing.parsed(" Lan@xã.Example.vn ").addr_spec == "Lan@xn--x-yfa.example.vn"
