"""The posters: who may print them, what stands on a sheet, and what the code on it says."""

from __future__ import annotations

import subprocess

import pytest
import segno
from PIL import Image

from binhyen.accounts.models import Membership, Person, Role
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.documents.poster import Poster, posters
from binhyen.documents.tests import printing
from binhyen.offices import directory
from binhyen.units.models import Level, Unit

pytestmark = pytest.mark.browser  # reads the pages with Poppler
WORDS = ("gạo", "sông", "núi", "nghiêng", "trường", "biển", "lúa", "thuyền")
LINK = "https://baotin.example.vn/bao-tin/#10489/thon-suoi-lim"


@pytest.fixture
def clerk(playing):
    """A registry clerk of the police of Hương Sơn."""
    person = Person.objects.create(username="clerk", full_name="Clerk")
    Membership.objects.create(person=person, office=playing.office, role=Role.REGISTRY, from_on=SINCE)
    return person


def sheet(**changed):
    told = {
        "commune": "Xã Hương Sơn", "hamlet": "Thôn Suối Lim", "link": LINK, "address": "baotin.example.vn/bao-tin",
        "office": "Công an xã Hương Sơn", "duty_phone": "024 3384 9113", "words": WORDS,
        "installation": "Bình Yên Mỹ Đức", "printed_on": "23-11-2026",
    }  # fmt: skip
    return Poster(**(told | changed))


def written(tmp_path, pdf):
    path = tmp_path / "posters.pdf"
    path.write_bytes(pdf)
    return path


def test_the_page_offers_the_communes_of_ones_own_area(playing, clerk, language):
    page = Desk(clerk, language).see("ap-phich/")
    assert page.status_code == 200
    assert [board.commune.code for board in page.context["boards"]] == ["10489"]
    assert "10489-a5.pdf" in page.content.decode()
    assert " ".join(directory.words(directory.current())) in page.content.decode()


