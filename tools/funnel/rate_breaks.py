"""When an exchange rate moved: it is known day by day."""

import numpy as np

from tools.funnel.breaks import WIDEST_CERTAIN, Dated
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.noise import safe_divide
from tools.funnel.panel import Floats


def date_of_rate_move(found: Diagnosis) -> Dated | None:
    """Days from the last rate of the base's range to the first of the current window's range; the day of half the move.

    Of the marketplace whose rate brought the most. None where the windows' ranges overlap.
    """
    panel, windows = found.stages.panel, found.stages.windows
    effects = found.split.effects.get("fx")
    if effects is None or panel.local_revenue is None:
        return None
    places = [segment.marketplace for segment in panel.segments]
    most = max(sorted(set(places)), key=lambda place: abs(sum(e for e, p in zip(effects, places, strict=True) if p == place)))
    own = np.array([place == most for place in places])
    local = panel.local_revenue[own].sum(axis=0)
    rates = safe_divide(panel.counts["revenue"][own].sum(axis=0), local)
    base, current = (rates[chosen & (local > 0)] for chosen in windows.both)
    if not len(base) or not len(current) or (base.min() <= current.max() and current.min() <= base.max()):
        return None
    return _between(found, rates, local > 0, base, current)


def _between(found: Diagnosis, rates: Floats, known: Floats, base: Floats, current: Floats) -> Dated:
    starts, windows = found.stages.panel.starts, found.stages.windows
    days = [at for at, start in enumerate(starts) if windows.base.start <= start <= windows.current.end and known[at]]
    before = [at for at in days if base.min() <= rates[at] <= base.max()]
    after = [at for at in days if at > before[-1] and current.min() <= rates[at] <= current.max()]
    half = (np.median(base) + np.median(current)) / 2
    falling = current.max() < base.min()
    middle = next(at for at in days if at > before[-1] and (rates[at] <= half) == falling)
    first, last = starts[days[days.index(before[-1]) + 1]], starts[after[0]]
    return Dated(starts[middle], min(first, starts[middle]), max(last, starts[middle]), (last - first).days < WIDEST_CERTAIN)
