"""F3 to F5 of the method on simulated shops; `power.py` measures the same on more runs."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tools.funnel.power import HIDDEN, false_names, flags_of, names_of
from tests.tools.funnel.simulation import FACTORS, Cause, Shop, by_week, simulate, simulate_traffic
from tools.funnel.diagnosis import diagnose
from tools.funnel.naming import DETECTABLE

RUNS = 150


@pytest.mark.parametrize("days", [7, 14])
@pytest.mark.parametrize("common_noise", [0.0, 0.05])
def test_without_a_cause_none_is_named(days, common_noise):
    account, segments = false_names(400, Shop(current_days=days, common_noise=common_noise))
    assert account.recall <= 0.05 and segments.recall <= 0.06


@pytest.mark.parametrize(("base", "current"), [(28, 14), (28, 7), (7, 7)])
def test_without_a_cause_none_is_named_in_weekly_reports(base, current):
    account, segments = false_names(
        200, Shop(base_days=base, current_days=current), simulate=lambda *case: by_week(simulate(*case))
    )
    assert account.recall <= 0.05 and segments.recall <= 0.06


@pytest.mark.parametrize(("base", "current"), [(1, 1), (7, 1), (3, 3), (23, 9)])
def test_without_a_cause_none_is_named_in_windows_of_any_length(base, current):
    account, segments = false_names(200, Shop(base_days=base, current_days=current))
    assert account.recall <= 0.05 and segments.recall <= (0.06 if min(base, current) >= 7 else 0.1)


@pytest.mark.parametrize("days", [7, 14])
@pytest.mark.parametrize("shop", [Shop(impressions=200), Shop(impressions=20), Shop(impressions=200, segments=1)])
def test_without_a_cause_none_is_named_in_sales_and_traffic(shop, days):
    account, segments = false_names(200, replace(shop, current_days=days), simulate=simulate_traffic)
    assert account.recall <= 0.05 and segments.recall <= 0.06


@pytest.mark.parametrize("factor", FACTORS)
def test_a_fall_of_a_fifth_everywhere_is_named(factor):
    found = names_of(RUNS, Shop(), Cause(factor, -0.2))
    assert found.recall >= 0.95 and found.precision >= 0.95


@pytest.mark.parametrize(
    ("factor", "impressions", "recall"), [("impressions", 3000, 0.9), ("ctr", 3000, 0.9), ("aov", 3000, 0.9), ("cvr", 6000, 0.6)]
)
def test_a_fall_hidden_in_two_of_18_segments_is_found(factor, impressions, recall):
    found = flags_of(RUNS, Shop(impressions=impressions), Cause(factor, -0.3, HIDDEN))
    assert found.recall >= recall and found.precision >= 0.95


def test_a_rise_is_named_as_well():
    assert names_of(50, Shop(), Cause("ctr", 0.3)).recall == 1


@pytest.mark.parametrize(("simulated", "shop"), [(simulate, Shop()), (simulate_traffic, Shop(impressions=200))])
def test_standard_errors_are_as_large_as_chance_is(simulated, shop):
    """Effects of chance alone in standard errors: they scatter by about 1, and the whole change by a little less."""
    found = [diagnose(*simulated(seed, shop)) for seed in range(200)]
    for place, effect in enumerate(found[0].effects):
        if effect.factor in ("impressions", "sessions", "ctr", "cvr"):
            assert 0.8 <= np.std([one.effects[place].amount / one.effects[place].standard_error for one in found]) <= 1.2
    assert 0.75 <= np.std([one.change / (one.detectable / DETECTABLE) for one in found]) <= 1.1
