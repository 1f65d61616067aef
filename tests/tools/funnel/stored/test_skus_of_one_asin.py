import pytest

from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    product,
    segments,
    then,
    traffic,
)

BEFORE, AFTER = range(BASE), range(BASE, DAYS)
FALLING = then(20, 12)


@pytest.fixture(scope="module")
def mixed(shared):
    """Reports by ASIN, then by SKU; the ASIN has two SKUs, B has one."""
    rows = [
        *product("A", of=BEFORE, level="child_asin", sessions=250, units=25),
        *product("A", of=AFTER, units=15),
        *product("A-FBM", of=AFTER, asin="B-A", sessions=50, units=5),
        *product("B", of=BEFORE, level="child_asin"),
        *product("B", of=AFTER),
    ]
    traffic(shared, rows)
    return rows


def by_asin(row):
    return "amazon_de", {"B-A": "B-A", "B-B": "B"}[row["asin"]], None


def test_two_skus_of_an_asin_are_held_together_where_reports_by_asin_hold_both(mixed, shared, told):
    result = told()
    assert segments(result) == {("amazon_de", "B-A", None), ("amazon_de", "B", None)}
    assert_split(result, mixed, named=by_asin)
    assert result.entries.amount == 0
    assert_agrees(shared, result)


@pytest.mark.parametrize("question", [{"skus": ["A"]}, {"skus": ["A-FBM"]}, {"filters": {"asin": ["B-A"]}}])
def test_asked_by_one_of_them_the_answer_is_of_the_asin(mixed, told, question):
    result = told(**question)
    assert segments(result) == {("amazon_de", "B-A", None)}
    assert_split(result, [row for row in mixed if row["asin"] == "B-A"], named=by_asin)


def test_windows_by_sku_with_a_history_by_asin_hold_them_together_too(mixed, told):
    days = {"base": {"from": "2026-03-29", "to": "2026-04-04"}, "current": {"from": "2026-04-05", "to": "2026-04-11"}}
    assert_split(told(**days), mixed, named=by_asin)
