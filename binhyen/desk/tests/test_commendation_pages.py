"""Commendation at the desk: a campaign and a decision by their pages, what is written from them, and who reads them."""

from __future__ import annotations

import dataclasses
import io

import openpyxl
import pytest
from django.test import Client

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.nomination import acts
from binhyen.kinds.nomination.tests.test_nomination import YES, Town
from binhyen.matters import clock
from binhyen.matters.ids import text_hash
from binhyen.matters.models import Entry, Matter
from binhyen.movement import commendations, emulation
from binhyen.offices.models import Remit

TODAY = clock.today().isoformat()


class Played(Town):
    """The same town with browsers, a campaign under which somebody was proposed and voted on, and a decision."""

    def __init__(self) -> None:
        super().__init__()
        self.campaign = self.launch()
        self.do(
            self.campaign, "criterion_set", emulation.CriterionSet(1, text_hash("Giúp người")), "Giúp người"
        )
        police = self.offices["cong-an-xa-huong-son"]
        self.do(self.campaign, "council_named", emulation.CouncilNamed(police.pk, "head"))
        self.proposal = self.propose("regular")
        closes = emulation.read(_line(self.campaign)).closes_on
        for act, facts in (
            ("verified", acts.Verified("person", "regular")),
            ("placed", acts.Placed(self.campaign.ref, closes)),
            ("submitted", acts.Submitted("5/TTr", clock.today())),
            ("voted", YES),
        ):
            self.do(self.proposal, act, facts)
        self.decision = self.decide()
        self.hoai = self.commend(self.decision, "Bà Hoài", about=None)
        self.team = self.commend(self.decision, "Tổ hòa giải", nominee="collective")


def _line(matter):
    from binhyen.matters.lines import line_of

    return line_of(matter)


@pytest.fixture(scope="module")
def made(shared):
    return Played()


