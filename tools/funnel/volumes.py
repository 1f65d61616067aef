"""The noise of a volume: of all segments together, of each by itself, and of each one's share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.funnel.noise import Pair, Test, counted, log_ratio, ratio_noise, safe_divide, volume
from tools.funnel.panel import Floats, Places
from tools.funnel.split import Split
from tools.funnel.stages import Stages

_WEEK = 7
_ROUNDS = 8


@dataclass(frozen=True)
class VolumeNoise:
    """What is known of the noise of one first stage.

    Attributes:
        members: Positions of its segments.
        tests: Of these segments.
        variance: Of the effect that all volume had.
        degrees: Of freedom of that variance.
        expected: Effect that the weekdays alone bring.
        mix_variance: Of the effect of the segments' shares.
    """

    members: Places
    tests: Test
    variance: float
    degrees: float
    expected: float
    mix_variance: float


@dataclass(frozen=True)
class _Volumes:
    """Counts of the two windows, (segments, bins) each.

    Attributes:
        exposure: Days on which they could be counted.
        days: Of the bins.
        rates: Daily means, (segments, 1).
        filled: Counts with the segment's own mean on days on which nothing could be counted.
    """

    counts: Pair
    exposure: Pair
    days: Pair
    rates: Pair
    filled: Pair

    @property
    def totals(self) -> Pair:
        """Of all segments together, (1, bins)."""
        return self.filled[0].sum(0)[None], self.filled[1].sum(0)[None]

    @property
    def counted_share(self) -> tuple[float, float]:
        """Part of the filled totals that was counted."""
        shares = [safe_divide(c.sum(), f.sum()) for c, f in zip(self.counts, self.filled, strict=True)]
        return min(1.0, float(shares[0])), min(1.0, float(shares[1]))


def volume_noise(stages: Stages, split: Split, first: str) -> VolumeNoise:
    """Test the volume of a first stage.

    Args:
        stages: The segments.
        split: Their effects.
        first: The stage.
    """
    members = np.concatenate([chain.members for chain in stages.chains if chain.stages[0] == first])
    table = _volumes(stages, members, first)
    weights = split.weights[members]
    profile, degrees = _weekdays(table.totals, stages)
    whole = _whole(table, profile, degrees, stages)
    means = [parts.sum() / stages.panel.bin_days[c].sum() for parts, c in zip(profile, stages.windows.both, strict=True)]
    expected = float(np.log(means[1] / means[0]) * weights.sum()) if min(means) > 0 else 0.0
    return VolumeNoise(
        members=members,
        tests=_own(table, profile, stages),
        variance=float(np.nan_to_num(whole) * weights.sum()) ** 2,
        degrees=max(degrees, 1.0),
        expected=expected,
        mix_variance=_mix(table, weights, stages),
    )


def _volumes(stages: Stages, members: Places, first: str) -> _Volumes:
    def pair(full: Floats) -> Pair:
        return full[members][:, stages.windows.in_base], full[members][:, stages.windows.in_current]

    counts, exposure = pair(stages.panel.counts[first]), pair(stages.exposure)
    days = pair(np.broadcast_to(stages.panel.bin_days, stages.exposure.shape))
    rates = [safe_divide(c.sum(1, keepdims=True), e.sum(1, keepdims=True)) for c, e in zip(counts, exposure, strict=True)]
    staying = (rates[0] > 0) & (rates[1] > 0)
    filled = [np.where(staying, c + r * (d - e), 0.0) for c, r, d, e in zip(counts, rates, days, exposure, strict=True)]
    return _Volumes(counts, exposure, days, (rates[0], rates[1]), (filled[0], filled[1]))


def _whole(table: _Volumes, profile: Pair, degrees: float, stages: Stages) -> float:
    """Standard error of the growth of the total.

    Days that were filled scatter by nothing: where a part c of the total was counted, the days' variance comes out c
    times too small and counts for as many days too many.
    """
    totals = table.totals
    expected = [_spread(total.sum(1, keepdims=True), parts) for total, parts in zip(totals, profile, strict=True)]
    test = volume(totals, (expected[0], expected[1]), np.zeros(1), np.array([degrees]), stages.mean_bin_days)
    return float(test.standard_error[0]) / max(min(table.counted_share), 1e-9)


def _own(table: _Volumes, profile: Pair, stages: Stages) -> Test:
    """Of each segment by itself, on the days on which it could be counted."""
    parts = [e * p / d for e, p, d in zip(table.exposure, profile, table.days, strict=True)]
    expected = [_spread(c.sum(1, keepdims=True), part) for c, part in zip(table.counts, parts, strict=True)]
    degrees = sum((e > 0).sum(1) for e in table.exposure) - 2.0
    move = log_ratio(table.rates[1][:, 0], table.rates[0][:, 0])
    return volume(table.counts, (expected[0], expected[1]), move, degrees, stages.mean_bin_days)


def _mix(table: _Volumes, weights: Floats, stages: Stages) -> float:
    wholes = [np.broadcast_to(total, f.shape) for total, f in zip(table.totals, table.filled, strict=True)]
    whole = (wholes[0], wholes[1])
    share = counted(table.filled, whole, ratio_noise(table.filled, whole, stages.mean_bin_days))
    return float(((weights * share.standard_error) ** 2).sum())


def _spread(total: Floats, parts: Floats) -> Floats:
    """A total over days in proportion to `parts`."""
    return total * safe_divide(parts, parts.sum(-1, keepdims=True))


def _weekdays(totals: Pair, stages: Stages) -> tuple[Pair, float]:
    """What part each day has by its weekday, fitted to both windows at once, and the degrees of freedom left."""
    panel, windows = stages.panel, stages.windows
    days = [[start for start, chosen in zip(panel.starts, c, strict=True) if chosen] for c in windows.both]
    bins = len(days[0]) + len(days[1])
    if panel.bin_days.max(initial=0) > 1 or min(map(len, days)) < _WEEK:
        return (panel.bin_days[windows.in_base], panel.bin_days[windows.in_current]), bins - 2.0
    at = [np.array([day.weekday() for day in window]) for window in days]

    def by_weekday(tables: Sequence[Floats]) -> Floats:
        return np.add(*(np.bincount(a, table, minlength=_WEEK) for a, table in zip(at, tables, strict=True)))

    factor, observed = np.ones(_WEEK), by_weekday([total[0] for total in totals])
    for _ in range(_ROUNDS):
        fitted = by_weekday([_spread(total.sum(), factor[a]) for a, total in zip(at, totals, strict=True)])
        factor = factor * np.where(fitted > 0, safe_divide(observed, fitted), 1.0)
    return (factor[at[0]], factor[at[1]]), bins - 2.0 - (_WEEK - 1)
