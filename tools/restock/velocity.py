"""Velocity: units a day, from days in stock alone."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Floats, History, Ints, divided

WINDOWS = (7, 30, 60, 90)
WEIGHTS = (0.2, 0.3, 0.3, 0.2)
FEWEST_DAYS = 7
ESTABLISHED_DAYS = 60
_PLAN_IS_WORTH = 4.0


@dataclass(frozen=True)
class Velocity:
    """Units a day of each row.

    Attributes:
        units_per_day: The velocity that plans go by.
        windows: Mean of the last 7, 30, 60 and 90 days in stock; a column each.
        window_days: Days in stock found for each window.
        in_stock_days: Of the whole history.
        units: Sold on them.
    """

    units_per_day: Floats
    windows: Floats
    window_days: Ints
    in_stock_days: Ints
    units: Floats


def velocity_of(history: History, plan_units_per_day: Floats | None = None) -> Velocity:
    """Weighted mean of the last 7, 30, 60 and 90 days in stock (.2, .3, .3, .2).

    Windows look back past stock-outs. A window of fewer than seven days, or with no day more than the shorter one, drops
    out, and the other weights are scaled to 1; without any window all days in stock count. Below 60 days in stock a planned
    velocity counts as four units sold at that pace (a gamma prior: the plan holds within about half):
    `(v * days + 4) / (days + 4 / plan)`.

    Args:
        history: Demand by day.
        plan_units_per_day: What the seller expects of each row; nan where nothing is.
    """
    counted_back = np.cumsum(history.in_stock[:, ::-1], axis=1, dtype=np.int16)[:, ::-1]
    in_stock_days = history.in_stock.sum(axis=1)
    units = np.einsum("ij,ij->i", history.units, history.in_stock)
    windows = np.empty((len(history), len(WINDOWS)))
    days = np.empty(windows.shape, dtype=np.int64)
    for at, window in enumerate(WINDOWS):
        used = history.in_stock & (counted_back <= window)
        days[:, at] = np.minimum(in_stock_days, window)
        windows[:, at] = np.einsum("ij,ij->i", history.units, used) / np.maximum(days[:, at], 1)
    velocity = _weighted(windows, days, divided(units, in_stock_days, 0.0))
    if plan_units_per_day is not None:
        velocity = _with_plan(velocity, in_stock_days, plan_units_per_day)
    return Velocity(velocity, windows, days, in_stock_days, units)


def _weighted(windows: Floats, days: Ints, otherwise: Floats) -> Floats:
    shorter = np.column_stack([np.zeros(len(days), dtype=np.int64), days[:, :-1]])
    weights = np.where((days >= FEWEST_DAYS) & (days > shorter), WEIGHTS, 0.0)
    total = weights.sum(axis=1)
    return np.where(total > 0, divided((windows * weights).sum(axis=1), total, 0.0), otherwise)


def _with_plan(velocity: Floats, days: Ints, plan: Floats) -> Floats:
    planned = np.isfinite(plan) & (plan > 0) & (days < ESTABLISHED_DAYS)
    pace = np.where(planned, plan, 1.0)
    return np.where(planned, (velocity * days + _PLAN_IS_WORTH) / (days + _PLAN_IS_WORTH / pace), velocity)
