"""Which chain each segment has: the stages that the data give in both windows."""

from dataclasses import dataclass, replace

import numpy as np

from tools.core.result import Period
from tools.funnel.chains import factors_of
from tools.funnel.panel import Flags, Floats, Panel, Places

_TRAFFIC = ("sessions", "buy_box_sessions")
_SEARCH = ("impressions", "clicks")
UNALLOCATED = "unallocated"
"""Channel of what a store sold beside its products."""
CLICK_CHANNELS = {"ad", "ads", "advertising", "sponsored", "search", "sp", "sb", "sd", "广告", "搜索"}


@dataclass(frozen=True)
class Windows:
    """The two windows and their bins.

    Attributes:
        in_base: Which bins, (T,).
        in_current: Which bins, (T,).
    """

    base: Period
    current: Period
    in_base: Flags
    in_current: Flags

    @property
    def both(self) -> tuple[Flags, Flags]:
        """The bins of the base and those of the current window."""
        return self.in_base, self.in_current


@dataclass(frozen=True)
class Chain:
    """Segments that have the same stages.

    Attributes:
        stages: From the first count to `revenue`.
        members: Positions of the segments.
        knows_stock: Whether days without stock are told apart.
    """

    stages: tuple[str, ...]
    members: Places
    knows_stock: bool

    @property
    def factors(self) -> list[str]:
        """Its factors in order; days in stock come first where they are known."""
        return [*(["in_stock_days"] if self.knows_stock else []), *factors_of(self.stages)]


@dataclass(frozen=True)
class Stages:
    """A panel made ready to split.

    Attributes:
        exposure: Days on which a segment could sell, (N, T): reported days, those in stock where stock is known.
        chains: Of all segments, each in one.
        scale: What a window's sum is multiplied by to stand for the length of the current window, (2, N).
    """

    panel: Panel
    windows: Windows
    exposure: Floats
    chains: list[Chain]
    scale: Floats

    @property
    def mean_bin_days(self) -> float:
        """Mean length of the bins of both windows, in days."""
        return float(self.panel.bin_days[self.windows.in_base | self.windows.in_current].mean())

    def sums(self, stage: str) -> Floats:
        """A stage's counts in the base and the current window, as they are, (2, N)."""
        return window_sums(self.panel.counts[stage], self.windows)


def window_sums(table: Floats, windows: Windows) -> Floats:
    """Sums over the two windows, unknown values left out, (2, N)."""
    return np.stack([np.nansum(table[:, chosen], axis=1) for chosen in windows.both])


def windows_of(panel: Panel, base: Period, current: Period) -> Windows:
    """The bins of two windows."""
    return Windows(base, current, panel.bins_in(base), panel.bins_in(current))


def stages_of(panel: Panel, windows: Windows) -> Stages:
    """Find the chain of every segment.

    Days without stock are left out of the counts above the sale, so that a stock-out shows as days in stock alone.

    Args:
        panel: The segments.
        windows: The two windows.
    """
    known = _knows_stock(panel, windows)
    exposure = panel.covered()
    if known.any() and panel.in_stock is not None:
        sold = np.nan_to_num(panel.counts["revenue"]) > 0
        sellable = np.where(known[:, None], np.maximum(np.nan_to_num(panel.in_stock, nan=1.0), sold), 1.0)
        exposure = exposure * sellable
        counts = {s: table * sellable if s in (*_TRAFFIC, *_SEARCH) else table for s, table in panel.counts.items()}
        panel = replace(panel, counts=counts)
    days = window_sums(panel.covered(), windows)
    scale = windows.current.days / np.where(days > 0, days, np.nan)
    return Stages(panel, windows, exposure, _chains(panel, windows, known), np.nan_to_num(scale))


def _knows_stock(panel: Panel, windows: Windows) -> Flags:
    """Segments whose stock is told on every day that has a row."""
    nobody = np.zeros(len(panel.segments), dtype=bool)
    if panel.in_stock is None or panel.bin_days.max(initial=0) > 1:
        return nobody
    used = panel.present & (windows.in_base | windows.in_current)
    told = used.any(axis=1) & ~(np.isnan(panel.in_stock) & used).any(axis=1)
    return np.asarray(told, dtype=bool)


