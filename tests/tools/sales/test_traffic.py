from datetime import date
from decimal import Decimal

import pytest

from tests.support import all_orders, ask, codes, figures, load, order, sql, traffic_report
from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period
from tools.sales.buckets import bucket_start

WEEK = {"from": "2026-03-02", "to": "2026-03-08"}
BUSINESS = "(Child) ASIN,Sessions,Page Views,Units Ordered,Ordered Product Sales\n"


def asin_days(first, last, sessions=10, **report):
    """A report a day, each with one ASIN."""
    return [
        traffic_report(f"2026-03-{n:02}", asins=[("B000000017", "A17", sessions, 1, 9.99)], **report)
        for n in range(first, last + 1)
    ]


def test_store_figures_answer_for_the_store_and_asin_figures_for_products(warehouse):
    # The store counts a visitor once, its ASINs count him each: 120 against 70 + 80.
    asins = [("B000000017", "A17", 70, 6), ("B000000018", "A18", 80, 3)]
    load(warehouse, traffic_report("2026-03-02", days=[("2026-03-02", 120, 9)], asins=asins))
    assert figures(warehouse, "sessions") == 120
    assert {row["sku"]: row["sessions"] for row in ask(warehouse, "sessions", dimensions=["sku"]).rows} == {
        "A17": 70,
        "A18": 80,
    }
    assert figures(warehouse, "sessions", filters={"sku": ["A17"]}) == 70
    # 9 of 120, not 9 of 150
    assert figures(warehouse, "unit_session_percentage") == Decimal("0.075")


def test_products_are_not_answered_from_store_figures(warehouse):
    load(warehouse, traffic_report("2026-03-02", days=[("2026-03-02", 120, 9)]))
    load(warehouse, all_orders(order("1")))
    with pytest.raises(NotCovered) as refusal:
        ask(warehouse, "sessions", dimensions=["sku"])
    assert refusal.value.key == "needs_grain"
    both = ask(warehouse, "units sessions", dimensions=["sku"])
    assert (both.rows[0]["units"], both.rows[0]["sessions"]) == (1, None) and "needs_grain" in codes(both)


def test_a_shop_with_asin_figures_alone_is_their_sum(warehouse):
    load(warehouse, traffic_report("2026-03-02", asins=[("B000000017", "A17", 70), ("B000000018", "A18", 80)]))
    assert figures(warehouse, "sessions") == 150


def test_each_store_by_the_figures_it_has(warehouse):
    # Germany has store figures, France only those of ASINs: together 120 + 30.
    load(warehouse, traffic_report("2026-03-02", days=[("2026-03-02", 120)], asins=[("B000000017", "A17", 70)]))
    load(
        warehouse,
        traffic_report("2026-03-02", asins=[("B000000017", "A17", 30)], marketplace="A13V1IB3VIYZZH"),
    )
    assert figures(warehouse, "sessions") == 150


@pytest.mark.parametrize("first_in", ["days", "week"])
def test_a_week_and_its_days_never_count_twice(warehouse, first_in):
    days, week = (
        asin_days(2, 8),
        traffic_report("2026-03-02", "2026-03-08", asins=[("B000000017", "A17", 77)]),
    )
    for content in (days, week) if first_in == "days" else (week, days):
        load(warehouse, content)
    assert figures(warehouse, "sessions", window=WEEK, filters={"sku": ["A17"]}) == 70  # the days, seven times ten


def test_of_a_week_and_one_of_its_days_only_one_counts(warehouse):
    load(warehouse, asin_days(2, 2))
    load(warehouse, traffic_report("2026-03-02", "2026-03-08", asins=[("B000000017", "A17", 77)]))
    result = ask(warehouse, "sessions", window=WEEK, filters={"sku": ["A17"]})
    assert result.rows[0]["sessions"] == 10 and codes(result) == {"report_gaps"}


def test_the_same_day_by_sku_and_by_child_asin_counts_once(warehouse):
    load(warehouse, traffic_report("2026-03-02", asins=[("B000000017", "A17", 70)]))
    load(warehouse, traffic_report("2026-03-02", asins=[("B000000017", None, 70)]), file="by_child.json")
    assert figures(warehouse, "sessions", filters={"asin": ["B000000017"]}) == 70


def test_weeks_make_a_month_where_they_fit(warehouse):
    for first, last in (("02-23", "03-01"), ("03-02", "03-08"), ("03-09", "03-15"), ("03-30", "04-05")):
        load(warehouse, traffic_report(f"2026-{first}", f"2026-{last}", asins=[("B000000017", "A17", 70)]))
    result = ask(warehouse, "sessions", window="2026-03")
    # two weeks lie inside March; the two at its edges would bring other months' days
    assert result.rows[0]["sessions"] == 140 and codes(result) == {"report_gaps"}
    assert "14" in next(note.en for note in result.warnings if note.code == "report_gaps")


@pytest.fixture
def march(warehouse):
    """A Business Report of March and nothing else."""
    period = Period(start=date(2026, 3, 1), end=date(2026, 3, 31))
    load(warehouse, BUSINESS + "B000000017,310,400,31,$309.69\n", marketplace="amazon_us", period=period)
    return warehouse


@pytest.mark.parametrize("window", ["all", "2026-03", "2026-Q1", {"from": "2026-02-15", "to": "2026-04-15"}])
def test_a_months_report_answers_for_windows_that_contain_it(march, window):
    assert figures(march, "sessions units gross_revenue", window=window) == (310, 31, Decimal("309.69"))


@pytest.mark.parametrize("window", ["2026-W11", "2026-03-31", {"from": "2026-03-02", "to": "2026-04-30"}])
def test_a_months_report_says_nothing_of_a_part_of_it(march, window):
    with pytest.raises(NotEnoughData):
        ask(march, "sessions", window=window)


def test_a_months_report_is_not_split_by_day_or_week(march):
    for dimension in ("day", "week"):
        with pytest.raises(NotEnoughData):
            ask(march, "sessions", dimensions=[dimension])
    [row] = ask(march, "sessions", dimensions=["month"]).rows
    assert (str(row["month"]), row["sessions"]) == ("2026-03-01", 310)


def test_missing_days_are_said(warehouse):
    load(warehouse, asin_days(2, 4) + asin_days(7, 8))
    result = ask(warehouse, "sessions", window=WEEK)
    assert result.rows[0]["sessions"] == 50  # five days of ten
    assert "5 of 7" in next(note.en for note in result.warnings if note.code == "report_gaps")


def test_buy_box_is_weighted_by_page_views(warehouse):
    report = traffic_report("2026-03-02", asins=[("B1", "A", 50), ("B2", "B", 150)])
    for share, entry in zip((100.0, 50.0), report["salesAndTrafficByAsin"], strict=True):
        entry["trafficByAsin"]["buyBoxPercentage"] = share
    load(warehouse, report)
    # 100 page views at 100 % and 300 at 50 %: 250 of 400
    assert figures(warehouse, "buy_box_percentage") == Decimal("0.625")


def test_the_traffic_report_stands_in_for_orders_and_says_so(march):
    assert "from_traffic_report" in codes(ask(march, "gross_revenue"))
    assert sql(march, "select count(*) from order_line") == [(0,)]


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        ("day", "2026-08-19"),
        ("week", "2026-08-17"),
        ("month", "2026-08-01"),
        ("quarter", "2026-07-01"),
        ("year", "2026-01-01"),
    ],
)
def test_bucket_start(unit, start):
    assert str(bucket_start(unit, date(2026, 8, 19))) == start  # a Wednesday
