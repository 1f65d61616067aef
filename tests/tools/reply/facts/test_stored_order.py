"""Orders of the demo shop, as its reports were imported."""

import pytest

from tools.reply.facts.given import given_order
from tools.reply.facts.stored import merged_order, stored_order


@pytest.fixture(scope="module")
def line(demo_warehouse):
    """One sold line of an order that stands in one store."""
    with demo_warehouse.reader() as cursor:
        query = """select order_id, marketplace, shop_id, sku, order_date, currency from order_line where kind = 'sold'
        and is_product and order_id in
        (select order_id from order_line group by order_id having count(*) = 1) order by order_id limit 1"""
        found = cursor.execute(query)
        return dict(zip([column[0] for column in found.description], found.fetchall()[0], strict=True))


def test_an_order_comes_with_file_and_line(demo_warehouse, line):
    order = stored_order(demo_warehouse, line["order_id"].lower())
    assert (order.items[0].sku, order.ordered_on, order.currency) == (line["sku"], line["order_date"], line["currency"])
    assert order.facts and all(", line " in fact.source for fact in order.facts)
    assert line["sku"] in {fact.value for fact in order.facts}


def test_nothing_of_other_orders(demo_warehouse, line):
    order = stored_order(demo_warehouse, line["order_id"])
    with demo_warehouse.reader() as cursor:
        others = {row[0] for row in cursor.execute("select distinct order_id from order_line limit 500").fetchall()} - {
            line["order_id"]
        }
    told = order.model_dump_json()
    assert not any(other in told for other in others)


def test_unknown_orders_are_none(demo_warehouse, line):
    assert stored_order(demo_warehouse, "no-such-order") is None
    assert stored_order(demo_warehouse, line["order_id"], marketplace="amazon_br") is None


def test_stock_is_of_the_newest_snapshot(demo_warehouse, line):
    order = stored_order(demo_warehouse, line["order_id"])
    with demo_warehouse.reader() as cursor:
        query = """select sum(fulfillable) from inventory_day
            where sku = $sku and shop_id = $shop and marketplace = $place and source = (
            select min(source) from inventory_day where sku = $sku and shop_id = $shop and marketplace = $place)
            and snapshot_date = (select max(snapshot_date) from inventory_day
            where sku = $sku and shop_id = $shop and marketplace = $place)"""
        found = cursor.execute(query, {"sku": line["sku"], "shop": line["shop_id"], "place": line["marketplace"]}).fetchall()[0][
            0
        ]
    assert order.stock.get(line["sku"]) == (int(found) if found is not None else None)


def test_what_the_caller_gives_wins_and_differences_are_told(demo_warehouse, line):
    stored = stored_order(demo_warehouse, line["order_id"])
    given, _ = given_order({"order_id": line["order_id"], "order_date": "2020-01-01", "delivered_at": "2020-01-09"})
    merged, warnings = merged_order(given, stored)
    assert merged.ordered_on.isoformat() == "2020-01-01" and merged.status == "delivered"
    assert merged.items == stored.items and merged.currency == stored.currency
    assert "reply_stored_differs" in {warning.code for warning in warnings}
    assert "2020-01-01" in {fact.value for fact in merged.facts}
    assert stored.ordered_on.isoformat() not in {fact.value for fact in merged.facts if fact.name == "ordered_on"}


def test_without_a_stored_order_the_given_one_stands():
    given, _ = given_order({"order_id": "1", "status": "shipped"})
    assert merged_order(given, None) == (given, [])
