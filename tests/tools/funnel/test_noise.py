"""The tests of significance, against scipy's and figures worked out by hand."""

import math
import statistics

import numpy as np
import pytest
from scipy import stats

from tests.tools.funnel.simulation import Shop, simulate
from tools.funnel.noise import (
    ASSUMED_NOISE,
    clustered,
    counted,
    exact_p_value,
    ratio_noise,
    safe_divide,
    t_p_value,
    volume,
)

RATIO_INFLATION, VOLUME_INFLATION = 13 / 7, 3  # (1 + .3) / (1 − .3), (1 + .5) / (1 − .5)


def table(*days):
    """One segment by day."""
    return np.array([days], dtype=float)


def test_the_exact_test_is_the_binomial_one_doubled():
    rng = np.random.default_rng(1)
    for _ in range(500):
        y, d = rng.integers(0, 12, 2), rng.integers(1, 5000, 2)
        if not y.sum():
            continue
        sides = [
            stats.binomtest(int(y[1]), int(y.sum()), d[1] / d.sum(), alternative=side).pvalue for side in ("less", "greater")
        ]
        found = exact_p_value(*(np.array([value], dtype=float) for value in (*y, *d)))[0]
        assert found == pytest.approx(min(1, 2 * min(sides)), abs=1e-12)


@pytest.mark.parametrize(
    ("y0", "y1", "d0", "d1", "p_value"),
    [
        (5, 0, 100, 100, 2 / 32),  # all five in one of two equal windows
        (6, 0, 200, 100, 2 * (2 / 3) ** 6),
        (3, 3, 100, 100, 1),
        (0, 0, 100, 100, 1),
        (0, 4, 100, 300, 1),  # 2 × (3/4)⁴ = .63 above, and 1 below
        (0, 10, 100, 100, 2 / 1024),
    ],
)
def test_exact_p_values_by_hand(y0, y1, d0, d1, p_value):
    found = exact_p_value(*(np.array([value], dtype=float) for value in (y0, y1, d0, d1)))[0]
    assert found == pytest.approx(p_value if (y0, y1) != (0, 4) else 2 * 0.75**4, abs=1e-12)


def test_a_ratio_without_noise_between_days_is_tested_by_its_counts():
    num, den = (table(50, 50), table(60, 80)), (table(1000, 1000), table(1000, 1000))
    found = counted(num, den, 0.0)
    error = math.sqrt(1 / 100 + 1 / 140)
    assert found.move[0] == pytest.approx(math.log(1.4)) and found.standard_error[0] == pytest.approx(error)
    assert found.p_value[0] == pytest.approx(2 * stats.norm.sf(math.log(1.4) / error))


def test_noise_between_days_adds_to_it():
    # τ² (1 + φ) / (1 − φ) Σd² / (Σd)²: 0.01 × 13/7 × 1/4 for four equal days, × 10/16 for days of 1 and 3.
    num, den = (table(25, 25, 25, 25), table(25, 75)), (table(*[1000] * 4), table(1000, 3000))
    error = math.sqrt(2 / 100 + 0.01 * RATIO_INFLATION * (1 / 4 + 10 / 16))
    assert counted(num, den, 0.01).standard_error[0] == pytest.approx(error)


def test_few_counts_are_tested_exactly():
    num, den = (table(4, 4), table(0, 0)), (table(100, 100), table(100, 100))
    found = counted(num, den, 0.5)
    assert found.p_value[0] == pytest.approx(2 / 2**8)
    assert found.move[0] == pytest.approx(math.log((0.5 / 201) / (8.5 / 201)))


def test_a_ratio_of_nothing_is_not_judged():
    nothing = (table(0, 0), table(0, 0))
    assert np.isnan(counted(nothing, (table(1, 1), table(1, 1)), 0.0).p_value[0])
    assert np.isnan(counted((table(1, 1), table(0, 0)), (table(1, 1), table(0, 0)), 0.0).p_value[0])


