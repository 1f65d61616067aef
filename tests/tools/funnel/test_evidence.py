from datetime import date, timedelta

import pytest

from tests.support import sql
from tests.tools.sales.seeding import seed
from tools.core.result import Period
from tools.funnel.evidence import ALL, load_evidence
from tools.sales.product_scope import Scope

BASE = Period(start=date(2026, 8, 31), end=date(2026, 9, 27))
CURRENT = Period(start=date(2026, 9, 28), end=date(2026, 10, 11))
DE, A17 = ("amazon_de", None), ("amazon_de", "A17")
YEAR = timedelta(days=364)


def days(window):
    return [window.start + timedelta(days=i) for i in range(window.days)]


def both(base, current, **always):
    """A row for each day of the two windows."""
    return [{"day": day, **always, **cells} for window, cells in ((BASE, base), (CURRENT, current)) for day in days(window)]


def load(warehouse, *, base=BASE, current=CURRENT, **scope):
    with warehouse.reader() as cursor:
        return load_evidence(cursor, Scope(**scope), base, current)


AD = {"grain": "advertised_product", "sku": "A17", "cost": "5", "sales": "40", "orders": 2}
AMERICAN = {**AD, "marketplace": "amazon_us", "currency": "USD"}


def test_nothing_imported_is_no_figure(warehouse):
    found = load(warehouse)
    assert {name: table for name, table in found.figures.items() if table} == {}
    assert found.edits == () and not found.listings_seen


def test_ads_are_daily_means_of_both_windows(warehouse):
    seed(warehouse, "ad_day", *both({"impressions": 1000, "clicks": 20}, {"impressions": 600, "clicks": 10}, **AD))
    found = load(warehouse)
    for place in (ALL, DE, A17):
        assert found.move("ad_clicks", place) == (20, 10, 28 * 20, 14 * 10)
        assert found.move("ad_impressions", place)[:2] == (1000, 600) and found.move("ad_cost", place)[:2] == (5, 5)
    assert found.currencies[DE] == "EUR" and found.move("ad_days", DE) == (1, 1, 28, 14)


def test_the_same_spend_in_two_grains_counts_once_and_the_product_report_is_preferred(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD))
    seed(warehouse, "ad_day", *both({"clicks": 21}, {"clicks": 11}, campaign="c"))
    assert load(warehouse).move("ad_clicks", ALL)[:2] == (20, 10)


def test_campaigns_tell_of_places_and_not_of_products(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 21}, {"clicks": 11}, campaign="c"))
    assert load(warehouse).move("ad_clicks", ALL)[:2] == (21, 11)
    assert load(warehouse).move("ad_clicks", A17) is None
    assert load(warehouse, skus=["A17"]).move("ad_clicks", ALL) is None


def test_ad_types_are_parts_of_one_whole(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD))
    seed(warehouse, "ad_day", *both({"clicks": 3}, {"clicks": 1}, ad_type="sb", campaign="brand"))
    assert load(warehouse).move("ad_clicks", DE)[:2] == (23, 11)
    assert load(warehouse).move("ad_clicks", A17)[:2] == (20, 10)


def test_ads_that_lack_days_give_no_figure_but_say_how_many_days(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD)[:-3])
    found = load(warehouse)
    assert found.move("ad_clicks", ALL) is None and found.move("ad_clicks", A17) is None
    assert found.move("ad_days", DE) == (1, 11 / 14, 28, 11)


def test_a_place_whose_reports_lack_days_leaves_the_others_alone(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD))
    seed(warehouse, "ad_day", *both({"clicks": 5}, {"clicks": 5}, **{**AD, "marketplace": "amazon_fr"})[:-3])
    found = load(warehouse)
    assert found.move("ad_clicks", DE)[:2] == (20, 10) and found.move("ad_clicks", ALL) is None


def test_amounts_of_two_currencies_are_not_added(warehouse):
    seed(warehouse, "ad_day", *both({"clicks": 20}, {"clicks": 10}, **AD))
    seed(warehouse, "ad_day", *both({"clicks": 5}, {"clicks": 5}, **AMERICAN))
    found = load(warehouse)
    assert found.move("ad_clicks", ALL)[:2] == (25, 15)
    assert found.move("ad_cost", ALL) is None and found.move("ad_cost", DE)[:2] == (5, 5) and ALL not in found.currencies


