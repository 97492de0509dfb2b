"""A cluster on its page, its documents, and a sealed report shared inside it with real keys."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest

from binhyen.accounts.models import Membership
from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.tip.tests.cluster_town import (
    NOW,
    OTHER_POLICE,
    OTHER_SIGNER,
    OUTSIDE,
    POLICE,
    SIGNER,
    Cluster,
)
from binhyen.matters import clock
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Grant, Matter
from binhyen.movement import sharing

PATH = "chi-dao/cum-lien-ket/"
TODAY = NOW.date()


@pytest.fixture
def town(db):
    with clock.at(NOW):
        yield Cluster()


def page(town, slug, language="", role="head", path="", **query):
    return Desk(town.person(slug, role), language).see(f"{PATH}{town.row.ref}/{path}", **query)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(town, slug, act, role="head", query="", **data):
    desk = Desk(town.person(slug, role))
    return desk.post(f"{desk.home}{PATH}{town.row.ref}/{act}/{query}", data)


# --- who sees it ----------------------------------------------------------------------------------------------


def test_who_is_in_it_reads_it_in_both_languages(town, language):
    town.sign()
    for slug in (SIGNER, OTHER_SIGNER, POLICE, OTHER_POLICE):
        shown = text(page(town, slug, language, "officer"))
        assert "Cụm giáp ranh Hương Sơn" in shown
        assert ("Regulation in force" if language else "đang có hiệu lực") in shown
        assert town.row.ref in text(Desk(town.person(slug, "officer"), language).see(PATH))


def test_who_is_not_a_party_sees_nothing_of_it(town, language):
    town.sign()
    assert page(town, OUTSIDE, language).status_code == 404
    assert page(town, OUTSIDE, language, path="van-ban/agreement.pdf").status_code == 404
    assert town.row.ref not in text(Desk(town.person(OUTSIDE), language).see(PATH))
    assert send(town, OUTSIDE, "met", on=TODAY, present=2, minutes="Họp.").status_code == 404


def test_signed_and_not_signed_are_told_apart(town):
    town.gather()
    town.do("party_signed", on=TODAY)
    shown = text(page(town, SIGNER))
    assert "Đã ký 15-6-2026" in shown
    assert "Chưa ký: Ủy ban nhân dân xã Mỹ Đức." in shown
    assert "Cơ quan của bạn chưa ký" not in shown
    assert "Cơ quan của bạn chưa ký" in text(page(town, OTHER_SIGNER))
    assert "Cơ quan của bạn chưa ký" not in text(page(town, OTHER_POLICE))
    assert send(town, OTHER_SIGNER, "party_signed", on=TODAY).status_code == 302
    assert "Quy chế đang có hiệu lực" in text(page(town, SIGNER))


def test_only_the_lead_changes_who_is_in_it(town):
    town.sign()
    assert "party_named/" in text(page(town, SIGNER))
    assert "party_named/" not in text(page(town, OTHER_SIGNER))
    assert send(town, OTHER_SIGNER, "party_named", office=town.pk(OUTSIDE)).status_code == 409
    assert send(town, SIGNER, "lead_handed", office=town.pk(OTHER_SIGNER), from_on=TODAY).status_code == 302
    assert "party_named/" in text(page(town, OTHER_SIGNER))


def test_a_form_offers_the_parties_and_refuses_with_the_mend(town, language):
    town.sign()
    offered = text(page(town, SIGNER, language, path="lead_handed/"))
    values = set(re.findall(r'name="office" value="(\d+)"', offered))
    assert values == {str(town.pk(SIGNER)), str(town.pk(OTHER_SIGNER))}
    before = town.line.row.head_seq
    refused = send(town, SIGNER, "party_left", query=f"?office={town.pk(SIGNER)}", on=TODAY)
    assert refused.status_code == 422
    assert "chuyển cụm trưởng cho bên khác trước" in refused.content.decode()
    early = send(town, SIGNER, "border_named", unit=town.offices[SIGNER].area_id)
    assert "đã ở trong dải giáp ranh" in early.content.decode()
    assert town.line.row.head_seq == before


def test_a_cluster_is_formed_on_its_page(town):
    desk = Desk(town.person(SIGNER))
    form = {"office": town.pk(SIGNER), "area": town.offices[SIGNER].area_id, "name": "Cụm Chùa Hương"}
    wrong = desk.post(f"{desk.home}{PATH}moi/", form | {"from_on": "2026-07-01", "until_on": "2026-06-01"})
    assert wrong.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu" in wrong.content.decode()
    made = desk.post(f"{desk.home}{PATH}moi/", form | {"from_on": "2026-06-01", "until_on": "2027-06-01"})
    assert made.status_code == 302
    assert "Cụm Chùa Hương" in text(desk.see(PATH))


# --- alerts, the border, figures ------------------------------------------------------------------------------


def test_an_alert_is_acknowledged_with_one_button(town):
    town.sign()
    data = {"category": "theft", "urgency": "U1", "text": "Trộm xe máy về phía Mỹ Đức."}
    assert send(town, POLICE, "alerted", "officer", **data).status_code == 302
    seq = Entry.objects.get(act="alerted").seq
    button = f"alert_acknowledged/?alert={seq}"
    assert button not in text(page(town, POLICE))
    assert button in text(page(town, OTHER_POLICE, role="officer"))
    assert send(town, OTHER_POLICE, "alert_acknowledged", "officer", f"?alert={seq}").status_code == 302
    shown = text(page(town, OTHER_POLICE))
    assert button not in shown
    assert "Đã nhận:" in shown
    again = send(town, OTHER_POLICE, "alert_acknowledged", "officer", f"?alert={seq}")
    assert again.status_code == 422
    assert "đã xác nhận báo động này" in again.content.decode()


def counted(shown):
    figures = shown.split('class="counts"')[1].split("</dl>")[0]
    return [int(value) for value in re.findall(r"<dd>(\d+)</dd>", figures)]


def test_the_figures_of_a_year_are_counted_from_its_entries(town):
    town.sign()
    area = town.offices[SIGNER].area_id
    alert = town.do("alerted", POLICE, category="theft", urgency="U2", text="Trộm chó.")
    town.do("alert_acknowledged", OTHER_POLICE, alert=alert.seq)
    town.do("alerted", POLICE, category="gambling", urgency="U3", text="Sòng bạc di động.")
    town.do("met", on=TODAY, present=7, minutes="Bàn việc.")
    for findings in (1, 2):
        more = {"area": area, "teams": 1, "people": 5, "findings": findings, "text": f"Lần {findings}."}
        town.do("patrolled", POLICE, on=TODAY, **more)
    matter = town.tip()
    facts = sharing.Shared(town.row.ref, town.pk(OTHER_POLICE))
    record(matter, "shared", by=town.actor(POLICE), facts=facts)
    shown = text(page(town, SIGNER))
    assert counted(shown) == [2, 1, 1, 1, 2, 3]
    border = re.findall(r'<td class="num">(\d+)</td>', shown.split('aria-label="Dải giáp ranh"')[1])
    assert [int(value) for value in border] == [2, 3, 2, 1, 0, 0, 0, 0]
    with clock.at(NOW + dt.timedelta(days=365)):
        later = text(page(town, SIGNER))
        assert counted(later) == [0] * 6
        assert "?nam=2026" in later
        before = text(page(town, SIGNER, nam="2026"))
        assert counted(before) == [2, 1, 1, 1, 2, 3]
        assert "Số liệu năm 2027" in text(page(town, SIGNER, nam="9" * 30))


def test_a_shared_matter_is_named_to_those_who_read_it_and_counted_for_the_others(town):
    town.sign()
    matter = town.tip()
    record(matter, "shared", by=town.actor(POLICE), facts=sharing.Shared(town.row.ref, town.pk(OTHER_POLICE)))
    for slug in (POLICE, OTHER_POLICE):
        assert matter.ref in text(page(town, slug))
    for slug in (SIGNER, OTHER_SIGNER):
        shown = text(page(town, slug))
        assert matter.ref not in shown
        assert "1 tin khác" in shown


# --- documents ------------------------------------------------------------------------------------------------


def words_of(answer):
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as whole:
        return re.sub(r"<[^>]+>", " ", whole.read("word/document.xml").decode())


def test_its_documents_say_what_its_journal_says(town, language):
    town.sign()
    area = town.offices[OTHER_SIGNER].area_id
    patrol = town.do(
        "patrolled", POLICE, on=TODAY, area=area, teams=3, people=12, findings=1, text="Đi dọc đê sông Đáy."
    )
    met = town.do("met", on=TODAY, present=9, minutes="Thống nhất lịch tuần tra quý III.")
    review = town.do("reviewed", stage="mid_term", text="Phối hợp tốt, báo động còn chậm.")
    expected = {
        "agreement": ("QUY CHẾ", "Ủy ban nhân dân xã Mỹ Đức", "15/06/2026", "đánh bạc, trộm cắp"),
        f"patrol-{patrol.seq}": ("BÁO CÁO", "Đi dọc đê sông Đáy", "12"),
        f"minutes-{met.seq}": ("BIÊN BẢN", "Thống nhất lịch tuần tra quý III", "9 người dự"),
        f"review-{review.seq}": ("BÁO CÁO", "Phối hợp tốt", "Lượt người tuần tra"),
    }
    listed = text(page(town, SIGNER, language))
    for code, parts in expected.items():
        assert f"van-ban/{code}.docx" in listed
        found = words_of(page(town, OTHER_POLICE, language, path=f"van-ban/{code}.docx"))
        for part in parts:
            assert part in found, (code, part)
    assert page(town, SIGNER, path="van-ban/patrol-99.docx").status_code == 404
    assert page(town, SIGNER, path="van-ban/agreement.pdf").content.startswith(b"%PDF")


def test_a_review_counts_up_to_its_day(town):
    town.sign()
    with clock.at(NOW + dt.timedelta(days=1)):
        review = town.do("reviewed", stage="final", text="Tốt.")
    with clock.at(NOW + dt.timedelta(days=3)):
        town.do("alerted", POLICE, category="theft", urgency="U2", text="Trộm.")
        whole = words_of(page(town, SIGNER, path=f"van-ban/review-{review.seq}.docx"))
    assert re.search(r"Báo động trong cụm\s+0\s", whole)
    assert "Tổng kết" in whole


def test_the_articles_of_an_agreed_text_stay_its_articles(town):
    town.sign()
    town.do("agreement_issued", text="Điều 1. Họp mỗi quý.\nĐiều 2. Tuần tra mỗi tháng.", from_on=town.start)
    whole = words_of(page(town, SIGNER, path="van-ban/agreement.docx"))
    assert [int(number) for number in re.findall(r"Điều (\d+)\.", whole)] == [1, 2, 3, 4, 5, 6]


def test_nothing_to_sign_is_no_document(town):
    town.form()
    assert page(town, SIGNER, path="van-ban/agreement.docx").status_code == 404
    assert "Chưa có bản quy chế nào." in text(page(town, SIGNER))


# --- a sealed report, shared ----------------------------------------------------------------------------------


@pytest.fixture
def joined(playing):
    """The demonstration's directory with its keys, its police joined in a cluster; `hoa` heads the handling office."""
    today = clock.today()
    town = Cluster(playing.made.offices, today - dt.timedelta(30), today + dt.timedelta(300))
    town.sign()
    playing.town, playing.hoa = town, town.person(POLICE)
    Membership.objects.filter(person=playing.hoa).update(from_on=today - dt.timedelta(30))
    return playing