def test_a_pdf_has_a_sheet_for_the_commune_and_for_each_of_its_hamlets(playing, clerk, tmp_path):
    answer = Desk(clerk).see("ap-phich/10489-a4.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pdf = written(tmp_path, answer.content)
    hamlets = Unit.objects.filter(parent__code="10489", level=Level.HAMLET, valid_to__isnull=True)
    assert printing.facts(pdf)["Pages"] == str(hamlets.count() + 1)
    assert hamlets.count() > 2
    for page, name in enumerate(sorted(each.full_name for each in hamlets), start=2):
        assert f"{name} · Xã Hương Sơn" in printing.text(pdf, page)
    for said in ("không cần tên", "113", "114", "115", "111", "Công an xã Hương Sơn", "testserver/bao-tin"):
        assert said in printing.text(pdf, 1)
    for word in directory.words(directory.current()):
        assert word in printing.text(pdf, 1)


def test_every_sheet_has_the_duty_telephone_of_the_office_that_answers(playing, clerk, tmp_path):
    playing.office.duty_phone = "024 3384 7701"
    playing.office.save()
    pdf = written(tmp_path, Desk(clerk).see("ap-phich/10489-a4.pdf").content)
    pages = int(printing.facts(pdf)["Pages"])
    assert pages > 3
    for page in range(1, pages + 1):
        assert "Trực ban Công an xã Hương Sơn" in printing.text(pdf, page)
        assert "024 3384 7701" in printing.text(pdf, page)


def test_where_the_commune_has_no_telephone_that_of_the_office_above_is_printed(playing, clerk, tmp_path):
    playing.office.duty_phone = ""
    playing.office.save()
    playing.office.upper.duty_phone = "024 3942 4244"
    playing.office.upper.save()
    told = printing.text(written(tmp_path, Desk(clerk).see("ap-phich/10489-a5.pdf").content), 1)
    assert f"Trực ban {playing.office.upper.name}" in told
    assert "024 3942 4244" in told


def test_each_sheets_code_leads_to_the_report_page_with_its_own_hamlet(playing, clerk, tmp_path):
    """Read off the sheets that the desk prints, the commune's own and two hamlets that fold alike among them."""
    commune = Unit.objects.get(code="10489", valid_to__isnull=True)
    for code, name in (("10489-91", "Hà Đông"), ("10489-92", "Há Đông")):
        Unit.objects.create(
            code=code, name=name, prefix="Thôn", level=Level.HAMLET, parent=commune, valid_from=SINCE
        )
    pdf = written(tmp_path, Desk(clerk, "/en").see("ap-phich/10489-a4.pdf").content)
    names = sorted(each.full_name for each in Unit.objects.filter(parent=commune, valid_to__isnull=True))
    expected = {"": "", "Thôn Suối Lim": "/thon-suoi-lim"}
    expected |= {"Thôn Hà Đông": "/tho_2n-ha_0-d_o_2ng", "Thôn Há Đông": "/tho_2n-ha_1-d_o_2ng"}
    for name, hamlet in expected.items():
        page = names.index(name) + 2 if name else 1
        assert (f"{name} · Xã Hương Sơn" if name else "Xã Hương Sơn") in printing.text(pdf, page)
        assert modules(pdf, page) == modules_of(f"http://testserver/bao-tin/#10489{hamlet}"), name


def test_another_communes_sheets_and_another_size_are_not_there(playing, clerk):
    desk = Desk(clerk)
    for path in ("ap-phich/10465-a4.pdf", "ap-phich/10489-a0.pdf", "ap-phich/99999-a4.pdf"):
        assert desk.see(path).status_code == 404


@pytest.mark.parametrize(("size", "wide"), [("a4", "595.276 x 841.89"), ("a5", "419.528 x 595.276")])
def test_a_sheet_is_one_page_of_its_size_however_long_the_names(tmp_path, size, wide):
    longest = sheet(
        hamlet="Tổ dân phố Khu nhà ở Nguyễn Thượng Hiền", commune="Phường Hoàng Văn Thụ Đông Bắc",
        office="Công an phường Hoàng Văn Thụ Đông Bắc", address="tiepnhantinbao.congan.thanhpho.example.gov.vn/bao-tin",
        link="https://tiepnhantinbao.congan.thanhpho.example.gov.vn/bao-tin/#10489/to-dan-pho-khu-nha-o-nguyen",
        words=("nghiêng",) * 8,
    )  # fmt: skip
    facts = printing.facts(written(tmp_path, posters([longest, sheet(hamlet="")], size)))
    assert facts["Pages"] == "2"
    assert facts["Page size"].startswith(wide)


def test_only_a_demonstrations_sheet_says_that_it_is_none(tmp_path):
    shown = printing.text(written(tmp_path, posters([sheet(demonstration=True)])))
    assert "Bản trình diễn, không dán" in shown
    assert "trình diễn" not in printing.text(written(tmp_path, posters([sheet()])))


def test_what_people_wrote_is_never_markup(tmp_path):
    told = printing.text(written(tmp_path, posters([sheet(hamlet='#read("/etc/passwd") *a*')])))
    assert '#read("/etc/passwd") *a*' in told


def test_a_module_of_the_code_is_large_enough_to_be_scanned(tmp_path):
    pdf = written(tmp_path, posters([sheet()]))
    left, _top, right, _bottom = black(pdf, 1)[1]
    step = (right - left) / len(modules_of(LINK))
    assert step * 25.4 / DOTS >= 1.2, "a module under 1.2 mm is hard to scan from a step away"
    assert modules(pdf, 1) == modules_of(LINK)


DOTS = 200


def modules_of(link):
    return [[bool(module) for module in row] for row in segno.make(link, error="q", micro=False).matrix]


def modules(pdf, page):
    """The code on a page, module by module as its black squares stand there."""
    image, (left, top, right, bottom) = black(pdf, page)
    assert abs((right - left) - (bottom - top)) <= 1
    # The finder at the corner is seven modules wide, whatever the code holds.
    finder = next(x for x in range(left, right) if image.getpixel((x, top + 1))[0] >= 128) - left
    count = round((right - left) / (finder / 7))
    step = (right - left) / count
    middles = [int((each + 0.5) * step) for each in range(count)]
    return [[image.getpixel((left + x, top + y))[0] < 128 for x in middles] for y in middles]


def black(pdf, page):
    """The page as an image, and where its pure black is: nothing but the code is, letters are a dark green."""
    drawn = pdf.with_name(f"page-{page}")
    wanted = ["-f", str(page), "-l", str(page), "-singlefile", "-r", str(DOTS)]
    subprocess.run(["pdftoppm", "-png", *wanted, pdf, drawn], check=True, timeout=60)
    image = Image.open(drawn.with_suffix(".png")).convert("RGB")
    masks = image.point(lambda value: 255 if value == 0 else 0).convert("RGB")
    return image, _all_black(masks).getbbox()


def _all_black(masks):
    red, green, blue = masks.split()
    found = Image.new("L", masks.size)
    found.paste(red, mask=green)
    return Image.composite(found, Image.new("L", masks.size), blue)
