"""A resident's name at the desk: opened with a reason and a signature, and handed out to nobody else."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection

from binhyen.accounts.models import Membership, Person
from binhyen.desk import names
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.matters import clock, reasons, retention
from binhyen.matters.grants import GrantSpoiled, opened
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Envelope, Grant, Reading
from binhyen.matters.verification import verify
from binhyen.offices import custody
from binhyen.offices.models import Office
from binhyen.procedure import ERASED, Corrected, FactsError
from binhyen.sealing import lending, reading
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.envelope import AGE_HEADER, EnvelopeRefused
from binhyen.sealing.identity import Who

WHO = {"name": "Bùi Thị Lan", "contact": "0912 000 111"}
CHOICES = ("none", "call", "keep")


@pytest.fixture
def named(playing):
    """Files a tip whose resident chose so."""

    def tip(choice="call"):
        keeper = custody.custodian(playing.office, clock.today())
        return playing.tip(who=Who(**WHO, choice=choice), custodian=keeper.for_browser())[0]

    return tip


def why(playing, matter, act="identity_opened", reason="ask_more", kind="identity_reason", keys=None):
    """What the officer's browser posts to open a name."""
    keys = keys or playing.keys
    opened = playing.opened(matter)
    posted = playing.keys.seal_message(
        opened, {"version": 1, "text": "Cần hỏi lại giờ giấc."}, stream="intake", kind=kind
    )
    envelope = posted["envelope"]
    sha256 = sha256_hex(from_b64url(envelope["ciphertext"]))
    signature = lending.sign(keys, opened.admitted.birth, f"{act}.{reason}", envelope["ref"], sha256)
    return {"identity": {**posted, "act": act, "signature": signature}}


def do(desk, matter, sealed, reason="ask_more"):
    return desk.post(
        f"{desk.home}viec/{matter.ref}/danh-tinh/", {"niem_phong": json.dumps(sealed), "reason": reason}
    )


def fetch(desk, matter):
    return desk.post(f"{desk.home}viec/{matter.ref}/danh-tinh/mo/")


def test_a_handler_opens_a_name_by_an_act_of_its_own(playing, named):
    matter, desk = named(), Desk(playing.mai)
    assert fetch(desk, matter).status_code == 404
    assert do(desk, matter, why(playing, matter)).status_code == 200
    entry = Entry.objects.get(matter=matter, act="identity_opened")
    assert (entry.by, json.loads(entry.facts)["reason"]) == (playing.mai, "ask_more")
    answer = fetch(desk, matter).json()
    who = lending.open_name(playing.keys, answer["bundle"], playing.directory, answer["lent"])
    assert (who.name, who.contact) == (WHO["name"], WHO["contact"])
    assert list(Reading.objects.values_list("what", flat=True)) == ["identity"]
    assert "Mở tên người báo" in desk.see(f"viec/{matter.ref}/").content.decode()


def test_the_story_and_the_search_bring_nothing_of_a_name(playing, named):
    matter, desk = named(), Desk(playing.mai)
    content = desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["bundle"]
    batch = desk.post(
        f"{desk.home}hang-viec/chi-muc/", json.dumps({"refs": [matter.ref]}), content_type="application/json"
    ).content
    (found,) = json.loads(batch[4 : 4 + int.from_bytes(batch[:4], "big")])["matters"]
    index = found["bundle"]
    assert {each["stream"] for each in content["envelopes"]} == {"intake"}
    assert {each["stream"] for each in index["envelopes"]} == {"intake"}
    assert {each["stream"] for each in index["grants"]} == {"intake"}


def test_to_the_server_all_three_are_alike(playing, named):
    """Rows, sizes, shapes, facts, pages: nothing tells who left a name, and who wants it kept."""

    def told(choice):
        matter = named(choice)
        desk = Desk(playing.mai)
        grants = Grant.objects.filter(matter=matter).order_by("stream", "holder")
        envelopes = Envelope.objects.filter(matter=matter).order_by("stream")
        return {
            "birth": sorted(json.loads(matter.birth)),
            "grants": [(each.stream, each.holder, each.office_id) for each in grants],
            "envelopes": [(each.stream, each.kind, payload(each.ciphertext)) for each in envelopes],
            "wrapped": [payload(ciphertext) for _row, ciphertext in opened(grants)],
            "facts": sorted(json.loads(Entry.objects.get(matter=matter).facts)),
            "identity": desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["identity"],
            "form": desk.see(f"viec/{matter.ref}/danh-tinh/").content.decode().replace(matter.ref, ""),
        }

    first, *others = map(told, CHOICES)
    assert others == [first, first]


