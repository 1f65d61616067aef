import math

import pytest

from tests.support import codes, figures
from tests.tools.funnel.asking import amounts, chains, named, refused
from tests.tools.funnel.oracles import lmdi
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    on,
    ordered,
    orders,
    product,
    segments,
    span,
    store,
    then,
    traffic,
)

WALMART = {"marketplace": "walmart_us", "currency": "EUR"}


def window_counts(lines, first, last, scale=1):
    """Units and sales of each product."""
    kept = [line for line in lines if on(first) <= line["day"] <= on(last)]
    names = sorted({(line.get("marketplace", "amazon_de"), line["sku"]) for line in lines})
    own = [[line for line in kept if (line.get("marketplace", "amazon_de"), line["sku"]) == name] for name in names]
    return [[scale * sum(line["quantity"] for line in o), scale * math.fsum(float(line["amount"]) for line in o)] for o in own]


def order_parts(lines):
    """What units, mix and price bring of order lines."""
    split = lmdi(window_counts(lines, 0, 27, 0.5), window_counts(lines, 28, 41), ("units", "price"))
    found = {name: math.fsum(one.get(name, 0) for one in split) for one in split for name in one}
    return {name: round(amount, 2) for name, amount in found.items() if round(amount, 2)}


def returned(sku="A", *, of=range(DAYS), amount=30, units=1, **cells):
    """A returned line a day."""
    return [
        {
            "sku": sku, "day": on(number), "kind": "returned", "quantity": -units, "amount": "0", "order_id": f"r{sku}{number}",
            "net_amount": str(-(amount(number) if callable(amount) else amount)), **cells,
        }
        for number in of
    ]  # fmt: skip


def test_orders_alone_are_units_and_price(warehouse, diagnose):
    lines = [*orders("A", units=then(20, 14)), *orders("B", units=10, price=then(50, 45))]
    ordered(warehouse, lines)
    result = diagnose()
    assert chains(result) == [["units", "price"]]
    assert amounts(result) == pytest.approx(order_parts(lines), abs=0.011)
    assert_agrees(warehouse, result)
    assert {"sessions", "buy_box_percentage"} <= set(result.chains[0]["not_shown"])


def test_chains_of_visits_need_a_traffic_report(warehouse, diagnose):
    ordered(warehouse, orders("A"))
    keys = [refused(diagnose, chain=chain) for chain in ("traffic", "ads", "search")]
    assert keys == ["funnel_needs_traffic", "funnel_needs_ads", "funnel_needs_search"]


def test_traffic_alone_has_no_chain_of_orders(warehouse, diagnose):
    traffic(warehouse, product("A"))
    assert refused(diagnose, chain="sales")


def test_where_both_tell_of_a_marketplace_traffic_counts(warehouse, diagnose):
    rows = product("A", units=then(20, 15))
    traffic(warehouse, rows)
    ordered(warehouse, orders("A", units=then(19, 14)))
    assert_split(diagnose(), rows)
    result = diagnose(chain="sales")
    assert (result.base_total, result.current_total) == (28 * 570, 14 * 420)
    assert amounts(result) == pytest.approx(order_parts(orders("A", units=then(19, 14))), abs=0.011)
    assert_agrees(warehouse, result)


def test_orders_of_a_marketplace_without_traffic_stand_beside_it(warehouse, diagnose):
    rows, lines = product("A", units=then(20, 15)), orders("W", units=then(10, 12), **WALMART)
    traffic(warehouse, rows)
    ordered(warehouse, lines)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None), ("walmart_us", "W", None)}
    assert "sales_of_two_reports" in codes(result)
    assert (result.base_total, result.current_total) == (28 * (600 + 300), 14 * (450 + 360))
    assert amounts(result) == pytest.approx({"cvr": 14 * -150, "units": 14 * 60}, abs=0.011)
    assert_agrees(warehouse, diagnose(marketplaces=["walmart_us"]), filters={"marketplace": ["walmart_us"]})


