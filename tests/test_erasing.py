"""Content goes when its term is over and a person says so; journal, figures and the answer to a resident stay."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import Desk
from binhyen.figures.annual import annual
from binhyen.kinds.tip import acts
from binhyen.matters import blobs, clock, erasing, grants, keeping, retention, rewards, ticking, verification
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.journal import NewGrant, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Attachment, Entry, Grant, Matter
from binhyen.offices.models import Office
from binhyen.procedure import Corrected, Erased, FactsError, IllegalHistory, NotAllowed, RetentionHeld
from binhyen.public.tests.conftest import committed  # noqa: F401  # a fixture, used by name
from binhyen.sealing import claim

LATER = dt.timedelta(days=3655)


class Town:
    """mai leads the office that handles one ended tip with a photo; its resident still has the ten words."""

    def __init__(self, resident, client) -> None:
        self.office = resident.made.offices["cong-an-xa-huong-son"]
        self.mai, self.ha = (self._officer(name, role) for name, role in (("mai", "head"), ("ha", "officer")))
        self.head = Actor("head", self.mai.pk, self.office.pk)
        self.filed = resident.attaches(client, photo=b"a photo" * 900)
        posted = client.post("/bao-tin/gui/", json.dumps(self.filed.posted), content_type="application/json")
        assert posted.status_code == 201
        self.matter = Matter.objects.get()
        self.key = retention.key_of(self.matter.pk)
        self.do("concluded", acts.Concluded("unverifiable"))
        self.do("result_notified", acts.ResultNotified("in_person", clock.today()))

    def _officer(self, name, role):
        person = Person.objects.create(username=name, full_name=name.title())
        Membership.objects.create(person=person, office=self.office, role=role, from_on=dt.date(2010, 1, 1))
        return person

    def do(self, act, facts):
        return record(self.matter, act, by=self.head, facts=facts)

    def erase(self):
        return self.do("erased", Erased(keeping.said_by_the_program("erased")["unopenable_from"]))

    def fresh(self):
        self.matter = Matter.objects.get(pk=self.matter.pk)
        return self.matter


@pytest.fixture
def town(committed, client, tmp_path, settings):
    settings.RETENTION_KEYS = tmp_path / "keys.sqlite3"
    retention.make()
    return Town(committed, client)


@pytest.fixture
def later(town):
    """The day after the term."""
    with clock.at(clock.now() + LATER):
        yield town


def test_nothing_is_erased_before_its_term_is_over(town):
    with pytest.raises(FactsError) as error:
        town.erase()
    assert error.value.reason == "kept"
    assert ticking.warn() == 0
    assert retention.keys_of([town.matter.pk])
    desk = Desk(town.mai)
    assert f"{town.matter.ref}/erased/" not in desk.see(f"viec/{town.matter.ref}/").content.decode()


def test_the_clock_warns_once_and_erases_nothing(town):
    with clock.at(clock.now() + LATER - dt.timedelta(days=20)):
        assert ticking.warn() == 1
        assert ticking.warn() == 0
        town.do("attributed", acts.Attributed(town.matter.ref))
        assert ticking.warn() == 0
        said = Desk(town.mai).see(f"viec/{town.matter.ref}/").content.decode()
        assert "Sắp hết thời hạn giữ nội dung" in said
        assert town.matter.ref in Desk(town.mai).see("hang-viec/", loc="het-han-giu").content.decode()
        assert f"{town.matter.ref}/erased/" not in said
    assert Entry.objects.filter(act="retention_due").count() == 1
    assert retention.keys_of([town.matter.pk])


def test_a_head_keeps_it_longer_for_a_reason(later):
    until = clock.today() + dt.timedelta(days=90)
    later.do("retention_held", RetentionHeld("complaint", until))
    with pytest.raises(FactsError):
        later.erase()
    with clock.at(clock.now() + dt.timedelta(days=92)):
        later.erase()


def test_only_a_head_erases(later):
    officer = Actor("officer", later.ha.pk, later.office.pk)
    for by in (officer, RESIDENT, Actor("clock")):
        with pytest.raises(NotAllowed):
            record(later.matter, "erased", by=by, facts=Erased(clock.today()))


def claimed(town, client):
    """A reward that was offered and claimed: the counter of another office, what is shown there, what was posted."""
    till = Office.objects.get(slug="cong-an-xa-hong-son")
    kim = Person.objects.create(username="kim", full_name="Kim")
    Membership.objects.create(person=kim, office=till, role="officer", from_on=dt.date(2010, 1, 1))
    town.do(rewards.OFFERED, rewards.RewardOffered(5_000_000, "77/QĐ-UBND", clock.today(), till.pk))
    offer = Entry.objects.get(act=rewards.OFFERED).hash
    shown, posted = claim.make(town.filed.keys, settings.INSTALLATION.id, town.matter.ref, offer)
    body = json.dumps({"lookup": town.filed.keys.lookup.hex(), "claim": posted})
    assert client.post("/ma-tra-cuu/nhan-thuong/", body, content_type="application/json").status_code == 201
    return Desk(kim), shown, body


def test_content_is_not_erased_while_a_reward_waits_to_be_fetched(later, client):
    """Who told could neither claim it any more nor read why. Taken back, it no longer stands in the way, and what was
    claimed before pays nothing."""
    counter, shown, body = claimed(later, client)
    refused = Desk(later.mai).do(later.matter, "erased").content.decode()
    assert "Còn một khoản thưởng chưa chi" in refused
    assert later.fresh().state != "erased"
    assert retention.keys_of([later.matter.pk])
    later.do(rewards.WITHDRAWN, rewards.RewardWithdrawn("not_fetched"))
    assert Desk(later.mai).do(later.matter, "erased").status_code == 200
    assert later.fresh().state == "erased"
    said = counter.post(
        counter.home + "chi-tien/", {"claim": shown.written(), "wants": "pay"}
    ).content.decode()
    assert "thôi chi" in said
    assert not Entry.objects.filter(act=rewards.PAID).exists()
    answer = client.post("/ma-tra-cuu/nhan-thuong/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    assert list(verification.verify()) == list(verification.replay()) == []


def test_a_reward_that_was_paid_is_still_accounted_for_after_erasing(later, client):
    counter, shown, _body = claimed(later, client)
    again = {"claim": shown.written(), "wants": "pay"}
    assert "Bạn đã chi" in counter.post(counter.home + "chi-tien/", again).content.decode()
    later.erase()
    second = counter.post(counter.home + "chi-tien/", again).content.decode()
    assert "Bạn đã chi khoản này" in second
    paper = counter.post(counter.home + "chi-tien/", {"claim": shown.written(), "wants": "paper"})
    assert paper.headers["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(act=rewards.PAID).count() == 1
    assert list(verification.verify()) == list(verification.replay()) == []


def test_erasing_through_the_desk_destroys_what_opens_it(later):
    (attachment,) = Attachment.objects.all()
    with blobs.opened(attachment) as file:
        assert file.read(3)
    done = Desk(later.mai).do(later.matter, "erased")
    assert done.status_code == 200, done.content.decode()
    assert "Đã xóa nội dung" in done.content.decode()
    assert later.fresh().state == "erased"
    assert retention.keys_of([later.matter.pk]) == {}
    assert not Grant.objects.exists()
    with pytest.raises(FileNotFoundError):
        blobs.opened(attachment)
    facts = json.loads(Entry.objects.get(act="erased").facts)
    assert facts == {"unopenable_from": clock.today().isoformat()}


def test_the_day_named_is_that_of_the_last_copy(later, tmp_path):
    from binhyen.matters import retention_copies

    with clock.at(clock.now() - dt.timedelta(days=3)):
        retention_copies.copy_to(tmp_path / "mirror")
    with pytest.raises(FactsError):
        later.do("erased", Erased(clock.today()))
    later.erase()
    facts = json.loads(Entry.objects.get(act="erased").facts)
    assert facts["unopenable_from"] == (clock.today() + dt.timedelta(days=27)).isoformat()


def test_the_journal_is_whole_afterwards(later):
    later.erase()
    assert list(verification.verify()) == []
    assert list(verification.replay()) == []
    assert Entry.objects.filter(act="received").count() == 1


def test_an_attachment_missing_elsewhere_is_still_found(later):
    """The control of the test above: only what was erased may be missing."""
    blobs.destroy(Attachment.objects.get())
    assert [each.code for each in verification.verify()] == ["attachment_altered"]


def test_figures_are_the_same_afterwards(later):
    from binhyen.units import names

    year = line_of(later.matter).records[0].happened_at.year
    unit = names.resolve("10489", clock.today())

    def counted():
        # The journal has one entry more, and the report names its head.
        return annual(unit, year, "then").plain() | {"journal_head": ""}

    before = counted()
    assert any(each["value"] for each in before["indicators"])
    later.erase()
    assert counted() == before


def test_a_resident_is_told_what_became_of_it(later, client):
    later.erase()
    asked = {"lookup": later.filed.keys.lookup.hex()}
    answer = client.post("/ma-tra-cuu/tra/", json.dumps(asked), content_type="application/json")
    assert answer.status_code == 410
    assert "đã được xóa khi hết thời hạn lưu giữ" in answer.json()["message"]


def test_the_desk_says_so_and_search_has_it_no_more(later):
    later.erase()
    desk = Desk(later.mai)
    said = desk.see(f"viec/{later.matter.ref}/").content.decode()
    assert "Nội dung đã được xóa và không mở lại được" in said
    assert "data-content-waiting" not in said
    assert desk.see("hang-viec/chi-muc/").json()["refs"] == []
    opened = desk.post(f"{desk.home}viec/{later.matter.ref}/niem-phong/")
    assert opened.json()["bundle"]["grants"] == []


def test_no_correction_brings_it_back(later):
    entry = later.erase()
    for seq in (entry.seq, entry.seq - 1):
        with pytest.raises(IllegalHistory):
            later.do("corrected", Corrected(seq, "mistake"))
    assert later.fresh().state == "erased"


def test_nobody_is_given_keys_to_it_any_more(later):
    later.erase()
    with pytest.raises(retention.KeyGone):
        grants.locked(later.fresh(), [NewGrant("talk", "office", b"again", later.office.pk)])


def test_a_message_to_it_is_refused(later):
    later.erase()
    line = line_of(later.fresh())
    for act in ("replied", "asked", "withdrawn", "reopened", "forwarded"):
        with pytest.raises(NotAllowed):
            line.allow(act, RESIDENT if act in ("replied", "withdrawn") else later.head)


def test_what_a_crash_left_is_finished(later, monkeypatch):
    with monkeypatch.context() as crash:
        crash.setattr(erasing, "destroy", lambda matters: None)
        later.erase()
    assert retention.keys_of([later.matter.pk])
    assert erasing.finish() == 1
    assert retention.keys_of([later.matter.pk]) == {}
    assert erasing.finish() == 0


def test_an_installation_sets_its_own_term(town, settings):
    settings.KEEP_MONTHS = {"tip": 1}
    with clock.at(clock.now() + dt.timedelta(days=40)):
        assert ticking.warn() == 1
        town.erase()
    assert settings.KEEP_MONTHS != {}


def test_what_nobody_sealed_has_no_term(town):
    line = line_of(town.matter)
    line.row.sealed = ""
    assert keeping.kept(line) is None
    assert settings.KEEP_MONTHS == {}


def test_without_a_copy_it_is_gone_at_once(db, tmp_path, settings):
    settings.RETENTION_KEYS = tmp_path / "keys.sqlite3"
    retention.make()
    assert keeping.said_by_the_program("erased") == {"unopenable_from": clock.today()}
    assert not Matter.objects.exists()