def giving(playing, matter, act="shared", receiver=None):
    opened = playing.opened(matter)
    certificate = playing.certificate(receiver or playing.other)
    return playing.keys.regrant(opened, playing.directory, certificate, clock.now(), act)


def share(playing, matter, person=None, handover=None, reader=None):
    facts = {"cluster": playing.town.row.ref, "reader": (reader or playing.other).pk}
    sealed = {"handover": handover or giving(playing, matter)}
    return Desk(person or playing.hoa).do(matter, "shared", sealed, **facts)


def opens(desk, matter):
    return desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/")


def test_the_other_office_opens_with_its_own_key_what_was_shared(joined):
    matter, _filed = joined.tip("Đánh bạc ở giáp ranh.")
    form = Desk(joined.hoa).see(f"viec/{matter.ref}/shared/").content.decode()
    assert 'data-handover="reader" data-signed="shared"' in form
    assert "Công an xã Mỹ Đức (Cụm giáp ranh Hương Sơn)" in form
    # Neither the parties, who take no tips, nor whoever is outside.
    assert set(re.findall(r'name="reader" value="(\d+)"', form)) == {str(joined.other.pk)}
    assert share(joined, matter).status_code == 200
    matter.refresh_from_db()
    assert matter.office == joined.office
    desk = Desk(joined.ha)
    assert matter.ref in desk.see("hang-viec/", loc="duoc-doc").content.decode()
    shown = desk.see(f"viec/{matter.ref}/").content.decode()
    assert "data-act=" not in shown
    bundle = opens(desk, matter).json()["bundle"]
    opened = joined.other_keys.read_matter(bundle, joined.directory)
    assert opened.intake.messages[0].content["text"] == "Đánh bạc ở giáp ranh."
    outsider = Desk(joined.town.person(OUTSIDE, "officer"))
    assert outsider.see(f"viec/{matter.ref}/").status_code == 404
    assert opens(outsider, matter).status_code == 404
    assert desk.do(matter, "check_started").status_code == 403