@pytest.fixture
def town(made, db, settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-test")
    return made


def see(person, path, status=200, language=""):
    desk = Desk(person, language)
    answer = desk.get(f"{desk.home}chi-dao/{path}", headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer


def post(person, path, **data):
    desk = Desk(person)
    return desk.post(f"{desk.home}chi-dao/{path}", data, headers={"Accept": "text/html"})


def test_a_campaign_is_launched_by_its_form_and_its_criteria_by_theirs(town):
    data = {
        "office": town.office.pk, "area": town.office.area_id, "name": "Xã an toàn", "from_on": TODAY,
        "closes_on": "2099-12-31",
    }  # fmt: skip
    answer = post(town.lan, "thi-dua/moi/", **data)
    assert answer.status_code == 302, answer.content.decode()
    ref = answer["Location"].rstrip("/").rpartition("/")[2]
    path = f"thi-dua/{ref}/"
    assert post(town.lan, f"{path}criterion_set/", number=1, text="Giúp người già").status_code == 302
    page = see(town.lan, path).content.decode()
    assert "Giúp người già" in page
    assert post(town.lan, f"{path}criterion_dropped/?number=1").status_code == 302
    assert "Giúp người già" not in see(town.lan, path).content.decode().partition("Nhật ký")[0]


def test_a_form_of_another_level_is_refused_at_its_field(town):
    path = f"thi-dua/{town.campaign.ref}/awards_set/"
    answer = post(town.lan, path, nominees="person", forms="merit_certificate")
    assert answer.status_code == 422
    assert "Cấp này không tặng hình thức ấy" in answer.content.decode()


def test_a_campaign_counts_its_proposals_by_state_and_names_nobody(town):
    page = see(town.lan, f"thi-dua/{town.campaign.ref}/").content.decode()
    assert "Hội đồng đã biểu quyết" in page
    assert (
        "Chưa có đề nghị nào bạn xem được" in see(town.minh, f"thi-dua/{town.campaign.ref}/").content.decode()
    )


@pytest.mark.parametrize("code", ["submission", "minutes"])
def test_the_papers_of_a_campaign_say_numbers_and_votes(town, code):
    for form in ("docx", "pdf"):
        answer = see(town.lan, f"thi-dua/{town.campaign.ref}/van-ban/{code}.{form}")
        assert len(answer.content) > 5000
    see(town.minh, f"thi-dua/{town.campaign.ref}/van-ban/{code}.pdf", status=404)


def test_a_decision_is_entered_by_its_form_by_the_head_alone(town):
    see(town.lan, "khen-thuong/moi/", status=404)
    data = {
        "office": town.office.pk, "area": town.office.area_id, "form": "merit_note", "number": "44/QĐ-UBND",
        "decided_on": TODAY, "title": "Về việc khen", "signer": "Trần A", "post": "Chủ tịch",
        "emulation": town.campaign.ref,
    }  # fmt: skip
    answer = post(town.hana, "khen-thuong/moi/", **data)
    assert answer.status_code == 302, answer.content.decode()
    ref = answer["Location"].rstrip("/").rpartition("/")[2]
    assert Matter.objects.get(ref=ref).under == town.campaign.ref
    added = post(
        town.lan, f"khen-thuong/{ref}/recipient_added/", nominee="person", name="Ông An", merit="Cứu người"
    )
    assert added.status_code == 302, added.content.decode()
    assert "Ông An" in see(town.lan, f"khen-thuong/{ref}/").content.decode()


def test_what_may_be_done_stands_beside_the_one_it_is_about(town):
    path = f"khen-thuong/{town.decision.ref}/"
    page = see(town.lan, path).content.decode()
    assert f"handed_over/?recipient={town.hoai}" in page
    assert "revoked/" not in page
    assert f"revoked/?recipient={town.hoai}" in see(town.hana, path).content.decode()
    asked = see(town.lan, f"{path}handed_over/?recipient={town.hoai}").content.decode()
    assert "Bà Hoài" in asked
    assert 'name="recipient"' not in asked
    assert post(town.lan, f"{path}handed_over/?recipient={town.hoai}", on=TODAY).status_code == 302
    facts = Entry.objects.filter(matter=town.decision).order_by("-seq").values_list("facts", flat=True)[0]
    assert f'"recipient":{town.hoai}' in facts


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_certificate_is_printed_for_one_and_for_all(town, form):
    path = f"khen-thuong/{town.decision.ref}/van-ban/"
    one, all_ = (
        see(town.lan, f"{path}{code}.{form}") for code in (f"certificate-{town.hoai}", "certificates")
    )
    assert one.content != all_.content
    see(town.lan, f"{path}decision.{form}")
    see(town.lan, f"{path}certificate-99.{form}", status=404)
    see(town.minh, f"{path}decision.{form}", status=404)


def test_a_letter_of_praise_is_no_certificate(town):
    decision = town.decide("praise_letter")
    town.commend(decision)
    see(town.lan, f"khen-thuong/{decision.ref}/van-ban/certificates.pdf", status=404)
    see(town.lan, f"khen-thuong/{decision.ref}/van-ban/decision.pdf")


def test_the_register_has_a_line_for_each_who_was_commended(town):
    answer = see(town.lan, "khen-thuong/so-khen-thuong.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [row for row in sheet.iter_rows(values_only=True) if row[1] in ("Bà Hoài", "Tổ hòa giải")]
    assert [row[1] for row in cells] == ["Bà Hoài", "Tổ hòa giải"]
    assert cells[0][6] == "41/QĐ-UBND"
    see(town.minh, "khen-thuong/so-khen-thuong.xlsx", status=404)


def test_everybody_is_told_of_whoever_agreed_and_at_once_of_nobody_who_changed_their_mind(town):
    def told():
        return Client().get("/viec-tot/").content.decode()

    assert "Bà Hoài" not in told()
    path = f"khen-thuong/{town.decision.ref}/"
    agreed = post(town.lan, f"{path}consent_given/?recipient={town.hoai}", answered_by="self", on=TODAY)
    assert agreed.status_code == 302, agreed.content.decode()
    assert "Bà Hoài" in told()
    assert "Tổ hòa giải" not in told()
    assert post(town.lan, f"{path}consent_withdrawn/?recipient={town.hoai}", on=TODAY).status_code == 302
    assert "Bà Hoài" not in told()


def test_the_public_page_keeps_nothing_and_is_kept_nowhere(town):
    answer = Client().get("/viec-tot/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    for asked in ("", "?nam=2026", "?nam=1", "?nam=abcd", "?nam=９９９９"):
        assert Client().get(f"/viec-tot/{asked}").status_code == 200


def test_a_proposal_is_placed_without_typing_the_day_its_campaign_closes(town):
    Remit.objects.get_or_create(office=town.office, kind="nomination")
    matter, desk = town.propose("regular"), Desk(town.lan)
    form = desk.see(f"viec/{matter.ref}/placed/").content.decode()
    assert "Xã an toàn" in form
    assert "closes_on" not in form
    answer = desk.do(matter, "placed", emulation=town.campaign.ref)
    assert answer.status_code == 200, answer.content.decode()
    assert Matter.objects.get(pk=matter.pk).due_at is not None
    # What was entered wrongly is put right in the panel, as any matter is.
    assert "Đính chính một mục" in answer.content.decode()


def test_commendation_pages_speak_english(town):
    page = see(town.lan, f"khen-thuong/{town.decision.ref}/", language="/en").content.decode()
    assert "Certificate" in page
    assert commendations.KIND == "commendation"
