"""What may be named: corrections for many tests, and the gate."""

import numpy as np
import pytest
from scipy import stats

from tools.funnel.naming import benjamini_hochberg, effects_of, holm
from tools.funnel.noise import Test as Moves
from tools.funnel.significance import Noise
from tools.funnel.split import Split

NAN = float("nan")


@pytest.mark.parametrize(
    ("p_values", "held"),
    [
        ([0.01, 0.02, 0.03, 0.04], {0}),  # .01 × 4 = .04, then .02 × 3 = .06
        ([0.01, 0.016, 0.024, 0.04], {0, 1, 2, 3}),  # .04, .048, .048, .04
        ([0.02, 0.001, 0.9], {0, 1}),  # .003, .04, .9
        ([0.013, 0.013, 0.013, 0.013], set()),  # .052
        ([0.0125, 0.001, 0.5, 0.5], {0, 1}),  # .004, .0375
        ([0.05], set()),
        ([0.049], {0}),
        ([], set()),
    ],
)
def test_holm_by_hand(p_values, held):
    assert holm({str(place): p for place, p in enumerate(p_values)}) == {str(place) for place in held}


@pytest.mark.parametrize(
    ("p_values", "held"),
    [
        ([0.01, 0.02, 0.03, 0.04, 0.2], [1, 1, 1, 1, 0]),  # at most .01, .02, .03, .04, .05
        ([0.04, 0.045, 0.049], [1, 1, 1]),  # the largest holds, and all below it with it
        ([0.04, 0.045, 0.051], [0, 0, 0]),
        ([0.03, 0.9, 0.01, NAN], [1, 0, 1, 0]),  # of three: .01 ≤ .0167, .03 ≤ .0333
        ([NAN, NAN], [0, 0]),
        ([], []),
    ],
)
def test_benjamini_and_hochberg_by_hand(p_values, held):
    assert list(benjamini_hochberg(np.array(p_values))) == [bool(flag) for flag in held]


def test_benjamini_and_hochberg_as_scipy_has_it():
    rng = np.random.default_rng(1)
    for _ in range(200):
        p_values = rng.random((rng.integers(1, 5), rng.integers(1, 20))) ** 3
        adjusted = stats.false_discovery_control(p_values, axis=None).reshape(p_values.shape)
        assert (benjamini_hochberg(p_values) == (adjusted <= 0.05)).all()


def effects(amounts, errors, base=1000.0):
    """Named factors of one segment with these effects and standard errors; -1 for one that cannot be told."""
    change = sum(amounts.values())
    values = np.array([[base], [base + change]])
    parts = Split(values, np.ones(1), {name: np.array([amount]) for name, amount in amounts.items()})
    nothing = Moves(np.zeros(1), np.zeros(1), np.full(1, NAN))
    noise = {name: Noise(nothing, variance=error**2, judged=error >= 0) for name, error in errors.items()}
    return {effect.factor: effect for effect in effects_of(parts, noise)}


def named(found):
    return {name for name, effect in found.items() if effect.named}


def test_what_moved_against_the_change_is_not_named():
    found = effects({"sessions": -300, "aov": 100}, {"sessions": 50, "aov": 10})
    assert named(found) == {"sessions"} and found["aov"].moved
    assert found["sessions"].share == 1.5 and found["aov"].share == -0.5


def test_less_than_a_fifth_is_not_named():
    found = effects({"sessions": -300, "aov": -60}, {"sessions": 50, "aov": 5})
    assert named(found) == {"sessions"} and found["aov"].moved
    assert named(effects({"sessions": -240, "aov": -60}, {"sessions": 50, "aov": 5})) == {"sessions", "aov"}


def test_noise_is_not_named():
    found = effects({"sessions": -300, "cvr": -60}, {"sessions": 200, "cvr": 50})
    assert named(found) == set() and found["sessions"].p_value == pytest.approx(2 * stats.t.sf(1.5, 1e6))


def test_each_of_several_factors_has_to_hold_more():
    # p = .03 holds alone, not as the least of three.
    error = 300 / stats.norm.isf(0.015)
    assert named(effects({"sessions": -300}, {"sessions": error})) == {"sessions"}
    several = effects({"sessions": -300, "ctr": 0, "aov": 0}, {"sessions": error, "ctr": 1, "aov": 1})
    assert named(several) == set()


def test_what_cannot_be_told_from_noise_is_not_named():
    found = effects({"aov": -300}, {"aov": -1})
    assert named(found) == set() and found["aov"].p_value is None and found["aov"].standard_error is None


def test_what_is_known_without_noise_needs_no_test():
    found = effects({"exits": -300, "sessions": -10}, {"exits": 0, "sessions": 50})
    assert named(found) == {"exits"} and found["exits"].p_value is None and found["exits"].standard_error == 0


def test_no_change_has_no_shares_and_no_names():
    found = effects({"sessions": -300, "aov": 300}, {"sessions": 10, "aov": 10})
    assert named(found) == set() and all(effect.share is None and effect.moved for effect in found.values())
