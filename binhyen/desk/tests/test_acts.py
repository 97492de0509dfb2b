"""Every answer to an act: recorded, wrong, too late, not yours, not there, signed out. In both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.tests.conftest import Desk, act
from binhyen.kinds.case import acts as case_acts
from binhyen.matters import kinds
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Entry, Matter
from binhyen.matters.tests.errand import Finished, Passed
from binhyen.procedure import declared


def entries(matter):
    return list(Entry.objects.filter(matter=matter).order_by("seq").values_list("act", flat=True))


def test_an_act_is_recorded(errands, language):
    matter = errands.begin()
    desk = Desk(errands.alice, language)
    form = desk.see(f"viec/{matter.ref}/finished/")
    assert form.status_code == 200
    assert 'name="how"' in form.content.decode()
    done = desk.do(matter, "finished", how="well")
    assert done.status_code == 200
    assert ("Đã ghi: Làm xong." if not language else "Recorded: Làm xong.") in done.content.decode()
    assert entries(matter) == ["begun", "finished"]


def test_open_prose_becomes_a_document(errands):
    matter = errands.begin()
    assert Desk(errands.alice).do(matter, "said", words="Xin chào").status_code == 200
    assert Document.objects.get(matter=matter).body == "Xin chào"


def test_what_is_missing_is_named_and_what_was_typed_is_kept(errands, language):
    matter = errands.begin()
    page = Desk(errands.alice, language).do(matter, "finished", how="")
    assert page.status_code == 422
    assert ("Làm thế nào: Hãy chọn một mục." if not language else ": Choose one.") in page.content.decode()
    wrong = Desk(errands.alice, language).do(matter, "counted", number="-3")
    assert wrong.status_code == 422
    assert 'value="-3"' in wrong.content.decode()
    assert entries(matter) == ["begun"]


def test_somebody_else_was_quicker(errands, language):
    matter = errands.begin()
    act(matter, "finished", Finished(how="well"), errands.officer)
    page = Desk(errands.hana, language).do(matter, "finished", how="badly", da_thay="1")
    assert page.status_code == 409
    assert "Alice" in page.content.decode()
    assert ("Có người vừa làm trước" if not language else "Somebody was quicker") in page.content.decode()
    assert entries(matter) == ["begun", "finished"]


@pytest.mark.parametrize("seen", ["", "x", "99999999999999999999", "-1"])
def test_nonsense_in_what_was_seen_is_no_fault(errands, seen):
    matter = errands.begin()
    act(matter, "finished", Finished(how="well"), errands.officer)
    assert Desk(errands.hana).do(matter, "finished", how="badly", da_thay=seen).status_code == 409


def test_a_reader_may_not_act(errands, language):
    matter = errands.begin()
    act(matter, "passed", Passed(office=errands.upper.pk), errands.officer)
    desk = Desk(errands.alice, language)
    for answer in (
        desk.see(f"viec/{matter.ref}/counted/"),
        desk.do(matter, "counted", number="1"),
        desk.see(f"viec/{matter.ref}/corrected/"),
    ):
        assert answer.status_code == 403
    assert entries(matter) == ["begun", "passed"]


def test_what_is_not_in_the_role_is_refused(errands, language):
    matter = errands.begin()
    assert Desk(errands.alice, language).do(matter, "deadline_passed").status_code == 403


def test_another_offices_matter_is_like_none(errands, language):
    matter = errands.begin()
    for person in (errands.bob, errands.charlie):
        desk = Desk(person, language)
        none = desk.see(f"viec/{'a' * 26}/")
        for answer in (
            desk.see(f"viec/{matter.ref}/"),
            desk.see(f"viec/{matter.ref}/finished/"),
            desk.do(matter, "finished", how="well"),
            desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/"),
            desk.see(f"viec/{matter.ref}/corrected/"),
        ):
            assert (answer.status_code, answer.content) == (404, none.content)
    assert Desk(errands.alice, language).do(matter, "nothing").status_code == 404


def test_a_session_that_ended_says_so_without_a_redirect(errands, language):
    matter = errands.begin()
    desk = Desk(None, language)
    for answer in (
        desk.see("hang-viec/"),
        desk.see(f"viec/{matter.ref}/"),
        desk.do(matter, "finished", how="well"),
        desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/"),
        desk.see("nhan/errand/"),
    ):
        assert answer.status_code == 401
        assert answer.json()["next"] == "sign_in"
    assert entries(matter) == ["begun"]


def test_a_fragment_opened_as_a_page_leads_into_the_document(errands):
    matter = errands.begin()
    answer = Desk(errands.alice).get(
        f"/ban-lam-viec/viec/{matter.ref}/", headers={"Sec-Fetch-Mode": "navigate"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/ban-lam-viec/#{matter.ref}")


def test_an_act_from_another_site_is_refused(errands):
    matter = errands.begin()
    desk = Desk(errands.alice)
    desk.handler.enforce_csrf_checks = True
    assert desk.do(matter, "finished", how="well").status_code == 403
    assert entries(matter) == ["begun"]


def test_without_a_second_factor_nothing_is_answered(errands):
    desk = Desk(errands.alice)
    session = desk.session
    session.clear()
    session.save()
    desk.force_login(errands.alice, backend="binhyen.accounts.backend.PersonBackend")
    answer = desk.see("hang-viec/")
    assert (answer.status_code, answer.json()["next"]) == (403, "security")


def test_the_document_posts_no_form_and_holds_no_matter(errands, language):
    matter = errands.begin()
    answer = Desk(errands.alice, language).see("")
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert matter.ref not in page
    assert 'name="phrase"' not in page
    assert answer["Cache-Control"] == "no-store"


# --- opening ------------------------------------------------------------------------------------------------


def test_a_kind_that_is_not_sealed_opens_through_the_same_form(errands, language):
    desk = Desk(errands.alice, language)
    form = desk.see("nhan/errand/")
    assert form.status_code == 200
    assert "data-seals" not in form.content.decode()
    opened = desk.post(f"{desk.home}nhan/errand/", {"office": errands.office.pk, "area": errands.commune.pk})
    assert opened.status_code == 201
    matter = Matter.objects.get()
    assert (matter.kind, matter.office, matter.area) == ("errand", errands.office, errands.commune)


def test_an_office_opens_only_what_it_answers_for_and_only_for_itself(errands):
    desk = Desk(errands.alice)
    assert desk.see("nhan/tip/").status_code == 404
    assert desk.see("nhan/nothing/").status_code == 404
    assert Desk(errands.charlie).see("nhan/errand/").status_code == 404
    page = desk.post("/ban-lam-viec/nhan/errand/", {"office": errands.upper.pk, "area": errands.district.pk})
    assert page.status_code == 422
    assert not Matter.objects.exists()


# --- every fact a form can ask --------------------------------------------------------------------------------


def test_every_act_of_every_kind_has_a_form(errands):
    """Each fact of each act of each version finds a field, a label and, for codes, words in place of codes."""
    matter = errands.begin()
    asked = 0
    for kind in kinds.every():
        words = kind.vocabulary()
        for procedure in kind.versions.procedures:
            for each in procedure.acts:
                asking = Asking(
                    errands.alice,
                    errands.officer,
                    kind,
                    dt.date(2016, 6, 15),
                    line_of(matter) if each.origin is not None else None,
                )
                assert each.code in words.acts
                for fact in declared(each.facts):
                    assert fact.name in words.facts, (kind.code, fact.name)
                    if fact.kind in ("code", "codes"):
                        assert set(fact.choices) <= set(words.choices[fact.name]), (kind.code, fact.name)
                if each.kept or any(fact.kind == "signature" for fact in declared(each.facts)):
                    continue  # asked for on a page of its own, which a key or a claim opens, not by a form
                form = ActForm(each, asking, words)
                assert set(form.fields) <= {fact.name for fact in declared(each.facts)}
                asked += len(form.fields)
    assert asked > 80


def test_a_day_that_has_not_come_is_refused(errands):
    Asked = case_acts.Opened
    form = _case_form(errands, Asked, opened_on="2016-06-16")
    assert "opened_on" in form.errors
    assert "opened_on" not in _case_form(errands, Asked, opened_on="15-6-2016").errors


@pytest.mark.parametrize("number", ["ông Ba", "abc", "1" * 41, "12 /PC", "<b>1"])
def test_a_number_is_never_prose(errands, number):
    assert "number" in _case_form(errands, case_acts.Opened, number=number).errors


def _case_form(errands, _facts, **data):
    kind = kinds.get("case")
    opening = next(each for each in kind.versions.procedures[0].acts if each.origin is None)
    asking = Asking(errands.alice, errands.officer, kind, dt.date(2016, 6, 15))
    good = {
        "category": "gambling",
        "opened_on": "2016-06-01",
        "area": errands.commune.pk,
        "office": errands.office.pk,
        "number": "12/QĐ",
        "persons": "2",
        "nature": "criminal",
        "reader": "",
    }
    form = ActForm(opening, asking, kind.vocabulary(), good | data)
    form.full_clean()
    return form


def test_a_good_form_gives_the_facts(errands):
    form = _case_form(errands, case_acts.Opened)
    assert not form.errors
    assert form.facts() == case_acts.Opened(
        category="gambling",
        opened_on=dt.date(2016, 6, 1),
        area=errands.commune.pk,
        office=errands.office.pk,
        number="12/QĐ",
        persons=2,
    )
    matter = open_matter(
        Opening.unsealed("case", "by-test"), "opened", by=errands.officer, facts=form.facts()
    )
    assert matter.category == "gambling"
