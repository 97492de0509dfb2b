"""Tables given out and taken in: nothing in them is a formula, and a file made to hurt is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.documents import sheet_reading
from binhyen.documents.sheet import Sheet, Unreadable, csv, read_csv, read_xlsx, xlsx

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://x.example","bấm vào đây")',
    "=cmd|' /C calc'!A0",
    "+84 912 345 678",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "'=1+1",
    "''=1+1",
    "http://x.example/",
    "mailto:a@x.example",
    "internal:A!A1",
    "{=1+1}",
    "001234",
    "1e5",
]
ROSTER = Sheet(
    name="Tổ bảo vệ ANTT",
    columns=("TT", "Họ và tên", "Ngày sinh", "Điểm", "Ghi chú"),
    rows=[
        (1, "Nguyễn Thị Hằng", dt.date(1980, 2, 9), 7.5, None),
        (2, "Lò Văn Ợt", dt.date(2026, 12, 31), 10.0, 'dòng 1\ndòng 2; a, b "c"'),
    ],
    note="Dữ liệu hư cấu",
)
READ = [
    {"TT": "1", "Họ và tên": "Nguyễn Thị Hằng", "Ngày sinh": "09/02/1980", "Điểm": "7.5", "Ghi chú": ""},
    {
        "TT": "2",
        "Họ và tên": "Lò Văn Ợt",
        "Ngày sinh": "31/12/2026",
        "Điểm": "10",
        "Ghi chú": 'dòng 1\ndòng 2; a, b "c"',
    },
]


def table(*cells: object) -> Sheet:
    return Sheet("Bảng", ("a",), [(cell,) for cell in cells])


def opened(*sheets: Sheet):
    return openpyxl.load_workbook(io.BytesIO(xlsx(sheets)))


def told(text: str) -> str:
    return text.replace("\t", " ").strip()


# --- writing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_a_formula_a_link_or_a_number_in_excel(text):
    data = xlsx([table(text)])
    cell = openpyxl.load_workbook(io.BytesIO(data))["Bảng"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\t", " ")
    assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
    assert b"<f>" not in parts
    assert b"hyperlink" not in parts


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited():
    page = opened(table("=1+1", "yên"))["Bảng"]
    assert page["A2"].quotePrefix
    assert not page["A3"].quotePrefix


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_of_a_csv_begins_like_a_formula_and_reading_gives_it_back(text):
    data = csv(table(text))
    line = data.decode("utf-8-sig").splitlines()[1].lstrip('"')
    assert not line.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert read_csv(data) == [{"a": told(text)}]


def test_a_head_is_text_too():
    sheet = Sheet("x", ("=1+1",), [("a",)])
    assert opened(sheet)["x"]["A1"].data_type == "s"
    assert csv(sheet).startswith(b"\xef\xbb\xbf'=1+1")
    assert read_csv(csv(sheet)) == read_xlsx(xlsx([sheet]))["x"] == [{"=1+1": "a"}]


def test_a_negative_number_is_a_number():
    assert csv(table(-5, -2.5)).decode("utf-8-sig").splitlines()[1:] == ["-5", "-2.5"]


def test_dates_are_dates():
    page = opened(table(dt.date(2026, 2, 9)))["Bảng"]
    assert page["A2"].value == dt.datetime(2026, 2, 9)
    assert page["A2"].number_format == "dd/mm/yyyy"


def test_the_head_is_bold_frozen_filtered_and_printed_on_every_page():
    page = opened(ROSTER)[ROSTER.name]
    assert page["A1"].value == "Dữ liệu hư cấu"
    assert [cell.value for cell in page[3]] == list(ROSTER.columns)
    assert all(cell.font.bold for cell in page[3])
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:E5"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "portrait"
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_wide_table_is_printed_on_its_side():
    wide = Sheet("Rộng", ("a", "b"), [("x", "y")], widths=(70, 70))
    assert opened(wide)["Rộng"].page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    ("name", "made"), [("Quý I/2026: [A]*?", "Quý I 2026   A"), ("'x'", "x"), ("", "1"), ("a" * 40, "a" * 31)]
)
def test_any_name_makes_a_sheet(name, made):
    assert opened(Sheet(name, ("a",), [])).sheetnames == [made]


def test_a_row_that_does_not_fit_is_refused():
    for write in (csv, lambda sheet: xlsx([sheet])):
        with pytest.raises(ValueError, match="cells"):
            write(Sheet("x", ("a", "b"), [("only one",)]))


def test_a_text_too_long_for_excel_is_cut_and_says_so():
    (row,) = read_xlsx(xlsx([table("ă" * 40_000)]))["Bảng"]
    assert len(row["a"]) == sheet_reading.LONGEST_CELL
    assert row["a"].endswith("…")


def test_the_same_records_give_the_same_bytes():
    assert xlsx([ROSTER]) == xlsx([ROSTER])


# --- there and back ----------------------------------------------------------------------------------------


def test_records_come_back_from_both_formats():
    assert read_xlsx(xlsx([ROSTER, table("x")])) == {ROSTER.name: READ, "Bảng": [{"a": "x"}]}
    assert read_csv(csv(ROSTER)) == READ


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5))
def test_any_text_comes_back_alike_from_both_formats(rows):
    sheet = Sheet("x", ("a", "b"), rows)
    assert read_csv(csv(sheet)) == read_xlsx(xlsx([sheet]))["x"]


def test_excel_s_own_csv_with_semicolons_is_read():
    assert read_csv("Họ tên;Thôn\r\nHằng;Đục Khê\r\n;\r\n".encode("utf-8-sig")) == [
        {"Họ tên": "Hằng", "Thôn": "Đục Khê"}
    ]


def test_a_formula_is_read_as_its_text():
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["=1+1"])
    assert read_xlsx(saved(book)) == {"Sheet": [{"a": "=1+1"}]}


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


# --- what is refused ---------------------------------------------------------------------------------------


def refused(read, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def repacked(data: bytes, part: str, text: bytes) -> bytes:
    """The same workbook with another text in one part."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, text)
    return made.getvalue()


