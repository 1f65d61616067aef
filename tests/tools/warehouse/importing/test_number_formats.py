from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel, to_excel

from tools.warehouse.importing.number_formats import lost_digits, number_text, shown_as
from tools.warehouse.importing.values import EXACT


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("12.5", "12.5"), ("3.0", "3"), ("3", "3"), ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("-12", "-12"), ("0.10", "0.1"),
        ("1E+21", "1" + "0" * 21), ("1.5E-7", "0.00000015"), ("1e2", "100"), (".5", "0.5"), ("5.", "5"), ("+7", "7"),
        ("0.10000000000000001", "0.1"), ("19.990000000000002", "19.990000000000002"), ("007", "7"),
        ("12345678901234567890", "12345678901234567890"), ("1.23456789012345E+18", "1234567890123450000"),
        ("9007199254740993", "9007199254740993"),
    ],
)  # fmt: skip
def test_numbers_are_plain_digits(written, text):
    assert number_text(written) == EXACT + text


@pytest.mark.parametrize("written", ["INF", "NaN", "1e999", "1e9999999", "12,5", "0x10", "", "1" * 500, "１２"])
def test_what_is_no_number_stays(written):
    assert number_text(written) == written


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_comes_back(value):
    text = number_text(repr(value)).removeprefix(EXACT)
    assert "e" not in text.lower()
    assert float(text) == value


@pytest.mark.parametrize(
    ("written", "text"), [("0.987", "98.7%"), ("1", "100%"), ("0", "0%"), ("-0.05", "-5%"), ("0.28999999999999998", "29%")]
)
def test_percentages(written, text):
    assert number_text(written, "percent") == EXACT + text


@pytest.mark.parametrize(
    ("written", "shown", "from_1904", "text"),
    [
        # days that Excel itself shows for these numbers
        ("1", "date", False, "1900-01-01"),
        ("59", "date", False, "1900-02-28"),
        ("60", "date", False, EXACT + "60"),
        ("61", "date", False, "1900-03-01"),
        ("46000", "date", False, "2025-12-09"),
        ("46000", "moment", False, "2025-12-09T00:00:00"),
        ("46000.5", "date", False, "2025-12-09T12:00:00"),
        ("46000.43232638889", "moment", False, "2025-12-09T10:22:33"),
        ("46000.999999999", "moment", False, "2025-12-10T00:00:00"),
        ("46000.000005787", "moment", False, "2025-12-09T00:00:00.500"),
        ("2958465", "date", False, "9999-12-31"),
        ("2958466", "date", False, EXACT + "2958466"),
        ("-1", "date", False, EXACT + "-1"),
        ("9999999", "date", False, EXACT + "9999999"),
        ("0", "date", False, EXACT + "0"),
        ("0", "date", True, "1904-01-01"),
        ("44538", "date", True, "2025-12-09"),
        ("0.5", "time", False, "12:00:00"),
        ("46000.5", "time", False, "2025-12-09T12:00:00"),
        ("1.5", "elapsed", False, "36:00:00"),
    ],
)
def test_days_and_times(written, shown, from_1904, text):
    assert number_text(written, shown, from_1904) == text


MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS)
def test_moments_of_the_1900_system(moment):
    text = number_text(repr(to_excel(moment)), "moment")
    assert datetime.fromisoformat(text) == moment == from_excel(to_excel(moment))


@given(MOMENTS.filter(lambda moment: moment.year > 1904))
def test_moments_of_the_1904_system(moment):
    number = repr(float(to_excel(moment, CALENDAR_MAC_1904)))
    assert datetime.fromisoformat(number_text(number, "moment", True)) == moment


@given(st.integers(61, 73_050))
def test_days_count_from_the_end_of_1899(number):
    expected = datetime(1899, 12, 30) + timedelta(number)
    assert number_text(str(number), "date") == expected.date().isoformat()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "number"), ("G/通用格式", "number"), ("0.00", "number"), ("#,##0.00", "number"), ("@", "number"),
        ('#,##0.00" USD"', "number"), ('#,##0.00 "days"', "number"), ("[$R$-416] #,##0.00", "number"), ("0.00E+00", "number"),
        ("[Red]-0.00;[Blue]0.00", "number"), ("#,##0 \\d", "number"), ("_-* #,##0.00_-;-* #,##0.00_-", "number"), ("", "number"),
        ("USD #,##0.00", "number"), ("0%", "percent"), ('0.0%;-0.0%;"-"', "percent"),
        ('0.0"%"', "number"), ("0.0\\%", "number"),
        ("yyyy-mm-dd", "date"), ('yyyy"年"m"月"d"日"', "date"), ("[$-804]yyyy/m/d;@", "date"), ("mmm-yy", "date"),
        ("mmm", "date"), ('[$-411]ggge"年"m"月"d"日"', "date"), ("dddd", "date"),
        ("[$-804]aaaa", "date"), ("d/m/yyyy h:mm", "moment"),
        ("yyyy-mm-dd hh:mm:ss.000", "moment"), ("h:mm AM/PM", "time"), ('上午/下午h"时"mm"分"', "time"), ("mm:ss.0", "time"),
        ("[h]:mm:ss", "elapsed"), ("[mm]:ss", "elapsed"),
    ],
)  # fmt: skip
def test_custom_formats(code, shown):
    assert shown_as(200, code) == shown


@pytest.mark.parametrize("number", BUILTIN_FORMATS)
def test_built_in_formats_are_as_their_codes_say(number):
    assert shown_as(number) == shown_as(number, BUILTIN_FORMATS[number])
    assert (shown_as(number) not in ("number", "percent")) == is_date_format(BUILTIN_FORMATS[number])


@pytest.mark.parametrize("number", [*range(27, 32), 36, 50, 57, 58])
def test_formats_of_chinese_excel_are_days(number):
    assert number_text("46000", shown_as(number)) == "2025-12-09"


def test_an_endless_format_is_read_quickly():
    assert shown_as(200, "[" * 1_000_000) == "number"


@pytest.mark.parametrize(
    ("text", "lost"),
    [("123456789012345", False), ("1234567890123456", True), ("1234567890123450000", True), ("0.000123456789", False),
     (EXACT + "-123456789012345", False), (EXACT + "0.30000000000000004", True), ("19.99%", False), ("", False)],
)  # fmt: skip
def test_lost_digits(text, lost):
    assert lost_digits(text) is lost


@given(st.decimals(-(10**9), 10**9, places=5))
def test_amounts_stay_exact(amount):
    # 9 digits and 5 decimals are fewer than the 15 digits that a float keeps
    assert Decimal(number_text(repr(float(amount))).removeprefix(EXACT)) == amount
