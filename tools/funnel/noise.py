"""How far a factor moves by chance alone, per segment and for all segments together.

Counts scatter between days by more than counting does, and one day follows the other; both are estimated from the
data or taken into account here. The figures behind the constants were measured on simulated shops (docs/decisions).
"""

from dataclasses import dataclass

import numpy as np

from tools.funnel.distributions import beta_share, normal_tail, t_tail
from tools.funnel.panel import Floats

RATIO_INFLATION = (1 + 0.3) / (1 - 0.3)
"""Ratios of following days correlate by about 0.3."""
VOLUME_INFLATION = (1 + 0.5) / (1 - 0.5)
"""Volumes of following days correlate by about 0.5."""
FEW = 10
"""Counts below this are tested exactly."""
ASSUMED_NOISE = 0.01
"""Relative variance between days taken where there are too few bins to estimate it (10 % standard deviation)."""
FEWEST_DEGREES = 5
"""Of freedom from which the noise between days is estimated."""
_NO_MOVE = 1e-9


@dataclass(frozen=True)
class Test:
    """Moves of segments from the base to the current window.

    Attributes:
        move: Logarithm of the ratio of both levels, (N,).
        standard_error: Of the move, (N,).
        p_value: Two-sided, (N,); NaN where nothing can be said.
    """

    move: Floats
    standard_error: Floats
    p_value: Floats


Pair = tuple[Floats, Floats]
"""A table of the base and one of the current window, (N, days)."""


def ratio_noise(num: Pair, den: Pair, bin_days: float = 1.0) -> float:
    """Relative variance of a ratio between bins beyond counting, pooled over segments and windows.

    Moment estimate from Pearson's X²: (X² − degrees of freedom) / sum of expected counts.

    Args:
        num: Counts by bin.
        den: What they came out of.
        bin_days: Mean length of a bin; what is assumed of days evens out over them.
    """
    excess = expected_sum = degrees = 0.0
    for n, d in zip(num, den, strict=True):
        expected = d * safe_divide(n.sum(1, keepdims=True), d.sum(1, keepdims=True))
        known = expected > 0
        excess += float(safe_divide((n - expected) ** 2, expected).sum())
        degrees += float(np.maximum(known.sum(1) - 1, 0).sum())
        expected_sum += float(expected.sum())
    if degrees < FEWEST_DEGREES:
        return ASSUMED_NOISE / bin_days
    return max(0.0, (excess - degrees) / expected_sum) if expected_sum > 0 else 0.0


def counted(num: Pair, den: Pair, noise: float) -> Test:
    """Test of a ratio of counts: counting noise, noise between days, exact where counts are few.

    Args:
        num: Counts.
        den: What they came out of.
        noise: See `ratio_noise`.
    """
    y, d = [n.sum(1) for n in num], [n.sum(1) for n in den]
    spread = [safe_divide((n**2).sum(1), n.sum(1) ** 2) for n in den]
    few = (y[0] < FEW) | (y[1] < FEW)
    half, one = np.where(few, 0.5, 0.0), np.where(few, 1.0, 0.0)
    rates = [safe_divide(y[w] + half, d[w] + one) for w in (0, 1)]
    move = log_ratio(rates[1], rates[0])
    variance = sum(safe_divide(np.ones_like(move), y[w] + half) + noise * RATIO_INFLATION * spread[w] for w in (0, 1))
    error = np.sqrt(variance)
    known = (d[0] > 0) & (d[1] > 0) & (y[0] + y[1] > 0)
    by_size = 2 * normal_tail(np.abs(safe_divide(move, error)))
    p_value = np.asarray(by_size)
    p_value[few] = exact_p_value(y[0][few], y[1][few], d[0][few], d[1][few])
    return Test(move, error, np.where(known, p_value, np.nan))