def test_a_zip_bomb_is_refused_unopened():
    bomb = repacked(workbook(("a",)), "xl/worksheets/sheet1.xml", b" " * (sheet_reading.MOST_BYTES + 1))
    assert len(bomb) < 100_000
    assert refused(read_xlsx, bomb) == "too_large"


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_refused(code):
    strings = f"""<?xml version="1.0" encoding="{code}"?><!DOCTYPE sst [<!ENTITY a "ha">]>
    <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>"""
    laughs = repacked(workbook(("a",)), "xl/sharedStrings.xml", strings.encode(code))
    assert refused(read_xlsx, laughs) == "not_xlsx"


def test_one_text_in_very_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(sheet_reading, "MOST_BYTES", 1_000_000)
    long = "a" * 30_000
    data = xlsx([Sheet("x", ("a",), [(long,)])])
    assert read_xlsx(data)["x"][0]["a"] == long
    assert refused(read_xlsx, workbook(("a",), *[(long,)] * 40)) == "too_large"


def test_rows_are_counted_whatever_the_sheet_says_of_its_size():
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:A2"/>
    <sheetData>%s</sheetData></worksheet>""" % b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(1, 20_003)
    )
    assert (
        refused(read_xlsx, repacked(workbook(("a",)), "xl/worksheets/sheet1.xml", sheet)) == "too_many_rows"
    )
    gap = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>
    </sheetData></worksheet>"""
    assert refused(read_xlsx, repacked(workbook(("a",)), "xl/worksheets/sheet1.xml", gap)) == "too_many_rows"
    assert refused(read_csv, b"a\n" + b"1\n" * 20_001) == "too_many_rows"


def test_a_sheet_that_lies_about_its_size_is_read_whole():
    data = workbook(("a", "b"), ("1", "2"), ("3", "4"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A1:B3"' in sheet
    small = repacked(data, "xl/worksheets/sheet1.xml", sheet.replace(b'"A1:B3"', b'"A1:A1"'))
    large = repacked(data, "xl/worksheets/sheet1.xml", sheet.replace(b'"A1:B3"', b'"A1:XFD1048576"'))
    assert read_xlsx(small) == read_xlsx(large) == {"Sheet": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_xlsx"),
        (b"PK\x03\x04 not a workbook", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0 a locked workbook", "not_xlsx"),
        (workbook(tuple(f"c{i}" for i in range(201))), "too_many_columns"),
        (workbook(("a", "a"), (1, 2)), "same_column_twice"),
        (workbook(("a", None, "c"), (1, 2, 3)), "no_column_name"),
        (workbook(("a", "b"), (1, 2, 3)), "no_column_name"),
    ],
)
def test_a_workbook_that_cannot_be_understood_is_refused(data, reason):
    assert refused(read_xlsx, data) == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Họ".encode("utf-16"), "not_utf8"),
        ("Họ".encode("cp1258", "replace") + b"\xff", "not_utf8"),
        (b'a,b\n"1,2', "not_csv"),
        (b"a,b\n1,\0", "not_csv"),
        (b"a,a\n1,2", "same_column_twice"),
        (b"a,b\n1,2,3", "no_column_name"),
        (b"a\n" + b"x" * 32_768, "cell_too_long"),
        (b"a\n" + b"x" * 200_000, "cell_too_long"),
        (b",".join(b"c%d" % i for i in range(201)), "too_many_columns"),
        (b" " * (sheet_reading.MOST_BYTES + 1), "too_large"),
    ],
)
def test_a_csv_that_cannot_be_understood_is_refused(data, reason):
    assert refused(read_csv, data) == reason


def test_an_empty_file_holds_no_records():
    assert read_csv(b"") == []
    assert read_xlsx(workbook()) == {"Sheet": []}


def test_a_reason_is_one_of_the_known():
    with pytest.raises(ValueError, match="reason"):
        Unreadable("because")


def test_a_record_knows_its_line_and_which_of_its_cells_were_formulas():
    book = openpyxl.Workbook()
    for row in (("Ghi chú",), (), ("a", "b"), ("1", "=A1+1"), (), ("2", "x")):
        book.active.append(row)
    written = read_xlsx(saved(book))["Sheet"]
    assert [(record.line, record.formulas) for record in written] == [(4, {"b"}), (6, frozenset())]
    # What was written as text is text, in both forms; what somebody else left unmarked in a CSV is computed by Excel.
    ours = table("=1+1")
    assert [r.formulas for r in [*read_csv(csv(ours)), *read_xlsx(xlsx([ours]))["Bảng"]]] == [frozenset()] * 2
    (theirs,) = read_csv(b"a,b\n\n=1+1,+84 912\n")
    assert (theirs.line, theirs.formulas) == (3, {"a"})