def test_only_what_the_office_holds_is_granted_and_never_more(joined):
    matter, _filed = joined.tip()
    given = giving(joined, matter)
    assert [grant["stream"] for grant in given["grants"]] == ["intake", "talk"]
    for grants in (given["grants"][:1], [*given["grants"], {**given["grants"][0], "stream": "identity"}]):
        assert share(joined, matter, handover=given | {"grants": grants}).status_code == 422
    assert not Grant.objects.filter(office=joined.other).exists()


@pytest.mark.parametrize(("signed", "done"), [("handed_over", "shared"), ("shared", "forwarded")])
def test_what_was_signed_for_one_act_does_for_no_other(joined, signed, done):
    """The attack: a stolen session that turns a reading into a hand-over."""
    matter, _filed = joined.tip()
    given = giving(joined, matter, signed)
    if done == "shared":
        answer = share(joined, matter, handover=given)
    else:
        answer = Desk(joined.hoa).do(matter, done, {"handover": given}, office=joined.other.pk)
    assert answer.status_code == 422
    assert not Grant.objects.filter(office=joined.other).exists()


def test_grants_are_those_that_were_signed(joined):
    """The attack: other grants put under a signature that somebody overheard."""
    matter, _filed = joined.tip()
    given, other = giving(joined, matter), giving(joined, matter)
    assert share(joined, matter, handover=given | {"grants": other["grants"]}).status_code == 422
    assert share(joined, matter, handover=given).status_code == 200