def payload(ciphertext):
    """What an age file holds, in bytes: its header has a stanza of random length."""
    return len(bytes(ciphertext).partition(b"\n--- ")[2].partition(b"\n")[2])


@pytest.mark.parametrize("choice", ["none", "keep"])
def test_half_a_key_opens_no_name(playing, named, choice):
    matter, desk = named(choice), Desk(playing.mai)
    do(desk, matter, why(playing, matter))
    answer = fetch(desk, matter).json()
    assert lending.open_name(playing.keys, answer["bundle"], playing.directory, answer["lent"]) is None


def test_what_the_office_did_not_sign_opens_no_name(playing, named):
    matter, desk = named(), Desk(playing.mai)
    wrong = [
        why(playing, matter, keys=playing.other_keys),
        why(playing, matter, reason="protect"),
        why(playing, matter, act="identity_requested"),
        why(playing, matter, kind="note"),
        {"identity": why(playing, matter)["identity"] | {"signature": "A" * 86}},
        {},
    ]
    for sealed in wrong:
        assert do(desk, matter, sealed).status_code == 422
    assert fetch(desk, matter).status_code == 404
    assert Entry.objects.filter(matter=matter).count() == 1


def test_a_name_is_handed_out_to_who_said_why_and_on_that_day(playing, named):
    matter, desk = named(), Desk(playing.mai)
    colleague = playing.officer_of("nga", playing.office)
    do(desk, matter, why(playing, matter))
    assert fetch(desk, matter).status_code == 200
    assert fetch(Desk(colleague), matter).status_code == 404
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert fetch(Desk(playing.mai), matter).status_code == 404


def test_an_opening_is_never_corrected_away(playing, named):
    matter, desk = named(), Desk(playing.mai)
    do(desk, matter, why(playing, matter))
    with pytest.raises(FactsError, match="entry: stands"):
        record(matter, "corrected", by=playing.actor, facts=Corrected(entry=2, reason="mistake"))


# --- kept secret ------------------------------------------------------------------------------------------------


class Keeping:
    """The custodian's office of the playing one, with somebody who works there and its head."""

    def __init__(self, playing):
        self.playing = playing
        self.office = custody.custodian(playing.office, clock.today()).office
        self.keys = playing.made.keys[self.office.slug]
        self.chi = playing.officer_of("chi", self.office)
        self.head = Person.objects.create(username="thuy", full_name="Thuy")
        Membership.objects.create(person=self.head, office=self.office, role="head", from_on=SINCE)

    def ask(self, matter, reason="protect", text="Có kẻ dọa người báo."):
        playing = self.playing
        born = json.loads(matter.birth)
        to = [playing.certificate(self.office)["document"]]
        row = lending.tell(playing.keys, matter.ref, "identity_request", text, to)
        sha256 = sha256_hex(from_b64url(row["ciphertext"]))
        act = "identity_requested"
        signature = lending.sign(playing.keys, born, f"{act}.{reason}", row["ref"], sha256)
        posted = {"act": act, "matter": matter.ref, "envelope": row, "after": "", "signature": signature}
        return do(Desk(playing.mai), matter, {"identity": posted}, reason)

    def hears(self, matter, seq=2, person=None):
        desk = Desk(person or self.chi)
        return desk.post(f"{desk.home}danh-tinh/{matter.ref}/{seq}/")

    def answers(self, matter, act, seq=2, person=None, keys=None, **more):
        heard, keys = self.hears(matter, seq).json(), keys or self.keys
        request, born = heard["request"], json.loads(matter.birth)
        sha256 = sha256_hex(from_b64url(request["ciphertext"]))
        whole = {"act": act, "matter": matter.ref}
        if act == "identity_allowed":
            whole["half"] = lending.lend(
                self.keys, heard["bundle"], request, self.playing.directory, clock.now()
            )
        ref = request["ref"]
        if act == "identity_refused":
            to = [self.playing.certificate()["document"]]
            row = lending.tell(self.keys, matter.ref, "identity_refusal", "Chưa đủ căn cứ.", to)
            ref, sha256 = row["ref"], sha256_hex(from_b64url(row["ciphertext"]))
            whole |= {"envelope": row, "after": ""}
        whole["signature"] = lending.sign(keys, born, act, ref, sha256)
        desk = Desk(person or self.chi)
        sealed = json.dumps({"identity": whole | more})
        return desk.post(f"{desk.home}danh-tinh/{matter.ref}/{seq}/tra-loi/", {"niem_phong": sealed})

    def page(self, person=None):
        return Desk(person or self.chi).see("danh-tinh/").content.decode()


