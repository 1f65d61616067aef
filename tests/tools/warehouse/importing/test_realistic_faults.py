"""Faults that realistic files once brought to light."""

from datetime import UTC, datetime

import pytest

from tests.support import all_orders, codes, load, order, sql
from tools.core.errors import UnknownReference

BUSINESS = "(Child) ASIN,Sessions - Total,Page Views - Total,Units Ordered,Ordered Product Sales\nB000000017,5,9,1,{}\n"
PERIOD = "business_2026-03-01_2026-03-31.csv"
_MYI = "sku fnsku asin product-name condition afn-warehouse-quantity afn-fulfillable-quantity afn-unsellable-quantity"
MYI = (
    "\t".join([*_MYI.split(), "afn-reserved-quantity", "afn-total-quantity"]) + "\nA17\tX1\tB000000017\tTin\tNew\t5\t5\t0\t0\t5\n"
)
SHOPIFY = (
    "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at\n"
)


def test_inches_and_stray_marks_in_a_tab_file_swallow_no_rows(warehouse):
    titles = ['"Vintage mug', "plain", 'Frame 10"', '"Boxed ""deluxe"" set"']
    load(warehouse, all_orders(*(order(f"302-{n}", product_name=title) for n, title in enumerate(titles))))
    stored = [title for (title,) in sql(warehouse, "select title from order_line order by order_id")]
    assert stored == ['"Vintage mug', "plain", 'Frame 10"', 'Boxed "deluxe" set']


def test_an_order_is_not_cancelled_because_no_order_is(warehouse):
    row = "#1,a@b.c,paid,USD,2024-03-09 23:30:00 -0500,1,Tin,10.00,TS,\n"
    load(warehouse, SHOPIFY + row, marketplace="shopify_us")
    assert sql(warehouse, "select kind, net_amount::int, order_date::varchar from order_line") == [("sold", 10, "2024-03-09")]


def test_the_same_stock_on_another_day_is_another_snapshot(warehouse):
    for day in ("2026-07-01", "2026-07-02"):
        assert load(warehouse, MYI, file=f"inv_{day}.txt", marketplace="amazon_us").rows_added == 1
    again = load(warehouse, MYI, file="inv_2026-07-02.txt", marketplace="amazon_us")
    assert again.rows_added == 0 and codes(again) == {"already_imported"}


def test_a_snapshot_without_a_day_is_of_the_day_of_import_and_says_so(warehouse):
    for day in (1, 2):
        result = load(warehouse, MYI, file="inv.txt", marketplace="amazon_us", now=datetime(2026, 7, day, tzinfo=UTC))
        assert result.rows_added == 1 and "snapshot_day_assumed" in codes(result)


@pytest.mark.parametrize(
    ("amount", "market", "is_read"),
    [("£1.50", "amazon_us", False), ("£1.50", "amazon_uk", True), ("$1.50", "amazon_us", True)],
)
def test_amounts_marked_with_another_currency_are_refused(warehouse, amount, market, is_read):
    result = load(warehouse, BUSINESS.format(amount), file=PERIOD, marketplace=market)
    assert bool(result.rows_added) == is_read and bool(result.rejections) != is_read


@pytest.mark.parametrize("name", ["amazn_us", "EU", "mars"])
def test_a_marketplace_that_amazon_does_not_have_is_refused(warehouse, name):
    with pytest.raises(UnknownReference):
        load(warehouse, BUSINESS.format("$1.50"), file=PERIOD, marketplace=name)


def test_a_marketplace_may_be_named_by_platform_and_country(warehouse):
    load(warehouse, BUSINESS.format("$1.50"), file=PERIOD, marketplace="Amazon US")
    assert sql(warehouse, "select marketplace, currency from traffic_day") == [("amazon_us", "USD")]


def test_an_unpriced_line_of_another_channel_does_not_refuse_the_file(warehouse):
    other = order("S01-1", sales_channel="Non-Amazon", currency="", item_price="")
    result = load(warehouse, all_orders(order("302-1"), other))
    assert (result.rows_added, result.rejections) == (2, [])


def test_a_price_without_a_quantity_is_rejected(warehouse):
    [rejection] = load(warehouse, all_orders(order("302-1", quantity="", item_price="10.00"))).rejections
    assert (rejection.column, rejection.line) == ("quantity", 2)


def test_two_lines_alike_are_the_same_two_in_another_order(warehouse):
    lines = [order("302-1", quantity=1, item_price="10.00"), order("302-1", quantity=2, item_price="20.00")]
    load(warehouse, all_orders(*lines))
    again = load(warehouse, all_orders(*reversed(lines)))
    assert (again.rows_added, again.rows_superseded) == (0, 0)


def test_the_same_file_for_another_place_is_told(warehouse):
    load(warehouse, BUSINESS.format("1.50"), file=PERIOD, marketplace="amazon_us")
    assert "same_file_differently" in codes(load(warehouse, BUSINESS.format("1.50"), file=PERIOD, marketplace="amazon_ca"))