def test_a_figure_that_some_rows_lack_is_none(warehouse):
    given = both({"clicks": 20}, {"clicks": 10}, **AD)
    given[5].pop("clicks")
    seed(warehouse, "ad_day", *[{"clicks": None, **row} for row in given])
    assert load(warehouse).move("ad_clicks", A17) is None and load(warehouse).move("ad_orders", A17)[:2] == (2, 2)


def week(start, **cells):
    first = date.fromisoformat(start)
    return {"days": (first, first + timedelta(days=6)), **cells}


# Sunday to Saturday, while the windows begin on Mondays.
WEEKS = ["2026-08-30", "2026-09-06", "2026-09-13", "2026-09-20", "2026-09-27", "2026-10-04"]


def test_only_whole_weeks_inside_a_window_count(warehouse):
    seed(warehouse, "product", {"sku": "A17", "asin": "B000000017"})
    weeks = [week(start, impressions=70 * n, clicks=7 * n, purchases=0) for n, start in enumerate(WEEKS, start=1)]
    seed(warehouse, "search_performance", *weeks)
    found = load(warehouse)
    # Base: weeks 2, 3, 4 = 70 · 9 over 21 days; current: 4–10 October is week 6 = 420 over 7 days.
    assert found.move("search_impressions", A17) == (30, 60, 630, 420)
    assert found.move("search_clicks", ALL)[:2] == (3, 6)


def test_weeks_that_fit_no_window_give_no_figure(warehouse):
    seed(warehouse, "search_performance", *[week(start, impressions=70) for start in WEEKS])
    short = Period(start=date(2026, 9, 28), end=date(2026, 10, 2))
    assert load(warehouse, current=short).move("search_impressions", ALL) is None


def test_queries_tell_the_market_and_ones_own_part_of_it(warehouse):
    seed(warehouse, "product", {"sku": "A17", "asin": "B000000017"})
    rows = [
        week(start, grain="query", search_query=query, impressions=7, total_impressions=70 * n)
        for n, start in enumerate(WEEKS, start=1)
        for query in ("dose", "box")
    ]
    seed(warehouse, "search_performance", *rows)
    found = load(warehouse)
    assert found.move("query_impressions", ALL)[:2] == (2, 2)
    assert found.move("market_impressions", A17)[:2] == (60, 120)
    assert found.move("search_impressions", ALL) is None


def test_days_without_stock_are_counted_by_the_preferred_report(warehouse):
    seed(warehouse, "inventory_day", *both({"fulfillable": 5}, {"fulfillable": 0, "inbound": 9}, source="ledger"))
    found = load(warehouse)
    assert found.move("out_of_stock_days", A17)[2:] == (0, 14) and found.move("stock_days", A17)[2:] == (28, 14)
    assert found.move("inbound_days", A17)[2:] == found.move("inbound_told_days", A17)[2:] == (0, 14)
    seed(warehouse, "inventory_day", {"day": CURRENT.start, "fulfillable": 3, "source": "restock"})
    assert load(warehouse).move("out_of_stock_days", A17)[2:] == (0, 13)


def test_marketplaces_of_one_stock_share_its_days(warehouse):
    seed(warehouse, "inventory_day", *both({"fulfillable": 5}, {"fulfillable": 0}))
    found = load(warehouse, marketplaces=["amazon_fr"])
    assert found.move("out_of_stock_days", ("amazon_fr", "A17"))[2:] == (0, 14)
    assert found.move("out_of_stock_days", ALL)[2:] == (0, 14)
    assert load(warehouse, marketplaces=["amazon_us"]).move("stock_days", ALL) is None


def test_orders_units_and_discounts(warehouse):
    lines = [
        {**row, "order_id": f"{row['day']}-{n}", "quantity": 2}
        for row in both({"discount": "1"}, {"discount": None}, amount="20")
        for n in range(3)
    ]
    seed(warehouse, "order_line", *lines, *[{**line, "sku": "B2", "discount": None} for line in lines])
    found = load(warehouse)
    assert found.move("orders", A17)[:2] == (3, 3) and found.move("order_units", A17)[:2] == (6, 6)
    assert found.move("orders", DE)[:2] == (3, 3) and found.move("order_units", ALL)[:2] == (12, 12)  # two lines in each order
    assert found.move("discounts", A17)[:2] == (3, 0) and found.move("discounts", ("amazon_de", "B2"))[:2] == (0, 0)


