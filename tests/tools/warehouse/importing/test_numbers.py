from collections import Counter
from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import amounts
from tools.marketplaces import marketplaces
from tools.warehouse.importing.numbers import count_mark, currency_of, decimal_evidence, is_blank, number, whole_number
from tools.warehouse.importing.values import EXACT, UnreadableValue


def decimal_mark(texts):
    """The sign that a column's cells prove; `.` where there is none at all, None where they leave it open."""
    found = decimal_evidence(texts)
    return found.mark or (None if found.doubtful else ".")


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


two_decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(two_decimals, st.sampled_from([(",", "."), (".", ","), ("\u00a0", ","), ("'", "."), ("", "."), ("", ",")]))
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


@pytest.mark.parametrize(
    ("text", "mark", "value", "currency"),
    [
        ("AU $12.34", ".", "12.34", "AUD"), ("C $1", ".", "1", "CAD"), ("US $1,234.00", ".", "1234", "USD"),
        ("EUR 1.234,50", ",", "1234.50", "EUR"), ("12,50 €", ",", "12.50", "EUR"), ("￥1,980", ".", "1980", None),
        ("1.980 円", ",", "1980", "JPY"), ("Rp 100.000", ",", "100000", "IDR"), ("₫100.000", ",", "100000", "VND"),
        ("R$ 1.234,56", ",", "1234.56", "BRL"), ("1 234,50 zł", ",", "1234.50", "PLN"), ("5 kr", ".", "5", None),
        ("MX$5.10", ".", "5.10", "MXN"), ("S$5", ".", "5", "SGD"), ("HK$1.5", ".", "1.5", "HKD"), ("RM 5", ".", "5", "MYR"),
        ("₹1,23,456.00", ".", "123456", "INR"), ("R5.50", ".", "5.50", "ZAR"), ("¥5", ".", "5", None), ("5元", ".", "5", None),
        ("$5.00 USD", ".", "5", "USD"), ("$5", ".", "5", None), ("Rs. 5", ".", "5", None), ("5 Kč", ".", "5", "CZK"),
        ("１２，３４５．６％", ".", "12345.6", None), ("12,5 %", ",", "12.5", None), ("5.00 € -", ".", "-5", "EUR"),
    ],
)  # fmt: skip
def test_marks_of_currencies(text, mark, value, currency):
    assert (number(text, mark), currency_of(text)) == (Decimal(value), currency)


@pytest.mark.parametrize(
    "text",
    ["12 34", "10 20 30", "12²", "①", "½", "12 PCS", "5 USD 5", "5%%", "--5", "(5", "(-5)", "-5-", "5R", "0x10", "1_000", "inf",
     "nan", "1e", "0.125.250", "$ -", "1.234 567,00", "2-3", "2026-07-01"],
)  # fmt: skip
@pytest.mark.parametrize("mark", [".", ","])
def test_what_only_looks_like_a_number(text, mark):
    with pytest.raises(UnreadableValue, match="bad_number"):
        number(text, mark)


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("text", "value"), [("12.5", "12.5"), ("98.7%", "98.7"), ("1234.567", "1234.567"), ("-3", "-3"), ("1E-05", "0.00001")]
)
def test_a_typed_cell_is_read_by_its_point(text, value, mark):
    assert number(EXACT + text, mark) == Decimal(value)
    assert decimal_evidence([EXACT + text]) == (None, [])


@pytest.mark.parametrize("text", ["2026-07-01", "1,5", "$5", "1 234", "", "nan"])
def test_a_typed_cell_that_is_no_number(text):
    with pytest.raises(UnreadableValue, match="bad_number"):
        number(EXACT + text)


@pytest.mark.parametrize("mark", [".", ","])
def test_a_power_of_grouped_digits_is_no_number(mark):
    # Either sign could be the decimal one of 1.234E+05, so the other must not read it as 1234E+05.
    text = "1.234E+05" if mark == "," else "1,234E+05"
    with pytest.raises(UnreadableValue, match="bad_number"):
        number(text, mark)
    assert decimal_mark([text]) != mark


def test_cells_that_contradict_each_other_leave_the_column_open():
    found = decimal_evidence(["1.234,56", "7", "1,234.56"])
    assert found.mark is None and found.doubtful
    assert count_mark(found.doubtful, ".") is None


@pytest.mark.parametrize(("texts", "mark"), [(["1,980 円"], "."), (["1.980円"], ","), (["₩12,345"], "."), (["¥1,980"], None)])
def test_a_currency_without_decimals_proves_the_group(texts, mark):
    assert decimal_mark(texts) == mark


@pytest.mark.parametrize("text", ["", " ", "-", "--", "—", "–", "N/A", "n/a", " -- ", "null"])
def test_placeholders_are_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "-1", "A", "---1", "nil", "#N/A", "?"])
def test_what_is_no_placeholder(text):
    assert not is_blank(text)


def test_ten_thousand_cells_in_columns():
    # Wrong is a value that differs from the one that was written; an open column is asked about.
    columns = amounts.columns(seed=20260701, count=400, length=25)
    counts = Counter(judged for column in columns for judged in judge(column))
    assert counts == {"exact": 9_000, "asked": 1_000}
    assert len({column.name for column in columns}) >= 40


def judge(column):
    mark = decimal_mark(column.cells)
    if mark is None:
        return ["asked" if column.ambiguous else "asked without need"] * len(column.cells)
    return [
        "exact" if number(cell, mark) == value and not column.ambiguous else f"wrong: {cell}"
        for cell, value in zip(column.cells, column.values, strict=True)
    ]
