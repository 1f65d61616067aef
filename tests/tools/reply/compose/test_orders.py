"""Which order a reply rests on, and what is not taken from an order that only the message names."""

from datetime import date

import pytest

from tests.tools.reply.compose.drafts import understood
from tools.listing.market import find_market
from tools.reply.compose import orders
from tools.reply.compose.request import ReplyQuestion
from tools.reply.contract import Fact
from tools.reply.facts.order import Order

MARKET = find_market("amazon_de")
STORED = Order(
    order_id="304-1111111-1111111",
    buyer_name="Eva Berg",
    status="delivered",
    delivered_on=date(2026, 11, 10),
    facts=(
        Fact(name="name", value="Eva Berg", source="orders.csv:2"),
        Fact(name="delivered_on", value="2026-11-10", source="orders.csv:2"),
    ),
)


@pytest.fixture
def asked_for(monkeypatch):
    """Numbers that were looked up; every one is on record."""
    numbers = []
    monkeypatch.setattr(orders, "stored_order", lambda warehouse, order_id, **_: numbers.append(order_id) or STORED)
    return numbers


def order_of(heard, **asked):
    return orders.order_of(ReplyQuestion(message="x", **asked), heard, MARKET, None)


def test_the_callers_number_is_looked_up_not_the_buyers(asked_for):
    heard = understood("where_is_it", order_ids=("304-9999999-9999999",))
    order, warnings = order_of(heard, order_id="304-1111111-1111111")
    assert asked_for == ["304-1111111-1111111"] and order.buyer_name == "Eva Berg"
    assert [each.code for each in warnings] == ["reply_order_differs"]


def test_an_order_that_only_the_message_names_lends_no_name(asked_for):
    order, warnings = order_of(understood("where_is_it", order_ids=("304-1111111-1111111",)))
    assert order.delivered_on == date(2026, 11, 10)
    assert order.buyer_name is None and "Eva" not in order.model_dump_json()
    assert [each.code for each in warnings] == ["reply_order_by_message"]


def test_without_a_number_nothing_is_looked_up(asked_for):
    assert order_of(understood("where_is_it")) == (None, []) and asked_for == []


def test_given_facts_stand_before_stored_ones(asked_for):
    order, _ = order_of(understood("where_is_it"), order={"order_id": "304-1111111-1111111", "delivered_on": "2026-11-12"})
    assert order.delivered_on == date(2026, 11, 12) and order.status == "delivered"
    assert {fact.name: fact.source for fact in order.facts}["delivered_on"].startswith("order.")
