"""When a factor changed: one split of its own series by day, with the days that fit nearly as well."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tools.funnel.chains import factors
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.noise import RATIO_INFLATION, ratio_noise, safe_divide
from tools.funnel.panel import Flags, Floats
from tools.funnel.stages import Chain

LEAST_DAYS = 3
"""On each side of a break; a report of a week is enough."""
LEAST_BINS = 4
"""Of fewer reports two levels fit any course."""
NEAR = 3.84
"""Likelihood ratio within which a day fits nearly as well (95 % of χ² with one degree of freedom)."""
WIDEST_CERTAIN = 7
"""Days."""
FEWEST_A_DAY = 5
"""Sales below which a break of a rate cannot be dated."""
_HISTORY = 56
_WEEK = 7


class Dated(NamedTuple):
    """The best first day of the new level, and the interval of those that fit nearly as well."""

    day: date
    first: date
    last: date
    certain: bool


class _Fit(NamedTuple):
    """How much better two levels fit than one, for each first day of the second; -inf where none is allowed."""

    gain: Floats
    countable: bool = True


def date_of_break(found: Diagnosis, factor: str, at: int | None) -> Dated | None:
    """Date the move of a factor.

    Args:
        found: The diagnosis.
        factor: What moved.
        at: The segment in which it moved; None when in all together.

    Returns:
        None where the factor has no series of its own, or the series is too short.
    """
    if factor == "in_stock_days":
        return _stock_break(found, at, np.flatnonzero(_bins(found)))
    series = _series(found, factor, at)
    return None if series is None else _dated_series(found, series, counted=factors()[factor].kind == "counted")


def date_of_rate(found: Diagnosis, num: Floats, den: Floats) -> Dated | None:
    """Date the move of a rate of counts by day.

    Args:
        found: The diagnosis whose windows count.
        num: Of each bin, (T,).
        den: What it is a part of, (T,).
    """
    return _dated_series(found, (num, den * float(safe_divide(num.sum(), den.sum()))), counted=True)


def _dated_series(found: Diagnosis, series: tuple[Floats, Floats | None], *, counted: bool) -> Dated | None:
    bins = _bins(found)
    places = np.flatnonzero(bins)
    if len(places) < LEAST_BINS:
        return None
    fit = _fit(found, series, bins, counted=counted)
    fit.gain[~_wide_enough(found, bins)] = -np.inf
    if not np.isfinite(fit.gain).any():
        return None
    best = int(np.argmax(fit.gain))
    near = np.flatnonzero(fit.gain >= fit.gain[best] - NEAR * RATIO_INFLATION)
    return _dated(found, places, best, int(near[0]), int(near[-1]), fit)


def _wide_enough(found: Diagnosis, bins: Flags) -> Flags:
    """Splits, by the first bin of the second side less one, with enough days on both sides and of the base before them."""
    days = np.cumsum(found.stages.panel.bin_days[bins])
    base = np.flatnonzero(found.stages.windows.in_base[bins])[0]
    before_base = days[base - 1] if base else 0.0
    return np.asarray(np.minimum(days[-1] - days, days - before_base)[:-1] >= LEAST_DAYS)


def _dated(found: Diagnosis, places: Floats, best: int, low: int, high: int, fit: _Fit) -> Dated:
    starts, lengths = found.stages.panel.starts, found.stages.panel.bin_days
    # A bin in which the level changed goes with the side that has most of its days.
    first = starts[int(places[low + 1])] - timedelta(days=(int(lengths[int(places[low])]) - 1) // 2)
    last = starts[int(places[high + 1])] + timedelta(days=(int(lengths[int(places[high + 1])]) - 1) // 2)
    width = (last - first).days + 1
    clear = bool(fit.gain[best] >= NEAR * RATIO_INFLATION)
    return Dated(starts[int(places[best + 1])], first, last, clear and fit.countable and width <= WIDEST_CERTAIN)


def _bins(found: Diagnosis) -> Flags:
    """From the base, or eight weeks back where it is shorter, to the end of the current window."""
    windows, panel = found.stages.windows, found.stages.panel
    first = min(windows.base.start, windows.current.start, windows.current.end - timedelta(days=_HISTORY - 1))
    last = max(windows.base.end, windows.current.end)
    return np.array([first <= start <= last for start in panel.starts])


def _series(found: Diagnosis, factor: str, at: int | None) -> tuple[Floats, Floats | None] | None:
    """Counts by day and what they are a ratio of, (T,); None for the latter where they are a volume."""
    stages = found.stages
    num, den = np.zeros(len(stages.panel.starts)), np.zeros(len(stages.panel.starts))
    kind = factors()[factor].kind
    there = False
    for chain in stages.chains:
        members = chain.members if at is None else chain.members[chain.members == at]
        if not len(members):
            continue
        if kind == "volume" and chain.stages[0] == factor:
            num += _filled(found, chain, members).sum(axis=0)
            there = True
        elif kind in ("counted", "clustered") and factor in chain.factors:
            upper, lower = _pair(chain, factor)
            d, n = (np.nan_to_num(stages.panel.counts[stage][members]) for stage in (upper, lower))
            num += n.sum(axis=0)
            # Each segment at its own mean ratio, so that a move between segments is no move of the ratio.
            den += (d * safe_divide(n.sum(1, keepdims=True), d.sum(1, keepdims=True))).sum(axis=0)
            there = True
    if not there:
        return None
    return num, None if kind == "volume" else den


def _pair(chain: Chain, factor: str) -> tuple[str, str]:
    place = chain.factors.index(factor) - int(chain.knows_stock)
    return chain.stages[place - 1], chain.stages[place]


def _filled(found: Diagnosis, chain: Chain, members: Floats) -> Floats:
    """Volume by day; days out of stock at the segment's own mean."""
    counts = np.nan_to_num(found.stages.panel.counts[chain.stages[0]][members])
    exposure = found.stages.exposure[members]
    rate = safe_divide(counts.sum(1, keepdims=True), exposure.sum(1, keepdims=True))
    return np.asarray(counts + rate * (found.stages.panel.bin_days - exposure))


