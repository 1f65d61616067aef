"""Which shops, places, products and days a plan is about."""

from datetime import timedelta

import pytest

from tests.tools.restock.stored.files import TODAY, ago, lines, orders
from tests.tools.restock.stored.oracle import Truth, level
from tools.core.errors import NotEnoughData, UnknownReference

UP_TO = level(Truth({day: 5 for day in range(180)}))[0]


def _shops(desk):
    desk.ordered(lines("A", 4), lines("A", 1, "amazon_fr"), lines("A", 5, "amazon_us"), lines("B", 5))
    desk.stocked(("A", 100), ("B", 200))
    desk.stocked(("A", 50), place="amazon_us")
    listed = {"A": ("Acme", "Garden"), "B": ("Bolt", "Pet")}
    cells = [
        {"sku": sku, "marketplace": "amazon_de", "asin": f"B{sku}", "brand": brand, "category": category}
        for sku, (brand, category) in listed.items()
    ]
    desk.sheet(*cells, {**cells[0], "marketplace": "amazon_us"}, file="products.csv")
    desk.put(orders(lines("A", 5), lines("O", 5)), "other.txt", shop="other")
    desk.stocked(("A", 7), ("O", 8), shop="other")


@pytest.fixture
def shops(filled):
    """Two shops: `main` in Germany, France and the United States, `other` in Germany."""
    return filled(_shops)


def told(desk, **question):
    return {(row.shop, row.sku, row.pool): row.order_quantity for row in desk.plan(**question).rows}


ALL = {
    ("main", "A", "amazon_eu"): UP_TO - 100, ("main", "A", "amazon_us"): UP_TO - 50, ("main", "B", "amazon_eu"): UP_TO - 200,
    ("other", "A", "amazon_eu"): UP_TO - 7, ("other", "O", "amazon_eu"): UP_TO - 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ({}, lambda shop, sku, pool: True),
        ({"filters": {"shop": ["other"]}}, lambda shop, sku, pool: shop == "other"),
        ({"marketplaces": ["US"]}, lambda shop, sku, pool: pool == "amazon_us"),
        ({"marketplaces": ["法国站"]}, lambda shop, sku, pool: pool == "amazon_eu"),
        ({"marketplaces": ["DE", "FR"]}, lambda shop, sku, pool: pool == "amazon_eu"),
        ({"skus": ["A"]}, lambda shop, sku, pool: sku == "A"),
        ({"skus": ["B", "O"]}, lambda shop, sku, pool: sku in "BO"),
        ({"filters": {"category": ["Garden"]}}, lambda shop, sku, pool: sku == "A"),
        ({"filters": {"brand": ["Bolt"], "shop": ["main"]}}, lambda shop, sku, pool: sku == "B"),
        ({"skus": ["A"], "marketplaces": ["DE"], "filters": {"shop": ["main"]}}, lambda *key: key == ("main", "A", "amazon_eu")),
    ],
)
def test_filters_choose_rows_and_change_none(shops, question, kept):
    assert told(shops, **question) == {key: units for key, units in ALL.items() if kept(*key)}


def test_an_unknown_product_among_known_ones_is_refused_by_itself(shops):
    result = shops.plan(skus=["B", "Z9", "A"])
    errors = {row.sku: row.error["code"] for row in result.rows if row.error}
    assert errors == {"Z9": "unknown_reference"} and result.totals.refused == 1
    assert {row.sku for row in result.rows} == {"A", "B", "Z9"}


@pytest.mark.parametrize(
    "question", [{"skus": ["Z9"]}, {"skus": ["Z8", "Z9"]}, {"marketplaces": ["amazon_jp"]}, {"filters": {"brand": ["x"]}}]
)
def test_unknown_names_alone_are_refused(shops, question):
    with pytest.raises(UnknownReference):
        shops.plan(**question)


def test_an_empty_warehouse_and_one_without_sales(desk):
    with pytest.raises(NotEnoughData):
        desk.plan()
    desk.stocked(("A", 100))
    with pytest.raises(NotEnoughData):
        desk.plan()


def _changed(desk):
    desk.ordered(lines("A", lambda at: 50 if at < 10 else 5), lines("N", 5, of=range(8)))
    desk.stocked(("A", 100), ("N", 30))
    desk.stocked(("A", 40), day=ago(12))
    row = {"shipment_id": "F1", "sku": "A", "marketplace": "amazon_de", "quantity": 100, "received": 0}
    desk.sheet({**row, "expected_on": TODAY, "snapshot_date": ago(15)}, file="a.csv")
    desk.sheet({**row, "received": 90, "expected_on": TODAY, "snapshot_date": ago(5)}, file="b.csv")
    desk.sheet({"date": TODAY, "base": "USD", "quote": "EUR", "rate": 0.9}, file="fx.csv")


@pytest.fixture
def changed(filled):
    """Everything changed in the last ten days: pace, stock, shipments, rates."""
    return filled(_changed)


def test_nothing_after_the_day_asked_for_counts(changed):
    result = changed.plan(as_of=ago(11))
    [row] = result.rows
    assert (result.as_of, row.sku, row.velocity, row.on_hand, row.inbound) == (ago(11), "A", 5, 40, 100)
    assert (row.in_stock_days, row.order_quantity) == (169, UP_TO - 140)
    assert row.order_by == ago(11)


def test_a_day_later_than_the_data_is_the_datas_last(changed):
    assert changed.plan(as_of=TODAY + timedelta(days=30)).as_of == TODAY


def test_a_day_before_the_data_is_refused(changed):
    with pytest.raises(NotEnoughData, match="2025-12-03"):
        changed.plan(as_of="2020-01-01")


def test_few_rows_asked_for_are_the_most_urgent_and_sums_are_of_all(shops):
    whole, short = shops.plan(), shops.plan(row_limit=2)
    assert short.rows == whole.rows[:2] and short.totals == whole.totals
    assert whole.totals.units == sum(ALL.values())