def exact_p_value(y0: Floats, y1: Floats, d0: Floats, d1: Floats) -> Floats:
    """Two-sided exact test that two counts have one rate: of all, those of the current window are binomial."""
    total, hits = np.round(y0 + y1), np.round(y1)
    share = safe_divide(d1, d0 + d1)
    # The binomial distribution function as the incomplete beta function.
    below = np.where(hits < total, beta_share(np.maximum(total - hits, 1), hits + 1, 1 - share), 1.0)
    above = np.where(hits > 0, beta_share(np.maximum(hits, 1), total - hits + 1, share), 1.0)
    return np.where(total > 0, np.minimum(1.0, 2 * np.minimum(below, above)), 1.0)


def clustered(num: Pair, den: Pair) -> Test:
    """Test of a ratio whose variance is not that of counting: days are the clusters (Welch's t)."""
    variances, degrees = [], []
    for n, d in zip(num, den, strict=True):
        days = (d > 0).sum(1)
        off = n - d * safe_divide(n.sum(1, keepdims=True), d.sum(1, keepdims=True))
        variance = safe_divide((off**2).sum(1), n.sum(1) ** 2) * safe_divide(days, days - 1) * RATIO_INFLATION
        variances.append(np.where(days > 1, variance, np.nan))
        degrees.append(np.maximum(days - 1, 1))
    rates = [safe_divide(n.sum(1), d.sum(1)) for n, d in zip(num, den, strict=True)]
    move = log_ratio(rates[1], rates[0])
    error = np.sqrt(variances[0] + variances[1])
    freedom = safe_divide(error**4, variances[0] ** 2 / degrees[0] + variances[1] ** 2 / degrees[1])
    p_value = t_p_value(move, error, np.where(freedom > 0, freedom, 1.0))
    # A price that never changes is not a test among others.
    constant = (error < _NO_MOVE) & (np.abs(move) < _NO_MOVE)
    return Test(move, error, np.where(constant, np.nan, p_value))


def volume(counts: Pair, expected: Pair, move: Floats, degrees: Floats, bin_days: float = 1.0) -> Test:
    """Test of the daily mean of counts.

    Args:
        counts: By day.
        move: Logarithm of the ratio of both means.
        expected: By day, each window's mean with its weekdays and days in stock; sums equal those of the counts.
        degrees: Of freedom that the estimate of the noise between days has, (N,).
        bin_days: Mean length of a bin.
    """
    y = [n.sum(1) for n in counts]
    excess = sum(safe_divide((n - mu) ** 2, mu).sum(1) for n, mu in zip(counts, expected, strict=True))
    spread = sum(safe_divide((mu**2).sum(1), mu.sum(1) ** 2) for mu in expected)
    estimate = np.maximum(0.0, safe_divide(excess - degrees, expected[0].sum(1) + expected[1].sum(1)))
    noise = np.where(degrees < FEWEST_DEGREES, ASSUMED_NOISE / bin_days, estimate)
    counting = sum(safe_divide(np.ones_like(n), n) for n in y)
    error = np.sqrt(counting + VOLUME_INFLATION * noise * spread)
    known = (y[0] > 0) & (y[1] > 0)
    return Test(move, error, np.where(known, t_p_value(move, error, np.maximum(degrees, 1.0)), np.nan))


def t_p_value(move: Floats, error: Floats, degrees: Floats | float) -> Floats:
    """Two-sided p-value of a move by its standard error; 1 where nothing moved, NaN where the error is not known."""
    size = np.where(error > 0, np.abs(move) / np.where(error > 0, error, 1.0), np.inf)
    p_value = np.where(np.abs(move) < _NO_MOVE, 1.0, 2 * t_tail(size, degrees))
    return np.where(np.isnan(error), np.nan, p_value)


def safe_divide(a: Floats, b: Floats) -> Floats:
    """A / b, 0 where b is 0."""
    return np.asarray(np.where(b != 0, a, 0.0) / np.where(b != 0, b, 1.0), dtype=np.float64)


def log_ratio(a: Floats, b: Floats) -> Floats:
    """ln(a / b), 0 where one of them is 0."""
    both = (a > 0) & (b > 0)
    return np.log(np.where(both, a, 1.0) / np.where(both, b, 1.0))
