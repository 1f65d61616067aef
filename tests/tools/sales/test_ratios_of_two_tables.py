"""TACOS: spend of the advertising reports over revenue of the order reports."""

from decimal import Decimal

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed
from tools.core.errors import NotCovered

DAYS = [f"2026-03-0{n}" for n in range(2, 9)]


@pytest.fixture
def shop(warehouse):
    """A week with 10 spent a day, 100 sold a day, and 50 of it given back on the last."""
    ads = [{"day": day, "cost": "10", "sales": "40", "grain": grain, "sku": sku} for day in DAYS for grain, sku in (
        ("campaign", None), ("advertised_product", "A17"))]  # fmt: skip
    seed(warehouse, "ad_day", *ads)
    lines = [{"day": day, "order_id": day, "amount": "100"} for day in DAYS]
    seed(warehouse, "order_line", *lines, {"day": DAYS[-1], "kind": "returned", "quantity": -1, "amount": "-50"})
    return warehouse


def test_gross_and_net(shop):
    # 70 / 700 and 70 / 650
    assert figures(shop, "tacos_gross tacos_net") == (Decimal("0.1"), Decimal("0.107692"))
    result = ask(shop, "TACOS")
    [definition] = result.definitions
    assert (result.metrics, definition.basis, definition.source) == (["tacos_gross"], "ad_date+order_date", "ad_day, order_line")
    assert "gross" in definition.label["en"] and "净" not in definition.label["zh"]


@pytest.mark.parametrize("dimension", ["day", "sku", "marketplace"])
def test_split(shop, dimension):
    rows = ask(shop, "tacos_gross ad_spend gross_revenue", dimensions=[dimension]).rows
    assert {row["tacos_gross"] for row in rows} == {Decimal("0.1")}


def test_compared(shop):
    result = ask(shop, "tacos", window=DAYS[-1], compare="previous_period")
    assert (result.rows[0]["tacos_gross"], result.rows[0]["base"]["tacos_gross"]) == (Decimal("0.1"), Decimal("0.1"))


def test_places_of_one_side_only_are_said(shop):
    seed(shop, "order_line", {"day": DAYS[0], "order_id": "fr", "amount": "300", "marketplace": "amazon_fr"})
    result = ask(shop, "tacos")
    [note] = [note for note in result.warnings if note.code == "places_differ"]
    assert result.rows[0]["tacos_gross"] == Decimal("0.07") and "amazon_fr" in note.en and "advertising" in note.en
    assert codes(ask(shop, "tacos", filters={"marketplace": ["amazon_de"]})) == set()


def test_currencies_are_paired(shop):
    seed(shop, "ad_day", {"day": DAYS[0], "cost": "5", "currency": "USD", "marketplace": "amazon_us"})
    seed(shop, "order_line", {"day": DAYS[0], "order_id": "us", "amount": "20", "currency": "USD", "marketplace": "amazon_us"})
    rows = {row["currency"]: row["tacos_gross"] for row in ask(shop, "tacos").rows}
    assert rows == {"EUR": Decimal("0.1"), "USD": Decimal("0.25")}
    seed(shop, "fx_rate", *({"day": day, "base": "USD", "quote": "EUR", "rate": "0.8"} for day in DAYS))
    # (70 + 4) / (700 + 16)
    assert figures(shop, "tacos", currency="EUR") == Decimal("0.103352")


def test_spend_in_another_currency_than_revenue_gives_no_ratio(warehouse):
    seed(warehouse, "ad_day", {"day": DAYS[0], "cost": "5", "currency": "USD"})
    seed(warehouse, "order_line", {"day": DAYS[0], "amount": "20"})
    result = ask(warehouse, "tacos ad_spend gross_revenue")
    assert [row["tacos_gross"] for row in result.rows] == [None, None] and "not_divisible" in codes(result)


def test_orders_hold_no_campaigns(shop):
    with pytest.raises(NotCovered) as refusal:
        ask(shop, "tacos", dimensions=["campaign"])
    assert refusal.value.key == "dimension_not_held"
