import io
import math
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree as Xml

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.core.spreadsheet import Heading, Sheet, Spreadsheet

DAY = date(2026, 10, 31)
DANGEROUS = [
    "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://evil.example\")", "http://evil.example/x",
    "mailto:a@b.example", "internal:Sheet1!A1", "{=1+1}", "\t=1+1", "<r><t>x</t></r></si><si>", "<r>&</r>", "<r>",
    "00123", "1E5", "_x0041_", "a\x00b\x0bc", "x\ufffe\uffff", "  two  ", "TRUE", "#N/A", "2026-10-31",
]  # fmt: skip


def book_of(rows, kind="text", day=DAY):
    book = Spreadsheet("test", day)
    width = max((len(row) for row in rows), default=1)
    Sheet(book, "One", [Heading(f"H{at}", 10, kind) for at in range(width)], 0).add(rows)
    return book.content()


def cells(content):
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content))["One"].iter_rows(min_row=2)]


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def shared_texts(content):
    """Texts as Excel would show them, but for the marks of control characters."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return ["".join(t.text or "" for t in si.iter(f"{space}t")) for si in Xml.fromstring(part(content, "xl/sharedStrings.xml"))]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_is_nothing_but_text(text):
    content = book_of([[text]])
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet and "hyperlink" not in sheet.lower() and 't="s"' in sheet
    [[cell]] = cells(content)
    assert cell.data_type == "s" and cell.hyperlink is None and cell.quotePrefix


@pytest.mark.parametrize(
    "text", [text for text in DANGEROUS if ("_x" not in text and text.isprintable()) or text.startswith("  ")]
)
def test_a_text_comes_back_as_it_was(text):
    [[cell]] = cells(book_of([[text]]))
    assert cell.value == text


def test_marks_of_control_characters_are_those_of_excel():
    # ECMA-376, ST_Xstring: _xHHHH_ stands for a character, _x005F_ for the underscore before what only looks like one.
    content = book_of([["a\x00b"], ["_x0041_"]])
    assert shared_texts(content)[-2:] == ["a_x0000_b", "_x005F_x0041_"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"), min_size=1), min_size=1)
)
def test_any_text_stays_in_its_own_cell(texts):
    assert [row[0].value for row in cells(book_of([[text] for text in texts]))] == texts


def test_types_are_real():
    [[text, number, day, nothing]] = cells(book_of([["A", 12.25, DAY, None]]))
    assert (text.data_type, number.data_type, day.is_date, nothing.value) == ("s", "n", True, None)
    assert number.value == 12.25 and day.value == datetime(2026, 10, 31)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_left_blank(number):
    assert cells(book_of([[1.0, number], [2.0, 3.0]]))[0][1].value is None


@pytest.mark.parametrize(("kind", "number", "shown"), [
    ("count", 216, "#,##0"), ("count", 216.0, "#,##0"), ("count", 0.5, "#,##0.0##"), ("rate", 3, "#,##0.00"),
    ("money", 0.1234, "#,##0.00##"), ("share", 0.95, "0.0%"),
])  # fmt: skip
def test_number_formats(kind, number, shown):
    [[cell]] = cells(book_of([[number]], kind))
    assert (cell.number_format, cell.value) == (shown, number)


def test_a_text_too_long_for_a_cell_says_so():
    [[cell]] = cells(book_of([["仓" * 40_000]]))
    assert cell.value == "仓" * 16_000 + "…"
    [[rich]] = cells(book_of([["<r>" + "😀" * 40_000]]))
    assert rich.value.startswith("<r>😀") and rich.value.endswith("…")


def test_the_same_content_has_the_same_bytes():
    rows = [["A17", 3.0, DAY], ["<r>x</r>", 1, None]]
    assert book_of(rows) == book_of(rows)
    assert "2026-10-31T00:00:00Z" in part(book_of(rows), "docProps/core.xml")
    assert book_of(rows, day=None) == book_of(rows, day=None)


def test_sheets_can_be_read_and_printed():
    sheet = openpyxl.load_workbook(io.BytesIO(book_of([["A", 1], ["B", 2]])))["One"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:B3" and sheet.column_dimensions["A"].width > 9
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0) and sheet.print_title_rows == "$1:$1"


def test_a_sheet_without_rows():
    assert cells(book_of([])) == []
