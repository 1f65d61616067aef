"""The search funnel, and what stands in for advertising where there is none."""

from decimal import Decimal

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed

WEEK = ("2026-03-01", "2026-03-07")


def search(**cells):
    counts = {"impressions": 1000, "clicks": 50, "cart_adds": 10, "purchases": 4, "sales": "80"}
    return {"days": WEEK, **counts, **cells}


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("search_impressions", 3000),
        ("search_clicks", 80),
        ("search_click_rate", "0.026667"),  # 80 / 3000
        ("search_cart_adds", 16),
        ("cart_add_rate", "0.200000"),  # 16 / 80
        ("search_purchases", 8),
        ("search_conversion_rate", "0.100000"),  # 8 / 80
        ("search_sales", "170.00"),
    ],
)
def test_each_metric(warehouse, metric, value):
    other = search(asin="B2", impressions=2000, clicks=30, cart_adds=6, purchases=4, sales="90")
    seed(warehouse, "search_performance", search(), other)
    assert figures(warehouse, metric) == (Decimal(value) if isinstance(value, str) else value)


def test_catalog_figures_answer_for_the_shop_and_query_figures_for_queries(warehouse):
    queries = [search(grain="query", search_query=name, impressions=100) for name in ("box", "storage box")]
    seed(warehouse, "search_performance", search(), *queries)
    assert figures(warehouse, "search_impressions") == 1000
    assert figures(warehouse, "search_impressions", filters={"asin": ["B000000017"]}) == 1000
    result = ask(warehouse, "search_impressions", dimensions=["search_query"])
    assert {row["search_query"]: row["search_impressions"] for row in result.rows} == {"box": 100, "storage box": 100}
    assert codes(result) == {"partial_query"}
    assert figures(warehouse, "search_impressions", filters={"search_query": ["BOX"]}) == 100


def test_query_figures_alone_are_a_part_and_said_to_be(warehouse):
    seed(warehouse, "search_performance", search(grain="query", search_query="box"))
    result = ask(warehouse, "search_clicks")
    assert result.rows[0]["search_clicks"] == 50 and codes(result) == {"partial_query"}


def test_a_month_and_its_weeks_never_count_twice(warehouse):
    weeks = [search(days=(f"2026-03-{first:02}", f"2026-03-{first + 6:02}"), impressions=10) for first in (1, 8, 15, 22)]
    month = search(days=("2026-03-01", "2026-03-31"), impressions=50)
    seed(warehouse, "search_performance", month, *weeks)
    result = ask(warehouse, "search_impressions", window="2026-03")
    assert result.rows[0]["search_impressions"] == 40 and "28 of 31" in result.warnings[0].en


def test_without_ads_search_stands_in_and_says_so(warehouse):
    seed(warehouse, "search_performance", search())
    result = ask(warehouse, "impressions clicks ctr")
    assert [result.rows[0][name] for name in result.metrics] == [1000, 50, Decimal("0.05")]
    notes = [note.en for note in result.warnings]
    assert codes(result) == {"from_search_performance"} and len(notes) == 3
    assert all("search performance report" in note for note in notes)
    assert {definition.basis for definition in result.definitions} == {"search_period"}
    assert "Search clicks divided by search impressions" in result.definitions[2].definition["en"]


def test_funnels_of_two_sources_are_never_mixed(warehouse):
    seed(warehouse, "search_performance", search())
    ads = {"days": WEEK, "impressions": 400, "clicks": 8, "cost": "5"}
    seed(warehouse, "ad_day", ads)
    result = ask(warehouse, "impressions clicks ctr search_impressions")
    assert [result.rows[0][name] for name in result.metrics] == [400, 8, Decimal("0.02"), 1000]
    assert codes(result) == set()
