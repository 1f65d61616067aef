"""The exact split: F1, F2 and F7 of the method, against oracles written from the definitions."""

import math
from decimal import Decimal

import numpy as np
import pytest

from tests.tools.funnel.oracles import factor_values, lmdi, shapley
from tests.tools.funnel.random_panels import SEARCH, ZEROS, funnel, stages_of_days, stages_of_pair, torn
from tests.tools.funnel.simulation import panel_of, windows
from tools.funnel.diagnosis import diagnose
from tools.funnel.split import log_mean, split

NAMES = ["impressions", "ctr", "cvr", "aov"]
EXACT = 1e-9


def off(found, larger):
    """How far effects are off the change, per segment, in parts of the larger value."""
    parts = sum(found.effects.values())
    return np.abs(parts - (found.values[1] - found.values[0])) / np.maximum(larger, 1e-300)


def assert_exact(stages):
    found = split(stages)
    sums = found.values.sum(axis=1)
    total = math.fsum(table.sum() for table in found.effects.values())
    assert all(np.isfinite(table).all() for table in found.effects.values())
    assert abs(total - (sums[1] - sums[0])) <= EXACT * max(sums.max(), 1)
    assert off(found, np.maximum(found.values.max(axis=0), 1)).max() <= EXACT
    return found


def pair(rng, number, kind):
    """Counts of two windows; every seventh case without a change, every eleventh with one of a billionth."""
    segments, zeros = int(rng.integers(1, 40)), rng.choice(ZEROS)
    base, current = kind(rng, segments, zeros), kind(rng, segments, zeros)
    if number % 7 == 0:
        current = dict(base)
    if number % 11 == 0:
        current = {stage: table * (1 + rng.normal(0, 1e-9, segments)) for stage, table in base.items()}
    return base, current


@pytest.mark.parametrize(("kind", "seed"), [(funnel, 1), (torn, 2)])
def test_effects_are_the_change_whatever_the_zeros(kind, seed):
    rng = np.random.default_rng(seed)
    for number in range(3000):
        base, current = pair(rng, number, kind)
        found = assert_exact(stages_of_pair(base, current))
        totals = [math.fsum(side["revenue"]) for side in (base, current)]
        parts = math.fsum(math.fsum(table) for table in found.effects.values())
        assert abs(parts - (totals[1] - totals[0])) <= EXACT * max(*totals, 1)


def test_effects_are_the_change_with_stock_rates_and_windows_of_two_lengths():
    rng = np.random.default_rng(3)
    for _ in range(2000):
        stages = stages_of_days(rng, int(rng.integers(1, 20)), rng.choice(ZEROS))
        found = assert_exact(stages)
        days = [stages.windows.base.days, stages.windows.current.days]
        sums = [table.sum() for table in (stages.panel.counts["revenue"][:, chosen] for chosen in stages.windows.both)]
        assert found.values.sum(axis=1) == pytest.approx([sums[0] * days[1] / days[0], sums[1]], rel=1e-12)


def test_the_same_split_in_plain_python():
    rng = np.random.default_rng(4)
    for number in range(500):
        base, current = pair(rng, number, funnel)
        found = split(stages_of_pair(base, current))
        sides = [list(zip(*(side[stage] for stage in SEARCH), strict=True)) for side in (base, current)]
        for at, effects in enumerate(lmdi(*sides, NAMES)):
            larger = max(sides[0][at][-1], sides[1][at][-1], 1)
            assert own_effects(found, at) == pytest.approx(own_effects_of(effects, len(sides[0])), abs=1e-9 * larger)


def own_effects(found, at):
    return {name: table[at] for name, table in found.effects.items()} | {
        name: 0.0 for name in (*NAMES, "mix", "entries", "exits") if name not in found.effects
    }


def own_effects_of(effects, segments):
    """The oracle's effects, 0 where it has none; a single segment has no mix."""
    full = dict.fromkeys((*NAMES, "mix", "entries", "exits"), 0.0) | effects
    return full if segments > 1 else {**full, "impressions": full["impressions"] + full["mix"], "mix": 0.0}


def test_time_reversed_every_effect_changes_its_sign():
    rng = np.random.default_rng(5)
    turned = {"entries": "exits", "exits": "entries"}
    for number in range(500):
        base, current = pair(rng, number, torn)
        ahead, back = split(stages_of_pair(base, current)), split(stages_of_pair(current, base))
        larger = max(ahead.values.max(), 1)
        for name, table in ahead.effects.items():
            assert np.abs(table + back.effects[turned.get(name, name)]).max() <= EXACT * larger


def test_groups_of_segments_split_by_themselves_add_up():
    rng = np.random.default_rng(6)
    for number in range(500):
        base, current = pair(rng, number, torn)
        segments = len(base["revenue"])
        whole = split(stages_of_pair(base, current))
        cut = int(rng.integers(0, segments + 1))
        for group in (slice(None, cut), slice(cut, None)):
            sides = [{stage: table[group] for stage, table in side.items()} for side in (base, current)]
            if len(sides[0]["revenue"]):
                assert_same_own(whole, split(stages_of_pair(*sides)), group)


