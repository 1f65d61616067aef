import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named
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
    store,
    then,
    traffic,
)

ALPHA, BETA = {"shop_id": "alpha"}, {"shop_id": "beta"}
LATE = range(DAYS - 4)


def apart(row):
    return row.get("marketplace", "amazon_de"), row["sku"], row["shop_id"]


@pytest.fixture(scope="module")
def two(shared):
    """Two shops with the same SKUs; only beta's conversion falls."""
    rows = [
        *product("A", **ALPHA),
        *product("B", **ALPHA, sessions=100, units=10),
        *product("A", **BETA, units=then(20, 8)),
        *product("B", **BETA, sessions=100, units=10),
    ]
    traffic(shared, rows)
    return rows


def test_shops_that_share_a_marketplace_are_split_apart(two, shared, told):
    result = told()
    assert segments(result) == {("amazon_de", sku, shop) for sku in ("A", "B") for shop in ("alpha", "beta")}
    assert "alpha" in said(result, "shops_apart") and "beta" in said(result, "shops_apart")
    assert_split(result, two, named=apart)
    assert_agrees(shared, result)
    [fallen] = [row for row in result.segments if row.named]
    assert (fallen.sku, fallen.channel, fallen.named) == ("A", "beta", ["cvr"])


@pytest.mark.parametrize("shop", ["alpha", "beta"])
def test_one_of_them_alone_has_no_channel(two, shared, told, shop):
    result = told(filters={"shop": [shop]})
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    assert "shops_apart" not in codes(result)
    assert_split(result, [row for row in two if row["shop_id"] == shop])
    assert_agrees(shared, result, filters={"shop": [shop]})


def test_one_sku_of_both(two, told):
    result = told(skus=["A"])
    assert segments(result) == {("amazon_de", "A", "alpha"), ("amazon_de", "A", "beta")}
    assert_split(result, [row for row in two if row["sku"] == "A"], named=apart)


def test_a_shop_whose_reports_are_late_does_not_fall(warehouse, diagnose):
    rows = [*product("A", **ALPHA), *product("A", of=LATE, **BETA)]
    traffic(warehouse, rows)
    result = diagnose()
    assert result.change == pytest.approx(0, abs=0.01) and named(result) == []
    assert "beta" in said(result, "report_days_missing") and "alpha" not in said(result, "report_days_missing")
    assert_agrees(warehouse, result)


def test_a_shop_that_stops_before_the_window_is_left_out_and_said(warehouse, diagnose):
    rows = product("A", **ALPHA, units=then(20, 15))
    traffic(warehouse, rows, product("A", of=range(BASE - 3), **BETA))
    result = diagnose()
    assert "beta" in said(result, "place_without_report")
    assert_split(result, rows, named=apart)


def test_orders_of_a_shop_that_are_late_do_not_fall(warehouse, diagnose):
    ordered(warehouse, orders("A", **ALPHA), orders("A", of=LATE, **BETA))
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", "alpha"), ("amazon_de", "A", "beta")}
    assert result.change == pytest.approx(0, abs=0.01) and "beta" in said(result, "report_days_missing")
    assert_agrees(warehouse, result)


def test_traffic_of_one_shop_and_orders_of_another(warehouse, diagnose):
    traffic(warehouse, product("A", **ALPHA))
    ordered(warehouse, orders("A", **BETA, units=then(20, 12)))
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", "alpha"), ("amazon_de", "A", "beta")}
    assert (result.base_total, result.current_total) == (28 * 1200, 14 * (600 + 360))
    # Alpha is as it was; beta's only volume is its units.
    assert amounts(result) == {"units": -14 * 240}


def test_orders_and_traffic_of_one_shop_count_once(warehouse, diagnose):
    traffic(warehouse, product("A", **ALPHA), product("A", **BETA))
    ordered(warehouse, orders("A", **BETA))
    assert diagnose().base_total == 28 * 1200


def test_shops_on_marketplaces_of_their_own_have_no_channel(warehouse, diagnose):
    rows = [*product("A", **ALPHA, units=then(20, 15)), *product("A", **BETA, marketplace="amazon_fr")]
    traffic(warehouse, rows)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None), ("amazon_fr", "A", None)}
    assert "shops_apart" not in codes(result)
    assert_split(result, rows)


def test_a_rename_in_one_shop_is_none_in_the_other(warehouse, diagnose):
    old, new = product("A", of=range(BASE), **BETA), product("A2", of=range(BASE, DAYS), **BETA, asin="B-A")
    traffic(warehouse, product("A", **ALPHA), old, new)
    result = diagnose()
    assert result.change == pytest.approx(0, abs=0.01)
    assert (result.entries.amount, result.exits.amount) == (0, 0)
    assert_agrees(warehouse, result)


def test_store_rows_of_both_shops(warehouse, diagnose):
    rows = [*store(product("A", units=then(20, 15)), **ALPHA), *store(product("A"), **BETA)]
    traffic(warehouse, rows)
    result = diagnose()
    assert segments(result) == {("amazon_de", None, "alpha"), ("amazon_de", None, "beta")}
    assert_split(result, rows, named=lambda row: ("amazon_de", None, row["shop_id"]))
    assert_agrees(warehouse, result)


def test_products_of_one_shop_cut_short_where_two_share_a_marketplace(warehouse, diagnose):
    whole = [*product("A", **BETA), *product("B", **BETA)]
    traffic(warehouse, product("A", **ALPHA), store(product("A"), **ALPHA), store(whole, **BETA))
    traffic(warehouse, product("A", **BETA), product("B", of=range(BASE), **BETA))
    result = diagnose()
    # The report by product lacks B in the current window; the store still sold it.
    assert result.change == pytest.approx(0, abs=0.01)
    assert_agrees(warehouse, result)
