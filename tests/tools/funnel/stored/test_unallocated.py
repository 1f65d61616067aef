import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    on,
    parts,
    product,
    said,
    sales,
    segments,
    store,
    then,
    traffic,
)

REST = ("amazon_de", None, "unallocated")
A = product("A", units=then(20, 12))


def rest_of(whole, *products):
    """What store rows hold beside those of products, as rows."""
    held = store(*products)
    left = []
    for row, own in zip(whole, held, strict=True):
        sold = row["units_ordered"] - own["units_ordered"]
        amount = row["ordered_product_sales"] - own["ordered_product_sales"]
        left.append({**row, "units_ordered": sold, "ordered_product_sales": amount, "sessions": sold, "buy_box_percentage": 1})
    return left


def added(*groups):
    """Parts of several chains together."""
    return {name: round(sum(group.get(name, 0) for group in groups), 2) for name in {n for group in groups for n in group}}


def test_what_the_store_sold_beside_its_products_stands_apart(warehouse, diagnose):
    own, hidden = product("A", units=then(20, 19)), product("X", sessions=50, units=5, price=20)
    traffic(warehouse, own, store(own, hidden))
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None), REST}
    assert (result.base_total, result.current_total) == (28 * 700, 14 * 670)
    assert_agrees(warehouse, result)
    assert "unallocated" in codes(result)
    # The rest is as it was: all that moved is A's conversion.
    assert amounts(result) == pytest.approx(parts(own), abs=0.011)


def test_a_product_that_falls_beside_a_rest_that_does_not_is_no_cut_report(warehouse, diagnose):
    hidden = product("X", sessions=50, units=5, price=20)
    traffic(warehouse, A, store(A, hidden))
    result = diagnose()
    assert "products_cut_short" not in codes(result) and segments(result) == {("amazon_de", "A", None), REST}
    assert amounts(result) == pytest.approx(parts(A), abs=0.011)
    assert_agrees(warehouse, result)


def test_the_rest_is_split_into_units_and_price(warehouse, diagnose):
    # Two per cent of the store may be missing more in one window; the rest stays about as large a part.
    hidden = product("X", units=lambda number: 5 if number < BASE else 6, price=then(20, 17))
    own = product("A", units=20, price=then(30, 31))
    traffic(warehouse, own, store(own, hidden))
    result = diagnose()
    left = rest_of(store(own, hidden), own)
    whole = parts(left, factors=("units", "share", "one", "price"))
    assert amounts(result) == pytest.approx(added(parts(own), whole), abs=0.011)
    assert_agrees(warehouse, result)


def test_a_product_asked_for_has_no_rest(warehouse, diagnose):
    traffic(warehouse, A, store(A, product("X", units=5)))
    result = diagnose(skus=["A"])
    assert segments(result) == {("amazon_de", "A", None)} and "unallocated" not in codes(result)
    assert_split(result, A)


def test_products_that_sold_more_than_the_store_count_and_that_is_said(warehouse, diagnose):
    low = [{**row, "ordered_product_sales": row["ordered_product_sales"] * 0.9} for row in store(A)]
    traffic(warehouse, A, low)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None)} and "unallocated" in codes(result)
    assert_split(result, A)


def test_a_difference_of_rounding_is_none(warehouse, diagnose):
    near = [{**row, "ordered_product_sales": row["ordered_product_sales"] + 0.3} for row in store(A)]
    traffic(warehouse, A, near)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None)} and "unallocated" not in codes(result)


def test_products_cut_short_in_one_window_give_way_to_the_store(warehouse, diagnose):
    b = product("B", sessions=100, units=10)
    traffic(warehouse, A, b[:BASE], store(A, b))
    result = diagnose()
    assert segments(result) == {("amazon_de", None, None)}
    assert {"products_cut_short", "traffic_by_store"} <= codes(result) and "unallocated" not in codes(result)
    assert (result.exits.amount, result.entries.amount) == (0, 0)
    assert_split(result, store(A, b))
    assert_agrees(warehouse, result)


def test_only_the_marketplace_that_is_cut_short_gives_way(warehouse, diagnose):
    b = product("B", sessions=100, units=10)
    there = product("A", marketplace="amazon_fr", units=then(20, 15))
    traffic(warehouse, A, b[:BASE], store(A, b), there, store(there, marketplace="amazon_fr"))
    result = diagnose()
    assert segments(result) == {("amazon_de", None, None), ("amazon_fr", "A", None)}
    assert "amazon_de" in said(result, "products_cut_short") and "amazon_fr" not in said(result, "products_cut_short")
    assert_split(result, [*store(A, b), *there])
    assert_agrees(warehouse, result)


@pytest.mark.parametrize("missing", [(39, 40, 41), (31, 32, 33), (5, 6, 7)])
def test_days_on_which_only_the_store_is_told_of_are_not_counted_twice(warehouse, diagnose, missing):
    steady = product("A")
    kept = [row for row in steady if row["days"][0] not in {on(number) for number in missing}]
    traffic(warehouse, kept, store(steady))
    result = diagnose()
    # The products' own daily mean, or the store's figures: nothing changed, and nothing is there twice.
    assert result.change == pytest.approx(0, abs=0.01) and result.current == pytest.approx(14 * 600)
    assert named(result) == [] and REST not in segments(result)


def test_days_without_products_when_the_store_fell_on_them(warehouse, diagnose):
    """The store's own rows tell what was sold on days that the report by product lacks."""
    steady = product("A", units=lambda number: 5 if number in (39, 40, 41) else 20)
    traffic(warehouse, [row for row in steady if row["days"][0] < on(39)], store(steady))
    result = diagnose()
    told = "report_days_missing" in codes(result)
    assert told or result.current_total == pytest.approx(sales(steady, {"from": str(on(BASE)), "to": str(on(DAYS - 1))}))


def test_the_rest_of_several_currencies_is_none_of_each_others(warehouse, diagnose):
    us = {"marketplace": "amazon_us", "currency": "USD"}
    here, there = product("A", units=then(20, 19)), product("A", units=10, **us)
    traffic(warehouse, here, store(here, product("X", units=2)), there, store(there, **us))
    result = diagnose(marketplaces=["amazon_de"])
    assert (result.base_total, result.current_total) == (28 * 660, 14 * 630)
    assert_agrees(warehouse, result, filters={"marketplace": ["amazon_de"]})
    assert diagnose(marketplaces=["amazon_us"]).base_total == 28 * 300
