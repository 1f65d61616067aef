"""Variance of a day's demand."""

import numpy as np

from tools.restock.arrays import Flags, Floats, History, Ints

DAYS = 91
_WEEK = 7
_FEWEST_DAYS, _FEWEST_WEEKS = 4, 4


def demand_variance(history: History, velocity: Floats) -> Floats:
    """Variance per day: the largest of three, over the last 91 days.

    That of days in stock; that of weekly totals divided by seven, which also holds what days have in common (weeks of
    fewer than four days in stock do not count, fewer than four weeks tell nothing); and the velocity, below which even
    independent buyers (Poisson) do not fall.

    Args:
        history: Demand by day.
        velocity: Units a day of each row.
    """
    units, used = history.units[:, -DAYS:], history.in_stock[:, -DAYS:]
    own = np.full(len(history), units.shape[1]) if history.days is None else np.minimum(history.days, units.shape[1])
    return np.maximum(np.maximum(_by_day(units, used), _by_week(units, used, own // _WEEK)), velocity)


def _by_day(units: Floats, used: Flags) -> Floats:
    days = used.sum(axis=1)
    mean = np.einsum("ij,ij->i", units, used) / np.maximum(days, 1)
    squares = np.einsum("ij,ij,ij->i", units, units, used) - days * mean * mean
    found: Floats = np.maximum(squares, 0.0) / np.maximum(days - 1, 1)
    return found


def _by_week(units: Floats, used: Flags, own_weeks: Ints) -> Floats:
    weeks = units.shape[1] // _WEEK
    shape = (len(units), weeks, _WEEK)
    days = used[:, units.shape[1] - weeks * _WEEK :].reshape(shape).sum(axis=2)
    sold = (units * used)[:, units.shape[1] - weeks * _WEEK :].reshape(shape).sum(axis=2)
    counted = (days >= _FEWEST_DAYS) & (np.arange(weeks)[::-1] < own_weeks[:, None])
    totals = np.where(counted, sold * _WEEK / np.maximum(days, 1), 0.0)
    number = counted.sum(axis=1)
    mean = totals.sum(axis=1) / np.maximum(number, 1)
    squares = np.maximum((totals * totals).sum(axis=1) - number * mean * mean, 0.0)
    return np.where(number >= _FEWEST_WEEKS, squares / np.maximum(number - 1, 1) / _WEEK, 0.0)
