"""Days of bulk orders: named always, and left out where nothing else comes near them."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Flags, Floats, History, Ints, in_parts
from tools.restock.velocity import FEWEST_DAYS, WEIGHTS, WINDOWS

FEWEST_UNITS = 24
TIMES_TYPICAL = 10
TIMES_NEXT = 10
FEWEST_NAMED = 5
FAR_SD = 6
MOVED_RATE = 0.1


@dataclass(frozen=True)
class Spikes:
    """Days far above the usual.

    Attributes:
        bulk: More than 24 units and more than ten times a typical day with sales; or the highest day, where it is six
            standard deviations above the mean of the others and moves the velocity by more than a tenth.
        left_out: The one of them, if any, that is also more than ten times the next highest day: it says nothing of what
            sells from day to day.
    """

    bulk: Flags
    left_out: Flags


def spikes_of(history: History, planned: Floats) -> Spikes:
    """Find bulk days.

    Args:
        history: Demand by day, without uplifts.
        planned: Units a day that the seller expects; nan for none. Young products are compared with that too.
    """
    parts = [_of_part(history.rows(part), planned[part]) for part in in_parts(len(history))]
    return Spikes(np.concatenate([part.bulk for part in parts]), np.concatenate([part.left_out for part in parts]))


def _of_part(history: History, planned: Floats) -> Spikes:
    units = np.where(history.in_stock, history.units, 0.0)
    bulk, left_out = np.zeros(units.shape, dtype=bool), np.zeros(units.shape, dtype=bool)
    rows = _uneven(units)
    if len(rows):
        uneven = units[rows]
        least = np.maximum(FEWEST_UNITS, TIMES_TYPICAL * _median_of_positive(uneven))
        second, highest = np.partition(uneven, -2, axis=1)[:, -2:].T
        plan = np.nan_to_num(planned[rows])
        comparable = (history.in_stock[rows].sum(axis=1) >= FEWEST_DAYS) | (plan > 0)
        alone = comparable & (highest > FEWEST_UNITS) & (highest > TIMES_NEXT * np.maximum(second, plan))
        left_out[rows] = alone[:, None] & (uneven == highest[:, None])
        bulk[rows] = (comparable[:, None] & (uneven > least[:, None])) | left_out[rows]
    return Spikes(bulk | (_standing_out(units, history.in_stock) & ~left_out), left_out)


def _standing_out(units: Floats, in_stock: Flags) -> Flags:
    """The highest day of each row where it is far from the others and moves the velocity by itself."""
    days = np.maximum(in_stock.sum(axis=1), 1)
    at, highest = units.argmax(axis=1), units.max(axis=1, initial=0.0)
    others = np.maximum(days - 1, 1)
    mean = (units.sum(axis=1) - highest) / others
    variance = np.maximum((np.einsum("ij,ij->i", units, units) - highest * highest) / others - mean * mean, mean)
    far = (days >= FEWEST_DAYS) & (highest >= FEWEST_NAMED) & (highest > mean + FAR_SD * np.sqrt(variance))
    found = np.zeros(units.shape, dtype=bool)
    rows = np.flatnonzero(far)
    if len(rows):
        later = np.cumsum(in_stock[rows][:, ::-1], axis=1)[:, ::-1][np.arange(len(rows)), at[rows]]
        share = sum(np.where(later <= window, weight / window, 0.0) for window, weight in zip(WINDOWS, WEIGHTS, strict=True))
        moves = (highest[rows] - mean[rows]) * share > MOVED_RATE * mean[rows]
        found[rows[moves], at[rows[moves]]] = True
    return found


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
