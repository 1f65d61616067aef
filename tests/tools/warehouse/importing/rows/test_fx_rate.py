import pytest

from tests.support import load, sql

HEADER = "date,base,quote,rate,source\n"


def test_rates(warehouse):
    result = load(warehouse, HEADER + "2026-03-02,eur,usd,1.1350,ecb\n2026-03-02,JPY,USD,0.006720001,ecb\n")
    assert (result.report, result.rows_added) == ("chuhai.fx_rates", 2)
    assert sql(warehouse, "select rate_date::varchar, base, quote, rate::varchar, source from fx_rate order by base") == [
        ("2026-03-02", "EUR", "USD", "1.135000000", "ecb"),
        ("2026-03-02", "JPY", "USD", "0.006720001", "ecb"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2026-03-02,EUR,USD,0,x", "rate", "greater than zero"),
        ("2026-03-02,EUR,USD,-1,x", "rate", "greater than zero"),
        ("2026-03-02,EURO,USD,1.1,x", "base", "three-letter"),
        ("2026-03-02,EUR,,1.1,x", "quote", "blank"),
        (",EUR,USD,1.1,x", "date", "blank"),
        ("2026-03-02,EUR,USD,,x", "rate", "blank"),
    ],
)
def test_rates_that_cannot_be(warehouse, row, column, reason):
    [rejection] = load(warehouse, HEADER + row + "\n").rejections
    assert (rejection.line, rejection.column) == (2, column) and reason in rejection.reason


def test_a_corrected_rate_replaces_the_first(warehouse):
    load(warehouse, HEADER + "2026-03-02,EUR,USD,1.10,x\n")
    assert load(warehouse, HEADER + "2026-03-02,EUR,USD,1.20,x\n").rows_superseded == 1
    assert sql(warehouse, "select rate::varchar from fx_rate") == [("1.200000000",)]


def test_a_rate_listed_twice(warehouse):
    row = "2026-03-02,EUR,USD,1.10,x\n"
    assert load(warehouse, HEADER + row + row).rows_added == 1
    [rejection] = load(warehouse, HEADER + row + row.replace("1.10", "1.20")).rejections
    assert (rejection.line, rejection.column) == (3, "date")


def test_a_rate_too_large_to_hold(warehouse):
    # decimal(18, 9) has nine digits before the point
    [rejection] = load(warehouse, HEADER + "2026-03-02,EUR,IDR,1000000000,x\n").rejections
    assert (rejection.column, rejection.reason) == ("rate", "is larger than the warehouse holds")
