"""What a stock-out among the last 30 days does to the velocity: ours, and the mean of calendar days."""

from dataclasses import dataclass

import numpy as np

from benchmarks.restock.panels import BLOCK_DAYS, Panel
from tools.restock.arrays import HISTORY_DAYS, Floats, History
from tools.restock.velocity import velocity_of

STOCK_OUT_DAYS = (0, 10, 20)


@dataclass(frozen=True)
class Bias:
    """Over all SKUs and origins.

    Attributes:
        moved: Sum of velocities over the same without a stock-out, less 1.
        bias: Sum of velocities over the mean demand of the six weeks after, less 1.
        error: Sum of the absolute differences to it, as a share.
    """

    moved: float
    bias: float
    error: float


def stock_out_bias(panel: Panel, stock_out_days: int) -> tuple[Bias, Bias]:
    """Ours and the calendar mean's, when the stock-out lasts until today: recent days tell most, and these are lost."""
    origins = range(panel.history_days, panel.demand.shape[1] - BLOCK_DAYS + 1, BLOCK_DAYS)
    ahead = np.concatenate([panel.demand[:, day : day + BLOCK_DAYS].mean(axis=1) for day in origins])
    found = []
    for velocity in (_ours, _calendar):
        without, after = (np.concatenate([velocity(panel, day, out) for day in origins]) for out in (0, stock_out_days))
        error = np.abs(after - ahead).sum() / ahead.sum()
        found.append(Bias(float(after.sum() / without.sum() - 1), float(after.sum() / ahead.sum() - 1), float(error)))
    return found[0], found[1]


def _ours(panel: Panel, day: int, out: int) -> Floats:
    return velocity_of(_history(panel, day, out)).units_per_day


def _calendar(panel: Panel, day: int, out: int) -> Floats:
    found: Floats = _history(panel, day, out).units[:, -30:].mean(axis=1)
    return found


def _history(panel: Panel, day: int, out: int) -> History:
    units = panel.demand[:, max(day - HISTORY_DAYS, 0) : day].copy()
    in_stock = np.ones(units.shape, dtype=bool)
    empty = slice(units.shape[1] - out, None)
    units[:, empty], in_stock[:, empty] = 0.0, False
    return History(units, in_stock)
