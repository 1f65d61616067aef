"""Small shops written by hand, whose figures can be counted on one's fingers."""

from decimal import Decimal

import pytest

from tests.support import ask, codes, figures, load_uci, sql
from tools.core.errors import NotCovered, NotEnoughData, UnknownReference


@pytest.fixture
def gift_shop(warehouse, uci_lines):
    """Two orders, a return of one piece, a cancelled order never charged, postage, a bad debt."""
    load_uci(
        warehouse,
        uci_lines(
            ("1", "A", 4, "2.50", "2010-12-01 10:00", "7"),  # 10.00
            ("1", "POST", 1, "3.00", "2010-12-01 10:00", "7"),  # 3.00, no product
            ("2", "B", 1, "20.00", "2010-12-02 10:00", "8"),  # 20.00
            ("C3", "A", -1, "2.50", "2010-12-02 11:00", "7"),  # returned 2.50
            ("C4", "B", 1, "20.00", "2010-12-02 12:00", "9"),  # cancelled, never charged
            ("A5", "M", 1, "-5.00", "2010-12-02 13:00", ""),  # bad debt
            ("C6", "POST", -1, "3.00", "2010-12-02 14:00", "7"),  # postage paid back
        ),
    )
    return warehouse


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("gross_revenue", "33.00"),  # 10 + 3 + 20
        ("net_revenue", "22.50"),  # 33 - 2.50 - 3 - 5
        ("units", 5),  # 4 + 1; postage is no piece
        ("orders", 2),
        ("average_order_value", "16.50"),  # 33 / 2
        ("average_selling_price", "6.00"),  # (10 + 20) / 5
        ("refund_rate", "0.200000"),  # 1 of 5 pieces; the postage paid back is none
        ("refund_rate_amount", "0.083333"),  # 2.50 of 30.00
        ("buyers", 2),  # 7 and 8; 9 only cancelled
    ],
)
def test_each_metric(gift_shop, metric, value):
    assert figures(gift_shop, metric) == (Decimal(value) if isinstance(value, str) else value)


def test_postage_is_in_revenue_by_day_and_not_among_the_skus(gift_shop):
    by_day = ask(gift_shop, "gross_revenue units", dimensions=["day"])
    assert [(row["gross_revenue"], row["units"]) for row in by_day.rows] == [
        (Decimal("13.00"), 4),
        (Decimal("20.00"), 1),
    ]
    by_sku = ask(gift_shop, "gross_revenue units", dimensions=["sku"])
    assert {row["sku"]: row["gross_revenue"] for row in by_sku.rows} == {
        "A": Decimal("10.00"),
        "B": Decimal("20.00"),
    }
    assert codes(by_sku) == {"products_only"}


def test_what_was_never_returned_has_a_refund_rate_of_nought(gift_shop):
    rates = {row["sku"]: row["refund_rate"] for row in ask(gift_shop, "refund_rate", dimensions=["sku"]).rows}
    assert rates == {"A": Decimal("0.25"), "B": Decimal(0)}


def test_days_without_sales_among_days_with_returns_sold_nothing(warehouse, uci_lines):
    load_uci(warehouse, uci_lines(("1", "A", 4, "2.50", "2010-12-01"), ("C2", "A", -1, "2.50", "2010-12-02")))
    rows = ask(warehouse, "gross_revenue net_revenue units orders", dimensions=["day"]).rows
    assert [(row["gross_revenue"], row["net_revenue"], row["units"], row["orders"]) for row in rows] == [
        (Decimal("10.00"), Decimal("10.00"), 4, 1), (0, Decimal("-2.50"), 0, 0),
    ]  # fmt: skip


def test_order_numbers_of_two_shops_are_different_orders(warehouse, uci_lines):
    path = uci_lines(("1001", "A", 1, "2.50"))
    for shop in ("north", "south"):
        load_uci(warehouse, path, shop=shop)
    assert figures(warehouse, "orders average_order_value") == (2, Decimal("2.50"))


def test_result_says_what_it_was_made_of(gift_shop):
    result = ask(gift_shop, "gross_revenue", window="2010-12-02")
    assert (str(result.window.start), str(result.as_of)) == ("2010-12-02", "2010-12-02")
    assert result.inputs["window"] == {"from": "2010-12-02", "to": "2010-12-02"}
    [definition] = result.definitions
    assert (definition.metric, definition.basis, definition.additive) == ("gross_revenue", "order_date", True)
    [source] = result.sources
    assert (source.report, source.files, source.settled) == ("mapped.order_lines", ["lines.csv"], False)


def test_no_data_in_the_window_names_the_range_that_exists(gift_shop):
    with pytest.raises(NotEnoughData) as refusal:
        ask(gift_shop, "gross_revenue", window="2026-03")
    assert "2010-12-01" in refusal.value.text["zh"] and "2010-12-02" in refusal.value.text["en"]


def test_an_empty_warehouse_says_how_to_fill_it(warehouse):
    with pytest.raises(NotEnoughData) as refusal:
        ask(warehouse, "gross_revenue")
    assert refusal.value.key == "no_data_at_all" and "chuhai demo" in refusal.value.hint["en"]


@pytest.mark.parametrize(
    ("metrics", "question", "error", "says"),
    [
        ("gross_revenue", {"filters": {"sku": ["KT-204-BLAK"]}}, UnknownReference, "KT-204-BLK"),
        ("gross_revenues", {}, UnknownReference, "gross_revenue"),
        ("gross_revenue", {"filters": {"marketplace": ["法国站"]}}, UnknownReference, "amazon_de"),
        ("gross_revenue", {"filters": {"place": ["Brazil"]}}, UnknownReference, "amazon_jp"),
        ("gross_revenue", {"filters": {"brand": ["Luvela"]}}, UnknownReference, "Luvella"),
        ("buyers", {}, NotCovered, "buyer id"),
        ("refund_rate_amount", {}, NotCovered, "returns"),
        ("sessions", {"dimensions": ["country"]}, NotCovered, "country"),
    ],
)
def test_refusals_say_what_there_is(demo_warehouse, metrics, question, error, says):
    with pytest.raises(error) as refusal:
        ask(demo_warehouse, metrics, **question)
    assert says in refusal.value.text["en"]


def test_a_hostile_name_is_only_a_name(demo_warehouse):
    before = sql(demo_warehouse, "select count(*) from order_line")
    with pytest.raises(UnknownReference):
        ask(demo_warehouse, "units", filters={"sku": ["A17'; drop table order_line; --"]})
    assert sql(demo_warehouse, "select count(*) from order_line") == before
