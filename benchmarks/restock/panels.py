"""Demand by day of many SKUs: made from a seed, or of a real shop."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tools.restock.arrays import Floats

BLOCK_DAYS = 42
"""Six weeks: the span over which drift is stated, about lead time and review."""
_REVERSION_DAYS = 90
_FAST = 3
"""Units a day from which no SKU is intermittent."""
_BULK_UNITS, _BULK_DAYS = 24, 10


@dataclass(frozen=True)
class Panel:
    """Demand, a row per SKU and a column per day, of which the first days are history before the first review."""

    name: str
    demand: Floats
    history_days: int

    def some(self, rows: slice) -> "Panel":
        """Part of the SKUs."""
        return replace(self, demand=self.demand[rows])


def synthetic(
    skus: int = 400,
    drift: float = 0.25,
    seed: int = 11,
    history_days: int = 180,
    days: int = 488,
    reversion_days: float = _REVERSION_DAYS,
) -> Panel:
    """Retail series: velocities of .2 to 30 a day, spread evenly on a log scale, with weekdays, noise and a wandering level.

    Units are negative binomial with 1.2 to 4 times the variance of Poisson; every third of the SKUs below 3 a day is
    intermittent: on most days nothing is asked for. The log of the level wanders around its mean (Ornstein-Uhlenbeck), so
    that series are stationary.

    Args:
        skus: How many.
        drift: Standard deviation of the log ratio between the mean levels of two six-week blocks that follow each other.
        seed: Of the random numbers.
        history_days: Before the first review.
        days: In all.
        reversion_days: In which a deviation of the level shrinks to 1/e.
    """
    rng = np.random.default_rng(seed)
    velocity = np.exp(np.linspace(np.log(0.2), np.log(30), skus))
    week = rng.dirichlet(np.full(7, 40.0), skus) * 7
    mean = velocity[:, None] * _level(rng, (skus, days), drift, reversion_days) * week[:, np.arange(days) % 7]
    asked = np.where((np.arange(skus) % 3 == 0) & (velocity < _FAST), rng.uniform(0.15, 0.5, skus), 1.0)[:, None]
    extra = rng.uniform(0.2, 3.0, skus)[:, None]
    shape = mean / asked / extra
    units = rng.poisson(rng.gamma(shape, extra)) * (rng.random((skus, days)) < asked)
    return Panel(f"synthetic, drift {drift:.0%}", units.astype(float), history_days)


def uci(path: Path, history_days: int = 150, fewest_days: int = 10) -> Panel:
    """UCI Online Retail by SKU and day: SKUs sold on at least ten days of the history.

    What was sent back on the day of its sale is taken out; so are bulk days, beyond both 24 units and ten times the SKU's
    median selling day: they become a median day.
    """
    import pandas as pd

    rows = pd.read_csv(path, parse_dates=["date"])
    rows["kept"] = (rows["units"] - rows["returned"]).clip(lower=0).astype(float)
    table = rows.pivot_table(index="StockCode", columns="date", values="kept", aggfunc="sum", fill_value=0.0)
    demand = table.reindex(columns=pd.date_range(rows["date"].min(), rows["date"].max()), fill_value=0.0).to_numpy(dtype=float)
    demand = demand[(demand[:, :history_days] > 0).sum(axis=1) >= fewest_days]
    usual = np.floor(np.nanmedian(np.where(demand > 0, demand, np.nan), axis=1, keepdims=True))
    bulk = demand > np.maximum(_BULK_UNITS, _BULK_DAYS * usual)
    return Panel("UCI Online Retail", np.where(bulk, usual, demand), history_days)


def _level(rng: np.random.Generator, size: tuple[int, int], drift: float, reversion_days: float) -> Floats:
    kept = np.exp(-1 / reversion_days)
    apart = np.abs(np.subtract.outer(np.arange(2 * BLOCK_DAYS), np.arange(2 * BLOCK_DAYS)))
    contrast = np.repeat([1, -1], BLOCK_DAYS) / BLOCK_DAYS
    sd = drift / np.sqrt(contrast @ kept**apart @ contrast)
    log_level = rng.normal(0, sd, size)
    for day in range(1, size[1]):
        log_level[:, day] = kept * log_level[:, day - 1] + np.sqrt(1 - kept**2) * log_level[:, day]
    level: Floats = np.exp(log_level - sd**2 / 2)
    return level
