"""Panels of random counts, with zeros of every kind."""

import numpy as np

from tests.tools.funnel.simulation import panel_of, windows
from tools.funnel.stages import stages_of, windows_of

ZEROS = (0.0, 0.05, 0.3, 0.7)
SEARCH = ("impressions", "clicks", "orders", "revenue")
TRAFFIC = ("sessions", "buy_box_sessions", "units", "revenue")


def funnel(rng, segments, zeros, stages=SEARCH):
    """Counts of one window, (segments,) by stage: each stage a part of the one before, 0 below a 0."""
    first = rng.integers(1, 10 ** rng.integers(1, 7), segments).astype(float) * (rng.random(segments) >= zeros)
    second = np.floor(first * rng.random(segments) * 0.5) * (rng.random(segments) >= zeros)
    third = np.floor(second * rng.random(segments) * 0.5) * (rng.random(segments) >= zeros)
    value = third * np.exp(rng.normal(3, 1, segments))
    return dict(zip(stages, (first, second, third, value), strict=True))


def torn(rng, segments, zeros, stages=SEARCH):
    """The same, with zeros where a later stage has counts: late attribution, gaps of a report, gifts."""
    counts = funnel(rng, segments, 0.0, stages)
    return {stage: table * (rng.random(segments) >= zeros) for stage, table in counts.items()}


def stages_of_pair(base, current, **fields):
    """Two windows of one day each."""
    counts = {stage: np.stack([base[stage], current[stage]], axis=1) for stage in base}
    return _made_ready(panel_of(counts, **fields), 1, 1)


def stages_of_days(rng, segments, zeros):
    """Windows of unequal lengths, stock known by day, exchange rates, counts that some segments do not give."""
    base_days, current_days = int(rng.integers(1, 9)), int(rng.integers(1, 9))
    days = [torn(rng, segments, zeros, TRAFFIC) for _ in range(base_days + current_days)]
    counts = {stage: np.stack([day[stage] for day in days], axis=1) for stage in TRAFFIC}
    for stage in TRAFFIC[:-1]:
        counts[stage][rng.random(segments) < 0.3] = np.nan
    local = counts["revenue"]
    counts["revenue"] = local * rng.uniform(0.5, 2, local.shape[1])
    in_stock = (rng.random(local.shape) >= zeros).astype(float)
    return _made_ready(panel_of(counts, in_stock=in_stock, local_revenue=local), base_days, current_days)


def _made_ready(panel, base_days, current_days):
    return stages_of(panel, windows_of(panel, *windows(base_days, current_days)))
