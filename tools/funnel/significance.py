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
    log_ratio,
    ratio_noise,
    safe_divide,
    t_p_value,
    volume,
)  # fmt: skip
from tools.funnel.panel import Flags, Floats
from tools.funnel.split import Split
from tools.funnel.stages import Chain, Stages

_WEEK = 7
_ROUNDS = 8


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
        _test_volume(found, stages, split, first)
    for factor, gone in split.dropped.items():
        if factors()[factor].kind not in ("exact",):
            found[factor].variance += _variance_of_zeros(stages, split, gone)
    return found


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
    _put(noise.tests, chain, test)
    used = weights > 0
    noise.variance += float((weights[used] * np.nan_to_num(test.standard_error[used])) ** 2 @ np.ones(used.sum()))
    noise.variance += RATIO_INFLATION * max(
        0.0, sum(_common(n, d, weights) for n, d in zip(num, den, strict=True)) - sum(expected)
    )


def _put(tests: Test, chain: Chain, test: Test) -> None:
    tests.move[chain.members] = test.move
    tests.standard_error[chain.members] = test.standard_error
    tests.p_value[chain.members] = test.p_value


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


def _test_volume(found: dict[str, Noise], stages: Stages, split: Split, first: str) -> None:
    """Volume of a first stage: of all segments together, of each, and each one's share."""
    chains = [chain for chain in stages.chains if chain.stages[0] == first]
    members = np.concatenate([chain.members for chain in chains])
    together = Chain((first, "revenue"), members, False)
    counts = _pair(stages.panel.counts[first], stages, together)
    exposure = _pair(stages.exposure, stages, together)
    rates = [safe_divide(c.sum(1, keepdims=True), e.sum(1, keepdims=True)) for c, e in zip(counts, exposure, strict=True)]
    staying = (rates[0] > 0) & (rates[1] > 0)
    bins = [
        np.broadcast_to(stages.panel.bin_days[chosen], e.shape) for chosen, e in zip(stages.windows.both, exposure, strict=True)
    ]
    full = [np.where(staying, c + rate * (b - e), 0.0) for c, rate, b, e in zip(counts, rates, bins, exposure, strict=True)]
    totals = (full[0].sum(0)[None], full[1].sum(0)[None])
    profile, degrees = _weekdays(totals, stages)
    expected = tuple(_expected(t.sum(1, keepdims=True), p) for t, p in zip(totals, profile, strict=True))
    weights = split.weights[members]
    whole = volume(totals, (expected[0], expected[1]), np.zeros(1), degrees, stages.mean_bin_days)
    noise = found[first]
    noise.variance += float(np.nan_to_num(whole.standard_error[0]) * weights.sum()) ** 2
    noise.degrees = min(noise.degrees, max(degrees, 1.0))
    means = [p.sum() / stages.panel.bin_days[chosen].sum() for p, chosen in zip(profile, stages.windows.both, strict=True)]
    noise.expected += float(np.log(means[1] / means[0]) * weights.sum()) if min(means) > 0 else 0.0
    own = [
        _expected(c.sum(1, keepdims=True), e * p / bins_) for c, e, p, bins_ in zip(counts, exposure, profile, bins, strict=True)
    ]
    move = log_ratio(rates[1][:, 0], rates[0][:, 0])
    _put(noise.tests, together, volume(counts, (own[0], own[1]), move, sum(p.size for p in profile) - 2, stages.mean_bin_days))
    if "mix" in found:
        share = counted((full[0], full[1]), (totals[0] + 0 * full[0], totals[1] + 0 * full[1]), ratio_noise(
            (full[0], full[1]), (totals[0] + 0 * full[0], totals[1] + 0 * full[1])))  # fmt: skip
        found["mix"].variance += float(((weights * share.standard_error) ** 2).sum())


def _expected(total: Floats, parts: Floats) -> Floats:
    """A total spread over days in proportion to `parts`."""
    return total * safe_divide(parts, parts.sum(-1, keepdims=True))


def _weekdays(totals: Pair, stages: Stages) -> tuple[tuple[Floats, Floats], float]:
    """What part each day has by its weekday, fitted to both windows at once, and the degrees of freedom left."""
    panel, windows = stages.panel, stages.windows
    days = [[start for start, chosen in zip(panel.starts, c, strict=True) if chosen] for c in windows.both]
    lengths = tuple(panel.bin_days[chosen] for chosen in windows.both)
    bins = len(days[0]) + len(days[1])
    if panel.bin_days.max(initial=0) > 1 or min(map(len, days)) < _WEEK:
        return (lengths[0], lengths[1]), bins - 2.0
    at = [np.array([day.weekday() for day in window]) for window in days]
    factor = np.ones(_WEEK)
    observed = sum((np.bincount(a, t[0], minlength=_WEEK) for a, t in zip(at, totals, strict=True)), np.zeros(_WEEK))
    for _ in range(_ROUNDS):
        fitted = sum(
            (np.bincount(a, _expected(t.sum(), factor[a]), minlength=_WEEK) for a, t in zip(at, totals, strict=True)),
            np.zeros(_WEEK),
        )
        factor = factor * np.where(fitted > 0, safe_divide(observed, fitted), 1.0)
    return (factor[at[0]], factor[at[1]]), bins - 2.0 - (_WEEK - 1)


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
