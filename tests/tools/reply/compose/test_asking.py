"""What is asked of the tool: stores in any of their names, choices as operators write them, orders from two sources."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from tools.core.errors import InvalidInput, UnknownReference
from tools.listing.market import find_market
from tools.reply.check.platform import length_limit, required_language
from tools.reply.compose.request import ReplyQuestion
from tools.reply.compose.store import store_of
from tools.reply.contract import Fact
from tools.reply.facts.order import Order
from tools.reply.facts.stored import merged_order

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("platform", "marketplace", "store", "differs"),
    [
        ("Amazon", "amazon_de", "amazon_de", False),
        ("amazon", "Amazon.de", "amazon_de", False),
        ("amazon", "DE", "amazon_de", False),
        ("amazon", "德国站", "amazon_de", False),
        ("amazon", "UK", "amazon_uk", False),
        ("amazon_de", None, "amazon_de", False),
        ("Walmart", None, "walmart", False),
        (None, "walmart_us", "walmart_us", False),
        ("walmart", "amazon_de", "amazon_de", True),
        ("ebay", "US", "ebay_us", False),
    ],
)
def test_stores(platform, marketplace, store, differs):
    market, warnings = store_of(platform, marketplace)
    assert market.id == store
    assert [each.code for each in warnings] == (["reply_store_differs"] if differs else [])


def test_a_store_must_be_said_and_known():
    with pytest.raises(InvalidInput) as refused:
        store_of(None, None)
    assert refused.value.field == "platform" and refused.value.hint
    with pytest.raises(UnknownReference):
        store_of("nosuchshop", None)


@pytest.mark.parametrize(
    ("given", "kind", "share", "amount"),
    [
        ("refund", "refund", None, None),
        ("Partial", "partial_refund", None, None),
        ("return for refund", "return_for_refund", None, None),
        ({"kind": "partial_refund", "share": 0.5}, "partial_refund", Decimal("0.5"), None),
        ({"kind": "partial_refund", "share": "50%"}, "partial_refund", Decimal("0.5"), None),
        ({"kind": "partial", "share": 20}, "partial_refund", Decimal("0.2"), None),
        ({"kind": "partial_refund", "amount": "5.00"}, "partial_refund", None, Decimal("5.00")),
    ],
)
def test_choices(given, kind, share, amount):
    choice = ReplyQuestion(message="x", choice=given).choice
    assert (choice.kind, choice.share, choice.amount) == (kind, share, amount)


@pytest.mark.parametrize(
    "bad",
    [
        {"choice": "give everything"},
        {"tone": "rude"},
        {"channel": "fax"},
        {"language": "nl"},
        {"message": "x" * 20_001},
        {"nosuch": 1},
    ],
)
def test_what_cannot_be_meant_is_refused(bad):
    with pytest.raises(ValidationError):
        ReplyQuestion(**{"message": "x", **bad})


def test_a_day_is_its_beginning():
    assert ReplyQuestion(message="x", as_of="2026-11-22").as_of == datetime(2026, 11, 22)
    assert ReplyQuestion(message="x", as_of="2026-11-22T10:00:00Z").as_of.hour == 10


def test_what_the_caller_gave_counts_before_what_was_imported():
    given = Order(order_id="1", carrier="DHL", facts=(Fact(name="carrier", value="DHL", source="order.carrier"),))
    stored = Order(
        order_id="1",
        status="delivered",
        carrier="UPS",
        delivered_on=DAY,
        facts=(
            Fact(name="carrier", value="UPS", source="orders.csv:2"),
            Fact(name="delivered_on", value="2026-11-22", source="orders.csv:2"),
        ),
    )
    both = merged_order(given, stored)[0]
    assert (both.carrier, both.status, both.delivered_on) == ("DHL", "delivered", DAY)
    assert {fact.name: fact.source for fact in both.facts} == {"carrier": "order.carrier", "delivered_on": "orders.csv:2"}
    assert merged_order(None, stored)[0] is stored and merged_order(given, None)[0] is given
    assert merged_order(None, None)[0] is None


def test_platforms_that_ask_for_a_language():
    """Walmart US asks for English (wmt-msg-no-promo), Amazon for the buyer's own (amz-msg-buyer-language)."""
    assert required_language(find_market("walmart_us"), DAY) == ("en", "wmt-msg-no-promo")
    assert required_language(find_market("amazon_us"), DAY) is None


def test_there_is_a_longest_message():
    assert 400 <= length_limit(find_market("amazon_de"), DAY) <= 4000
