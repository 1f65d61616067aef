"""What a report does not tell is unknown, not nought."""

import pytest

from tests.tools.funnel.test_evidence import A17, AD, ALL, CURRENT, DE, TRAFFIC, both, load
from tests.tools.sales.seeding import seed
from tools.funnel.evidence import Move

SOLD_OUT = ({"fulfillable": 5}, {"fulfillable": 0})
NO_DAY = (0, 0, 0, 0)


def test_a_ledger_says_nothing_of_units_on_their_way(warehouse):
    seed(warehouse, "inventory_day", *both(*SOLD_OUT, source="ledger"))
    found = load(warehouse)
    assert found.move("out_of_stock_days", A17)[2:] == (0, 14)
    for name in ("moving_told_days", "moving_days", "inbound_told_days", "inbound_days"):
        assert found.move(name, A17) == NO_DAY, name


@pytest.mark.parametrize(
    ("cells", "told", "moving"),
    [
        ({"reserved": 0}, 14, 0),
        ({"reserved": 4}, 14, 14),
        ({"fc_transfer": 0, "fc_processing": 2}, 14, 14),
        ({"fc_transfer": 0, "fc_processing": 0}, 14, 0),
        ({"inbound": 0}, 0, 0),
    ],
)
def test_units_between_warehouses_are_told_by_their_own_columns(warehouse, cells, told, moving):
    base, current = SOLD_OUT
    seed(warehouse, "inventory_day", *both(base, {**current, **cells}))
    found = load(warehouse)
    assert (found.move("moving_told_days", A17)[3], found.move("moving_days", A17)[3]) == (told, moving)


def test_another_report_of_the_day_tells_what_the_preferred_one_does_not(warehouse):
    seed(warehouse, "inventory_day", *both(*SOLD_OUT, source="ledger"))
    seed(warehouse, "inventory_day", {"day": CURRENT.start, "fulfillable": 3, "inbound": 9, "source": "lingxing"})
    found = load(warehouse)
    assert found.move("out_of_stock_days", A17)[3] == 14
    assert (found.move("inbound_told_days", A17)[3], found.move("inbound_days", A17)[3]) == (1, 1)


def test_the_buy_box_of_the_traffic_report(warehouse):
    seed(warehouse, "traffic_day", *both({"buy_box_percentage": "0.95"}, {"buy_box_percentage": "0.5"}, **TRAFFIC))
    found = load(warehouse)
    assert found.move("buy_box_sessions", DE) == pytest.approx(Move(95, 50, 95 * 28, 50 * 14))


def test_a_share_that_some_rows_lack_is_unknown(warehouse):
    given = both({"buy_box_percentage": "0.95"}, {"buy_box_percentage": "0.5"}, **TRAFFIC)
    given[3]["buy_box_percentage"] = None
    seed(warehouse, "traffic_day", *given)
    assert load(warehouse).move("buy_box_sessions", DE) is None and load(warehouse).move("sessions", DE)[:2] == (100, 100)


def test_sales_of_ads_in_another_currency_are_no_part_of_all_sales(warehouse):
    seed(warehouse, "traffic_day", *both({}, {}, **{**TRAFFIC, "currency": "USD"}))
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD))
    found = load(warehouse)
    assert found.move("ad_sales", DE) is None and found.move("ad_sales", ALL) is None
    assert found.move("ad_cost", DE)[:2] == (5, 5) and found.move("ad_clicks", DE)[:2] == (20, 10)


def test_a_product_goes_by_the_sku_that_the_traffic_report_gives_its_asin(warehouse):
    by_product = {"grain": "asin", "granularity": "sku", "sku": "A17", "asin": "B000000017"}
    seed(warehouse, "traffic_day", *both({}, {}, **{**TRAFFIC, **by_product}))
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **{**AD, "sku": None, "asin": "B000000017"}))
    seed(warehouse, "search_performance", *both({"impressions": 70}, {"impressions": 7}))
    found = load(warehouse)
    assert found.move("ad_clicks", A17)[:2] == (20, 10) and found.move("search_impressions", A17)[:2] == (70, 7)


def test_products_that_go_by_one_name_are_added_up(warehouse):
    before, after = (half for half in (both({"clicks": 20}, {}, **AD)[:28], both({}, {"clicks": 10}, **AD)[28:]))
    seed(warehouse, "ad_day", *before, *[{**row, "sku": "A17-NEW"} for row in after])
    found = load(warehouse).under(lambda place, sku: "A17-NEW" if sku == "A17" else sku)
    assert found.move("ad_clicks", ("amazon_de", "A17-NEW")) == (20, 10, 560, 140)
    assert found.move("ad_clicks", A17) is None and found.move("ad_clicks", DE)[:2] == (20, 10)