def assert_same_own(whole, part, group):
    larger = max(whole.values.max(), 1)
    nothing = np.zeros(whole.values.shape[1])
    for name in {*whole.effects, *part.effects} - {"mix", *whole.totals, *part.totals}:
        mine, theirs = whole.effects.get(name, nothing)[group], part.effects.get(name, nothing[group])
        assert np.abs(mine - theirs).max() <= EXACT * larger
    volumes = [sum(found.effects.get(name, 0) for name in ("mix", *found.totals)) for found in (whole, part)]
    assert np.abs(volumes[0][group] - volumes[1]).max() <= EXACT * larger


def moved(rng, spread, size):
    """Factors of a search funnel, and the same after a move of each."""
    base = np.stack([rng.uniform(low, high, size) for low, high in ((1e3, 1e6), (0.002, 0.05), (0.02, 0.3), (8, 80))])
    return base, base * np.exp(rng.normal(0, spread, base.shape))


def as_counts(factors):
    return dict(zip(SEARCH, np.cumprod(factors, axis=0), strict=True))


@pytest.mark.parametrize(("spread", "median", "worst"), [(0.1, 0.0005, 0.01), (0.25, 0.005, 0.15)])
def test_shapley_values_are_exact_too_and_close(spread, median, worst):
    rng = np.random.default_rng(7)
    base, current = moved(rng, spread, 500)
    found = split(stages_of_pair(as_counts(base), as_counts(current)))
    distances = []
    for at in range(500):
        values = shapley(base[:, at], current[:, at])
        start, end = math.prod(base[:, at]), math.prod(current[:, at])
        assert math.fsum(values) == pytest.approx(end - start, abs=EXACT * max(start, end))
        mine = [found.own("impressions")[at], *(found.effects[name][at] for name in NAMES[1:])]
        distances.append(max(abs(a - b) for a, b in zip(values, mine, strict=True)) / start)
    assert np.median(distances) < median and max(distances) < worst


def test_shapley_of_two_factors_by_hand():
    # 10 × 3 = 30 becomes 20 × 6 = 120: half of (20 − 10) × 3 + (20 − 10) × 6 is 45, half of 10 × 3 + 20 × 3 too.
    assert shapley([10, 3], [20, 6]) == [45, 45]
    assert factor_values([10, 30]) == [10, 3]


def test_a_conversion_that_falls_to_nothing_is_the_whole_change():
    # Impressions fell by 60 % as well; small numbers instead of 0 would leave conversion with −49.8 to −59.8 of 60.
    base, current = as_counts(np.array([[1000], [0.02], [0.1], [30]])), as_counts(np.array([[400], [0.02], [0], [30]]))
    found = split(stages_of_pair(base, current))
    assert {name: table[0] for name, table in found.effects.items() if table[0]} == {"cvr": -60}


def simpson():
    sessions = [[8000, 4000], [2000, 7000]]
    units = [[960, 504], [80, 294]]  # 12.0 % → 12.6 %, 4.0 % → 4.2 %
    return {"sessions": np.array(sessions), "units": np.array(units), "revenue": np.array(units) * 30}


def test_simpsons_example_to_the_unit():
    """Both conversions rise by 5 %, the total falls from 10.4 to 7.3 %: traffic moved to the market that converts less."""
    found = diagnose(panel_of(simpson()), *windows(1, 1), pool=False)
    amounts = {effect.factor: effect.amount for effect in found.effects}
    assert {name: round(amount) for name, amount in amounts.items()} == {
        "sessions": 2494, "cvr": 1276, "price": 0, "mix": -11030,
    }  # fmt: skip
    assert (found.base, found.current, found.change) == (31_200, 23_940, -7_260)
    assert math.fsum(amounts.values()) == pytest.approx(-7_260, abs=1e-9)


def test_simpsons_example_in_decimals():
    # Weights L = (V1 − V0) / ln(V1 / V0) of 28,800 → 15,120 and 2,400 → 8,820; traffic 10,000 → 11,000.
    sides = [(Decimal(28_800), Decimal(15_120)), (Decimal(2_400), Decimal(8_820))]
    weights = [(b - a) / (b / a).ln() for a, b in sides]
    found = split(diagnose(panel_of(simpson()), *windows(1, 1), pool=False).stages)
    assert found.effects["cvr"].sum() == pytest.approx(float(sum(weights) * Decimal("1.05").ln()), abs=1e-9)
    assert found.effects["sessions"].sum() == pytest.approx(float(sum(weights) * Decimal("1.1").ln()), abs=1e-9)


@pytest.mark.parametrize(
    ("a", "b", "mean"),
    [
        (5, 5, 5),
        (0, 5, 0),
        (5, 0, 0),
        (0, 0, 0),
        (math.e, 1, math.e - 1),
        (1, math.e, math.e - 1),
        (1 + 1e-9, 1, 1 + 0.5e-9),
        (1e300, 1e-300, 1e300 / (600 * math.log(10))),
    ],
)
def test_logarithmic_mean(a, b, mean):
    assert float(log_mean(np.array([a], dtype=float), np.array([b], dtype=float))[0]) == pytest.approx(mean, rel=1e-14, abs=0)
