from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from tools.marketplaces import marketplaces
from tools.warehouse.importing.values import (
    UnreadableValue,
    day,
    day_order,
    decimal_evidence,
    instant,
    number,
    whole_number,
)


def decimal_mark(texts):
    """The sign that a column's cells prove; `.` where there is none at all, None where they leave it open."""
    found = decimal_evidence(texts)
    return found.mark or (None if found.doubtful else ".")


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.234,56"], ","),
        (["1,234.56"], "."),
        (["1\u00a0234,56"], ","),
        (["1'234.56"], "."),
        (["12,5"], ","),
        (["(12.00)"], "."),
        (["-0,99"], ","),
        (["0.125"], "."),  # nobody groups after a leading nought
        (["1.234.567"], ","),  # a sign that comes twice groups
        (["1,234,567"], "."),
        (["5", "17"], "."),  # no sign at all: either will do
        (["1.234"], None),
        (["1,234"], None),
        (["-1.234"], None),
        (["−1.234"], None),  # a typographic minus is a minus
        (["$1,234"], None),
        (["1.234", "0,5"], ","),  # one telling cell decides for the column
        (["1.234", "5.678", "999"], None),
    ],
)
def test_decimal_mark(texts, mark):
    assert decimal_mark(texts) == mark


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234,56", ",", "1234.56"),
        ("1,234.56", ".", "1234.56"),
        ("1\u00a0234,56", ",", "1234.56"),
        ("1\u202f234,56 €", ",", "1234.56"),
        ("1'234.56", ".", "1234.56"),
        ("1’234.56", ".", "1234.56"),
        ("(12.00)", ".", "-12.00"),
        ("($1,234.50)", ".", "-1234.50"),
        ("−12", ".", "-12"),
        ("-12", ".", "-12"),
        ("12-", ".", "-12"),
        ("+3", ".", "3"),
        ("+1,234", ".", "1234"),
        ("¥1,980", ".", "1980"),
        ("￥1,980", ".", "1980"),
        ("1,980円", ".", "1980"),
        ("$0.99", ".", "0.99"),
        ("US$1,234.50", ".", "1234.50"),
        ("-$5.00", ".", "-5.00"),
        ("EUR 7,50", ",", "7.50"),
        ("1.299,00 zł", ",", "1299.00"),
        ("12.5%", ".", "12.5"),
        ("12,34 %", ",", "12.34"),
        (".5", ".", "0.5"),
        ("₹1,23,456.00", ".", "123456.00"),  # India groups by lakh
        ("0", ",", "0"),
    ],
)
def test_number(text, mark, value):
    assert number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("", "."), ("-", "."), ("abc", "."), ("12a", "."), ("1,23", "."), ("1.2.3", "."), ("1,234,5", "."),
     ("1.5,5", "."), ("12..5", "."), ("--5", "."), ("N/A", "."), ("1.23", ",")],
)  # fmt: skip
def test_not_a_number(text, mark):
    with pytest.raises(UnreadableValue, match="bad_number"):
        number(text, mark)


@pytest.mark.parametrize("market", marketplaces().values(), ids=lambda market: market.id)
def test_money_as_each_marketplace_writes_it(market):
    # Oracle: the Unicode CLDR's way to write an amount of that currency in that language.
    language = "en" if market.language.startswith("ar") else market.language
    text = format_currency(Decimal("1234.50"), market.currency, locale=language, currency_digits=False)
    mark = decimal_mark([text])
    assert mark is not None and number(text, mark) == Decimal("1234.50")


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(amounts, st.sampled_from([(",", "."), (".", ","), ("\u00a0", ","), ("'", "."), ("", "."), ("", ",")]))
def test_a_written_amount_reads_back(amount, signs):
    grouping, mark = signs
    text = f"{amount:,.2f}".replace(",", "G").replace(".", mark).replace("G", grouping)
    assert decimal_mark([text]) == mark
    assert number(text, mark) == amount


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("1,234", 1234), ("-3", -3), ("12.0", 12)])
def test_whole_number(text, value):
    assert whole_number(text) == value


