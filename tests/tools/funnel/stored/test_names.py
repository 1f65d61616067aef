import pytest

from tests.support import codes
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    ordered,
    orders,
    product,
    said,
    segments,
    then,
    traffic,
)
from tests.tools.sales.seeding import seed

BEFORE, AFTER = range(BASE), range(BASE, DAYS)
FALLING = then(20, 12)


def one_name(rows, **names):
    return [{**row, "sku": names.get(row["sku"], row["sku"])} for row in rows]


@pytest.fixture
def renamed(warehouse):
    """A became A2 under the same ASIN; B is as it was."""
    rows = [
        *product("A", of=BEFORE, units=FALLING),
        *product("A2", of=AFTER, units=FALLING, asin="B-A"),
        *product("B", sessions=100, units=10),
    ]
    traffic(warehouse, rows)
    return rows


def test_a_sku_that_was_renamed_is_one_product(renamed, warehouse, diagnose):
    result = diagnose()
    assert segments(result) == {("amazon_de", "A2", None), ("amazon_de", "B", None)}
    assert (result.entries.amount, result.exits.amount) == (0, 0)
    assert "A → A2" in said(result, "sku_renamed")
    assert_split(result, one_name(renamed, A="A2"))
    assert_agrees(warehouse, result)


@pytest.mark.parametrize("question", [{"skus": ["A"]}, {"skus": ["A2"]}, {"filters": {"asin": ["B-A"]}}, {"filters": {"sku": ["A"]}}])
def test_either_name_leads_to_it(renamed, diagnose, question):
    result = diagnose(**question)
    assert segments(result) == {("amazon_de", "A2", None)}
    assert_split(result, [row for row in one_name(renamed, A="A2") if row["sku"] == "A2"])


def test_the_other_product_alone_says_nothing_of_names(renamed, diagnose):
    result = diagnose(skus=["B"])
    assert segments(result) == {("amazon_de", "B", None)} and "sku_renamed" not in codes(result)


def test_a_sku_that_was_renamed_twice(warehouse, diagnose):
    rows = [
        *product("A", of=range(10), units=FALLING),
        *product("A2", of=range(10, 30), units=FALLING, asin="B-A"),
        *product("A3", of=range(30, DAYS), units=FALLING, asin="B-A"),
    ]
    traffic(warehouse, rows)
    result = diagnose(skus=["A"])
    assert segments(result) == {("amazon_de", "A3", None)}
    assert_split(result, one_name(rows, A="A3", A2="A3"))


def test_a_sku_that_was_renamed_on_one_marketplace_only(warehouse, diagnose):
    here = [*product("A", of=BEFORE), *product("A2", of=AFTER, asin="B-A")]
    there = product("A", marketplace="amazon_fr", units=FALLING)
    traffic(warehouse, here, there)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A2", None), ("amazon_fr", "A", None)}
    assert_split(result, [*one_name(here, A="A2"), *there])


def test_two_skus_of_an_asin_at_the_same_time_are_two_products(warehouse, diagnose):
    rows = [*product("A", units=FALLING), *product("A-FBM", asin="B-A", sessions=50, units=5)]
    traffic(warehouse, rows)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "A-FBM", None)}
    assert_split(result, rows)


@pytest.fixture
def mixed(warehouse):
    """Reports by ASIN, then by SKU; the ASIN has two SKUs, B has one."""
    rows = [
        *product("A", of=BEFORE, level="child_asin", sessions=250, units=25),
        *product("A", of=AFTER, units=15),
        *product("A-FBM", of=AFTER, asin="B-A", sessions=50, units=5),
        *product("B", of=BEFORE, level="child_asin"),
        *product("B", of=AFTER),
    ]
    traffic(warehouse, rows)
    return rows


def by_asin(row):
    return "amazon_de", {"B-A": "B-A", "B-B": "B"}[row["asin"]], None


def test_two_skus_of_an_asin_are_held_together_where_reports_by_asin_hold_both(mixed, warehouse, diagnose):
    result = diagnose()
    assert segments(result) == {("amazon_de", "B-A", None), ("amazon_de", "B", None)}
    assert_split(result, mixed, named=by_asin)
    assert result.entries.amount == 0
    assert_agrees(warehouse, result)


@pytest.mark.parametrize("question", [{"skus": ["A"]}, {"skus": ["A-FBM"]}, {"filters": {"asin": ["B-A"]}}])
def test_asked_by_one_of_them_the_answer_is_of_the_asin(mixed, diagnose, question):
    result = diagnose(**question)
    assert segments(result) == {("amazon_de", "B-A", None)}
    assert_split(result, [row for row in mixed if row["asin"] == "B-A"], named=by_asin)


def test_windows_by_sku_with_a_history_by_asin_hold_them_together_too(mixed, diagnose):
    days = {"base": {"from": "2026-03-29", "to": "2026-04-04"}, "current": {"from": "2026-04-05", "to": "2026-04-11"}}
    assert_split(diagnose(**days), mixed, named=by_asin)


def test_a_sku_of_orders_is_asked_for_by_its_own_name(warehouse, diagnose):
    ordered(warehouse, orders("A", units=FALLING), orders("B"))
    result = diagnose(skus=["A"])
    assert segments(result) == {("amazon_de", "A", None)}
    assert (result.base_total, result.current_total) == (28 * 600, 14 * 360)


def test_the_product_list_does_not_rename_rows_with_a_sku(warehouse, diagnose):
    traffic(warehouse, product("A", units=FALLING))
    seed(warehouse, "product", {"sku": "A-LISTED", "asin": "B-A"})
    assert segments(diagnose()) == {("amazon_de", "A", None)}
