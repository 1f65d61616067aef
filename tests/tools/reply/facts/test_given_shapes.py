"""Shapes and values that callers give: days by today, JSON text, several orders, amounts of any country."""

import json
from datetime import date
from decimal import Decimal

import pytest

from tools.listing.market import find_market
from tools.reply.facts.given import given_order

ON = date(2026, 11, 22)
DE, US = find_market("amazon_de"), find_market("amazon_us")


@pytest.mark.parametrize(
    ("written", "market", "day"),
    [
        ("yesterday", US, "2026-11-21"), ("3 days ago", US, "2026-11-19"), ("in 2 days", US, "2026-11-24"),
        ("gestern", DE, "2026-11-21"), ("vor 3 Tagen", DE, "2026-11-19"), ("il y a 2 jours", DE, "2026-11-20"),
        ("hace 5 días", DE, "2026-11-17"), ("昨天", US, "2026-11-21"), ("3天前", US, "2026-11-19"), ("一昨日", US, "2026-11-20"),
        ("Nov 10", US, "2026-11-10"), ("10. November", DE, "2026-11-10"), ("5.11.", DE, "2026-11-05"),
        ("11/5", US, "2026-11-05"), ("5/11", DE, "2026-11-05"), ("11月5日", US, "2026-11-05"),
        ("Jan 3", US, "2027-01-03"), ("Dec 28", US, "2026-12-28"),
    ],
)  # fmt: skip
def test_days_count_from_today(written, market, day):
    order, warnings = given_order({"order_id": "1", "delivered_at": written}, None, market, on=ON)
    assert order.delivered_on == date.fromisoformat(day) and warnings == []


def test_without_today_such_days_are_not_read():
    order, warnings = given_order({"order_id": "1", "delivered_at": "yesterday"}, None, US)
    assert order.delivered_on is None and [each.code for each in warnings] == ["reply_given_unread"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.299,00 €", "1299.00"), ("1,299.00", "1299.00"), ("12.980 €", "12980"), ("1 299,50 EUR", "1299.50"),
     ("CHF 1'299.50", "1299.50"), ("¥12,980", "12980"), ("0.980", "0.980"), ("19,99", "19.99")],
)  # fmt: skip
def test_amounts_of_any_country(written, amount):
    assert given_order({"order_id": "1", "total": written}, None, DE)[0].total == Decimal(amount)


ORDERS = [{"order_id": "9", "status": "shipped"}, {"order_id": "10", "status": "pending"}]


@pytest.mark.parametrize("wrap", [
    lambda orders: orders, lambda orders: {"orders": orders}, lambda orders: {"data": {"orders": orders}},
    lambda orders: {"payload": {"Orders": orders}}, lambda orders: json.dumps({"result": orders}),
    lambda orders: {"data": orders}, lambda orders: {"orders": json.dumps(orders)},
])  # fmt: skip
def test_of_several_orders_the_one_asked_for_is_read(wrap):
    assert given_order(wrap(ORDERS), "10", US)[0].status == "pending"
    assert given_order(wrap(ORDERS), None, US, mentioned=["9"])[0].status == "shipped"
    order, warnings = given_order(wrap(ORDERS), None, US)
    assert (order.order_id, order.status) == (None, "unknown") and [each.code for each in warnings] == ["reply_given_several"]


def test_refunds_written_as_payments_out():
    order, _ = given_order({"order_id": "1", "refunds": [{"amount": -12.5, "date": "2026-11-02"}]}, None, US)
    assert order.refunds[0].amount == Decimal("12.5")


def test_a_status_that_says_refunded_is_a_refund():
    order, warnings = given_order({"order_id": "1", "status": "refunded"}, None, US)
    assert order.refunds and warnings == []
    order, _ = given_order({"订单号": "1", "订单状态": "退款中"}, None, US)
    assert order.refunds[0].status == "pending" and order.status == "unknown"


def test_shopify_leaves_fulfilment_null_until_shipped():
    order, _ = given_order({"order_id": "#1", "financial_status": "paid", "fulfillment_status": None}, None, US)
    assert order.status == "unshipped"
    order, _ = given_order({"order_id": "#1", "fulfillment_status": None, "tracking_number": "1Z9"}, None, US)
    assert order.status == "shipped"
