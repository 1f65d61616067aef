"""Ratios of two tables hold only for days that both cover."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed
from tools.core.errors import NotEnoughData

ALL = [str(date(2026, 3, 1) + timedelta(days=n)) for n in range(20)]


def advertise(warehouse, days, **cells):
    seed(warehouse, "ad_day", *({"day": day, "cost": "10", **cells} for day in days))


def sell(warehouse, days, **cells):
    seed(warehouse, "order_line", *({"day": day, "order_id": day, "amount": "100", **cells} for day in days))


@pytest.fixture
def late_ads(warehouse):
    """100 sold on each of twenty days, 10 spent on each of the last ten."""
    sell(warehouse, ALL)
    advertise(warehouse, ALL[10:])
    return warehouse


@pytest.mark.parametrize("asked", [{}, {"window": "all"}])
def test_all_days_become_those_in_common_and_it_is_said(late_ads, asked):
    result = ask(late_ads, "tacos gross_revenue", **asked)
    assert (str(result.window.start), str(result.window.end)) == (ALL[10], ALL[-1])
    # 100 spent on 1000 sold in the ten days, of 2000 in all
    assert (result.rows[0]["tacos_gross"], result.rows[0]["gross_revenue"]) == (Decimal("0.1"), 1000)
    assert codes(result) == {"narrowed_to_common_days"} and result.inputs["window"]["from"] == ALL[10]
    assert figures(late_ads, "gross_revenue") == 2000


def test_a_window_that_only_one_covers_is_refused_with_the_days_of_both(late_ads):
    with pytest.raises(NotEnoughData) as refusal:
        ask(late_ads, "tacos", window={"from": ALL[5], "to": ALL[-1]})
    assert f"advertising data of amazon_de hold only {ALL[10]} to {ALL[-1]}" in refusal.value.text["en"]
    with pytest.raises(NotEnoughData) as refusal:
        ask(late_ads, "tacos", window={"from": ALL[0], "to": ALL[4]})
    text = refusal.value.text["en"]
    assert "hold none of these days" in text and f"All cover {ALL[10]} to {ALL[-1]}" in text
    assert figures(late_ads, "tacos", window={"from": ALL[12], "to": ALL[14]}) == Decimal("0.1")


def test_the_compared_window_must_be_covered_too(late_ads):
    with pytest.raises(NotEnoughData) as refusal:
        ask(late_ads, "tacos", window={"from": ALL[14], "to": ALL[19]}, compare={"from": ALL[8], "to": ALL[13]})
    assert refusal.value.field == "compare"
    blank = ask(late_ads, "tacos", window={"from": ALL[15], "to": ALL[19]}, compare={"from": ALL[0], "to": ALL[4]})
    assert blank.rows[0]["base"]["tacos_gross"] is None


def test_a_place_whose_ads_begin_later_counts_from_then(late_ads):
    sell(late_ads, ALL, marketplace="amazon_fr")
    advertise(late_ads, ALL[15:], marketplace="amazon_fr")
    result = ask(late_ads, "tacos")
    assert str(result.window.start) == ALL[15] and result.rows[0]["tacos_gross"] == Decimal("0.1")
    with pytest.raises(NotEnoughData):
        ask(late_ads, "tacos", window={"from": ALL[10], "to": ALL[14]})
    one = {"filters": {"marketplace": ["amazon_de"]}, "window": {"from": ALL[10], "to": ALL[14]}}
    assert figures(late_ads, "tacos", **one) == Decimal("0.1")


def test_a_marketplace_may_go_some_days_without_an_order(late_ads):
    sell(late_ads, ALL[10:17], marketplace="amazon_fr")
    advertise(late_ads, ALL[10:], marketplace="amazon_fr")
    # 200 spent on 1000 and 700 sold
    assert figures(late_ads, "tacos", window={"from": ALL[10], "to": ALL[19]}) == Decimal("0.117647")


def test_average_stock_begins_with_the_first_snapshot(warehouse):
    sell(warehouse, ALL)
    seed(warehouse, "inventory_day", *({"day": day, "fulfillable": 20} for day in ALL[10::3]))
    assert figures(warehouse, "sell_through_rate") == Decimal("0.5")  # 10 of 20
    asked = ask(warehouse, "sell_through_rate", window={"from": ALL[0], "to": ALL[-1]})
    assert asked.rows[0]["sell_through_rate"] == 1 and "stock_begins" in codes(asked)


def test_weeks_that_a_window_cuts_are_named(warehouse):
    weeks = [("2026-03-01", "2026-03-07"), ("2026-03-08", "2026-03-14")]
    seed(warehouse, "search_performance", *({"days": week, "impressions": 10} for week in weeks))
    with pytest.raises(NotEnoughData) as refusal:
        ask(warehouse, "search_impressions", window={"from": "2026-03-02", "to": "2026-03-08"})
    assert refusal.value.details["periods"] == ["2026-03-01 – 2026-03-07", "2026-03-08 – 2026-03-14"]
    with pytest.raises(NotEnoughData) as refusal:
        ask(warehouse, "search_impressions", window="2026-03-14")
    assert refusal.value.details["periods"] == ["2026-03-08 – 2026-03-14"]
    with pytest.raises(NotEnoughData) as refusal:
        ask(warehouse, "search_impressions", dimensions=["week"])
    assert refusal.value.key == "periods_cut_by_split"
