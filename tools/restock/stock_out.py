"""When stock runs out, and what is lost before anything can arrive."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Floats, Ints
from tools.restock.demand_path import DemandPath

HORIZON_DAYS = 365
_EARLY_NORMAL_QUANTILE = 1.2815515655446004
"""Of .9."""
_STEPS = (HORIZON_DAYS + 1).bit_length()


@dataclass(frozen=True)
class Arrivals:
    """Units on their way: a row each, as many columns as the row with most arrivals has; unused ones hold 0 units.

    Attributes:
        days: Days from now on which they can be sold, 1 or later, in order.
        units: How many.
    """

    days: Ints
    units: Floats

    def within(self, days: Floats) -> Floats:
        """Units that arrive within so many days."""
        found: Floats = np.where(self.days <= days[:, None], self.units, 0.0).sum(axis=1)
        return found

    @property
    def total(self) -> Floats:
        """All units on their way."""
        found: Floats = self.units.sum(axis=1)
        return found

    def rows(self, chosen: slice) -> "Arrivals":
        """Some of the rows."""
        return Arrivals(self.days[chosen], self.units[chosen])


@dataclass(frozen=True)
class Outlook:
    """Demand ahead and what can serve it."""

    path: DemandPath
    variance: Floats
    drift_rate: Floats
    on_hand: Floats
    arrivals: Arrivals

    def median(self, days: Ints) -> Floats:
        """Expected demand by the end of a day."""
        return self.path.until(days)

    def early(self, days: Ints) -> Floats:
        """Demand that is reached with a chance of one in ten (Wilson and Hilferty's gamma quantile); never below the median."""
        mean = np.maximum(self.median(days), 1e-9)
        spread = self.variance * np.maximum(self.path.multiplied(days), days) + (self.drift_rate * mean) ** 2
        shape = mean * mean / np.maximum(spread, 1e-12)
        root = np.maximum(1 - 1 / (9 * shape) + _EARLY_NORMAL_QUANTILE / (3 * np.sqrt(shape)), 0.0)
        reached: Floats = np.maximum(mean * root**3, mean)
        return reached


def stock_out_days(outlook: Outlook) -> tuple[Ints, Ints]:
    """First day, counted from tomorrow as 1, on which demand is above stock and arrivals: in the middle, and early.

    365 days are looked at; a day after that stands for later, or never.
    """
    return _first_short(outlook, outlook.median), _first_short(outlook, outlook.early)


def lost_before(outlook: Outlook, day: Ints) -> Floats:
    """Units that are expected to be lost before a day: those not sold stay lost when goods arrive later."""
    lost = np.zeros(len(day))
    level = outlook.on_hand.copy()
    for start, units in zip(outlook.arrivals.days.T, outlook.arrivals.units.T, strict=True):
        lost = np.maximum(lost, outlook.median(np.minimum(start, day) - 1) - level)
        level += np.where(start < day, units, 0.0)
    return np.maximum(np.maximum(lost, outlook.median(np.maximum(day - 1, 0)) - level), 0.0)


def _first_short(outlook: Outlook, demand: Callable[[Ints], Floats]) -> Ints:
    """Between two arrivals the level stands still and demand only grows: the first day above it is found by halving."""
    found = np.full(len(outlook.on_hand), HORIZON_DAYS + 1)
    level, start = outlook.on_hand.copy(), np.ones(len(found), dtype=np.int64)
    ends = [*outlook.arrivals.days.T, np.full(len(found), HORIZON_DAYS + 1)]
    arriving = [*outlook.arrivals.units.T, np.zeros(len(found))]
    for end, units in zip(ends, arriving, strict=True):
        first = np.maximum(_first_above(demand, level), start)
        found = np.minimum(found, np.where(first < end, first, HORIZON_DAYS + 1))
        level, start = level + units, np.maximum(end, start)
    return np.where(outlook.path.velocity > 0, found, HORIZON_DAYS + 1)


def _first_above(demand: Callable[[Ints], Floats], level: Floats) -> Ints:
    # Sums of a velocity like .1 miss whole numbers by a rounding.
    tolerance = 1e-9 * np.maximum(np.abs(level), 1.0)
    low, high = np.zeros(len(level), dtype=np.int64), np.full(len(level), HORIZON_DAYS + 1)
    for _ in range(_STEPS):
        middle = (low + high) // 2
        above = (demand(np.maximum(middle, 1)) > level + tolerance) & (middle >= 1)
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return high
