import pytest

from tests.support import codes
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    one_name,
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


@pytest.fixture(scope="module")
def renamed(shared):
    """A became A2 under the same ASIN; B is as it was."""
    rows = [
        *product("A", of=BEFORE, units=FALLING),
        *product("A2", of=AFTER, units=FALLING, asin="B-A"),
        *product("B", sessions=100, units=10),
    ]
    traffic(shared, rows)
    return rows


def test_a_sku_that_was_renamed_is_one_product(renamed, shared, told):
    result = told()
    assert segments(result) == {("amazon_de", "A2", None), ("amazon_de", "B", None)}
    assert (result.entries.amount, result.exits.amount) == (0, 0)
    assert "A → A2" in said(result, "sku_renamed")
    assert_split(result, one_name(renamed, A="A2"))
    assert_agrees(shared, result)


@pytest.mark.parametrize(
    "question", [{"skus": ["A"]}, {"skus": ["A2"]}, {"filters": {"asin": ["B-A"]}}, {"filters": {"sku": ["A"]}}]
)
def test_either_name_leads_to_it(renamed, told, question):
    result = told(**question)
    assert segments(result) == {("amazon_de", "A2", None)}
    assert_split(result, [row for row in one_name(renamed, A="A2") if row["sku"] == "A2"])


def test_the_other_product_alone_says_nothing_of_names(renamed, told):
    result = told(skus=["B"])
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


def test_a_sku_of_orders_is_asked_for_by_its_own_name(warehouse, diagnose):
    ordered(warehouse, orders("A", units=FALLING), orders("B"))
    result = diagnose(skus=["A"])
    assert segments(result) == {("amazon_de", "A", None)}
    assert (result.base_total, result.current_total) == (28 * 600, 14 * 360)


def test_the_product_list_does_not_rename_rows_with_a_sku(warehouse, diagnose):
    traffic(warehouse, product("A", units=FALLING))
    seed(warehouse, "product", {"sku": "A-LISTED", "asin": "B-A"})
    assert segments(diagnose()) == {("amazon_de", "A", None)}
