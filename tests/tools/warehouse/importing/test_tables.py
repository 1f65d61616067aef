from decimal import Decimal

import pytest

from tools.core.errors import ImportRefused
from tools.warehouse.importing.tables import fold, read_json, read_table


def refused(read, text):
    with pytest.raises(ImportRefused) as refusal:
        read(text, "f.csv")
    return refusal.value


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_numbers_count_lines_inside_quotes(end):
    text = end.join(["sku,title", 'A,"two', 'lines"', "", "B,one", 'C,"x', "", 'y"', "D,z"]) + end
    # header 1; A on 2 and 3; 4 is empty; B on 5; C on 6 to 8; D on 9
    table = read_table(text, "f.csv")
    assert [(r.line, r.cells["sku"]) for r in table.records] == [(2, "A"), (5, "B"), (6, "C"), (9, "D")]
    assert table.records[0].cells["title"] == f"two{end}lines"


@pytest.mark.parametrize("sign", ["\t", ",", ";", "|"])
def test_delimiters(sign):
    text = f"sku{sign}price\nA{sign}x\n"
    assert read_table(text, "f.csv").records[0].cells == {"sku": "A", "price": "x"}


def test_decimal_commas_in_a_semicolon_file_stay_in_their_cell():
    assert read_table("sku;price\nA;1.234,56\n", "f.csv").records[0].cells["price"] == "1.234,56"


def test_a_doubled_quotation_mark_is_one():
    assert read_table('sku,title\nA,"19"" rack"\n', "f.csv").records[0].cells["title"] == '19" rack'


def test_inch_marks_in_tab_files_are_text():
    # Amazon's flat files do not quote: a mark in the middle of a title is the title's.
    assert read_table('sku\ttitle\nA\t19" rack\n', "f.csv").records[0].cells["title"] == '19" rack'


def test_short_rows_and_empty_last_columns():
    table = read_table("\ufeffsku,title,price,,\nA,x\nB,y,3,,\n", "f.csv")
    assert table.header == ["sku", "title", "price"]
    assert [r.cells["price"] for r in table.records] == ["", "3"]


def test_empty_lines_before_the_header():
    assert read_table("\n\nsku,price\nA,1\n", "f.csv").records[0].line == 4


def test_duplicate_column():
    error = refused(read_table, "sku,price,sku\nA,1,B\n")
    assert (error.key, error.details["column"]) == ("file_duplicate_column", "sku")


def test_wide_row_names_its_line():
    error = refused(read_table, 'sku,title\nA,"x\ny"\nB,1,2\n')
    details = {name: error.details[name] for name in ("line", "columns", "found")}
    assert (error.key, details) == ("file_wide_row", {"line": 4, "columns": 2, "found": 3})


@pytest.mark.parametrize("row", ['B,"never closed', 'B,"closed" early'])
def test_broken_quotation_names_the_line_it_begins_on(row):
    error = refused(read_table, f"sku,title\nA,x\n{row}\nC,y\nD,z\n")
    assert (error.key, error.details["line"]) == ("file_broken_row", 3)


def test_only_blanks_is_empty():
    assert refused(read_table, "\n , \n").key == "file_empty"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Sessions – Total", "sessions total"),
        ("Sessions - Total", "sessions total"),
        ("Sessions—Total", "sessions total"),
        ("\ufeff(Parent) ASIN", "(parent) asin"),
        ("amazon-order-id", "amazon order id"),
        ("unit_cost", "unit cost"),
        ("  Units   Ordered ", "units ordered"),
    ],
)
def test_fold(written, folded):
    assert fold(written) == folded


def test_json_numbers_stay_exact():
    reports = read_json('\ufeff{"amount": 0.1, "n": 12345678901234567890}', "f.json")
    assert reports == [{"amount": Decimal("0.1"), "n": 12345678901234567890}]


def test_json_array_of_reports():
    assert read_json('[{"a": 1}, {"a": 2}]', "f.json") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"a": 1,\n "b": }', "file_broken_json"),
        ('{"a": NaN}', "file_broken_json"),  # not JSON, though Python reads it
        ("[]", "file_not_reports"),
        ("[1, 2]", "file_not_reports"),
        ('"text"', "file_not_reports"),
    ],
)
def test_json_that_is_no_report(text, key):
    assert refused(read_json, text).key == key


def test_broken_json_names_its_line():
    assert refused(read_json, '{"a": 1,\n "b": }').details["line"] == 2


@pytest.mark.parametrize("text", ['{"a":\n [1, -Infinity]}', '{"a":\n Infinity}', '{"a": "NaN",\n "b": NaN}'])
def test_numbers_that_json_does_not_have_are_named_by_line(text):
    error = refused(read_json, text)
    assert (error.key, error.details["line"]) == ("file_broken_json", 2)


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a": ' + "9" * 5_000 + "}"], ids=["deep", "long"])
def test_json_beyond_reason(text):
    assert refused(read_json, text).key == "file_broken_json"
