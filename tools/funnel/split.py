"""The exact split: additive LMDI-I per segment, with mix, entries and exits as lines of their own.

Source of the formulas: Ang, B. W. (2005), "The LMDI approach to decomposition analysis"; zero values by their analytic
limits: Ang & Liu (2007), Wood & Lenzen (2006).
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tools.funnel.panel import Flags, Floats
from tools.funnel.stages import Chain, Stages, window_sums

LOW_VOLUME = 10
"""Sales that a window must lead to expect for a product to be read by itself."""
_NEAR, _EQUAL = 1.0, 1e-4


@dataclass
class Split:
    """The split of all segments.

    Attributes:
        values: Sales of the base and the current window, for the length of the current one, (2, N).
        effects: By factor, (N,); they add up to `values[1] - values[0]`.
        weights: Logarithmic mean of both values, (N,); 0 where one of them is 0.
        totals: All volume of a first stage in the base and the current window, by stage.
        moving: Which segments have that first stage, (N,), by stage.
        dropped: By factor, segments whose whole change is that factor's, for it fell to or rose from 0.
    """

    values: Floats
    weights: Floats
    effects: dict[str, Floats] = field(default_factory=dict)
    totals: dict[str, Floats] = field(default_factory=dict)
    moving: dict[str, Flags] = field(default_factory=dict)
    dropped: dict[str, Flags] = field(default_factory=dict)

    def own(self, factor: str) -> Floats:
        """A factor's effect in each segment by itself, (N,): of a volume with the segment's share in it."""
        alone = self.effects[factor]
        if factor not in self.moving or "mix" not in self.effects:
            return alone
        return np.asarray(alone + np.where(self.moving[factor], self.effects["mix"], 0.0))

    def add(self, factor: str, members: Any, amounts: Floats) -> None:
        """Add amounts of some segments to a factor."""
        table = self.effects.setdefault(factor, np.zeros(self.values.shape[1]))
        table[members] += amounts


def log_mean(a: Floats, b: Floats) -> Floats:
    """Logarithmic mean (a − b) / (ln a − ln b); a where both are equal, 0 where one is 0.

    Where both are near each other it is computed as √(ab) · sinh(h) / h with h = ln(a/b) / 2, and by its series where
    they are nearly equal: the difference of nearly equal numbers would lose digits.
    """
    both = (a > 0) & (b > 0)
    upper, lower = np.where(both, a, 1.0), np.where(both, b, 1.0)
    h = (np.log(upper) - np.log(lower)) / 2
    near, equal = np.abs(h) < _NEAR, np.abs(h) < _EQUAL
    within = np.where(near & ~equal, h, 1.0)
    ratio = np.where(equal, 1 + h * h / 6, np.sinh(within) / within)
    close = np.sqrt(upper) * np.sqrt(lower) * ratio
    return np.where(both, np.where(near, close, (upper - lower) / np.where(near, 1.0, 2 * h)), 0.0)


def split(stages: Stages) -> Split:
    """Split the change of sales of every segment into its factors.

    Args:
        stages: The segments with their chains.

    Returns:
        Effects that add up, segment by segment, to the change of its sales.
    """
    values = stages.sums("revenue") * stages.scale
    found = Split(values, log_mean(values[1], values[0]))
    levels = [levels_of(stages, chain) for chain in stages.chains]
    volumes = [_volumes(table, chain, stages.windows.current.days) for table, chain in zip(levels, stages.chains, strict=True)]
    for chain, table in zip(stages.chains, volumes, strict=True):
        first = chain.stages[0]
        found.totals[first] = found.totals.get(first, np.zeros(2)) + table.sum(axis=1)
        found.moving.setdefault(first, np.zeros(values.shape[1], dtype=bool))[chain.members] = True
    for chain, table, volume in zip(stages.chains, levels, volumes, strict=True):
        _split_chain(found, stages, chain, table, volume)
    if values.shape[1] == 1:
        found.add(stages.chains[0].stages[0], slice(None), found.effects.pop("mix"))
    return found


def levels_of(stages: Stages, chain: Chain) -> Floats:
    """What each stage of a chain counts in both windows, (stages, 2, members); days in stock first where known.

    For the length of the current window; the last stage is sales in the marketplace's currency.
    """
    members = chain.members
    scale = stages.scale[:, members]
    counts = [stages.sums(stage)[:, members] * scale for stage in chain.stages]
    if stages.panel.local_revenue is not None and len(chain.stages) > 1:
        counts[-1] = window_sums(stages.panel.local_revenue, stages.windows)[:, members] * scale
    days = window_sums(stages.exposure, stages.windows)[:, members] * scale
    return np.stack([*([days] if chain.knows_stock else []), *counts])


def _volumes(levels: Floats, chain: Chain, window_days: int) -> Floats:
    """Volume of the first stage as if in stock on all days, (2, members); 0 for segments that enter or leave."""
    first = levels[int(chain.knows_stock)]
    if chain.knows_stock:
        days = levels[0]
        first = first / np.where(days > 0, days, np.inf) * window_days
    staying = (first > 0).all(axis=0)
    return np.where(staying, first, 0.0)


def _split_chain(found: Split, stages: Stages, chain: Chain, levels: Floats, volumes: Floats) -> None:
    members, weights = chain.members, found.weights[chain.members]
    values = found.values[:, members]
    both: Flags = np.all(values > 0, axis=0)
    factors = chain.factors
    totals = found.totals[chain.stages[0]]
    at = int(chain.knows_stock)
    if chain.knows_stock:
        found.add("in_stock_days", members, weights * _log_ratio(levels[0], both))
    volume = factors[at]
    growth = np.log(totals[1] / totals[0]) if (totals > 0).all() else 0.0
    # A segment that was out of stock all of one window has no volume in it; its value is 0 there, and its weight too.
    found.add(volume, members, np.where(both, weights * growth, 0.0))
    found.add("mix", members, np.where(both, weights * (_log_ratio(volumes, both) - growth), 0.0))
    for place, factor in enumerate(factors[at + 1 :], start=at + 1):
        ratio = levels[place] / np.where(levels[place - 1] > 0, levels[place - 1], 1.0)
        found.add(factor, members, weights * _log_ratio(ratio, both))
    if stages.panel.local_revenue is not None and len(chain.stages) > 1:
        rates = values / np.where(levels[-1] > 0, levels[-1], 1.0)
        found.add("fx", members, weights * _log_ratio(rates, both))
    _give_zeros(found, chain, levels, values)


def _log_ratio(pair: Floats, where: Flags) -> Floats:
    """ln(current / base) of a (2, members) table, 0 elsewhere."""
    known = where & (pair > 0).all(axis=0)
    return np.where(known, np.log(np.where(known, pair[1], 1.0) / np.where(known, pair[0], 1.0)), 0.0)


def _give_zeros(found: Split, chain: Chain, levels: Floats, values: Floats) -> None:
    """Changes from or to 0 go whole to the first stage that is 0; to entries or exits where nothing is left at all."""
    change = values[1] - values[0]
    factors, at = chain.factors, int(chain.knows_stock)
    for window, line in ((1, "exits"), (0, "entries")):
        left = (values[window] <= 0) & (values[1 - window] > 0)
        if chain.knows_stock:
            out = left & (levels[0, window] <= 0) & (levels[0, 1 - window] > 0)
            _give(found, "in_stock_days", chain, out, change)
            left = left & ~out
        gone = left & (levels[at, window] <= 0)
        # A handful of visits or sales, then none, is chance and no exit.
        many = levels[at, 1 - window] >= LOW_VOLUME
        _give(found, line, chain, gone & many, change)
        _give(found, factors[at], chain, gone & ~many, change)
        left = left & ~gone
        for place, factor in enumerate(factors[at + 1 :], start=at + 1):
            hit = left & (levels[place, window] <= 0)
            _give(found, factor, chain, hit, change)
            left = left & ~hit
        _give(found, factors[-1], chain, left, change)


def _give(found: Split, factor: str, chain: Chain, where: Flags, change: Floats) -> None:
    if not where.any():
        return
    found.add(factor, chain.members, np.where(where, change, 0.0))
    marked = found.dropped.setdefault(factor, np.zeros(found.values.shape[1], dtype=bool))
    marked[chain.members] |= where
