"""Putting right an entry of a record, a plan or a task through its page: who is offered it, and what is refused."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.accounts.models import Membership
from binhyen.desk.tests.test_plan_pages import Page, drafted, issued, officer, planner  # noqa: F401  # fixtures
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, File, Matter
from binhyen.matters.verification import replay, verify
from binhyen.movement import plan_reading

# the fixtures imported above


def offered(page: Page, path: str) -> set[int]:
    """The entries that the page offers to put right."""
    answer = page.page(path)
    assert answer.status_code == 200
    return {int(seq) for seq in re.findall(r"/dinh-chinh/(\d+)/", answer.content.decode())}


def seq(ref: str, act: str) -> int:
    return Entry.objects.filter(matter__ref=ref, act=act).order_by("-seq")[0].seq


def acts(ref: str) -> list[str]:
    return list(Entry.objects.filter(matter__ref=ref).order_by("seq").values_list("act", flat=True))


@pytest.mark.parametrize("language", ["", "/en"])
def test_an_entry_is_told_anew_by_its_page(steering: Steering, planner: Page, language: str) -> None:
    ref = drafted(planner)
    planner.post_to(
        f"ke-hoach/{ref}/task_set/", number=1, content="Ký cam kết", due_on="2016-03-31", audience="all"
    )
    assert offered(planner, f"ke-hoach/{ref}/") == {1, 2}
    desk = Page(steering.planner, language)
    form = desk.page(f"ke-hoach/{ref}/dinh-chinh/2/").content.decode()
    assert 'value="2016-03-31"' in form
    assert ("Đính chính mục 2: Đặt nhiệm vụ" if not language else "Correct entry 2") in form
    # What was written stays as it was written: another text is another entry.
    assert 'name="content"' not in form
    done = desk.post_to(
        f"ke-hoach/{ref}/dinh-chinh/2/",
        reason="mistake", how="ghi-lai", number=1, due_on="2016-04-30", audience="all",
    )  # fmt: skip
    assert (done.status_code, done["Location"]) == (
        302,
        f"{desk.home}chi-dao/ke-hoach/{ref}/#journal-title",
    )
    task = plan_reading.read(line_of(Matter.objects.get(ref=ref))).tasks[1]
    assert task.due_on.isoformat() == "2016-04-30"
    page = desk.page(f"ke-hoach/{ref}/").content.decode()
    assert ("Đã ghi lại ở mục 3: Ghi nhầm." if not language else "Told anew in entry 3") in page
    assert "Ký cam kết" in page
    assert [*verify(), *replay()] == []


def test_an_entry_is_void_and_then_brought_back(steering: Steering, planner: Page) -> None:
    ref = drafted(planner)
    planner.post_to(f"ke-hoach/{ref}/addressed/", office=steering.communes[0].pk)
    void = {"reason": "mistake", "how": "huy"}
    assert planner.post_to(f"ke-hoach/{ref}/dinh-chinh/2/", **void).status_code == 302
    row = Matter.objects.get(ref=ref)
    assert plan_reading.read(line_of(row)).offices == []
    # What is void is no longer offered; the entry that voided it is.
    assert offered(planner, f"ke-hoach/{ref}/") == {1, 3}
    assert planner.post_to(f"ke-hoach/{ref}/dinh-chinh/3/", **void).status_code == 302
    assert plan_reading.read(line_of(row)).offices == [steering.communes[0].pk]


@pytest.mark.parametrize("language", ["", "/en"])
def test_an_issue_is_not_taken_back_and_the_mend_is_said(
    steering: Steering, planner: Page, language: str
) -> None:
    ref = issued(planner, steering)
    desk, before = Page(steering.planner, language), acts(ref)
    told = {"how": "ghi-lai", "issued_on": "2016-01-10", "number": "02/KH-BCĐ", "instrument": ""}
    for data in ({"how": "huy"}, told):
        answer = desk.post_to(f"ke-hoach/{ref}/dinh-chinh/{seq(ref, 'issued')}/", reason="mistake", **data)
        page = answer.content.decode()
        assert answer.status_code == 422
        mend = (
            "hoặc ban hành kế hoạch khác thay thế"
            if not language
            else "or issue another one that replaces it"
        )
        assert mend in page
    assert 'value="2016-01-10"' in page
    answer = desk.post_to(f"ke-hoach/{ref}/dinh-chinh/{seq(ref, 'task_set')}/", reason="mistake", how="huy")
    assert answer.status_code == 422
    mend = "rồi ban hành lại" if not language else "issue it anew"
    assert mend in answer.content.decode()
    assert acts(ref) == before


def test_what_was_typed_wrongly_is_said_at_its_field(planner: Page, steering: Steering) -> None:
    ref = drafted(planner)
    planner.post_to(f"ke-hoach/{ref}/task_set/", number=1, content="x", due_on="2016-03-31", audience="all")
    late = {"number": 1, "due_on": "2017-03-31", "audience": "all"}
    answer = planner.post_to(f"ke-hoach/{ref}/dinh-chinh/2/", reason="mistake", how="ghi-lai", **late)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hạn sau ngày kế hoạch kết thúc" in page
    assert 'value="2017-03-31"' in page
    nothing = planner.post_to(f"ke-hoach/{ref}/dinh-chinh/2/")
    assert nothing.status_code == 422
    assert "Hãy chọn lý do đính chính." in nothing.content.decode()
    opening = planner.post_to(f"ke-hoach/{ref}/dinh-chinh/1/", reason="mistake", how="huy")
    assert opening.status_code == 422
    assert acts(ref) == ["drafted", "task_set"]


def test_an_addressee_is_offered_its_own_entries_and_the_issuer_its_own(
    planner: Page, steering: Steering
) -> None:
    ref = issued(planner, steering)
    task = Matter.objects.get(under=ref, office=steering.communes[0])
    theirs = officer(steering, steering.communes[0])
    theirs.post_to(f"nhiem-vu/{task.ref}/acknowledged/")
    planner.post_to(f"nhiem-vu/{task.ref}/extended/", due_on="2016-05-31")
    assert offered(theirs, f"ke-hoach/{ref}/") == set()
    assert offered(theirs, f"nhiem-vu/{task.ref}/") == {2}
    assert offered(planner, f"nhiem-vu/{task.ref}/") == {1, 3}
    later = {"reason": "mistake", "how": "ghi-lai", "due_on": "2016-12-31"}
    assert theirs.page(f"nhiem-vu/{task.ref}/dinh-chinh/3/").status_code == 409
    assert theirs.post_to(f"nhiem-vu/{task.ref}/dinh-chinh/3/", **later).status_code == 409
    # The same by the address of the desk's one document.
    other_door = theirs.post(f"{theirs.home}viec/{task.ref}/corrected/?muc=3", later)
    assert other_door.status_code == 403
    assert acts(task.ref) == ["issued", "acknowledged", "extended"]
    void = {"reason": "mistake", "how": "huy"}
    assert theirs.post_to(f"nhiem-vu/{task.ref}/dinh-chinh/2/", **void).status_code == 302
    assert Matter.objects.get(pk=task.pk).state == "issued"


@pytest.mark.parametrize("language", ["", "/en"])
def test_anothers_record_is_like_none(planner: Page, steering: Steering, language: str) -> None:
    ref = issued(planner, steering)
    task = Matter.objects.get(under=ref, office=steering.communes[0])
    stranger = officer(steering, steering.communes[5], language)
    void = {"reason": "mistake", "how": "huy"}
    for path, at in (
        (f"ke-hoach/{ref}/dinh-chinh/2/", ref),
        (f"nhiem-vu/{task.ref}/dinh-chinh/1/", task.ref),
    ):
        none = stranger.page(path.replace(at, "a" * 26))
        for answer in (stranger.page(path), stranger.post_to(path, **void)):
            # The page names its own address, for the other language.
            assert answer.content.decode().replace(at, "a" * 26) == none.content.decode()
            assert (answer.status_code, none.status_code) == (404, 404)


def test_an_addressee_reads_the_plan_and_corrects_nothing_in_it(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    theirs = officer(steering, steering.communes[0])
    answer = theirs.post_to(f"ke-hoach/{ref}/dinh-chinh/2/", reason="mistake", how="huy")
    assert answer.status_code == 409
    assert "Lúc này không làm được: Đính chính" in answer.content.decode()


@pytest.mark.parametrize("role", ["registry", "oversight", "administrator"])
def test_a_role_that_does_not_correct_is_offered_nothing(
    planner: Page, steering: Steering, role: str
) -> None:
    ref = drafted(planner)
    Membership.objects.filter(person=steering.planner).update(role=role)
    answer = planner.post_to(f"ke-hoach/{ref}/dinh-chinh/1/", reason="mistake", how="huy")
    assert answer.status_code == (409 if role == "registry" else 404)
    if role == "registry":
        assert offered(planner, f"ke-hoach/{ref}/") == set()


@pytest.mark.parametrize("entry", ["0", "99", "x"])
def test_no_such_entry(planner: Page, steering: Steering, entry: str) -> None:
    ref = drafted(planner)
    assert planner.page(f"ke-hoach/{ref}/dinh-chinh/{entry}/").status_code == 404
    assert planner.page(f"khong-co/{ref}/dinh-chinh/1/").status_code == 404


def test_an_instrument_keeps_its_file_when_its_dates_are_told_anew(planner: Page, steering: Steering) -> None:
    facts = {
        "office": steering.committee.pk, "form": "directive", "number": "09-CT/TW", "title": "về phong trào",
        "issuer": "Ban Bí thư", "issued_on": "2015-12-01", "in_force_on": "2015-12-01", "replaces": "",
    }  # fmt: skip
    scan = SimpleUploadedFile("quet.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    opened = planner.post_to("van-ban/moi/", **facts, file=scan)
    assert opened.status_code == 302, opened.content.decode()
    row = Matter.objects.get(kind="instrument")
    form = planner.page(f"van-ban/{row.ref}/dinh-chinh/1/").content.decode()
    assert 'value="huy"' not in form
    anew = {name: facts[name] for name in ("form", "number", "issued_on", "replaces")}
    wrong = planner.post_to(
        f"van-ban/{row.ref}/dinh-chinh/1/", reason="mistake", how="ghi-lai", in_force_on="2015-11-01", **anew
    )
    assert wrong.status_code == 422
    assert "Ngày có hiệu lực không thể trước ngày ban hành" in wrong.content.decode()
    done = planner.post_to(
        f"van-ban/{row.ref}/dinh-chinh/1/", reason="mistake", how="ghi-lai", in_force_on="2016-01-01", **anew
    )
    assert done.status_code == 302, done.content.decode()
    said = line_of(row).effective[0].facts
    assert said.in_force_on.isoformat() == "2016-01-01"
    assert said.file == File.objects.get(matter=row).sha256
    assert said.office == steering.committee.pk


def test_a_file_that_is_taken_back_leaves_the_instruments_page(planner: Page, steering: Steering) -> None:
    facts = {
        "office": steering.committee.pk, "form": "directive", "number": "09-CT/TW", "title": "về phong trào",
        "issuer": "Ban Bí thư", "issued_on": "2015-12-01", "in_force_on": "2015-12-01", "replaces": "",
    }  # fmt: skip
    planner.post_to("van-ban/moi/", **facts)
    ref = Matter.objects.get(kind="instrument").ref
    scan = SimpleUploadedFile("nham.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    assert planner.post_to(f"van-ban/{ref}/file_added/", file=scan).status_code == 302
    kept = File.objects.get(matter__ref=ref).sha256
    paper = planner.page(f"van-ban/{ref}/").content.decode()
    assert f"/tep/{ref}/{kept}/" in paper.split("<ol")[0]
    planner.post_to(f"van-ban/{ref}/dinh-chinh/2/", reason="mistake", how="huy")
    assert f"/tep/{ref}/{kept}/" not in planner.page(f"van-ban/{ref}/").content.decode().split("<ol")[0]
