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


def test_the_code_that_is_printed_holds_the_link(tmp_path):
    """Read off the paper: the black squares of the page, module by module, are those of the link's code."""
    pdf = written(tmp_path, posters([sheet()]))
    subprocess.run(["pdftoppm", "-png", "-r", "200", pdf, tmp_path / "page"], check=True, timeout=60)
    image = Image.open(next(tmp_path.glob("page*.png"))).convert("RGB")
    # Nothing but the code is pure black: letters are a dark green.
    black = image.point(lambda value: 255 if value == 0 else 0).convert("RGB")
    left, top, right, bottom = _all_black(black).getbbox()
    expected = [[bool(module) for module in row] for row in segno.make(LINK, error="q", micro=False).matrix]
    step = (right - left) / len(expected)
    assert abs((right - left) - (bottom - top)) <= 1
    assert step * 25.4 / 200 >= 1.2, "a module under 1.2 mm is hard to scan from a step away"
    read = [
        [
            image.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step)))[0] < 128
            for x in range(len(expected))
        ]
        for y in range(len(expected))
    ]
    assert read == expected


def _all_black(masks):
    red, green, blue = masks.split()
    found = Image.new("L", masks.size)
    found.paste(red, mask=green)
    return Image.composite(found, Image.new("L", masks.size), blue)
