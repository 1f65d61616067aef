"""Levels of the factors over all segments: what an operator knows from the reports."""

import numpy as np

from tools.funnel.chains import factors
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.noise import safe_divide
from tools.funnel.panel import Floats
from tools.funnel.stages import window_sums


def levels_of_factors(found: Diagnosis) -> dict[str, tuple[float, float]]:
    """Base and current level of each factor over all segments that have it.

    Volumes are for the length of the current window, of the products that are there in both, as if in stock on all days;
    ratios are of the sums, so that they are those of the reports and
    hold the mix that the split keeps apart. Prices in several currencies have no common level.
    """
    stages = found.stages
    levels: dict[str, tuple[float, float]] = {}
    sums: dict[str, list[Floats]] = {}
    for chain in stages.chains:
        volume = (stages.sums(chain.stages[0]) * stages.scale)[:, chain.members].sum(axis=1)
        base, current = levels.get(chain.stages[0], (0.0, 0.0))
        levels[chain.stages[0]] = (base + float(volume[0]), current + float(volume[1]))
        for upper, lower, factor in zip(chain.stages, chain.stages[1:], chain.factors[1 + chain.knows_stock :], strict=False):
            scaled = [stages.sums(stage)[:, chain.members] * stages.scale[:, chain.members] for stage in (upper, lower)]
            if lower == "revenue" and stages.panel.local_revenue is not None:
                scaled[1] = (
                    window_sums(stages.panel.local_revenue, stages.windows)[:, chain.members] * stages.scale[:, chain.members]
                )
            pair = np.stack([table.sum(axis=1) for table in scaled])
            sums.setdefault(factor, []).append(pair)
        if chain.knows_stock:
            days = (window_sums(stages.exposure, stages.windows) * stages.scale)[:, chain.members]
            sums.setdefault("in_stock_days", []).append(np.stack([np.full(2, len(chain.members)), days.sum(axis=1)]))
    for first, total in found.split.totals.items():
        if (total > 0).all():
            levels[first] = (float(total[0]), float(total[1]))
    for factor, pairs in sums.items():
        ratio = safe_divide(sum(pair[1] for pair in pairs), sum(pair[0] for pair in pairs))
        levels[factor] = (float(ratio[0]), float(ratio[1]))
    places = {segment.marketplace for segment in stages.panel.segments}
    if stages.panel.local_revenue is not None and len(places) > 1:
        levels = {name: level for name, level in levels.items() if factors()[name].unit != "money"}
    return levels
