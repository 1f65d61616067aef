"""The restock simulation on small seeded panels; the figures at full size are in docs/quality.md."""

import numpy as np
import pytest

from benchmarks.restock.cash_gap import gaps
from benchmarks.restock.compare import ERP, OURS, Outcome, resampled, service, stock_at, sweep
from benchmarks.restock.lanes import lanes
from benchmarks.restock.panels import BLOCK_DAYS, Panel, synthetic, uci
from benchmarks.restock.policies import erp, ordering, ours, textbook, weighted
from benchmarks.restock.simulate import AIR, REVIEW_DAYS, SEA, WARM_UP_DAYS, Lane, View, simulate
from benchmarks.restock.stock_outs import stock_out_bias
from tools.restock.arrays import History

CERTAIN = Lane(fixed_days=28, mean_days=35, sd_days=0.01)


@pytest.fixture(scope="module")
def panel():
    return synthetic(skus=60)


@pytest.fixture(scope="module")
def swept(panel):
    return sweep(panel, OURS)


def constant(units, days=400):
    return Panel("constant", np.full((3, days), float(units)), history_days=180)


def seen(units):
    rows = np.atleast_2d(np.array(units, dtype=float))
    nothing = np.zeros((len(rows), 0))
    return View(History(rows, np.ones(rows.shape, dtype=bool)), np.zeros(len(rows)), nothing, nothing.astype(int))


