"""The order-up-to level: what stock and goods on the way must come to, so that a share of demand is served.

Demand over a horizon is gamma distributed. Its expected shortage above a level S is
`E[(D - S)+] = m Q(a + 1, S / b) - S Q(a, S / b)` with shape `a = m² / V`, scale `b = V / m` and Q the regularised upper
incomplete gamma function (Silver, Pyke and Thomas; periodic review with a fill rate as in van Donselaar and Broekmeulen).
"""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Floats

DRIFT_RATE = 0.25
YOUNG_DRIFT_RATE = 0.5
YOUNG_DAYS = 28
_ITERATIONS = 8
_SMALLEST = 1e-12
_SOLVED = 1e-6
_HALVINGS = 60


@dataclass(frozen=True)
class Horizon:
    """What must be served.

    Attributes:
        units_per_day: Expected demand a day, uplift included.
        variance: Of a day's demand, uplift included.
        lead_days: Mean lead time.
        lead_sd_days: Its standard deviation.
        cycle_days: From the arrival of this order to that of the next.
        drift_rate: How far the level of demand itself moves over the horizon, as a fraction.
    """

    units_per_day: Floats
    variance: Floats
    lead_days: Floats
    lead_sd_days: Floats
    cycle_days: Floats
    drift_rate: Floats

    @property
    def protection_days(self) -> Floats:
        """Days that the stock must last."""
        return self.lead_days + self.cycle_days

    def mean_over(self, days: Floats) -> Floats:
        """Expected demand of so many days."""
        return self.units_per_day * days

    def variance_over(self, days: Floats) -> Floats:
        """Its variance: of the days, of the lead time, of the level."""
        mean = self.mean_over(days)
        return days * self.variance + (self.units_per_day * self.lead_sd_days) ** 2 + (self.drift_rate * mean) ** 2


def horizon_of(
    velocity: Floats, variance: Floats, uplift: Floats, lead: tuple[Floats, Floats], cycle_days: Floats, drift_rate: Floats
) -> Horizon:
    """The horizon at a velocity and the mean uplift over it; variance grows with the uplift, and never shrinks.

    Args:
        velocity: Units a day.
        variance: Of a day's demand.
        uplift: Mean multiplier.
        lead: Lead time: mean days and standard deviation.
        cycle_days: See `Horizon`.
        drift_rate: See `Horizon`.
    """
    a_day = np.maximum(velocity * uplift, 1e-9)
    return Horizon(a_day, variance * np.maximum(uplift, 1.0), *lead, cycle_days, drift_rate)


def order_up_to(horizon: Horizon, target_fill_rate: Floats) -> Floats:
    """Level S at which the units short in a cycle are what the target leaves over, rounded up.

    Solves `E[(D_P - S)+] - E[(D_L - S)+] = (1 - target) * units_per_day * cycle_days` for the protection period P and the
    lead time L.

    Args:
        horizon: What must be served.
        target_fill_rate: Share of demand to be served from stock, .5 to .999.
    """
    columns = (*_moments(horizon), (1.0 - target_fill_rate) * horizon.mean_over(horizon.cycle_days))
    level, excess = _newton(columns)
    open_rows = np.flatnonzero(np.abs(excess) > _SOLVED * columns[-1])
    if len(open_rows):
        level[open_rows] = _halved(tuple(column[open_rows] for column in columns))
    found: Floats = np.ceil(level - 1e-6)
    return found


_Columns = tuple[Floats, ...]
"""Mean and variance over the protection period, over the lead time, and the units that may be short in a cycle."""


def _moments(horizon: Horizon) -> tuple[Floats, Floats, Floats, Floats]:
    protection, lead = horizon.protection_days, horizon.lead_days
    variance, lead_variance = (np.maximum(horizon.variance_over(days), _SMALLEST) for days in (protection, lead))
    return horizon.mean_over(protection), variance, horizon.mean_over(lead), lead_variance


def _excess(level: Floats, columns: _Columns) -> tuple[Floats, Floats]:
    """Units short in a cycle above what may be, and how fast they fall with the level."""
    mean, variance, lead_mean, lead_variance, short = columns
    over, share = shortage(level, mean, variance)
    over_lead, share_lead = shortage(level, lead_mean, lead_variance)
    return over - over_lead - short, share_lead - share


def _newton(columns: _Columns) -> tuple[Floats, Floats]:
    """Newton's method within an interval; and the excess at the last but one level."""
    mean, variance = columns[:2]
    low, high = np.zeros_like(mean), mean + 12 * np.sqrt(variance) + 1
    level = mean + 1.2 * np.sqrt(variance)
    for _ in range(_ITERATIONS):
        excess, slope = _excess(level, columns)
        low, high = np.where(excess > 0, level, low), np.where(excess > 0, high, level)
        step = level - excess / np.where(np.abs(slope) > _SMALLEST, slope, -_SMALLEST)
        level = np.where((step >= low - 1e-9) & (step <= high + 1e-9), step, (low + high) / 2)
    return level, _excess(level, columns)[0]


def _halved(columns: _Columns) -> Floats:
    """The level by halving, for the few rows that Newton's method does not bring home.

    Twelve standard deviations above the mean is the most: more would be decades of stock of what hardly sells.
    """
    mean, variance = columns[:2]
    low, high = np.zeros_like(mean), mean + 12 * np.sqrt(variance) + 1
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = _excess(middle, columns)[0] > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    found: Floats = high
    return found


def shortage(level: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Expected demand above a level, and the probability of any."""
    from scipy import special

    shape, at = mean * mean / variance, level * mean / variance
    probability = special.gammaincc(shape, at)
    return mean * special.gammaincc(shape + 1, at) - level * probability, probability
