"""Days of bulk orders: named always, and left out where nothing else comes near them."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Flags, Floats, History, Ints

FEWEST_UNITS = 24
TIMES_TYPICAL = 10
TIMES_NEXT = 10


@dataclass(frozen=True)
class Spikes:
    """Days far above the usual.

    Attributes:
        bulk: More than 24 units and more than ten times a typical day with sales.
        left_out: The one of them, if any, that is also more than ten times the next highest day: it says nothing of what
            sells from day to day.
    """

    bulk: Flags
    left_out: Flags


def spikes_of(history: History) -> Spikes:
    """Find bulk days.

    Args:
        history: Demand by day, without uplifts.
    """
    units = np.where(history.in_stock, history.units, 0.0)
    bulk, left_out = np.zeros(units.shape, dtype=bool), np.zeros(units.shape, dtype=bool)
    rows = _uneven(units)
    if units.shape[1] > 1 and len(rows):
        uneven = units[rows]
        least = np.maximum(FEWEST_UNITS, TIMES_TYPICAL * _median_of_positive(uneven))
        second, highest = np.partition(uneven, -2, axis=1)[:, -2:].T
        alone = (highest > FEWEST_UNITS) & (highest > TIMES_NEXT * second)
        left_out[rows] = alone[:, None] & (uneven == highest[:, None])
        bulk[rows] = (uneven > least[:, None]) | left_out[rows]
    return Spikes(bulk, left_out)


def _uneven(units: Floats) -> Ints:
    """Rows that can have bulk days: where most days with sales reach a tenth of the highest, the typical day does too."""
    highest = units.max(axis=1, initial=0.0)
    reached = (units * TIMES_TYPICAL >= highest[:, None]) & (units > 0)
    found: Ints = np.flatnonzero((highest > FEWEST_UNITS) & (reached.sum(axis=1) * 2 <= (units > 0).sum(axis=1) + 1))
    return found


def _median_of_positive(units: Floats) -> Floats:
    """Median of the days with sales of each row; 0 without any."""
    ordered = np.sort(units, axis=1)
    sold = (units > 0).sum(axis=1)
    rows, width = np.arange(len(units)), units.shape[1]
    first = width - sold
    low = np.minimum(first + np.maximum(sold - 1, 0) // 2, width - 1)
    high = np.minimum(first + sold // 2, width - 1)
    median: Floats = np.where(sold > 0, (ordered[rows, low] + ordered[rows, high]) / 2, 0.0)
    return median