def by_hand(demand, history_days, level, leads):
    """One SKU under a fixed level, with a list of what is on the way."""
    on_hand, coming, sold, stock = level, [], 0.0, 0.0
    for day in range(history_days, len(demand)):
        on_hand += sum(units for arrives, units in coming if arrives == day)
        coming = [(arrives, units) for arrives, units in coming if arrives > day]
        if (day - history_days) % REVIEW_DAYS == 0:
            lacking = level - on_hand - sum(units for _, units in coming)
            coming.append((day + leads[(day - history_days) // REVIEW_DAYS], lacking))
        served = min(demand[day], on_hand)
        on_hand -= served
        if day >= history_days + WARM_UP_DAYS:
            sold, stock = sold + served, stock + on_hand
    return sold, stock


def test_the_plan_reaches_its_target_where_demand_is_stationary(swept):
    found = service(swept[OURS.sweep.index(0.95)])
    assert 0.93 <= found.fill <= 0.985


def test_more_target_is_more_service_and_more_stock(swept):
    found = [service(outcome) for outcome in swept]
    assert [each.fill for each in found] == sorted(each.fill for each in found)
    assert [each.cover_days for each in found] == sorted(each.cover_days for each in found)


def test_the_plan_needs_less_stock_than_erp_practice_for_the_same_service(panel, swept):
    weights = np.ones((1, 60))
    assert stock_at(0.95, swept, weights) < 0.97 * stock_at(0.95, sweep(panel, ERP), weights)


def test_runs_are_repeatable(panel, swept):
    again = simulate(synthetic(skus=60), ordering(ours, 0.95))
    once = swept[OURS.sweep.index(0.95)]
    assert all(np.array_equal(getattr(again, name), getattr(once, name)) for name in ("served", "stock", "ordered"))


@pytest.mark.parametrize("days", [10, 20])
def test_a_stock_out_hardly_moves_the_velocity(panel, days):
    mine, calendar = stock_out_bias(panel, days)
    assert abs(mine.moved) <= 0.02
    assert calendar.moved == pytest.approx(-days / 30, abs=0.03)


def test_without_a_stock_out_nothing_moves(panel):
    assert [found.moved for found in stock_out_bias(panel, 0)] == [0, 0]


def test_air_beside_sea_serves_more_from_the_same_stock(panel):
    sea, _, both, by_mean = lanes(panel)
    assert both.service.fill >= sea.service.fill + 0.015
    assert both.service.cover_days <= 1.02 * sea.service.cover_days
    assert 0 < both.by_air <= 0.05
    assert sea.service.fill < by_mean.service.fill < both.service.fill


def test_orders_within_a_budget_are_near_the_exact_solution():
    assert (gaps(3) <= 0.025).all()


def test_stock_flows_as_counted_by_hand():
    panel = synthetic(skus=5, days=300)
    found = simulate(panel, ordering(lambda view, level: np.full(5, level), 300.0), seed=4)
    leads = SEA.draw(np.random.default_rng(4), (5, 18))
    expected = [by_hand(panel.demand[sku], panel.history_days, 300.0, leads[sku]) for sku in range(5)]
    assert np.array_equal(np.column_stack([found.served, found.stock]), np.array(expected))


def test_constant_demand_and_lead_time_leave_the_safety_days_on_the_shelf():
    # 10 a day and 14 safety days: an arrival finds 140 and brings 70, so that the days until the next end with 200 down to 140.
    found = simulate(constant(10), ordering(erp, 14), [CERTAIN])
    assert service(found).fill == 1
    assert found.stock / found.wanted == pytest.approx(14 + np.mean(range(7)), abs=0.1)


def test_lead_times_have_their_mean_and_never_overtake():
    for lane in (SEA, AIR):
        drawn = lane.draw(np.random.default_rng(1), (4000, 20))
        assert drawn[:, 0].mean() == pytest.approx(lane.mean_days, abs=0.3)
        assert drawn[:, 0].std() == pytest.approx(lane.sd_days, rel=0.1)
        assert drawn.min() >= lane.fixed_days
        assert (np.diff(drawn + REVIEW_DAYS * np.arange(20), axis=1) >= 0).all()


def test_policies_follow_their_formulas():
    view = seen([0] * 16 + [2] * 16 + [5] * 7 + [8] * 7)
    assert erp(view, 14) == np.ceil((16 * 2 + 7 * 5 + 7 * 8) / 30 * 56)
    assert weighted(view, 14) == np.ceil((0.5 * 8 + 0.3 * 6.5 + 0.2 * 4.1) * 56)
    even = seen([4, 6] * 45)
    variance = 90 / 89
    assert textbook(even, 2) == np.ceil(5 * 42 + 2 * np.sqrt(42 * variance + (5 * 6) ** 2))
    # Golden value of the method: 10 a day, variance 10.
    assert ours(seen([10] * 90), 0.95) == 627


def test_stock_at_a_fill_is_interpolated():
    def outcome(served, stock):
        one, nothing = np.array([[100.0, 0.0]]), np.zeros(2)
        return Outcome(one[0], np.array([served, 0.0]), np.array([stock, 0.0]), nothing, nothing[:, None], 10)

    outcomes = [outcome(80, 1000), outcome(90, 2000), outcome(100, 6000)]
    weights = np.array([[1.0, 1.0], [2.0, 0.0]])
    assert stock_at(0.95, outcomes, weights) == pytest.approx([40, 40])
    assert np.isnan(stock_at(0.7, outcomes, weights)).all()


def test_resamples_draw_as_many_skus_as_there_are():
    weights = resampled(50)
    assert (weights[0] == 1).all()
    assert (weights.sum(axis=1) == 50).all()
    assert np.array_equal(weights, resampled(50))


def test_the_level_of_a_panel_moves_by_its_drift():
    # What noise alone adds is seen without drift; velocities below 3 are left out, whose six-week means tell little.
    panel, level = (synthetic(skus=3000, drift=drift).demand[2000:, : 2 * BLOCK_DAYS] for drift in (0.25, 0.0))
    spread, noise = (
        np.std(np.log(part[:, :BLOCK_DAYS].sum(axis=1) / part[:, BLOCK_DAYS:].sum(axis=1))) for part in (panel, level)
    )
    assert np.sqrt(spread**2 - noise**2) == pytest.approx(0.25, abs=0.02)


def test_a_file_of_daily_sales_becomes_a_panel(tmp_path):
    path = tmp_path / "daily.csv"
    rows = [f"A,2026-01-{day:02},3,0" for day in range(1, 15)] + ["A,2026-01-20,300,0", "A,2026-01-21,9,4", "B,2026-01-05,1,0"]
    path.write_text("\n".join(["StockCode,date,units,returned", *rows]), encoding="utf-8")
    demand = uci(path, history_days=20).demand
    assert demand.shape == (1, 21)
    assert demand[0, 13:].tolist() == [3, 0, 0, 0, 0, 0, 3, 5]
