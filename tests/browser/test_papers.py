"""Every paper that the demonstration's records can be written out as: LibreOffice opens it, and it is whole.

Whoever works with a record finds the links to its papers on its page; all of them are fetched, as Word and as PDF. What
each paper says has tests beside its writer; here none may fail to be made, to be opened, or to look like a state paper.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from binhyen.documents import parts
from binhyen.documents.tests import printing
from tests.browser.officer import Desk
from tests.running import Running, served

pytestmark = pytest.mark.browser

STEERING = "/ban-lam-viec/chi-dao/"
# Between them they keep, or were given, every record of the demonstration.
READERS = ("bcd138", "ubnd.truong", "huongson.truong", "truonghoc")
# What is no paper of the state: a sheet of questions for a class.
HANDOUTS = ("do-vui",)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("papers"))


def linked(desk: Desk, address: str, pattern: str) -> list[str]:
    """The addresses on a page that match, each once."""
    answer = desk.page.context.request.get(address)
    assert answer.status == 200, (address, answer.status)
    return list(dict.fromkeys(re.findall(rf'href="([^"]*{pattern})"', answer.text())))


def papers(desk: Desk, site: str) -> dict[str, bytes]:
    """Every paper that this person's records lead to, by its address."""
    sections = linked(desk, site + STEERING, r"/chi-dao/[a-z-]+/")
    found: dict[str, bytes] = {}
    for section in sections:
        for record in linked(desk, site + section, r"/chi-dao/[a-z-]+/[a-z2-7]{26}/"):
            for paper in linked(desk, site + record, r"/[a-z0-9-]+\.(?:docx|pdf)"):
                answer = desk.page.context.request.get(site + paper)
                assert answer.status == 200, (paper, answer.status)
                found[paper] = answer.body()
    return found


def test_every_paper_of_the_demonstration_opens_in_libreoffice(
    desks: Callable[..., Desk], running: Running, tmp_path: Path
) -> None:
    found: dict[str, bytes] = {}
    for username in READERS:
        found |= papers(desks().enter(username), running.address)
    words = {path: body for path, body in found.items() if path.endswith(".docx")}
    assert {path.removesuffix("docx") for path in words} == {
        path.removesuffix("pdf") for path in found if path.endswith(".pdf")
    }
    kinds = {path.split("/chi-dao/")[-1].split("/")[0] for path in words}
    assert {"ke-hoach", "ban-chi-dao", "mo-hinh", "thi-dua", "khen-thuong", "cong-nhan"} <= kinds
    files = {}
    for number, (path, body) in enumerate(words.items()):
        assert zipfile.ZipFile(BytesIO(body)).testzip() is None, path
        files[path] = tmp_path / f"{number}.docx"
        files[path].write_bytes(body)
    printing.as_pdf(list(files.values()), tmp_path)
    wrong = []
    for path, file in files.items():
        opened, ours = file.with_suffix(".pdf"), file.with_suffix(".typst.pdf")
        ours.write_bytes(found[path.removesuffix("docx") + "pdf"])
        for pdf in (opened, ours):
            told = printing.text(pdf)
            state = any(each in path for each in HANDOUTS) or (parts.NATION in told and parts.MOTTO in told)
            # U+FFFD is what a missing letter becomes; a code between braces is a word that nobody filled in.
            if not state or "\ufffd" in told or re.search(r"\{\{|%\(|None", told):
                wrong.append(f"{path} ({pdf.name}): {told[:80]}")
            elif not printing.facts(pdf)["Page size"].endswith("(A4)"):
                wrong.append(f"{path}: {printing.facts(pdf)['Page size']}")
    assert wrong == []
