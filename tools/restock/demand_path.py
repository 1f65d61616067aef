"""Demand from tomorrow on: velocity times the multiplier of each day."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Floats, Ints

LONGEST_DAYS = 730
"""How far ahead multipliers are known; after that a day counts once."""


@dataclass(frozen=True)
class DemandPath:
    """Expected demand ahead.

    Attributes:
        velocity: Units a day of each row.
        cumulative: Multipliers summed from tomorrow: a row for each calendar, column t the sum of t days.
        calendar: Which calendar each row goes by.
    """

    velocity: Floats
    cumulative: Floats
    calendar: Ints

    def until(self, days: Floats | Ints) -> Floats:
        """Units expected by the end of day `days`, which may be a fraction of one."""
        return self.velocity * self.multiplied(days)

    def multiplied(self, days: Floats | Ints) -> Floats:
        """Multipliers summed over so many days from tomorrow."""
        known = np.clip(days, 0, self.cumulative.shape[1] - 1)
        whole = np.floor(known).astype(np.int64)
        following = np.minimum(whole + 1, self.cumulative.shape[1] - 1)
        below, above = self.cumulative[self.calendar, whole], self.cumulative[self.calendar, following]
        summed: Floats = below + (above - below) * (known - whole) + np.maximum(days - known, 0)
        return summed

    def uplift_over(self, days: Floats) -> Floats:
        """Mean multiplier of the days from tomorrow."""
        return self.multiplied(days) / np.maximum(days, 1e-9)

    def rows(self, chosen: slice) -> "DemandPath":
        """Some of the rows."""
        return DemandPath(self.velocity[chosen], self.cumulative, self.calendar[chosen])


def demand_path(velocity: Floats, multipliers: Floats | None = None, calendar: Ints | None = None) -> DemandPath:
    """The path of rows.

    Args:
        velocity: Units a day.
        multipliers: A row for each calendar, a column for each day from tomorrow; none: a day counts once.
        calendar: Which calendar each row goes by; the first when left out.
    """
    by_day = np.ones((1, LONGEST_DAYS)) if multipliers is None else multipliers
    cumulative = np.column_stack([np.zeros(len(by_day)), np.cumsum(by_day, axis=1)])
    return DemandPath(velocity, cumulative, np.zeros(len(velocity), dtype=np.int64) if calendar is None else calendar)
