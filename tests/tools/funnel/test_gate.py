"""F3 to F5 of the method on simulated shops; `power.py` measures the same on more runs."""

import pytest

from tests.tools.funnel.power import HIDDEN, false_names, flags_of, names_of
from tests.tools.funnel.simulation import FACTORS, Cause, Shop

RUNS = 150


@pytest.mark.parametrize("days", [7, 14])
@pytest.mark.parametrize("common_noise", [0.0, 0.05])
def test_without_a_cause_none_is_named(days, common_noise):
    account, segments = false_names(400, Shop(current_days=days, common_noise=common_noise))
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
