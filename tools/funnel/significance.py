"""The noise of every factor: per segment, and of its effect on all sales."""

from dataclasses import dataclass, field

import numpy as np

from tools.funnel.chains import factors
from tools.funnel.noise import (
    FEW,
    RATIO_INFLATION,
    Pair,
    Test,
    clustered,
    counted,
    exact_p_value,
    ratio_noise,
    safe_divide,
    t_p_value,
)  # fmt: skip
from tools.funnel.panel import Flags, Floats, Places
from tools.funnel.split import Split
from tools.funnel.stages import Chain, Stages
from tools.funnel.volumes import VolumeNoise, volume_noise


@dataclass
class Noise:
    """What is known of one factor's noise.

    Attributes:
        tests: Per segment, (N,); NaN where the factor is not in its chain.
        variance: Of the effect on all sales, counting and days.
        degrees: Of freedom of that variance.
        counts: Counts of both windows, where the factor is a ratio of counts.
        trials: What these counts came out of.
        judged: Whether it can be told from noise at all.
        expected: Effect that the weekdays alone bring, where the windows are no whole weeks.
    """

    tests: Test
    variance: float = 0.0
    degrees: float = np.inf
    counts: Floats = field(default_factory=lambda: np.zeros(2))
    trials: Floats = field(default_factory=lambda: np.zeros(2))
    judged: bool = True
    expected: float = 0.0

    def p_value(self, effect: float, kind: str) -> float | None:
        """Two-sided p-value of an effect on all sales; None where it is known without noise, or never moves."""
        if kind == "exact" or not self.judged or not np.isfinite(self.variance):
            return None
        if kind == "counted" and self.counts.min() < FEW:
            return float(exact_p_value(*self.counts[:, None], *self.trials[:, None])[0])
        error = float(np.sqrt(self.variance))
        freedom = min(self.degrees, 1e6)
        beyond = effect - self.expected
        if not beyond and not error:
            return None
        return float(t_p_value(np.array([beyond]), np.array([error]), np.array([freedom]))[0]) if beyond else 1.0


def noise_of(stages: Stages, split: Split) -> dict[str, Noise]:
    """Test every factor of the split.

    Args:
        stages: The segments.
        split: Their effects.
    """
    count = len(stages.panel.segments)
    found = {name: Noise(_nothing(count)) for name in split.effects}
    for chain in stages.chains:
        for upper, lower, factor in _ratios(chain):
            _test_ratio(found[factor], stages, split, chain, (upper, lower, factor))
    for first in split.totals:
        _add_volume(found, volume_noise(stages, split, first), first)
    for factor, gone in split.dropped.items():
        if factors()[factor].kind not in ("exact",):
            found[factor].variance += _variance_of_zeros(stages, split, gone)
    return found


def _add_volume(found: dict[str, Noise], noise: VolumeNoise, first: str) -> None:
    entry = found[first]
    entry.variance += noise.variance
    entry.degrees = min(entry.degrees, noise.degrees)
    entry.expected += noise.expected
    _put(entry.tests, noise.members, noise.tests)
    if "mix" in found:
        found["mix"].variance += noise.mix_variance


def _nothing(count: int) -> Test:
    return Test(np.zeros(count), np.full(count, np.nan), np.full(count, np.nan))


def _ratios(chain: Chain) -> list[tuple[str, str, str]]:
    """Upper and lower stage of each ratio of a chain, and its factor."""
    names = chain.factors[1 + chain.knows_stock :]
    return list(zip(chain.stages, chain.stages[1:], names, strict=False))


def _table(stages: Stages, stage: str) -> Floats:
    if stage == "revenue" and stages.panel.local_revenue is not None:
        return stages.panel.local_revenue
    return stages.panel.counts[stage]


def _pair(table: Floats, stages: Stages, chain: Chain) -> Pair:
    rows = table[chain.members]
    return rows[:, stages.windows.in_base], rows[:, stages.windows.in_current]


def _test_ratio(noise: Noise, stages: Stages, split: Split, chain: Chain, ratio: tuple[str, str, str]) -> None:
    upper, lower, factor = ratio
    den, num = _pair(_table(stages, upper), stages, chain), _pair(_table(stages, lower), stages, chain)
    weights = split.weights[chain.members]
    if factors()[factor].kind == "counted":
        between = ratio_noise(num, den, stages.mean_bin_days)
        test = counted(num, den, between)
        noise.counts += [n.sum() for n in num]
        noise.trials += [d.sum() for d in den]
        expected = [_counted_spread(n, d, weights, between) for n, d in zip(num, den, strict=True)]
    else:
        test = clustered(num, den)
        expected = [_clustered_spread(n, d, weights) for n, d in zip(num, den, strict=True)]
        noise.judged = noise.judged and num[0].shape[1] > 1 and num[1].shape[1] > 1
        noise.degrees = min(noise.degrees, num[0].shape[1] + num[1].shape[1] - 2)
    _put(noise.tests, chain.members, test)
    used = weights > 0
    noise.variance += float((weights[used] * np.nan_to_num(test.standard_error[used])) ** 2 @ np.ones(used.sum()))
    noise.variance += RATIO_INFLATION * max(
        0.0, sum(_common(n, d, weights) for n, d in zip(num, den, strict=True)) - sum(expected)
    )


def _put(tests: Test, members: Places, test: Test) -> None:
    tests.move[members] = test.move
    tests.standard_error[members] = test.standard_error
    tests.p_value[members] = test.p_value


def _common(num: Floats, den: Floats, weights: Floats) -> float:
    """Square sum, over days, of how far all segments' ratios lay off their mean together."""
    shares = safe_divide(num, num.sum(1, keepdims=True)) - safe_divide(den, den.sum(1, keepdims=True))
    return float(((weights @ shares) ** 2).sum())


def _counted_spread(num: Floats, den: Floats, weights: Floats, between: float) -> float:
    """What `_common` would be if segments scattered each by itself."""
    shares = safe_divide(den, den.sum(1, keepdims=True))
    total = safe_divide(np.ones(len(num)), num.sum(1))
    return float((weights**2 @ (shares * total[:, None] + between * shares**2)).sum())


def _clustered_spread(num: Floats, den: Floats, weights: Floats) -> float:
    off = safe_divide(num, num.sum(1, keepdims=True)) - safe_divide(den, den.sum(1, keepdims=True))
    return float((weights**2 @ off**2).sum())


def _variance_of_zeros(stages: Stages, split: Split, gone: Flags) -> float:
    """Of effects from or to 0: as many sales as there were, each a matter of chance."""
    variance = 0.0
    change = split.values[1] - split.values[0]
    for chain in stages.chains:
        hit = chain.members[gone[chain.members]]
        if len(hit):
            sold = stages.sums(chain.stages[-2] if len(chain.stages) > 1 else chain.stages[-1])[:, hit].max(axis=0)
            variance += float((change[hit] ** 2 / np.maximum(sold, 1.0)).sum())
    return variance