def _chains(panel: Panel, windows: Windows, known: Flags) -> list[Chain]:
    kept = _kept_stages(panel, windows)
    names = list(kept)
    codes = sum(kept[name].astype(np.int64) << place for place, name in enumerate(names)) * 2 + known
    found = []
    for code in np.unique(codes):
        stages = tuple(name for place, name in enumerate(names) if code >> (place + 1) & 1)
        found.append(Chain((*stages, "revenue"), np.flatnonzero(codes == code), bool(code & 1)))
    return found


def _kept_stages(panel: Panel, windows: Windows) -> dict[str, Flags]:
    """Which stages each segment's chain has, in the order of the chain."""
    given = {stage: _is_given(table, panel.present, windows) for stage, table in panel.counts.items()}
    sums = {stage: window_sums(table, windows) for stage, table in panel.counts.items()}
    nobody = np.zeros(len(panel.segments), dtype=bool)
    has = {
        stage: given.get(stage, nobody) for stage in ("impressions", "clicks", "sessions", "buy_box_sessions", "orders", "units")
    }
    by_units, by_orders = ({"units": has["units"], "orders": has["orders"] & ~has["units"]},
                           {"orders": has["orders"], "units": has["units"] & ~has["orders"]})  # fmt: skip
    traffic = _merged({**{s: has[s] for s in _TRAFFIC}, **by_units}, sums)
    search = _merged({**{s: has[s] for s in _SEARCH}, **by_orders}, sums)
    depth = [sum(chain[s].astype(int) for s in stages) for chain, stages in ((traffic, _TRAFFIC), (search, _SEARCH))]
    clicks_first = np.array([(segment.channel or "").lower() in CLICK_CHANNELS for segment in panel.segments], dtype=bool)
    by_search = (depth[1] > depth[0]) | (clicks_first & (depth[1] > 0))
    chosen = {s: search[s] & by_search for s in _SEARCH} | {s: traffic[s] & ~by_search for s in _TRAFFIC}
    return chosen | {s: np.where(by_search, search[s], traffic[s]) for s in ("orders", "units")}


def _is_given(table: Floats, present: Flags, windows: Windows) -> Flags:
    """Segments whose rows of both windows all give a stage."""
    used = present & (windows.in_base | windows.in_current)
    return np.asarray(used.any(axis=1) & ~(np.isnan(table) & used).any(axis=1), dtype=bool)


def _merged(stages: dict[str, Flags], sums: dict[str, Floats]) -> dict[str, Flags]:
    """Leave out stages that are 0 in a window in which a later stage is not: late attribution, or a report's gap."""
    deeper = sums["revenue"]
    kept = {}
    for stage in reversed(stages):
        own = sums.get(stage, np.zeros_like(deeper))
        kept[stage] = stages[stage] & ~((own <= 0) & (deeper > 0)).any(axis=0)
        deeper = np.where(kept[stage], own, deeper)
    return {stage: kept[stage] for stage in stages}


def merged_stages(stages: Stages) -> dict[str, int]:
    """How many segments lack a stage, by stage: it is not given on some of their days, or 0 where a later one is not."""
    windows, panel = stages.windows, stages.panel
    used = panel.present & (windows.in_base | windows.in_current)
    revenue = stages.sums("revenue")
    single = np.array([not (segment.channel or "").startswith(UNALLOCATED) for segment in panel.segments], dtype=bool)
    found: dict[str, int] = {}
    for stage, table in panel.counts.items():
        without = np.ones(len(panel.segments), dtype=bool)
        for chain in stages.chains:
            without[chain.members] = stage not in chain.stages
        untold = (np.isnan(table) & used).any(axis=1)
        void = ((stages.sums(stage) <= 0) & (revenue > 0)).any(axis=0)
        count = int((without & single & (untold | void)).sum())
        if count:
            found[stage] = count
    knowing = sum(len(chain.members) for chain in stages.chains if chain.knows_stock)
    if panel.in_stock is not None and not np.isnan(panel.in_stock).all() and knowing < len(panel.segments):
        found["in_stock_days"] = len(panel.segments) - knowing
    return found
