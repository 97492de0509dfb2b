"""What goes with a recovery set: a page for each file, its text whole, and the line that opens it."""

from __future__ import annotations

import subprocess

from binhyen.documents import recovery_set
from binhyen.documents.recovery_set import Sheet
from binhyen.documents.tests import printing

# Six layers: the longest that is made.
LONG = "\n".join(
    ["-----BEGIN AGE ENCRYPTED FILE-----", *["AbCdEfGh" * 8] * 34, "-----END AGE ENCRYPTED FILE-----"]
)
NAMES = ("nguyen-van-an", "do-binh", "chi", "dung", "giang", "hoa")
PAGES = [Sheet(f"{'--'.join(NAMES)}.age", NAMES, LONG + "\n"), Sheet("an--binh.age", ("an", "binh"), LONG)]
TOLD = recovery_set.Told("age1" + "q" * 58, 2, ("an", "binh", "chi"), PAGES[1])


def test_each_file_is_on_one_page_with_its_text_and_the_line_that_opens_it(tmp_path):
    pdf = tmp_path / "set.pdf"
    pdf.write_bytes(recovery_set.sheets(TOLD, PAGES))
    assert printing.facts(pdf)["Pages"] == str(len(PAGES))
    assert printing.lines(pdf, 1).count("AbCdEfGh" * 8) == 34
    assert "age -d -i an.txt an--binh.age | age -d -i binh.txt" in printing.text(pdf, 2)


def test_the_instructions_tell_both_languages_the_exact_line():
    told = recovery_set.readme(TOLD)
    assert told.count("\n   age -d -i an.txt an--binh.age | age -d -i binh.txt\n") == 2
    assert told.count("| age -d -i - decoy.age") == 2
    assert TOLD.recipient in told
    assert "{" not in told


def test_what_a_holder_is_called_is_no_markup(tmp_path):
    pdf = tmp_path / "set.pdf"
    pdf.write_bytes(recovery_set.sheets(TOLD, [Sheet('#read("x").age', ('#read("x")',), LONG)]))
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert '#read("x")' in text
