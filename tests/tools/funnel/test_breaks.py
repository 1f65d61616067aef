"""The date of a break: F6 of the method, and series made by hand."""

from datetime import timedelta

import numpy as np
import pytest

from tests.tools.funnel.power import dates_of
from tests.tools.funnel.simulation import FIRST_DAY, Cause, Shop, panel_of, simulate, windows
from tools.funnel.breaks import date_of_break, date_of_rate
from tools.funnel.diagnosis import diagnose

RUNS = 100


def day(number):
    return FIRST_DAY + timedelta(days=number)


@pytest.mark.parametrize("late", [-4, 0, 4])
@pytest.mark.parametrize(("factor", "impressions"), [("impressions", 3_000), ("cvr", 13_000)])
def test_a_fall_by_a_third_is_dated_within_three_days(factor, impressions, late):
    found = dates_of(RUNS, Shop(segments=1, impressions=impressions), Cause(factor, -0.3, late=late))
    assert found.near.recall >= 0.8 and found.held.recall >= 0.9
    assert found.sure.precision >= 0.9
    assert factor != "cvr" or found.orders >= 25


def test_rates_below_five_orders_a_day_have_no_certain_date():
    certain = [sold_and_certain(seed) for seed in range(100)]
    assert any(sold < 5 for sold, _ in certain) and not any(sure for sold, sure in certain if sold < 5)


def sold_and_certain(seed):
    panel, base, current = simulate(seed, Shop(segments=1, impressions=1_250), Cause("cvr", -0.5))
    dated = date_of_break(diagnose(panel, base, current), "cvr", None)
    return panel.counts["orders"].sum() / 42, dated.certain


def search(orders, impressions=1000, clicks=100, price=30):
    """42 days of one segment, of which 28 are the base; a count is a number or one for each day."""
    orders = np.broadcast_to(np.array(orders, dtype=float), 42)
    counts = {"impressions": impressions, "clicks": clicks, "orders": orders, "revenue": orders * price}
    tables = {name: np.broadcast_to(np.array(value, dtype=float), (1, 42)) for name, value in counts.items()}
    return diagnose(panel_of(tables), *windows(28, 14))


def steps(at, before, after):
    return np.where(np.arange(42) < at, before, after)


@pytest.mark.parametrize("at", [25, 28, 33])
def test_a_clean_step_of_each_kind_has_its_own_day(at):
    cases = {
        "impressions": search(20, impressions=steps(at, 2000, 1000)),
        "ctr": search(20, clicks=steps(at, 300, 100)),
        "cvr": search(steps(at, 40, 10)),
        "aov": search(20, price=steps(at, 40, 30)),
    }
    for factor, found in cases.items():
        dated = date_of_break(found, factor, None)
        assert (dated.day, dated.certain) == (day(at), True) and dated.first <= day(at) <= dated.last, factor


def test_weekdays_are_no_break():
    weekly = np.where(np.arange(42) % 7 >= 5, 2000, 1000)
    assert not date_of_break(search(20, impressions=weekly), "impressions", None).certain


def test_weekdays_do_not_hide_a_break():
    weekly = np.where(np.arange(42) % 7 >= 5, 2000, 1000) * steps(30, 2, 1)
    assert date_of_break(search(20, impressions=weekly), "impressions", None).day == day(30)


def test_few_sales_are_dated_without_certainty():
    dated = date_of_break(search(steps(28, 4, 0)), "cvr", None)
    assert not dated.certain and dated.first <= day(28) <= dated.last


def test_a_rate_of_other_counts():
    dated = date_of_rate(search(20), steps(30, 2.0, 20.0), np.full(42, 100.0))
    assert dated.day == day(30) and dated.certain


def test_a_segment_is_dated_by_its_own_series():
    panel, base, current = simulate(1, Shop(segments=4, impressions=30_000), Cause("ctr", -0.5, (2,), late=3))
    found = diagnose(panel, base, current)
    assert date_of_break(found, "ctr", 2).day == day(31)


def test_traffic_that_moves_between_segments_is_no_break_of_conversion():
    shares = [steps(28, 1000, 200), steps(28, 200, 1000)]
    orders = [shares[0] * 0.1, shares[1] * 0.02]
    counts = {"sessions": np.array(shares), "units": np.array(orders), "revenue": np.array(orders) * 30}
    found = diagnose(panel_of(counts), *windows(28, 14))
    assert not date_of_break(found, "cvr", None).certain
    assert not {effect.factor for effect in found.named} & {"cvr", "sessions"}


def test_days_too_few_have_no_date():
    counts = {"sessions": np.full((1, 4), 100.0), "units": np.array([[9.0, 9, 3, 3]]), "revenue": np.full((1, 4), 90.0)}
    assert date_of_break(diagnose(panel_of(counts), *windows(2, 2)), "cvr", None) is None
