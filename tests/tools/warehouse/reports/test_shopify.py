"""Shopify's export of orders, against sums over the plain orders that it was written from."""

import csv
import io
from decimal import Decimal
from random import Random

import pytest

from tests.support import figures, load, sql

_HEADER = """\
Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|Currency|Subtotal|Shipping|Taxes\
|Total|Discount Code|Discount Amount|Shipping Method|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineite\
m compare at price|Lineitem sku|Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|B\
illing Street|Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|Billing Province|Billing Coun\
try|Billing Phone|Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|Shipping Company|Shipping City|Shi\
pping Zip|Shipping Province|Shipping Country|Shipping Phone|Notes|Note Attributes|Cancelled at|Payment Method|Payment \
Reference|Refunded Amount|Vendor|Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem di\
scount|Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value|Tax 5 Name|Tax 5 Va\
lue|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name|Payment ID|Payment Terms Name|Next Paymen\
t Due At|Payment References"""
HEADER = _HEADER.split("|")
STATES = ["paid", "paid", "paid", "refunded", "partially_refunded", "cancelled", "cancelled and refunded", "voided"]


def some_orders():
    """Orders of one to four lines in every state; prices and quantities from a seeded generator."""
    random = Random(11)
    return [
        {
            "name": f"#{1001 + number}",
            "state": STATES[number % len(STATES)],
            "day": f"2026-03-{1 + number % 28:02d}",
            "email": f"buyer{number % 13}@example.com",
            "lines": [
                (f"SKU-{random.randrange(9)}", random.randrange(1, 4), Decimal(random.randrange(100, 9900)) / 100)
                for _ in range(random.randrange(1, 5))
            ],
        }
        for number in range(40)
    ]


def value(order):
    return sum(quantity * price for _, quantity, price in order["lines"])


def refund(order):
    """All of it, half of it or nothing, by state."""
    if "partially" in order["state"]:
        return (value(order) / 2).quantize(Decimal("0.01"))
    return value(order) if "refunded" in order["state"] else Decimal("0.00")


def is_cancelled(order):
    return "cancelled" in order["state"] or order["state"] == "voided"


def rows_of(order):
    """What is about the whole order stands in its first row only."""
    whole = {
        "Email": order["email"], "Currency": "USD", "Financial Status": order["state"].rpartition(" ")[2],
        "Total": value(order), "Refunded Amount": refund(order), "Shipping Country": "US", "Subtotal": value(order),
        "Cancelled at": f"{order['day']} 12:00:00 -0500" if "cancelled" in order["state"] else "",
    }  # fmt: skip
    if order["state"] == "cancelled":
        whole["Financial Status"] = "paid"
    for at, (sku, quantity, price) in enumerate(order["lines"]):
        yield {
            **(whole if at == 0 else {}),
            "Name": order["name"], "Created at": f"{order['day']} 09:30:00 -0500", "Lineitem name": f"Thing {sku}".strip(),
            "Lineitem sku": sku, "Lineitem quantity": quantity, "Lineitem price": price, "Lineitem discount": "0.00",
        }  # fmt: skip


def export(orders, header=HEADER):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(row for order in orders for row in rows_of(order))
    return text.getvalue()


@pytest.fixture
def shop(warehouse):
    result = load(warehouse, export(some_orders()), marketplace="shopify_us")
    assert result.report == "shopify.orders_export"
    assert not result.rejections
    return warehouse


def test_it_has_the_columns_that_are_known():
    assert len(HEADER) == 79


def test_orders_are_counted_once_and_cancelled_ones_not(shop):
    kept = [order for order in some_orders() if not is_cancelled(order)]
    units = sum(quantity for order in kept for _, quantity, _ in order["lines"])
    assert figures(shop, "orders units gross_revenue") == (len(kept), units, sum(map(value, kept)))


def test_each_refund_is_deducted_once_and_none_of_a_cancelled_order(shop):
    kept = [order for order in some_orders() if not is_cancelled(order)]
    [(net,)] = sql(shop, "select sum(net_amount) from order_line")
    assert net == sum(value(order) - refund(order) for order in kept)


def test_cells_of_the_first_row_are_of_every_line(shop):
    assert sql(shop, "select distinct currency, country_code from order_line where kind <> 'adjustment'") == [("USD", "US")]
    lines = sql(shop, "select order_id, count(*) from order_line where kind = 'cancelled' and is_product group by 1")
    assert dict(lines) == {order["name"]: len(order["lines"]) for order in some_orders() if is_cancelled(order)}
    [(buyers,)] = sql(shop, "select count(distinct buyer_key) from order_line")
    assert buyers == 13


def test_a_refund_is_no_product(shop):
    expected = {o["name"] for o in some_orders() if refund(o)}
    found = sql(shop, "select order_id, quantity, is_product from order_line where sku = 'order-refund'")
    assert {order_id for order_id, _, _ in found} == expected
    assert {(quantity, is_product) for _, quantity, is_product in found} == {(0, False)}


def test_days_are_those_of_the_shop(shop):
    days = {order["name"]: order["day"] for order in some_orders()}
    found = sql(shop, "select distinct order_id, order_date::varchar from order_line")
    assert dict(found) == days


def test_the_shorter_header_of_earlier_years(warehouse):
    result = load(warehouse, export(some_orders(), HEADER[:60]), marketplace="shopify_us")
    assert result.report == "shopify.orders_export"
    assert not result.rejections


def test_a_later_export_replaces_the_order_it_repeats(shop):
    orders = some_orders()
    late = next(order for order in orders if order["state"] == "paid")
    late["state"] = "refunded"
    load(shop, export(orders), marketplace="shopify_us", file="later.csv")
    [(net,)] = sql(shop, "select sum(net_amount) from order_line")
    assert net == sum(value(order) - refund(order) for order in orders if not is_cancelled(order))


def test_a_line_without_a_sku_is_told_by_its_name(warehouse):
    order = {**some_orders()[0], "lines": [("", 2, Decimal("12.50"))]}
    load(warehouse, export([order]), marketplace="shopify_us")
    assert sql(warehouse, "select sku, quantity from order_line") == [("Thing", 2)]