def test_money_per_order_is_tested_by_its_days():
    base, current = [30, 33, 27, 31, 29, 30, 30], [25, 22, 24, 27, 23, 25, 22]
    found = clustered((table(*base), table(*current)), (table(*[1] * 7), table(*[1] * 7)))
    parts = [RATIO_INFLATION * statistics.variance(side) / 7 / statistics.mean(side) ** 2 for side in (base, current)]
    move, error = math.log(statistics.mean(current) / statistics.mean(base)), math.sqrt(sum(parts))
    freedom = sum(parts) ** 2 / sum(part**2 / 6 for part in parts)
    assert (found.move[0], found.standard_error[0]) == (pytest.approx(move), pytest.approx(error))
    assert found.p_value[0] == pytest.approx(2 * stats.t.sf(abs(move) / error, freedom))


def test_a_price_that_never_changes_is_no_test():
    same = (table(30, 60, 90), table(30, 30, 30))
    found = clustered(same, (table(1, 2, 3), table(1, 1, 1)))
    assert (found.move[0], found.standard_error[0]) == (0, 0) and np.isnan(found.p_value[0])


def test_a_constant_price_that_changes_once_moved():
    found = clustered((table(30, 60, 90), table(33, 66)), (table(1, 2, 3), table(1, 2)))
    assert found.move[0] == pytest.approx(math.log(1.1)) and found.p_value[0] == 0


def test_a_single_day_says_nothing_of_money_per_order():
    for days in ((30,), (30, 33)):
        base = (table(*days), table(*[1] * len(days)))
        assert np.isnan(clustered((base[0], table(60)), (base[1], table(1))).p_value[0])


def test_a_volume_is_tested_by_how_its_days_scatter():
    base, current = [100, 120, 80, 110, 90, 105, 95], [80, 60, 70, 75, 65, 72, 68]
    expected = tuple(np.full((1, 7), statistics.mean(side)) for side in (base, current))
    move = math.log(sum(current) / sum(base))
    found = volume((table(*base), table(*current)), expected, np.array([move]), 12.0)
    squares = sum(((y - statistics.mean(side)) ** 2) / statistics.mean(side) for side in (base, current) for y in side)
    noise = (squares - 12) / (sum(base) + sum(current))
    error = math.sqrt(1 / sum(base) + 1 / sum(current) + VOLUME_INFLATION * noise * (1 / 7 + 1 / 7))
    assert found.standard_error[0] == pytest.approx(error)
    assert found.p_value[0] == pytest.approx(2 * stats.t.sf(abs(move) / error, 12))


def test_too_few_days_to_see_noise_are_given_ten_percent():
    one = (table(100), table(100))
    assert ratio_noise(one, one) == ASSUMED_NOISE == pytest.approx(0.1**2)
    error = math.sqrt(2 / 100 + VOLUME_INFLATION * 0.01 * 2)
    assert volume(one, one, np.zeros(1), 1.0).standard_error[0] == pytest.approx(error)


@pytest.mark.parametrize(("noise", "low", "high"), [(0.0, 0.0, 0.0006), (0.1, 0.008, 0.012), (0.2, 0.034, 0.046)])
def test_noise_between_days_is_found_again(noise, low, high):
    found = []
    for seed in range(20):
        counts = simulate(seed, Shop(noise=noise, correlation=0.0, impressions=30_000)).panel.counts
        sides = [(counts[stage][:, :28], counts[stage][:, 28:]) for stage in ("clicks", "impressions")]
        found.append(ratio_noise(*sides))
    assert low <= statistics.mean(found) <= high


def test_t_is_that_of_scipy():
    moves, errors = np.linspace(-2, 2, 41), np.full(41, 0.7)
    expected = 2 * stats.t.sf(np.abs(moves) / 0.7, 5.0)
    assert t_p_value(moves, errors, 5.0) == pytest.approx(expected, abs=1e-12)
    assert t_p_value(np.array([0.1]), np.zeros(1), 5.0)[0] == 0


def test_division_by_0_is_0():
    assert list(safe_divide(np.array([1.0, 2.0]), np.array([0.0, 4.0]))) == [0, 0.5]