def test_cancelled_lines_and_postage_are_no_sales_of_products(warehouse, diagnose):
    lines = orders("A", units=then(20, 14))
    other = [{**line, "kind": "cancelled", "order_id": f"c{line['order_id']}"} for line in lines]
    postage = [{**line, "sku": "POST", "is_product": False, "amount": "5", "quantity": 1} for line in lines]
    ordered(warehouse, lines, other, postage)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None)}
    assert (result.base_total, result.current_total) == (28 * 600, 14 * 420)


def test_returns_are_a_line_of_the_change(warehouse, diagnose):
    lines, back = orders("A"), returned("A", amount=then(30, 120))
    ordered(warehouse, lines, back)
    result = diagnose()
    assert (result.base, result.current) == (14 * (600 - 30), 14 * (600 - 120))
    assert (result.base_total, result.current_total) == (28 * 600, 14 * 600)
    assert amounts(result) == {"refunds": 14 * (30 - 120)}
    told = result.refunds
    assert told.in_sum and (told.amount, told.base, told.current) == (14 * -90, 14 * 30, 14 * 120)
    assert (told.base_rate, told.current_rate, told.unit) == (0.05, 0.2, "money")
    assert named(result) == ["refunds"] and "net_of_refunds" in codes(result)
    assert_agrees(warehouse, result)


def test_returns_beside_a_fall_of_units(warehouse, diagnose):
    lines, back = orders("A", units=then(20, 14)), returned("A", amount=then(60, 20))
    ordered(warehouse, lines, back)
    result = diagnose()
    assert amounts(result) == pytest.approx({**order_parts(lines), "refunds": 14 * 40}, abs=0.011)
    assert result.change == pytest.approx(14 * (420 - 20) - 14 * (600 - 60))


def test_net_figures_are_those_of_sales_query(warehouse, diagnose):
    ordered(warehouse, orders("A"), returned("A", of=range(3, DAYS, 2), amount=then(30, 120)))
    result = diagnose()
    net = [float(figures(warehouse, "net_revenue", window=window)) for window in (span(0, 27), span(28, 41))]
    assert (result.base, result.current) == pytest.approx((net[0] / 2, net[1]))


def test_returns_of_a_product_that_is_not_asked_for_do_not_count(warehouse, diagnose):
    ordered(warehouse, orders("A"), orders("B"), returned("B"))
    result = diagnose(skus=["A"])
    assert result.refunds is None and result.change == 0
    assert diagnose(skus=["B"]).refunds.amount == 0


def test_returns_of_late_days_count_like_the_sales(warehouse, diagnose):
    """Sales of late days are daily means; returns of the other days must be too."""
    late = {"marketplace": "amazon_fr"}
    ordered(warehouse, orders("A"), orders("A", of=range(DAYS - 7), **late))
    ordered(warehouse, returned("A", of=range(DAYS - 7), amount=60, **late))
    result = diagnose()
    # Nothing changed: 60 of 600 come back on each day that is told of.
    assert result.change == pytest.approx(0, abs=0.01)


def test_units_refunded_stand_beside_the_sum(warehouse, diagnose):
    rows = product("A")
    back = [{**row, "units_refunded": 1 if row["days"][0] < on(BASE) else 4} for row in store(rows)]
    traffic(warehouse, rows, back)
    result = diagnose()
    told = result.refunds
    assert (told.in_sum, told.amount, told.unit, told.basis) == (False, None, "units", "refund_date")
    assert (told.base, told.current, told.base_rate, told.current_rate) == (14, 56, 0.05, 0.2)
    assert told.moved and amounts(result) == {} and result.base == 14 * 600
    assert "net_of_refunds" not in codes(result)


def test_units_refunded_are_of_whole_stores_only(warehouse, diagnose):
    rows = product("A")
    traffic(warehouse, rows, [{**row, "units_refunded": 1} for row in store(rows)])
    assert diagnose(skus=["A"]).refunds is None


def test_units_refunded_of_some_days_are_not_told(warehouse, diagnose):
    rows = product("A")
    back = [{**row, "units_refunded": None if row["days"][0] == on(30) else 1} for row in store(rows)]
    traffic(warehouse, rows, back)
    assert diagnose().refunds is None