@contextmanager
def closing_key(matter):
    """As after an erasing: the matter's retention key is gone; afterwards it is there again."""
    key = retention.key_of(matter.pk)
    retention.destroy([matter.pk])
    yield
    with retention.writing() as store:
        store.execute("INSERT INTO keys VALUES (?, ?)", (matter.pk, key))


@pytest.fixture
def keeping(playing):
    return Keeping(playing)


def test_a_kept_name_is_opened_with_the_custodians_half_and_not_without(playing, keeping, named):
    matter, desk = named("keep"), Desk(playing.mai)
    assert keeping.ask(matter).status_code == 200
    heard = keeping.hears(matter).json()
    admitted = reading.admit(heard["bundle"], playing.directory)
    asking, text = lending.hear(keeping.keys, heard["request"], admitted)
    assert (asking["office"], text) == (playing.office.slug, "Có kẻ dọa người báo.")
    assert keeping.answers(matter, "identity_allowed").status_code == 200
    do(desk, matter, why(playing, matter))
    answer = fetch(desk, matter).json()
    assert lending.open_name(playing.keys, answer["bundle"], playing.directory) is None
    who = lending.open_name(playing.keys, answer["bundle"], playing.directory, answer["lent"])
    assert who.name == WHO["name"]


def test_a_custodian_reads_the_reason_and_nothing_of_the_report(playing, keeping, named):
    matter = named("keep")
    assert "Không có lời xin nào" in keeping.page()
    keeping.ask(matter)
    assert matter.short_ref in keeping.page()
    desk = Desk(keeping.chi)
    for path in (
        f"viec/{matter.ref}/",
        f"viec/{matter.ref}/identity_opened/",
        f"viec/{matter.ref}/danh-tinh/",
    ):
        assert desk.see(path).status_code == 404
    assert desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").status_code == 404
    bundle = keeping.hears(matter).json()["bundle"]
    assert bundle["envelopes"] == []
    assert [each["stream"] for each in bundle["grants"]] == ["identity"]
    assert matter.ref not in desk.see("hang-viec/", loc="tat-ca").content.decode()
    assert desk.see("hang-viec/chi-muc/").json()["refs"] == []


def test_whoever_reads_a_request_is_written_down_and_seen_by_oversight_and_the_office_that_asked(
    playing, keeping, named
):
    matter = named("keep")
    keeping.ask(matter)
    # To see that there is one is not to read it.
    assert matter.short_ref in keeping.page()
    assert not Reading.objects.exists()
    for person in (playing.mai, playing.ha):
        assert keeping.hears(matter, person=person).status_code == 404
    assert not Reading.objects.exists()
    keeping.hears(matter)
    reading = Reading.objects.get()
    assert (reading.what, reading.person, reading.office) == ("identity_request", keeping.chi, keeping.office)
    oversight = Person.objects.create(username="van", full_name="Vân")
    office = Office.objects.get(slug="thanh-tra-thanh-pho-ha-noi")
    Membership.objects.create(person=oversight, office=office, role="oversight", from_on=SINCE)
    for reader, address in ((oversight, "giam-sat/luot-xem/"), (playing.mai, f"viec/{matter.ref}/")):
        shown = Desk(reader).see(address).content.decode()
        assert "Chi" in shown
        assert "đọc lý do xin mở tên" in shown
        assert "Có kẻ dọa người báo." not in shown


def test_nobody_else_hears_or_answers_a_request(playing, keeping, named):
    matter = named("keep")
    keeping.ask(matter)
    for person in (playing.mai, playing.ha):
        assert keeping.hears(matter, person=person).status_code == 404
        assert keeping.answers(matter, "identity_allowed", person=person).status_code == 404
    assert keeping.answers(matter, "identity_allowed", keys=playing.keys).status_code == 409
    assert keeping.answers(matter, "identity_reviewed.justified").status_code == 403
    assert not Grant.objects.filter(holder="lent").exists()
    assert "Không có lời xin nào" not in keeping.page()


