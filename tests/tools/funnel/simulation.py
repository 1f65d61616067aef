"""Seeded panels by the noise model of the method, with or without a planted cause.

Days scatter by 10 % around their level and follow each other with a correlation of 0.3; weekends are busier; clicks and
orders are binomial, impressions Poisson. The figures of docs/quality.md rest on this model and not on real shops.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tools.core.result import Period
from tools.funnel.panel import Panel, Segment

FACTORS = ("impressions", "ctr", "cvr", "aov")
FIRST_DAY = date(2026, 1, 5)
_WEEKDAYS = np.array([1, 1, 1, 1, 1.05, 1.15, 1.1])


@dataclass(frozen=True)
class Shop:
    """What is simulated.

    Attributes:
        impressions: Of a middling segment, by day; sessions where there are no impressions.
        noise: Standard deviation between days, of each segment by itself.
        common_noise: The same for all segments together.
    """

    segments: int = 18
    base_days: int = 28
    current_days: int = 14
    impressions: float = 3000
    noise: float = 0.10
    common_noise: float = 0.0
    correlation: float = 0.3

    @property
    def days(self):
        return self.base_days + self.current_days


@dataclass(frozen=True)
class Cause:
    """A planted move.

    Attributes:
        change: Relative, e.g. -0.2.
        segments: Positions; None for all.
        late: Days after the current window's first on which it starts; negative for before.
    """

    factor: str
    change: float
    segments: tuple[int, ...] | None = None
    late: int = 0


class Simulated(NamedTuple):
    panel: Panel
    base: Period
    current: Period


def simulate(seed, shop=None, cause=None):
    """A panel of two windows, one after the other."""
    shop = shop or Shop()
    rng = np.random.default_rng(seed)
    size = (shop.segments, shop.days)
    planted = {factor: _planted(shop, cause, factor) for factor in FACTORS}
    ours, common = (lambda: _days(rng, shop, shop.segments, shop.noise)), (lambda: _days(rng, shop, 1, shop.common_noise))
    weekdays = _WEEKDAYS[np.arange(shop.days) % 7]
    impressions = rng.poisson(_level(rng, shop, shop.impressions, 0.8) * weekdays * ours() * common() * planted["impressions"])
    clicks = rng.binomial(impressions, np.minimum(_level(rng, shop, 0.02, 0.3) * ours() * planted["ctr"], 1))
    orders = rng.binomial(clicks, np.minimum(_level(rng, shop, 0.1, 0.3) * ours() * common() * planted["cvr"], 1))
    value = _level(rng, shop, 30, 0.4) * planted["aov"] * np.exp(rng.normal(0, 0.25, size) / np.sqrt(np.maximum(orders, 1)))
    counts = {"impressions": impressions, "clicks": clicks, "orders": orders, "revenue": orders * value}
    return Simulated(panel_of(counts), *windows(shop.base_days, shop.current_days))


def simulate_traffic(seed, shop=None):
    """Sessions in place of impressions, 95 % of the Buy Box or a little less, units at one price; no cause."""
    shop = shop or Shop()
    rng = np.random.default_rng(seed)
    weekdays = _WEEKDAYS[np.arange(shop.days) % 7]
    noise = _days(rng, shop, shop.segments, shop.noise) * _days(rng, shop, 1, shop.common_noise)
    sessions = rng.poisson(_level(rng, shop, shop.impressions, 0.8) * weekdays * noise)
    share = np.round(0.95 - np.abs(rng.normal(0, 0.03, sessions.shape)), 2)
    conversion = np.minimum(_level(rng, shop, 0.1, 0.3) * _days(rng, shop, shop.segments, shop.noise), 1)
    units = rng.poisson(sessions * share * conversion)
    counts = {"sessions": sessions, "buy_box_sessions": sessions * share, "units": units}
    return Simulated(
        panel_of({**counts, "revenue": np.round(units * _level(rng, shop, 30, 0.4), 2)}),
        *windows(shop.base_days, shop.current_days),
    )


def by_week(simulated):
    """The same counts in weeks, as search reports have them."""
    panel, base, current = simulated
    segments, days = panel.present.shape
    weekly = {stage: table.reshape(segments, days // 7, 7).sum(axis=2) for stage, table in panel.counts.items()}
    weeks = days // 7
    present = np.ones((segments, weeks), dtype=bool)
    return Simulated(
        replace(panel, starts=panel.starts[::7], bin_days=np.full(weeks, 7.0), counts=weekly, present=present), base, current
    )


def windows(base_days, current_days):
    """Base and current, one after the other."""
    turn = FIRST_DAY + timedelta(days=base_days)
    return (
        Period(start=FIRST_DAY, end=turn - timedelta(days=1)),
        Period(start=turn, end=turn + timedelta(days=current_days - 1)),
    )


def panel_of(counts, **fields):
    """A panel of daily counts, (segments, days) each."""
    tables = {stage: np.asarray(table, dtype=float) for stage, table in counts.items()}
    segments, days = next(iter(tables.values())).shape
    return Panel(
        segments=[Segment("amazon_us", f"S{number}") for number in range(segments)],
        starts=[FIRST_DAY + timedelta(days=day) for day in range(days)],
        bin_days=np.ones(days),
        counts=tables,
        present=np.ones((segments, days), dtype=bool),
        currency="USD",
        **fields,
    )


def _level(rng, shop, middle, spread):
    return middle * np.exp(rng.normal(0, spread, (shop.segments, 1)))


def _days(rng, shop, rows, noise):
    """Days around 1 that follow each other."""
    found = np.empty((rows, shop.days))
    found[:, 0] = rng.normal(0, noise, rows)
    fresh = rng.normal(0, noise * np.sqrt(1 - shop.correlation**2), (rows, shop.days))
    for day in range(1, shop.days):
        found[:, day] = shop.correlation * found[:, day - 1] + fresh[:, day]
    return np.exp(found - noise**2 / 2)


def _planted(shop, cause, factor):
    found = np.ones((shop.segments, shop.days))
    if cause and cause.factor == factor:
        hit = slice(None) if cause.segments is None else list(cause.segments)
        found[hit, shop.base_days + cause.late :] = 1 + cause.change
    return found