def test_an_officer_does_not_consent_for_the_head(joined):
    matter, _filed = joined.tip()
    assert (
        "viec/" + matter.ref + "/shared/" not in Desk(joined.mai).see(f"viec/{matter.ref}/").content.decode()
    )
    assert share(joined, matter, joined.mai).status_code == 403
    assert Entry.objects.filter(matter=matter).count() == 1


def test_sharing_is_offered_only_where_there_is_somebody_to_share_with(joined):
    matter, _filed = joined.tip()
    other, _filed = joined.tip(category="murder")
    assert f"viec/{matter.ref}/shared/" in Desk(joined.hoa).see(f"viec/{matter.ref}/").content.decode()
    assert f"viec/{other.ref}/shared/" not in Desk(joined.hoa).see(f"viec/{other.ref}/").content.decode()
    refused = share(joined, other)
    assert refused.status_code == 422
    assert not Grant.objects.filter(office=joined.other).exists()


def test_nothing_is_shared_outside_the_cluster_though_the_keys_were_wrapped(joined):
    matter, _filed = joined.tip()
    third = joined.made.offices[OUTSIDE]
    answer = share(joined, matter, handover=giving(joined, matter, receiver=third), reader=third)
    assert answer.status_code == 422
    assert not Grant.objects.filter(office=third).exists()


def test_taking_it_back_leaves_no_key(joined, language):
    matter, _filed = joined.tip()
    assert share(joined, matter).status_code == 200
    assert Grant.objects.filter(matter=matter, office=joined.other).count() == 2
    desk = Desk(joined.hoa, language)
    form = desk.see(f"viec/{matter.ref}/sharing_ended/").content.decode()
    assert "data-handover" not in form
    assert desk.do(matter, "sharing_ended", reader=joined.other.pk).status_code == 200
    assert not Grant.objects.filter(matter=matter, office=joined.other).exists()
    left = Grant.objects.filter(matter=matter, office=joined.office, holder="office")
    assert sorted(left.values_list("stream", flat=True)) == ["identity", "intake", "talk"]
    assert opens(Desk(joined.ha), matter).status_code == 404
    assert Desk(joined.ha).see(f"viec/{matter.ref}/").status_code == 404
    assert matter.ref not in Desk(joined.ha).see("hang-viec/", loc="tat-ca").content.decode()
    assert Matter.objects.get(pk=matter.pk).is_open