def test_a_refusal_says_why_and_leaves_the_name_closed(playing, keeping, named):
    matter, desk = named("keep"), Desk(playing.mai)
    keeping.ask(matter)
    assert keeping.answers(matter, "identity_refused").status_code == 200
    assert keeping.answers(matter, "identity_allowed").status_code == 409
    do(desk, matter, why(playing, matter))
    answer = fetch(desk, matter).json()
    assert answer["lent"] == []
    told = next(each for each in answer["bundle"]["envelopes"] if each["kind"] == "identity_refusal")
    admitted = reading.admit(answer["bundle"], playing.directory)
    assert lending.hear(playing.keys, told, admitted)[1] == "Chưa đủ căn cứ."


def test_why_is_kept_under_the_key_that_erasing_destroys(playing, keeping, named):
    matter = named("keep")
    keeping.ask(matter)
    keeping.answers(matter, "identity_refused")
    told = list(Envelope.objects.filter(matter=matter, kind__in=lending.TOLD))
    assert len(told) == 2
    for each in told:
        assert not bytes(each.ciphertext).startswith(AGE_HEADER)
        assert reasons.posted(each).startswith(AGE_HEADER)
        assert sha256_hex(reasons.posted(each)) == each.sha256
    assert list(verify()) == []
    first, second = told
    first.ciphertext = second.ciphertext
    with pytest.raises(GrantSpoiled):
        reasons.posted(first)
    with closing_key(matter), pytest.raises(retention.KeyGone):
        reasons.posted(second)


def test_an_erased_matter_has_nothing_left_to_hear_or_answer(playing, keeping, named):
    matter = named("keep")
    keeping.ask(matter)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET state = %s WHERE id = %s", [ERASED, matter.pk])
    with closing_key(matter):
        assert "Không có lời xin nào" in keeping.page()
        assert keeping.hears(matter).status_code == 404


def test_why_it_was_refused_comes_with_the_report_to_the_office_that_asked(playing, keeping, named):
    matter, desk = named("keep"), Desk(playing.mai)
    address = f"{desk.home}viec/{matter.ref}/niem-phong/"
    keeping.ask(matter)
    waits = desk.post(address).json()["identity"]["waits"]
    assert waits["office"] == keeping.office.name
    assert waits["when"]
    assert waits["phone"] == ""
    keeping.answers(matter, "identity_refused")
    found = desk.post(address).json()
    assert found["identity"]["waits"] is None
    (refusal,) = found["identity"]["refusals"]
    admitted = reading.admit(found["bundle"], playing.directory)
    said, text = lending.hear(playing.keys, refusal["row"], admitted)
    assert (said["office"], text) == (keeping.office.slug, "Chưa đủ căn cứ.")
    with pytest.raises(EnvelopeRefused):
        lending.hear(playing.other_keys, refusal["row"], admitted)
    # Handed on, it is not for the next office: it could not be opened there.
    actor = SimpleNamespace(office_id=playing.other.pk)
    assert names.shown(playing.mai, line_of(matter), actor)["refusals"] == []


def test_danger_to_life_is_told_with_the_telephone_of_who_answers_at_once(playing, keeping, named):
    matter, desk = named("keep"), Desk(playing.mai)
    keeping.ask(matter, "danger_to_life")
    shown = desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["identity"]
    assert shown["waits"]["phone"] == keeping.office.duty_phone != ""


def test_danger_to_life_is_opened_at_once_and_reviewed_by_the_head_within_a_day(playing, keeping, named):
    matter = named("keep")
    keeping.ask(matter, "danger_to_life")
    assert "Khẩn cấp" in keeping.page()
    assert keeping.answers(matter, "identity_allowed").status_code == 200
    assert "identity_reviewed.justified" in keeping.page()
    assert "Quá hạn xem xét lại" not in keeping.page()
    with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
        assert "Quá hạn xem xét lại" in keeping.page()
        assert "1 lời xin" in Desk(keeping.chi).see("hang-viec/").content.decode()
    assert keeping.answers(matter, "identity_reviewed.justified").status_code == 403
    assert keeping.answers(matter, "identity_reviewed.justified", person=keeping.head).status_code == 200
    assert "Không có lời xin nào" in keeping.page()


def test_the_custodian_that_gets_the_matter_never_has_both_halves(playing, keeping, named):
    matter = named("keep")
    opened = playing.opened(matter)
    for receiver, same in ((playing.other, True), (keeping.office, False)):
        given = playing.keys.regrant(opened, playing.directory, playing.certificate(receiver), clock.now())
        half = next(each for each in given["grants"] if each["stream"] == "identity")
        keys = playing.made.keys[receiver.slug]
        got = keys.half(opened.admitted, [half])
        assert (got == opened.half) is same
