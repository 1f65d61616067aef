"""What the demo seller keeps for restocking agrees with his products, his stock reports and what happened."""

from datetime import date
from decimal import Decimal
from math import prod

import pytest

from copilot.demo.shop import load_shop
from tests.support import load, sql

SHOP = load_shop()
LAST = SHOP.dates[-1].item()


def test_every_product_has_its_settings(demo_warehouse):
    query = "select marketplace, sku, moq, carton_quantity, {}, {} from {} where sku is not null order by all"
    settings = sql(demo_warehouse, query.format("unit_cost", "cost_currency", "restock_setting"))
    assert settings == sql(demo_warehouse, query.format("unit_cost", "unit_cost_currency", "product")) and len(settings) == 94


def test_the_whole_shop_and_a_category_have_theirs(demo_warehouse):
    wide = "select category, target_fill_rate, review_days from restock_setting where marketplace is null order by all"
    assert sql(demo_warehouse, wide) == [("outdoor", Decimal("0.9"), None), (None, Decimal("0.95"), 7)]


def test_days_and_costs_are_plausible(demo_warehouse):
    said = [
        "production_days between 12 and 25", "production_sd_days between 3 and 5", "inspection_sd_days > 0",
        "customs_sd_days > 0", "receiving_sd_days > 0", "sea_days > air_days", "sea_cost < air_cost", "unit_margin > 0",
    ]  # fmt: skip
    odd = f"select sku from restock_setting where sku is not null and ({' and '.join(said)}) is not true"
    assert sql(demo_warehouse, odd) == []


def test_legs_are_of_the_marketplace(demo_warehouse):
    legs = (
        "select distinct marketplace, sea_days::int, air_days::int, modes from restock_setting where sku is not null order by 1"
    )
    assert sql(demo_warehouse, legs) == [
        ("amazon_de", 36, 7, "air,rail,sea"), ("amazon_jp", 7, 3, "air,sea"), ("amazon_us", 28, 6, "air,sea"),
    ]  # fmt: skip


def test_open_shipments_are_what_the_newest_stock_report_has_coming(demo_warehouse):
    shipped = (
        "select marketplace, sku, sum(quantity - coalesce(received, 0)) as units "
        "from inbound where kind = 'shipment' group by all"
    )
    reported = (
        "select marketplace, sku, inbound as units from inventory_day "
        "where source = 'restock' and snapshot_date = ?::date and inbound > 0"
    )
    assert sql(demo_warehouse, f"({shipped}) except ({reported})", LAST) == []
    assert sql(demo_warehouse, f"({reported}) except ({shipped})", LAST) == []


def test_one_shipment_is_late_and_the_rest_is_to_come(demo_warehouse):
    rows = sql(demo_warehouse, "select distinct shipment_id, shipped_on, expected_on from inbound where kind = 'shipment'")
    assert [number for number, _, expected in rows if expected <= LAST] == ["FBA18Q2W6H"]
    assert all(shipped <= LAST for _, shipped, _ in rows) and len(rows) == 7


def test_orders_are_whole_cartons_to_come(demo_warehouse):
    rows = sql(
        demo_warehouse,
        "select shipment_id, quantity, p.moq, p.carton_quantity, expected_on from inbound i "
        "join product p using (marketplace, sku) where kind = 'purchase_order'",
    )
    assert all(units > 0 and units % carton == 0 and day > LAST for _, units, _, carton, day in rows)
    assert [units >= moq for order, units, moq, *_ in rows if order.startswith("PO-2610")] == [True, True]


def test_most_but_not_all_products_have_an_order_in_production(demo_warehouse):
    [(ordered,)] = sql(demo_warehouse, "select count(*) from inbound where shipment_id = 'PO-2609'")
    assert 94 / 3 < ordered < 94 * 0.9


def test_other_warehouses_hold_known_products(demo_warehouse):
    rows = sql(demo_warehouse, "select kind, snapshot_date, sku, quantity from warehouse_stock")
    assert {kind for kind, *_ in rows} == {"local", "overseas"} and {day for _, day, *_ in rows} == {LAST}
    assert {sku for _, _, sku, _ in rows} < {listing.sku for market in SHOP.marketplaces for listing in market.listings}


@pytest.mark.parametrize("story", [story for story in SHOP.stories if story["kind"] == "peak"], ids=lambda story: story["id"])
def test_past_uplifts_are_what_happened(demo_warehouse, story):
    place = None if story["marketplace"] == "all" else story["marketplace"]
    query = "select multiplier from uplift where day_from = ? and day_to = ? and marketplace is not distinct from ?"
    [(multiplier,)] = sql(demo_warehouse, query, story["from"], story["to"], place)
    assert float(multiplier) == pytest.approx(prod(story["effect"].values()), rel=0.01)


def test_coming_uplifts_do_not_overlap(demo_warehouse):
    pairs = (
        "select a.name, b.name from uplift a join uplift b on a.row_key < b.row_key and a.day_from <= b.day_to "
        "and b.day_from <= a.day_to and coalesce(a.marketplace, '') = coalesce(b.marketplace, '') "
        "and coalesce(a.category, '') = coalesce(b.category, '')"
    )
    assert sql(demo_warehouse, pairs) == []
    assert sql(demo_warehouse, "select max(day_to) from uplift") == [(date(2027, 2, 28),)]


def test_the_sheets_are_recognised_and_leave_nothing_to_say(demo_files, warehouse):
    for file in demo_files[-4:]:
        result = load(warehouse, file.path)
        assert (result.report, result.warnings) == (file.report, []) and result.rows_added == result.rows_read