def _fit(found: Diagnosis, series: tuple[Floats, Floats | None], bins: Flags, *, counted: bool) -> _Fit:
    num, den = series[0][bins], series[1]
    days = found.stages.panel.bin_days[bins]
    if den is None:
        starts = [start for start, used in zip(found.stages.panel.starts, bins, strict=True) if used]
        weekdays = np.array([start.weekday() if length == 1 else -1 for start, length in zip(starts, days, strict=True)])
        return _Fit(_least_squares(_without_weekdays(np.log1p(num / days), weekdays), days))
    expected = den[bins]
    if counted:
        return _Fit(_likelihood(num, expected, float(days.mean())), float(num.sum() / days.sum()) >= FEWEST_A_DAY)
    return _Fit(_least_squares(safe_divide(num, expected), expected))


def _without_weekdays(values: Floats, weekdays: Floats) -> Floats:
    """Less what the weekday's median lies off that of all days; weekdays of fewer than three days are left alone."""
    found = values.copy()
    middle = np.median(values)
    for weekday in range(_WEEK):
        own = weekdays == weekday
        if own.sum() >= LEAST_DAYS:
            found[own] -= np.median(values[own]) - middle
    return found


def _least_squares(values: Floats, weights: Floats) -> Floats:
    """Twice the gain of log-likelihood of two means over one, by the first day of the second."""
    mean = safe_divide(np.array((values * weights).sum()), np.array(weights.sum()))
    off = values - mean
    left, mass = np.cumsum(off * weights)[:-1], np.cumsum(weights)[:-1]
    total = weights.sum()
    between = safe_divide(left**2, mass) + safe_divide(left**2, total - mass)
    whole = float((weights * off**2).sum())
    rest = np.maximum(whole - between, 1e-12 * max(whole, 1e-300))
    return np.asarray(len(values) * np.log(max(whole, 1e-300) / rest), dtype=np.float64)


def _likelihood(num: Floats, expected: Floats, bin_days: float) -> Floats:
    """Twice the gain of log-likelihood of two rates over one, damped by the noise between days."""
    y, d = np.cumsum(num), np.cumsum(expected)
    parts = [(y[:-1], d[:-1]), (y[-1] - y[:-1], d[-1] - d[:-1])]
    gain = 2 * (sum(_log_part(a, b) for a, b in parts) - _log_part(y[-1:], d[-1:]))
    best = int(np.argmax(gain)) + 1
    sides = [(num[None, side], expected[None, side]) for side in (slice(None, best), slice(best, None))]
    between = ratio_noise((sides[0][0], sides[1][0]), (sides[0][1], sides[1][1]), bin_days)
    return np.asarray(gain / (1 + between * float(num.mean())), dtype=np.float64)


def _log_part(a: Floats, b: Floats) -> Floats:
    both = (a > 0) & (b > 0)
    return np.where(both, a * np.log(np.where(both, a, 1.0) / np.where(both, b, 1.0)), 0.0)


def _stock_break(found: Diagnosis, at: int | None, places: Floats) -> Dated | None:
    """Stock is told by day: the first day without it, or with it again, as the effect goes."""
    effects = found.split.effects["in_stock_days"]
    at = int(np.argmax(np.abs(effects))) if at is None else at
    share = safe_divide(found.stages.exposure[at], found.stages.panel.covered()[at])[places]
    falling = effects[at] < 0
    window = found.stages.windows.current if falling else found.stages.windows.base
    within = [window.start <= found.stages.panel.starts[int(place)] <= window.end for place in places]
    out = np.flatnonzero((share < 1) & np.array(within))
    if not len(out):
        return None
    day = int(out[0])
    if falling:
        while day > 0 and share[day - 1] < 1:
            day -= 1
    else:
        day = int(out[-1]) + 1
        while day < len(share) - 1 and share[day] < 1:
            day += 1
    when = found.stages.panel.starts[int(places[min(day, len(places) - 1)])]
    return Dated(when, when, when, True)