def test_half_a_piece_is_no_count():
    with pytest.raises(UnreadableValue, match="bad_whole_number"):
        whole_number("1.5")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13/12/2010"], "dmy"),
        (["12/13/2010 8:26 AM"], "mdy"),
        (["03/04/2024", "12/13/2024"], "mdy"),
        (["14.03.2023"], "dmy"),
        (["03.04.2023"], "dmy"),  # dots are written day first
        (["2024-03-04"], "dmy"),  # nothing to decide
        (["03/04/2024"], None),
    ],
)
def test_day_order(texts, order):
    assert day_order(texts) == order


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        # 2026-03-02 is winter time: Berlin is an hour ahead of UTC
        ("2026-03-02T10:00:00", "dmy", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2026-03-02T10:00:00+00:00", "dmy", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03-02T10:00:00Z", "dmy", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03-02T10:00:00-08:00", "dmy", datetime(2026, 3, 2, 18, tzinfo=UTC)),
        ("14.03.2023 07:49:55 UTC", "dmy", datetime(2023, 3, 14, 7, 49, 55, tzinfo=UTC)),
        ("12/13/2010 8:26 AM", "mdy", datetime(2010, 12, 13, 7, 26, tzinfo=UTC)),
        ("12/13/2010 12:05 AM", "mdy", datetime(2010, 12, 12, 23, 5, tzinfo=UTC)),
        ("12/13/2010 12:05 PM", "mdy", datetime(2010, 12, 13, 11, 5, tzinfo=UTC)),
        ("1/2/24 3:04", "dmy", datetime(2024, 2, 1, 2, 4, tzinfo=UTC)),
        ("2026/07/01 10:00", "dmy", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        # summer time began on 2026-03-29 at 2 h and ended on 2026-10-25 at 3 h
        ("2026-03-29 01:30:00", "dmy", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("2026-03-29 03:30:00", "dmy", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 01:30:00", "dmy", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        ("2026-10-25 03:30:00", "dmy", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_instant(text, order, expected):
    assert instant(text, BERLIN, order) == expected


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "31.02.2026", "32/01/2026", "10:30", "1/1/1/1", "0001-01-01"])
def test_not_an_instant(text):
    with pytest.raises(UnreadableValue, match="bad_date"):
        instant(text, BERLIN, "dmy")


def test_day():
    assert day("2026-03-02T23:59:00Z") == date(2026, 3, 2)
    assert day("02/03/2026", "dmy") == date(2026, 3, 2)
    assert day("02/03/2026", "mdy") == date(2026, 2, 3)
    with pytest.raises(UnreadableValue):
        day("2026-13-01")


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [("R$ 1.234,50", ",", "1234.50"), ("R1\u00a0234,50", ",", "1234.50"), ("-R$5,00", ",", "-5.00"),
     ("₺1.234,50", ",", "1234.50"), ("Rs. 1,23,456", ".", "123456"), ("%98,50", ",", "98.50"),
     ("\u200f1,234.50\u00a0AED", ".", "1234.50"), ("-1,23,456", ".", "-123456")],
)  # fmt: skip
def test_currencies(text, mark, value):
    assert number(text, mark) == Decimal(value)


@pytest.mark.parametrize("text", ["1XYZ2", "12R", "R", "1.23.456", "123,45,678", {"amount": 5}, [5], True, 1.5])
def test_what_is_no_number_either(text):
    with pytest.raises(UnreadableValue, match="bad_number"):
        number(text, "," if text == "1.23.456" else ".")


@pytest.mark.parametrize("text", [str(2**63), "-1E+40", "1E+999999999"])
def test_a_count_too_large(text):
    with pytest.raises(UnreadableValue, match="too_large"):
        whole_number(text)


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_years_of_no_export(text):
    with pytest.raises(UnreadableValue, match="bad_date"):
        day(text)
