"""Policies as they are used, and by the stock that they need for the same service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.restock.panels import Panel
from benchmarks.restock.policies import Policy, erp, ordering, ours, textbook, weighted
from benchmarks.restock.simulate import Outcome, simulate
from tools.restock.arrays import Floats

RESAMPLES = 1000
_SAFETY_DAYS = (0, 7, 14, 21, 28, 35, 45, 60, 80, 110, 150, 200)


@dataclass(frozen=True)
class Contender:
    """A policy, the setting that it is used with, and the settings that it is swept over, from little stock to much."""

    name: str
    policy: Policy
    nominal: float
    sweep: Sequence[float]


ERP = Contender("ERP: 30-day mean + 14 days", erp, 14, _SAFETY_DAYS)
WEIGHTED = Contender("7/14/30 days weighted + 14 days", weighted, 14, _SAFETY_DAYS)
TEXTBOOK = Contender("textbook: z = 1.645", textbook, 1.645, (0, 0.5, 1, 1.645, 2, 2.5, 3, 3.5, 4, 5, 6, 8))
OURS = Contender("ours: target .95", ours, 0.95, (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998))
CONTENDERS = (ERP, WEIGHTED, TEXTBOOK, OURS)


@dataclass(frozen=True)
class Service:
    """Over all SKUs: share of units served, share of days that ended empty, stock in days of mean demand."""

    fill: float
    empty: float
    cover_days: float


@dataclass(frozen=True)
class Ratio:
    """Stock over another policy's at the same fill, with the bounds of 95 % of resamples; nan where out of reach."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One contender on one panel.

    Attributes:
        nominal: As it is used.
        needed_days: Days of cover for the fill that all are compared at.
        to_erp: Stock over ERP practice at that fill.
        to_weighted: Stock over the weighted means at that fill.
    """

    name: str
    nominal: Service
    needed_days: float
    to_erp: Ratio
    to_weighted: Ratio


def service(outcome: Outcome) -> Service:
    """Of all units together."""
    wanted = outcome.wanted.sum()
    return Service(
        fill=float(outcome.served.sum() / wanted),
        empty=float(outcome.empty_days.mean() / outcome.days),
        cover_days=float(outcome.stock.sum() / wanted),
    )


def compare(panel: Panel, fill: float, seed: int = 1) -> Iterator[Row]:
    """Every contender on a panel, under the same lead times."""
    weights = resampled(len(panel.demand))
    sweeps = {contender: sweep(panel, contender, seed) for contender in CONTENDERS}
    needed = {contender: stock_at(fill, outcomes, weights) for contender, outcomes in sweeps.items()}
    for contender, outcomes in sweeps.items():
        yield Row(
            name=contender.name,
            nominal=service(outcomes[contender.sweep.index(contender.nominal)]),
            needed_days=float(needed[contender][0]),
            to_erp=_ratio(needed[contender], needed[ERP]),
            to_weighted=_ratio(needed[contender], needed[WEIGHTED]),
        )


def sweep(panel: Panel, contender: Contender, seed: int = 1) -> list[Outcome]:
    """A contender at each of its settings."""
    return [simulate(panel, ordering(contender.policy, knob), seed=seed) for knob in contender.sweep]


def stock_at(fill: float, outcomes: Sequence[Outcome], weights: Floats) -> Floats:
    """Days of cover that a sweep needs for a fill rate, interpolated; nan where it is out of reach.

    Args:
        fill: Share of units served.
        outcomes: A sweep.
        weights: How often each SKU counts; a row for each answer.
    """
    wanted, served, stock = (
        weights @ np.array([getattr(one, what) for one in outcomes]).T for what in ("wanted", "served", "stock")
    )
    fills, covers = np.maximum.accumulate(served / wanted, axis=1), stock / wanted
    return np.array([np.interp(fill, *pair, left=np.nan, right=np.nan) for pair in zip(fills, covers, strict=True)])


def resampled(skus: int, seed: int = 3) -> Floats:
    """Weights of SKUs: all alike in the first row, in the others as often as drawn with replacement."""
    drawn = np.random.default_rng(seed).multinomial(skus, np.full(skus, 1 / skus), RESAMPLES)
    return np.vstack([np.ones(skus), drawn])


def _ratio(needed: Floats, other: Floats) -> Ratio:
    ratios = needed / other
    drawn = ratios[1:][np.isfinite(ratios[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
    return Ratio(float(ratios[0]), float(low), float(high))