def test_orders_without_any_discount_do_not_say_that_there_were_none(warehouse):
    seed(warehouse, "order_line", *[{**row, "order_id": str(row["day"])} for row in both({}, {})])
    found = load(warehouse)
    assert found.move("discounts", ALL) is None and found.move("discounts", A17) is None and found.move("orders", ALL)


def test_orders_that_do_not_reach_over_both_windows_give_no_figure(warehouse):
    seed(warehouse, "order_line", *[{**row, "order_id": str(row["day"])} for row in both({}, {})[5:]])
    assert load(warehouse).move("orders", ALL) is None


TRAFFIC = {"sessions": 100, "units_ordered": 10, "ordered_product_sales": "200", "units_refunded": 1, "currency": "EUR"}


def test_refunds_and_the_year_before(warehouse):
    seed(warehouse, "traffic_day", *both({}, {"units_refunded": 3}, **TRAFFIC))
    seed(warehouse, "traffic_day", *[{**row, "day": row["day"] - YEAR} for row in both({}, {"sessions": 50}, **TRAFFIC)])
    found = load(warehouse)
    assert found.move("refunded_units", ALL)[:2] == (1, 3) and found.move("units", DE)[:2] == (10, 10)
    assert found.move("last_year_sessions", ALL)[:2] == (100, 50) and found.move("sessions", ALL)[:2] == (100, 100)


def test_a_year_before_that_is_not_whole_gives_no_figure(warehouse):
    seed(warehouse, "traffic_day", *both({}, {}, **TRAFFIC))
    seed(warehouse, "traffic_day", *[{**row, "day": row["day"] - YEAR} for row in both({}, {}, **TRAFFIC)[4:]])
    assert load(warehouse).move("last_year_sales", ALL) is None


def test_products_have_traffic_of_their_own_where_it_is_reported_by_product(warehouse):
    seed(warehouse, "traffic_day", *both({}, {}, **TRAFFIC))
    by_product = {"grain": "asin", "granularity": "sku", "sku": "A17", "units_refunded": None}
    seed(warehouse, "traffic_day", *both({}, {"sessions": 20}, **{**TRAFFIC, "sessions": 40, **by_product}))
    found = load(warehouse)
    assert found.move("sessions", A17)[:2] == (40, 20) and found.move("sessions", DE)[:2] == (100, 100)
    assert found.move("refunded_units", A17) is None and found.move("refunded_units", DE)[:2] == (1, 1)


def listing(warehouse, *seen):
    with warehouse.writer() as connection:
        for number, (day, title) in enumerate(seen):
            connection.execute(
                "insert into listing (shop_id, marketplace, sku, language, title, seen_on, row_key, import_id, line_number) "
                "values ('main', 'amazon_de', 'A17', 'de', $title, $day, $key, 1, 1)",
                {"title": title, "day": date.fromisoformat(day), "key": str(number)},
            )


def test_a_listing_seen_with_another_content_is_an_edit(warehouse):
    listing(warehouse, ("2026-07-01", "a"), ("2026-08-01", "b"), ("2026-09-10", "b"), ("2026-10-01", "c"), ("2026-10-20", "d"))
    found = load(warehouse)
    assert found.edits == (("amazon_de", "A17", date(2026, 10, 1)),) and found.listings_seen


@pytest.mark.parametrize(
    ("name", "column", "table"),
    [
        ("ad_clicks", "clicks", "ad_day"),
        ("sessions", "sessions", "traffic_day"),
        ("search_clicks", "clicks", "search_performance"),
    ],
)
def test_figures_of_the_demo_shop_are_those_of_its_rows(demo_warehouse, name, column, table):
    # Sunday to Saturday, as its search reports are.
    base = Period(start=date(2026, 8, 30), end=date(2026, 9, 26))
    current = Period(start=date(2026, 9, 27), end=date(2026, 10, 10))
    found = load(demo_warehouse, base=base, current=current, marketplaces=["amazon_us"]).move(name, ALL)
    by_store = " and grain = 'store'" if table == "traffic_day" else ""
    where = f"marketplace = 'amazon_us' and period_from >= $1 and period_to <= $2{by_store}"
    query = f"select sum({column}) from {table} where {where}"
    counted = [int(sql(demo_warehouse, query, window.start, window.end)[0][0]) for window in (base, current)]
    assert found == pytest.approx((counted[0] / 28, counted[1] / 14, *counted))
