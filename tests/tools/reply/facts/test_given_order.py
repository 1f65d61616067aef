"""Orders as callers give them: the shapes are those that the platforms document."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.reply.facts.shapes import AMAZON, CHINESE, EBAY, PLAIN, SHOPIFY, TAU, WALMART
from tools.listing.market import find_market
from tools.reply.facts.given import given_order, given_terms
from tools.reply.policy.terms import SellerTerms

US, DE = find_market("amazon_us"), find_market("amazon_de")


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (
            AMAZON,
            {
                "order_id": "111-1234567-1234567",
                "status": "shipped",
                "fulfilment": "platform",
                "total": Decimal("39.98"),
                "currency": "USD",
                "ordered_on": date(2026, 10, 31),
                "promised_from": date(2026, 11, 9),
                "promised_by": date(2026, 11, 10),
                "ship_by": date(2026, 11, 2),
                "buyer_name": "Bob",
                "country": "US",
            },
        ),
        (
            SHOPIFY,
            {
                "order_id": "1001",
                "status": "delivered",
                "total": Decimal("49.00"),
                "carrier": "USPS",
                "tracking_number": "9400",
                "buyer_name": "Al Ng",
                "shipped_on": date(2026, 11, 2),
            },
        ),
        (
            EBAY,
            {
                "order_id": "12-00001-00001",
                "status": "unshipped",
                "currency": "GBP",
                "total": Decimal("10.5"),
                "buyer_name": None,
                "promised_by": date(2026, 11, 10),
                "ship_by": date(2026, 11, 4),
            },
        ),
        (
            WALMART,
            {
                "order_id": "1796",
                "status": "shipped",
                "carrier": "FedEx",
                "tracking_number": "77",
                "shipped_on": date(2025, 11, 3),
                "buyer_name": None,
                "country": "US",
            },
        ),
        (TAU, {"order_id": "#W2611340", "status": "shipped", "tracking_number": "357962501027", "refunds": (), "country": "US"}),
        (
            CHINESE,
            {
                "order_id": "313271663680",
                "status": "delivered",
                "delivered_on": date(2026, 11, 3),
                "total": Decimal(2009),
                "currency": "CNY",
            },
        ),
        (
            PLAIN,
            {
                "status": "delivered",
                "delivered_on": date(2026, 11, 7),
                "promised_from": date(2026, 11, 7),
                "promised_by": date(2026, 11, 10),
                "ordered_on": date(2026, 11, 1),
                "stock": {"A1": 1},
                "tracking_number": "1Z999",
                "buyer_name": "Ann Lee",
            },
        ),
    ],
    ids=["amazon", "shopify", "ebay", "walmart", "tau", "chinese", "plain"],
)
def test_shapes_of_platforms(shape: dict[str, Any], expected: dict[str, Any]) -> None:
    order, warnings = given_order(shape, None, US)
    assert {name: getattr(order, name) for name in expected} == expected
    assert not warnings
    assert order.items and all(fact.source.startswith("order.") for fact in order.facts)


@pytest.mark.parametrize("shape", [AMAZON, SHOPIFY, EBAY, WALMART, TAU, PLAIN])
def test_personal_data_that_a_reply_does_not_need_is_not_taken(shape: dict[str, Any]) -> None:
    told = given_order(shape, None, US)[0].model_dump_json()
    for personal in ("555", "Main St", "River Road", "10083", "@", "gift_card", "Reno", "mugs4me"):
        assert personal not in told


def test_prices_are_exact_and_by_unit() -> None:
    assert given_order(AMAZON)[0].items[0].unit_price == Decimal("19.99")  # 39.98 for two
    assert given_order(TAU)[0].items[1].unit_price == Decimal("488.81")
    assert given_order({"order_id": "1", "total": 0.1 + 0.2})[0].total == Decimal("0.3")


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("19,99 €", "19.99", "EUR"),
        ("$1,234.50", "1234.50", None),
        ("1.234,50 EUR", "1234.50", "EUR"),
        ("US$ 5", "5", "USD"),
        ("1 234,5 zł", "1234.5", "PLN"),
        ({"value": "7.5", "currency": "GBP"}, "7.5", "GBP"),
        ({"shop_money": {"amount": "3.10", "currency_code": "USD"}}, "3.10", "USD"),
        (1999, "1999", None),
    ],
)
def test_money_as_people_write_it(written: object, amount: str, currency: str | None) -> None:
    order, _ = given_order({"order_id": "1", "total": written})
    assert (order.total, order.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026/11/3", date(2026, 11, 3)),
        ("3 Nov 2026", date(2026, 11, 3)),
        ("November 3, 2026", date(2026, 11, 3)),
        ("03.11.2026", date(2026, 11, 3)),
        ("3. November 2026", date(2026, 11, 3)),
        ("2026年11月3日", date(2026, 11, 3)),
        (1793700000, date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("2026-11-03 10:00:00", date(2026, 11, 3)),
        ("3 de noviembre de 2026", date(2026, 11, 3)),
    ],
)
def test_days_as_people_write_them(written: object, day: date) -> None:
    assert given_order({"order_id": "1", "delivered_at": written}, None, DE)[0].delivered_on == day


def test_days_by_numbers_follow_the_store() -> None:
    order = {"order_id": "1", "delivered_at": "03/11/2026"}
    assert given_order(order, None, US)[0].delivered_on == date(2026, 3, 11)
    assert given_order(order, None, DE)[0].delivered_on == date(2026, 11, 3)


def test_unknown_names_and_bad_values_are_told() -> None:
    order, warnings = given_order(
        {"order_id": "1", "delivered_at": "soonish", "status": "quux", "total": "much", "frobnicate": 3}
    )
    assert order.delivered_on is None and order.status == "unknown" and order.total is None
    told = " ".join(warning.en for warning in warnings)
    for word in ("order.delivered_at", "soonish", "quux", "much", "frobnicate"):
        assert word in told


def test_of_several_orders_only_the_one_asked_for_is_read() -> None:
    orders = {"orders": [{"order_id": "A-1", "customer_name": "Ann"}, {"order_id": "A-2", "customer_name": "Ben"}]}
    order, _ = given_order(orders, "A-2")
    assert order.buyer_name == "Ben" and "Ann" not in order.model_dump_json()
    none, warnings = given_order(orders, "A-3")
    assert none.buyer_name is None and warnings
    assert given_order({"#W1": {**TAU, "order_id": "#W1"}}, "w1")[0].order_id == "#W1"


def test_another_number_than_asked_for_is_told() -> None:
    assert [warning.code for warning in given_order({"order_id": "A-1"}, "A-2")[1]] == ["reply_given_other_id"]
    assert given_order({"order_id": "#a-1"}, "A-1")[1] == []


def test_terms_inside_the_order() -> None:
    terms = given_terms(
        {"return_window_days": "45 days", "policy": {"warranty_years": 2, "return_shipping": "free"}}, SellerTerms(brand="B")
    )
    assert (terms.brand, terms.return_window_days, terms.warranty_months, terms.return_shipping) == ("B", 45, 24, "seller")


@pytest.mark.parametrize(
    ("written", "months"),
    [("12 months", 12), ("2 years", 24), ("2年", 24), (18, 18), ("2-year warranty", 24), ("lifetime", None)],
)
def test_warranty_as_people_write_it(written: object, months: int | None) -> None:
    assert given_terms({"warranty": written}, SellerTerms()).warranty_months == months


def test_a_given_last_day_for_returns_is_a_fact() -> None:
    order, warnings = given_order({"order_id": "1", "status": "delivered", "return_deadline": "2026-12-05"}, None, US)
    assert order.return_until == date(2026, 12, 5) and not warnings


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "order",
                    "items",
                    "status",
                    "total",
                    "refunds",
                    "price",
                    "address",
                    "fulfillments",
                    "listing",
                    "tracking",
                    "delivered_at",
                    "stock",
                    "estimated_delivery",
                    "x",
                    "orders",
                    "return",
                    "payment_history",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    shape=st.dictionaries(
        st.sampled_from([*AMAZON, *SHOPIFY, *EBAY, *PLAIN, "order", "orders", "return", "policy"]), json_values, max_size=6
    )
)
def test_nothing_crashes_and_every_fact_has_a_path(shape: dict[str, Any]) -> None:
    order, _ = given_order(shape, None, US)
    given_terms(shape, SellerTerms())
    assert all(fact.source and fact.value for fact in order.facts)
